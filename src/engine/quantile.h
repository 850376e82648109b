/* SPDX-License-Identifier: Apache-2.0 */
/*
 * quantile - inverse distribution functions of one uniform.
 *
 * What is drawn once in a replication is drawn this way, so that a design (Latin hypercube, Sobol)
 * can set the uniform instead.  All take U in (0, 1) and rise with it.
 *
 * Threads: pure; a table is constant once made.
 */
#ifndef ENGINE_QUANTILE_H
#define ENGINE_QUANTILE_H

#include "base/arena.h"

/* Standard normal (Wichura 1988, Applied Statistics 37, algorithm AS 241; accurate to 1e-15). */
double quantile_normal(double u);

/* low <= mode <= high, low < high. */
double quantile_triangular(double low, double mode, double high, double u);

/* Lognormal with median P50 and 90 % point P90, 0 < P50 <= P90. */
double quantile_lognormal(double p50, double p90, double u);

/* COUNT values with WEIGHTS > 0 in any sum: the value at which the cumulated weight passes U. */
double quantile_discrete(const double *values, const double *weights, int count, double u);

/* Ascending VALUES, each as likely: linear between the order statistics (Hyndman and Fan 1996, type 7). */
double quantile_empirical(const double *values, int count, double u);

struct quantile_table;

/* PERTs of the same shape, that is with their mode at the same place between the ends, share its tabulation.
 */
struct quantile_shapes;
struct quantile_shapes *quantile_shapes_new(struct arena *arena);

/* How many were tabulated. */
size_t quantile_shapes_count(const struct quantile_shapes *shapes);

/*
 * PERT: the beta on LOW..HIGH with mean (LOW + 4 MODE + HIGH) / 6 (Malcolm, Roseboom, Clark and
 * Fazar 1959); LOW <= MODE <= HIGH.  Tabulated over the normal score of u, in which it is smooth to
 * its ends: within 1e-6 of the range for every u, and monotonic.  Takes some 30 microseconds unless SHAPES
 * knows the shape; NULL knows none.
 */
const struct quantile_table *quantile_pert(double low, double mode, double high,
                                           struct quantile_shapes *shapes, struct arena *arena);

/* Value of a table at probability U. */
double quantile_at(const struct quantile_table *table, double u);

/* Value of a table at normal SCORE, any number: at U = quantile_normal^-1(SCORE). */
double quantile_at_score(const struct quantile_table *table, double score);

#endif
