/* SPDX-License-Identifier: Apache-2.0 */
/*
 * chiller_points - a maker's part-load points in place of a published part-load curve.
 *
 * The points say what a chiller draws per watt of cooling at part loads with all temperatures at their
 * reference.  Power over capacity, p(x) = x times that, is a parabola in the DOE-2 form: the least-squares
 * one through the points replaces a set's part-load terms and COP;
 * the temperature terms stay.
 * Threads: pure.
 */
#ifndef PHYSICS_CHILLER_POINTS_H
#define PHYSICS_CHILLER_POINTS_H

#include "physics/chiller.h"

enum { CHILLER_POINTS_LEAST = 3 };

struct chiller_points {
    struct chiller_part_load part_load; /* for a bank */
    double cop_ratio;                   /* at full load */
    double worst_ratio;                 /* largest relative miss of a point */
};

/*
 * From COUNT points at LOAD[i] (> 0, rising): INPUT[i] watts (> 0) per watt of cooling.  *OUT is filled;
 * false when they are fewer than three or no sensible curve goes through them: its power must be positive and
 * not fall as load rises.
 */
bool chiller_points_fit(const double *load_ratio, const double *input_ratio, int count,
                        struct chiller_points *out);

#endif
