/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/distribution.h"

#include "engine/quantile.h"

#include <math.h>

const char *const distribution_names[SHAPE_COUNT] = {
    [SHAPE_FIXED] = "fixed",       [SHAPE_UNIFORM] = "uniform",     [SHAPE_TRIANGULAR] = "triangular",
    [SHAPE_PERT] = "pert",         [SHAPE_NORMAL] = "normal",       [SHAPE_LOGNORMAL] = "lognormal",
    [SHAPE_DISCRETE] = "discrete", [SHAPE_EMPIRICAL] = "empirical",
};

static const char *check_ends(const struct distribution *d, bool with_mode)
{
    if (d->low >= d->high)
        return "low must be below high";
    if (with_mode && (d->mode < d->low || d->mode > d->high))
        return "the mode must lie between low and high";
    return NULL;
}

static const char *check_values(const struct distribution *d, bool weighted)
{
    if (d->value_count < (weighted ? 1 : 2))
        return weighted ? "at least one value is needed" : "at least two values are needed";
    for (int i = 0; i < d->value_count; i++)
        if (weighted && d->weights[i] <= 0)
            return "weights must be above 0";
    for (int i = 1; i < d->value_count && !weighted; i++)
        if (d->values[i] < d->values[i - 1])
            return "values must be in rising order";
    return NULL;
}

static const char *check(const struct distribution *d)
{
    switch (d->shape) {
    case SHAPE_UNIFORM: return check_ends(d, false);
    case SHAPE_TRIANGULAR:
    case SHAPE_PERT: return check_ends(d, true);
    case SHAPE_NORMAL: return d->sd > 0 ? NULL : "sd must be above 0";
    case SHAPE_LOGNORMAL: return d->p50 > 0 && d->p90 >= d->p50 ? NULL : "0 < p50 <= p90 is needed";
    case SHAPE_DISCRETE: return check_values(d, true);
    case SHAPE_EMPIRICAL: return check_values(d, false);
    default: return NULL;
    }
}

const char *distribution_compile(struct distribution *distribution, struct quantile_shapes *shapes,
                                 struct arena *arena)
{
    const char *complaint = check(distribution);
    if (!complaint && !(fabs(distribution->loading) <= 1.0))
        complaint = "the loading must lie between -1 and 1";
    if (!complaint && distribution->shape == SHAPE_PERT)
        distribution->table =
            quantile_pert(distribution->low, distribution->mode, distribution->high, shapes, arena);
    return complaint;
}

/* LOW is -INFINITY where no cut was given; the cut keeps the shape above it. */
static double cut_normal(const struct distribution *d, double u)
{
    double below = isfinite(d->low) ? 0.5 * erfc((d->mean - d->low) / (d->sd * sqrt(2.0))) : 0.0;
    double inside = fmin(below + u * (1.0 - below), 1.0 - 0x1p-53);
    return d->mean + d->sd * quantile_normal(fmax(inside, 0x1p-53));
}

double distribution_quantile(const struct distribution *d, double u)
{
    switch (d->shape) {
    case SHAPE_UNIFORM: return d->low + u * (d->high - d->low);
    case SHAPE_TRIANGULAR: return quantile_triangular(d->low, d->mode, d->high, u);
    case SHAPE_PERT: return quantile_at(d->table, u);
    case SHAPE_NORMAL: return cut_normal(d, u);
    case SHAPE_LOGNORMAL: return quantile_lognormal(d->p50, d->p90, u);
    case SHAPE_DISCRETE: return quantile_discrete(d->values, d->weights, d->value_count, u);
    case SHAPE_EMPIRICAL: return quantile_empirical(d->values, d->value_count, u);
    default: return d->mode;
    }
}

double distribution_p50(const struct distribution *distribution)
{
    return distribution_quantile(distribution, 0.5);
}

const struct distribution *distribution_fixed(double value, struct arena *arena)
{
    struct distribution *distribution = arena_alloc(arena, sizeof *distribution);
    distribution->shape = SHAPE_FIXED;
    distribution->mode = value;
    return distribution;
}
