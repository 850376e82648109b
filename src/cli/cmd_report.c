/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"
#include "cli/format_option.h"

#include "base/calendar.h"
#include "report/report.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct values {
    const char *format, *chain, *from, *take_out;
    long run, point;
};

static const struct option_row rows[] = {
    FORMAT_OPTION_ROW(struct values),
    {"chain", 0, OPTION_TEXT, offsetof(struct values, chain), "ID",
     "milestones: the critical chain that leads to it"},
    {"from", 0, OPTION_TEXT, offsetof(struct values, from), "DATE",
     "windows: first of the twelve months [status date]"},
    {"point", 0, OPTION_COUNT, offsetof(struct values, point), "N", "design point of a sweep, from 0 [0]"},
    {"run", 0, OPTION_COUNT, offsetof(struct values, run), "N", "one replication alone, from 0 [all]"},
    {"take-out", 0, OPTION_TEXT, offsetof(struct values, take_out), "ID",
     "windows: the unit that is taken out of service"},
    {0},
};

static void list_reports(const struct cli *cli)
{
    for (const struct report *const *report = cli->tables->reports; *report; report++)
        diag_note(cli->diag, "%-10s %s", (*report)->name, (*report)->summary);
}

static const struct report *find(const struct cli *cli, const char *name)
{
    size_t count = 0;
    for (; cli->tables->reports[count]; count++)
        if (!strcmp(cli->tables->reports[count]->name, name))
            return cli->tables->reports[count];
    diag_fail(cli->diag, DIAG_USAGE, "there is no report '%s'", name);
    const char **names = arena_array(cli->arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = cli->tables->reports[i]->name;
    options_suggest(name, names, count, cli->diag);
    list_reports(cli);
    return NULL;
}

static int print_report(struct cli *cli, const struct report *report, const char *path,
                        const struct values *values, enum table_format format)
{
    struct source source;
    int64_t from = 0;
    if (values->from && !calendar_parse(&from, values->from, (struct span){0}, diag_new(cli->arena))) {
        diag_fail(cli->diag, DIAG_USAGE, "--from takes a date such as 2028-06-01, not '%s'", values->from);
        return EXIT_USAGE;
    }
    struct source_choice choice = {.point = values->point, .replication = values->run};
    if (!source_open(&source, path, choice, cli->arena, cli->diag))
        return EXIT_INPUT;
    struct report_request request = {.source = &source,
                                     .arena = cli->arena,
                                     .diag = cli->diag,
                                     .take_out = values->take_out,
                                     .chain = values->chain,
                                     .from = from};
    report->run(&request);
    if (diag_error_count(cli->diag) == 0)
        cli_print_tables(request.tables, request.table_count, format);
    source_close(&source);
    return EXIT_GOOD;
}

static int report_run(struct cli *cli, int argc, char **argv)
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
        diag_fail(cli->diag, DIAG_USAGE, "report takes a name and a results file");
        list_reports(cli);
        return EXIT_USAGE;
    }
    const struct report *report = find(cli, operands.items[0]);
    return report ? print_report(cli, report, operands.items[1], &values, format) : EXIT_USAGE;
}

const struct command cmd_report = {
    .name = "report",
    .summary = "answer a question from a results file",
    .usage = "[OPTION]... NAME FILE",
    .rows = rows,
    .more =
        "reports: summary milestones capacity power bill cooling energy-balance fit windows racks funding "
        "tranches tokens limits replay.\n"
        "'gigaplan report' without a name tells which question each of them answers.",
    .run = report_run,
};
