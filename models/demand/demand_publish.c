/* SPDX-License-Identifier: Apache-2.0 */
#include "demand/demand_state.h"

#include "base/wide.h"

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

/* Lanes of all queues together. */
WIDE static double sum_queues(const double (*rows)[LANES], int queue_count)
{
    LANES_ALIGNED double sum[LANES];
    eight row, all = {0};
    for (int q = 0; q < queue_count; q++) {
        eight_load(&row, rows[q]);
        all += row;
    }
    eight_store(sum, &all);
    return lanes_sum(sum);
}

/* What pools made is part of what they could have made. */
static void count_pools(struct demand *demand)
{
    const struct demand_plan *plan = demand->plan;
    double *total = demand->run->board->total, *weight = demand->run->board->weight, made = 0, waited = 0;
    for (int p = 0; p < plan->pool_count; p++)
        total[plan->served_cell[p]] = 0;
    for (int p = 0; p < plan->pool_count; p++) {
        double tokens = sum_queues((const double(*)[LANES])demand->pools[p].made, plan->queue_count);
        total[plan->served_cell[p]] += tokens;
        made += tokens;
    }
    for (int q = 0; q < plan->queue_count; q++)
        if (plan->queues[q].batch)
            waited += lanes_sum(demand->queues[q].waited);
    total[plan->capacity_cell] = made + demand->capacity + demand_idle_tokens(demand);
    total[plan->backlog_cell] = waited;
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
