/* SPDX-License-Identifier: Apache-2.0 */
#include "report/sample.h"

#include <math.h>
#include <stdlib.h>

static int compare_figures(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

struct sample sample_of(const double *values, int count, struct arena *arena)
{
    double *kept = arena_array(arena, (size_t)count, sizeof *kept);
    int kept_count = 0;
    for (int i = 0; i < count; i++)
        if (!isnan(values[i]))
            kept[kept_count++] = values[i];
    qsort(kept, (size_t)kept_count, sizeof *kept, compare_figures);
    return (struct sample){kept, kept_count};
}

/* Place of the quantile, from 1; P * count that is whole but for rounding stays whole. */
static int quantile_place(int count, double p)
{
    int place = (int)ceil(p * count - 1e-9);
    return place < 1 ? 1 : place > count ? count : place;
}

double sample_quantile(const struct sample *sample, double p)
{
    return sample->count ? sample->sorted[quantile_place(sample->count, p) - 1] : NAN;
}

/* P(X = k) of a binomial X; by logarithms, as the factors leave the range of double. */
static double binomial_mass(int count, double p, int k)
{
    if (p <= 0 || p >= 1)
        return k == (p >= 1 ? count : 0);
    return exp(lgamma(count + 1.0) - lgamma(k + 1.0) - lgamma(count - k + 1.0) + k * log(p) +
               (count - k) * log1p(-p));
}

struct sample_interval sample_quantile_interval(const struct sample *sample, double p, double confidence)
{
    double tail = (1 - confidence) / 2, below = 0;
    int low = 0, high = sample->count + 1; /* places from 1; beyond the ends: open */
    for (int k = 0; k <= sample->count; k++) {
        below += binomial_mass(sample->count, p, k); /* P(X <= k) */
        if (below <= tail)
            low = k + 1;
        if (below >= 1 - tail) {
            high = k + 1;
            break;
        }
    }
    return (struct sample_interval){low > 0 ? sample->sorted[low - 1] : -INFINITY,
                                    high <= sample->count ? sample->sorted[high - 1] : INFINITY};
}

double sample_mean(const struct sample *sample)
{
    double sum = 0;
    for (int i = 0; i < sample->count; i++)
        sum += sample->sorted[i];
    return sample->count ? sum / sample->count : NAN;
}

int sample_finite_count(const struct sample *sample)
{
    int count = 0;
    while (count < sample->count && sample->sorted[count] < INFINITY)
        count++;
    return count;
}

static double binomial_at_most(int count, double p, int k)
{
    double sum = 0;
    for (int i = 0; i <= k; i++)
        sum += binomial_mass(count, p, i);
    return sum;
}

/* The share at which P(X <= K) is TARGET; it falls with the share. */
static double share_where(int count, int k, double target)
{
    double low = 0, high = 1;
    for (int i = 0; i < 60; i++) {
        double middle = (low + high) / 2;
        if (binomial_at_most(count, middle, k) > target)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

struct sample_interval sample_share_interval(int hits, int count, double confidence)
{
    double tail = (1 - confidence) / 2;
    return (struct sample_interval){hits > 0 ? share_where(count, hits - 1, 1 - tail) : 0,
                                    hits < count ? share_where(count, hits, tail) : 1};
}

struct sample_interval sample_paired_interval(int only_a, int only_b, int count, double confidence)
{
    double each = (1 + confidence) / 2;
    struct sample_interval differ = sample_share_interval(only_a + only_b, count, each);
    struct sample_interval part = sample_share_interval(only_b, only_a + only_b, each);
    double low = 2 * part.low - 1, high = 2 * part.high - 1;
    return (struct sample_interval){low * (low < 0 ? differ.high : differ.low),
                                    high * (high > 0 ? differ.high : differ.low)};
}

double sample_sign_risk(int less, int more)
{
    return fmin(1, 2 * binomial_at_most(less + more, 0.5, less < more ? less : more));
}
