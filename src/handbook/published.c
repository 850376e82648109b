/* SPDX-License-Identifier: Apache-2.0 */
#include "handbook/published.h"

#include <math.h>

static void add(struct published_run *run, struct published_row row)
{
    row.of = run->now;
    run->rows = arena_grow(run->arena, run->rows, run->row_count, &run->row_capacity, sizeof *run->rows);
    run->rows[run->row_count++] = row;
}

void published_near(struct published_run *run, const char *quantity, const char *unit, double expected,
                    double found, double tolerance)
{
    /* A hair more than the tolerance, so that an exact expectation allows the last digit. */
    bool met = fabs(found - expected) <= tolerance + 1e-12 * fabs(expected);
    add(run, (struct published_row){.quantity = quantity,
                                    .unit = unit,
                                    .expected = expected,
                                    .found = found,
                                    .tolerance = tolerance,
                                    .verdict = met ? VERDICT_MET : VERDICT_MISSED});
}

void published_band(struct published_run *run, const char *quantity, const char *unit, double low,
                    double high, double found)
{
    published_near(run, quantity, unit, 0.5 * (low + high), found, 0.5 * (high - low));
}

void published_skip(struct published_run *run, const char *why)
{
    add(run, (struct published_row){.quantity = why,
                                    .unit = "",
                                    .expected = NAN,
                                    .found = NAN,
                                    .tolerance = NAN,
                                    .verdict = VERDICT_SKIPPED});
}
