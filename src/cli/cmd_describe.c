/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"
#include "cli/format_option.h"

#include "base/name_match.h"
#include "base/quantity.h"
#include "base/table.h"
#include "cli/describe_man.h"
#include "plan/metric.h"
#include "scenario/scenario_xsd.h"

#include <string.h>

struct describe_values {
    const char *format;
    bool xsd, man;
};

static const struct option_row rows[] = {
    FORMAT_OPTION_ROW(struct describe_values),
    {"xsd", 0, OPTION_FLAG, offsetof(struct describe_values, xsd), NULL,
     "an XML Schema of the language, for editors"},
    {"man", 0, OPTION_FLAG, offsetof(struct describe_values, man), NULL,
     "all of it as the manual page gigaplan-models(7)"},
    {0},
};

static const struct table_column kind_columns[] = {{.name = "element"},
                                                   {.name = "family"},
                                                   {.name = "stands_in", .heading = "stands in"},
                                                   {.name = "meaning"}};

static const struct table_column field_columns[] = {
    {.name = "field"},
    {.name = "type"},
    {.name = "unit"},
    {.name = "default"},
    {.name = "from", .align = TABLE_RIGHT, .decimals = TABLE_DECIMALS_AUTO},
    {.name = "to", .align = TABLE_RIGHT, .decimals = TABLE_DECIMALS_AUTO},
    {.name = "values", .max_width = 30},
    {.name = "meaning"},
    {.name = "source", .max_width = 30},
};

static const struct table_column metric_columns[] = {
    {.name = "metric"}, {.name = "unit"},   {.name = "sort"}, {.name = "belongs_to", .heading = "belongs to"},
    {.name = "campus"}, {.name = "meaning"}};

static const struct table_column unit_columns[] = {{.name = "unit"}, {.name = "meaning"}};

enum { COLUMNS_OF_KINDS = 4, COLUMNS_OF_FIELDS = 9, COLUMNS_OF_METRICS = 6, COLUMNS_OF_UNITS = 2 };

/* All elements, or those of a FAMILY. */
static struct table *kinds_table(const struct cli *cli, const char *family)
{
    const char *title =
        family ? arena_printf(cli->arena, "Elements of the family %s", family) : "Elements of a scenario";
    struct table *table = table_new(cli->arena, "elements", title, kind_columns, COLUMNS_OF_KINDS);
    for (int i = 0; i < cli->kinds.count; i++) {
        const struct kind *kind = cli->kinds.kinds[i];
        if (family && strcmp(kind->family, family) != 0)
            continue;
        table_add_row(table);
        table_put_text(table, kind->name);
        table_put_text(table, kind->family);
        table_put_text(table, kind->parents);
        table_put_text(table, kind->meaning);
    }
    table_add_note(table,
                   "'gigaplan describe ELEMENT' tells its fields; 'describe metrics' and 'describe units' "
                   "list those");
    return table;
}

static const char *values_of(const struct field *field, struct arena *arena)
{
    if (field->choices)
        return field->choices;
    if (field->target)
        return strcmp(field->target, "*done") == 0 ? "anything that can be finished" : field->target;
    return field->length ? arena_printf(arena, "%d numbers", field->length) : NULL;
}

static void add_field(struct table *table, const struct field *field, struct arena *arena)
{
    bool bounded = field->low != 0 || field->high != 0;
    table_add_row(table);
    table_put_text(table, field->name);
    table_put_text(table, describe_man_type(field->type));
    table_put_text(table,
                   field->unit_y ? arena_printf(arena, "%s:%s", field->unit, field->unit_y) : field->unit);
    table_put_text(table, field->fallback ? field->fallback[0] ? field->fallback : "none" : "required");
    if (bounded) {
        table_put_number(table, field->low);
        table_put_number(table, field->high);
    } else {
        table_put_blank(table);
        table_put_blank(table);
    }
    table_put_text(table, values_of(field, arena));
    table_put_text(table, field->meaning);
    table_put_text(table, field->source);
}

static struct table *fields_table(const struct cli *cli, const struct kind *kind)
{
    const char *title = arena_printf(cli->arena, "<%s>: %s", kind->name, kind->meaning);
    struct table *table = table_new(cli->arena, kind->name, title, field_columns, COLUMNS_OF_FIELDS);
    for (int i = 0; i < kind->field_count; i++)
        add_field(table, &kind->fields[i], cli->arena);
    if (kind->parents && kind->parents[0])
        table_add_note(table, "stands in %s", kind->parents);
    table_add_note(table, "%s", kind->flags & KIND_NO_ID ? "needs no id" : "needs an id");
    if (kind->flags & KIND_MILESTONE)
        table_add_note(table, "can be finished, so conditions and 'needs' may name it");
    if (kind->flags & KIND_CATALOGUE)
        table_add_note(table, "belongs in catalogues: carries source, date and grade");
    return table;
}

static const char *campus_text(const struct metric_def *def)
{
    static const char *const joins[] = {[JOIN_SUM] = "sum", [JOIN_MAX] = "largest", [JOIN_NONE] = "none"};
    return def->scope == SCOPE_CAMPUS ? "itself" : joins[def->join];
}

/* Whether WORD asks for NAME: by itself, after an owner ("tx.power.energised"), or by its family. */
static bool asks_for(const char *word, const char *name)
{
    size_t length = strlen(word);
    return name_match_tail(word, name) || (strncmp(name, word, length) == 0 && name[length] == '.');
}

/* All metrics, or those that ONLY asks for; NULL without any. */
static struct table *metrics_table(const struct cli *cli, const char *only)
{
    static const char *const sorts[] = {
        [METRIC_STATE] = "state", [METRIC_MEAN] = "mean", [METRIC_COUNTER] = "counter"};
    static const char *const scopes[] = {
        [SCOPE_SITE] = "site", [SCOPE_PARTY] = "party", [SCOPE_CAMPUS] = "campus"};
    struct table *table = table_new(cli->arena, "metrics", "Metrics that conditions may test", metric_columns,
                                    COLUMNS_OF_METRICS);
    bool any = false;
    for (int t = 0; t < cli->kinds.metric_table_count; t++)
        for (int i = 0; i < cli->kinds.metrics[t]->count; i++) {
            const struct metric_def *def = &cli->kinds.metrics[t]->defs[i];
            if (only && !asks_for(only, def->name))
                continue;
            any = true;
            table_add_row(table);
            table_put_text(table, def->name);
            table_put_text(table, def->unit);
            table_put_text(table, sorts[def->sort]);
            table_put_text(table, scopes[def->scope]);
            table_put_text(table, campus_text(def));
            table_put_text(table, def->meaning);
        }
    table_add_note(table, "states are tested at once, means and counters on the first of each month");
    return any ? table : NULL;
}

struct unit_rows {
    struct table *table;
    const char *only;
    bool any;
};

static void add_unit(const struct unit *unit, void *context)
{
    struct unit_rows *rows_of = context;
    if (rows_of->only && strcmp(rows_of->only, unit->name) != 0)
        return;
    rows_of->any = true;
    table_add_row(rows_of->table);
    table_put_text(rows_of->table, unit->name);
    table_put_text(rows_of->table, unit->meaning);
}

/* All units, or the one called ONLY; NULL without any. */
static struct table *units_table(const struct cli *cli, const char *only)
{
    struct table *table = table_new(cli->arena, "units", "Units", unit_columns, COLUMNS_OF_UNITS);
    struct unit_rows found = {table, only, false};
    quantity_unit_each(add_unit, &found);
    table_add_note(table, "joined by '.', '*' and '/': MUSD/MW, kWh/(kW.h), L/min/kW");
    return found.any ? table : NULL;
}

static void refuse_name(struct cli *cli, const char *name)
{
    size_t count = 0, room = (size_t)cli->kinds.count;
    for (int t = 0; t < cli->kinds.metric_table_count; t++)
        room += (size_t)cli->kinds.metrics[t]->count;
    const char **names = arena_array(cli->arena, room, sizeof *names);
    for (int i = 0; i < cli->kinds.count; i++)
        names[count++] = cli->kinds.kinds[i]->name;
    for (int t = 0; t < cli->kinds.metric_table_count; t++)
        for (int i = 0; i < cli->kinds.metrics[t]->count; i++)
            names[count++] = cli->kinds.metrics[t]->defs[i].name;
    diag_fail(cli->diag, DIAG_USAGE, "there is no element, family, metric or unit '%s'", name);
    options_suggest(name, names, count, cli->diag);
    diag_note(cli->diag, "'gigaplan describe' lists the elements, 'gigaplan describe metrics' and 'gigaplan "
                         "describe units' the others");
}

static struct table *named_table(struct cli *cli, const char *name)
{
    if (strcmp(name, "metrics") == 0)
        return metrics_table(cli, NULL);
    if (strcmp(name, "units") == 0)
        return units_table(cli, NULL);
    const struct kind *kind = kind_find(&cli->kinds, name);
    if (kind)
        return fields_table(cli, kind);
    struct table *table = metrics_table(cli, name);
    if (!table)
        table = units_table(cli, name);
    if (!table)
        refuse_name(cli, name);
    return table;
}

/* The kinds of a family, and the fields of each, when NAME is a family and no element. */
static bool add_family(struct cli *cli, const char *name, const struct table **tables, size_t *count)
{
    if (kind_find(&cli->kinds, name))
        return false;
    size_t before = (*count)++;
    for (int i = 0; i < cli->kinds.count; i++)
        if (strcmp(cli->kinds.kinds[i]->family, name) == 0)
            tables[(*count)++] = fields_table(cli, cli->kinds.kinds[i]);
    if (*count == before + 1)
        *count = before;
    else
        tables[before] = kinds_table(cli, name);
    return *count > before;
}

static int describe_run(struct cli *cli, int argc, char **argv)
{
    (void)argc;
    struct describe_values values = {.format = "text"};
    struct option_list operands = {0};
    if (!cli_options(cli, argv, &values, &operands))
        return EXIT_USAGE;
    if (values.xsd)
        return scenario_xsd_write(&cli->kinds, stdout) ? EXIT_GOOD : EXIT_UNFINISHED;
    if (values.man) {
        describe_man_write(&cli->kinds, stdout);
        return EXIT_GOOD;
    }
    enum table_format format;
    if (!format_option_find(&format, values.format, cli->diag))
        return EXIT_USAGE;
    size_t room = operands.count * (size_t)(cli->kinds.count + 2) + 1, count = 0;
    const struct table **tables = arena_array(cli->arena, room, sizeof(void *));
    for (size_t i = 0; i < operands.count; i++) {
        if (add_family(cli, operands.items[i], tables, &count))
            continue;
        tables[count] = named_table(cli, operands.items[i]);
        if (!tables[count++])
            return EXIT_USAGE;
    }
    if (!operands.count)
        tables[count++] = kinds_table(cli, NULL);
    cli_print_tables(tables, count, format);
    return EXIT_GOOD;
}

const struct command cmd_describe = {
    .name = "describe",
    .summary = "explain the scenario language: elements, their fields, metrics, units",
    .usage = "[OPTION]... [ELEMENT|FAMILY|METRIC|UNIT|metrics|units]...",
    .rows = rows,
    .run = describe_run,
};
