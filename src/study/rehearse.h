/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rehearse - the readings that the meters of a site would give if its plant were as the scenario says.
 *
 * For trying out which meters are needed before they are bought, and for examples.  The IT load swings by day
 * about a level that drifts over days; the plant answers as the model has it, in the air of the site's
 * typical year; every power meter errs by a normal share of its reading, each for itself.
 */
#ifndef STUDY_REHEARSE_H
#define STUDY_REHEARSE_H

#include "world/plant.h"

#include <stdio.h>

struct rehearse {
    const struct plan *plan;
    const struct record *site;
    const struct record *const *halls; /* commissioned; HALL_COUNT 0: all of the site */
    int hall_count;
    int64_t start; /* tick, a whole hour */
    int weeks;
    int64_t step_s;     /* a whole part of an hour */
    double noise_ratio; /* standard deviation of a power reading over what is true */
    uint64_t seed;
};

/* Writes the table that scenario/meter_csv.h reads; false after errors. */
bool rehearse_write(const struct rehearse *rehearse, FILE *stream, struct arena *arena, struct diag *diag);

#endif
