/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"
#include "cli/format_option.h"

#include "base/quantity.h"
#include "base/table.h"
#include "cli/formula_help.h"
#include "handbook/formula_hours.h"
#include "handbook/formula_list.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct values {
    const char *format;
    bool list;
};

static const struct option_row rows[] = {
    FORMAT_OPTION_ROW(struct values),
    {"list", 0, OPTION_FLAG, offsetof(struct values, list), NULL, "the formulas, one per line"},
    {0},
};

enum { NAMES_MOST = 64 };

static const struct formula *find(struct cli *cli, const char *name)
{
    const struct formula *formula = formula_list_find(name);
    const char *names[NAMES_MOST];
    size_t count = 0;
    if (formula)
        return formula;
    for (; count < NAMES_MOST && formula_list_at((int)count); count++)
        names[count] = formula_list_at((int)count)->name;
    diag_fail(cli->diag, DIAG_USAGE, "there is no formula '%s'", name);
    options_suggest(name, names, count, cli->diag);
    diag_note(cli->diag, "'gigaplan calc --list' lists them");
    return NULL;
}

static void list(void)
{
    const struct formula *formula;
    for (int i = 0; (formula = formula_list_at(i)) != NULL; i++)
        printf("%-20s %s\n", formula->name, formula->summary);
}

static bool calc_help(struct cli *cli, char **argv)
{
    for (char **word = argv + 1; *word; word++) {
        const struct formula *formula = formula_list_find(*word);
        if (formula)
            return formula_help_print("calc", formula, cli->arena), true;
    }
    return false;
}

static void print_lines(const struct formula_call *call)
{
    for (int i = 0; call->formula->outputs[i].name; i++) {
        const struct formula_output *output = &call->formula->outputs[i];
        if (!isnan(call->out[i]))
            printf("%s %.12g %s\n", output->name, quantity_from_si(call->out[i], output->unit),
                   formula_help_unit(output->unit));
    }
}

static void print_table(const struct formula_call *call, enum table_format format)
{
    static const struct table_column columns[] = {{.name = "name"}, {.name = "value"}, {.name = "unit"}};
    const struct formula *formula = call->formula;
    struct table *table = table_new(call->arena, formula->name, formula->summary, columns, 3);
    for (int i = 0; formula->outputs[i].name; i++) {
        table_add_row(table);
        table_put_text(table, formula->outputs[i].name);
        table_put_number(table, quantity_from_si(call->out[i], formula->outputs[i].unit));
        table_put_text(table, formula_help_unit(formula->outputs[i].unit));
    }
    table_add_note(table, "%s", formula->equation);
    table_add_note(table, "%s", formula->source);
    table_print((const struct table *const[]){table}, 1, (struct table_style){.format = format}, stdout);
}

static int print_hours(const struct formula_call *call, const struct formula_hours *hours,
                       enum table_format format)
{
    const struct formula *formula = call->formula;
    int count = hours->output_count;
    struct table_column *columns = arena_array(call->arena, (size_t)count + 1, sizeof *columns);
    if (format == TABLE_FORMAT_TEXT) {
        for (int h = 0; h < hours->hour_count; h++)
            printf("%.12g\n",
                   quantity_from_si(hours->out[(size_t)h * (size_t)count], formula->outputs[0].unit));
        return EXIT_GOOD;
    }
    columns[0] = (struct table_column){.name = "hour"};
    for (int i = 0; i < count; i++)
        columns[i + 1] =
            (struct table_column){.name = formula->outputs[i].name, .unit = formula->outputs[i].unit};
    struct table *table = table_new(call->arena, formula->name, formula->summary, columns, count + 1);
    for (int h = 0; h < hours->hour_count; h++) {
        table_add_row(table);
        table_put_integer(table, h);
        for (int i = 0; i < count; i++)
            table_put_si(table, hours->out[(size_t)h * (size_t)count + (size_t)i]);
    }
    table_print((const struct table *const[]){table}, 1, (struct table_style){.format = format}, stdout);
    return EXIT_GOOD;
}

static int run_hours(struct formula_call *call, const char *path, enum table_format format)
{
    struct formula_hours hours;
    if (!call->formula->hourly) {
        diag_fail(call->diag, DIAG_USAGE, "'%s' takes no file of hours", call->formula->name);
        return EXIT_USAGE;
    }
    if (!formula_hours_run(call, path, &hours))
        return EXIT_INPUT;
    if (hours.clamped_count)
        diag_warn(
            call->diag, (struct span){0},
            "in %d of %d hours a value lay outside the range of the equation; the nearest valid one was "
            "used",
            hours.clamped_count, hours.hour_count);
    return print_hours(call, &hours, format);
}

static int calc(struct cli *cli, const struct formula *formula, const struct option_list *operands,
                enum table_format format)
{
    struct formula_call *call = formula_call_new(formula, cli->arena, cli->diag);
    const char *file = NULL;
    bool good = true;
    for (size_t i = 1; i < operands->count; i++) {
        if (strncmp(operands->items[i], "file=", 5) == 0)
            file = operands->items[i] + 5;
        else
            good = formula_set(call, operands->items[i]) && good;
    }
    if (good && file)
        return run_hours(call, file, format);
    if (!good || !formula_complete(call) || !formula_run(call, true))
        return EXIT_INPUT;
    if (format == TABLE_FORMAT_TEXT)
        print_lines(call);
    else
        print_table(call, format);
    return EXIT_GOOD;
}

static int calc_run(struct cli *cli, int argc, char **argv)
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
        list();
        return EXIT_GOOD;
    }
    if (!operands.count) {
        diag_fail(cli->diag, DIAG_USAGE, "which formula?");
        diag_note(cli->diag, "'gigaplan calc --list' lists them, 'gigaplan calc NAME --help' explains one");
        return EXIT_USAGE;
    }
    const struct formula *formula = find(cli, operands.items[0]);
    return formula ? calc(cli, formula, &operands, format) : EXIT_USAGE;
}

const struct command cmd_calc = {
    .name = "calc",
    .summary = "evaluate one formula of power, cooling, air or reliability",
    .usage = "[OPTION]... NAME KEY=VALUE...",
    .rows = rows,
    .more = "Values carry their units: dry-bulb=20C relative-humidity=50% pressure=101325Pa.\n"
            "'gigaplan calc --list' lists the formulas, 'gigaplan calc NAME --help' tells keys, ranges,\n"
            "equation and source of one.",
    .run = calc_run,
    .help = calc_help,
};
