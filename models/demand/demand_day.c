/* SPDX-License-Identifier: Apache-2.0 */
#include "demand/demand_state.h"

#include "base/calendar.h"
#include "physics/software_gain.h"

#include <math.h>
#include <string.h>

#define MONTH_S (365.25 * 86400.0 / 12.0)
#define YEAR_S  (365.25 * 86400.0)
#define LN_2    0.69314718055994530942
enum { DAY_S = 86400 };

double demand_price_usd(const struct demand *demand, int stream, int64_t tick)
{
    const struct demand_stream_state *state = &demand->streams[stream];
    double years = (double)(tick - demand->plan->streams[stream].as_of) / YEAR_S;
    return state->price_usd * exp(state->drift_rate * years);
}

static double software_gain(const struct demand *demand, int gain, int64_t day)
{
    int64_t since = record_tick(demand->plan->gains.items[gain], GAIN_SINCE);
    return software_gain_ratio(demand->gain[gain], demand->time_constant_s[gain], (double)(day - since));
}

/* The level by its formula, and the first step of the recurrence that continues it. */
static void anchor_stream(struct demand *demand, int s, int64_t day)
{
    struct demand_stream_state *state = &demand->streams[s];
    double months = (double)(day - demand->plan->streams[s].as_of) / MONTH_S;
    double scale = state->growth_rate * state->half_life_months / LN_2;
    double decay = exp(-LN_2 * months / state->half_life_months);
    state->log_step_decay = exp(-LN_2 * DAY_S / MONTH_S / state->half_life_months);
    state->log_step = scale * decay * (1.0 - state->log_step_decay);
    state->level = state->volume * exp(scale * (1.0 - decay));
    state->price_today_usd = demand_price_usd(demand, s, day);
    state->price_step = exp(state->drift_rate * DAY_S / YEAR_S);
}

/* exp(x), by its series where eight terms are all that a double can hold. */
static double exp_of_small(double x)
{
    if (fabs(x) > 1.0 / 32)
        return exp(x);
    return 1 + x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4 * (1 + x / 5 * (1 + x / 6 * (1 + x / 7))))));
}

static void step_stream(struct demand_stream_state *state)
{
    state->level *= exp_of_small(state->log_step);
    state->log_step *= state->log_step_decay;
    state->price_today_usd *= state->price_step;
}

/* Fast pools first; insertion sort keeps equal ones in the scenario's order. */
static void order_pools(struct demand_queue_state *queue, int pool_count)
{
    queue->able = 0;
    for (int p = 0; p < pool_count; p++) {
        if (queue->rate[p] <= 0)
            continue;
        int place = queue->able++;
        for (; place > 0 && queue->rate[queue->order[place - 1]] < queue->rate[p]; place--)
            queue->order[place] = queue->order[place - 1];
        queue->order[place] = p;
    }
    for (int k = 0; k < queue->able; k++) {
        queue->sorted_rate[k] = queue->rate[queue->order[k]];
        queue->per_rate[k] = 1 / queue->sorted_rate[k];
    }
}

static void find_rates(struct demand *demand, int64_t day)
{
    const struct demand_plan *plan = demand->plan;
    for (int g = 0; g < plan->gain_count; g++)
        demand->gain_today[g] = software_gain(demand, g, day);
    for (int q = 0; q < plan->queue_count; q++) {
        struct demand_queue_state *queue = &demand->queues[q];
        for (int p = 0; p < plan->pool_count; p++)
            queue->rate[p] = queue->base[p] * (plan->gain[p] < 0 ? 1.0 : demand->gain_today[plan->gain[p]]);
        order_pools(queue, plan->pool_count);
    }
}

/* One busy rack shares its time between queues as they ask: a harmonic mean over the mix. */
static void find_pool_rates(struct demand *demand)
{
    double tokens[DEMAND_POOLS_MAX] = {0}, racks[DEMAND_POOLS_MAX] = {0};
    for (int q = 0; q < demand->plan->queue_count; q++) {
        const struct demand_queue_state *queue = &demand->queues[q];
        for (int k = 0; k < queue->able; k++) {
            tokens[queue->order[k]] += queue->level;
            racks[queue->order[k]] += queue->level * queue->per_rate[k];
        }
    }
    for (int p = 0; p < demand->plan->pool_count; p++)
        demand->pool_rate[p] = racks[p] > 0 ? tokens[p] / racks[p] : 0;
}

/* A stream's part of what its queue did: SHARE of what was there to be served. */
static void deal_stream(struct demand *demand, int s, double asked, double served, double lost)
{
    const struct demand_stream_plan *plan = &demand->plan->streams[s];
    const struct demand_queue_plan *queue = &demand->plan->queues[plan->queue];
    const struct demand_stream_state *state = &demand->streams[s];
    struct demand_total *total = &demand->totals[s];
    double paid = served;
    total->asked += asked;
    total->served += served;
    total->queued = queue->batch ? total->queued + asked - served - lost : 0;
    if (queue->spills) {
        total->spilled += lost;
        total->spill_cost_usd += lost * state->price_today_usd * demand->plan->spill_price_ratio;
        paid += lost;
    } else {
        total->refused += lost;
    }
    total->revenue_usd += paid * state->price_today_usd * (1.0 - plan->channel_share);
}

static void deal_queue(struct demand *demand, int q)
{
    const struct demand_queue_plan *plan = &demand->plan->queues[q];
    struct demand_queue_state *queue = &demand->queues[q];
    double all_asked = lanes_sum(queue->asked), lost = lanes_sum(queue->lost);
    double served = plan->batch ? lanes_sum(queue->served) : all_asked - lost;
    double waiting = all_asked, per_level = queue->level > 0 ? all_asked / queue->level : 0;
    if (!(all_asked > 0))
        return;
    for (int s = plan->first_stream; s < plan->first_stream + plan->stream_count; s++)
        waiting += demand->totals[s].queued;
    double per_waiting = waiting > 0 ? 1 / waiting : 0;
    for (int s = plan->first_stream; s < plan->first_stream + plan->stream_count; s++) {
        double asked = per_level * demand->streams[s].level;
        double share = (asked + demand->totals[s].queued) * per_waiting;
        deal_stream(demand, s, asked, served * share, lost * share);
    }
    memset(queue->asked, 0, sizeof queue->asked);
    memset(queue->served, 0, sizeof queue->served);
    memset(queue->lost, 0, sizeof queue->lost);
}

void demand_deal(struct demand *demand)
{
    const struct demand_plan *plan = demand->plan;
    for (int q = 0; q < plan->queue_count; q++)
        deal_queue(demand, q);
}

/* The streams' totals are the counters: summed anew, they cannot drift apart. */
static void count_streams(struct demand *demand)
{
    const struct demand_plan *plan = demand->plan;
    double asked = 0, spilled = 0, refused = 0, revenue_usd = 0;
    double *total = demand->run->board->total;
    for (int s = 0; s < plan->stream_count; s++) {
        asked += demand->totals[s].asked;
        spilled += demand->totals[s].spilled;
        refused += demand->totals[s].refused;
        revenue_usd += demand->totals[s].revenue_usd;
    }
    total[plan->asked_cell] = asked;
    total[plan->spilled_cell] = spilled;
    total[plan->refused_cell] = refused;
    total[plan->revenue_cell] = revenue_usd;
}

/* What pools made is part of what they could have made. */
static void count_pools(struct demand *demand)
{
    const struct demand_plan *plan = demand->plan;
    double *total = demand->run->board->total, *weight = demand->run->board->weight, made = 0;
    for (int p = 0; p < plan->pool_count; p++)
        total[plan->served_cell[p]] = 0;
    for (int p = 0; p < plan->pool_count; p++) {
        double served = lanes_sum(demand->pool_served[p]);
        total[plan->served_cell[p]] += served;
        made += served;
    }
    total[plan->capacity_cell] = made + lanes_sum(demand->capacity);
    total[plan->backlog_cell] = lanes_sum(demand->backlog);
    weight[plan->capacity_cell] = weight[plan->backlog_cell] = lanes_sum(demand->time_s);
}

void demand_publish(struct demand *demand)
{
    demand_deal(demand);
    count_streams(demand);
    count_pools(demand);
}

void demand_new_day(struct demand *demand, int64_t day)
{
    const struct demand_plan *plan = demand->plan;
    bool next = day == demand->day + DAY_S;
    demand_deal(demand);
    demand->day = day;
    demand->week_hour = calendar_hour_of_week(day);
    find_rates(demand, day);
    for (int q = 0; q < plan->queue_count; q++)
        demand->queues[q].level = 0;
    for (int s = 0; s < plan->stream_count; s++) {
        struct demand_stream_state *state = &demand->streams[s];
        if (next)
            step_stream(state);
        else
            anchor_stream(demand, s, day);
        demand->queues[plan->streams[s].queue].level += state->level;
    }
    find_pool_rates(demand);
}
