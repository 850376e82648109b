/* SPDX-License-Identifier: Apache-2.0 */
#include "study/metered_hours.h"

#include "base/calendar.h"
#include "physics/psychrometrics.h"

#include <math.h>

/* Sums of one hour. */
struct slot {
    int64_t tick;
    int readings;
    double sum[METER_COLUMN_COUNT];
    int count[METER_COLUMN_COUNT];
};

struct making {
    const struct meter *meter;
    const struct weather_plan *weather;
    int site;
    double capacity_w;
    struct metered_hours *hours;
    int64_t *tick;
    double *it_w, *dry_k, *wet_k, *channel_w[CHANNEL_COUNT];
    bool *held_out;
    int64_t first;
};

static double mean_of(const struct slot *slot, enum meter_column column)
{
    return slot->count[column] ? slot->sum[column] / slot->count[column] : NAN;
}

/* Air of the site's typical year. */
static void typical_air(const struct making *making, int64_t tick, double *dry_k, double *wet_k)
{
    const struct draw base_case = {.median = true};
    struct weather_hours air;
    weather_hours(making->weather, &base_case, making->site, tick, &air);
    *dry_k = air.dry_bulb_k[0];
    *wet_k = air.wet_bulb_k[0];
}

/* False when the meters that should tell the air of this hour are silent. */
static bool air_of(const struct making *making, const struct slot *slot, double *dry_k, double *wet_k)
{
    double pressure_pa = making->weather->sites[making->site].pressure_pa, typical_k;
    typical_air(making, slot->tick, &typical_k, wet_k);
    *dry_k = typical_k;
    if (making->hours->air == AIR_TYPICAL)
        return true;
    *dry_k = mean_of(slot, METER_DRY_BULB_K);
    if (making->meter->columns[METER_WET_BULB_K])
        *wet_k = fmin(mean_of(slot, METER_WET_BULB_K), *dry_k);
    else if (making->meter->columns[METER_RELATIVE_RATIO])
        *wet_k = psychrometrics_wet_bulb_k(
            *dry_k,
            psychrometrics_humidity_from_relative(*dry_k, fmin(mean_of(slot, METER_RELATIVE_RATIO), 1),
                                                  pressure_pa, NULL),
            pressure_pa, NULL);
    else
        *wet_k += *dry_k - typical_k;
    return !isnan(*dry_k) && !isnan(*wet_k);
}

static void close_hour(struct making *making, const struct slot *slot)
{
    struct metered_hours *hours = making->hours;
    double dry_k, wet_k, it_w = mean_of(slot, METER_IT_W);
    int64_t per_hour = CALENDAR_HOUR_S / making->meter->step_s;
    if (4 * slot->readings < 3 * per_hour || !air_of(making, slot, &dry_k, &wet_k)) {
        hours->partial_count++;
        return;
    }
    if (it_w > 1.02 * making->capacity_w) {
        hours->full_count++;
        return;
    }
    int at = hours->count++;
    making->tick[at] = slot->tick;
    making->it_w[at] = it_w;
    making->dry_k[at] = dry_k;
    making->wet_k[at] = wet_k;
    making->channel_w[CHANNEL_OTHER][at] = mean_of(slot, METER_FACILITY_W) - it_w;
    making->channel_w[CHANNEL_COOLING][at] = mean_of(slot, METER_COOLING_W);
    making->channel_w[CHANNEL_UPS][at] = mean_of(slot, METER_UPS_LOSS_W);
    making->held_out[at] =
        (slot->tick - making->first) / CALENDAR_WEEK_S % METERED_WEEKS == METERED_WEEKS - 1;
    hours->held_out_count += making->held_out[at];
}

static void fill(struct making *making)
{
    const struct meter *meter = making->meter;
    struct slot slot = {0};
    for (int i = 0; i < meter->row_count; i++) {
        int64_t hour =
            meter->tick[i] - ((meter->tick[i] % CALENDAR_HOUR_S) + CALENDAR_HOUR_S) % CALENDAR_HOUR_S;
        if (hour != slot.tick && slot.readings)
            close_hour(making, &slot);
        if (hour != slot.tick)
            slot = (struct slot){.tick = hour};
        slot.readings++;
        for (int c = 0; c < METER_COLUMN_COUNT; c++)
            if (meter->columns[c] && !isnan(meter->columns[c][i])) {
                slot.sum[c] += meter->columns[c][i];
                slot.count[c]++;
            }
    }
    if (slot.readings)
        close_hour(making, &slot);
}

static void make_room(struct making *making, struct arena *arena)
{
    struct metered_hours *hours = making->hours;
    size_t count = (size_t)making->meter->row_count;
    hours->tick = making->tick = arena_array(arena, count, sizeof *making->tick);
    hours->it_w = making->it_w = arena_array(arena, count, sizeof(double));
    hours->dry_bulb_k = making->dry_k = arena_array(arena, count, sizeof(double));
    hours->wet_bulb_k = making->wet_k = arena_array(arena, count, sizeof(double));
    for (int c = 0; c < CHANNEL_COUNT; c++)
        hours->channel_w[c] = making->channel_w[c] = arena_array(arena, count, sizeof(double));
    hours->held_out = making->held_out = arena_array(arena, count, sizeof *making->held_out);
}

static bool is_enough(const struct making *making, struct diag *diag)
{
    const struct metered_hours *hours = making->hours;
    struct span file = {.file = making->meter->path};
    const int least_hours = METERED_WEEKS * 7 * 24 / 2, least_fit_hours = (METERED_WEEKS - 1) * 7 * 24 / 2;
    int fit_hours = hours->count - hours->held_out_count;
    if (2 * hours->full_count > hours->count) {
        diag_error(diag, file, "in %d hours the IT load is above the %.4g MW of the halls metered",
                   hours->full_count, making->capacity_w / 1e6);
        diag_note(diag, "is this the meter of the site, and are all its halls named by --hall?");
        return false;
    }
    if (hours->count >= least_hours && fit_hours >= least_fit_hours && hours->held_out_count >= 24)
        return true;
    diag_error(diag, file, "the readings make %d whole hours, %d of them in a fourth week, which is too few",
               hours->count, hours->held_out_count);
    diag_note(diag, "at least %d weeks are needed: three to fit, the fourth to judge the fit by",
              METERED_WEEKS);
    return false;
}

const struct metered_hours *metered_hours_of(const struct meter *meter, const struct plant_plan *plant,
                                             int site, double capacity_w, struct arena *arena,
                                             struct diag *diag)
{
    struct metered_hours *hours = arena_alloc(arena, sizeof *hours);
    struct making making = {.meter = meter,
                            .weather = plant->weather,
                            .site = site,
                            .capacity_w = capacity_w,
                            .hours = hours,
                            .first = meter->tick[0]};
    bool moist = meter->columns[METER_WET_BULB_K] || meter->columns[METER_RELATIVE_RATIO];
    *hours = (struct metered_hours){0};
    hours->air = !meter->columns[METER_DRY_BULB_K] ? AIR_TYPICAL : moist ? AIR_METERED : AIR_NO_MOISTURE;
    make_room(&making, arena);
    fill(&making);
    if (!meter->columns[METER_COOLING_W])
        hours->channel_w[CHANNEL_COOLING] = NULL;
    if (!meter->columns[METER_UPS_LOSS_W])
        hours->channel_w[CHANNEL_UPS] = NULL;
    return is_enough(&making, diag) ? hours : NULL;
}
