/* SPDX-License-Identifier: Apache-2.0 */
/*
 * chiller_lanes - chiller_line_run for a few hours at once, inlined into the block kernels of this folder.
 *
 * Hour for hour the same numbers as chiller_line_run, bit for bit, without branches: the staging is done in
 * whole numbers held in doubles.  Clamps are not counted.
 */
#ifndef PHYSICS_CHILLER_LANES_H
#define PHYSICS_CHILLER_LANES_H

#include "physics/chiller.h"

enum { CHILLER_LANES = 8 }; /* a fixed count without aliases is what the vectoriser of plain -O2 accepts */

/* Whole number nearest to X, 0 <= X < 2^51, in arithmetic that vectorises. */
static inline double chiller_lanes_nearest(double x)
{
    return x + 0x1p52 - 0x1p52;
}

/* c0 + c1 x + c2 x^2 */
static inline double chiller_lanes_parabola(const double c[3], double x)
{
    return c[0] + x * (c[1] + x * c[2]);
}

/* Temperature in Celsius that the curves see. */
static inline double chiller_lanes_condenser_c(const struct chiller_line *line, double condenser_k)
{
    double tc = condenser_k - 273.15;
    tc = tc > line->condenser_low_c ? tc : line->condenser_low_c;
    return tc < line->condenser_high_c ? tc : line->condenser_high_c;
}

/* Power over that of one full unit when the bank carries UNITS full units of load. */
static inline double chiller_lanes_relative(const struct chiller_line *line, double units)
{
    const double all = line->unit_count > 1 ? line->unit_count : 1, needed_per_unit = line->needed_per_unit;
    const double low_ratio = line->part_load_low_ratio, low_power_ratio = line->low_power_ratio;
    const double terms[3] = {line->part_load[0], line->part_load[1], line->part_load[2]};
    double least = chiller_lanes_nearest(units * needed_per_unit + 0.5);
    double ideal = units * line->per_best_part_load, count = chiller_lanes_nearest(ideal), ratio, low, high;

    least = least > 1.0 ? least : 1.0;
    count += count * (count + 1.0) < ideal * ideal ? 1.0 : 0.0;
    count = count > least ? count : least;
    count = count < all ? count : all;
    ratio = units / count;
    low = units * low_power_ratio;
    high = count * chiller_lanes_parabola(terms, ratio);
    return ratio < low_ratio ? low : high;
}

/* N hours, CHILLER_LANES as a constant or fewer; LINE has units. */
static inline __attribute__((always_inline)) void
chiller_lanes_run(const struct chiller_line *line, int n, const double load_w[CHILLER_LANES],
                  const double condenser_k[CHILLER_LANES], double power_w[CHILLER_LANES],
                  double served_w[CHILLER_LANES], double capacity_w[CHILLER_LANES])
{
    const double most_units = line->unit_count * line->part_load_high_ratio;
    double unit_w[CHILLER_LANES], units[CHILLER_LANES], input_w[CHILLER_LANES];

    for (int i = 0; i < n; i++) {
        double tc = chiller_lanes_condenser_c(line, condenser_k[i]);
        double full_w = chiller_lanes_parabola(line->capacity_w, tc),
               load = load_w[i] > 0.0 ? load_w[i] : 0.0;
        double limit_w;

        unit_w[i] = full_w > 0.0 ? full_w : 0.0;
        limit_w = most_units * unit_w[i];
        input_w[i] = chiller_lanes_parabola(line->input, tc);
        capacity_w[i] = limit_w;
        served_w[i] = load < limit_w ? load : limit_w;
    }
    for (int i = 0; i < n; i++) /* no unit has as little as a microwatt */
        units[i] = served_w[i] / (unit_w[i] > 1e-6 ? unit_w[i] : 1e-6);
    for (int i = 0; i < n; i++)
        power_w[i] = unit_w[i] * input_w[i] * chiller_lanes_relative(line, units[i]);
    for (int i = 0; i < n; i++)
        power_w[i] = served_w[i] > 0.0 ? power_w[i] : 0.0;
}

#endif
