/* SPDX-License-Identifier: Apache-2.0 */
#include "report/day_map.h"

#include "base/calendar.h"
#include "report/colour.h"

#include <math.h>
#include <string.h>

/* Boxes reach so far below the next ones, which come later, that no seam shows between them. */
#define LAP 0.05

/* Offsets of standard time lie between UTC-11 and UTC+12 here. */
static const char *zone_of(const struct plant_sheet *sheet, int hour, int hour_utc)
{
    int offset = (hour - hour_utc + 36) % 24 - 12;
    return arena_printf(sheet->source->arena, "local standard time, UTC%+d", offset == -12 ? 12 : offset);
}

/* Sums over the replications by month and hour: time, load, IT, supply temperature and its weight. */
static const char *query_of(const struct plant_sheet *sheet, bool hours, bool cooling)
{
    return arena_printf(
        sheet->source->arena,
        "SELECT month, hour, sum(%s), sum(load_mw * %s), sum(it_mw * %s), %s, %s, max(%s) FROM plant_day "
        "WHERE " SOURCE_CHOSEN " AND entity_id = ?3 AND month >= ?4 AND month < ?5 GROUP BY month, hour",
        hours ? "hours" : "1", hours ? "hours" : "1", hours ? "hours" : "1",
        cooling ? "sum(supply_c * (hours - idle_h))" : "NULL",
        cooling ? "sum(CASE WHEN supply_c IS NULL THEN 0 ELSE hours - idle_h END)" : "NULL",
        hours ? "hour_utc" : "NULL");
}

static double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : NAN;
}

static void take(struct day_map *map, enum day_what what, const struct cursor *row, double runs)
{
    int month = calendar_date_of(cursor_integer(row, 0)).month - 1, hour = (int)cursor_integer(row, 1);
    double *value = &map->value[month][hour];
    map->input_mwh[month][hour] = cursor_real(row, 3) / runs;
    switch (what) {
    case DAY_MAP_LOAD: *value = ratio(cursor_real(row, 3), cursor_real(row, 2)); break;
    case DAY_MAP_PUE: *value = ratio(cursor_real(row, 3), cursor_real(row, 4)); break;
    case DAY_MAP_SUPPLY: *value = ratio(cursor_real(row, 5), cursor_real(row, 6)); break;
    }
    if (isfinite(*value) && !(*value >= map->low)) {
        map->low = *value;
        map->low_month = month;
        map->low_hour = hour;
    }
    if (isfinite(*value) && !(*value <= map->high)) {
        map->high = *value;
        map->high_month = month;
        map->high_hour = hour;
    }
}

struct day_map day_map_load(const struct plant_sheet *sheet, enum day_what what)
{
    struct day_map map = {.low = NAN, .high = NAN, .zone = "local standard time"};
    for (int m = 0; m < DAY_MAP_MONTHS; m++)
        for (int h = 0; h < DAY_MAP_HOURS; h++)
            map.value[m][h] = NAN;
    bool hours = plant_log_has_column(sheet->source, "plant_day", "hours");
    map.lacks = plant_sheet_lacks(sheet, "plant_day", what == DAY_MAP_SUPPLY ? "supply_c" : NULL);
    if (map.lacks)
        return map;
    struct cursor *row = plant_sheet_query(sheet, query_of(sheet, hours, hours));
    while (cursor_next(row, sheet->source->diag)) {
        take(&map, what, row, sheet->detailed);
        if (!cursor_is_missing(row, 7))
            map.zone = zone_of(sheet, (int)cursor_integer(row, 1), (int)cursor_integer(row, 7));
    }
    map.flat = !(map.high - map.low > 1e-6 * fabs(map.high));
    if (isnan(map.low))
        map.lacks = "no load in this year";
    return map;
}

void day_map_draw(const struct day_map *map, const struct plant_sheet *sheet, struct panel *panel)
{
    panel_axis(panel, (struct panel_axis){
                          .low = 0,
                          .high = DAY_MAP_MONTHS,
                          .title = arena_printf(sheet->source->arena, "up: hour of the day, %s", map->zone),
                          .names = plant_sheet_month_names,
                          .count = DAY_MAP_MONTHS});
    panel_range_by(panel, 0, DAY_MAP_HOURS, 6);
    if (map->lacks) {
        panel_note(panel, map->lacks);
        return;
    }
    double span = map->flat ? 1 : map->high - map->low;
    for (int m = 0; m < DAY_MAP_MONTHS; m++)
        for (int h = 0; h < DAY_MAP_HOURS; h++)
            if (isfinite(map->value[m][h])) {
                double share = map->flat ? 0.3 : (map->value[m][h] - map->low) / span;
                struct panel_box box = {m, fmin(m + 1 + LAP, DAY_MAP_MONTHS), h,
                                        fmin(h + 1 + LAP, DAY_MAP_HOURS),
                                        colour_scale(share, sheet->source->arena)};
                panel_box(panel, box);
            }
    if (!map->flat)
        panel_scale(panel, map->low, map->high);
}
