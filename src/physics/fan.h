/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fan - power of air movers: P = V dp / efficiency at rating, a published curve or the cube law below it.
 *
 * Part-load power over rated power is a + b x + c x^2 + d x^3 with x the flow over rated flow, not below
 * the curve's minimum: ANSI/ASHRAE/IES 90.1-2016 appendix G and the prototype models' fan curves (NREL
 * openstudio-standards).  Flow 0..1.1 of rated, clamped and counted beyond (clamp.h).  Threads: pure.
 */
#ifndef PHYSICS_FAN_H
#define PHYSICS_FAN_H

struct fan_curve {
    const char *name;
    const char *source;
    double terms[4];
    double least_ratio; /* power never falls below this while the fan turns */
};

/* The first is the variable-speed drive with static-pressure reset; "cube" is the plain affinity law. */
extern const struct fan_curve fan_curves[];
extern const int fan_curve_count;

/* The curve of that name, or NULL. */
const struct fan_curve *fan_curve_find(const char *name);

/* Power over rated power at FLOW_RATIO; 0 at rest. */
double fan_part_load_ratio(const struct fan_curve *curve, double flow_ratio, int *clamp_count);

/* Rated power: flow x pressure / (fan x motor x drive efficiency). */
double fan_rated_w(double flow_m3_s, double pressure_pa, double efficiency_ratio);

#endif
