/* SPDX-License-Identifier: Apache-2.0 */
#include "report/limit_table.h"

#include <string.h>

static const char none[] = "none";

/* The largest cut first, "none" last; ties by name. */
static void load_names(const struct source *source, struct limit_table *table)
{
    struct cursor *row =
        source_query(source, "SELECT limit_name FROM limit_time WHERE " SOURCE_CHOSEN
                             " GROUP BY 1 ORDER BY limit_name = 'none', sum(mw_days) DESC, limit_name");
    while (cursor_next(row, source->diag)) {
        const char *name = cursor_text(row, 0);
        if (name && table->name_count < LIMIT_TABLE_NAMES_MAX)
            table->names[table->name_count++] = arena_strdup(source->arena, name);
    }
}

static const int64_t *load_numbers(const struct source *source, const char *query, int *count)
{
    struct cursor *row = source_query(source, query);
    int64_t *numbers = NULL;
    size_t capacity = 0;
    *count = 0;
    while (cursor_next(row, source->diag)) {
        numbers = arena_grow(source->arena, numbers, (size_t)*count, &capacity, sizeof *numbers);
        numbers[(*count)++] = cursor_integer(row, 0);
    }
    return numbers;
}

static int place_of(const int64_t *numbers, int count, int64_t number)
{
    int place = count - 1;
    while (place >= 0 && numbers[place] != number)
        place--;
    return place;
}

static int name_place(const struct limit_table *table, const char *name)
{
    int place = table->name_count - 1;
    while (place >= 0 && strcmp(table->names[place], name) != 0)
        place--;
    return place;
}

static void load_cells(const struct source *source, struct limit_table *table)
{
    struct cursor *row = source_query(
        source, "SELECT entity_id, period, limit_name, sum(seconds), sum(mw_days) FROM limit_time "
                "WHERE " SOURCE_CHOSEN " GROUP BY 1, 2, 3");
    while (cursor_next(row, source->diag)) {
        const char *text = cursor_text(row, 2);
        int site = place_of(table->sites, table->site_count, cursor_integer(row, 0));
        int period = place_of(table->periods, table->period_count, cursor_integer(row, 1));
        int name = text ? name_place(table, text) : -1;
        if (site < 0 || period < 0 || name < 0)
            continue;
        struct limit_cell *cell =
            &table->cells[(site * table->period_count + period) * table->name_count + name];
        cell->seconds = cursor_real(row, 3) / source->run_count;
        cell->mw_days = cursor_real(row, 4) / source->run_count;
    }
}

const struct limit_table *limit_table_load(const struct source *source)
{
    struct limit_table *table = arena_alloc(source->arena, sizeof *table);
    load_names(source, table);
    table->sites =
        load_numbers(source, "SELECT DISTINCT entity_id FROM limit_time WHERE " SOURCE_CHOSEN " ORDER BY 1",
                     &table->site_count);
    table->periods =
        load_numbers(source, "SELECT DISTINCT period FROM limit_time WHERE " SOURCE_CHOSEN " ORDER BY 1",
                     &table->period_count);
    if (!table->name_count)
        return NULL;
    table->cells = arena_array(
        source->arena, (size_t)table->site_count * (size_t)table->period_count * (size_t)table->name_count,
        sizeof *table->cells);
    load_cells(source, table);
    return table;
}

const char *limit_table_label(const struct limit_table *table, int name)
{
    return strcmp(table->names[name], none) ? table->names[name] : "nothing: wanted load met";
}

struct limit_cell limit_table_sum(const struct limit_table *table, struct limit_range range, int name)
{
    struct limit_cell sum = {0, 0};
    for (int site = range.site; site < range.site + range.site_count; site++)
        for (int period = range.period; period < range.period + range.period_count; period++) {
            const struct limit_cell *cell =
                &table->cells[(site * table->period_count + period) * table->name_count + name];
            sum.seconds += cell->seconds;
            sum.mw_days += cell->mw_days;
        }
    return sum;
}
