/* SPDX-License-Identifier: Apache-2.0 */
#include "demand/demand_state.h"

enum { LANES = LANES_COUNT };

/* The streams' totals are the counters: summed anew, they cannot drift apart. */
static void count_streams(struct demand *demand)
{
    const struct demand_plan *plan = demand->plan;
    double asked = 0, spilled = 0, refused = 0, revenue_usd = 0;
    double *total = demand->run->board->total;
    for (int g = 0; g < demand->stream_groups; g++) {
        asked += lanes_sum(demand->streams[g].asked);
        spilled += lanes_sum(demand->streams[g].spilled);
        refused += lanes_sum(demand->streams[g].refused);
        revenue_usd += lanes_sum(demand->streams[g].revenue_usd);
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
    double *total = demand->run->board->total, *weight = demand->run->board->weight;
    double made = 0;
    LANES_ALIGNED double sum[LANES];
    eight waited = {0}, value;
    for (int p = 0; p < plan->pool_count; p++)
        total[plan->served_cell[p]] = 0;
    for (int p = 0; p < plan->pool_count; p++) {
        eight tokens = {0};
        for (int q = 0; q < plan->queue_count; q++) {
            eight_load(&value, demand->pools[p].made[q]);
            tokens += value;
        }
        eight_store(sum, &tokens);
        total[plan->served_cell[p]] += lanes_sum(sum);
        made += lanes_sum(sum);
    }
    total[plan->capacity_cell] = made + demand->capacity + demand_idle_tokens(demand);
    for (int q = 0; q < plan->queue_count; q++) {
        eight_load(&value, demand->queues[q].waited);
        waited += value;
    }
    eight_store(sum, &waited);
    total[plan->backlog_cell] = lanes_sum(sum);
    weight[plan->capacity_cell] = weight[plan->backlog_cell] = lanes_sum(demand->time_s);
}

void demand_publish(struct demand *demand)
{
    demand_deal(demand);
    count_streams(demand);
    count_pools(demand);
}

const struct demand_total *demand_totals(struct demand *demand)
{
    demand_deal(demand);
    for (int s = 0; s < demand->plan->stream_count; s++) {
        const struct demand_stream_lanes *from = &demand->streams[s / LANES];
        int i = s % LANES;
        demand->totals[s] = (struct demand_total){.asked = from->asked[i],
                                                  .served = from->served[i],
                                                  .spilled = from->spilled[i],
                                                  .refused = from->refused[i],
                                                  .queued = from->queued[i],
                                                  .revenue_usd = from->revenue_usd[i],
                                                  .spill_cost_usd = from->spill_cost_usd[i]};
    }
    return demand->totals;
}

double demand_residual_tokens(struct demand *demand)
{
    const struct demand_total *totals = demand_totals(demand);
    double residual = 0;
    for (int s = 0; s < demand->plan->stream_count; s++)
        residual +=
            totals[s].asked - totals[s].served - totals[s].spilled - totals[s].refused - totals[s].queued;
    return residual;
}
