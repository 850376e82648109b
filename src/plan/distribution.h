/* SPDX-License-Identifier: Apache-2.0 */
/*
 * distribution - an uncertain value of the plan, drawn by inverse CDF of one uniform.
 *
 * Written as "150 d" (fixed) or with dist="pert" low="120 d" mode="150 d" high="270 d".  Low and
 * high are the ends for uniform, triangular and PERT; p50 and p90 set a lognormal.  FACTOR ties the
 * value to a shared market factor through a Gaussian copula with the given loading.
 */
#ifndef PLAN_DISTRIBUTION_H
#define PLAN_DISTRIBUTION_H

#include "base/arena.h"

#include <stdbool.h>

struct quantile_shapes;
struct quantile_table;
struct record;

enum distribution_shape {
    SHAPE_FIXED,      /* mode */
    SHAPE_UNIFORM,    /* low, high */
    SHAPE_TRIANGULAR, /* low, mode, high */
    SHAPE_PERT,       /* low, mode, high; beta with weight 4 on the mode (Malcolm et al. 1959) */
    SHAPE_NORMAL,     /* mean, sd; cut below `low` unless that is -INFINITY */
    SHAPE_LOGNORMAL,  /* p50, p90 */
    SHAPE_DISCRETE,   /* values with weights */
    SHAPE_EMPIRICAL,  /* values, each as likely; linear between order statistics */
    SHAPE_COUNT
};

struct distribution {
    enum distribution_shape shape;
    double low, mode, high; /* SI */
    double mean, sd;
    double p50, p90;
    const double *values;  /* discrete, empirical */
    const double *weights; /* discrete */
    int value_count;
    const struct record *factor;        /* shared factor, or NULL */
    double loading;                     /* -1..1, correlation with the factor's normal score */
    const struct quantile_table *table; /* set by distribution_compile */
};

/* The names users write, by shape. */
extern const char *const distribution_names[SHAPE_COUNT];

/*
 * Checks the parameters and tabulates the quantile function, with what SHAPES (engine/quantile.h; may be
 * NULL) knows.  NULL when good, else what is wrong.
 */
const char *distribution_compile(struct distribution *distribution, struct quantile_shapes *shapes,
                                 struct arena *arena);

/* Value at probability U, 0 < U < 1.  Compiled distributions only. */
double distribution_quantile(const struct distribution *distribution, double u);

/* Median, SI: the base case of forecasts. */
double distribution_p50(const struct distribution *distribution);

/* A fixed value, compiled. */
const struct distribution *distribution_fixed(double value, struct arena *arena);

#endif
