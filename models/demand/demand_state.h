/* SPDX-License-Identifier: Apache-2.0 */
/*
 * demand_state - what demand's files share: what was compiled, and one replication's state.
 *
 * Streams of the same class, tier and priority are served alike, so they queue together: a queue is
 * what the hours work on, and its tokens are dealt out to its streams once a day, in proportion to
 * what each had asked and had waiting.
 * Hours, streams and queues are worked on in lanes (base/lanes.h): eight of them are one vector.
 */
#ifndef DEMAND_DEMAND_STATE_H
#define DEMAND_DEMAND_STATE_H

#include "demand/demand.h"
#include "demand/eight.h"

enum { WEEK_HOURS = 168, DAY_S = 86400 };

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

/* What was drawn of a stream. */
struct demand_stream_draw {
    double volume, growth_rate, half_life_months; /* tokens/s; per month, log; months */
    double price_usd, drift_rate;                 /* per token; per year, log */
};

/* Eight streams: today, and since the start.  Lanes without a stream are 0. */
struct demand_stream_lanes {
    LANES_ALIGNED double level[LANES_COUNT];                   /* tokens/s, before the week's shape */
    double log_step[LANES_COUNT], log_step_decay[LANES_COUNT]; /* log of tomorrow's level over today's, and
                                                                  what a day leaves of it */
    double price_usd[LANES_COUNT], price_step[LANES_COUNT];    /* today, and tomorrow's over it */
    double keep_ratio[LANES_COUNT], batch[LANES_COUNT], spills[LANES_COUNT]; /* after the channel; 0 or 1 */
    double asked[LANES_COUNT], served[LANES_COUNT], spilled[LANES_COUNT], refused[LANES_COUNT];
    double queued[LANES_COUNT], revenue_usd[LANES_COUNT], spill_cost_usd[LANES_COUNT];
};

/* What queues did since they were last dealt out, by stream: each has its queue's. */
struct demand_shares {
    LANES_ALIGNED double per_level[LANES_COUNT]; /* tokens asked for a token/s of level */
    double per_waiting[LANES_COUNT];             /* 1 / what was asked and had been waiting */
    double served[LANES_COUNT], lost[LANES_COUNT];
};

struct demand_queue_state {
    LANES_ALIGNED double asked[LANES_COUNT]; /* tokens since they were last dealt out */
    double served[LANES_COUNT];              /* the same; batch only, others: asked - lost */
    double lost[LANES_COUNT];                /* the same */
    double waited[LANES_COUNT];              /* token seconds since the start */
    double queued;                           /* tokens waiting */
    int order[DEMAND_POOLS_MAX];             /* pools by falling rate */
    int able;                                /* how many pools can serve */
    bool loses;                              /* whether anything was lost since; not batch */
};

/* Rates by queue: tokens/s per rack, and racks per token/s.  Both 0: cannot serve. */
struct demand_pool_state {
    double idle[LANES_COUNT];    /* rack seconds that nobody asked for today */
    double (*made)[LANES_COUNT]; /* by queue: tokens since the start */
    double *base, *per_base;     /* before software gain */
    double *rate, *per_rate;     /* today */
    double *can;                 /* 1 where it can serve, else 0 */
};

struct demand_gain_state {
    int64_t since;
    double final_ratio, time_constant_s;
    double missing, missing_step; /* of the final ratio today, and what a day leaves of it */
    double today, sorted;         /* ratio today, and on the day the pools were put in order */
};

struct demand {
    const struct demand_plan *plan;
    struct run *run;
    int64_t day;                    /* first tick of the day the levels are for */
    int week_hour;                  /* of that tick */
    bool dealt;                     /* nothing happened since the queues were dealt out */
    bool steep;                     /* a day's step is too large for the series of exp */
    bool rated;                     /* the pools' rates are those of today */
    uint32_t idle;                  /* by pool: a bit of those some of whose racks had nothing to do today */
    int stream_groups, queue_lanes; /* streams in eights; queues up to whole groups */
    struct demand_stream_draw *draws;
    struct demand_stream_lanes *streams;
    struct demand_shares *shares; /* by eight streams */
    struct demand_queue_state *queues;
    struct demand_pool_state *pools;
    struct demand_gain_state *gains;
    double *level;               /* by queue: tokens/s today of all its streams */
    struct demand_total *totals; /* as last asked for */
    double order_slack_ratio;    /* gains may grow by less than this before pools change places */
    double capacity;             /* tokens that idle racks could have made up to yesterday */
    double time_s[LANES_COUNT];
};

/* Levels and prices of the day that begins at DAY; ends the day before. */
void demand_new_day(struct demand *demand, int64_t day);

/* Rates of the pools today and their order; wanted when racks are there. */
void demand_find_rates(struct demand *demand);

/* Tokens that the racks idle today could have made of the mix asked for. */
double demand_idle_tokens(const struct demand *demand);

/* Deals out to the streams what their queues did since the last time. */
void demand_deal(struct demand *demand);

#endif
