/* SPDX-License-Identifier: Apache-2.0 */
#include "demand/demand_state.h"

#include "base/wide.h"

enum { HOUR_S = 3600, LANES = LANES_COUNT, DAY_LANES = 24 };

/* All of it in one function that is compiled for wide vectors. */
#define INLINE static inline __attribute__((always_inline))

/*
 * Hours of one day in whole groups of eight; those outside of the block, below LOW and from HIGH on, have no
 * seconds.  Pools without racks in all of them are not LIVE.
 */
struct hours {
    LANES_ALIGNED double left[DEMAND_POOLS_MAX][DAY_LANES]; /* rack seconds idle so far */
    const double *seconds;
    int count, low, high, week_hour;
    uint32_t live;
};

/*
 * Tokens that a pool can make of UNSERVED; what is left of both.  Returns whether anything is unserved.
 */
INLINE bool take_from_pool(double rate, double per_rate, double *left, double *made, double *unserved,
                           int count)
{
    eight sum, before, racks, after;
    eight_bits any = {0};
    eight_load(&sum, made);
    for (int at = 0; at < count; at += LANES) {
        eight_load(&before, unserved + at);
        eight_load(&racks, left + at);
        after = before - racks * rate;
        racks = racks - before * per_rate;
        eight_clip(&after);
        eight_clip(&racks);
        eight_store(unserved + at, &after);
        eight_store(left + at, &racks);
        sum += before - after;
        any |= (eight_bits)after;
    }
    eight_store(made, &sum);
    return eight_any(&any);
}

/* Pools in their order until nothing of UNSERVED is left in any lane; true: something is. */
INLINE bool take_from_pools(struct demand *demand, int q, struct hours *hours, double *unserved)
{
    const struct demand_queue_state *queue = &demand->queues[q];
    bool any = true;
    for (int k = 0; k < queue->able && any; k++) {
        int p = queue->order[k];
        struct demand_pool_state *pool = &demand->pools[p];
        if (hours->live >> p & 1)
            any = take_from_pool(pool->rate[q], pool->per_rate[q], hours->left[p], pool->made[q], unserved,
                                 hours->count);
    }
    return any;
}

/*
 * What a queue that may wait does in a group: tokens asked, what its pools could make of them, and what
 * became of them.  QUEUED: waiting after each hour.
 */
struct pass {
    eight asked, able, grow, served, lost, queued;
    double most; /* that may wait */
    int low, high;
};

/* A queue that is empty and stays so. */
INLINE bool pass_empty(struct pass *pass, double waiting)
{
    eight_bits more = pass->grow > 0;
    if (waiting > 0 || eight_any(&more))
        return false;
    pass->served = pass->asked;
    pass->lost = pass->queued = (eight){0};
    return true;
}

/* A queue that is full after the first hour and stays so. */
INLINE bool pass_full(struct pass *pass, double *waiting)
{
    LANES_ALIGNED double lost[LANES];
    eight_store(lost, &pass->grow);
    lost[pass->low] += *waiting - pass->most;
    eight_load(&pass->lost, lost);
    eight_bits less = pass->lost < 0;
    if (eight_any(&less))
        return false;
    pass->served = pass->able;
    pass->queued = (eight){0} + pass->most;
    *waiting = pass->most;
    return true;
}

/* Hour after hour; to the bit what the two above would find. */
INLINE void pass_stepwise(struct pass *pass, double *waiting)
{
    LANES_ALIGNED double grow[LANES], before[LANES] = {0}, after[LANES] = {0};
    double queued = *waiting, most = pass->most;
    eight was;
    eight_store(grow, &pass->grow);
    for (int i = pass->low; i < pass->high; i++) {
        before[i] = queued;
        double rest = queued + grow[i];
        rest = rest > 0 ? rest : 0;
        after[i] = queued = rest < most ? rest : most;
    }
    *waiting = queued;
    eight_load(&was, before);
    eight_load(&pass->queued, after);
    pass->lost = (was - most) + pass->grow;
    eight_clip(&pass->lost);
    pass->served = pass->asked + was;
    eight_lesser(&pass->served, &pass->able);
}

/* Tokens that the racks left in a group could make. */
INLINE void find_able(const struct demand *demand, int q, const struct hours *hours, int at, eight *able)
{
    const struct demand_queue_state *queue = &demand->queues[q];
    eight racks;
    *able = (eight){0};
    for (int k = 0; k < queue->able; k++) {
        int p = queue->order[k];
        if (!(hours->live >> p & 1))
            continue;
        eight_load(&racks, hours->left[p] + at);
        *able += racks * demand->pools[p].rate[q];
    }
}

/*
 * What waits is served with what is asked; what would wait longer than max-wait at today's level leaves the
 * queue.  UNSERVED: asked before, to be served after.
 */
INLINE void pass_queue(struct demand *demand, int q, const struct hours *hours, double *unserved)
{
    struct demand_queue_state *queue = &demand->queues[q];
    struct pass pass = {.most = queue->level * demand->plan->queues[q].max_wait_s};
    eight seconds;
    for (int at = 0; at < hours->count; at += LANES) {
        pass.low = hours->low > at ? hours->low - at : 0;
        pass.high = hours->high - at < LANES ? hours->high - at : LANES;
        eight_load(&pass.asked, unserved + at);
        find_able(demand, q, hours, at, &pass.able);
        pass.grow = pass.asked - pass.able;
        if (!pass_empty(&pass, queue->queued) && !pass_full(&pass, &queue->queued))
            pass_stepwise(&pass, &queue->queued);
        eight_store(unserved + at, &pass.served);
        eight_add(queue->served, &pass.served);
        eight_add(queue->lost, &pass.lost);
        eight_load(&seconds, hours->seconds + at);
        pass.queued *= seconds;
        eight_add(queue->waited, &pass.queued);
    }
}

/* Tokens asked for in each hour. */
INLINE void ask(struct demand *demand, int q, const struct hours *hours, double *unserved)
{
    struct demand_queue_state *queue = &demand->queues[q];
    const double *shape = demand->plan->queues[q].shape + hours->week_hour;
    eight weight, seconds, sum;
    eight_load(&sum, queue->asked);
    for (int at = 0; at < hours->count; at += LANES) {
        eight_load(&weight, shape + at);
        eight_load(&seconds, hours->seconds + at);
        weight = weight * queue->level * seconds;
        eight_store(unserved + at, &weight);
        sum += weight;
    }
    eight_store(queue->asked, &sum);
}

INLINE void serve_queue(struct demand *demand, int q, struct hours *hours)
{
    struct demand_queue_state *queue = &demand->queues[q];
    bool batch = demand->plan->queues[q].batch;
    LANES_ALIGNED double unserved[DAY_LANES];
    eight lost;
    ask(demand, q, hours, unserved);
    if (batch)
        pass_queue(demand, q, hours, unserved);
    if (!take_from_pools(demand, q, hours, unserved) || batch)
        return;
    for (int at = 0; at < hours->count; at += LANES) {
        eight_load(&lost, unserved + at);
        eight_add(queue->lost, &lost);
    }
}

/* Rack seconds of the hours that begin at lane AT of the block. */
INLINE void open_hours(const struct demand *demand, const struct demand_block *block, int at,
                       struct hours *hours)
{
    hours->seconds = block->seconds + at;
    hours->live = 0;
    for (int p = 0; p < demand->plan->pool_count; p++) {
        eight racks, seconds;
        eight_bits any = {0};
        for (int i = 0; i < hours->count; i += LANES) {
            eight_load(&racks, block->racks[p] + at + i);
            eight_load(&seconds, hours->seconds + i);
            racks *= seconds;
            any |= (eight_bits)racks;
            eight_store(hours->left[p] + i, &racks);
        }
        hours->live |= (uint32_t)eight_any(&any) << p;
    }
}

/* Shares in use of a pool's racks; returns whether any were idle. */
INLINE bool close_pool(const double *restrict racks, const struct hours *hours, const double *restrict left,
                       double idle[LANES], double *restrict busy)
{
    eight full, seconds, rest, sum;
    eight_load(&sum, idle);
    for (int at = 0; at < hours->count; at += LANES) {
        eight_load(&full, racks + at);
        eight_load(&seconds, hours->seconds + at);
        eight_load(&rest, left + at);
        full *= seconds;
        eight_bits some = full > 0, any = (eight_bits)rest;
        eight share = (eight)((eight_bits)((eight){0} + 1.0) & some);
        if (eight_any(&any)) {
            full = (eight)(((eight_bits)full & some) | ((eight_bits)((eight){0} + 1.0) & ~some));
            share -= rest / full;
            eight_clip(&share);
        }
        eight_store(busy + at, &share);
        sum += rest;
    }
    eight_store(idle, &sum);
    eight_bits any = (eight_bits)sum;
    return eight_any(&any);
}

INLINE void close_hours(struct demand *demand, const struct demand_block *block, int at,
                        const struct hours *hours)
{
    eight seconds;
    for (int p = 0; p < demand->plan->pool_count; p++) {
        if (hours->live >> p & 1)
            demand->idle |= close_pool(block->racks[p] + at, hours, hours->left[p], demand->pools[p].idle,
                                       block->busy[p] + at);
        else
            memset(block->busy[p] + at, 0, (size_t)hours->count * sizeof(double));
    }
    for (int i = 0; i < hours->count; i += LANES) {
        eight_load(&seconds, hours->seconds + i);
        eight_add(demand->time_s, &seconds);
    }
}

/* Hours of one day that begin at lane AT of the block. */
WIDE static void serve_hours(struct demand *demand, const struct demand_block *block, int at,
                             struct hours *hours)
{
    open_hours(demand, block, at, hours);
    if (hours->live && !demand->rated)
        demand_find_rates(demand);
    for (int q = 0; q < demand->plan->queue_count; q++)
        serve_queue(demand, q, hours);
    close_hours(demand, block, at, hours);
}

static inline int lesser(int a, int b)
{
    return a < b ? a : b;
}

/* Day by day: what the hours before midnight left is the first that a new day looks at. */
void demand_serve(struct demand *demand, const struct demand_block *block)
{
    int end = block->low + block->n, all = (end + LANES - 1) / LANES * LANES;
    struct hours hours;
    for (int at = 0; at < end; at += hours.count) {
        int64_t tick = block->tick[at > block->low ? at - block->low : 0];
        if (tick < demand->day || tick - demand->day >= DAY_S)
            demand_new_day(demand, tick - ((tick % DAY_S) + DAY_S) % DAY_S);
        int hour = (int)((tick - demand->day) / HOUR_S) / LANES * LANES;
        hours.week_hour = demand->week_hour + hour;
        hours.count = lesser(DAY_LANES - hour, all - at);
        hours.low = at < block->low ? block->low - at : 0;
        hours.high = lesser(end - at, hours.count);
        serve_hours(demand, block, at, &hours);
        demand->dealt = false;
    }
}
