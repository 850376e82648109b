/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tally - means, variances and extremes of observations, plain or weighted by time.
 *
 * Plain observations (waiting times) go into a tally: Welford's sums, which lose no digits to a
 * large mean.  A quantity that holds until it changes (a queue's length, busy servers) goes into
 * a level: its mean is the area under it divided by the time.
 *
 * Owns: nothing; both are values.
 */
#ifndef ENGINE_TALLY_H
#define ENGINE_TALLY_H

#include <stdint.h>

/* Observations; all zero is an empty tally. */
struct tally {
    int64_t count;
    double mean;
    double squares; /* sum of squared distances from the mean */
    double least;
    double most;
};

/* A level over time; start it with tally_level_start. */
struct tally_level {
    int64_t start;
    int64_t since; /* tick of the latest change */
    double value;
    double base;    /* value at the start, from which both areas count */
    double area;    /* of value - base */
    double squares; /* area of (value - base)^2 */
    double least;
    double most;
};

/* Adds one observation. */
static inline void tally_add(struct tally *tally, double value)
{
    if (tally->count == 0)
        tally->least = tally->most = value;
    tally->count++;
    double distance = value - tally->mean;
    tally->mean += distance / (double)tally->count;
    tally->squares += distance * (value - tally->mean);
    if (value < tally->least)
        tally->least = value;
    if (value > tally->most)
        tally->most = value;
}

/* Adds all observations of FROM to INTO (Chan, Golub and LeVeque 1979). */
void tally_merge(struct tally *into, const struct tally *from);

/* Sample variance (divisor count - 1), 0 below two observations. */
double tally_variance(const struct tally *tally);

/* Standard error of the mean of independent observations; 0 below two. */
double tally_standard_error(const struct tally *tally);

/*
 * Half width of the interval around the mean that covers it with CONFIDENCE (0.95), by Student's t
 * for independent, roughly normal observations; infinite below two.
 */
double tally_half_width(const struct tally *tally, double confidence);

/* Starts LEVEL at VALUE from tick NOW on; also forgets a warm-up. */
void tally_level_start(struct tally_level *level, int64_t now, double value);

/* The level is VALUE from NOW on, NOW not before the latest change. */
static inline void tally_level_set(struct tally_level *level, int64_t now, double value)
{
    double above = level->value - level->base, time = (double)(now - level->since);
    level->area += above * time;
    level->squares += above * above * time;
    level->since = now;
    level->value = value;
    if (value < level->least)
        level->least = value;
    if (value > level->most)
        level->most = value;
}

/* Mean over the time from the start to NOW; the value itself when no time has passed. */
double tally_level_mean(const struct tally_level *level, int64_t now);

/* Variance over the same time. */
double tally_level_variance(const struct tally_level *level, int64_t now);

/* Area under the level from the start to NOW, in its unit times ticks. */
double tally_level_area(const struct tally_level *level, int64_t now);

#endif
