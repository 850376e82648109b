/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sweep - a formula over ranges of its keys: the rows of a curve.
 *
 * A range is "load=0.1:1:0.1", from, to and step with units ("wet-bulb=0C:30C:5K"; a step of temperatures is
 * in K), or "curve=eco:legacy", words of a choice.  Several ranges are combined, the first runs fastest.
 */
#ifndef HANDBOOK_SWEEP_H
#define HANDBOOK_SWEEP_H

#include "handbook/formula.h"

enum { SWEEP_RANGES = 3, SWEEP_MOST = 100000 };

struct sweep_range {
    int key;
    int count;
    const double *si; /* values; of a choice its places */
};

struct sweep {
    const struct formula_call *call;
    struct sweep_range ranges[SWEEP_RANGES];
    int range_count, row_count, output_count;
    const double *out; /* SI, [row * output_count + output] */
    int clamped_count; /* rows in which the physics pulled something back */
};

/* Adds the range TEXT; false with an error. */
bool sweep_add(struct sweep *sweep, struct formula_call *call, const char *text);

/* Computes all rows; false with errors. */
bool sweep_run(struct sweep *sweep, struct formula_call *call);

/* The place in RANGE of ROW. */
int sweep_place(const struct sweep *sweep, int row, int range);

#endif
