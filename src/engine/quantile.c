/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/quantile.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

enum { TABLE_STEPS = 1024 };
#define SCORE_MAX    7.0
#define SCORE_STEP   (2.0 * SCORE_MAX / TABLE_STEPS)
#define SCORE_OF_P90 1.2815515655446004 /* quantile_normal(0.9) */

struct quantile_table {
    double value[TABLE_STEPS + 1]; /* at normal scores -SCORE_MAX + i SCORE_STEP */
};

double quantile_normal(double u)
{
    assert(u > 0 && u < 1);
    return gsl_cdf_ugaussian_Pinv(u);
}

double quantile_triangular(double low, double mode, double high, double u)
{
    double below = (mode - low) / (high - low);
    if (u < below)
        return low + sqrt(u * (high - low) * (mode - low));
    return high - sqrt((1.0 - u) * (high - low) * (high - mode));
}

double quantile_lognormal(double p50, double p90, double u)
{
    double sigma = log(p90 / p50) / SCORE_OF_P90;
    return p50 * exp(sigma * quantile_normal(u));
}

double quantile_discrete(const double *values, const double *weights, int count, double u)
{
    double sum = 0, passed = 0;
    for (int i = 0; i < count; i++)
        sum += weights[i];
    for (int i = 0; i < count - 1; i++) {
        passed += weights[i];
        if (u * sum < passed)
            return values[i];
    }
    return values[count - 1];
}

double quantile_empirical(const double *values, int count, double u)
{
    double place = u * (count - 1);
    int below = (int)place;
    if (below >= count - 1)
        return values[count - 1];
    return values[below] + (place - below) * (values[below + 1] - values[below]);
}

const struct quantile_table *quantile_pert(double low, double mode, double high, struct arena *arena)
{
    struct quantile_table *table = arena_alloc(arena, sizeof *table);
    double range = high - low;
    double a = 1.0 + 4.0 * (mode - low) / range, b = 1.0 + 4.0 * (high - mode) / range;
    for (int i = 0; i <= TABLE_STEPS; i++) {
        double u = gsl_cdf_ugaussian_P(-SCORE_MAX + i * SCORE_STEP);
        double value = low + range * gsl_cdf_beta_Pinv(u, a, b);
        table->value[i] = i > 0 ? fmax(value, table->value[i - 1]) : value;
    }
    return table;
}

double quantile_at(const struct quantile_table *table, double u)
{
    double place = (quantile_normal(u) + SCORE_MAX) / SCORE_STEP;
    if (place <= 0)
        return table->value[0];
    if (place >= TABLE_STEPS)
        return table->value[TABLE_STEPS];
    int below = (int)place;
    return table->value[below] + (place - below) * (table->value[below + 1] - table->value[below]);
}
