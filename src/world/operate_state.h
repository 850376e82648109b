/* SPDX-License-Identifier: Apache-2.0 */
/*
 * operate_state - what the files of operate share; nobody else includes it.
 */
#ifndef WORLD_OPERATE_STATE_H
#define WORLD_OPERATE_STATE_H

#include "world/operate.h"

enum { OPERATE_BLOCK = DEMAND_BLOCK_MAX };

/* Racks of one system in one group of halls. */
struct stand {
    int pool, group;
    double racks;          /* serving, less those that are down */
    double capacity_w;     /* of all of them */
    double idle_w, full_w; /* draw of all of them without work and at full work */
};

/* Metric cells of one site. */
struct site_cells {
    int it, facility, losses, energy, pue, wue, supply, cooling, water, throttled;
    int dry_bulb, wet_bulb;
    int racked, accepted; /* published by racks */
    int ladder[7];
};

enum ladder {
    LADDER_WANTED,
    LADDER_CONTRACTED,
    LADDER_ENERGISED,
    LADDER_COMMISSIONED,
    LADDER_RACKED,
    LADDER_ACCEPTED,
    LADDER_SERVING,
    LADDER_COUNT
};

struct operate_site {
    const struct record *record;
    struct site_cells cells;
    int first_group, group_count;
    double wanted_w;     /* by the phases reached */
    double hall_w;       /* IT capacity commissioned */
    double rack_w;       /* IT capacity of racks in service */
    double accepted_w;   /* IT capacity of racks accepted and not retired */
    double design_ratio; /* load for a watt of IT, all halls full on the design day */
    struct operate_month month;
    struct operate_balance balance;
    /* of the block that runs */
    const double *dry_bulb_k, *wet_bulb_k;
    double **wanted_group_w, **it_group_w, **cap_group_w; /* [group][OPERATE_BLOCK] */
    double *feed_w, *firm_w, *cooling_w;
    double *share; /* of the racks' full draw that the plant allows */
    double *stage_w[LIMIT_NONE];
    struct plant_hours hours;
};

struct operate {
    struct cast *cast;
    struct run *run;
    int64_t since;
    struct operate_site *sites;
    int site_count;
    struct stand *stands;
    int stand_count, stand_capacity;
    struct limit_book *limits;
    /* the block */
    int n;
    int64_t tick[OPERATE_BLOCK];
    double seconds[OPERATE_BLOCK];
    double price_usd_j[OPERATE_BLOCK];
    double *pool_racks[DEMAND_POOLS_MAX], *pool_busy[DEMAND_POOLS_MAX];
};

/* Share of the wish of a group that the plant allows in segment I of the block. */
static inline double operate_share(const struct operate_site *site, int g, int i)
{
    double wanted_w = site->wanted_group_w[g][i], cap_w = site->cap_group_w[g][i];
    return site->share[i] * (cap_w < wanted_w ? cap_w / wanted_w : 1.0);
}

/* Counts what a site did in the block: metrics, energy balance, limits, month. */
void operate_count(struct operate *operate, int site);

#endif
