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

/* The sum of all eight parts, always added in the same order. */
static inline double lanes_sum(const double part[LANES_COUNT])
{
    return ((part[0] + part[1]) + (part[2] + part[3])) + ((part[4] + part[5]) + (part[6] + part[7]));
}

/* Eight lanes in a register: a local variable, loaded and stored with memcpy. */
#define LANES_VECTOR __attribute__((vector_size(LANES_COUNT * sizeof(double))))

/*
 * For sums and products in local variables; how a function would be handed one depends on the machine, and
 * comparisons of them are taken apart: those are loops over eight numbers.
 */
typedef double lanes_vector LANES_VECTOR;

/* Before a loop over a few fixed places, so that its sums stay in registers. */
#define LANES_UNROLL _Pragma("GCC unroll 8")

/* For members and locals of eight lanes each: no vector lies in two cache lines. */
#define LANES_ALIGNED _Alignas(LANES_COUNT * sizeof(double))

#define LANES_INLINE static inline __attribute__((always_inline))

/* PART grows by WEIGHT x VALUE; COUNT hours, whole groups. */
LANES_INLINE void lanes_weigh(double part[LANES_COUNT], const double *weight, const double *value, int count)
{
    lanes_vector sum, w, v;
    memcpy(&sum, part, sizeof sum);
    for (int at = 0; at < count; at += LANES_COUNT) {
        memcpy(&w, weight + at, sizeof w);
        memcpy(&v, value + at, sizeof v);
        sum += w * v;
    }
    memcpy(part, &sum, sizeof sum);
}

/* The same with one value for all hours. */
LANES_INLINE void lanes_weigh_same(double part[LANES_COUNT], const double *weight, double value, int count)
{
    lanes_vector sum, w;
    memcpy(&sum, part, sizeof sum);
    for (int at = 0; at < count; at += LANES_COUNT) {
        memcpy(&w, weight + at, sizeof w);
        sum += w * value;
    }
    memcpy(part, &sum, sizeof sum);
}

/* VALUE into COUNT lanes, whole groups. */
LANES_INLINE void lanes_fill(double *row, double value, int count)
{
    for (int at = 0; at < count; at += LANES_COUNT)
        for (int i = 0; i < LANES_COUNT; i++)
            row[at + i] = value;
}

/* The greatest of COUNT values, whole groups and at least one: the order does not matter. */
LANES_INLINE double lanes_greatest(const double *value, int count)
{
    double most[LANES_COUNT];
    memcpy(most, value, sizeof most);
    for (int at = LANES_COUNT; at < count; at += LANES_COUNT)
        for (int i = 0; i < LANES_COUNT; i++)
            most[i] = value[at + i] > most[i] ? value[at + i] : most[i];
    for (int i = 1; i < LANES_COUNT; i++)
        most[0] = most[i] > most[0] ? most[i] : most[0];
    return most[0];
}

#endif
