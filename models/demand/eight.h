/* SPDX-License-Identifier: Apache-2.0 */
/*
 * eight - what demand does with eight lanes at once (base/lanes.h).  Threads: pure.
 *
 * Vectors are handed over by address: by value their place would depend on the machine.
 */
#ifndef DEMAND_EIGHT_H
#define DEMAND_EIGHT_H

#include "base/lanes.h"

#include <stdbool.h>
#include <stdint.h>

typedef double eight LANES_VECTOR;
typedef int64_t eight_bits LANES_VECTOR;

/* Eight numbers from and into memory, of any alignment. */
LANES_INLINE void eight_load(eight *to, const double *from)
{
    memcpy(to, from, sizeof *to);
}

LANES_INLINE void eight_store(double *to, const eight *from)
{
    memcpy(to, from, sizeof *from);
}

/* TO[i] += BY[i] */
LANES_INLINE void eight_add(double *to, const eight *by)
{
    eight sum;
    memcpy(&sum, to, sizeof sum);
    sum += *by;
    memcpy(to, &sum, sizeof sum);
}

/* Lanes that are not above zero become zero. */
LANES_INLINE void eight_clip(eight *value)
{
    *value = (eight)((eight_bits)*value & (*value > 0));
}

/* Each comparison is used once: compilers take others apart into lanes. */
LANES_INLINE void eight_lesser(eight *value, const eight *other)
{
    eight_bits bits = (eight_bits)*value, change = bits ^ (eight_bits)*other;
    *value = (eight)(bits ^ (change & (*other < *value)));
}

/* Any bit set in any lane.  Whole numbers may be joined in any order, so this vectorises. */
LANES_INLINE bool eight_any(const eight_bits *bits)
{
    uint64_t lane[LANES_COUNT], any = 0;
    memcpy(lane, bits, sizeof lane);
    for (int i = 0; i < LANES_COUNT; i++)
        any |= lane[i];
    return any != 0;
}

#endif
