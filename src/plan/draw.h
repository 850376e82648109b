/* SPDX-License-Identifier: Apache-2.0 */
/*
 * draw - the random numbers of one replication, named by what they are for.
 *
 * A value depends only on (seed, replication, id of the record, field): adding an unrelated hall
 * leaves every other draw as it was, so two scenarios run with common random numbers.
 */
#ifndef PLAN_DRAW_H
#define PLAN_DRAW_H

#include "engine/stream.h"
#include "plan/record.h"

struct draw {
    uint64_t seed;
    uint32_t replication;
    bool median; /* base case: every once-drawn field at its median */
};

/* The uniform behind a once-drawn field, in (0, 1); 0.5 in the base case. */
double draw_uniform(const struct draw *draw, const struct record *record, int field);

/* The field's value in this replication: quantile of its uniform, tied to its shared factor. */
double draw_once(const struct draw *draw, const struct record *record, int field);

/* Opens the stream of a field that is drawn repeatedly. */
struct stream draw_stream(const struct draw *draw, const struct record *record, int field);

/* Next value of a repeatedly drawn field, from its stream. */
double draw_next(struct stream *stream, const struct distribution *distribution);

#endif
