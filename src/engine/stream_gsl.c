/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/stream_gsl.h"

static void set(void *state, unsigned long seed)
{
    *(struct stream *)state = stream_named(seed, 0, 0, 0);
}

static unsigned long get(void *state)
{
    return stream_bits(state);
}

static double get_double(void *state)
{
    return stream_uniform(state);
}

const gsl_rng_type stream_gsl_type = {
    .name = "gigaplan stream",
    .max = UINT64_MAX,
    .min = 0,
    .size = sizeof(struct stream),
    .set = set,
    .get = get,
    .get_double = get_double,
};

gsl_rng stream_gsl(struct stream *stream)
{
    return (gsl_rng){.type = &stream_gsl_type, .state = stream};
}
