/* SPDX-License-Identifier: Apache-2.0 */
#include "demand/demand_state.h"

#include "base/calendar.h"
#include "base/wide.h"
#include "physics/software_gain.h"

#include <math.h>

#define MONTH_S (365.25 * 86400.0 / 12.0)
#define YEAR_S  (365.25 * 86400.0)
#define LN_2    0.69314718055994530942
enum { LANES = LANES_COUNT };

/* Of a day; below, the series of exp has all that a double can hold. */
static const double small_step = 1.0 / 32;

/* Levels and prices by their formulas, and the first step of the recurrences that continue them. */
static void anchor_stream(struct demand *demand, int s, int64_t day)
{
    const struct demand_stream_draw *draw = &demand->draws[s];
    struct demand_stream_lanes *to = &demand->streams[s / LANES];
    int i = s % LANES;
    double age_s = (double)(day - demand->plan->streams[s].as_of), months = age_s / MONTH_S;
    double scale = draw->growth_rate * draw->half_life_months / LN_2;
    double decay = exp(-LN_2 * months / draw->half_life_months);
    to->log_step_decay[i] = exp(-LN_2 * DAY_S / MONTH_S / draw->half_life_months);
    to->log_step[i] = scale * decay * (1.0 - to->log_step_decay[i]);
    demand->steep |= fabs(to->log_step[i]) > small_step; /* steps only shrink */
    to->level[i] = draw->volume * exp(scale * (1.0 - decay));
    to->price_usd[i] = draw->price_usd * exp(draw->drift_rate * (age_s / YEAR_S));
    to->price_step[i] = exp(draw->drift_rate * DAY_S / YEAR_S);
}

/* exp(x) of small x by its series, to x^7. */
LANES_INLINE void exp_lanes(eight *to, const eight *x)
{
    eight square = *x * *x;
    eight low = *x + 1.0, middle = *x * (1.0 / 6) + 0.5;
    eight high = (*x * (1.0 / 120) + 1.0 / 24) + square * (*x * (1.0 / 5040) + 1.0 / 720);
    *to = low + square * (middle + square * high);
}

/* Where the series falls short. */
static void exp_large(double *to, const double *x)
{
    for (int i = 0; i < LANES; i++)
        if (fabs(x[i]) > small_step)
            to[i] = exp(x[i]);
}

LANES_INLINE void step_lanes(struct demand_stream_lanes *streams, bool steep)
{
    LANES_ALIGNED double growth[LANES];
    eight step, factor, value;
    eight_load(&step, streams->log_step);
    exp_lanes(&factor, &step);
    if (steep) {
        eight_store(growth, &factor);
        exp_large(growth, streams->log_step);
        eight_load(&factor, growth);
    }
    eight_load(&value, streams->level);
    value *= factor;
    eight_store(streams->level, &value);
    eight_load(&factor, streams->log_step_decay);
    step *= factor;
    eight_store(streams->log_step, &step);
    eight_load(&value, streams->price_usd);
    eight_load(&factor, streams->price_step);
    value *= factor;
    eight_store(streams->price_usd, &value);
}

WIDE static void step_streams(struct demand *demand)
{
    for (int g = 0; g < demand->stream_groups; g++)
        step_lanes(&demand->streams[g], demand->steep);
}

/* The mean of the day; what is missing of the final ratio shrinks by the same part every day. */
static void find_gain(struct demand *demand, int g, int64_t day, bool next)
{
    struct demand_gain_state *gain = &demand->gains[g];
    double age_s = (double)(day - gain->since);
    if (next && age_s > DAY_S) {
        gain->missing *= gain->missing_step;
        gain->today = gain->final_ratio - gain->missing;
    } else {
        gain->today =
            software_gain_mean_ratio(gain->final_ratio, gain->time_constant_s, age_s, age_s + DAY_S);
        gain->missing = gain->final_ratio - gain->today;
        gain->missing_step = exp(-DAY_S / gain->time_constant_s);
    }
}

/* Racks that had nothing to do are counted at the mix of their day. */
static void end_day(struct demand *demand)
{
    demand_deal(demand);
    if (!demand->idle)
        return;
    demand->capacity += demand_idle_tokens(demand);
    for (int p = 0; p < demand->plan->pool_count; p++)
        if (demand->idle >> p & 1)
            memset(demand->pools[p].idle, 0, sizeof demand->pools[p].idle);
    demand->idle = 0;
}

void demand_new_day(struct demand *demand, int64_t day)
{
    const struct demand_plan *plan = demand->plan;
    bool next = day == demand->day + DAY_S;
    end_day(demand);
    demand->day = day;
    demand->week_hour = calendar_hour_of_week(day);
    demand->rated = false;
    for (int g = 0; g < plan->gain_count; g++)
        find_gain(demand, g, day, next);
    if (next)
        step_streams(demand);
    for (int s = 0; s < plan->stream_count && !next; s++)
        anchor_stream(demand, s, day);
    unsigned s = 0; /* whose eighth part is a shift */
    for (int q = 0; q < plan->queue_count; q++) {
        unsigned end = s + (unsigned)plan->queues[q].stream_count;
        double level = 0;
        for (; s < end; s++)
            level += demand->streams[s / LANES].level[s % LANES];
        demand->level[q] = level;
    }
}
