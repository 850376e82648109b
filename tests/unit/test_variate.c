/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "engine/variate.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

enum { DRAWS = 200000, CELLS_MOST = 400 };

/*
 * Fixed seeds and 0.1 % critical values: Kolmogorov-Smirnov 1.949 for sqrt(n) times the distance,
 * chi-square from GSL for its degrees of freedom.  A right generator passes for good.
 */
static const double KOLMOGOROV_LIMIT = 1.949, CHI_SQUARE_LEVEL = 0.001;

struct continuous {
    const char *name;
    double p[3];
    double (*draw)(struct stream *stream, const double *p);
    double (*cdf)(double x, const double *p);
};

static double draw_lognormal(struct stream *stream, const double *p)
{
    return variate_lognormal(stream, p[0], p[1]);
}
static double cdf_lognormal(double x, const double *p)
{
    return gsl_cdf_lognormal_P(x, p[0], p[1]);
}
static double draw_gamma(struct stream *stream, const double *p)
{
    return variate_gamma(stream, p[0], p[1]);
}
static double cdf_gamma(double x, const double *p)
{
    return gsl_cdf_gamma_P(x, p[0], p[1]);
}
static double draw_beta(struct stream *stream, const double *p)
{
    return variate_beta(stream, p[0], p[1]);
}
static double cdf_beta(double x, const double *p)
{
    return gsl_cdf_beta_P(x, p[0], p[1]);
}
static double draw_triangular(struct stream *stream, const double *p)
{
    return variate_triangular(stream, p[0], p[1], p[2]);
}
static double cdf_triangular(double x, const double *p)
{
    double range = p[2] - p[0];
    if (x < p[1])
        return (x - p[0]) * (x - p[0]) / (range * (p[1] - p[0]));
    return p[2] > p[1] ? 1.0 - (p[2] - x) * (p[2] - x) / (range * (p[2] - p[1])) : 1.0;
}
static double draw_pert(struct stream *stream, const double *p)
{
    return variate_pert(stream, p[0], p[1], p[2]);
}
static double cdf_pert(double x, const double *p)
{
    double range = p[2] - p[0];
    return gsl_cdf_beta_P((x - p[0]) / range, 1 + 4 * (p[1] - p[0]) / range, 1 + 4 * (p[2] - p[1]) / range);
}
static double draw_weibull(struct stream *stream, const double *p)
{
    return variate_weibull(stream, p[0], p[1]);
}
static double cdf_weibull(double x, const double *p)
{
    return gsl_cdf_weibull_P(x, p[1], p[0]);
}

static const struct continuous continuous[] = {
    {"lognormal", {0.0, 0.5}, draw_lognormal, cdf_lognormal},
    {"lognormal, wide", {3.0, 2.0}, draw_lognormal, cdf_lognormal},
    {"gamma 2.5", {2.5, 3.0}, draw_gamma, cdf_gamma},
    {"gamma 1", {1.0, 1.0}, draw_gamma, cdf_gamma},
    {"gamma 0.5", {0.5, 1.0}, draw_gamma, cdf_gamma},
    {"gamma 0.05", {0.05, 1.0}, draw_gamma, cdf_gamma},
    {"gamma 400", {400.0, 1.0}, draw_gamma, cdf_gamma},
    {"beta 2 3", {2.0, 3.0}, draw_beta, cdf_beta},
    {"beta 0.5 0.5", {0.5, 0.5}, draw_beta, cdf_beta},
    {"triangular", {10.0, 12.0, 20.0}, draw_triangular, cdf_triangular},
    {"triangular, mode low", {0.0, 0.0, 1.0}, draw_triangular, cdf_triangular},
    {"triangular, mode high", {-1.0, 1.0, 1.0}, draw_triangular, cdf_triangular},
    {"PERT", {120.0, 150.0, 270.0}, draw_pert, cdf_pert},
    {"PERT, mode low", {0.0, 0.0, 1.0}, draw_pert, cdf_pert},
    {"Weibull 1.5", {1.5, 2.0}, draw_weibull, cdf_weibull},
    {"Weibull 0.7", {0.7, 100.0}, draw_weibull, cdf_weibull},
};

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double kolmogorov(double *values, const struct continuous *c)
{
    qsort(values, DRAWS, sizeof *values, compare_doubles);
    double largest = 0.0;
    for (int i = 0; i < DRAWS; i++) {
        double f = c->cdf(values[i], c->p);
        largest = fmax(largest, fmax(f - i / (double)DRAWS, (i + 1) / (double)DRAWS - f));
    }
    return largest * sqrt(DRAWS);
}

START_TEST(continuous_draws_follow_their_distribution)
{
    const struct continuous *c = &continuous[_i];
    double *values = malloc(DRAWS * sizeof *values);
    for (uint64_t seed = 1; seed <= 2; seed++) {
        struct stream stream = stream_named(seed, 0, stream_id(c->name), 0);
        for (int i = 0; i < DRAWS; i++)
            values[i] = c->draw(&stream, c->p);
        double distance = kolmogorov(values, c);
        ck_assert_msg(distance < KOLMOGOROV_LIMIT, "%s: %g", c->name, distance);
    }
    free(values);
}
END_TEST

/* Chi-square of COUNTS, cell i being the value FIRST + i; thin cells are joined to their neighbours. */
static void check_chi_square(const char *name, const int *counts, int64_t first,
                             double (*probability)(int64_t k, const double *p), const double *p)
{
    double chi2 = 0.0, expected = 0.0, seen = 0.0, all_expected = 0.0;
    int cells = 0, all_seen = 0;
    for (int i = 0; i < CELLS_MOST; i++) {
        double share = DRAWS * probability(first + i, p);
        expected += share;
        seen += counts[i];
        all_expected += share;
        all_seen += counts[i];
        if (expected >= 20.0 && DRAWS - all_expected >= 20.0) {
            chi2 += (seen - expected) * (seen - expected) / expected;
            expected = seen = 0.0;
            cells++;
        }
    }
    expected += DRAWS - all_expected;
    seen += DRAWS - all_seen;
    if (expected > 1e-6) {
        chi2 += (seen - expected) * (seen - expected) / expected;
        cells++;
    } else {
        ck_assert_msg(seen < 0.5, "%s: impossible values", name);
    }
    double limit = cells > 1 ? gsl_cdf_chisq_Qinv(CHI_SQUARE_LEVEL, cells - 1) : 1e-9;
    ck_assert_msg(chi2 <= limit, "%s: chi-square %g of %d cells", name, chi2, cells);
}

static double poisson_pmf(int64_t k, const double *p)
{
    if (p[0] == 0.0)
        return k == 0; /* GSL gives no number there */
    return k < 0 ? 0.0 : gsl_ran_poisson_pdf((unsigned)k, p[0]);
}

static double binomial_pmf(int64_t k, const double *p)
{
    return k < 0 || k > (int64_t)p[0] ? 0.0 : gsl_ran_binomial_pdf((unsigned)k, p[1], (unsigned)p[0]);
}

START_TEST(poisson_draws_follow_their_distribution)
{
    static const double means[] = {0.0, 0.001, 0.7, 5.0, 9.99, 10.0, 12.5, 40.0, 250.0, 3000.0, 1e6};
    double mean = means[_i];
    int64_t first = (int64_t)fmax(0.0, mean - CELLS_MOST / 2.0);
    int counts[CELLS_MOST] = {0};
    struct stream stream = stream_named(4, 0, 0, (uint64_t)_i);
    for (int i = 0; i < DRAWS; i++) {
        int64_t k = variate_poisson(&stream, mean);
        if (k >= first && k < first + CELLS_MOST)
            counts[k - first]++;
    }
    check_chi_square("Poisson", counts, first, poisson_pmf, &mean);
}
END_TEST

START_TEST(binomial_draws_follow_their_distribution)
{
    static const double parameters[][2] = {
        {0, 0.3},       {1, 0.5},      {5, 0.0},     {5, 1.0},   {12, 0.2},   {20, 0.5},
        {25, 0.4},      {50, 0.9},     {100, 0.1},   {100, 0.5}, {1000, 0.3}, {18000, 0.0001},
        {18000, 0.001}, {18000, 0.99}, {72e3, 0.01}, {1e6, 0.5},
    };
    const double *p = parameters[_i];
    int64_t first = (int64_t)fmax(0.0, p[0] * p[1] - CELLS_MOST / 2.0);
    int counts[CELLS_MOST] = {0};
    struct stream stream = stream_named(5, 0, 0, (uint64_t)_i);
    for (int i = 0; i < DRAWS; i++) {
        int64_t k = variate_binomial(&stream, (int64_t)p[0], p[1]);
        if (k < 0 || k > (int64_t)p[0])
            ck_abort_msg("outside its range");
        if (k >= first && k < first + CELLS_MOST)
            counts[k - first]++;
    }
    check_chi_square("binomial", counts, first, binomial_pmf, p);
}
END_TEST

START_TEST(means_and_variances_of_large_counts_are_right)
{
    /* 1e12 trials, one in a thousand, and a Poisson of 1e9: within 4 standard errors. */
    enum { TRIALS = 20000 };
    struct stream stream = stream_named(6, 0, 0, 0);
    double sum[2] = {0}, squares[2] = {0};
    static const double mean[2] = {1e9, 1e9}, variance[2] = {1e9 * 0.999, 1e9};
    for (int i = 0; i < TRIALS; i++) {
        double x[2] = {(double)variate_binomial(&stream, 1000000000000, 0.001),
                       (double)variate_poisson(&stream, 1e9)};
        for (int j = 0; j < 2; j++) {
            sum[j] += x[j] - mean[j];
            squares[j] += (x[j] - mean[j]) * (x[j] - mean[j]);
        }
    }
    for (int j = 0; j < 2; j++) {
        ck_assert(fabs(sum[j] / TRIALS) < 4 * sqrt(variance[j] / TRIALS));
        ck_assert(fabs(squares[j] / TRIALS / variance[j] - 1.0) < 4 * sqrt(2.0 / TRIALS));
    }
}
END_TEST

START_TEST(a_weighted_choice_keeps_to_its_weights)
{
    static const double weights[] = {0.0, 3.0, 1.0, 0.0, 6.0, 0.0};
    int counts[6] = {0};
    struct stream stream = stream_named(7, 0, 0, 0);
    for (int i = 0; i < DRAWS; i++)
        counts[variate_index(&stream, weights, 6)]++;
    ck_assert_int_eq(counts[0] + counts[3] + counts[5], 0);
    double chi2 = 0.0;
    for (int i = 0; i < 6; i++)
        if (weights[i] > 0.0)
            chi2 += pow(counts[i] - DRAWS * weights[i] / 10, 2) / (DRAWS * weights[i] / 10);
    ck_assert(chi2 < gsl_cdf_chisq_Qinv(CHI_SQUARE_LEVEL, 2));
}
END_TEST

START_TEST(degenerate_parameters_give_their_only_value)
{
    struct stream stream = stream_named(8, 0, 0, 0);
    ck_assert(variate_triangular(&stream, 3.0, 3.0, 3.0) == 3.0);
    ck_assert(variate_pert(&stream, 3.0, 3.0, 3.0) == 3.0);
    ck_assert(variate_lognormal(&stream, 0.0, 0.0) == 1.0);
    ck_assert_int_eq(variate_poisson(&stream, 0.0), 0);
    ck_assert_int_eq(variate_binomial(&stream, 0, 0.5), 0);
    ck_assert_int_eq(variate_binomial(&stream, 9, 0.0), 0);
    ck_assert_int_eq(variate_binomial(&stream, 9, 1.0), 9);
}
END_TEST

Suite *test_variate_suite(void)
{
    Suite *suite = suite_create("variate");
    TCase *cases = tcase_create("variate");
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, continuous_draws_follow_their_distribution, 0,
                        (int)(sizeof continuous / sizeof *continuous));
    tcase_add_loop_test(cases, poisson_draws_follow_their_distribution, 0, 11);
    tcase_add_loop_test(cases, binomial_draws_follow_their_distribution, 0, 16);
    tcase_add_test(cases, means_and_variances_of_large_counts_are_right);
    tcase_add_test(cases, a_weighted_choice_keeps_to_its_weights);
    tcase_add_test(cases, degenerate_parameters_give_their_only_value);
    suite_add_tcase(suite, cases);
    return suite;
}
