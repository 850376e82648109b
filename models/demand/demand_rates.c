/* SPDX-License-Identifier: Apache-2.0 */
#include "demand/demand_state.h"

#include "base/wide.h"

#include <math.h>

enum { LANES = LANES_COUNT };

/* Orders are kept while rates cannot have crossed; this much less, for rounding. */
static const double hair_ratio = 1e-12;

/* Fast pools first; insertion sort keeps equal ones in the scenario's order. */
static void order_pools(struct demand *demand, int q)
{
    struct demand_queue_state *queue = &demand->queues[q];
    const struct demand_pool_state *pools = demand->pools;
    queue->able = 0;
    for (int p = 0; p < demand->plan->pool_count; p++) {
        if (pools[p].rate[q] <= 0)
            continue;
        int place = queue->able++;
        for (; place > 0 && pools[queue->order[place - 1]].rate[q] < pools[p].rate[q]; place--)
            queue->order[place] = queue->order[place - 1];
        queue->order[place] = p;
    }
}

/* How much faster the faster of two neighbours is, where their gains differ: at least so in all pairs. */
static double least_lead_ratio(const struct demand *demand, const struct demand_queue_state *queue, int q)
{
    double least = INFINITY;
    for (int k = 1; k < queue->able; k++) {
        int fast = queue->order[k - 1], slow = queue->order[k];
        double lead = demand->pools[fast].rate[q] / demand->pools[slow].rate[q];
        if (demand->plan->gain[fast] != demand->plan->gain[slow] && lead < least)
            least = lead;
    }
    return least;
}

static void order_all(struct demand *demand)
{
    double slack = INFINITY;
    for (int q = 0; q < demand->plan->queue_count; q++) {
        order_pools(demand, q);
        slack = fmin(slack, least_lead_ratio(demand, &demand->queues[q], q));
    }
    demand->order_slack_ratio = slack * (1 - hair_ratio);
    for (int g = 0; g < demand->plan->gain_count; g++)
        demand->gains[g].sorted = demand->gains[g].today;
}

/* Gains only grow: while none has grown by the least lead, no pool has overtaken another. */
static bool may_have_crossed(const struct demand *demand)
{
    if (demand->order_slack_ratio <= 0)
        return true; /* never put in order */
    for (int g = 0; g < demand->plan->gain_count; g++)
        if (demand->gains[g].today >= demand->gains[g].sorted * demand->order_slack_ratio)
            return true;
    return false;
}

WIDE static void raise_rates(const struct demand_pool_state *pool, double gain_ratio, int queue_lanes)
{
    eight rate, per_rate;
    double per_gain = 1 / gain_ratio;
    for (int q = 0; q < queue_lanes; q += LANES) {
        eight_load(&rate, pool->base + q);
        eight_load(&per_rate, pool->per_base + q);
        rate *= gain_ratio;
        per_rate *= per_gain;
        eight_store(pool->rate + q, &rate);
        eight_store(pool->per_rate + q, &per_rate);
    }
}

void demand_find_rates(struct demand *demand)
{
    const struct demand_plan *plan = demand->plan;
    for (int p = 0; p < plan->pool_count; p++)
        raise_rates(&demand->pools[p], plan->gain[p] < 0 ? 1 : demand->gains[plan->gain[p]].today,
                    demand->queue_lanes);
    if (may_have_crossed(demand))
        order_all(demand);
    demand->rated = true;
}

/* One busy rack shares its time between queues as they ask: a harmonic mean over the mix. */
LANES_INLINE double mix_rate(const struct demand_pool_state *pool, const double *levels, int queue_lanes)
{
    eight level, value, tokens = {0}, racks = {0};
    LANES_ALIGNED double sum[2][LANES];
    for (int q = 0; q < queue_lanes; q += LANES) {
        eight_load(&level, levels + q);
        eight_load(&value, pool->can + q);
        tokens += level * value;
        eight_load(&value, pool->per_rate + q);
        racks += level * value;
    }
    eight_store(sum[0], &tokens);
    eight_store(sum[1], &racks);
    double all = lanes_sum(sum[1]);
    return all > 0 ? lanes_sum(sum[0]) / all : 0;
}

WIDE double demand_idle_tokens(const struct demand *demand)
{
    double tokens = 0;
    for (int p = 0; p < demand->plan->pool_count; p++)
        if (demand->idle >> p & 1)
            tokens += mix_rate(&demand->pools[p], demand->level, demand->queue_lanes) *
                      lanes_sum(demand->pools[p].idle);
    return tokens;
}
