/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/stream.h"

#include <math.h>

static const uint64_t GOLDEN = 0x9e3779b97f4a7c15u; /* 2^64 / golden ratio, odd */

/* Finaliser of splitmix64: a bijection in which every bit of the input moves half of the output. */
static uint64_t mix(uint64_t bits)
{
    bits = (bits ^ bits >> 30) * 0xbf58476d1ce4e5b9u;
    bits = (bits ^ bits >> 27) * 0x94d049bb133111ebu;
    return bits ^ bits >> 31;
}

uint64_t stream_id(const char *text)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (const unsigned char *c = (const unsigned char *)text; *c; c++)
        hash = (hash ^ *c) * 0x100000001b3u;
    return mix(hash);
}

struct stream stream_named(uint64_t seed, uint64_t replication, uint64_t id, uint64_t field)
{
    uint64_t hash = mix(seed + GOLDEN);
    hash = mix((hash ^ replication) + GOLDEN);
    hash = mix((hash ^ id) + GOLDEN);
    hash = mix((hash ^ field) + GOLDEN);
    struct stream stream;
    for (uint64_t i = 0; i < 4; i++)
        stream.state[i] = mix(hash + (i + 1) * GOLDEN);
    return stream;
}

/* Lemire, "Fast random integer generation in an interval", ACM Trans. Model. Comput. Simul. 29 (2019). */
uint64_t stream_below(struct stream *stream, uint64_t count)
{
    unsigned __int128 product = (unsigned __int128)stream_bits(stream) * count;
    if ((uint64_t)product < count) {
        uint64_t floor = -count % count;
        while ((uint64_t)product < floor)
            product = (unsigned __int128)stream_bits(stream) * count;
    }
    return (uint64_t)(product >> 64);
}

double stream_exponential_edge(struct stream *stream, uint64_t bits)
{
    double beyond = 0.0; /* the tail is the whole curve again, moved by R */
    for (;;) {
        uint64_t i = bits % ZIGGURAT_LAYERS, place = bits >> 11;
        double x = (double)(int64_t)place * ziggurat_exponential[i].step;
        if (place < ziggurat_exponential[i].inside)
            return beyond + x;
        if (i == 0) {
            beyond += ZIGGURAT_EXPONENTIAL_R;
        } else {
            const double *height = &ziggurat_exponential_height[i];
            if (height[0] + stream_uniform(stream) * (height[1] - height[0]) < exp(-x))
                return beyond + x;
        }
        bits = stream_bits(stream);
    }
}

/* Marsaglia 1964: a normal beyond R, by rejection from an exponential of rate R. */
static double normal_tail(struct stream *stream)
{
    double x, y;
    do {
        x = stream_exponential(stream) / ZIGGURAT_NORMAL_R;
        y = stream_exponential(stream);
    } while (y + y < x * x);
    return ZIGGURAT_NORMAL_R + x;
}

double stream_normal_edge(struct stream *stream, uint64_t bits)
{
    for (;;) {
        uint64_t i = bits % ZIGGURAT_LAYERS;
        int64_t place = (int64_t)bits >> 10;
        double x = (double)place * ziggurat_normal[i].step;
        if ((uint64_t)(place < 0 ? -place : place) < ziggurat_normal[i].inside)
            return x;
        if (i == 0)
            return place < 0 ? -normal_tail(stream) : normal_tail(stream);
        const double *height = &ziggurat_normal_height[i];
        if (height[0] + stream_uniform(stream) * (height[1] - height[0]) < exp(-0.5 * x * x))
            return x;
        bits = stream_bits(stream);
    }
}
