/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"

static int help_run(struct cli *cli, int argc, char **argv)
{
    (void)argc;
    struct option_list operands = {0};
    if (!cli_options(cli, argv, NULL, &operands))
        return EXIT_USAGE;
    if (!operands.count)
        cli_list(cli);
    for (size_t i = 0; i < operands.count; i++) {
        const struct command *command = cli_find(cli, operands.items[i]);
        if (command)
            cli_help(command);
    }
    return EXIT_GOOD;
}

const struct command cmd_help = {
    .name = "help",
    .summary = "list the commands, or explain some of them",
    .usage = "[COMMAND]...",
    .run = help_run,
};
