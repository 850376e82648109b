/* SPDX-License-Identifier: Apache-2.0 */
/*
 * operate_state - what the files of operate share; nobody else includes it.
 */
#ifndef WORLD_OPERATE_STATE_H
#define WORLD_OPERATE_STATE_H

#include "world/logbook.h"
#include "world/operate.h"
#include "world/operate_count.h"
#include "world/operate_flow.h"

/* Racks of one system in one group of halls, were none of them down. */
struct stand {
    int pool, group;
    double racks;          /* accepted */
    double capacity_w;     /* of all of them */
    double idle_w, full_w; /* draw of all of them without work and at full work */
};

/* Metric cells of one site. */
struct site_cells {
    int it, facility, losses, energy, pue, wue, supply, cooling, water, throttled;
    int dry_bulb, wet_bulb;
    int racked, accepted; /* published by racks */
    int ladder[7];
    int *supplied; /* by supply_metrics */
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
    int cooling_cells[COOLING_COUNTS];
    LANES_ALIGNED double cooling_flow[COOLING_COUNTS][LANES_COUNT];
    bool has_towers;
    int first_group, group_count;
    double wanted_w;      /* by the phases reached */
    int64_t wanted_until; /* the next phase comes then */
    double hall_w;        /* IT capacity commissioned */
    double accepted_w;    /* IT capacity of racks accepted and not retired */
    double design_ratio;  /* load for a watt of IT, all halls full on the design day */
    double *wish_w;       /* by group: draw of its racks in the block, all at work, at most */
    int first_stand, stand_count;
    const struct power_state *state; /* of the grid's supply, in force */
    struct supply *supply;           /* NULL: nothing but the grid */
    double curtailed_ratio;          /* of what is out: by the utility's call */
    bool lessened;                   /* something is out */
    bool dark;                       /* no supply: nothing runs */
    bool held;                       /* in this block the plant cuts, or nearly */
    LANES_ALIGNED double flow[FLOW_COUNT][LANES_COUNT];
    double month_flow[FLOW_COUNT]; /* where the sums stood as the month began */
    struct weighed weighed[FLOW_COUNT + COOLING_COUNTS];
    int weighed_count;
    struct weather_hours air; /* hours in a row from AIR_FROM on */
    int64_t air_from;
    /* of the block that runs, by lane */
    double *dry_bulb_k, *wet_bulb_k;
    double hottest_k, wettest_k;                        /* of the block */
    double *rack_w;                                     /* IT capacity of racks in service */
    double **wish_group_w, **it_group_w, **cap_group_w; /* by group */
    double **offered_group_w;                           /* by group: of the wish, what its cooling leaves */
    const double **share; /* by group: of its racks' full draw that the plant allows */
    double **held_share;  /* room for that */
    double *feed_w, *firm_w, *cooling_share;
    double *idle_w; /* IT capacity of racks without work */
    double *stage_w[LIMIT_NONE];
    struct plant_hours hours;
};

struct operate {
    struct cast *cast;
    struct run *run;
    int64_t since, year_end;
    int year; /* from the first */
    struct operate_site *sites;
    int site_count;
    struct stand *stands; /* site by site */
    int stand_count, stand_capacity;
    struct limit_book *limits;
    struct logbook *logbook;
    /* the block: N segments in lanes LOW to LOW + N - 1 of COUNT, whole groups; all others have no seconds */
    int n, low, count;
    int64_t tick[OPERATE_BLOCK];
    LANES_ALIGNED double seconds[OPERATE_ROOM];
    LANES_ALIGNED double price_usd_j[OPERATE_ROOM];
    LANES_ALIGNED struct derived_hours derived; /* of the site that is counted */
    double *pool_racks[DEMAND_POOLS_MAX], *pool_busy[DEMAND_POOLS_MAX];
    double *pool_up[DEMAND_POOLS_MAX];    /* share of its accepted racks that is not down */
    double pool_up_max[DEMAND_POOLS_MAX]; /* the most of it in the block */
};

/*
 * The next block: segments from where operate stands up to TICK at most, none longer than to the next full
 * hour, all in a row and in one calendar year.
 */
void operate_cut(struct operate *operate, int64_t tick);

/* The block's air into the site's lanes, and its extremes. */
void operate_take_air(const struct operate *operate, struct operate_site *site);

/* Racks of all pools in the block: shares that are not down, and what they make of each site's wish. */
void operate_take_days(struct operate *operate);

/* Full wish of the site's racks in each lane of the block, by group. */
void operate_wish(struct operate *operate, struct operate_site *site);

/* Which racks stand where, from now on. */
void operate_take_racks(struct operate *operate);

/* IT capacity of the site's racks in service now. */
double operate_rack_w(const struct operate *operate, const struct operate_site *site);

#endif
