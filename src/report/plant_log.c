/* SPDX-License-Identifier: Apache-2.0 */
#include "report/plant_log.h"

#include "base/calendar.h"
#include "report/sample.h"
#include "store/plant_columns.h"

#include <math.h>

enum join { JOIN_SUM, JOIN_MOST, JOIN_LEAST, JOIN_LAST, JOIN_SKIP };

static enum join join_of(int cell)
{
    switch (cell) {
    case CELL_PLANT_PEAK:
    case CELL_PLANT_PEAK_IT:
    case CELL_PLANT_SUPPLY_MAX:
    case CELL_PLANT_DRY_MAX:
    case CELL_PLANT_WET_MAX:
    case CELL_PLANT_HEAT_LOST: return JOIN_MOST;
    case CELL_PLANT_HEADROOM: return JOIN_LEAST;
    case CELL_PLANT_FEED:
    case CELL_PLANT_FIRM:
    case CELL_PLANT_INSTALLED:
    case CELL_PLANT_UNIT_RATED:
    case CELL_PLANT_UPS_RATED:
    case CELL_PLANT_UNIT_FIRM:
    case CELL_PLANT_UPS_FIRM:
    case CELL_PLANT_UNIT_MVA:
    case CELL_PLANT_MAIN_MVA:
    case CELL_PLANT_HALLS_RATED:
    case CELL_PLANT_PLANTS:
    case CELL_PLANT_STANDBY:
    case CELL_PLANT_BATTERIES: return JOIN_LAST;
    case CELL_PLANT_PEAK_TICK:
    case CELL_PLANT_HEADROOM_TICK:
    case CELL_PLANT_SUPPLY_MEAN: return JOIN_SKIP;
    default: return cell < CELL_PLANT_HOURS ? JOIN_SKIP : JOIN_SUM;
    }
}

static int64_t start_of(enum plant_by by, int64_t month)
{
    switch (by) {
    case PLANT_BY_YEAR: return calendar_year_start(month);
    case PLANT_BY_QUARTER: return calendar_quarter_start(month);
    case PLANT_BY_MONTH_OF_YEAR: return calendar_date_of(month).month;
    default: return month;
    }
}

static struct plant_period *period_of(const struct source *source, struct plant_log *log, size_t *capacity,
                                      int64_t entity, int64_t start)
{
    struct plant_period *periods = (struct plant_period *)log->periods;
    for (int i = 0; i < log->count; i++)
        if (periods[i].entity == entity && periods[i].start == start)
            return &periods[i];
    periods = arena_grow(source->arena, periods, (size_t)log->count, capacity, sizeof *periods);
    log->periods = periods;
    struct plant_period *period = &periods[log->count++];
    *period = (struct plant_period){.entity = entity, .start = start};
    for (int cell = 0; cell < CELL_PLANT_COUNT; cell++)
        period->figure[cell] = source_figures(source, NAN);
    return period;
}

static double joined(enum join join, double before, double now)
{
    if (isnan(before) || isnan(now))
        return isnan(now) ? before : now;
    switch (join) {
    case JOIN_SUM: return before + now;
    case JOIN_MOST: return fmax(before, now);
    case JOIN_LEAST: return fmin(before, now);
    default: return now;
    }
}

bool plant_log_has_table(const struct source *source, const char *name)
{
    struct cursor *row = reader_query(source->reader, source->diag,
                                      "SELECT count(*) FROM sqlite_master WHERE name = ?1", "t", name);
    bool has = cursor_next(row, source->diag) && cursor_integer(row, 0) > 0;
    cursor_close(row);
    return has;
}

bool plant_log_has_column(const struct source *source, const char *table, const char *column)
{
    struct cursor *row =
        reader_query(source->reader, source->diag,
                     "SELECT count(*) FROM pragma_table_info(?1) WHERE name = ?2", "tt", table, column);
    bool has = cursor_next(row, source->diag) && cursor_integer(row, 0) > 0;
    cursor_close(row);
    return has;
}

struct plant_log plant_log_load(const struct source *source, enum plant_by by)
{
    struct plant_log log = {.source = source};
    size_t capacity = 0;
    if (!plant_log_has_table(source, "plant_month"))
        return log;
    const char *names = "";
    for (int cell = 0; cell < CELL_PLANT_COUNT; cell++)
        names = arena_printf(source->arena, "%s%s%s", names, cell ? ", " : "",
                             plant_log_has_column(source, "plant_month", plant_columns[cell].name)
                                 ? plant_columns[cell].name
                                 : "NULL"); /* the file is older than the column */
    struct cursor *row = source_query(source, arena_printf(source->arena,
                                                           "SELECT %s FROM plant_month WHERE " SOURCE_CHOSEN
                                                           " ORDER BY entity_id, month, run_id",
                                                           names));
    while (cursor_next(row, source->diag)) {
        int run = source_place(source, cursor_integer(row, CELL_PLANT_RUN));
        struct plant_period *period =
            period_of(source, &log, &capacity, cursor_integer(row, CELL_PLANT_ENTITY),
                      start_of(by, cursor_integer(row, CELL_PLANT_MONTH)));
        for (int cell = CELL_PLANT_HOURS; run >= 0 && cell < CELL_PLANT_COUNT; cell++)
            if (join_of(cell) != JOIN_SKIP)
                period->figure[cell][run] =
                    joined(join_of(cell), period->figure[cell][run], cursor_real(row, cell));
    }
    return log;
}

double plant_log_mean(const struct plant_log *log, const struct plant_period *period, int cell)
{
    struct sample sample = sample_of(period->figure[cell], log->source->run_count, log->source->arena);
    return sample_mean(&sample);
}

double plant_log_quantile(const struct plant_log *log, const struct plant_period *period, int cell, double p)
{
    struct sample sample = sample_of(period->figure[cell], log->source->run_count, log->source->arena);
    return sample_quantile(&sample, p);
}

bool plant_log_is_kept(const struct source *source)
{
    if (!plant_log_has_table(source, "plant_month"))
        return false;
    struct cursor *row = source_query(source, "SELECT 1 FROM plant_month WHERE " SOURCE_CHOSEN " LIMIT 1");
    bool kept = cursor_next(row, source->diag);
    cursor_close(row);
    return kept;
}
