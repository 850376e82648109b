/* SPDX-License-Identifier: Apache-2.0 */
#include "demand/demand_state.h"

#include "base/calendar.h"

#include <math.h>

#define MONTH_S (365.25 * 86400.0 / 12.0)
#define LN_2    0.69314718055994530942
enum { DAY_S = 86400, HOUR_S = 3600 };

/* P(t) = P0 (1 + (G - 1)(1 - exp(-t / tau))), facts B-6; nothing before the work began. */
static double software_gain(const struct demand *demand, int gain, int64_t day)
{
    if (gain < 0)
        return 1.0;
    int64_t since = record_tick(demand->plan->gains.items[gain], GAIN_SINCE);
    if (day <= since)
        return 1.0;
    return 1.0 - (demand->gain[gain] - 1.0) * expm1(-(double)(day - since) / demand->time_constant_s[gain]);
}

static double level_on(const struct demand_stream_state *state, double months)
{
    double decay = -expm1(-LN_2 * months / state->half_life_months);
    return state->volume * exp(state->growth_rate * state->half_life_months / LN_2 * decay);
}

/* Fast pools first; insertion sort keeps equal ones in the scenario's order. */
static void order_pools(struct demand_stream_state *state, int pool_count)
{
    state->able = 0;
    for (int p = 0; p < pool_count; p++) {
        if (state->rate[p] <= 0)
            continue;
        int place = state->able++;
        for (; place > 0 && state->rate[state->order[place - 1]] < state->rate[p]; place--)
            state->order[place] = state->order[place - 1];
        state->order[place] = p;
    }
}

/* One busy rack shares its time between streams as they ask: a harmonic mean over the mix. */
static void find_pool_rates(struct demand *demand)
{
    const struct demand_plan *plan = demand->plan;
    for (int p = 0; p < plan->pool_count; p++) {
        double tokens = 0, racks = 0;
        for (int s = 0; s < plan->stream_count; s++) {
            const struct demand_stream_state *state = &demand->streams[s];
            if (state->rate[p] <= 0)
                continue;
            tokens += state->level;
            racks += state->level / state->rate[p];
        }
        demand->pool_rate[p] = racks > 0 ? tokens / racks : 0;
    }
}

void demand_new_day(struct demand *demand, int64_t day)
{
    const struct demand_plan *plan = demand->plan;
    demand->day = day;
    for (int s = 0; s < plan->stream_count; s++) {
        struct demand_stream_state *state = &demand->streams[s];
        state->level = level_on(state, (double)(day - plan->streams[s].as_of) / MONTH_S);
        state->price_today_usd = demand_price_usd(demand, s, day);
        for (int p = 0; p < plan->pool_count; p++)
            state->rate[p] = state->base[p] * software_gain(demand, plan->streams[s].gain[p], day);
        order_pools(state, plan->pool_count);
    }
    find_pool_rates(demand);
}

/* What one segment works with. */
struct segment {
    double seconds;
    int hour_of_week;
    double left[DEMAND_POOLS_MAX];   /* racks not yet busy */
    double served[DEMAND_POOLS_MAX]; /* tokens */
};

static double serve_from_pools(const struct demand_stream_state *state, struct segment *segment,
                               double wanted)
{
    double served = 0;
    for (int k = 0; k < state->able && wanted > 0; k++) {
        int p = state->order[k];
        double rate = state->rate[p] * segment->seconds; /* tokens a rack makes in this segment */
        double taken = fmin(wanted, segment->left[p] * rate);
        segment->left[p] -= taken / rate;
        segment->served[p] += taken;
        served += taken;
        wanted -= taken;
    }
    return served;
}

/* What leaves the queue for having waited too long: whatever exceeds max-wait of today's level. */
static double overdue(const struct demand_stream_plan *plan, const struct demand_stream_state *state)
{
    return fmax(0.0, state->queued - state->level * plan->max_wait_s);
}

static void serve_stream(struct demand *demand, int s, struct segment *segment)
{
    const struct demand_stream_plan *plan = &demand->plan->streams[s];
    struct demand_stream_state *state = &demand->streams[s];
    struct demand_total *total = &demand->totals[s];
    double asked = state->level * plan->shape[segment->hour_of_week] * segment->seconds;
    double wanted = asked + state->queued;
    double served = serve_from_pools(state, segment, wanted);
    double left = wanted - served;
    double lost = left;
    state->queued = 0;
    if (plan->batch) {
        state->queued = left;
        lost = overdue(plan, state);
        state->queued = left - lost;
    }
    total->asked += asked;
    total->served += served;
    total->queued = state->queued;
    double paid = served;
    if (plan->spills) {
        total->spilled += lost;
        total->spill_cost_usd += lost * state->price_today_usd * demand->plan->spill_price_ratio;
        paid += lost;
    } else {
        total->refused += lost;
    }
    total->revenue_usd += paid * state->price_today_usd * (1.0 - plan->channel_share);
}

static void serve_segment(struct demand *demand, const struct demand_block *block, int i)
{
    const struct demand_plan *plan = demand->plan;
    struct segment segment = {.seconds = block->seconds[i]};
    int64_t tick = block->tick[i];
    if (tick < demand->day || tick - demand->day >= DAY_S)
        demand_new_day(demand, tick - ((tick % DAY_S) + DAY_S) % DAY_S);
    segment.hour_of_week = calendar_hour_of_week(tick);
    for (int p = 0; p < plan->pool_count; p++)
        segment.left[p] = block->racks[p][i];
    for (int s = 0; s < plan->stream_count; s++)
        serve_stream(demand, s, &segment);
    double capacity = 0, backlog = 0;
    for (int p = 0; p < plan->pool_count; p++) {
        double racks = block->racks[p][i];
        block->busy[p][i] = racks > 0 ? fmin(1.0, fmax(0.0, 1.0 - segment.left[p] / racks)) : 0.0;
        capacity += segment.served[p] / segment.seconds + segment.left[p] * demand->pool_rate[p];
        metric_count(demand->run->board, plan->served_cell[p], segment.served[p]);
    }
    for (int s = 0; s < plan->stream_count; s++)
        backlog += demand->streams[s].queued;
    metric_mean(demand->run->board, plan->capacity_cell, capacity * segment.seconds, segment.seconds);
    metric_mean(demand->run->board, plan->backlog_cell, backlog * segment.seconds, segment.seconds);
}

struct sums {
    double asked, spilled, refused, revenue_usd;
};

static struct sums sums_of(const struct demand *demand)
{
    struct sums sums = {0};
    for (int s = 0; s < demand->plan->stream_count; s++) {
        sums.asked += demand->totals[s].asked;
        sums.spilled += demand->totals[s].spilled;
        sums.refused += demand->totals[s].refused;
        sums.revenue_usd += demand->totals[s].revenue_usd;
    }
    return sums;
}

void demand_serve(struct demand *demand, const struct demand_block *block)
{
    struct metric_board *board = demand->run->board;
    const struct demand_plan *plan = demand->plan;
    struct sums before = sums_of(demand);
    for (int i = 0; i < block->n; i++)
        serve_segment(demand, block, i);
    struct sums after = sums_of(demand);
    metric_count(board, plan->asked_cell, after.asked - before.asked);
    metric_count(board, plan->spilled_cell, after.spilled - before.spilled);
    metric_count(board, plan->refused_cell, after.refused - before.refused);
    metric_count(board, plan->revenue_cell, after.revenue_usd - before.revenue_usd);
}
