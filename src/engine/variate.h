/* SPDX-License-Identifier: Apache-2.0 */
/*
 * variate - repeated draws from a stream, by distribution.
 *
 * Exact methods (no normal approximations), each tested by Kolmogorov-Smirnov or chi-square.  For
 * values drawn once per replication use quantile.h, which takes one uniform.  Parameters out of
 * range are programmers' errors (assert); the plan checks its input.
 *
 * Threads: as stream.h.
 */
#ifndef ENGINE_VARIATE_H
#define ENGINE_VARIATE_H

#include "engine/stream.h"

/* Lognormal: exp of a normal with mean LOG_MEAN and standard deviation LOG_SD >= 0. */
double variate_lognormal(struct stream *stream, double log_mean, double log_sd);

/*
 * Gamma with SHAPE > 0 and SCALE > 0; mean SHAPE * SCALE.  Marsaglia and Tsang, "A simple method
 * for generating gamma variables", ACM Trans. Math. Software 26 (2000).
 */
double variate_gamma(struct stream *stream, double shape, double scale);

/* Beta on [0, 1] with A > 0 and B > 0, by two gammas. */
double variate_beta(struct stream *stream, double a, double b);

/* Triangular; LOW <= MODE <= HIGH. */
double variate_triangular(struct stream *stream, double low, double mode, double high);

/*
 * PERT: a beta stretched to LOW..HIGH with mean (LOW + 4 MODE + HIGH) / 6; LOW <= MODE <= HIGH.
 * Malcolm, Roseboom, Clark and Fazar, Operations Research 7 (1959); weight 4 on the mode.
 */
double variate_pert(struct stream *stream, double low, double mode, double high);

/* Weibull with SHAPE > 0 and SCALE > 0: P(X > x) = exp(-(x / SCALE)^SHAPE). */
double variate_weibull(struct stream *stream, double shape, double scale);

/*
 * Poisson with MEAN 0..1e15.  Below 10 by inversion, above by PTRS: Hoermann, "The transformed
 * rejection method for generating Poisson random variables", Insurance: Math. and Econ. 12 (1993).
 */
int64_t variate_poisson(struct stream *stream, double mean);

/*
 * Binomial: successes among COUNT >= 0 trials of PROBABILITY 0..1.  Small means by inversion, others
 * by BTRS: Hoermann, "The generation of binomial random variates", J. Stat. Comput. Simul. 46
 * (1993).  This is how cohorts fail: the failures of 18,000 racks in an hour are one draw.
 */
int64_t variate_binomial(struct stream *stream, int64_t count, double probability);

/*
 * Index 0..COUNT-1 with the given WEIGHTS >= 0, of which one must be positive.  Linear in COUNT.
 */
int variate_index(struct stream *stream, const double *weights, int count);

#endif
