/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stream_gsl - a stream as a random number generator of GSL, for its rarer distributions.
 *
 *     gsl_rng rng = stream_gsl(&stream);
 *     double x = gsl_ran_beta(&rng, 2.0, 3.0);
 *
 * Draws advance the stream itself.  Prefer stream.h and variate.h where they have the distribution:
 * those are several times faster, and gsl_ran_gaussian_ziggurat repeats values (24-bit mantissa).
 */
#ifndef ENGINE_STREAM_GSL_H
#define ENGINE_STREAM_GSL_H

#include "engine/stream.h"

#include <gsl/gsl_rng.h>

/* For gsl_rng_alloc: 64-bit output; gsl_rng_set(rng, seed) gives stream_named(seed, 0, 0, 0). */
extern const gsl_rng_type stream_gsl_type;

/* A generator that draws from STREAM.  Good while STREAM lives; not to be freed or cloned. */
gsl_rng stream_gsl(struct stream *stream);

#endif
