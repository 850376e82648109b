/* SPDX-License-Identifier: Apache-2.0 */
/*
 * formula_help - what `calc NAME --help` and `curve KIND --help` print: keys, outputs, equation, source.
 */
#ifndef CLI_FORMULA_HELP_H
#define CLI_FORMULA_HELP_H

#include "handbook/formula.h"

/* On stdout, for the command COMMAND. */
void formula_help_print(const char *command, const struct formula *formula, struct arena *arena);

/* The unit as it is printed: "1" for a ratio. */
const char *formula_help_unit(const char *unit);

#endif
