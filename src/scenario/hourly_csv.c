/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/hourly_csv.h"

#include "base/calendar.h"
#include "base/quantity.h"
#include "scenario/csv_source.h"
#include "scenario/hourly_fill.h"
#include "scenario/suggest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { YEAR_HOURS = 8760, NO_COLUMN = -1, TIME_COLUMN = -2, ERRORS_MAX = 10 };

const char *const hourly_csv_names[HOURLY_COLUMN_COUNT] = {
    [HOURLY_DRY_BULB_K] = "dry-bulb",  [HOURLY_DEW_POINT_K] = "dew-point",
    [HOURLY_PRESSURE_PA] = "pressure", [HOURLY_PRICE_USD_J] = "price",
    [HOURLY_CARBON_KG_J] = "carbon",   [HOURLY_RELATIVE_RATIO] = "relative-humidity",
};

/* A unit of the kind that a column must have. */
static const char *const units[HOURLY_COLUMN_COUNT] = {
    [HOURLY_DRY_BULB_K] = "degC",     [HOURLY_DEW_POINT_K] = "degC",   [HOURLY_PRESSURE_PA] = "Pa",
    [HOURLY_PRICE_USD_J] = "USD/MWh", [HOURLY_CARBON_KG_J] = "kg/MWh", [HOURLY_RELATIVE_RATIO] = "%",
};

struct reading {
    struct csv_table table;
    struct arena *arena;
    struct diag *diag;
    struct hourly *hourly;
    double *values[HOURLY_COLUMN_COUNT];
    const char *written[HOURLY_COLUMN_COUNT]; /* units in the header */
    int *meaning;                             /* by column of the table */
    int error_count;
};

static int column_of(const char *name, size_t length)
{
    if (length == 4 && strncmp(name, "time", 4) == 0)
        return TIME_COLUMN;
    for (int i = 0; i < HOURLY_COLUMN_COUNT; i++)
        if (strlen(hourly_csv_names[i]) == length && strncmp(name, hourly_csv_names[i], length) == 0)
            return i;
    return NO_COLUMN;
}

static bool unknown_column(const struct reading *reading, const struct csv_cell *cell)
{
    struct suggest_list names = {0};
    suggest_add(&names, "time", reading->arena);
    for (int i = 0; i < HOURLY_COLUMN_COUNT; i++)
        suggest_add(&names, hourly_csv_names[i], reading->arena);
    diag_error(reading->diag, cell->span, "there is no hourly column '%s'", cell->text);
    suggest_any(&names, cell->text, "there are", reading->diag);
    return false;
}

/* The unit between brackets must be of the column's kind. */
static bool read_unit(struct reading *reading, const struct csv_cell *cell, const char *bracket, int column)
{
    size_t length = bracket ? strcspn(bracket + 1, "]") : 0;
    const char *unit = bracket ? arena_strndup(reading->arena, bracket + 1, length) : "";
    bool closed = bracket && bracket[1 + length] == ']' && !bracket[2 + length];
    if (closed && length && quantity_unit_known(unit) && quantity_same_dimension(unit, units[column])) {
        reading->written[column] = unit;
        return true;
    }
    if (closed && length)
        diag_error(reading->diag, cell->span, "'%s' is no unit of a %s", unit, hourly_csv_names[column]);
    else
        diag_error(reading->diag, cell->span, "the column '%s' needs a unit in brackets",
                   hourly_csv_names[column]);
    diag_note(reading->diag, "such as '%s [%s]'", hourly_csv_names[column], units[column]);
    return false;
}

static bool read_header_cell(struct reading *reading, size_t index)
{
    const struct csv_cell *cell = csv_source_cell(&reading->table, 0, index);
    const char *bracket = strchr(cell->text, '[');
    size_t length = bracket ? (size_t)(bracket - cell->text) : strlen(cell->text);
    while (length && cell->text[length - 1] == ' ')
        length--;
    int column = column_of(cell->text, length);
    reading->meaning[index] = column;
    for (size_t i = 0; i < index; i++)
        if (column != NO_COLUMN && reading->meaning[i] == column)
            return diag_error(reading->diag, cell->span, "the column '%s' stands here twice", cell->text);
    if (column == NO_COLUMN)
        return unknown_column(reading, cell);
    if (column == TIME_COLUMN)
        return true;
    reading->values[column] = arena_array(reading->arena, reading->table.row_count, sizeof(double));
    return read_unit(reading, cell, bracket, column);
}

static bool read_time(struct reading *reading, const struct csv_cell *cell, int row)
{
    int64_t tick;
    if (!calendar_parse(&tick, cell->text, cell->span, reading->diag))
        return false;
    if (row == 0)
        reading->hourly->start = tick;
    if (tick == reading->hourly->start + (int64_t)row * CALENDAR_HOUR_S)
        return true;
    char wanted[CALENDAR_TIME_SIZE];
    calendar_format_time(reading->hourly->start + (int64_t)row * CALENDAR_HOUR_S, wanted);
    return diag_error(reading->diag, cell->span, "rows are an hour apart, so this should be %s", wanted);
}

static bool read_number(struct reading *reading, const struct csv_cell *cell, int column, int row)
{
    double *value = &reading->values[column][row];
    *value = NAN;
    if (!cell->text[0])
        return true;
    double number;
    if (!quantity_parse(&number, cell->text, "", cell->span, reading->diag))
        return false;
    *value = quantity_to_si(number, reading->written[column]);
    return true;
}

static bool read_rows(struct reading *reading)
{
    for (int row = 0; row < reading->hourly->row_count; row++)
        for (size_t i = 0; i < reading->table.column_count; i++) {
            const struct csv_cell *cell = csv_source_cell(&reading->table, (size_t)row + 1, i);
            bool good = reading->meaning[i] == TIME_COLUMN
                            ? read_time(reading, cell, row)
                            : read_number(reading, cell, reading->meaning[i], row);
            if (!good && (reading->meaning[i] == TIME_COLUMN || ++reading->error_count >= ERRORS_MAX))
                return false;
        }
    return !reading->error_count;
}

static struct span header_span(const struct reading *reading, int column)
{
    size_t i = 0;
    while (reading->meaning[i] != column)
        i++;
    return csv_source_cell(&reading->table, 0, i)->span;
}

static bool fill(struct reading *reading)
{
    bool round = reading->hourly->start == INT64_MIN;
    for (int column = 0; column < HOURLY_COLUMN_COUNT; column++) {
        if (!reading->values[column])
            continue;
        int filled = hourly_fill(reading->values[column], reading->hourly->row_count, round);
        if (filled < 0)
            return diag_error(reading->diag, header_span(reading, column), "no row has a %s",
                              hourly_csv_names[column]);
        reading->hourly->filled_count += filled;
        reading->hourly->columns[column] = reading->values[column];
    }
    return true;
}

struct hourly *hourly_csv_read(const struct text_file *file, struct arena *arena, struct diag *diag)
{
    struct reading reading = {.arena = arena, .diag = diag};
    if (!csv_source_read(&reading.table, file, arena, diag))
        return NULL;
    reading.meaning = arena_array(arena, reading.table.column_count, sizeof *reading.meaning);
    bool good = true, dated = false;
    for (size_t i = 0; i < reading.table.column_count; i++) {
        good &= read_header_cell(&reading, i);
        dated |= reading.meaning[i] == TIME_COLUMN;
    }
    if (!good)
        return NULL;
    reading.hourly = arena_alloc(arena, sizeof *reading.hourly);
    *reading.hourly = (struct hourly){
        .path = file->path, .row_count = (int)(reading.table.row_count - 1), .start = INT64_MIN};
    if (!dated && reading.hourly->row_count != YEAR_HOURS) {
        diag_error(diag, (struct span){.file = file->path},
                   "a year without times has %d rows, and this one %d", YEAR_HOURS,
                   reading.hourly->row_count);
        return NULL;
    }
    return read_rows(&reading) && fill(&reading) ? reading.hourly : NULL;
}
