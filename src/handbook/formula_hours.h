/* SPDX-License-Identifier: Apache-2.0 */
/*
 * formula_hours - a formula over the hours of a weather file.
 *
 * Keys that a weather file has (dry bulb, dew point or wet bulb, pressure) take its values hour by hour; what
 * the user gave stays.
 */
#ifndef HANDBOOK_FORMULA_HOURS_H
#define HANDBOOK_FORMULA_HOURS_H

#include "handbook/formula.h"

struct formula_hours {
    int hour_count, output_count;
    double *out;       /* SI, [hour * output_count + output] */
    int clamped_count; /* hours in which the physics pulled something back */
};

/* Runs CALL over the hours of the EPW or CSV file at PATH; false with errors. */
bool formula_hours_run(struct formula_call *call, const char *path, struct formula_hours *hours);

#endif
