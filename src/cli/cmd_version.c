/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"
#include "config.h"

#include <stdio.h>

static int version_run(struct cli *cli, int argc, char **argv)
{
    (void)argc;
    struct option_list operands = {0};
    if (!cli_options(cli, argv, NULL, &operands))
        return EXIT_USAGE;
    printf("gigaplan %s\n", PACKAGE_VERSION);
    return EXIT_GOOD;
}

const struct command cmd_version = {
    .name = "version",
    .summary = "print the version",
    .usage = "",
    .run = version_run,
};
