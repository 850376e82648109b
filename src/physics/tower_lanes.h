/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tower_lanes - tower_run at its rated water flow for a few hours at once, inlined into block kernels.
 *
 * Hour for hour the same numbers as tower_run, bit for bit, without branches.  Clamps are not counted.
 */
#ifndef PHYSICS_TOWER_LANES_H
#define PHYSICS_TOWER_LANES_H

#include "physics/tower.h"

#include <math.h>

enum { TOWER_LANES = 8 }; /* a fixed count without aliases is what the vectoriser of plain -O2 accepts */

/* X, but not below LOW nor above HIGH. */
static inline double tower_lanes_within(double x, double low, double high)
{
    double raised = x > low ? x : low;
    return raised < high ? raised : high;
}

/* Part I of the approach, the coefficient of LG^I, at wet bulb T (Celsius) and range R. */
static inline double tower_lanes_part(const double c[9], double t, double r)
{
    return c[0] + t * (c[1] + t * c[2]) + r * (c[3] + t * (c[4] + t * c[5])) +
           r * r * (c[6] + t * (c[7] + t * c[8]));
}

/*
 * N hours, TOWER_LANES as a constant or fewer: water leaves as cold as SET_K where full air can do it, and
 * as cold as full air makes it elsewhere.  Without heat nothing turns.
 */
static inline __attribute__((always_inline)) void
tower_lanes_run(const struct tower *tower, int n, const double heat_w[TOWER_LANES],
                const double wet_bulb_k[TOWER_LANES], const double set_k[TOWER_LANES],
                double leaving_k[TOWER_LANES], double range_k[TOWER_LANES], double fan_w[TOWER_LANES])
{
    const struct tower w = *tower;
    const double greatest_lg = 8.0, least_k = 1.1, most_k = 40.0;
    const double per_w = 1.0 / (w.rated_water_kg_s * TOWER_WATER_J_KG_K);
    const double per_scale = 1.0 / w.approach_scale_ratio;

    for (int i = 0; i < n; i++) {
        double range = heat_w[i] * per_w;
        double t = tower_lanes_within(wet_bulb_k[i] - 273.15, -34.4, 29.4);
        double r = tower_lanes_within(range, 1.1, 22.2);
        double p0 = tower_lanes_part(tower_york[0], t, r), p1 = tower_lanes_part(tower_york[1], t, r);
        double p2 = tower_lanes_part(tower_york[2], t, r);
        double turn = tower_lanes_within(-p1 / (2.0 * p2), 0.0, greatest_lg),
               top = p2 < 0.0 ? turn : greatest_lg;
        double wanted = (set_k[i] - wet_bulb_k[i]) * per_scale, c = p0 - wanted;
        double inside = p1 * p1 - 4.0 * p2 * c, root = -2.0 * c / (p1 + sqrt(inside > 0.0 ? inside : 0.0));
        double farthest = p0 + top * (p1 + top * p2), lg = root > 1.0 ? root : 1.0, x, approach, air, cube;

        lg = ((wanted >= most_k) | (farthest <= wanted)) ? greatest_lg : lg;
        x = lg < top ? lg : top;
        approach = tower_lanes_within(p0 + x * (p1 + x * p2), least_k, most_k);
        air = 1.0 / lg;
        cube = air * air * air;
        range_k[i] = heat_w[i] > 0.0 ? range : 0.0;
        leaving_k[i] = heat_w[i] > 0.0 ? wet_bulb_k[i] + w.approach_scale_ratio * approach : set_k[i];
        fan_w[i] =
            heat_w[i] > 0.0 ? w.rated_fan_w * (cube > w.fan_floor_ratio ? cube : w.fan_floor_ratio) : 0.0;
    }
}

/* The same at full air, whatever set point is wanted; with heat. */
static inline __attribute__((always_inline)) void tower_lanes_full(const struct tower *tower, int n,
                                                                   const double heat_w[TOWER_LANES],
                                                                   const double wet_bulb_k[TOWER_LANES],
                                                                   double leaving_k[TOWER_LANES])
{
    const double per_w = 1.0 / (tower->rated_water_kg_s * TOWER_WATER_J_KG_K);
    const double scale_ratio = tower->approach_scale_ratio, least_k = 1.1, most_k = 40.0;

    for (int i = 0; i < n; i++) {
        double t = tower_lanes_within(wet_bulb_k[i] - 273.15, -34.4, 29.4);
        double r = tower_lanes_within(heat_w[i] * per_w, 1.1, 22.2);
        double approach = tower_lanes_part(tower_york[0], t, r) + tower_lanes_part(tower_york[1], t, r) +
                          tower_lanes_part(tower_york[2], t, r);
        leaving_k[i] = wet_bulb_k[i] + scale_ratio * tower_lanes_within(approach, least_k, most_k);
    }
}

#endif
