/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"
#include "cli/format_option.h"

#include "base/table.h"
#include "handbook/published.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct values {
    const char *format;
    bool list;
};

static const struct option_row rows[] = {
    FORMAT_OPTION_ROW(struct values),
    {"list", 0, OPTION_FLAG, offsetof(struct values, list), NULL, "the cases with their sources"},
    {0},
};

static const struct published_case *const subjects[] = {published_air, published_machines,
                                                        published_reliability, published_plant};
enum { CASES_MOST = 128 };

/* All cases into LIST; how many. */
static size_t cases_of(const struct published_case *list[CASES_MOST])
{
    size_t count = 0;
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++)
        for (const struct published_case *c = subjects[i]; c->name && count < CASES_MOST; c++)
            list[count++] = c;
    return count;
}

static const char *basis_text(const struct published_case *c)
{
    return c->basis == BASIS_PUBLISHED ? "published" : "self-consistency";
}

static const char *const verdicts[] = {
    [VERDICT_MET] = "met", [VERDICT_MISSED] = "MISSED", [VERDICT_SKIPPED] = "skipped"};

static void list_cases(struct cli *cli, enum table_format format)
{
    static const struct table_column columns[] = {
        {.name = "case"}, {.name = "basis"}, {.name = "title"}, {.name = "source", .max_width = 60}};
    const struct published_case *list[CASES_MOST];
    size_t count = cases_of(list);
    struct table *table = table_new(cli->arena, "cases", NULL, columns, 4);
    for (size_t i = 0; i < count; i++) {
        table_add_row(table);
        table_put_text(table, list[i]->name);
        table_put_text(table, basis_text(list[i]));
        table_put_text(table, list[i]->title);
        table_put_text(table, list[i]->source);
    }
    table_print((const struct table *const[]){table}, 1, (struct table_style){.format = format}, stdout);
}

static void put_row(struct table *table, const struct published_row *row)
{
    table_put_text(table, row->quantity);
    table_put_number(table, row->expected);
    table_put_number(table, row->found);
    table_put_number(table, row->tolerance);
    table_put_text(table, row->unit[0] ? row->unit : "1");
    table_put_text(table, verdicts[row->verdict]);
}

#define NUMBER(column_name)                                                                                  \
    {                                                                                                        \
        .name = column_name, .align = TABLE_RIGHT, .decimals = TABLE_DECIMALS_AUTO                           \
    }

/* One table of everything, for programs. */
static void print_rows(struct cli *cli, const struct published_run *run, enum table_format format)
{
    static const struct table_column columns[] = {
        {.name = "case"}, {.name = "quantity"}, NUMBER("expected"), NUMBER("found"),   NUMBER("tolerance"),
        {.name = "unit"}, {.name = "verdict"},  {.name = "basis"},  {.name = "source"}};
    struct table *table = table_new(cli->arena, "verify", "Cases with known answers", columns, 9);
    for (size_t i = 0; i < run->row_count; i++) {
        table_add_row(table);
        table_put_text(table, run->rows[i].of->name);
        put_row(table, &run->rows[i]);
        table_put_text(table, basis_text(run->rows[i].of));
        table_put_text(table, run->rows[i].of->source);
    }
    table_print((const struct table *const[]){table}, 1, (struct table_style){.format = format}, stdout);
}

/* A table for each case, for people. */
static void print_cases(struct cli *cli, const struct published_run *run)
{
    static const struct table_column columns[] = {{.name = "quantity", .max_width = 60},
                                                  NUMBER("expected"),
                                                  NUMBER("found"),
                                                  NUMBER("tolerance"),
                                                  {.name = "unit"},
                                                  {.name = "verdict"}};
    const struct table **tables = arena_array(cli->arena, run->row_count + 1, sizeof(void *));
    size_t count = 0;
    struct table *table = NULL;
    for (size_t i = 0; i < run->row_count; i++) {
        const struct published_case *of = run->rows[i].of;
        if (i == 0 || of != run->rows[i - 1].of) {
            const char *title = arena_printf(cli->arena, "%s: %s (%s)", of->name, of->title, basis_text(of));
            tables[count++] = table = table_new(cli->arena, of->name, title, columns, 6);
            table_add_note(table, "source: %s", of->source);
        }
        table_add_row(table);
        put_row(table, &run->rows[i]);
    }
    table_print(tables, count, (struct table_style){0}, stdout);
}

static int sum_up(const struct published_run *run, bool told)
{
    size_t counts[3] = {0};
    for (size_t i = 0; i < run->row_count; i++)
        counts[run->rows[i].verdict]++;
    if (told)
        printf("\n%zu values met, %zu missed, %zu cases skipped\n", counts[VERDICT_MET],
               counts[VERDICT_MISSED], counts[VERDICT_SKIPPED]);
    return counts[VERDICT_MISSED] ? EXIT_NO : EXIT_GOOD;
}

static const struct published_case *find(struct cli *cli, const char *name)
{
    const struct published_case *list[CASES_MOST];
    const char *names[CASES_MOST];
    size_t count = cases_of(list);
    for (size_t i = 0; i < count; i++) {
        names[i] = list[i]->name;
        if (strcmp(names[i], name) == 0)
            return list[i];
    }
    diag_fail(cli->diag, DIAG_USAGE, "there is no case '%s'", name);
    options_suggest(name, names, count, cli->diag);
    diag_note(cli->diag, "'gigaplan verify --list' lists them");
    return NULL;
}

static void run_case(struct published_run *run, const struct published_case *c)
{
    run->now = c;
    c->work(run);
}

static bool run_named(struct cli *cli, struct published_run *run, const struct option_list *operands)
{
    const struct published_case *list[CASES_MOST];
    size_t count = operands->count ? 0 : cases_of(list);
    for (size_t i = 0; i < operands->count && count < CASES_MOST; i++) {
        list[count] = find(cli, operands->items[i]);
        if (!list[count++])
            return false;
    }
    for (size_t i = 0; i < count; i++)
        run_case(run, list[i]);
    return true;
}

static int verify_run(struct cli *cli, int argc, char **argv)
{
    (void)argc;
    struct values values = {.format = "text"};
    struct option_list operands = {0};
    enum table_format format;
    if (!cli_options(cli, argv, &values, &operands))
        return EXIT_USAGE;
    if (!format_option_find(&format, values.format, cli->diag))
        return EXIT_USAGE;
    if (values.list) {
        list_cases(cli, format);
        return EXIT_GOOD;
    }
    const char *reference = getenv("GIGAPLAN_REFERENCE_DATA");
    struct published_run run = {.kinds = &cli->kinds,
                                .data_path = cli->data_path,
                                .reference = reference && *reference ? reference : NULL,
                                .arena = cli->arena,
                                .diag = cli->diag};
    if (!run_named(cli, &run, &operands))
        return EXIT_USAGE;
    if (format == TABLE_FORMAT_TEXT)
        print_cases(cli, &run);
    else
        print_rows(cli, &run, format);
    return sum_up(&run, format == TABLE_FORMAT_TEXT);
}

const struct command cmd_verify = {
    .name = "verify",
    .summary = "recompute published cases and say whether they are met",
    .usage = "[OPTION]... [CASE]...",
    .rows = rows,
    .more =
        "Without a case all are run.  The exit code is 1 when a value is missed.  Cases with weather files\n"
        "read them below the folder that GIGAPLAN_REFERENCE_DATA names, and are skipped without.",
    .run = verify_run,
};
