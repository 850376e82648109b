/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tower - open cooling towers: how close to the wet bulb the water comes, and what the fan needs.
 *
 * YorkCalc: approach = sum over i of LG^i p_i(Twb, Tr), with LG water ratio over air ratio (27 terms).
 * CoolTools: a cubic in air ratio, water ratio, wet bulb and range (35 terms), for cross-flow towers.
 * Both from the EnergyPlus Engineering Reference, variable-speed tower.  Against a Merkel integral CoolTools
 * is 23-37 % too close at half air, so YorkCalc is the one to use when the fan speed is solved for;
 * CoolTools serves at 80 % air and more.  Inputs beyond the fits are clamped, see clamp.h.  Threads: pure.
 */
#ifndef PHYSICS_TOWER_H
#define PHYSICS_TOWER_H

#include <stdbool.h>

#define TOWER_WATER_J_KG_K 4186.0 /* specific heat of the circulating water */

/* YorkCalc.  Rows: LG^0, LG^1, LG^2; columns: 1, T, T^2 times 1, then times Tr, then times Tr^2. */
extern const double tower_york[3][9];

/*
 * Leaving water minus wet bulb.  Valid: wet bulb 238.75..302.55 K, range (entering minus leaving water)
 * 1.1..22.2 K, water 0.75..1.25 and air > 0 of their design flows with LG <= 8; result 1.1..40 K.
 */
double tower_yorkcalc_approach_k(double wet_bulb_k, double range_k, double water_ratio, double air_ratio,
                                 int *clamp_count);

/* The same by CoolTools: wet bulb 272.15..299.82 K, range 1.11..11.11, water 0.75..1.25, air 0.25..1. */
double tower_cooltools_approach_k(double wet_bulb_k, double range_k, double water_ratio, double air_ratio,
                                  int *clamp_count);

/* One or more equal towers running together. */
struct tower {
    double rated_water_kg_s;     /* > 0, circulating at water ratio 1 */
    double rated_fan_w;          /* all fans at full speed */
    double fan_floor_ratio;      /* least power of a turning fan over rated */
    double approach_scale_ratio; /* multiplies YorkCalc; 1: as fitted (3.84 K at 25.56 C, range 5.56 K) */
};

struct tower_state {
    double leaving_k; /* water; at the set point or below when HOLDS */
    double range_k;
    double air_ratio;
    double fan_w;
    bool holds; /* false: even full air leaves the water warmer than the set point */
};

/*
 * Slowest fan that brings the water to LEAVING_SET_K while it carries HEAT_W at WATER_RATIO of the rated
 * flow; YorkCalc is quadratic in LG, so the speed is solved exactly.  0 W of heat stops the fan.
 */
struct tower_state tower_run(const struct tower *tower, double heat_w, double water_ratio, double wet_bulb_k,
                             double leaving_set_k, int *clamp_count);

#endif
