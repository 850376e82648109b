/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"
#include "cli/format_option.h"

#include "report/compare.h"

#include <stddef.h>
#include <stdio.h>

struct values {
    const char *format;
    long run, point;
};

static const struct option_row rows[] = {
    FORMAT_OPTION_ROW(struct values),
    {"point", 0, OPTION_COUNT, offsetof(struct values, point), "N", "design point of a sweep, from 0 [0]"},
    {"run", 0, OPTION_COUNT, offsetof(struct values, run), "N", "one replication alone, from 0 [all]"},
    {0},
};

static int compare_files(struct cli *cli, const char *path_a, const char *path_b, const struct values *values,
                         enum table_format format)
{
    struct source a, b;
    struct compare compare;
    struct source_choice choice = {.point = values->point, .replication = values->run};
    if (!source_open(&a, path_a, choice, cli->arena, cli->diag))
        return EXIT_INPUT;
    if (!source_open(&b, path_b, choice, cli->arena, cli->diag)) {
        source_close(&a);
        return EXIT_INPUT;
    }
    if (compare_open(&compare, &a, &b, cli->diag)) {
        size_t count;
        const struct table *const *tables = compare_tables(&compare, cli->arena, &count);
        if (diag_error_count(cli->diag) == 0)
            cli_print_tables(tables, count, format);
    }
    source_close(&a);
    source_close(&b);
    return EXIT_GOOD;
}

static int compare_run(struct cli *cli, int argc, char **argv)
{
    (void)argc;
    struct values values = {.format = "text", .run = -1};
    struct option_list operands = {0};
    enum table_format format;
    if (!cli_options(cli, argv, &values, &operands))
        return EXIT_USAGE;
    if (!format_option_find(&format, values.format, cli->diag))
        return EXIT_USAGE;
    if (operands.count != 2) {
        diag_fail(cli->diag, DIAG_USAGE, "compare takes two results files");
        return EXIT_USAGE;
    }
    return compare_files(cli, operands.items[0], operands.items[1], &values, format);
}

const struct command cmd_compare = {
    .name = "compare",
    .summary = "tell what differs between two results files of one seed",
    .usage = "[OPTION]... A B",
    .rows = rows,
    .more =
        "Replications are paired by number: with one seed they draw the same for all that both plans share.\n"
        "All differences are B less A.",
    .run = compare_run,
};
