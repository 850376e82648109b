/* SPDX-License-Identifier: Apache-2.0 */
/*
 * demand_state - what demand's files share: what was compiled, and one replication's state.
 *
 * Streams of the same class, tier and priority are served alike, so they queue together: a queue is
 * what the hours work on, and its tokens are dealt out to its streams once a day, in proportion to
 * what each had asked and had waiting.
 *
 * Hours are worked on in groups of eight that begin at 0, 8 and 16 o'clock UTC.  An hour keeps its lane
 * however the blocks are cut, and every sum has a part for each lane: so sums are vectors, and cutting
 * the blocks elsewhere does not change a bit of them.
 */
#ifndef DEMAND_DEMAND_STATE_H
#define DEMAND_DEMAND_STATE_H

#include "demand/demand.h"

enum { WEEK_HOURS = 168, DEMAND_LANES = 8 };

struct demand_stream_plan {
    const struct record *record;
    int queue; /* its place among the queues */
    double channel_share;
    int64_t as_of;
};

struct demand_queue_plan {
    const struct record *class;
    int first_stream, stream_count; /* streams stand in order of their queues */
    bool batch, spills;
    double max_wait_s;
    const double *shape;              /* WEEK_HOURS, mean 1, Monday 00:00 UTC first */
    const struct record **throughput; /* by pool; NULL: cannot serve */
};

struct demand_plan {
    const struct plan *plan;
    int stream_count, queue_count, pool_count, gain_count;
    const struct demand_stream_plan *streams; /* in order of service */
    const struct demand_queue_plan *queues;
    const struct demand_pool *pools;
    const double *packages;
    const int *gain; /* by pool: index of its software gain, -1: none */
    struct record_list gains;
    const struct record *spill; /* NULL: none */
    double spill_price_ratio;
    int asked_cell, spilled_cell, refused_cell, backlog_cell, capacity_cell, revenue_cell;
    const int *served_cell; /* by pool: of its site */
};

struct demand_stream_state {
    double volume, growth_rate, half_life_months; /* tokens/s; per month, log; months */
    double price_usd, drift_rate;                 /* per token; per year, log */
    double level;                                 /* tokens/s today, before the week's shape */
    double log_step, log_step_decay; /* log of tomorrow's level over today's, and what a day leaves of it */
    double price_today_usd, price_step;
};

struct demand_queue_state {
    double level;                  /* tokens/s today of all its streams */
    double queued;                 /* tokens waiting */
    double asked[DEMAND_LANES];    /* tokens since they were last dealt out */
    double served[DEMAND_LANES];   /* the same; batch only, others: asked - lost */
    double lost[DEMAND_LANES];     /* the same */
    double rate[DEMAND_POOLS_MAX]; /* tokens/s per rack today; 0: cannot serve */
    double base[DEMAND_POOLS_MAX]; /* the same before software gain */
    int order[DEMAND_POOLS_MAX];   /* pools by falling rate */
    double sorted_rate[DEMAND_POOLS_MAX], per_rate[DEMAND_POOLS_MAX]; /* in that order: rate and 1 / rate */
    int able;                                                         /* how many pools can serve */
};

struct demand {
    const struct demand_plan *plan;
    struct run *run;
    int64_t day;   /* first tick of the day the levels are for */
    int week_hour; /* of that tick */
    struct demand_stream_state *streams;
    struct demand_queue_state *queues;
    struct demand_total *totals;
    double *gain, *time_constant_s; /* by software gain */
    double pool_rate[DEMAND_POOLS_MAX];
    double pool_served[DEMAND_POOLS_MAX][DEMAND_LANES]; /* tokens since the start */
    double capacity[DEMAND_LANES], backlog[DEMAND_LANES], time_s[DEMAND_LANES];
};

/* Levels, prices and rates of the day that begins at DAY. */
void demand_new_day(struct demand *demand, int64_t day);

/* Deals out to the streams what their queues did since the last time, and counts it. */
void demand_deal(struct demand *demand);

static inline double demand_lane_sum(const double lanes[DEMAND_LANES])
{
    return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
}

#endif
