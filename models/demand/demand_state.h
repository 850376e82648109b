/* SPDX-License-Identifier: Apache-2.0 */
/*
 * demand_state - what demand's files share: what was compiled, and one replication's state.
 *
 * Streams of the same class, tier and priority are served alike, so they queue together: a queue is
 * what the hours work on, and its tokens are dealt out to its streams once a day, in proportion to
 * what each had asked and had waiting.
 * Hours are worked on in lanes (base/lanes.h).
 */
#ifndef DEMAND_DEMAND_STATE_H
#define DEMAND_DEMAND_STATE_H

#include "base/lanes.h"
#include "demand/demand.h"

enum { WEEK_HOURS = 168 };

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
    double asked[LANES_COUNT];     /* tokens since they were last dealt out */
    double served[LANES_COUNT];    /* the same; batch only, others: asked - lost */
    double lost[LANES_COUNT];      /* the same */
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
    double *gain, *time_constant_s, *gain_today; /* by software gain */
    double pool_rate[DEMAND_POOLS_MAX];
    LANES_ALIGNED double pool_served[DEMAND_POOLS_MAX][LANES_COUNT]; /* tokens since the start */
    LANES_ALIGNED double capacity[LANES_COUNT], backlog[LANES_COUNT], time_s[LANES_COUNT];
};

/* Levels, prices and rates of the day that begins at DAY. */
void demand_new_day(struct demand *demand, int64_t day);

/* Deals out to the streams what their queues did since the last time. */
void demand_deal(struct demand *demand);

#endif
