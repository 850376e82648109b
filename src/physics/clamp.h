/* SPDX-License-Identifier: Apache-2.0 */
/*
 * clamp - how the formulas of this folder say that an input lay outside its valid range.
 *
 * One convention for src/physics: every formula with a limited range takes `int *clamp_count` as its
 * last argument and adds 1 to it for each input that it had to pull back to the nearest bound.  NULL
 * means that nobody counts.  Zero before, zero after: all inputs were inside.  The result is always
 * that of the clamped inputs, never of an extrapolation.  A NaN counts and becomes the lower bound.
 */
#ifndef PHYSICS_CLAMP_H
#define PHYSICS_CLAMP_H

#include <stddef.h>

/* VALUE kept within LOW..HIGH; counts when it was outside. */
static inline double clamp_between(double value, double low, double high, int *clamp_count)
{
    if (value >= low && value <= high)
        return value;
    if (clamp_count != NULL)
        ++*clamp_count;
    return value > high ? high : low;
}

#endif
