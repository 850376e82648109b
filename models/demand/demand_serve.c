/* SPDX-License-Identifier: Apache-2.0 */
#include "demand/demand_state.h"

#include "base/wide.h"

#include <string.h>

enum { DAY_S = 86400, HOUR_S = 3600, LANES = LANES_COUNT };

/* All of it in one function that is compiled for wide vectors. */
#define INLINE static inline __attribute__((always_inline))

/* Hours LOW to HIGH - 1 of a group of eight; all other lanes are zero. */
struct group {
    int low, high;
    double seconds[LANES];
    double full[DEMAND_POOLS_MAX][LANES], left[DEMAND_POOLS_MAX][LANES]; /* rack seconds: all, and idle */
};

INLINE void add_lanes(double *restrict to, const double *restrict from)
{
    for (int i = 0; i < LANES; i++)
        to[i] += from[i];
}

/* Of lanes that are never below zero.  Whole numbers may be joined in any order, so this vectorises. */
INLINE bool any_above_zero(const double *lanes)
{
    uint64_t bits[LANES], any = 0;
    memcpy(bits, lanes, sizeof bits);
    for (int i = 0; i < LANES; i++)
        any |= bits[i];
    return any != 0;
}

/* Tokens that a pool can make of UNSERVED; what is left of both.  Arrays do not overlap. */
INLINE void take_from_pool(double rate, double per_rate, double *restrict left, double *restrict served,
                           double *restrict unserved)
{
    for (int i = 0; i < LANES; i++) {
        double most = left[i] * rate, taken = unserved[i] < most ? unserved[i] : most;
        double rest = left[i] - taken * per_rate;
        left[i] = unserved[i] < most ? rest : 0.0;
        served[i] += taken;
        unserved[i] -= taken;
    }
}

/* Pools in their order until nothing of UNSERVED is left in any lane; false: something is. */
INLINE bool serve_from_pools(struct demand *demand, const struct demand_queue_state *queue,
                             struct group *group, double unserved[LANES])
{
    for (int k = 0; k < queue->able; k++) {
        int p = queue->order[k];
        take_from_pool(queue->sorted_rate[k], queue->per_rate[k], group->left[p], demand->pool_served[p],
                       unserved);
        if (!any_above_zero(unserved))
            return true;
    }
    return !any_above_zero(unserved);
}

/*
 * What waits is served with what is asked, hour after hour; what would wait longer than max-wait at
 * today's level leaves the queue.  In ASKED, out the tokens to be served.
 */
INLINE void pass_queue(const struct demand_queue_plan *plan, struct demand_queue_state *queue,
                       struct demand *demand, const struct group *group, const double asked[LANES],
                       double served[LANES])
{
    double able[LANES] = {0}, most = queue->level * plan->max_wait_s, queued = queue->queued;
    for (int k = 0; k < queue->able; k++)
        for (int i = 0; i < LANES; i++)
            able[i] += group->left[queue->order[k]][i] * queue->sorted_rate[k];
    for (int i = group->low; i < group->high; i++) {
        double wanted = asked[i] + queued;
        served[i] = wanted < able[i] ? wanted : able[i];
        double rest = wanted - served[i];
        queued = rest < most ? rest : most;
        queue->lost[i] += rest - queued;
        demand->backlog[i] += queued * group->seconds[i];
    }
    queue->queued = queued;
}

INLINE void serve_queue(struct demand *demand, int q, struct group *group, int hour_of_week)
{
    const struct demand_queue_plan *plan = &demand->plan->queues[q];
    struct demand_queue_state *queue = &demand->queues[q];
    double asked[LANES], served[LANES] = {0}, shape[LANES];
    memcpy(shape, plan->shape + hour_of_week, sizeof shape);
    for (int i = 0; i < LANES; i++)
        asked[i] = queue->level * shape[i] * group->seconds[i];
    add_lanes(queue->asked, asked);
    if (!plan->batch) {
        if (!serve_from_pools(demand, queue, group, asked))
            add_lanes(queue->lost, asked);
        return;
    }
    pass_queue(plan, queue, demand, group, asked, served);
    add_lanes(queue->served, served);
    if (any_above_zero(served))
        serve_from_pools(demand, queue, group, served);
}

/* N segments from segment AT of the block, lane LOW first. */
INLINE void open_group(const struct demand *demand, const struct demand_block *block, int at, int low, int n,
                       struct group *group)
{
    size_t size = (size_t)n * sizeof(double);
    group->low = low;
    group->high = low + n;
    memset(group->seconds, 0, sizeof group->seconds);
    memcpy(group->seconds + low, block->seconds + at, size);
    for (int p = 0; p < demand->plan->pool_count; p++) {
        double racks[LANES] = {0};
        memcpy(racks + low, block->racks[p] + at, size);
        for (int i = 0; i < LANES; i++)
            racks[i] *= group->seconds[i];
        memcpy(group->full[p], racks, sizeof racks);
        memcpy(group->left[p], racks, sizeof racks);
    }
}

/* Shares in use, and what all pools together could have made. */
INLINE void close_group(struct demand *demand, const struct demand_block *block, int at,
                        const struct group *group)
{
    size_t size = (size_t)(group->high - group->low) * sizeof(double);
    for (int p = 0; p < demand->plan->pool_count; p++) {
        double busy[LANES], left[LANES], full[LANES], rate = demand->pool_rate[p];
        memcpy(left, group->left[p], sizeof left);
        memcpy(full, group->full[p], sizeof full);
        for (int i = 0; i < LANES; i++) {
            double idle = left[i] / (full[i] > 0 ? full[i] : 1.0);
            double share = idle < 1.0 ? 1.0 - idle : 0.0;
            busy[i] = full[i] > 0 ? share : 0.0;
            left[i] = rate * left[i];
        }
        add_lanes(demand->capacity, left);
        memcpy(block->busy[p] + at, busy + group->low, size);
    }
    add_lanes(demand->time_s, group->seconds);
}

/* Hours of one day in a group of eight; returns how many. */
WIDE static int serve_group(struct demand *demand, const struct demand_block *block, int at)
{
    struct group group;
    int hour = (int)((block->tick[at] - demand->day) / HOUR_S), low = hour % LANES;
    int n = LANES - low < block->n - at ? LANES - low : block->n - at;
    open_group(demand, block, at, low, n, &group);
    for (int q = 0; q < demand->plan->queue_count; q++)
        serve_queue(demand, q, &group, demand->week_hour + hour - low);
    close_group(demand, block, at, &group);
    return n;
}

void demand_serve(struct demand *demand, const struct demand_block *block)
{
    for (int at = 0; at < block->n;) {
        int64_t tick = block->tick[at];
        if (tick < demand->day || tick - demand->day >= DAY_S)
            demand_new_day(demand, tick - ((tick % DAY_S) + DAY_S) % DAY_S);
        at += serve_group(demand, block, at);
    }
}
