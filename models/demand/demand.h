/* SPDX-License-Identifier: Apache-2.0 */
/*
 * demand - who asks for tokens, and what becomes of the asking.
 *
 * A stream is one <demand>: class x tier x channel.  Its level grows at a rate that decays, its
 * week has a shape, its price drifts.  The world hands over, hour by hour, how many racks of each
 * system are in service at each site (pools); demand routes each stream to the pools that serve it
 * best, queues what may wait, spills or refuses the rest.  For every stream, exactly:
 *     asked = served + spilled + refused + growth of the queue.
 *
 * Growth: level(t) = v0 exp(r0 h / ln 2 (1 - 2^(-t/h))), r0 = ln(1 + monthly growth), h the
 * half-life, t in months since the as-of date; constant within a UTC day.
 */
#ifndef DEMAND_DEMAND_H
#define DEMAND_DEMAND_H

#include "demand/kinds.h"
#include "plan/run.h"

extern const struct metric_table demand_metrics;

enum { DEMAND_BLOCK_MAX = 168, DEMAND_POOLS_MAX = 32 };

/* Racks of one system at one site. */
struct demand_pool {
    int site;                    /* index of the site */
    const struct record *system; /* rack system */
};

/*
 * One block of consecutive segments, cut at full hours; only the first may begin and the last end between.
 * It may hold any number of midnights: to the bit, results do not depend on how hours are cut into blocks.
 * All arrays but TICK stand in lanes (base/lanes.h): segment i at LOW + i, LOW being the first hour's place
 * in its group of eight.  Other lanes up to whole groups have no seconds and finite racks.
 */
struct demand_block {
    int n, low;                            /* at most DEMAND_BLOCK_MAX segments */
    const int64_t *tick;                   /* start of each segment, [n] */
    const double *seconds;                 /* length of each */
    const double *racks[DEMAND_POOLS_MAX]; /* by pool: rack equivalents in service */
    double *busy[DEMAND_POOLS_MAX];        /* out, by pool: share of them in use, 0..1 */
};

/* What became of one stream since the start of the replication, in tokens. */
struct demand_total {
    double asked, served, spilled, refused, queued; /* queued: waiting now */
    double revenue_usd;                             /* of served and spilled, after the channel's share */
    double spill_cost_usd;
};

struct demand_plan;
struct demand;

/* POOLS as the world will hand them over; PACKAGES by pool: packages per rack. */
const struct demand_plan *demand_compile(const struct plan *plan, const struct demand_pool *pools,
                                         const double *packages, int pool_count, struct arena *arena,
                                         struct diag *diag);

/* The demand of one replication, its rates and prices drawn; it lies in the run's arena. */
struct demand *demand_start(const struct demand_plan *plan, struct run *run);

/* How many streams there are, and the <demand> of STREAM, 0 .. count - 1, in the scenario's order. */
int demand_stream_count(const struct demand_plan *plan);
const struct record *demand_stream(const struct demand_plan *plan, int stream);

/* Routes a block; blocks must follow each other in time. */
void demand_serve(struct demand *demand, const struct demand_block *block);

/* Sets the demand.* metrics: before they are looked at. */
void demand_publish(struct demand *demand);

/*
 * Totals since the start, by stream.  Streams of one queue are told apart once a day and whenever this is
 * asked, so ask at midnights UTC if results are not to depend on who asks.
 */
const struct demand_total *demand_totals(struct demand *demand);

/* asked - served - spilled - refused - queued over all streams, in tokens. */
double demand_residual_tokens(struct demand *demand);

#endif
