/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pump - shaft-to-socket power of pumps: P = V dp / efficiency, on a system curve.
 *
 * Head of the loop: dp = static + (rated - static) (V / Vr)^2.  Motor and drive draw a floor while the
 * pump turns (5-10 %).  Affinity laws: flow ~ n, head ~ n^2, power ~ n^3.  Valid 0..1.2 of the rated flow,
 * clamped and counted beyond (clamp.h).  Threads: pure.
 */
#ifndef PHYSICS_PUMP_H
#define PHYSICS_PUMP_H

struct pump {
    double rated_m3_s;       /* > 0; all running pumps together */
    double rated_pa;         /* head of the loop at rated flow */
    double static_pa;        /* part of it that does not fall with flow, e.g. a controlled differential */
    double efficiency_ratio; /* pump x motor x drive, 0.4..0.85 usual */
    double floor_ratio;      /* least power while running over rated power */
};

/* Power of the pumps at this flow; 0 at rest. */
double pump_power_w(const struct pump *pump, double flow_m3_s, int *clamp_count);

/* Head of the loop at this flow. */
double pump_head_pa(const struct pump *pump, double flow_m3_s, int *clamp_count);

#endif
