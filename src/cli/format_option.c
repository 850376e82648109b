/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/format_option.h"

bool format_option_find(enum table_format *format, const char *name, struct diag *diag)
{
    if (table_format_find(format, name))
        return true;
    diag_fail(diag, DIAG_USAGE, "there is no format '%s': text, csv or json", name);
    return false;
}
