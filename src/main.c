/* SPDX-License-Identifier: Apache-2.0 */
#include "base/numeric.h"
#include "cli/cli.h"
#include "tables.h"

int main(int argc, char **argv)
{
    const struct cli_tables tables = {
        .kinds = table_kinds,
        .metrics = table_metrics,
        .reports = table_reports,
        .plots = table_plots,
        .exports = table_exports,
        .commands = table_commands,
    };
    numeric_start();
    return cli_main(&tables, argc, argv);
}
