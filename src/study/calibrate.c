/* SPDX-License-Identifier: Apache-2.0 */
#include "study/calibrate.h"

#include "base/calendar.h"
#include "power/bess.h"
#include "power/gas_plant.h"

#include <math.h>

/* Powers of the model by channel, before and after. */
struct powers {
    double *before_w[CHANNEL_COUNT], *after_w[CHANNEL_COUNT];
};

static void run_both(struct calibrate *out, struct site_trial *trial, struct powers *powers,
                     struct arena *arena)
{
    const double as_planned[FIGURE_COUNT] = {NAN, NAN, NAN, NAN, NAN, NAN};
    double figures[FIGURE_COUNT];
    size_t count = (size_t)out->hours->count;
    for (int c = 0; c < CHANNEL_COUNT; c++) {
        powers->before_w[c] = arena_array(arena, count, sizeof(double));
        powers->after_w[c] = arena_array(arena, count, sizeof(double));
    }
    plant_fit_figures(out->fit, figures);
    plant_fit_model(trial, out->hours, as_planned, powers->before_w);
    plant_fit_model(trial, out->hours, figures, powers->after_w);
}

static struct calibrate_pair hourly(const struct calibrate *out, enum score_hours which,
                                    const double *meter_w, const double *before_w, const double *after_w)
{
    return (struct calibrate_pair){plant_score_hourly(out->hours, which, meter_w, before_w),
                                   plant_score_hourly(out->hours, which, meter_w, after_w)};
}

/* The facility whole: what is beside the IT load, and the IT load. */
static const double *with_it(const struct metered_hours *hours, const double *other_w, struct arena *arena)
{
    double *sum_w = arena_array(arena, (size_t)hours->count, sizeof *sum_w);
    for (int i = 0; i < hours->count; i++)
        sum_w[i] = other_w[i] + hours->it_w[i];
    return sum_w;
}

static void add_energy(struct calibrate *out, const struct powers *powers)
{
    const struct metered_hours *hours = out->hours;
    struct calibrate_energy *energy = &out->energy;
    for (int i = 0; i < hours->count; i++) {
        energy->it_j += CALENDAR_HOUR_S * hours->it_w[i];
        energy->meter_j += CALENDAR_HOUR_S * (hours->it_w[i] + hours->channel_w[CHANNEL_OTHER][i]);
        energy->before_j += CALENDAR_HOUR_S * (hours->it_w[i] + powers->before_w[CHANNEL_OTHER][i]);
        energy->after_j += CALENDAR_HOUR_S * (hours->it_w[i] + powers->after_w[CHANNEL_OTHER][i]);
    }
}

static bool within(const struct plant_score *score, double nmbe, double cvrmse)
{
    return fabs(score->nmbe_ratio) <= nmbe && score->cvrmse_ratio <= cvrmse;
}

static void score(struct calibrate *out, const struct powers *powers, struct arena *arena)
{
    const struct metered_hours *hours = out->hours;
    const double *other_w = hours->channel_w[CHANNEL_OTHER];
    for (int c = 0; c < CHANNEL_COUNT; c++)
        for (enum score_hours which = SCORE_FITTED; hours->channel_w[c] && which < SCORE_ALL; which++)
            out->hourly[c][which] =
                hourly(out, which, hours->channel_w[c], powers->before_w[c], powers->after_w[c]);
    out->monthly = (struct calibrate_pair){
        plant_score_monthly(hours, other_w, powers->before_w[CHANNEL_OTHER]),
        plant_score_monthly(hours, other_w, powers->after_w[CHANNEL_OTHER]),
    };
    out->facility = hourly(out, SCORE_HELD_OUT, with_it(hours, other_w, arena),
                           with_it(hours, powers->before_w[CHANNEL_OTHER], arena),
                           with_it(hours, powers->after_w[CHANNEL_OTHER], arena));
    out->months_judged = out->monthly.after.count >= SCORE_MONTHS_LEAST;
    out->met =
        within(&out->hourly[CHANNEL_OTHER][SCORE_HELD_OUT].after, SCORE_HOURLY_NMBE, SCORE_HOURLY_CVRMSE) &&
        (!out->months_judged || within(&out->monthly.after, SCORE_MONTHLY_NMBE, SCORE_MONTHLY_CVRMSE));
}

/* Plants and batteries behind the meter make it read less than the site draws. */
static void warn_of_sources(const struct calibrate_request *request, struct diag *diag)
{
    static const struct kind *const kinds[] = {&power_gas_plant_kind, &power_bess_kind};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        struct record_list list = plan_list(request->plan, kinds[k]);
        for (int i = 0; i < list.count; i++)
            if (list.items[i]->site == request->site) {
                diag_warn(diag, list.items[i]->span, "site '%s' has supply of its own: the %s '%s'",
                          request->site->id, kinds[k]->name, list.items[i]->id);
                diag_note(diag,
                          "the facility's readings must hold what it gives; what batteries lose is not in "
                          "the model that is fitted");
                return;
            }
    }
}

const struct calibrate *calibrate_run(const struct calibrate_request *request, struct arena *arena,
                                      struct diag *diag)
{
    struct calibrate *out = arena_alloc(arena, sizeof *out);
    struct powers powers;
    int site = request->site->index;
    *out = (struct calibrate){0};
    const struct plant_plan *plant = plant_compile(request->plan, request->plan->layout, NULL, arena, diag);
    if (!plant)
        return NULL;
    if (plant->first[site + 1] == plant->first[site]) {
        diag_error(diag, request->site->span, "site '%s' has no hall whose plant could be fitted",
                   request->site->id);
        return NULL;
    }
    warn_of_sources(request, diag);
    struct site_trial *trial = site_trial_new(plant, site, request->halls, request->hall_count, arena);
    out->trial = trial;
    out->capacity_w = site_trial_capacity_w(trial);
    out->hours = metered_hours_of(request->meter, plant, site, out->capacity_w, arena, diag);
    if (!out->hours)
        return NULL;
    out->fit = plant_fit_run(trial, out->hours, arena);
    run_both(out, trial, &powers, arena);
    score(out, &powers, arena);
    add_energy(out, &powers);
    return out;
}
