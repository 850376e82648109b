/* SPDX-License-Identifier: Apache-2.0 */
/*
 * operate_supply - sources on the bus of a site in a block of operate, and what the supply did not serve.
 *
 * Per block: with the wish known, operate_supply_offer says what grid and sources carry and for how many
 * segments that holds; after the grant, operate_supply_run shares the load out.  A site with nothing but the
 * grid has no struct supply and only the counts.
 * Owns: from the arena of the replication.
 */
#ifndef WORLD_OPERATE_SUPPLY_H
#define WORLD_OPERATE_SUPPLY_H

#include "world/operate_state.h"

/* Sources on the bus of a site, and the block by lane. */
struct supply {
    struct sources *sources;
    double *load_w, *feed_load_w, *firm_load_w, *meter_w, *grid_w;
    struct sources_flow flow;
};

/* Gives SITE its counts and, unless SOURCES is NULL, its supply, in ARENA. */
void operate_supply_start(struct operate_site *site, struct sources *sources,
                          const struct metric_layout *layout, struct arena *arena);

/* Hands SITE's sources the state of the grid that holds from now on. */
void operate_supply_take(struct operate_site *site, const struct power_state *state);

/* For a block that the plant allows whole: whether the sources need no look, IDLE_W being drawn in any case.
 */
bool operate_supply_rests(const struct operate *operate, struct operate_site *site, double idle_w);

/* Caps of the block with the sources' help; how many segments they hold for, at least 1. */
int operate_supply_offer(struct operate *operate, int site, const struct plant_caps *caps);

/* The plant at the granted load, and who supplies it. */
void operate_supply_run(struct operate *operate, int site);

/* Counts what racks did not get. */
void operate_supply_short(struct operate_site *site, const double *seconds, int count);

/* Sets SITE's metrics on BOARD from its SUM of flows (FLOW_COUNT). */
void operate_supply_show(struct metric_board *board, const struct operate_site *site, const double *sum);

#endif
