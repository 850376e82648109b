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

Suite *test_curve_suite(void)
{
    Suite *suite = suite_create("curve");
    TCase *tcase = tcase_create("curve");
    tcase_add_checked_fixture(tcase, open_arena, close_arena);
    tcase_add_test(tcase, values_lie_on_the_lines_and_stop_at_the_ends);
    tcase_add_test(tcase, one_point_is_a_level_curve);
    tcase_add_test(tcase, points_out_of_order_or_not_finite_are_refused);
    suite_add_tcase(suite, tcase);
    return suite;
}
