/* SPDX-License-Identifier: Apache-2.0 */
#include "weather/weather.h"

#include "base/calendar.h"
#include "physics/psychrometrics.h"
#include "plan/frame.h"
#include "plan/hourly.h"
#include "weather/climate.h"
#include "weather/generate.h"

#include <math.h>

enum { LAST_HOUR_OF_28_FEBRUARY = 59 * 24 - 1 };

static const struct metric_def weather_defs[] = {
    {"weather.wet_bulb", "degC", METRIC_MEAN, JOIN_NONE, SCOPE_SITE, "outdoor wet bulb, mean over time"},
    {"weather.dry_bulb", "degC", METRIC_MEAN, JOIN_NONE, SCOPE_SITE, "outdoor dry bulb, mean over time"},
};

const struct metric_table weather_metrics = {weather_defs, sizeof weather_defs / sizeof *weather_defs};

const int weather_extreme_years[WEATHER_EXTREMES] = {5, 10, 20, 50};

/* The years of one climate, before a site asks for them. */
struct climate {
    struct weather_year *members;
    int count, typical;
    double pressure_pa;
    int64_t utc_offset_s;
};

static double mean_of(const double *values, int count)
{
    double sum = 0;
    for (int i = 0; i < count; i++)
        sum += values[i];
    return sum / count;
}

/* Warms one year and adds its wet bulb. */
static struct weather_year finish_year(const double *dry_k, const double *dew_k, const double *pressure_pa,
                                       double warming_k, struct arena *arena)
{
    double *dry = arena_array(arena, WEATHER_HOURS, sizeof *dry);
    double *wet = arena_array(arena, WEATHER_HOURS, sizeof *wet);
    for (int i = 0; i < WEATHER_HOURS; i++) {
        dry[i] = dry_k[i] + warming_k;
        wet[i] =
            psychrometrics_humidity_from_dew_point(fmin(dew_k[i] + warming_k, dry[i]), pressure_pa[i], NULL);
    }
    psychrometrics_wet_bulb_block(WEATHER_HOURS, dry, wet, pressure_pa, wet);
    return (struct weather_year){.dry_bulb_k = dry, .wet_bulb_k = wet};
}

static const double *constant_pressure(double pressure_pa, struct arena *arena)
{
    double *values = arena_array(arena, WEATHER_HOURS, sizeof *values);
    for (int i = 0; i < WEATHER_HOURS; i++)
        values[i] = pressure_pa;
    return values;
}

static bool from_file(struct climate *out, const struct record *record, struct arena *arena,
                      struct diag *diag)
{
    const struct hourly *file = record_hourly(record, CLIMATE_EPW);
    const double *pressure = file->columns[HOURLY_PRESSURE_PA];
    double height_m = file->elevation_m != 0 ? file->elevation_m : record_number(record, CLIMATE_ELEVATION);
    if (file->row_count != WEATHER_HOURS || !file->columns[HOURLY_DRY_BULB_K] ||
        !file->columns[HOURLY_DEW_POINT_K])
        return diag_error(diag, record->span, "'%s' is no year of 8760 hours with dry bulb and dew point",
                          file->path);
    if (!pressure)
        pressure = constant_pressure(psychrometrics_standard_pa(height_m, NULL), arena);
    out->members = arena_alloc(arena, sizeof *out->members);
    out->members[0] = finish_year(file->columns[HOURLY_DRY_BULB_K], file->columns[HOURLY_DEW_POINT_K],
                                  pressure, record_number(record, CLIMATE_WARMING), arena);
    out->count = 1;
    out->pressure_pa = mean_of(pressure, WEATHER_HOURS);
    if (file->utc_offset_s)
        out->utc_offset_s = file->utc_offset_s;
    return true;
}

static bool check_normals(const struct record *record, struct diag *diag)
{
    bool wet = record_has(record, CLIMATE_WET_BULB), dew = record_has(record, CLIMATE_DEW_POINT);
    if (!record_has(record, CLIMATE_DRY_BULB) || !record_has(record, CLIMATE_DAILY_RANGE) || wet == dew) {
        diag_error(diag, record->span,
                   "climate '%s' needs dry-bulb, daily-range and either wet-bulb or dew-point", record->id);
        diag_note(diag, "or one hourly file: epw=\"NAME.epw\"");
        return false;
    }
    const double *dry = record_series(record, CLIMATE_DRY_BULB);
    const double *moist = record_series(record, wet ? CLIMATE_WET_BULB : CLIMATE_DEW_POINT);
    for (int m = 0; m < GENERATE_MONTHS; m++)
        if (moist[m] > dry[m])
            return diag_error(diag, record->span, "climate '%s', month %d: %s above dry-bulb", record->id,
                              m + 1, wet ? "wet-bulb" : "dew-point");
    return true;
}

static int nearest_to_mean(const struct climate *climate)
{
    double sum = 0, best = INFINITY;
    int place = 0;
    for (int i = 0; i < climate->count; i++)
        sum += mean_of(climate->members[i].dry_bulb_k, WEATHER_HOURS) / climate->count;
    for (int i = 0; i < climate->count; i++) {
        double off = fabs(mean_of(climate->members[i].dry_bulb_k, WEATHER_HOURS) - sum);
        if (off < best) {
            best = off;
            place = i;
        }
    }
    return place;
}

static bool from_normals(struct climate *out, const struct record *record, struct arena *arena,
                         struct diag *diag)
{
    if (!check_normals(record, diag))
        return false;
    bool wet = record_has(record, CLIMATE_WET_BULB);
    double pressure_pa = psychrometrics_standard_pa(record_number(record, CLIMATE_ELEVATION), NULL);
    struct normals normals = {
        .dry_bulb_k = record_series(record, CLIMATE_DRY_BULB),
        .wet_bulb_k = wet ? record_series(record, CLIMATE_WET_BULB) : NULL,
        .dew_point_k = wet ? NULL : record_series(record, CLIMATE_DEW_POINT),
        .daily_range_k = record_series(record, CLIMATE_DAILY_RANGE),
        .day_sd_k = record_series(record, CLIMATE_DAY_SD),
        .persistence_ratio = record_number(record, CLIMATE_PERSISTENCE),
        .dew_coupling_ratio = record_number(record, CLIMATE_DEW_COUPLING),
        .dew_sd_k = record_number(record, CLIMATE_DEW_SD),
        .extreme_dry_bulb_k = record_number(record, CLIMATE_EXTREME_DRY_BULB),
        .extreme_wet_bulb_k = record_number(record, CLIMATE_EXTREME_WET_BULB),
        .pressure_pa = pressure_pa,
    };
    struct arena *scratch = arena_new();
    const double *pressure = constant_pressure(pressure_pa, scratch);
    out->count = (int)record_count(record, CLIMATE_MEMBERS);
    out->members = arena_array(arena, (size_t)out->count, sizeof *out->members);
    struct generated *years = generate_years(&normals, out->count, record->hash, scratch);
    for (int i = 0; i < out->count; i++)
        out->members[i] = finish_year(years[i].dry_bulb_k, years[i].dew_point_k, pressure,
                                      record_number(record, CLIMATE_WARMING), arena);
    out->pressure_pa = pressure_pa;
    arena_free(scratch);
    return true;
}

static bool compile_climate(struct climate *out, const struct record *record, struct arena *arena,
                            struct diag *diag)
{
    double offset_h = record_number(record, CLIMATE_UTC_OFFSET) / CALENDAR_HOUR_S;
    if (offset_h != floor(offset_h))
        return diag_error(diag, record->span, "climate '%s': utc-offset must be whole hours", record->id);
    out->utc_offset_s = (int64_t)offset_h * CALENDAR_HOUR_S;
    bool good = record_has(record, CLIMATE_EPW) ? from_file(out, record, arena, diag)
                                                : from_normals(out, record, arena, diag);
    if (good)
        out->typical = nearest_to_mean(out);
    return good;
}

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
                                           struct arena *arena, struct diag *diag)
{
    struct record_list sites = plan_list(plan, &frame_site_kind);
    struct record_list records = plan_list(plan, &weather_climate_kind);
    struct climate *climates = arena_array(arena, (size_t)records.count, sizeof *climates);
    struct weather_site *out = arena_array(arena, (size_t)sites.count, sizeof *out);
    struct weather_plan *weather = arena_alloc(arena, sizeof *weather);
    bool good = true;
    for (int i = 0; i < sites.count; i++) { /* climates of the catalogue that no site uses cost nothing */
        const struct record *record = record_ref(sites.items[i], SITE_CLIMATE);
        struct climate *climate = &climates[record->index];
        double warming_k = record_number(record, CLIMATE_WARMING);
        if (!climate->count && !compile_climate(climate, record, arena, diag)) {
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
