/* SPDX-License-Identifier: Apache-2.0 */
/*
 * logbook - what the plant of every site did, month by month, as a chief engineer reads it.
 *
 * Operate shows every block of segments, of which the extremes are kept, and tells at a month's end how its
 * sums have grown.  Headroom is what the site's supply carries in the hour's air under its stated contingency
 * (the smaller of feeds and firm capacity, and gas plants without their reserve; standby generators and
 * batteries do not count) less the load behind the main transformers; where it holds racks in service back,
 * the hour is short.
 *
 * Owns: from the arena of the replication.
 */
#ifndef WORLD_LOGBOOK_H
#define WORLD_LOGBOOK_H

#include "store/batch.h"
#include "world/limit.h"
#include "world/logbook_day.h"
#include "world/operate_flow.h"
#include "world/plant.h"

struct logbook;

/*
 * N segments of one site, none over the end of a month (UTC), in lanes LOW to LOW + N - 1 of COUNT, whole
 * groups; all others have no seconds (base/lanes.h).  Only ticks begin with the first segment.
 */
struct logbook_block {
    int n, low, count;
    const int64_t *tick;
    const double *seconds, *price_usd_j;
    const double *dry_bulb_k, *wet_bulb_k;
    const struct plant_hours *hours; /* NULL: no supply, nothing runs */
    const double *const *stage_w;    /* by limit: caps of the site in IT capacity; NULL: nothing holds back */
    double hall_w;                   /* IT capacity of halls commissioned */
    const double *rack_w;            /* of racks in service */
    const struct sources *sources;   /* on the bus beside the grid, or NULL */
    const double *lost_w;            /* in their batteries; NULL without any sources */
    const struct power_state *supply;
};

/* DETAILED: hours of the day, spans of load and wet bulb, and supply with units out are kept too. */
struct logbook *logbook_new(const struct plant_plan *plan, bool detailed, struct arena *arena);

/* Adds BLOCK of SITE (index); blocks of a site follow each other in time. */
void logbook_add(struct logbook *logbook, int site, const struct logbook_block *block);

/* By how much SITE's sums grew in the month that ends; DESIGN_RATIO is its load for a watt of IT. */
void logbook_close_month(struct logbook *logbook, int site, const double grown[FLOW_COUNT],
                         double design_ratio);

/* The month ends for all sites: POWER is asked for what the supply carries now and with units out. */
void logbook_next_month(struct logbook *logbook, struct plant *plant);

/* Rows of plant_month, plant_day, plant_span, plant_air, plant_without and unit_year; site S is entity 1 + S.
 */
void logbook_write(const struct logbook *logbook, struct batch *batch);

#endif
