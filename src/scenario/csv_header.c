/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/csv_header.h"

#include "base/quantity.h"
#include "scenario/suggest.h"

#include <string.h>

struct reading {
    struct csv_header *header;
    const struct csv_table *table;
    const struct csv_vocabulary *vocabulary;
    struct arena *arena;
    struct diag *diag;
};

static int column_of(const struct csv_vocabulary *vocabulary, const char *name, size_t length)
{
    if (length == 4 && strncmp(name, "time", 4) == 0)
        return CSV_TIME_COLUMN;
    for (int i = 0; i < vocabulary->count; i++)
        if (strlen(vocabulary->names[i]) == length && strncmp(name, vocabulary->names[i], length) == 0)
            return i;
    return CSV_NO_COLUMN;
}

static bool unknown_column(const struct reading *reading, const struct csv_cell *cell)
{
    struct suggest_list names = {0};
    suggest_add(&names, "time", reading->arena);
    for (int i = 0; i < reading->vocabulary->count; i++)
        suggest_add(&names, reading->vocabulary->names[i], reading->arena);
    diag_error(reading->diag, cell->span, "there is no %s '%s'", reading->vocabulary->sort, cell->text);
    if (reading->table->column_count == 1 && strpbrk(cell->text, ";\t"))
        diag_note(reading->diag, "columns are parted by commas");
    else
        suggest_any(&names, cell->text, "there are", reading->diag);
    return false;
}

/* The unit between brackets must be of the column's kind. */
static bool read_unit(struct reading *reading, const struct csv_cell *cell, const char *bracket, int column)
{
    const char *name = reading->vocabulary->names[column], *fitting = reading->vocabulary->units[column];
    size_t length = bracket ? strcspn(bracket + 1, "]") : 0;
    const char *unit = bracket ? arena_strndup(reading->arena, bracket + 1, length) : "";
    bool closed = bracket && bracket[1 + length] == ']' && !bracket[2 + length];
    reading->header->units[column] = unit;
    if (closed && length && quantity_unit_known(unit) && quantity_same_dimension(unit, fitting))
        return true;
    if (closed && length)
        diag_error(reading->diag, cell->span, "'%s' is no unit of a column '%s'", unit, name);
    else
        diag_error(reading->diag, cell->span, "the column '%s' needs a unit in brackets", name);
    diag_note(reading->diag, "such as '%s [%s]'", name, fitting);
    return false;
}

static bool read_cell(struct reading *reading, size_t index)
{
    int *meaning = reading->header->meaning;
    const struct csv_cell *cell = csv_source_cell(reading->table, 0, index);
    const char *bracket = strchr(cell->text, '[');
    size_t length = bracket ? (size_t)(bracket - cell->text) : strlen(cell->text);
    while (length && cell->text[length - 1] == ' ')
        length--;
    int column = column_of(reading->vocabulary, cell->text, length);
    meaning[index] = column;
    for (size_t i = 0; i < index; i++)
        if (column != CSV_NO_COLUMN && meaning[i] == column)
            return diag_error(reading->diag, cell->span, "the column '%s' stands here twice", cell->text);
    if (column == CSV_NO_COLUMN)
        return unknown_column(reading, cell);
    if (column != CSV_TIME_COLUMN)
        return read_unit(reading, cell, bracket, column);
    reading->header->has_time = true;
    return true;
}

bool csv_header_read(struct csv_header *header, const struct csv_table *table,
                     const struct csv_vocabulary *vocabulary, struct arena *arena, struct diag *diag)
{
    struct reading reading = {header, table, vocabulary, arena, diag};
    bool good = true;
    *header = (struct csv_header){
        .meaning = arena_array(arena, table->column_count, sizeof *header->meaning),
        .units = arena_array(arena, (size_t)vocabulary->count, sizeof *header->units),
    };
    for (size_t i = 0; i < table->column_count; i++)
        good = read_cell(&reading, i) && good;
    return good;
}
