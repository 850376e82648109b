/* SPDX-License-Identifier: Apache-2.0 */
#include "weather/years.h"

#include "base/calendar.h"
#include "base/digest.h"
#include "physics/psychrometrics.h"
#include "plan/hourly.h"
#include "weather/climate.h"
#include "weather/generate.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static double mean_of(const double *values, int count)
{
    double sum = 0;
    for (int i = 0; i < count; i++)
        sum += values[i];
    return sum / count;
}

/* Warms one year where it lies: dry bulbs, and dew points, whose row becomes that of the wet bulbs. */
static struct weather_year finish_year(double *dry_k, double *dew_k, const double *pressure_pa,
                                       double warming_k)
{
    for (int i = 0; i < WEATHER_HOURS; i++) {
        dry_k[i] += warming_k;
        dew_k[i] = psychrometrics_humidity_from_dew_point(fmin(dew_k[i] + warming_k, dry_k[i]),
                                                          pressure_pa[i], NULL);
    }
    psychrometrics_wet_bulb_block(WEATHER_HOURS, dry_k, dew_k, pressure_pa, dew_k);
    return (struct weather_year){.dry_bulb_k = dry_k, .wet_bulb_k = dew_k};
}

static double *copy_of(const double *row, struct arena *arena)
{
    double *copy = arena_room(arena, WEATHER_HOURS, sizeof *copy);
    memcpy(copy, row, WEATHER_HOURS * sizeof *copy);
    return copy;
}

static const double *constant_pressure(double pressure_pa, struct arena *arena)
{
    double *values = arena_room(arena, WEATHER_HOURS, sizeof *values);
    for (int i = 0; i < WEATHER_HOURS; i++)
        values[i] = pressure_pa;
    return values;
}

static bool from_file(struct years *out, const struct record *record, struct arena *arena, struct diag *diag)
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
    struct weather_year *member = arena_alloc(arena, sizeof *member);
    *member = finish_year(copy_of(file->columns[HOURLY_DRY_BULB_K], arena),
                          copy_of(file->columns[HOURLY_DEW_POINT_K], arena), pressure,
                          record_number(record, CLIMATE_WARMING));
    out->members = member;
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

static int nearest_to_mean(const struct years *years)
{
    double sum = 0, best = INFINITY;
    int place = 0;
    for (int i = 0; i < years->count; i++)
        sum += mean_of(years->members[i].dry_bulb_k, WEATHER_HOURS) / years->count;
    for (int i = 0; i < years->count; i++) {
        double off = fabs(mean_of(years->members[i].dry_bulb_k, WEATHER_HOURS) - sum);
        if (off < best) {
            best = off;
            place = i;
        }
    }
    return place;
}

static bool from_normals(struct years *out, const struct record *record, struct arena *arena,
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
    struct weather_year *members = arena_array(arena, (size_t)out->count, sizeof *members);
    struct generated *years = generate_years(&normals, out->count, record->hash, arena);
    for (int i = 0; i < out->count; i++)
        members[i] = finish_year(years[i].dry_bulb_k, years[i].dew_point_k, pressure,
                                 record_number(record, CLIMATE_WARMING));
    out->members = members;
    out->pressure_pa = pressure_pa;
    arena_free(scratch);
    return true;
}

static bool make_years(struct years *out, const struct record *record, struct arena *arena, struct diag *diag)
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

static void add_numbers(struct digest *digest, const double *numbers, int count)
{
    for (int i = 0; i < count; i++)
        digest_add_number(digest, numbers[i]);
}

static void add_hourly(struct digest *digest, const struct hourly *file)
{
    digest_add_integer(digest, file->row_count);
    digest_add_integer(digest, file->utc_offset_s);
    digest_add_number(digest, file->elevation_m);
    for (int c = 0; c < HOURLY_COLUMN_COUNT; c++) {
        digest_add_integer(digest, file->columns[c] != NULL);
        if (file->columns[c])
            add_numbers(digest, file->columns[c], file->row_count);
    }
}

/* All that the years are made from: every value of the climate, its file's hours, and the name of its draws.
 */
static void name_years(char key[DIGEST_TEXT_SIZE], const struct record *record)
{
    struct digest digest;
    digest_start(&digest);
    digest_add_integer(&digest, (int64_t)record->hash);
    for (int f = 0; f < CLIMATE_FIELD_COUNT; f++) {
        const union value *value = &record->values[f];
        digest_add_integer(&digest, record_has(record, f));
        if (!record_has(record, f))
            continue;
        switch (record->kind->fields[f].type) {
        case FIELD_QUANTITY: digest_add_number(&digest, value->number); break;
        case FIELD_COUNT: digest_add_integer(&digest, value->count); break;
        case FIELD_SERIES: add_numbers(&digest, value->series, record->kind->fields[f].length); break;
        case FIELD_HOURLY: add_hourly(&digest, value->hourly); break;
        default: assert(!"a field of climates that is no part of the key");
        }
    }
    digest_finish_text(&digest, key);
}

/* What was made under one key. */
struct kept {
    struct kept *next;
    char key[DIGEST_TEXT_SIZE];
    struct years years;
};

struct weather_cache {
    struct arena *arena;
    struct kept *kept;
    int made_count;
};

struct weather_cache *weather_cache_new(struct arena *arena)
{
    struct weather_cache *cache = arena_alloc(arena, sizeof *cache);
    cache->arena = arena;
    return cache;
}

int weather_cache_made_count(const struct weather_cache *cache)
{
    return cache->made_count;
}

bool years_compile(struct years *out, const struct record *record, struct weather_cache *cache,
                   struct arena *arena, struct diag *diag)
{
    char key[DIGEST_TEXT_SIZE];
    if (!cache)
        return make_years(out, record, arena, diag);
    name_years(key, record);
    for (const struct kept *kept = cache->kept; kept; kept = kept->next)
        if (!strcmp(kept->key, key)) {
            *out = kept->years;
            return true;
        }
    if (!make_years(out, record, cache->arena, diag))
        return false;
    struct kept *kept = arena_alloc(cache->arena, sizeof *kept);
    *kept = (struct kept){.next = cache->kept, .years = *out};
    memcpy(kept->key, key, sizeof key);
    cache->kept = kept;
    cache->made_count++;
    return true;
}
