/* SPDX-License-Identifier: Apache-2.0 */
#include "study/rehearse.h"

#include "base/calendar.h"
#include "base/quantity.h"
#include "engine/stream.h"
#include "scenario/meter_csv.h"
#include "world/site_trial.h"

#include <math.h>

/* Columns in the order of the file. */
static const enum meter_column order[] = {METER_FACILITY_W, METER_IT_W,       METER_COOLING_W,
                                          METER_UPS_LOSS_W, METER_DRY_BULB_K, METER_WET_BULB_K};
enum { ORDER_COUNT = sizeof order / sizeof *order, DAY_HOURS = 24 };

struct rehearsal {
    const struct rehearse *of;
    const struct plant_plan *plant;
    int count;
    double *values[METER_COLUMN_COUNT]; /* what is true */
};

/* Share of the capacity: 0.15 up and down by the day about a level that drifts within days. */
static void make_load(struct rehearsal *all, double capacity_w)
{
    const double mean = 0.68, swing = 0.15, drift = 0.1, keep = exp(-1.0 / 48);
    struct stream stream = stream_named(all->of->seed, 0, stream_id("rehearse.load"), 0);
    double level = 0, hours_step = (double)all->of->step_s / CALENDAR_HOUR_S;
    for (int i = 0; i < all->count; i++) {
        double hour = i * hours_step;
        if (i * all->of->step_s % CALENDAR_HOUR_S == 0)
            level = keep * level + drift * sqrt(1 - keep * keep) * stream_normal(&stream);
        double share = mean + level + swing * sin(2 * acos(-1) * (hour - 9) / DAY_HOURS);
        all->values[METER_IT_W][i] = capacity_w * fmin(fmax(share, 0.2), 0.98);
    }
}

static void make_air(struct rehearsal *all)
{
    const struct draw base_case = {.median = true};
    for (int i = 0; i < all->count; i++) {
        struct weather_hours air;
        int64_t tick = all->of->start + i * all->of->step_s;
        weather_hours(all->plant->weather, &base_case, all->of->site->index, tick, &air);
        all->values[METER_DRY_BULB_K][i] = air.dry_bulb_k[0];
        all->values[METER_WET_BULB_K][i] = air.wet_bulb_k[0];
    }
}

/* The site's standard time with its offset, "2028-07-01T00:15-06:00". */
static void write_time(FILE *stream, int64_t tick, int64_t offset_s)
{
    char time[CALENDAR_TIME_SIZE];
    int64_t minutes = (offset_s < 0 ? -offset_s : offset_s) / 60;
    calendar_format_time(tick + offset_s, time);
    fprintf(stream, "%.16s%c%02d:%02d", time, offset_s < 0 ? '-' : '+', (int)(minutes / 60),
            (int)(minutes % 60));
}

static void write_rows(const struct rehearsal *all, FILE *stream)
{
    const struct rehearse *of = all->of;
    int64_t offset_s = all->plant->weather->sites[of->site->index].utc_offset_s;
    struct stream noise[METER_COLUMN_COUNT];
    for (int c = 0; c < METER_COLUMN_COUNT; c++)
        noise[c] = stream_named(of->seed, 0, stream_id("rehearse.noise"), (uint64_t)c);
    fputs("time", stream);
    for (int o = 0; o < ORDER_COUNT; o++)
        fprintf(stream, ",%s [%s]", meter_column_names[order[o]], meter_column_units[order[o]]);
    fputc('\n', stream);
    for (int i = 0; i < all->count; i++) {
        write_time(stream, of->start + i * of->step_s, offset_s);
        for (int o = 0; o < ORDER_COUNT; o++) {
            enum meter_column c = order[o];
            bool power = c <= METER_UPS_LOSS_W;
            double si = all->values[c][i] * (power ? 1 + of->noise_ratio * stream_normal(&noise[c]) : 1);
            fprintf(stream, ",%.*f", power ? 4 : 1, quantity_from_si(si, meter_column_units[c]));
        }
        fputc('\n', stream);
    }
}

bool rehearse_write(const struct rehearse *rehearse, FILE *stream, struct arena *arena, struct diag *diag)
{
    struct rehearsal all = {.of = rehearse};
    int site = rehearse->site->index;
    all.plant = plant_compile(rehearse->plan, rehearse->plan->layout, NULL, arena, diag);
    if (!all.plant)
        return false;
    if (all.plant->first[site + 1] == all.plant->first[site])
        return diag_error(diag, rehearse->site->span, "site '%s' has no hall", rehearse->site->id);
    struct site_trial *trial = site_trial_new(all.plant, site, rehearse->halls, rehearse->hall_count, arena);
    all.count = (int)(rehearse->weeks * (CALENDAR_WEEK_S / rehearse->step_s));
    for (int c = 0; c < METER_COLUMN_COUNT; c++)
        all.values[c] = arena_array(arena, (size_t)all.count, sizeof(double));
    make_load(&all, site_trial_capacity_w(trial));
    make_air(&all);
    struct site_trial_hours run = {.count = all.count,
                                   .it_w = all.values[METER_IT_W],
                                   .dry_bulb_k = all.values[METER_DRY_BULB_K],
                                   .wet_bulb_k = all.values[METER_WET_BULB_K],
                                   .facility_w = all.values[METER_FACILITY_W],
                                   .cooling_w = all.values[METER_COOLING_W],
                                   .ups_w = all.values[METER_UPS_LOSS_W]};
    site_trial_run(trial, &run);
    write_rows(&all, stream);
    return true;
}
