/* SPDX-License-Identifier: Apache-2.0 */
#include "demand/demand_state.h"

#include "base/wide.h"

enum { LANES = LANES_COUNT };

/* What a queue did, as each of its streams needs it: see demand_shares. */
struct share {
    double per_level, per_waiting, served, lost;
};

/* Of a queue that may wait: what was asked and what was waiting are served alike. */
static struct share share_batch(struct demand *demand, int q)
{
    const struct demand_queue_plan *plan = &demand->plan->queues[q];
    struct demand_queue_state *queue = &demand->queues[q];
    double asked = lanes_sum(queue->asked), waiting = asked, level = demand->level[q];
    unsigned first = (unsigned)plan->first_stream, end = first + (unsigned)plan->stream_count;
    for (unsigned s = first; s < end; s++)
        waiting += demand->streams[s / LANES].queued[s % LANES];
    struct share share = {.per_level = level > 0 ? asked / level : 0,
                          .per_waiting = waiting > 0 ? 1 / waiting : 0,
                          .served = lanes_sum(queue->served),
                          .lost = lanes_sum(queue->lost)};
    memset(queue->served, 0, sizeof queue->served);
    memset(queue->lost, 0, sizeof queue->lost);
    return share;
}

/* Of a queue that is served at once: by level. */
static struct share share_interactive(struct demand *demand, int q)
{
    struct demand_queue_state *queue = &demand->queues[q];
    double asked = lanes_sum(queue->asked), lost = 0, level = demand->level[q];
    if (queue->loses) {
        lost = lanes_sum(queue->lost);
        memset(queue->lost, 0, sizeof queue->lost);
        queue->loses = false;
    }
    return (struct share){.per_level = level > 0 ? asked / level : 0,
                          .per_waiting = asked > 0 ? 1 / asked : 0,
                          .served = asked - lost,
                          .lost = lost};
}

/* A stream's part of what its queue did: as it asked and had waiting. */
LANES_INLINE void deal_lanes(struct demand_stream_lanes *to, const struct demand_shares *shares,
                             double spill_price_ratio)
{
    eight asked, queued, share, served, lost, part, price;
    eight_load(&asked, shares->per_level);
    eight_load(&part, to->level);
    asked *= part;
    eight_load(&queued, to->queued);
    eight_load(&part, shares->per_waiting);
    share = (asked + queued) * part;
    eight_load(&served, shares->served);
    eight_load(&lost, shares->lost);
    served *= share;
    lost *= share;
    eight_load(&part, to->batch);
    queued = (queued + asked - served - lost) * part;
    eight_store(to->queued, &queued);
    eight_add(to->asked, &asked);
    eight_add(to->served, &served);
    eight_load(&part, to->spills);
    part *= lost;
    lost -= part;
    eight_add(to->spilled, &part);
    eight_add(to->refused, &lost);
    eight_load(&price, to->price_usd);
    served = (served + part) * price;
    part = part * price * spill_price_ratio;
    eight_add(to->spill_cost_usd, &part);
    eight_load(&part, to->keep_ratio);
    served *= part;
    eight_add(to->revenue_usd, &served);
}

WIDE static void deal_all(struct demand *demand, const struct demand_shares *shares)
{
    for (int g = 0; g < demand->stream_groups; g++)
        deal_lanes(&demand->streams[g], &shares[g], demand->plan->spill_price_ratio);
}

void demand_deal(struct demand *demand)
{
    const struct demand_plan *plan = demand->plan;
    if (demand->dealt)
        return;
    for (int q = 0; q < plan->queue_count; q++) {
        const struct demand_queue_plan *queue = &plan->queues[q];
        struct share share = queue->batch ? share_batch(demand, q) : share_interactive(demand, q);
        memset(demand->queues[q].asked, 0, sizeof demand->queues[q].asked);
        unsigned first = (unsigned)queue->first_stream, end = first + (unsigned)queue->stream_count;
        for (unsigned s = first; s < end; s++) {
            struct demand_shares *to = &demand->shares[s / LANES];
            to->per_level[s % LANES] = share.per_level;
            to->per_waiting[s % LANES] = share.per_waiting;
            to->served[s % LANES] = share.served;
            to->lost[s % LANES] = share.lost;
        }
    }
    deal_all(demand, demand->shares);
    demand->dealt = true;
}
