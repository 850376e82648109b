/* SPDX-License-Identifier: Apache-2.0 */
/*
 * operate_count - what operate counts of a block: the rows and the sums that they add to.
 *
 * Inside of operate only.
 */
#ifndef WORLD_OPERATE_COUNT_H
#define WORLD_OPERATE_COUNT_H

#include "base/lanes.h"
#include "demand/demand.h"
#include "plan/metric.h"

struct operate;
struct operate_site;
struct plant_plan;

/* Segments in a block, and room for them in whole groups of lanes wherever the first stands. */
enum { OPERATE_BLOCK = DEMAND_BLOCK_MAX, OPERATE_ROOM = OPERATE_BLOCK + LANES_COUNT };

/* What is counted of cooling beside operate_books; the throttled ones in the order of enum design_bound. */
enum cooling_count {
    COOLING_FREE,
    COOLING_PADS,
    COOLING_ECONOMISER,
    COOLING_TRIM,
    COOLING_TRIM_LIQUID,
    COOLING_RAISED,
    COOLING_THROTTLED_IT,
    COOLING_THROTTLED_LIQUID,
    COOLING_THROTTLED_AIR,
    COOLING_THROTTLED_WATER,
    COOLING_LIQUID_HEAT,
    COOLING_AIR_HEAT,
    COOLING_COUNTS
};

/* A row whose values x seconds add to a part in lanes. */
struct weighed {
    double *part;
    const double *row;
};

/* Rows of a block that follow from the plant's; all but the cost are 1 or 0. */
struct derived_hours {
    double cost_usd_s[OPERATE_ROOM];
    double runs[OPERATE_ROOM], chilled[OPERATE_ROOM], idle[OPERATE_ROOM];
    double free[OPERATE_ROOM], wet[OPERATE_ROOM], trim[OPERATE_ROOM], trim_liquid[OPERATE_ROOM],
        raised[OPERATE_ROOM];
};

/* Hours by mode of cooling, heat by path, what was throttled and why; shown like the other flows. */
void operate_find_cooling(struct operate_site *site, const struct plant_plan *plant,
                          const struct metric_layout *layout);
void operate_count_bounds(const struct operate *operate, struct operate_site *site);
void operate_show_cooling(struct metric_board *board, const struct operate_site *site);

/* The rows that operate_count adds up; they stand in the site and in OPERATE. */
void operate_find_rows(struct operate *operate, struct operate_site *site);

/* Counts what a site did in the block: sums and limits. */
void operate_count(struct operate *operate, int site);

#endif
