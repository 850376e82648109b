/* SPDX-License-Identifier: Apache-2.0 */
#include "report/plant_sheet.h"

#include "base/calendar.h"
#include "report/axis.h"

#include <math.h>

const char *const plant_sheet_month_names[12] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/* The periods of one site, in the order of time. */
static const struct plant_period *const *periods_of(const struct plant_log *log, int64_t site, int *count)
{
    const struct plant_period **found =
        arena_array(log->source->arena, (size_t)log->count + 1, sizeof *found);
    *count = 0;
    for (int i = 0; i < log->count; i++)
        if (log->periods[i].entity == site)
            found[(*count)++] = &log->periods[i];
    return found;
}

static bool is_full(const struct plant_sheet *sheet, int year)
{
    return calendar_tick_of((struct date){year, 1, 1}) >= sheet->source->study->start &&
           calendar_tick_of((struct date){year + 1, 1, 1}) <= sheet->source->study->end;
}

/* The year WANTED or, for 0, the last full one with load, or the last with load at all. */
static void choose_year(struct plant_sheet *sheet, int wanted)
{
    for (int i = 0; i < sheet->year_count; i++) {
        const struct plant_period *period = sheet->years[i];
        int year = calendar_date_of(period->start).year;
        bool loaded = plant_log_mean(&sheet->by_year, period, CELL_PLANT_INPUT) > 0;
        if (wanted ? year != wanted : !loaded || (sheet->full && !is_full(sheet, year)))
            continue;
        sheet->shown = period;
        sheet->year = year;
        sheet->full = is_full(sheet, year);
    }
    sheet->from = calendar_tick_of((struct date){sheet->year, 1, 1});
    sheet->to = calendar_tick_of((struct date){sheet->year + 1, 1, 1});
}

static int count_detailed(const struct source *source)
{
    if (!plant_log_has_table(source, "plant_day"))
        return 0;
    struct cursor *row =
        source_query(source, "SELECT count(DISTINCT run_id) FROM plant_day WHERE " SOURCE_CHOSEN);
    int count = cursor_next(row, source->diag) ? (int)cursor_integer(row, 0) : 0;
    cursor_close(row);
    return count;
}

struct plant_sheet plant_sheet_load(const struct plot_request *request)
{
    struct plant_sheet sheet = {.source = request->source, .site = request->site};
    sheet.log = plant_log_load(request->source, PLANT_BY_MONTH);
    sheet.months = periods_of(&sheet.log, request->site, &sheet.month_count);
    sheet.by_year = plant_log_load(request->source, PLANT_BY_YEAR);
    sheet.years = periods_of(&sheet.by_year, request->site, &sheet.year_count);
    choose_year(&sheet, request->year);
    sheet.detailed = count_detailed(request->source);
    return sheet;
}

int plant_sheet_months(const struct plant_sheet *sheet, int *first)
{
    int count = 0;
    *first = 0;
    for (int i = 0; i < sheet->month_count; i++) {
        int64_t start = sheet->months[i]->start;
        if (!sheet->year || start < sheet->from || start >= sheet->to)
            continue;
        *first = count ? *first : i;
        count++;
    }
    return count;
}

const char *plant_sheet_basis(const struct plant_sheet *sheet)
{
    const char *basis = source_basis(sheet->source);
    return sheet->source->run_count == 1 ? basis : arena_printf(sheet->source->arena, "mean of %s", basis);
}

const char *plant_sheet_detail(const struct plant_sheet *sheet)
{
    const struct source *source = sheet->source;
    if (source->run_count == 1)
        return source_basis(source);
    return arena_printf(source->arena, "mean of the %d replications kept in detail", sheet->detailed);
}

const char *plant_sheet_lacks(const struct plant_sheet *sheet, const char *table, const char *column)
{
    if (!plant_log_has_table(sheet->source, table) ||
        (column && !plant_log_has_column(sheet->source, table, column)))
        return arena_printf(sheet->source->arena, "not in this file: it is older than %s%s%s", table,
                            column ? "." : "", column ? column : "");
    if (sheet->detailed == 0)
        return "not in this file: no replication in detail (run --detail)";
    return sheet->year ? NULL : "the site has no load in this time";
}

const char *plant_sheet_lacks_months(const struct plant_sheet *sheet)
{
    if (sheet->month_count == 0)
        return "not in this file: no months of the plant (plant_month)";
    return sheet->year ? NULL : "the site has no load in this time";
}

struct cursor *plant_sheet_query(const struct plant_sheet *sheet, const char *query)
{
    const struct source *source = sheet->source;
    return reader_query(source->reader, source->diag, query, "iiiii", source->point, source->only,
                        sheet->site, sheet->from, sheet->to);
}

const char *plant_sheet_number(const struct plant_sheet *sheet, double value, int decimals)
{
    return isfinite(value) ? axis_number_text(value, pow(10, -decimals), sheet->source->arena) : "-";
}
