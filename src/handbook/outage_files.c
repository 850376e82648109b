/* SPDX-License-Identifier: Apache-2.0 */
#include "handbook/outage_files.h"

#include "handbook/rts79.h"
#include "physics/outage_table.h"
#include "scenario/csv_source.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void outage_units_start(struct outage_units *units, struct arena *arena)
{
    *units = (struct outage_units){.probability = arena_array(arena, OUTAGE_MOST_MW + 1, sizeof(double))};
    units->probability[0] = 1.0;
}

bool outage_units_add(struct outage_units *units, int count, int mw, double forced_out_ratio)
{
    if ((int64_t)units->installed_mw + (int64_t)count * mw > OUTAGE_MOST_MW)
        return false;
    for (int i = 0; i < count; i++) {
        units->installed_mw += mw;
        units->unit_count++;
        outage_table_add(units->probability, units->installed_mw + 1, mw, forced_out_ratio);
    }
    return true;
}

static bool open_table(struct csv_table *table, const char *path, struct arena *arena, struct diag *diag)
{
    struct text_file *file = text_file_load(path, arena, (struct span){0}, diag);
    return file && csv_source_read(table, file, arena, diag);
}

static int column_of(const struct csv_table *table, const char *name)
{
    for (size_t c = 0; c < table->column_count; c++)
        if (strcmp(csv_source_cell(table, 0, c)->text, name) == 0)
            return (int)c;
    return -1;
}

/* The number in a cell, from LOW to HIGH. */
static bool number_at(const struct csv_table *table, size_t row, int column, double low, double high,
                      double *number, struct diag *diag)
{
    const struct csv_cell *cell = csv_source_cell(table, row, (size_t)column);
    char *end;
    *number = strtod(cell->text, &end);
    if (end != cell->text && !*end && *number >= low && *number <= high)
        return true;
    return diag_error(diag, cell->span, "'%.40s' is no number from %g to %g", cell->text, low, high);
}

static bool add_row(struct outage_units *units, const struct csv_table *table, size_t row, struct diag *diag)
{
    int forced = column_of(table, "for");
    double count, mw, ratio, up, down;
    if (!number_at(table, row, column_of(table, "count"), 0, 10000, &count, diag) ||
        !number_at(table, row, column_of(table, "mw"), 0, OUTAGE_MOST_MW, &mw, diag))
        return false;
    if (forced >= 0) {
        if (!number_at(table, row, forced, 0, 1, &ratio, diag))
            return false;
    } else {
        if (!number_at(table, row, column_of(table, "mttf_h"), 1e-6, 1e12, &up, diag) ||
            !number_at(table, row, column_of(table, "mttr_h"), 0, 1e12, &down, diag))
            return false;
        ratio = down / (up + down);
    }
    struct span span = csv_source_cell(table, row, 0)->span;
    if (count != floor(count) || mw != floor(mw))
        return diag_error(diag, span, "counts and MW of units are whole numbers");
    if (!outage_units_add(units, (int)count, (int)mw, ratio))
        return diag_error(diag, span, "the units have more than %d MW together", OUTAGE_MOST_MW);
    return true;
}

bool outage_units_read(struct outage_units *units, const char *path, struct arena *arena, struct diag *diag)
{
    struct csv_table table;
    if (!open_table(&table, path, arena, diag))
        return false;
    bool rates = column_of(&table, "mttf_h") >= 0 && column_of(&table, "mttr_h") >= 0;
    if (column_of(&table, "count") < 0 || column_of(&table, "mw") < 0 ||
        (column_of(&table, "for") < 0 && !rates)) {
        diag_error(diag, csv_source_cell(&table, 0, 0)->span,
                   "a table of units has the columns count, mw and for (or mttf_h and mttr_h)");
        return false;
    }
    outage_units_start(units, arena);
    bool good = true;
    for (size_t row = 1; row < table.row_count; row++)
        good = add_row(units, &table, row, diag) && good;
    return good;
}

/* COLUMNS numbers of each of ROWS rows, from the second column on, into OUT. */
static bool read_percents(const char *path, size_t rows, size_t columns, double *out, struct arena *arena,
                          struct diag *diag)
{
    struct csv_table table;
    if (!open_table(&table, path, arena, diag))
        return false;
    if (table.row_count != rows + 1 || table.column_count != columns + 1)
        return diag_error(diag, csv_source_cell(&table, 0, 0)->span, "%zu rows of %zu numbers are wanted",
                          rows, columns);
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < columns; c++)
            if (!number_at(&table, r + 1, (int)c + 1, 0, 1000, &out[r * columns + c], diag))
                return false;
    return true;
}

static bool read_shape(struct outage_load *load, const char *path, const char *daily, const char *hourly,
                       double peak_mw, struct arena *arena, struct diag *diag)
{
    struct rts79_shape shape;
    if (!daily)
        daily = text_file_path(path, "daily_pct.csv", arena);
    if (!hourly)
        hourly = text_file_path(path, "hourly_pct.csv", arena);
    if (!read_percents(path, 52, 1, shape.week, arena, diag) ||
        !read_percents(daily, 7, 1, shape.day, arena, diag) ||
        !read_percents(hourly, 24, 6, shape.hour[0], arena, diag))
        return false;
    *load = (struct outage_load){RTS79_HOURS, arena_array(arena, RTS79_HOURS, sizeof(double))};
    rts79_load(&shape, peak_mw, load->mw);
    return true;
}

bool outage_load_read(struct outage_load *load, const char *path, const char *daily, const char *hourly,
                      double peak_mw, struct arena *arena, struct diag *diag)
{
    static const char *const names[] = {"load", "mw", "load [MW]"};
    struct csv_table table;
    int column = -1;
    if (!open_table(&table, path, arena, diag))
        return false;
    if (column_of(&table, "week") == 0)
        return read_shape(load, path, daily, hourly, peak_mw, arena, diag);
    for (size_t i = 0; i < sizeof names / sizeof *names && column < 0; i++)
        column = column_of(&table, names[i]);
    if (column < 0)
        return diag_error(diag, csv_source_cell(&table, 0, 0)->span,
                          "a load has a column 'load', 'mw' or 'load [MW]' of hours, or 'week,pct'");
    *load =
        (struct outage_load){(int)table.row_count - 1, arena_array(arena, table.row_count, sizeof(double))};
    for (int i = 0; i < load->hour_count; i++)
        if (!number_at(&table, (size_t)i + 1, column, 0, 1e9, &load->mw[i], diag))
            return false;
    return true;
}
