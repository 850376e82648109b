/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/input.h"

#include "scenario/scenario.h"

struct plan *input_plan(struct cli *cli, const char *path, const struct option_list *sets)
{
    int folder_count;
    const char *const *folders = scenario_folders(cli->data_path, &folder_count, cli->arena);
    const struct scenario_request request = {.path = path,
                                             .kinds = &cli->kinds,
                                             .overrides = sets->items,
                                             .override_count = (int)sets->count,
                                             .catalogue_paths = folders,
                                             .catalogue_path_count = folder_count,
                                             .shapes = cli->shapes,
                                             .arena = cli->arena};
    return scenario_read(&request, cli->diag);
}

const char *input_operand(struct cli *cli, const struct option_list *operands, const char *what)
{
    if (operands->count == 1)
        return operands->items[0];
    if (operands->count)
        diag_fail(cli->diag, DIAG_USAGE, "one %s at a time, and '%s' is the second", what,
                  operands->items[1]);
    else
        diag_fail(cli->diag, DIAG_USAGE, "which %s?", what);
    diag_note(cli->diag, "usage: gigaplan %s %s", cli->command->name, cli->command->usage);
    return NULL;
}
