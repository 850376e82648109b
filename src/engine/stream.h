/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stream - random numbers named by what they are for.
 *
 * A stream is 256 bits of state by value, seeded by hashing (seed, replication, id, field): what one
 * thing draws depends on nothing else, so a scenario with one hall more draws the same numbers for
 * all others.  The generator is xoshiro256++ (Blackman and Vigna, "Scrambled linear pseudorandom
 * number generators", ACM Trans. Math. Software 47, 2021; period 2^256 - 1).  Normal and
 * exponential draws are ziggurats with 53-bit mantissas.  More distributions: variate.h; as a
 * gsl_rng: stream_gsl.h; inverse CDFs of one uniform: quantile.h.
 *
 * Threads: a stream belongs to one thread at a time; there is no shared state.
 */
#ifndef ENGINE_STREAM_H
#define ENGINE_STREAM_H

#include "engine/ziggurat.h"

#include <stdint.h>

struct stream {
    uint64_t state[4]; /* never all zero */
};

/* 64-bit hash of a text, for the ids below: FNV-1a, then mixed.  The same on every machine. */
uint64_t stream_id(const char *text);

/*
 * The stream of FIELD (an index, or any number that tells two uses apart) of the thing whose id
 * hashes to ID, in REPLICATION of a run with SEED.  Streams of different names are independent
 * for all practical purposes: the four words are absorbed by the finaliser of splitmix64 (Steele,
 * Lea and Flood 2014) into 64 bits, from which four words of state come out.
 */
struct stream stream_named(uint64_t seed, uint64_t replication, uint64_t id, uint64_t field);

/* The next 64 random bits. */
static inline uint64_t stream_bits(struct stream *stream)
{
    uint64_t *s = stream->state;
    uint64_t sum = s[0] + s[3];
    uint64_t bits = (sum << 23 | sum >> 41) + s[0];
    uint64_t shifted = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = s[3] << 45 | s[3] >> 19;
    return bits;
}

/* Uniform in [0, 1): a multiple of 2^-53. */
static inline double stream_uniform(struct stream *stream)
{
    return (double)(stream_bits(stream) >> 11) * 0x1p-53;
}

/* Uniform in (0, 1), symmetric about 1/2: an odd multiple of 2^-53. */
static inline double stream_uniform_open(struct stream *stream)
{
    return ((double)(stream_bits(stream) >> 12) + 0.5) * 0x1p-52;
}

/* Uniform in (0, 1]: for logarithms. */
static inline double stream_uniform_positive(struct stream *stream)
{
    return ((double)(stream_bits(stream) >> 11) + 1.0) * 0x1p-53;
}

/* Uniform whole number in 0..COUNT-1, without bias; COUNT > 0. */
uint64_t stream_below(struct stream *stream, uint64_t count);

/* True with PROBABILITY, 0..1; beyond, the nearest counts. */
static inline int stream_bernoulli(struct stream *stream, double probability)
{
    return stream_uniform(stream) < probability;
}

/* The rare rest of the next two; not for others. */
double stream_exponential_edge(struct stream *stream, uint64_t bits);
double stream_normal_edge(struct stream *stream, uint64_t bits);

/* Exponential with mean 1, >= 0. */
static inline double stream_exponential(struct stream *stream)
{
    uint64_t bits = stream_bits(stream);
    const struct ziggurat_layer *layer = &ziggurat_exponential[bits % ZIGGURAT_LAYERS];
    uint64_t place = bits >> 11;
    if (__builtin_expect(place < layer->inside, 1))
        return (double)(int64_t)place * layer->step;
    return stream_exponential_edge(stream, bits);
}

/* Normal with mean 0 and variance 1. */
static inline double stream_normal(struct stream *stream)
{
    uint64_t bits = stream_bits(stream);
    const struct ziggurat_layer *layer = &ziggurat_normal[bits % ZIGGURAT_LAYERS];
    int64_t place = (int64_t)bits >> 10; /* 53 bits and a sign */
    uint64_t distance = (uint64_t)(place < 0 ? -place : place);
    if (__builtin_expect(distance < layer->inside, 1))
        return (double)place * layer->step;
    return stream_normal_edge(stream, bits);
}

#endif
