/* SPDX-License-Identifier: Apache-2.0 */
#include "weather/weather.h"

#include "base/calendar.h"
#include "plan/frame.h"
#include "weather/climate.h"
#include "weather/years.h"

enum { LAST_HOUR_OF_28_FEBRUARY = 59 * 24 - 1 };

static const struct metric_def weather_defs[] = {
    {"weather.wet_bulb", "degC", METRIC_MEAN, JOIN_NONE, SCOPE_SITE, "outdoor wet bulb, mean over time"},
    {"weather.dry_bulb", "degC", METRIC_MEAN, JOIN_NONE, SCOPE_SITE, "outdoor dry bulb, mean over time"},
};

const struct metric_table weather_metrics = {weather_defs, sizeof weather_defs / sizeof *weather_defs};

const int weather_extreme_years[WEATHER_EXTREMES] = {5, 10, 20, 50};

static void find_extremes(struct weather_site *site, double warming_k)
{
    static const double steps_k[WEATHER_EXTREMES] = {-2.0, -1.0, 0, 1.3};
    const struct record *record = site->climate;
    bool stated = record_has(record, CLIMATE_EXTREMES);
    for (int n = 0; n < WEATHER_EXTREMES; n++)
        site->extremes_k[n] = stated ? record_series(record, CLIMATE_EXTREMES)[n] + warming_k
                                     : site->extreme_dry_bulb_k + steps_k[n];
}

const struct weather_plan *weather_compile(const struct plan *plan, const struct metric_layout *layout,
                                           struct weather_cache *cache, struct arena *arena,
                                           struct diag *diag)
{
    struct record_list sites = plan_list(plan, &frame_site_kind);
    struct record_list records = plan_list(plan, &weather_climate_kind);
    struct years *climates = arena_array(arena, (size_t)records.count, sizeof *climates);
    struct weather_site *out = arena_array(arena, (size_t)sites.count, sizeof *out);
    struct weather_plan *weather = arena_alloc(arena, sizeof *weather);
    bool good = true;
    for (int i = 0; i < sites.count; i++) { /* climates of the catalogue that no site uses cost nothing */
        const struct record *record = record_ref(sites.items[i], SITE_CLIMATE);
        struct years *climate = &climates[record->index];
        double warming_k = record_number(record, CLIMATE_WARMING);
        if (!climate->count && !years_compile(climate, record, cache, arena, diag)) {
            good = false;
            continue;
        }
        out[i] = (struct weather_site){
            .climate = record,
            .members = climate->members,
            .member_count = climate->count,
            .typical = climate->typical,
            .utc_offset_s = climate->utc_offset_s,
            .pressure_pa = climate->pressure_pa,
            .extreme_dry_bulb_k = record_number(record, CLIMATE_EXTREME_DRY_BULB) + warming_k,
            .extreme_wet_bulb_k = record_number(record, CLIMATE_EXTREME_WET_BULB) + warming_k,
            .wet_bulb_cell = metric_cell_find(layout, "weather.wet_bulb", sites.items[i]),
            .dry_bulb_cell = metric_cell_find(layout, "weather.dry_bulb", sites.items[i]),
        };
        find_extremes(&out[i], warming_k);
    }
    *weather = (struct weather_plan){.sites = out, .site_count = sites.count};
    return good ? weather : NULL;
}

int weather_member(const struct weather_plan *weather, const struct draw *draw, int site, int year)
{
    const struct weather_site *s = &weather->sites[site];
    if (draw->median || s->member_count == 1)
        return s->typical;
    uint64_t name = (uint64_t)CLIMATE_MEMBERS << 32 | (uint32_t)year;
    struct stream stream = stream_named(draw->seed, draw->replication, s->climate->hash, name);
    return (int)stream_below(&stream, (uint64_t)s->member_count);
}

void weather_hours(const struct weather_plan *weather, const struct draw *draw, int site, int64_t tick,
                   struct weather_hours *out)
{
    const struct weather_site *s = &weather->sites[site];
    int64_t local = tick + s->utc_offset_s;
    int year = calendar_date_of(local).year;
    int64_t new_year = calendar_tick_of((struct date){year, 1, 1});
    int hour = (int)((local - new_year) / CALENDAR_HOUR_S), end = WEATHER_HOURS;
    const struct weather_year *member = &s->members[weather_member(weather, draw, site, year)];
    if (calendar_is_leap(year)) {
        if (hour <= LAST_HOUR_OF_28_FEBRUARY)
            end = LAST_HOUR_OF_28_FEBRUARY + 1;
        else
            hour -= 24; /* 29 February repeats the 28th, and all later hours come a day later */
    }
    *out = (struct weather_hours){
        .dry_bulb_k = member->dry_bulb_k + hour,
        .wet_bulb_k = member->wet_bulb_k + hour,
        .count = end - hour,
    };
}
