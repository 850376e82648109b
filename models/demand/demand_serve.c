/* SPDX-License-Identifier: Apache-2.0 */
#include "demand/demand_state.h"

#include "base/wide.h"

#include <string.h>

enum { DAY_S = 86400, HOUR_S = 3600, LANES = LANES_COUNT };

/* All of it in one function that is compiled for wide vectors. */
#define INLINE static inline __attribute__((always_inline))

/* Eight hours; those outside of the block, below LOW and from HIGH on, have no seconds. */
struct group {
    LANES_ALIGNED double seconds[LANES];
    double full[DEMAND_POOLS_MAX][LANES], left[DEMAND_POOLS_MAX][LANES]; /* rack seconds: all, and idle */
    int low, high;
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
    return queue->able == 0 && !any_above_zero(unserved);
}

/* What a queue that may wait does in a group: tokens asked, and what its pools could make of them. */
struct pass {
    LANES_ALIGNED double asked[LANES], able[LANES], served[LANES], lost[LANES], queued[LANES];
};

/* A queue that is empty and stays so, or that is full and stays so: hours that do not depend on each other.
 */
INLINE bool pass_steadily(struct pass *pass, double *queued, double most, int low)
{
    double over[LANES], short_by = most - *queued;
    uint64_t more = 0, less = 0;
    for (int i = 0; i < LANES; i++)
        over[i] = pass->asked[i] - pass->able[i];
    over[low] -= short_by;
    for (int i = 0; i < LANES; i++) {
        more |= over[i] > 0;
        less |= over[i] < 0;
    }
    if (!less) {
        memcpy(pass->served, pass->able, sizeof pass->served);
        memcpy(pass->lost, over, sizeof pass->lost);
        for (int i = 0; i < LANES; i++)
            pass->queued[i] = most;
        *queued = most;
        return true;
    }
    if (more || *queued > 0 || over[low] + short_by > 0)
        return false;
    memcpy(pass->served, pass->asked, sizeof pass->served);
    memset(pass->lost, 0, sizeof pass->lost);
    memset(pass->queued, 0, sizeof pass->queued);
    return true;
}

/* Hour after hour. */
INLINE void pass_stepwise(struct pass *pass, double *waiting, double most, const struct group *group)
{
    double queued = *waiting;
    memset(pass->served, 0, sizeof pass->served);
    memset(pass->lost, 0, sizeof pass->lost);
    memset(pass->queued, 0, sizeof pass->queued);
    for (int i = group->low; i < group->high; i++) {
        double wanted = pass->asked[i] + queued;
        pass->served[i] = wanted < pass->able[i] ? wanted : pass->able[i];
        double rest = wanted - pass->served[i];
        queued = rest < most ? rest : most;
        pass->lost[i] = rest - queued;
        pass->queued[i] = queued;
    }
    *waiting = queued;
}

/*
 * What waits is served with what is asked; what would wait longer than max-wait at today's level leaves the
 * queue.  UNSERVED: asked before, to be served after.
 */
INLINE void pass_queue(struct demand *demand, const struct demand_queue_plan *plan,
                       struct demand_queue_state *queue, const struct group *group, double unserved[LANES])
{
    struct pass pass;
    double most = queue->level * plan->max_wait_s;
    memcpy(pass.asked, unserved, sizeof pass.asked);
    double able LANES_VECTOR = {0}, left LANES_VECTOR;
    for (int k = 0; k < queue->able; k++) {
        memcpy(&left, group->left[queue->order[k]], sizeof left);
        able += left * queue->sorted_rate[k];
    }
    memcpy(pass.able, &able, sizeof pass.able);
    if (!pass_steadily(&pass, &queue->queued, most, group->low))
        pass_stepwise(&pass, &queue->queued, most, group);
    add_lanes(queue->served, pass.served);
    add_lanes(queue->lost, pass.lost);
    for (int i = 0; i < LANES; i++)
        demand->backlog[i] += pass.queued[i] * group->seconds[i];
    memcpy(unserved, pass.served, sizeof pass.served);
}

INLINE void serve_queue(struct demand *demand, int q, struct group *group, int hour_of_week)
{
    const struct demand_queue_plan *plan = &demand->plan->queues[q];
    struct demand_queue_state *queue = &demand->queues[q];
    LANES_ALIGNED double unserved[LANES];
    for (int i = 0; i < LANES; i++)
        unserved[i] = queue->level * plan->shape[hour_of_week + i] * group->seconds[i];
    add_lanes(queue->asked, unserved);
    if (plan->batch)
        pass_queue(demand, plan, queue, group, unserved);
    if (!serve_from_pools(demand, queue, group, unserved) && !plan->batch)
        add_lanes(queue->lost, unserved);
}

/* The group that begins at lane AT of the block. */
INLINE void open_group(const struct demand *demand, const struct demand_block *block, int at,
                       struct group *group)
{
    int end = block->low + block->n;
    group->low = at < block->low ? block->low - at : 0;
    group->high = end - at < LANES ? end - at : LANES;
    memcpy(group->seconds, block->seconds + at, sizeof group->seconds);
    for (int p = 0; p < demand->plan->pool_count; p++)
        for (int i = 0; i < LANES; i++)
            group->left[p][i] = group->full[p][i] = block->racks[p][at + i] * group->seconds[i];
}

/* Shares in use, and what all pools together could have made. */
INLINE void close_group(struct demand *demand, const struct demand_block *block, int at,
                        const struct group *group)
{
    for (int p = 0; p < demand->plan->pool_count; p++) {
        double *restrict busy = block->busy[p] + at, rate = demand->pool_rate[p];
        for (int i = 0; i < LANES; i++) {
            double full = group->full[p][i], left = group->left[p][i];
            double idle = left / (full > 0 ? full : 1.0);
            busy[i] = full > 0 && idle < 1.0 ? 1.0 - idle : 0.0;
            demand->capacity[i] += rate * left;
        }
    }
    add_lanes(demand->time_s, group->seconds);
}

/* The hours of one day that begin at lane AT of the block. */
WIDE static void serve_group(struct demand *demand, const struct demand_block *block, int at, int hour)
{
    struct group group;
    open_group(demand, block, at, &group);
    for (int q = 0; q < demand->plan->queue_count; q++)
        serve_queue(demand, q, &group, demand->week_hour + hour);
    close_group(demand, block, at, &group);
}

void demand_serve(struct demand *demand, const struct demand_block *block)
{
    for (int at = 0; at < block->low + block->n; at += LANES) {
        int64_t tick = block->tick[at > block->low ? at - block->low : 0];
        if (tick < demand->day || tick - demand->day >= DAY_S)
            demand_new_day(demand, tick - ((tick % DAY_S) + DAY_S) % DAY_S);
        serve_group(demand, block, at, (int)((tick - demand->day) / HOUR_S) / LANES * LANES);
    }
}
