/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/hourly_csv.h"

#include "base/calendar.h"
#include "base/quantity.h"
#include "scenario/csv_header.h"
#include "scenario/hourly_fill.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { YEAR_HOURS = 8760, ERRORS_MAX = 10 };

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
    struct csv_header header;
    int error_count;
};

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
    *value = quantity_to_si(number, reading->header.units[column]);
    return true;
}

static bool read_rows(struct reading *reading)
{
    for (int row = 0; row < reading->hourly->row_count; row++)
        for (size_t i = 0; i < reading->table.column_count; i++) {
            const struct csv_cell *cell = csv_source_cell(&reading->table, (size_t)row + 1, i);
            bool good = reading->header.meaning[i] == CSV_TIME_COLUMN
                            ? read_time(reading, cell, row)
                            : read_number(reading, cell, reading->header.meaning[i], row);
            if (!good &&
                (reading->header.meaning[i] == CSV_TIME_COLUMN || ++reading->error_count >= ERRORS_MAX))
                return false;
        }
    return !reading->error_count;
}

static struct span header_span(const struct reading *reading, int column)
{
    size_t i = 0;
    while (reading->header.meaning[i] != column)
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
    static const struct csv_vocabulary hours = {"hourly column", hourly_csv_names, units,
                                                HOURLY_COLUMN_COUNT};
    struct reading reading = {.arena = arena, .diag = diag};
    if (!csv_source_read(&reading.table, file, arena, diag))
        return NULL;
    if (!csv_header_read(&reading.header, &reading.table, &hours, arena, diag))
        return NULL;
    for (int column = 0; column < HOURLY_COLUMN_COUNT; column++)
        if (reading.header.units[column])
            reading.values[column] = arena_array(arena, reading.table.row_count, sizeof(double));
    reading.hourly = arena_alloc(arena, sizeof *reading.hourly);
    *reading.hourly = (struct hourly){
        .path = file->path, .row_count = (int)(reading.table.row_count - 1), .start = INT64_MIN};
    if (!reading.header.has_time && reading.hourly->row_count != YEAR_HOURS) {
        diag_error(diag, (struct span){.file = file->path},
                   "a year without times has %d rows, and this one %d", YEAR_HOURS,
                   reading.hourly->row_count);
        return NULL;
    }
    return read_rows(&reading) && fill(&reading) ? reading.hourly : NULL;
}
