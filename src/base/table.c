/* SPDX-License-Identifier: Apache-2.0 */
#include "base/table.h"
#include "base/calendar.h"
#include "base/quantity.h"

#include <assert.h>
#include <math.h>
#include <string.h>

struct table *table_new(struct arena *arena, const char *name, const char *title,
                        const struct table_column *columns, int column_count)
{
    struct table *table = arena_alloc(arena, sizeof *table);
    assert(column_count > 0);
    table->arena = arena;
    table->name = arena_strdup(arena, name);
    table->title = title ? arena_strdup(arena, title) : NULL;
    table->columns = columns;
    table->column_count = column_count;
    return table;
}

void table_add_row(struct table *table)
{
    table->rows =
        arena_grow(table->arena, table->rows, table->row_count, &table->row_capacity, sizeof *table->rows);
    struct table_row *row = &table->rows[table->row_count++];
    /* A row opened by table_add_rule has its line already. */
    bool ruled = row->ruled;
    *row = (struct table_row){.ruled = ruled};
    row->cells = arena_array(table->arena, (size_t)table->column_count, sizeof *row->cells);
    table->next = 0;
}

void table_add_total(struct table *table)
{
    bool first = table->row_count > 0 && !table->rows[table->row_count - 1].total;
    table_add_row(table);
    table->rows[table->row_count - 1].total = true;
    table->rows[table->row_count - 1].ruled |= first;
}

void table_add_rule(struct table *table)
{
    table->rows =
        arena_grow(table->arena, table->rows, table->row_count, &table->row_capacity, sizeof *table->rows);
    table->rows[table->row_count].ruled = table->row_count > 0;
}

void table_add_note(struct table *table, const char *format, ...)
{
    va_list args;
    table->notes = arena_grow(table->arena, table->notes, table->note_count, &table->note_capacity,
                              sizeof *table->notes);
    va_start(args, format);
    table->notes[table->note_count++] = arena_vprintf(table->arena, format, args);
    va_end(args);
}

static struct table_cell *next_cell(struct table *table)
{
    assert(table->row_count > 0 && table->next < table->column_count);
    return &table->rows[table->row_count - 1].cells[table->next++];
}

void table_put_text(struct table *table, const char *text)
{
    struct table_cell *cell = next_cell(table);
    if (text) {
        cell->kind = TABLE_TEXT;
        cell->text = arena_strdup(table->arena, text);
    }
}

void table_put_number(struct table *table, double number)
{
    struct table_cell *cell = next_cell(table);
    if (!isnan(number)) {
        cell->kind = TABLE_NUMBER;
        cell->number = number == 0 ? 0 : number; /* no -0 in reports */
    }
}

void table_put_integer(struct table *table, int64_t integer)
{
    struct table_cell *cell = next_cell(table);
    cell->kind = TABLE_INTEGER;
    cell->integer = integer;
}

void table_put_blank(struct table *table)
{
    next_cell(table);
}

void table_put_si(struct table *table, double si)
{
    assert(table->next < table->column_count);
    const char *unit = table->columns[table->next].unit;
    table_put_number(table, quantity_from_si(si, unit ? unit : ""));
}

void table_put_date(struct table *table, int64_t tick)
{
    char text[CALENDAR_DATE_SIZE];
    table_put_text(table, calendar_format_date(tick, text));
}

bool table_format_find(enum table_format *format, const char *name)
{
    static const char *const names[] = {
        [TABLE_FORMAT_TEXT] = "text", [TABLE_FORMAT_CSV] = "csv", [TABLE_FORMAT_JSON] = "json"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], name) == 0) {
            *format = (enum table_format)i;
            return true;
        }
    }
    return false;
}
