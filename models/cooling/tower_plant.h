/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tower_plant - cooling towers behind a heat exchanger, with trim chillers, holding a facility supply.
 *
 * Water flow is constant, so the range follows the heat; facility supply = tower water + exchanger
 * approach x heat / rated.  The fans turn just fast enough for the set point (physics/tower.h); what full
 * air cannot do the chillers trim; what they cannot, warms the supply.  Water-cooled chillers give their
 * heat, with that of their compressors, to tower water at full air; air-cooled ones give it to the air.
 * Make-up water: physics/water.h.  Where it is scarce the heat is held back, not the water's salts.
 * Threads: pure.
 */
#ifndef COOLING_TOWER_PLANT_H
#define COOLING_TOWER_PLANT_H

#include "physics/chiller.h"
#include "physics/dry_plant.h"
#include "physics/tower.h"

#include <stdbool.h>

struct tower_plant {
    struct tower tower;
    double rated_heat_w;    /* > 0 */
    double exchanger_k;     /* at rated heat */
    double cycles_ratio;    /* of concentration */
    double supply_k;        /* set point */
    double supply_limit_k;  /* capacity is stated at it */
    double water_most_kg_s; /* make-up water to be had; 0: as much as they can use */
    struct chiller_bank trim;
};

struct tower_plant_line {
    struct tower_plant plant;
    struct chiller_line trim;
    double blowdown_ratio; /* per evaporation */
    double compressor_w;   /* at most; 0 unless the chillers give their heat to the towers */
};

/* PLANT with what does not depend on the hour worked out: a copy, to be asked for many hours. */
struct tower_plant_line tower_plant_line(const struct tower_plant *plant);

/* Heat that can be carried at the supply limit, at most 110 % of rated. */
double tower_plant_capacity_w(const struct tower_plant_line *line, double dry_bulb_k, double wet_bulb_k);

/* Whether HEAT_W can be carried at the supply limit: one evaluation, where the capacity is a search. */
bool tower_plant_carries(const struct tower_plant_line *line, double heat_w, double dry_bulb_k,
                         double wet_bulb_k);

/* Cooling that HEAT_W needs beyond full air to stay at the limit, while compressors add COMPRESSOR_W. */
double tower_plant_short_w(const struct tower_plant_line *line, double heat_w, double wet_bulb_k,
                           double compressor_w);

/* What the chillers' condensers see at HEAT_W: tower water at full air, or the air where that cools them. */
double tower_plant_condenser_k(const struct tower_plant_line *line, double heat_w, double dry_bulb_k,
                               double wet_bulb_k);

/* The hours of a dry plant, but with towers; capacity_w is left alone. */
void tower_plant_block(const struct tower_plant_line *line, const struct dry_plant_hours *hours);

#endif
