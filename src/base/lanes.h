/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lanes - sums over hours that do not depend on where the hours were cut into blocks.
 *
 * Hours are worked on in groups of eight that begin at 0, 8 and 16 o'clock UTC, and a sum has a part for
 * each of the eight.  An hour always adds to the same part, in the order of time, and hours outside of
 * a block weigh nothing: so blocks may be cut anywhere without changing a bit of the sum, while eight
 * hours are one vector.  Values in unused lanes must be finite.  Threads: pure.
 */
#ifndef BASE_LANES_H
#define BASE_LANES_H

#include <string.h>

enum { LANES_COUNT = 8 };

static inline double lanes_sum(const double part[LANES_COUNT])
{
    return ((part[0] + part[1]) + (part[2] + part[3])) + ((part[4] + part[5]) + (part[6] + part[7]));
}

/* PART grows by WEIGHT x VALUE; COUNT hours, whole groups. */
static inline __attribute__((always_inline)) void
lanes_weigh(double part[LANES_COUNT], const double *restrict weight, const double *restrict value, int count)
{
    double sum[LANES_COUNT];
    memcpy(sum, part, sizeof sum);
    for (int at = 0; at < count; at += LANES_COUNT)
        for (int i = 0; i < LANES_COUNT; i++)
            sum[i] += weight[at + i] * value[at + i];
    memcpy(part, sum, sizeof sum);
}

/* The same with one value for all hours. */
static inline __attribute__((always_inline)) void
lanes_weigh_same(double part[LANES_COUNT], const double *restrict weight, double value, int count)
{
    double sum[LANES_COUNT];
    memcpy(sum, part, sizeof sum);
    for (int at = 0; at < count; at += LANES_COUNT)
        for (int i = 0; i < LANES_COUNT; i++)
            sum[i] += weight[at + i] * value;
    memcpy(part, sum, sizeof sum);
}

#endif
