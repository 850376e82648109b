/* SPDX-License-Identifier: Apache-2.0 */
/*
 * axis - round numbers and dates at the edges of a panel.
 */
#ifndef REPORT_AXIS_H
#define REPORT_AXIS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct axis_range {
    double low, high, step;
};

/* A range that holds LOW to HIGH with three to six round steps; WIDEN moves the top to a round number. */
struct axis_range axis_range_of(double low, double high, bool widen);

/* The grid of dates between two ticks, with the dates below when LABELLED. */
void axis_write_times(FILE *out, int64_t start, int64_t end, bool labelled);

/* The grid of values, with their numbers; without either when not SHOWN: on the y axis, on the x axis. */
void axis_write_values(FILE *out, struct axis_range range, bool shown);
void axis_write_numbers(FILE *out, struct axis_range range, bool shown);

/* VALUE with the digits that STEP needs, "12,000". */
const char *axis_number_text(double value, double step, struct arena *arena);

#endif
