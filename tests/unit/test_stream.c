/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "engine/stream.h"
#include "engine/stream_gsl.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum { DRAWS = 400000 };

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/*
 * Kolmogorov-Smirnov: sqrt(n) * sup |F_n - F|.  Its 0.1 % critical value is 1.949 (asymptotic; n
 * is large), so with fixed seeds a right generator passes for good and a wrong one fails.
 */
static double kolmogorov(double *values, double cdf(double))
{
    qsort(values, DRAWS, sizeof *values, compare_doubles);
    double largest = 0.0;
    for (int i = 0; i < DRAWS; i++) {
        double f = cdf(values[i]);
        largest = fmax(largest, fmax(f - i / (double)DRAWS, (i + 1) / (double)DRAWS - f));
    }
    return largest * sqrt(DRAWS);
}

static const double KOLMOGOROV_LIMIT = 1.949;

static double uniform_cdf(double x)
{
    return fmin(fmax(x, 0.0), 1.0);
}

static double exponential_cdf(double x)
{
    return -expm1(-x);
}

static double normal_cdf(double x)
{
    return gsl_cdf_ugaussian_P(x);
}

static double gsl_normal(struct stream *stream)
{
    gsl_rng rng = stream_gsl(stream);
    return gsl_ran_ugaussian_ratio_method(&rng);
}

static double gsl_exponential(struct stream *stream)
{
    gsl_rng rng = stream_gsl(stream);
    return gsl_ran_exponential(&rng, 1.0);
}

static double first_of_streams(struct stream *stream)
{
    struct stream other = stream_named(stream_bits(stream) >> 60, 3, 4, stream->state[0] >> 20);
    return stream_uniform(&other);
}

static const struct {
    const char *name;
    double (*draw)(struct stream *stream);
    double (*cdf)(double x);
} continuous[] = {
    {"uniform", stream_uniform, uniform_cdf},
    {"uniform, open", stream_uniform_open, uniform_cdf},
    {"uniform, positive", stream_uniform_positive, uniform_cdf},
    {"exponential", stream_exponential, exponential_cdf},
    {"normal", stream_normal, normal_cdf},
    {"normal by GSL", gsl_normal, normal_cdf},
    {"exponential by GSL", gsl_exponential, exponential_cdf},
    {"first draw of neighbouring streams", first_of_streams, uniform_cdf},
};

START_TEST(draws_follow_their_distribution)
{
    double *values = malloc(DRAWS * sizeof *values);
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct stream stream = stream_named(seed, 0, stream_id(continuous[_i].name), 0);
        for (int i = 0; i < DRAWS; i++)
            values[i] = continuous[_i].draw(&stream);
        double distance = kolmogorov(values, continuous[_i].cdf);
        ck_assert_msg(distance < KOLMOGOROV_LIMIT, "%s: %g", continuous[_i].name, distance);
    }
    free(values);
}
END_TEST

START_TEST(mantissas_have_53_bits_so_that_draws_do_not_repeat)
{
    double *values = malloc(DRAWS * sizeof *values);
    for (int kind = 3; kind <= 4; kind++) {
        struct stream stream = stream_named(9, 0, 0, (uint64_t)kind);
        for (int i = 0; i < DRAWS; i++)
            values[i] = continuous[kind].draw(&stream);
        qsort(values, DRAWS, sizeof *values, compare_doubles);
        int repeats = 0;
        for (int i = 1; i < DRAWS; i++)
            repeats += values[i] == values[i - 1];
        ck_assert_int_eq(repeats, 0);
    }
    free(values);
}
END_TEST

/* Counts beyond x against the tail probability; 4 standard deviations. */
static void check_tail(double draw(struct stream *), double x, double probability)
{
    enum { TRIALS = 20000000 };
    struct stream stream = stream_named(11, 0, 0, 0);
    int count = 0;
    for (int i = 0; i < TRIALS; i++)
        count += draw(&stream) > x;
    double expected = TRIALS * probability;
    ck_assert_msg(fabs(count - expected) < 4 * sqrt(expected), "beyond %g: %d of %g", x, count, expected);
}

START_TEST(tails_beyond_the_ziggurat_have_their_weight)
{
    check_tail(stream_normal, 3.7, gsl_cdf_ugaussian_Q(3.7));
    check_tail(stream_exponential, 8.0, exp(-8.0));
    check_tail(stream_exponential, 12.0, exp(-12.0));
}
END_TEST

/* The layers once more, from R and V of the header. */
static void check_table(const struct ziggurat_layer *layers, const double *heights, double r, double v,
                        double f(double), double inverse(double))
{
    double x = v / f(r), next = r;
    for (int i = 0; i < ZIGGURAT_LAYERS; i++) {
        double inside = next / x * 0x1p53;
        ck_assert(fabs(layers[i].step * 0x1p53 / x - 1.0) < 1e-12);
        ck_assert(fabs((double)layers[i].inside - inside) < 1e-11 * 0x1p53);
        if (i > 0)
            ck_assert(fabs(heights[i] / f(x) - 1.0) < 1e-11);
        x = next;
        double height = f(x) + v / x;
        next = i < ZIGGURAT_LAYERS - 2 ? inverse(height) : 0.0;
        if (i == ZIGGURAT_LAYERS - 2)
            ck_assert(fabs(height - 1.0) < 1e-12);
    }
    ck_assert(heights[ZIGGURAT_LAYERS] == 1.0);
}

static double normal_curve(double x)
{
    return exp(-0.5 * x * x);
}

static double normal_curve_inverse(double y)
{
    return sqrt(-2.0 * log(y));
}

static double exponential_curve(double x)
{
    return exp(-x);
}

static double exponential_curve_inverse(double y)
{
    return -log(y);
}

START_TEST(the_ziggurat_tables_are_what_their_formulas_give)
{
    check_table(ziggurat_normal, ziggurat_normal_height, ZIGGURAT_NORMAL_R, 0.00492867323397465524,
                normal_curve, normal_curve_inverse);
    check_table(ziggurat_exponential, ziggurat_exponential_height, ZIGGURAT_EXPONENTIAL_R,
                0.00394965982258155723, exponential_curve, exponential_curve_inverse);
}
END_TEST

START_TEST(uniforms_keep_to_their_interval)
{
    /* The states make the next output all zeros or all ones: rotl(s0 + s3, 23) + s0. */
    struct stream zeros = {{0, 1, 2, 0}};
    struct stream ones = {{UINT64_MAX, 1, 2, 1}};
    ck_assert(stream_bits(&(struct stream){{0, 1, 2, 0}}) == 0);
    ck_assert(stream_bits(&(struct stream){{UINT64_MAX, 1, 2, 1}}) == UINT64_MAX);
    struct stream copy = zeros;
    ck_assert(stream_uniform(&copy) == 0.0);
    copy = zeros;
    ck_assert(stream_uniform_open(&copy) == 0x1p-53);
    copy = zeros;
    ck_assert(stream_uniform_positive(&copy) == 0x1p-53);
    copy = ones;
    ck_assert(stream_uniform(&copy) == 1.0 - 0x1p-53);
    copy = ones;
    ck_assert(stream_uniform_open(&copy) == 1.0 - 0x1p-53);
    copy = ones;
    ck_assert(stream_uniform_positive(&copy) == 1.0);
}
END_TEST

START_TEST(the_generator_is_xoshiro256_plus_plus)
{
    /* First outputs from state 1, 2, 3, 4, as the reference implementation of its authors gives them. */
    struct stream stream = {{1, 2, 3, 4}};
    ck_assert_uint_eq(stream_bits(&stream), 41943041u);
    ck_assert_uint_eq(stream_bits(&stream), 58720359u);
    ck_assert_uint_eq(stream_bits(&stream), 3588806011781223u);
    ck_assert_uint_eq(stream_bits(&stream), 3591011842654386u);
}
END_TEST

static bool same_stream(struct stream a, struct stream b)
{
    return a.state[0] == b.state[0] && a.state[1] == b.state[1] && a.state[2] == b.state[2] &&
           a.state[3] == b.state[3];
}

START_TEST(every_part_of_the_name_gives_another_stream)
{
    struct stream stream = stream_named(1, 2, 3, 4);
    ck_assert(same_stream(stream, stream_named(1, 2, 3, 4)));
    ck_assert(!same_stream(stream, stream_named(2, 1, 3, 4)));
    ck_assert(!same_stream(stream, stream_named(1, 3, 2, 4)));
    ck_assert(!same_stream(stream, stream_named(1, 2, 4, 3)));
    for (int bit = 0; bit < 64; bit++) {
        uint64_t flip = (uint64_t)1 << bit;
        ck_assert(!same_stream(stream, stream_named(1 ^ flip, 2, 3, 4)));
        ck_assert(!same_stream(stream, stream_named(1, 2 ^ flip, 3, 4)));
        ck_assert(!same_stream(stream, stream_named(1, 2, 3 ^ flip, 4)));
        ck_assert(!same_stream(stream, stream_named(1, 2, 3, 4 ^ flip)));
    }
}
END_TEST

static int compare_words(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

START_TEST(many_names_make_no_two_equal_streams)
{
    enum { REPLICATIONS = 100, IDS = 50, FIELDS = 20, COUNT = REPLICATIONS * IDS * FIELDS };
    uint64_t *firsts = malloc(COUNT * sizeof *firsts);
    char id[] = "tx.h00";
    size_t count = 0;
    for (int i = 0; i < IDS; i++) {
        id[4] = (char)('0' + i / 10);
        id[5] = (char)('0' + i % 10);
        for (uint64_t r = 0; r < REPLICATIONS; r++)
            for (uint64_t f = 0; f < FIELDS; f++)
                firsts[count++] = stream_named(42, r, stream_id(id), f).state[0];
    }
    qsort(firsts, count, sizeof *firsts, compare_words);
    for (size_t i = 1; i < count; i++)
        if (firsts[i] == firsts[i - 1])
            ck_abort_msg("equal states");
    free(firsts);
}
END_TEST

START_TEST(whole_numbers_are_even_over_any_range)
{
    struct stream stream = stream_named(3, 0, 0, 0);
    enum { CELLS = 7, TRIALS = 700000 };
    int counts[CELLS] = {0};
    for (int i = 0; i < TRIALS; i++)
        counts[stream_below(&stream, CELLS)]++;
    double chi2 = 0.0;
    for (int i = 0; i < CELLS; i++)
        chi2 += pow(counts[i] - TRIALS / CELLS, 2) / (TRIALS / CELLS);
    ck_assert(chi2 < 22.458);           /* 0.1 % of chi-square with 6 degrees of freedom */
    uint64_t large = (uint64_t)3 << 62; /* a plain remainder would prefer the first third */
    int low = 0;
    for (int i = 0; i < 100000; i++)
        low += stream_below(&stream, large) < large / 3;
    ck_assert(abs(low - 33333) < 4 * 149); /* 4 standard deviations */
    ck_assert_uint_eq(stream_below(&stream, 1), 0);
}
END_TEST

START_TEST(gsl_draws_from_the_same_stream)
{
    struct stream a = stream_named(5, 0, 0, 0), b = a;
    gsl_rng rng = stream_gsl(&a);
    for (int i = 0; i < 100; i++)
        ck_assert(gsl_rng_uniform(&rng) == stream_uniform(&b));
    ck_assert_uint_eq(gsl_rng_get(&rng), stream_bits(&b));
    gsl_rng *owned = gsl_rng_alloc(&stream_gsl_type);
    gsl_rng_set(owned, 5);
    struct stream c = stream_named(5, 0, 0, 0);
    gsl_rng *clone = gsl_rng_clone(owned);
    ck_assert_uint_eq(gsl_rng_get(owned), stream_bits(&c));
    gsl_rng_get(clone);
    ck_assert_uint_eq(gsl_rng_get(clone), gsl_rng_get(owned));
    ck_assert_uint_lt(gsl_rng_uniform_int(owned, 10), 10);
    gsl_rng_free(owned);
    gsl_rng_free(clone);
}
END_TEST

Suite *test_stream_suite(void)
{
    Suite *suite = suite_create("stream");
    TCase *cases = tcase_create("stream");
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, draws_follow_their_distribution, 0,
                        (int)(sizeof continuous / sizeof *continuous));
    tcase_add_test(cases, mantissas_have_53_bits_so_that_draws_do_not_repeat);
    tcase_add_test(cases, tails_beyond_the_ziggurat_have_their_weight);
    tcase_add_test(cases, the_ziggurat_tables_are_what_their_formulas_give);
    tcase_add_test(cases, uniforms_keep_to_their_interval);
    tcase_add_test(cases, the_generator_is_xoshiro256_plus_plus);
    tcase_add_test(cases, every_part_of_the_name_gives_another_stream);
    tcase_add_test(cases, many_names_make_no_two_equal_streams);
    tcase_add_test(cases, whole_numbers_are_even_over_any_range);
    tcase_add_test(cases, gsl_draws_from_the_same_stream);
    suite_add_tcase(suite, cases);
    return suite;
}
