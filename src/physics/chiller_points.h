/* SPDX-License-Identifier: Apache-2.0 */
/*
 * chiller_points - a maker's part-load points in place of a published part-load curve.
 *
 * The points say what a chiller draws per watt of cooling at part loads with all temperatures at their
 * reference.  Power over capacity, p(x) = x times that, is a parabola in the DOE-2 form: the least-squares
 * one through the points takes the curves' part-load terms and reference COP; the temperature terms stay.
 * Threads: pure.
 */
#ifndef PHYSICS_CHILLER_POINTS_H
#define PHYSICS_CHILLER_POINTS_H

#include "physics/chiller.h"

enum { CHILLER_POINTS_LEAST = 3 };

struct chiller_points {
    struct chiller_curves curves; /* those given, with the points' part-load terms and COP */
    double worst_ratio;           /* largest relative miss of a point */
};

/*
 * From COUNT >= 3 points at LOAD[i] (> 0, rising): INPUT[i] watts per watt of cooling.  *OUT is filled; false
 * when no sensible curve goes through them (it needs positive power that does not fall as load rises).
 */
bool chiller_points_fit(const struct chiller_curves *base, const double *load_ratio,
                        const double *input_ratio, int count, struct chiller_points *out);

#endif
