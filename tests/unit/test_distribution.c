/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "engine/quantile.h"
#include "plan/distribution.h"

#include <math.h>

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_new();
}

static void close_arena(void)
{
    arena_free(arena);
}

/* Quantiles by numerical integration of the density (published beta and normal tables). */
static const struct {
    struct distribution distribution;
    double u, value;
} rows[] = {
    {{.shape = SHAPE_FIXED, .mode = 7}, 0.123, 7},
    {{.shape = SHAPE_UNIFORM, .low = 2, .high = 4}, 0.25, 2.5},
    {{.shape = SHAPE_TRIANGULAR, .low = 0, .mode = 1, .high = 2}, 0.125, 0.5},
    {{.shape = SHAPE_TRIANGULAR, .low = 0, .mode = 1, .high = 2}, 0.875, 1.5},
    /* symmetric PERT is beta(3,3): median at the mode; P10 of beta(3,3) is 0.2466 */
    {{.shape = SHAPE_PERT, .low = 0, .mode = 0.5, .high = 1}, 0.5, 0.5},
    {{.shape = SHAPE_PERT, .low = 0, .mode = 0.5, .high = 1}, 0.1, 0.24664},
    {{.shape = SHAPE_NORMAL, .mean = 10, .sd = 2, .low = -INFINITY}, 0.8413447460685429, 12},
    {{.shape = SHAPE_LOGNORMAL, .p50 = 100, .p90 = 200}, 0.9, 200},
    {{.shape = SHAPE_LOGNORMAL, .p50 = 100, .p90 = 200}, 0.1, 50},
};

START_TEST(quantiles_agree_with_their_tables)
{
    struct distribution distribution = rows[_i].distribution;
    ck_assert_ptr_null(distribution_compile(&distribution, NULL, arena));
    ck_assert_double_eq_tol(distribution_quantile(&distribution, rows[_i].u), rows[_i].value,
                            1e-4 * fabs(rows[_i].value));
}
END_TEST

START_TEST(a_pert_table_is_monotonic_and_keeps_its_ends)
{
    const struct quantile_table *table = quantile_pert(100, 128, 210, NULL, arena);
    double last = 100;
    for (int i = 1; i < 100000; i++) {
        double value = quantile_at(table, i / 100000.0);
        ck_assert(value >= last && value <= 210);
        last = value;
    }
    double sum = 0;
    for (int i = 0; i < 100000; i++)
        sum += quantile_at(table, (i + 0.5) / 100000.0);
    ck_assert_double_eq_tol(sum / 100000.0, (100 + 4 * 128 + 210) / 6.0, 0.01);
}
END_TEST

START_TEST(a_cut_normal_stays_above_its_cut)
{
    struct distribution distribution = {.shape = SHAPE_NORMAL, .mean = 0, .sd = 1, .low = 0};
    ck_assert_ptr_null(distribution_compile(&distribution, NULL, arena));
    ck_assert(distribution_quantile(&distribution, 1e-9) >= 0);
    ck_assert_double_eq_tol(distribution_quantile(&distribution, 0.5), 0.67448975, 1e-6);
}
END_TEST

START_TEST(parameters_that_make_no_sense_are_told)
{
    struct distribution turned = {.shape = SHAPE_UNIFORM, .low = 4, .high = 2};
    struct distribution outside = {.shape = SHAPE_PERT, .low = 0, .mode = 3, .high = 2};
    struct distribution flat = {.shape = SHAPE_NORMAL, .sd = 0};
    ck_assert_str_eq(distribution_compile(&turned, NULL, arena), "low must be below high");
    ck_assert_str_eq(distribution_compile(&outside, NULL, arena), "the mode must lie between low and high");
    ck_assert_str_eq(distribution_compile(&flat, NULL, arena), "sd must be above 0");
}
END_TEST

START_TEST(discrete_values_come_by_their_weights)
{
    const double values[] = {1, 2, 5}, weights[] = {1, 2, 1};
    ck_assert_double_eq(quantile_discrete(values, weights, 3, 0.2), 1);
    ck_assert_double_eq(quantile_discrete(values, weights, 3, 0.5), 2);
    ck_assert_double_eq(quantile_discrete(values, weights, 3, 0.9), 5);
    ck_assert_double_eq(quantile_empirical(values, 3, 0.75), 3.5);
}
END_TEST

Suite *test_distribution_suite(void)
{
    Suite *suite = suite_create("distribution");
    TCase *tests = tcase_create("distribution");
    tcase_add_checked_fixture(tests, open_arena, close_arena);
    tcase_add_loop_test(tests, quantiles_agree_with_their_tables, 0, (int)(sizeof rows / sizeof rows[0]));
    tcase_add_test(tests, a_pert_table_is_monotonic_and_keeps_its_ends);
    tcase_add_test(tests, a_cut_normal_stays_above_its_cut);
    tcase_add_test(tests, parameters_that_make_no_sense_are_told);
    tcase_add_test(tests, discrete_values_come_by_their_weights);
    suite_add_tcase(suite, tests);
    return suite;
}
