/* SPDX-License-Identifier: Apache-2.0 */
/*
 * input - how subcommands get at the user's scenario.
 */
#ifndef CLI_INPUT_H
#define CLI_INPUT_H

#include "cli/cli.h"
#include "plan/record.h"

/*
 * The plan of the scenario at PATH with the overrides SETS (may be empty), in the command's
 * arena; NULL with errors in the command's diag.
 */
struct plan *input_plan(struct cli *cli, const char *path, const struct option_list *sets);

/* The only operand of a command that takes one WHAT ("scenario"), or NULL with a usage error. */
const char *input_operand(struct cli *cli, const struct option_list *operands, const char *what);

#endif
