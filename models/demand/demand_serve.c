/* SPDX-License-Identifier: Apache-2.0 */
#include "demand/demand_state.h"

#include "base/wide.h"

enum { HOUR_S = 3600, LANES = LANES_COUNT, GROUPS = 3, DAY_HOURS = GROUPS * LANES };

/* All of it in one function that is compiled for wide vectors; what a queue does stays in registers. */
#define INLINE static inline __attribute__((always_inline))

/* The hours of one UTC day; those outside of the block, below LOW and from HIGH on, have no seconds. */
struct hours {
    eight left[DEMAND_POOLS_MAX][GROUPS]; /* rack seconds idle so far */
    eight seconds[GROUPS];
    int low, high, begin, end; /* hours; groups */
    int lane[GROUPS]; /* of the block, where a group begins; groups outside of it have that of another */
    uint32_t live;    /* by pool: a bit of those with racks that are still idle */
};

/* Beside any racks it is nothing; it keeps hours without racks from dividing by zero. */
static const double least_racks_s = 1e-200;

static const LANES_ALIGNED double hour_of_day[DAY_HOURS] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11,
                                                            12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23};

/* What is left of unserved tokens and of racks after a pool, in any hour. */
struct rest {
    eight_bits unserved, racks;
};

/* Tokens that a pool can make of UNSERVED in eight hours; what is left of both. */
INLINE void take_group(double rate, double per_rate, eight *left, eight *unserved, eight *made,
                       struct rest *rest)
{
    eight before = *unserved, racks = *left, after = before - racks * rate;
    racks -= before * per_rate;
    eight_clip(&after);
    eight_clip(&racks);
    *left = racks;
    *unserved = after;
    *made += before - after;
    rest->unserved |= (eight_bits)after;
    rest->racks |= (eight_bits)racks;
}

/* Pools in their order until nothing of UNSERVED is left in any hour; true: something is. */
INLINE bool take_from_pools(struct demand *demand, int q, struct hours *hours, eight unserved[GROUPS])
{
    const struct demand_queue_state *queue = &demand->queues[q];
    for (int k = 0; k < queue->able && hours->live; k++) {
        int p = queue->order[k];
        const struct demand_pool_state *pool = &demand->pools[p];
        if (!(hours->live >> p & 1))
            continue;
        double rate = pool->rate[q], per_rate = pool->per_rate[q];
        struct rest rest = {{0}, {0}};
        eight made;
        eight_load(&made, pool->made[q]);
        take_group(rate, per_rate, &hours->left[p][0], &unserved[0], &made, &rest);
        take_group(rate, per_rate, &hours->left[p][1], &unserved[1], &made, &rest);
        take_group(rate, per_rate, &hours->left[p][2], &unserved[2], &made, &rest);
        eight_store(pool->made[q], &made);
        if (!eight_any(&rest.unserved))
            return false;
        hours->live &= ~((uint32_t)!eight_any(&rest.racks) << p);
    }
    return true;
}

INLINE void add_hours(double sum[LANES], const eight by[GROUPS])
{
    eight all;
    eight_load(&all, sum);
    all += by[0];
    all += by[1];
    all += by[2];
    eight_store(sum, &all);
}

/* What a queue that may wait does: what its pools could make, and by how much it would grow. */
struct pass {
    eight able[GROUPS], grow[GROUPS],
        over[GROUPS];          /* over: what were lost if it were full after the first hour */
    eight_bits grows, shrinks; /* in any hour; shrinks: once full */
    double most;               /* that may wait */
};

/* Tokens that the racks left could make. */
INLINE void find_able(const struct demand *demand, int q, const struct hours *hours, struct pass *pass)
{
    const struct demand_queue_state *queue = &demand->queues[q];
    for (int k = 0; k < queue->able && hours->live; k++) {
        int p = queue->order[k];
        double rate = demand->pools[p].rate[q];
        if (!(hours->live >> p & 1))
            continue;
        pass->able[0] += hours->left[p][0] * rate;
        pass->able[1] += hours->left[p][1] * rate;
        pass->able[2] += hours->left[p][2] * rate;
    }
}

/* SHORT_BY: what is missing for the queue to be full before hour LOW. */
INLINE void find_growth(struct pass *pass, int g, const eight *asked, int low, double short_by)
{
    eight hour;
    eight_load(&hour, hour_of_day + LANES * g);
    eight first = (eight)((eight_bits)((eight){0} + short_by) & (hour == (double)low));
    pass->grow[g] = *asked - pass->able[g];
    pass->over[g] = pass->grow[g] - first;
    eight more = pass->grow[g], less = -pass->over[g];
    eight_clip(&more);
    eight_clip(&less);
    pass->grows |= (eight_bits)more;
    pass->shrinks |= (eight_bits)less;
}

/*
 * Hour after hour: what is WAITING before each and after the last; returns the latter.  Most hours of such a
 * day neither empty the queue nor fill it.
 */
INLINE double step_hours(const struct pass *pass, const struct hours *hours, double queued,
                         double waiting[DAY_HOURS + 1])
{
    LANES_ALIGNED double grow[DAY_HOURS];
    double most = pass->most;
    memcpy(grow, pass->grow, sizeof grow);
    for (int i = 0; i < hours->low; i++)
        waiting[i] = 0;
    for (int i = hours->low; i < hours->high; i++) {
        waiting[i] = queued;
        queued += grow[i];
        if (__builtin_expect(queued >= most, 0))
            queued = most;
        else if (__builtin_expect(!(queued > 0), 0))
            queued = 0;
    }
    for (int i = hours->high; i <= DAY_HOURS; i++)
        waiting[i] = queued;
    return queued;
}

/* From what waits before and after eight hours: what is served, and what has waited too long. */
INLINE void settle_group(struct pass *pass, int g, const double *waiting, eight *asked, const eight *seconds,
                         eight *waited)
{
    eight before, after;
    eight_load(&before, waiting + LANES * g);
    eight_load(&after, waiting + LANES * g + 1);
    pass->over[g] = before - pass->most + pass->grow[g];
    eight_clip(&pass->over[g]);
    *asked += before;
    eight_lesser(asked, &pass->able[g]);
    *waited += after * *seconds;
}

/* To the bit what pass_full finds where that holds, so that days may be cut anywhere. */
INLINE void pass_stepwise(struct demand_queue_state *queue, struct pass *pass, const struct hours *hours,
                          eight asked[GROUPS])
{
    LANES_ALIGNED double waiting[DAY_HOURS + LANES];
    eight waited;
    queue->queued = step_hours(pass, hours, queue->queued, waiting);
    eight_load(&waited, queue->waited);
    settle_group(pass, 0, waiting, &asked[0], &hours->seconds[0], &waited);
    settle_group(pass, 1, waiting, &asked[1], &hours->seconds[1], &waited);
    settle_group(pass, 2, waiting, &asked[2], &hours->seconds[2], &waited);
    eight_store(queue->waited, &waited);
    add_hours(queue->lost, pass->over);
}

/* A queue that is full after the first hour and stays so. */
INLINE void pass_full(struct demand_queue_state *queue, const struct pass *pass, const struct hours *hours,
                      eight asked[GROUPS])
{
    eight waited[GROUPS] = {hours->seconds[0] * pass->most, hours->seconds[1] * pass->most,
                            hours->seconds[2] * pass->most};
    add_hours(queue->waited, waited);
    add_hours(queue->lost, pass->over);
    asked[0] = pass->able[0];
    asked[1] = pass->able[1];
    asked[2] = pass->able[2];
    queue->queued = pass->most;
}

/*
 * What waits is served with what is asked; what would wait longer than max-wait at today's level leaves the
 * queue.  ASKED becomes what is served.  A queue that is empty and stays so needs nothing.
 */
INLINE void pass_queue(struct demand *demand, int q, const struct hours *hours, eight asked[GROUPS])
{
    struct demand_queue_state *queue = &demand->queues[q];
    struct pass pass = {.most = demand->level[q] * demand->plan->queues[q].max_wait_s};
    double short_by = pass.most - queue->queued;
    find_able(demand, q, hours, &pass);
    find_growth(&pass, 0, &asked[0], hours->low, short_by);
    find_growth(&pass, 1, &asked[1], hours->low, short_by);
    find_growth(&pass, 2, &asked[2], hours->low, short_by);
    if (!eight_any(&pass.shrinks))
        pass_full(queue, &pass, hours, asked);
    else if (queue->queued > 0 || eight_any(&pass.grows))
        pass_stepwise(queue, &pass, hours, asked);
    add_hours(queue->served, asked);
}

/* Tokens asked for in eight hours. */
INLINE void ask(const double *shape, double level, const eight *seconds, eight *asked)
{
    eight_load(asked, shape);
    *asked *= level;
    *asked *= *seconds;
}

INLINE void serve_queue(struct demand *demand, int q, struct hours *hours)
{
    struct demand_queue_state *queue = &demand->queues[q];
    const struct demand_queue_plan *plan = &demand->plan->queues[q];
    const double *shape = plan->shape + demand->week_hour;
    eight unserved[GROUPS];
    ask(shape, demand->level[q], &hours->seconds[0], &unserved[0]);
    ask(shape + LANES, demand->level[q], &hours->seconds[1], &unserved[1]);
    ask(shape + 2 * LANES, demand->level[q], &hours->seconds[2], &unserved[2]);
    add_hours(queue->asked, unserved);
    if (plan->batch)
        pass_queue(demand, q, hours, unserved);
    if (!take_from_pools(demand, q, hours, unserved) || plan->batch)
        return;
    add_hours(queue->lost, unserved);
    queue->loses = true;
}

/* Rack seconds of a group; any rack will do for hours without seconds. */
INLINE void open_group(struct hours *hours, int p, int g, const double *row, eight *sum)
{
    eight racks;
    eight_load(&racks, row + hours->lane[g]);
    racks *= hours->seconds[g];
    hours->left[p][g] = racks;
    *sum += racks;
}

INLINE void open_hours(const struct demand *demand, const struct demand_block *block, struct hours *hours)
{
    hours->live = 0;
    for (int p = 0; p < demand->plan->pool_count; p++) {
        eight sum = {0};
        open_group(hours, p, 0, block->racks[p], &sum);
        open_group(hours, p, 1, block->racks[p], &sum);
        open_group(hours, p, 2, block->racks[p], &sum);
        eight_bits any = (eight_bits)sum;
        hours->live |= (uint32_t)eight_any(&any) << p;
    }
}

/* Shares of a pool's racks that are in use; none where there are no racks. */
INLINE void share_group(const struct hours *hours, int p, int g, const double *racks, double *busy)
{
    eight full;
    if (g < hours->begin || g >= hours->end)
        return;
    eight_load(&full, racks + hours->lane[g]);
    full *= hours->seconds[g];
    full = (full - hours->left[p][g]) / (full + least_racks_s);
    eight_store(busy + hours->lane[g], &full);
}

/* The same where all are in use. */
INLINE void fill_group(const struct hours *hours, int g, const double *racks, double *busy)
{
    eight full;
    if (g < hours->begin || g >= hours->end)
        return;
    eight_load(&full, racks + hours->lane[g]);
    full *= hours->seconds[g];
    full = (eight)((eight_bits)((eight){0} + 1.0) & (full > 0));
    eight_store(busy + hours->lane[g], &full);
}

INLINE void close_hours(struct demand *demand, const struct demand_block *block, const struct hours *hours)
{
    for (int p = 0; p < demand->plan->pool_count; p++) {
        const double *racks = block->racks[p];
        double *busy = block->busy[p];
        if (hours->live >> p & 1) {
            share_group(hours, p, 0, racks, busy);
            share_group(hours, p, 1, racks, busy);
            share_group(hours, p, 2, racks, busy);
            add_hours(demand->pools[p].idle, hours->left[p]);
        } else {
            fill_group(hours, 0, racks, busy);
            fill_group(hours, 1, racks, busy);
            fill_group(hours, 2, racks, busy);
        }
    }
    add_hours(demand->time_s, hours->seconds);
    demand->idle |= hours->live;
}

/* The hours of one day. */
WIDE static void serve_hours(struct demand *demand, const struct demand_block *block, struct hours *hours)
{
    open_hours(demand, block, hours);
    if (hours->live && !demand->rated)
        demand_find_rates(demand);
    for (int q = 0; q < demand->plan->queue_count; q++)
        serve_queue(demand, q, hours);
    close_hours(demand, block, hours);
}

/* The hours of a day that begin at lane AT of the block, and where they stand in it. */
static void find_hours(const struct demand_block *block, int at, int hour, struct hours *hours)
{
    int end = block->low + block->n, first = hour / LANES;
    hours->begin = first;
    hours->low = at < block->low ? first * LANES + block->low - at : first * LANES;
    hours->high = first * LANES + end - at < DAY_HOURS ? first * LANES + end - at : DAY_HOURS;
    hours->end = (hours->high + LANES - 1) / LANES;
    for (int g = 0; g < GROUPS; g++) {
        bool inside = g >= first && g < hours->end;
        hours->lane[g] = inside ? at + LANES * (g - first) : at;
        hours->seconds[g] = (eight){0};
        if (inside)
            eight_load(&hours->seconds[g], block->seconds + hours->lane[g]);
    }
}

/* Day by day: what the hours before midnight left is the first that a new day looks at. */
void demand_serve(struct demand *demand, const struct demand_block *block)
{
    struct hours hours;
    for (int at = 0; at < block->low + block->n; at += LANES * (hours.end - hours.begin)) {
        int64_t tick = block->tick[at < block->low ? 0 : at - block->low];
        if (tick < demand->day || tick - demand->day >= DAY_S)
            demand_new_day(demand, tick - ((tick % DAY_S) + DAY_S) % DAY_S);
        find_hours(block, at, (int)((tick - demand->day) / HOUR_S), &hours);
        serve_hours(demand, block, &hours);
        demand->dealt = false;
    }
}
