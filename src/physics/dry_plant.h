/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dry_plant - dry coolers, adiabatic pads and a trim chiller holding one facility supply temperature.
 *
 * The loop warms by LOOP_RISE_K (its flow follows the load); coolers come first, chillers trim what they
 * leave.  At each hour, in this order: fans speed up to hold the supply; at full fan the pads wet just
 * enough; then the chillers, whose condensers see the dry bulb, take the rest; then the supply floats
 * above its set point.  With x = heat / rated heat, e = air - supply after the pads and full air:
 *   load of the chillers = heat (e + A x) / (rise + A x)       (A: rated approach)
 *   capacity = root of  rated x (e + A x) = chiller capacity (rise + A x)   with e at the supply limit.
 * When the chillers alone need less power than full fans and trim together, the coolers are bypassed.
 * So at equal load served hotter air never lowers fan plus chiller power; property-tested.
 *
 * Sources: approach ~ load / air^0.8 and the cube law of dry_cooler.h; chiller.h.  Valid 20..110 % of
 * rated heat.  Written as blocks of hours, eight at a time; chillers and fan speeds are worked out only
 * where one of the eight needs them.  Allocates nothing.  Threads: pure.
 */
#ifndef PHYSICS_DRY_PLANT_H
#define PHYSICS_DRY_PLANT_H

#include "physics/chiller.h"
#include "physics/dry_cooler.h"

struct dry_plant {
    struct dry_cooler cooler;
    struct chiller_bank trim; /* unit_count 0: no chillers */
    double supply_k;          /* set point of the facility supply */
    double supply_limit_k;    /* the warmest the racks accept; capacity_w is stated at it */
    double loop_rise_k;       /* > 0: return minus supply */
    double water_most_kg_s;   /* make-up water to be had for the pads; 0: as much as they can use */
};

/* The plant with everything that does not change from hour to hour worked out. */
struct dry_plant_line {
    struct chiller_line trim;
    double rated_w, per_rated_w, approach_k, fan_w, fan_floor_w;
    double precool_ratio, water_w_k; /* make-up heat per kelvin of pre-cooling, J/s/K */
    double pads_most_k;              /* pre-cooling that the water allows */
    double supply_k, float_k, rise_k;
    double floor_speed_ratio; /* below it the fans stand at their floor */
};

/* COUNT hours: three arrays in, five out, all of the caller's and not overlapping. */
struct dry_plant_hours {
    int count;
    const double *dry_bulb_k;
    const double *wet_bulb_k;
    const double *heat_w;
    double *fan_w;
    double *chiller_w;
    double *water_kg_s;
    double *supply_k; /* above the set point when the chillers are not enough */
    double
        *capacity_w; /* heat that could be carried at the supply limit, less than heat_w: throttle; or NULL */
    double warmer_k, moister_k; /* what recirculated air adds to dry and wet bulb at the coolers */
};

/* Counts when the set point is outside the range of the chiller curves (warm loops always are). */
struct dry_plant_line dry_plant_line(const struct dry_plant *plant, int *clamp_count);

/*
 * Fills the five output arrays.  CLAMP_COUNT, when not NULL, grows by the hours in which the chillers
 * ran outside the condenser range of their curves or the heat was above 110 % of rated.
 */
void dry_plant_block(const struct dry_plant_line *line, const struct dry_plant_hours *hours,
                     int *clamp_count);

/* Air behind pads wetted as far as effectiveness and water allow. */
static inline double dry_plant_inlet_k(const struct dry_plant_line *line, double dry_bulb_k,
                                       double wet_bulb_k)
{
    double pads_k = line->precool_ratio * (dry_bulb_k > wet_bulb_k ? dry_bulb_k - wet_bulb_k : 0.0);
    return dry_bulb_k - (pads_k < line->pads_most_k ? pads_k : line->pads_most_k);
}

/* Heat that can be carried at the supply limit with this air: capacity_w of one hour. */
double dry_plant_capacity_w(const struct dry_plant_line *line, double dry_bulb_k, double wet_bulb_k);

#endif
