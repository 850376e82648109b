/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sources - what stands on a site's bus beside the grid: generators, gas plants, batteries; hour by hour.
 *
 * Order of a segment, for a load L on the bus and G watts that grid and main transformers can bring:
 *   1. gas plants that run always, and those cheaper than the hour's price, cheapest first, up to L;
 *   2. the grid, up to G;
 *   3. what is still short: gas plants, batteries and generators, cheapest first (a battery costs the energy
 *      to fill it again, over its round trip, and its wear);
 *   4. batteries are charged with what the grid has left.
 * A battery also flattens the swing of synchronous training: its losses in that add to the load.
 *
 * Two passes over a block.  sources_offer goes through it at the load that the racks wish for and says what
 * load can be carried.  Where a store (battery, fuel) would bind, the block is cut there, so that what is
 * offered never depends on how long blocks are.  sources_run goes through the granted load, never above the
 * offer, with the same calls: the luck of the generators is the same, and what is in store is never less than
 * was offered from.
 *
 * Owns: compile from its arena, start from the run's.  Threads: plan shared, state one per replication.
 */
#ifndef POWER_SOURCES_H
#define POWER_SOURCES_H

#include "physics/storage.h"
#include "power/bank.h"

struct unit; /* power/units.h */
struct units_plan;

enum { SOURCES_MAX = 16, SOURCES_BLOCK = 168 }; /* of a site; segments of a block */

/* A battery plant. */
struct bess_build {
    const struct record *record;
    struct storage storage; /* LEAST_RATIO holds the energy of ramps too */
    double wear_usd_j, cycle_life;
    double swing_per_w;      /* throughput of smoothing, for a watt on the bus */
    double swing_loss_ratio; /* its loss, for a watt on the bus */
};

/*
 * At the terminals.  SWING_J: throughput of smoothing, and of LOST_J its loss; THERE_S: in service.
 */
struct bess_total {
    double given_j, taken_j, lost_j, swing_j, swing_lost_j, there_s;
};

/* Sources of one site. */
struct sources_site_plan {
    const struct bank_build *banks;
    const struct bess_build *besses;
    const int *bank_unit, *bess_unit; /* places in the table of units */
    int bank_count, bess_count;
    bool by_price; /* some plant runs although the grid could carry the load */
};

struct sources_plan {
    const struct sources_site_plan *sites;
    int site_count;
};

struct sources; /* of one site in one replication */

/* NULL after errors. */
const struct sources_plan *sources_compile(const struct plan *plan, const struct units_plan *units,
                                           struct arena *arena, struct diag *diag);

/* NULL for a site without sources. */
struct sources *sources_start(const struct sources_plan *plan, int site, const struct unit *units,
                              struct run *run);

/*
 * Takes what is in service anew: until then the block that runs has what was in service when it began.
 * Batteries are full when they are energised.
 */
void sources_take(struct sources *sources);

/* Inputs of a block. */
struct sources_hours {
    int count; /* at most SOURCES_BLOCK */
    const int64_t *tick;
    const double *seconds, *dry_bulb_k, *price_usd_j;
    const double *load_w; /* on the bus */
    const double *grid_w; /* that grid and main transformers can bring to it */
    bool grief;           /* the supply has failed */
};

/*
 * For a block in which the grid carries more than the racks could wish for: nothing is called.  False where
 * plants run by price: then the block needs sources_offer.
 */
bool sources_rest(struct sources *sources);

/*
 * OFFER_W: load that can be carried; at least the wish where it is.  Returns how many segments that holds
 * for, at least 1; the calls of these are remembered for sources_run.
 */
int sources_offer(struct sources *sources, const struct sources_hours *hours, double *offer_w);

/* What sources_run fills, by segment. */
struct sources_flow {
    double *grid_w;      /* brought through the main transformers to the bus */
    double *generated_w; /* by generators and gas plants */
    double *stored_w;    /* out of the batteries' cells; < 0: into them */
    double *given_w;     /* by batteries that give, at their terminals */
    double *lost_w;      /* in the batteries */
    double *fuel_usd_s;  /* fuel and running cost */
    double *fuel_w, *carbon_kg_s;
};

/* Load that was offered in segment I of the block; INFINITY after sources_rest. */
double sources_offered_w(const struct sources *sources, int i);

/* The segments of the offer, in order, at loads within it; grid + generated + stored = load + lost. */
void sources_run(struct sources *sources, const struct sources_hours *hours, const struct sources_flow *flow);

/* What batteries in service lose in smoothing, over the load on the bus; 0 for NULL. */
double sources_swing_ratio(const struct sources *sources);

/* Capacity that stands ready on the site, W: generators and gas plants; batteries. */
double sources_generators_w(const struct sources *sources);
double sources_batteries_w(const struct sources *sources);

/* FIRM_W: gas plants without their stated reserve; PLANTS_W: all of them; STANDBY_W: generators. */
struct sources_capacity {
    double firm_w, plants_w, standby_w;
};

/* What stands there in this air, W: in service as taken last. */
struct sources_capacity sources_capacity(const struct sources *sources, double dry_bulb_k);

/* The same of what is in service now, without one generator of LESS_ONE (or NULL). */
struct sources_capacity sources_capacity_without(const struct sources *sources, double dry_bulb_k,
                                                 const struct record *less_one);

/* Outdoor air up to which all gas plants give their rating; INFINITY without any. */
double sources_derate_above_k(const struct sources *sources);

/* Totals so far, of the bank or battery of a record; false when the record is none. */
bool sources_bank_total(const struct sources *sources, const struct record *record, struct bank_total *out);
bool sources_bess_total(const struct sources *sources, const struct record *record, struct bess_total *out);

#endif
