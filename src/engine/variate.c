/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/variate.h"

#include <assert.h>
#include <math.h>

double variate_lognormal(struct stream *stream, double log_mean, double log_sd)
{
    assert(log_sd >= 0.0);
    return exp(log_mean + log_sd * stream_normal(stream));
}

/* Shape at least 1, scale 1. */
static double gamma_from_one(struct stream *stream, double shape)
{
    double d = shape - 1.0 / 3.0, c = 1.0 / (3.0 * sqrt(d));
    for (;;) {
        double x = stream_normal(stream), v = 1.0 + c * x;
        if (v <= 0.0)
            continue;
        v = v * v * v;
        double u = stream_uniform_positive(stream), x2 = x * x;
        if (u < 1.0 - 0.0331 * x2 * x2)
            return d * v;
        if (log(u) < 0.5 * x2 + d * (1.0 - v + log(v)))
            return d * v;
    }
}

double variate_gamma(struct stream *stream, double shape, double scale)
{
    assert(shape > 0.0 && scale > 0.0);
    if (shape >= 1.0)
        return scale * gamma_from_one(stream, shape);
    double boost = pow(stream_uniform_positive(stream), 1.0 / shape);
    return scale * boost * gamma_from_one(stream, shape + 1.0);
}

double variate_beta(struct stream *stream, double a, double b)
{
    double x = variate_gamma(stream, a, 1.0), y = variate_gamma(stream, b, 1.0);
    if (x + y > 0.0)
        return x / (x + y);
    return stream_bernoulli(stream, a / (a + b)) ? 1.0 : 0.0; /* both so small that they vanished */
}

double variate_triangular(struct stream *stream, double low, double mode, double high)
{
    assert(low <= mode && mode <= high);
    double u = stream_uniform(stream) * (high - low);
    if (u < mode - low)
        return low + sqrt(u * (mode - low));
    return high - sqrt((high - low - u) * (high - mode));
}

double variate_pert(struct stream *stream, double low, double mode, double high)
{
    assert(low <= mode && mode <= high);
    double range = high - low;
    if (range <= 0.0)
        return low;
    double a = 1.0 + 4.0 * (mode - low) / range, b = 1.0 + 4.0 * (high - mode) / range;
    return low + range * variate_beta(stream, a, b);
}

double variate_weibull(struct stream *stream, double shape, double scale)
{
    assert(shape > 0.0 && scale > 0.0);
    return scale * pow(stream_exponential(stream), 1.0 / shape);
}

enum { LOG_FACTORIALS = 16 };

/* ln k!, by Stirling's series from 16 on: the first term left out is below 1e-13. */
static double log_factorial(double k)
{
    static const double table[LOG_FACTORIALS] = {
        0.0,
        0.0,
        0.69314718055994530942,
        1.7917594692280550008,
        3.1780538303479456197,
        4.7874917427820459942,
        6.5792512120101009951,
        8.5251613610654143002,
        10.604602902745250228,
        12.801827480081469611,
        15.104412573075515295,
        17.502307845873885839,
        19.987214495661886150,
        22.552163853123422886,
        25.191221182738681500,
        27.899271383840891566,
    };
    if (k < LOG_FACTORIALS)
        return table[(int)k];
    double n = k + 1.0, r = 1.0 / n, r2 = r * r;
    double series = r * (1.0 / 12 - r2 * (1.0 / 360 - r2 * (1.0 / 1260 - r2 * (1.0 / 1680))));
    return (n - 0.5) * log(n) - n + 0.91893853320467274178 + series;
}

static int64_t poisson_by_inversion(struct stream *stream, double mean)
{
    double u = stream_uniform(stream), probability = exp(-mean);
    int64_t k = 0;
    while (u >= probability && k < 200) { /* beyond 200 nothing is left of the 53 bits of u */
        u -= probability;
        k++;
        probability *= mean / (double)k;
    }
    return k;
}

/* Names as in the paper.  Most draws end in the first test, hence no logarithm before it. */
static int64_t poisson_by_rejection(struct stream *stream, double mean)
{
    double b = 0.931 + 2.53 * sqrt(mean), a = -0.059 + 0.02483 * b;
    double v_r = 0.9277 - 3.6224 / (b - 2.0);
    for (;;) {
        double u = stream_uniform(stream) - 0.5, v = stream_uniform_positive(stream);
        double u_s = 0.5 - fabs(u);
        double k = floor((2.0 * a / u_s + b) * u + mean + 0.43);
        if (u_s >= 0.07 && v <= v_r)
            return (int64_t)k;
        if (k < 0.0 || (u_s < 0.013 && v > u_s))
            continue;
        double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
        double left = log(v * inverse_alpha / (a / (u_s * u_s) + b));
        if (left <= k * log(mean) - mean - log_factorial(k))
            return (int64_t)k;
    }
}

int64_t variate_poisson(struct stream *stream, double mean)
{
    assert(mean >= 0.0 && mean <= 1e15);
    if (mean < 10.0)
        return poisson_by_inversion(stream, mean);
    return poisson_by_rejection(stream, mean);
}

static int64_t binomial_by_inversion(struct stream *stream, double count, double p)
{
    double odds = p / (1.0 - p), probability = exp(count * log1p(-p)), u = stream_uniform(stream), k = 0.0;
    while (u >= probability && k < count && k < 200.0) {
        u -= probability;
        k += 1.0;
        probability *= odds * (count - k + 1.0) / k;
    }
    return (int64_t)k;
}

/* Names as in the paper; COUNT * P at least 10, P at most 1/2.  Logarithms as above. */
static int64_t binomial_by_rejection(struct stream *stream, double count, double p)
{
    double spq = sqrt(count * p * (1.0 - p));
    double b = 1.15 + 2.53 * spq, a = -0.0873 + 0.0248 * b + 0.01 * p, c = count * p + 0.5;
    double v_r = 0.92 - 4.2 / b;
    for (;;) {
        double u = stream_uniform(stream) - 0.5, v = stream_uniform_positive(stream);
        double u_s = 0.5 - fabs(u);
        double k = floor((2.0 * a / u_s + b) * u + c);
        if (u_s >= 0.07 && v <= v_r)
            return (int64_t)k;
        if (k < 0.0 || k > count)
            continue;
        double m = floor((count + 1.0) * p), log_odds = log(p / (1.0 - p));
        double h = log_factorial(m) + log_factorial(count - m), alpha = (2.83 + 5.1 / b) * spq;
        double left = log(v * alpha / (a / (u_s * u_s) + b));
        if (left <= h - log_factorial(k) - log_factorial(count - k) + (k - m) * log_odds)
            return (int64_t)k;
    }
}

int64_t variate_binomial(struct stream *stream, int64_t count, double probability)
{
    assert(count >= 0 && probability >= 0.0 && probability <= 1.0);
    if (probability > 0.5)
        return count - variate_binomial(stream, count, 1.0 - probability);
    if (count == 0 || probability <= 0.0)
        return 0;
    if ((double)count * probability < 10.0)
        return binomial_by_inversion(stream, (double)count, probability);
    return binomial_by_rejection(stream, (double)count, probability);
}

int variate_index(struct stream *stream, const double *weights, int count)
{
    double sum = 0.0;
    for (int i = 0; i < count; i++)
        sum += weights[i];
    assert(sum > 0.0);
    double u = stream_uniform(stream) * sum;
    int last = 0;
    for (int i = 0; i < count; i++) {
        if (weights[i] > 0.0)
            last = i;
        if (u < weights[i])
            return i;
        u -= weights[i];
    }
    return last; /* rounding used up the sum */
}
