/* SPDX-License-Identifier: Apache-2.0 */
/*
 * format_option - the option --format of all commands that print tables.
 */
#ifndef CLI_FORMAT_OPTION_H
#define CLI_FORMAT_OPTION_H

#include "base/table.h"
#include "cli/cli.h"

/* The row of the option for a struct of values with a member `const char *format`, set to "text". */
#define FORMAT_OPTION_ROW(VALUES)                                                                            \
    {                                                                                                        \
        "format", 'f', OPTION_TEXT, offsetof(VALUES, format), "text|csv|json", "how it is printed [text]"    \
    }

/* The format called NAME; another one is a usage error. */
bool format_option_find(enum table_format *format, const char *name, struct diag *diag);

#endif
