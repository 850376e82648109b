/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "base/curve.h"

#include <math.h>

static struct arena *arena;
static const double x[] = {0, 1, 3, 7}, up[] = {2, 4, 4, 12}, down[] = {9, 3, 3, -1}, wave[] = {0, 1, 0, 1};
static struct curve *rising, *falling, *waving;

static void open_arena(void)
{
    arena = arena_new();
    rising = curve_new(arena, x, up, 4);
    falling = curve_new(arena, x, down, 4);
    waving = curve_new(arena, x, wave, 4);
}

static void close_arena(void)
{
    arena_free(arena);
}

static const struct {
    double x;
    double y;
    long clamped;
} values[] = {{0, 2, 0},  {0.5, 3, 0}, {1, 4, 0},    {2, 4, 0},         {5, 8, 0},
              {7, 12, 0}, {-1, 2, 1},  {7.5, 12, 1}, {-INFINITY, 2, 1}, {INFINITY, 12, 1}};

START_TEST(values_lie_on_the_lines_and_stop_at_the_ends)
{
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        long clamped = 0;
        ck_assert_double_eq(curve_value(rising, values[i].x, &clamped), values[i].y);
        ck_assert_double_eq(curve_value(rising, values[i].x, NULL), values[i].y);
        ck_assert_int_eq(clamped, values[i].clamped);
    }
    ck_assert(isnan(curve_value(rising, NAN, NULL)));
}
END_TEST

START_TEST(one_point_is_a_level_curve)
{
    struct curve *level = curve_new(arena, x, up, 1);
    long clamped = 0;
    ck_assert_double_eq(curve_value(level, 0, &clamped), 2);
    ck_assert_int_eq(clamped, 0);
    ck_assert_double_eq(curve_value(level, 5, &clamped), 2);
    ck_assert_int_eq(clamped, 1);
    ck_assert_int_eq(curve_monotonic(level), 1);
    ck_assert_double_eq(curve_integral(level, 1, 4), 6);
}
END_TEST

START_TEST(points_out_of_order_or_not_finite_are_refused)
{
    const double repeated[] = {0, 1, 1}, back[] = {0, 2, 1}, gap[] = {0, NAN, 1}, far[] = {0, 1, INFINITY};
    ck_assert_ptr_null(curve_new(arena, repeated, up, 3));
    ck_assert_ptr_null(curve_new(arena, back, up, 3));
    ck_assert_ptr_null(curve_new(arena, gap, up, 3));
    ck_assert_ptr_null(curve_new(arena, x, far, 3));
    ck_assert_ptr_null(curve_new(arena, x, up, 0));
}
END_TEST

START_TEST(direction_is_told)
{
    const double level[] = {1, 1, 1};
    ck_assert_int_eq(curve_monotonic(rising), 1);
    ck_assert_int_eq(curve_monotonic(falling), -1);
    ck_assert_int_eq(curve_monotonic(waving), 0);
    ck_assert_int_eq(curve_monotonic(curve_new(arena, x, level, 3)), 1);
}
END_TEST

static const struct {
    double y;
    double x;
    long clamped;
} rising_back[] = {{2, 0, 0}, {3, 0.5, 0}, {4, 1, 0}, {8, 5, 0}, {12, 7, 0}, {1, 0, 1}, {13, 7, 1}},
  falling_back[] = {{9, 0, 0}, {6, 0.5, 0}, {3, 3, 0}, {1, 5, 0}, {-1, 7, 0}, {10, 0, 1}, {-2, 7, 1}};

START_TEST(the_inverse_takes_the_first_point_that_reaches_the_value)
{
    for (size_t i = 0; i < sizeof rising_back / sizeof *rising_back; i++) {
        long clamped = 0;
        ck_assert_double_eq(curve_inverse(rising, rising_back[i].y, &clamped), rising_back[i].x);
        ck_assert_int_eq(clamped, rising_back[i].clamped);
        clamped = 0;
        ck_assert_double_eq(curve_inverse(falling, falling_back[i].y, &clamped), falling_back[i].x);
        ck_assert_int_eq(clamped, falling_back[i].clamped);
    }
}
END_TEST

static double riemann(const struct curve *curve, double from, double to)
{
    enum { STEPS = 200000 };
    double sum = 0, width = (to - from) / STEPS;
    for (int i = 0; i < STEPS; i++)
        sum += curve_value(curve, from + (i + 0.5) * width, NULL) * width;
    return sum;
}

START_TEST(the_integral_is_the_area_under_the_curve)
{
    static const double ends[][2] = {{0, 7}, {-2, 9}, {0.25, 0.75}, {2, 6}, {8, 11}, {-5, -1}, {6, 2}};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        double exact = curve_integral(rising, ends[i][0], ends[i][1]);
        ck_assert_double_eq_tol(exact, riemann(rising, ends[i][0], ends[i][1]), 1e-6);
        ck_assert_double_eq_tol(curve_integral(waving, ends[i][0], ends[i][1]),
                                riemann(waving, ends[i][0], ends[i][1]), 1e-6);
    }
    ck_assert_double_eq(curve_integral(rising, 0, 7), 3 + 8 + 32);
}
END_TEST

Suite *test_curve_suite(void)
{
    Suite *suite = suite_create("curve");
    TCase *tcase = tcase_create("curve");
    tcase_add_checked_fixture(tcase, open_arena, close_arena);
    tcase_add_test(tcase, values_lie_on_the_lines_and_stop_at_the_ends);
    tcase_add_test(tcase, one_point_is_a_level_curve);
    tcase_add_test(tcase, points_out_of_order_or_not_finite_are_refused);
    tcase_add_test(tcase, direction_is_told);
    tcase_add_test(tcase, the_inverse_takes_the_first_point_that_reaches_the_value);
    tcase_add_test(tcase, the_integral_is_the_area_under_the_curve);
    suite_add_tcase(suite, tcase);
    return suite;
}
