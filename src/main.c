/* SPDX-License-Identifier: Apache-2.0 */
#include "base/numeric.h"
#include "cli/cli.h"
#include "tables.h"

int main(int argc, char **argv)
{
    numeric_start();
    return cli_main(table_kinds, table_reports, table_plots, table_commands, argc, argv);
}
