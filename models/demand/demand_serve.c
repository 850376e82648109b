/* SPDX-License-Identifier: Apache-2.0 */
#include "demand/demand_state.h"

#include "base/calendar.h"

#include <math.h>

#define MONTH_S (365.25 * 86400.0 / 12.0)
#define YEAR_S  (365.25 * 86400.0)
#define LN_2    0.69314718055994530942
enum { DAY_S = 86400, HOUR_S = 3600 };

double demand_price_usd(const struct demand *demand, int stream, int64_t tick)
{
    const struct demand_stream_state *state = &demand->streams[stream];
    double years = (double)(tick - demand->plan->streams[stream].as_of) / YEAR_S;
    return state->price_usd * exp(state->drift_rate * years);
}

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
}

/* One busy rack shares its time between queues as they ask: a harmonic mean over the mix. */
static void find_pool_rates(struct demand *demand)
{
    for (int p = 0; p < demand->plan->pool_count; p++) {
        double tokens = 0, racks = 0;
        for (int q = 0; q < demand->plan->queue_count; q++) {
            const struct demand_queue_state *queue = &demand->queues[q];
            if (queue->rate[p] <= 0)
                continue;
            tokens += queue->level;
            racks += queue->level / queue->rate[p];
        }
        demand->pool_rate[p] = racks > 0 ? tokens / racks : 0;
    }
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
    double waiting = queue->asked;
    for (int s = plan->first_stream; s < plan->first_stream + plan->stream_count; s++)
        waiting += demand->totals[s].queued;
    for (int s = plan->first_stream; s < plan->first_stream + plan->stream_count; s++) {
        double asked = queue->level > 0 ? queue->asked * demand->streams[s].level / queue->level : 0;
        double share = waiting > 0 ? (asked + demand->totals[s].queued) / waiting : 0;
        deal_stream(demand, s, asked, queue->served * share, queue->lost * share);
    }
    queue->asked = queue->served = queue->lost = 0;
}

struct sums {
    double spilled, refused, revenue_usd;
};

static struct sums sums_of(const struct demand *demand)
{
    struct sums sums = {0};
    for (int s = 0; s < demand->plan->stream_count; s++) {
        sums.spilled += demand->totals[s].spilled;
        sums.refused += demand->totals[s].refused;
        sums.revenue_usd += demand->totals[s].revenue_usd;
    }
    return sums;
}

void demand_deal(struct demand *demand)
{
    const struct demand_plan *plan = demand->plan;
    for (int q = 0; q < plan->queue_count; q++)
        if (demand->queues[q].asked > 0)
            deal_queue(demand, q);
    /* The streams' totals are the counters: summed anew, they cannot drift apart. */
    struct sums sums = sums_of(demand);
    double *total = demand->run->board->total;
    total[plan->spilled_cell] = sums.spilled;
    total[plan->refused_cell] = sums.refused;
    total[plan->revenue_cell] = sums.revenue_usd;
}

void demand_new_day(struct demand *demand, int64_t day)
{
    const struct demand_plan *plan = demand->plan;
    double gain[DEMAND_POOLS_MAX];
    demand_deal(demand);
    demand->day = day;
    for (int p = 0; p < plan->pool_count; p++)
        gain[p] = software_gain(demand, plan->gain[p], day);
    for (int q = 0; q < plan->queue_count; q++) {
        struct demand_queue_state *queue = &demand->queues[q];
        queue->level = 0;
        for (int p = 0; p < plan->pool_count; p++)
            queue->rate[p] = queue->base[p] * gain[p];
        order_pools(queue, plan->pool_count);
    }
    for (int s = 0; s < plan->stream_count; s++) {
        struct demand_stream_state *state = &demand->streams[s];
        state->level = level_on(state, (double)(day - plan->streams[s].as_of) / MONTH_S);
        state->price_today_usd = demand_price_usd(demand, s, day);
        demand->queues[plan->streams[s].queue].level += state->level;
    }
    find_pool_rates(demand);
}

/* What one segment works with. */
struct segment {
    double seconds;
    double left[DEMAND_POOLS_MAX];   /* racks not yet busy */
    double served[DEMAND_POOLS_MAX]; /* tokens */
};

static double serve_from_pools(const struct demand_queue_state *queue, struct segment *segment, double wanted)
{
    double unserved = wanted;
    for (int k = 0; k < queue->able && unserved > 0; k++) {
        int p = queue->order[k];
        double rate = queue->rate[p] * segment->seconds; /* tokens a rack makes in this segment */
        double most = segment->left[p] * rate;
        double taken = unserved < most ? unserved : most;
        segment->left[p] -= taken / rate;
        segment->served[p] += taken;
        unserved -= taken;
    }
    return wanted - unserved;
}

static void serve_queue(const struct demand_queue_plan *plan, struct demand_queue_state *queue,
                        struct segment *segment, int hour_of_week)
{
    double asked = queue->level * plan->shape[hour_of_week] * segment->seconds;
    double wanted = asked + queue->queued;
    double served = serve_from_pools(queue, segment, wanted);
    double lost = wanted - served;
    if (plan->batch) {
        /* What would wait longer than max-wait at today's level leaves the queue. */
        double most = queue->level * plan->max_wait_s;
        double kept = lost < most ? lost : most;
        queue->queued = kept;
        lost -= kept;
    }
    queue->asked += asked;
    queue->served += served;
    queue->lost += lost;
}

static void serve_segment(struct demand *demand, const struct demand_block *block, int i, int hour_of_week)
{
    const struct demand_plan *plan = demand->plan;
    struct segment segment = {.seconds = block->seconds[i]};
    double *total = demand->run->board->total;
    for (int p = 0; p < plan->pool_count; p++)
        segment.left[p] = block->racks[p][i];
    double capacity = 0, backlog = 0;
    for (int q = 0; q < plan->queue_count; q++) {
        serve_queue(&plan->queues[q], &demand->queues[q], &segment, hour_of_week);
        backlog += demand->queues[q].queued;
        total[plan->asked_cell] +=
            demand->queues[q].level * plan->queues[q].shape[hour_of_week] * segment.seconds;
    }
    for (int p = 0; p < plan->pool_count; p++) {
        double racks = block->racks[p][i];
        double busy = racks > 0 ? 1.0 - segment.left[p] / racks : 0.0;
        block->busy[p][i] = busy < 0 ? 0 : busy > 1 ? 1 : busy;
        capacity += segment.served[p] + segment.left[p] * demand->pool_rate[p] * segment.seconds;
        total[plan->served_cell[p]] += segment.served[p];
    }
    total[plan->capacity_cell] += capacity;
    total[plan->backlog_cell] += backlog * segment.seconds;
    demand->run->board->weight[plan->capacity_cell] += segment.seconds;
    demand->run->board->weight[plan->backlog_cell] += segment.seconds;
}

void demand_serve(struct demand *demand, const struct demand_block *block)
{
    int hour_of_week = block->n ? calendar_hour_of_week(block->tick[0]) : 0;
    for (int i = 0; i < block->n; i++) {
        int64_t tick = block->tick[i];
        if (tick < demand->day || tick - demand->day >= DAY_S)
            demand_new_day(demand, tick - ((tick % DAY_S) + DAY_S) % DAY_S);
        serve_segment(demand, block, i, hour_of_week);
        if ((tick + (int64_t)block->seconds[i]) % HOUR_S == 0)
            hour_of_week = hour_of_week + 1 < WEEK_HOURS ? hour_of_week + 1 : 0;
    }
}
