/* SPDX-License-Identifier: Apache-2.0 */
/*
 * loop - one facility loop of a group of halls: sized at the extreme, run hour by hour.
 *
 * A group has two: the warm one behind the CDUs and the cold one behind the hall's air.  Coolers are
 * rated for the loop's design heat, times what is installed, plus spare cells.  Chillers, unless stated,
 * are what the 20-year extreme needs on top of the coolers, spare cells out, to stay below the limit of the
 * racks, and the spare ones (N + k of both).
 * Threads: pure.
 */
#ifndef COOLING_LOOP_H
#define COOLING_LOOP_H

#include "cooling/tower_plant.h"
#include "physics/dry_plant.h"
#include "plan/record.h"

/* What a loop must do. */
struct loop_duty {
    const struct record *type; /* cooling-type */
    double heat_w;             /* design heat, with what pumps or fans add; 0: no loop */
    double supply_k;           /* set point */
    double supply_limit_k;     /* warmest that the chillers are sized for */
    double used_limit_k;       /* warmest that the racks accept now: above it the load is cut */
    double needed_w;           /* heat of full halls with the racks that stand there now */
    double extreme_dry_bulb_k; /* at the coolers: with recirculation */
    double extreme_wet_bulb_k;
    double water_most_kg_s; /* make-up water to be had; 0: as much as it can use */
};

struct loop {
    bool towers;
    double design_heat_w; /* 0: no loop */
    struct dry_plant_line dry;
    struct tower_plant_line tower;
    double safe_dry_k, safe_inlet_k; /* cooler air than both carries the needed heat for certain */
    double safe_wet_k;               /* towers: the same by wet bulb */
};

/* Coolers and chillers for DUTY; a duty without heat gives a loop without heat. */
struct loop loop_size(const struct loop_duty *duty);

/* Heat that can be carried at the supply limit with this air at the coolers. */
double loop_capacity_w(const struct loop *loop, double dry_bulb_k, double wet_bulb_k);

/* False when this air may carry less than the needed heat: ask loop_capacity_w. */
static inline bool loop_is_safe(const struct loop *loop, double dry_bulb_k, double wet_bulb_k)
{
    if (loop->towers)
        return wet_bulb_k <= loop->safe_wet_k && dry_bulb_k <= loop->safe_dry_k;
    double inlet_k = dry_plant_inlet_k(&loop->dry, dry_bulb_k, wet_bulb_k);
    return inlet_k <= loop->safe_inlet_k && dry_bulb_k <= loop->safe_dry_k;
}

/* The loop without its SPARE_RATIO of redundant cells and without one of its chillers. */
void loop_take_out(struct loop *loop, double spare_ratio);

/*
 * Whether chillers must run to carry the design heat in this air at the coolers.  SEES_K: what their
 * condensers then see, END_K: where their curves end.
 */
bool loop_condensers(const struct loop *loop, double dry_bulb_k, double wet_bulb_k, double *sees_k,
                     double *end_k);

/* As if there were all the water it can use. */
void loop_free_water(struct loop *loop);

/* Fills the output arrays of HOURS, save capacity_w; a loop without heat draws nothing. */
void loop_block(const struct loop *loop, const struct dry_plant_hours *hours);

#endif
