/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"
#include "cli/input.h"
#include "cli/record_text.h"

#include "base/name_match.h"
#include "base/table.h"

#include <string.h>

struct show_values {
    struct option_list sets;
    const char *format;
};

static const struct option_row rows[] = {
    {"set", 's', OPTION_LIST, offsetof(struct show_values, sets), "XPATH=VALUE", "change the scenario first"},
    {"format", 'f', OPTION_TEXT, offsetof(struct show_values, format), "FORMAT",
     "xml (the default), or every value as text, csv or json"},
    {0},
};

enum { SHOW_ID, SHOW_ELEMENT, SHOW_FIELD, SHOW_VALUE, SHOW_PLACE, SHOW_COLUMN_COUNT };
static const struct table_column columns[SHOW_COLUMN_COUNT] = {
    [SHOW_ID] = {.name = "id"},       [SHOW_ELEMENT] = {.name = "element"},
    [SHOW_FIELD] = {.name = "field"}, [SHOW_VALUE] = {.name = "value", .max_width = 60},
    [SHOW_PLACE] = {.name = "place"},
};

static void add_record(struct table *table, const struct record *record, struct arena *arena)
{
    for (int i = 0; i < record->kind->field_count; i++) {
        table_add_row(table);
        table_put_text(table, record->id);
        table_put_text(table, record->kind->name);
        table_put_text(table, record->kind->fields[i].name);
        table_put_text(table, record_text_value(record, i, arena));
        table_put_text(table, arena_printf(arena, "%s:%d", record->span.file, record->span.line));
    }
}

/* The things called ID, in full or by its last parts; an error with the nearest names when none is. */
static int add_named(struct cli *cli, struct table *table, const struct plan *plan, const char *id)
{
    int found = 0;
    for (int i = 0; i < plan->record_count; i++) {
        if (!name_match_tail(plan->records[i]->id, id))
            continue;
        add_record(table, plan->records[i], cli->arena);
        found++;
    }
    if (found)
        return found;
    const char **ids = arena_array(cli->arena, (size_t)plan->record_count, sizeof *ids);
    for (int i = 0; i < plan->record_count; i++)
        ids[i] = plan->records[i]->id;
    diag_fail(cli->diag, DIAG_USAGE, "the scenario has nothing called '%s'", id);
    options_suggest(id, ids, (size_t)plan->record_count, cli->diag);
    return 0;
}

static int show_table(struct cli *cli, const struct plan *plan, const struct option_list *operands,
                      enum table_format format)
{
    struct table *table = table_new(cli->arena, "plan", NULL, columns, SHOW_COLUMN_COUNT);
    bool good = true;
    for (size_t i = 1; i < operands->count; i++)
        good &= add_named(cli, table, plan, operands->items[i]) > 0;
    for (int i = 0; i < plan->record_count && operands->count == 1; i++)
        add_record(table, plan->records[i], cli->arena);
    if (!good)
        return EXIT_USAGE;
    const struct table *const tables[] = {table};
    cli_print_tables(tables, 1, format);
    return EXIT_GOOD;
}

static int show_run(struct cli *cli, int argc, char **argv)
{
    (void)argc;
    struct show_values values = {0};
    struct option_list operands = {0};
    if (!cli_options(cli, argv, &values, &operands))
        return EXIT_USAGE;
    const char *format = values.format ? values.format : operands.count > 1 ? "text" : "xml";
    enum table_format table_format = TABLE_FORMAT_TEXT;
    bool xml = strcmp(format, "xml") == 0;
    if (!xml && !table_format_find(&table_format, format)) {
        diag_fail(cli->diag, DIAG_USAGE, "there is no format '%s'", format);
        diag_note(cli->diag, "it is 'xml', 'text', 'csv' or 'json'");
        return EXIT_USAGE;
    }
    if (!operands.count || (xml && operands.count > 1)) {
        input_operand(cli, &operands, "scenario");
        return EXIT_USAGE;
    }
    const struct plan *plan = input_plan(cli, operands.items[0], &values.sets);
    if (!plan)
        return EXIT_INPUT;
    if (!xml)
        return show_table(cli, plan, &operands, table_format);
    fputs(plan->resolved_xml, stdout);
    return EXIT_GOOD;
}

const struct command cmd_show = {
    .name = "show",
    .summary = "print a scenario with variants, includes and overrides resolved",
    .usage = "[OPTION]... SCENARIO [ID]...",
    .rows = rows,
    .more = "With ids, every value of these things, defaults included, and where each was written.",
    .run = show_run,
};
