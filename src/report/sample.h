/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sample - one figure over all replications: exact order statistics and honest intervals.
 *
 * A date that a replication never reached is +INFINITY, so that it stays in the denominator: the 90 %
 * quantile of a milestone that 15 % never reach is "not reached".  NAN is a missing figure and is left out.
 *
 * Quantiles are order statistics, never interpolated: the P90 of 200 figures is the 180th smallest, which
 * at least 90 % do not exceed.  Their intervals come from the binomial distribution and hold for every
 * continuous distribution (David & Nagaraja, Order Statistics, 3rd ed. 2003, section 7.1).
 */
#ifndef REPORT_SAMPLE_H
#define REPORT_SAMPLE_H

#include "base/arena.h"

/* Figures in ascending order. */
struct sample {
    const double *sorted;
    int count;
};

/* An interval; an end that the sample is too small to bound is -INFINITY or +INFINITY. */
struct sample_interval {
    double low, high;
};

/* The COUNT figures of VALUES without the NANs, sorted in ARENA. */
struct sample sample_of(const double *values, int count, struct arena *arena);

/* The smallest figure that a share P (0..1) of the sample does not exceed; NAN of an empty sample. */
double sample_quantile(const struct sample *sample, double p);

/*
 * Holds the quantile P of what the sample was drawn from with at least the given CONFIDENCE (0..1, both
 * tails equal), except for ends that stay open.
 */
struct sample_interval sample_quantile_interval(const struct sample *sample, double p, double confidence);

/* NAN of an empty sample, INFINITY when a figure is. */
double sample_mean(const struct sample *sample);

/* Figures below INFINITY. */
int sample_finite_count(const struct sample *sample);

/*
 * The exact interval of a share of which HITS of COUNT were seen (Clopper & Pearson, Biometrika 26, 1934):
 * 0..1; the whole of it for COUNT 0.
 */
struct sample_interval sample_share_interval(int hits, int count, double confidence);

/*
 * The interval of the share that only B hits less the share that only A hits, -1..1, when among COUNT pairs
 * ONLY_A and ONLY_B were seen.  Of two exact intervals, each at half the risk, so that both hold together
 * with at least CONFIDENCE: the share of pairs that differ, and B's part of those (the sign test).
 */
struct sample_interval sample_paired_interval(int only_a, int only_b, int count, double confidence);

/*
 * The exact two-sided sign test (Conover, Practical Nonparametric Statistics, 3rd ed. 1999, section 3.4): how
 * often chance alone, which favours neither side, splits LESS + MORE pairs at least as unevenly; 1 without
 * any.
 */
double sample_sign_risk(int less, int more);

#endif
