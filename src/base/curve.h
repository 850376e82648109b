/* SPDX-License-Identifier: Apache-2.0 */
/*
 * curve - a piecewise-linear table such as an efficiency over load or a ramp over time.
 *
 * Outside its points a curve is flat: the nearest end counts, and whoever must answer for that can have
 * it counted.
 */
#ifndef BASE_CURVE_H
#define BASE_CURVE_H

#include "base/arena.h"

#include <stdbool.h>

/* X strictly ascending, COUNT at least 1, everything finite. */
struct curve {
    const double *x;
    const double *y;
    int count;
};

/* A curve through copies of COUNT points, or NULL when they break the rules of struct curve. */
struct curve *curve_new(struct arena *arena, const double *x, const double *y, int count);

/*
 * Y at X.  *CLAMPED, if not NULL, grows by one when X lies beyond the points.  At a point the result is
 * exactly its y.  A NaN gives NaN.
 */
double curve_value(const struct curve *curve, double x, long *clamped);

#endif
