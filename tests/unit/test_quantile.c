/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "engine/quantile.h"

#include <gsl/gsl_cdf.h>
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

START_TEST(closed_forms_are_met)
{
    ck_assert_double_eq_tol(quantile_triangular(10.0, 12.0, 20.0, 0.2), 12.0, 1e-12);
    ck_assert_double_eq_tol(quantile_triangular(10.0, 12.0, 20.0, 0.05), 11.0, 1e-12);
    ck_assert_double_eq_tol(quantile_triangular(10.0, 12.0, 20.0, 0.8), 16.0, 1e-12);
    ck_assert_double_eq_tol(quantile_triangular(0, 0, 1, 0.75), 0.5, 1e-12);
    ck_assert_double_eq_tol(quantile_triangular(0, 1, 1, 0.25), 0.5, 1e-12);
    ck_assert_double_eq_tol(quantile_normal(0.975), 1.959963984540054, 1e-12);
    ck_assert_double_eq_tol(quantile_lognormal(40.0, 70.0, 0.5), 40.0, 1e-9);
    ck_assert_double_eq_tol(quantile_lognormal(40.0, 70.0, 0.9), 70.0, 1e-9);
    ck_assert_double_eq_tol(quantile_lognormal(40.0, 70.0, 0.1), 40.0 * 40.0 / 70.0, 1e-9);
}
END_TEST

START_TEST(pert_agrees_with_the_beta_of_gsl_everywhere)
{
    static const double modes[] = {0.0, 0.01, 0.2, 0.5, 0.77, 1.0};
    double mode = modes[_i], a = 1.0 + 4.0 * mode, b = 1.0 + 4.0 * (1.0 - mode);
    const struct quantile_table *table = quantile_pert(100.0, 100.0 + 50.0 * mode, 150.0, NULL, arena);
    for (int i = 1; i < 2000; i++) {
        double u = i / 2000.0, x = (quantile_at(table, u) - 100.0) / 50.0;
        /* Between the exact values a millionth of the range to either side. */
        ck_assert(gsl_cdf_beta_P(fmax(x - 1e-6, 0.0), a, b) <= u);
        ck_assert(gsl_cdf_beta_P(fmin(x + 1e-6, 1.0), a, b) >= u);
    }
    for (double u = 0.25; u > 1e-15; u *= 0.25) {
        double low = (quantile_at(table, u) - 100.0) / 50.0;
        double high = (quantile_at(table, 1.0 - u) - 100.0) / 50.0;
        ck_assert(gsl_cdf_beta_P(fmax(low - 1e-6, 0.0), a, b) <= u);
        ck_assert(gsl_cdf_beta_P(fmin(low + 1e-6, 1.0), a, b) >= u);
        ck_assert(gsl_cdf_beta_P(fmax(high - 1e-6, 0.0), a, b) <= 1.0 - u);
        ck_assert(gsl_cdf_beta_Q(fmin(high + 1e-6, 1.0), a, b) <= u * (1.0 + 1e-9));
    }
}
END_TEST

START_TEST(pert_rises_with_the_uniform_and_agrees_with_the_score)
{
    static const double modes[] = {0.0, 0.03, 0.5, 1.0};
    const struct quantile_table *table = quantile_pert(0.0, modes[_i], 1.0, NULL, arena);
    double previous = 0.0;
    for (int i = 1; i < 100000; i++) {
        double value = quantile_at_score(table, (i - 50000) / 5500.0);
        if (value < previous)
            ck_abort_msg("falls at %d", i);
        previous = value;
    }
    ck_assert(quantile_at(table, 0.2) == quantile_at_score(table, quantile_normal(0.2)));
    ck_assert(quantile_at_score(table, -40.0) >= 0.0 && quantile_at_score(table, 40.0) <= 1.0);
}
END_TEST

START_TEST(the_mean_of_pert_is_one_sixth_four_sixths_one_sixth)
{
    enum { POINTS = 200000 };
    const struct quantile_table *table = quantile_pert(120.0, 150.0, 270.0, NULL, arena);
    double sum = 0.0;
    for (int i = 0; i < POINTS; i++)
        sum += quantile_at(table, (i + 0.5) / POINTS);
    ck_assert_double_eq_tol(sum / POINTS, (120.0 + 4 * 150.0 + 270.0) / 6, 1e-4);
}
END_TEST

START_TEST(a_pert_without_width_is_its_value)
{
    ck_assert(quantile_at(quantile_pert(7.0, 7.0, 7.0, NULL, arena), 0.9) == 7.0);
}
END_TEST

START_TEST(perts_of_one_shape_share_its_tabulation)
{
    struct quantile_shapes *shapes = quantile_shapes_new(arena);
    static const double perts[][3] = {{0, 1, 4}, {100, 150, 300}, {0, 2, 4}, {-8, -7, -4}};
    size_t used = 0;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < 4; i++) {
            const double *p = perts[i];
            size_t before = arena_used(arena);
            const struct quantile_table *shared = quantile_pert(p[0], p[1], p[2], shapes, arena);
            size_t taken = arena_used(arena) - before;
            const struct quantile_table *own = quantile_pert(p[0], p[1], p[2], NULL, arena);
            for (int k = 1; k < 100; k++)
                ck_assert(quantile_at(shared, k / 100.0) == quantile_at(own, k / 100.0));
            if (pass == 0 && i == 0)
                used = taken;
            if (pass == 1 || i == 1 || i == 3)
                ck_assert_uint_lt(taken, used / 10);
        }
}
END_TEST

Suite *test_quantile_suite(void)
{
    Suite *suite = suite_create("quantile");
    TCase *cases = tcase_create("quantile");
    tcase_add_checked_fixture(cases, open_arena, close_arena);
    tcase_add_test(cases, closed_forms_are_met);
    tcase_add_loop_test(cases, pert_agrees_with_the_beta_of_gsl_everywhere, 0, 6);
    tcase_add_loop_test(cases, pert_rises_with_the_uniform_and_agrees_with_the_score, 0, 4);
    tcase_add_test(cases, the_mean_of_pert_is_one_sixth_four_sixths_one_sixth);
    tcase_add_test(cases, a_pert_without_width_is_its_value);
    tcase_add_test(cases, perts_of_one_shape_share_its_tabulation);
    suite_add_tcase(suite, cases);
    return suite;
}
