/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "base/root.h"

#include <math.h>

static double square_less_two(double x, void *context)
{
    (void)context;
    return x * x - 2;
}

static double cubic(double x, void *context)
{
    (void)context;
    return x * x * x - x - 2;
}

static double cosine(double x, void *context)
{
    (void)context;
    return x - cos(x);
}

static double steep(double x, void *context)
{
    (void)context;
    return expm1(30 * (x - 0.9));
}

static double flat(double x, void *context)
{
    (void)context;
    return pow(x - 0.3, 9);
}

static double step(double x, void *context)
{
    (void)context;
    return x > 0.6180339 ? 5 : -1e-9;
}

static double plateau(double x, void *context)
{
    (void)context;
    return x < 0.25 ? -1 : x <= 0.75 ? 0 : 1;
}

static double walls(double x, void *context)
{
    (void)context;
    return x < 0.4 ? -INFINITY : INFINITY;
}

/* The function, the ends, and the true place of the change of sign. */
static const struct {
    root_fn *function;
    double near;
    double far;
    double x;
} cases[] = {
    {square_less_two, 0, 2, 1.4142135623730951},
    {square_less_two, 0, -2, -1.4142135623730951},
    {cubic, 1, 2, 1.5213797068045676},
    {cosine, 0, 1, 0.7390851332151607},
    {steep, 0, 1, 0.9},
    {flat, 0, 1, 0.3},
    {step, 0, 1, 0.6180339},
    {plateau, 0, 1, 0.75},
    {walls, 0, 1, 0.4},
};

START_TEST(the_answer_is_feasible_and_within_tolerance_of_the_limit)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (double tolerance = 1e-1; tolerance > 1e-14; tolerance /= 10) {
            struct root root = root_find(cases[i].function, NULL, cases[i].near, cases[i].far, tolerance);
            ck_assert_int_eq(root.status, ROOT_FOUND);
            ck_assert(cases[i].function(root.x, NULL) <= 0);
            ck_assert_double_eq(cases[i].function(root.x, NULL), root.value);
            ck_assert_double_le(fabs(root.x - cases[i].x), tolerance * 1.0001 + 1e-15);
        }
    }
}
END_TEST

START_TEST(no_function_needs_more_than_bisection_and_four)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double width = fabs(cases[i].far - cases[i].near);
        struct root root = root_find(cases[i].function, NULL, cases[i].near, cases[i].far, 1e-12);
        ck_assert_int_le(root.evaluation_count, (int)ceil(log2(width / 1e-12)) + 4);
    }
    ck_assert_int_le(root_find(cosine, NULL, 0, 1, 1e-12).evaluation_count, 14);
    ck_assert_int_le(root_find(square_less_two, NULL, 0, 2, 1e-12).evaluation_count, 14);
}
END_TEST

START_TEST(ends_that_decide_are_told)
{
    struct root root = root_find(square_less_two, NULL, 0, 1, 1e-9);
    ck_assert_int_eq(root.status, ROOT_ALL_FIT);
    ck_assert_double_eq(root.x, 1);
    ck_assert_double_eq(root.value, -1);
    root = root_find(square_less_two, NULL, 3, 4, 1e-9);
    ck_assert_int_eq(root.status, ROOT_NONE_FIT);
    ck_assert_double_eq(root.x, 3);
    root = root_find(square_less_two, NULL, 1, 1, 1e-9);
    ck_assert_int_eq(root.status, ROOT_ALL_FIT);
    ck_assert_double_eq(root.x, 1);
}
END_TEST

static double holed(double x, void *context)
{
    return x > *(double *)context && x < 1 ? NAN : x - 0.9;
}

START_TEST(a_function_without_value_ends_at_the_last_feasible_point)
{
    double from = 0.1;
    struct root root = root_find(holed, &from, 0, 1, 1e-9);
    ck_assert_int_eq(root.status, ROOT_NO_VALUE);
    ck_assert_double_eq(root.x, 0);
    ck_assert_int_eq(root_find(holed, &from, 0, 0.5, 1e-9).status, ROOT_NO_VALUE);
    ck_assert_int_eq(root_find(holed, &from, 0.5, 1, 1e-9).status, ROOT_NO_VALUE);
}
END_TEST

START_TEST(a_tolerance_below_the_resolution_still_ends)
{
    struct root root = root_find(square_less_two, NULL, 0, 2e9, 1e-300);
    ck_assert_int_eq(root.status, ROOT_FOUND);
    ck_assert(root.value <= 0);
    ck_assert_double_le(fabs(root.x - sqrt(2)), 4 * 2.3e-16 * 2e9);
    ck_assert_int_le(root.evaluation_count, 60);
}
END_TEST

Suite *test_root_suite(void)
{
    Suite *suite = suite_create("root");
    TCase *tcase = tcase_create("root");
    tcase_add_test(tcase, the_answer_is_feasible_and_within_tolerance_of_the_limit);
    tcase_add_test(tcase, no_function_needs_more_than_bisection_and_four);
    tcase_add_test(tcase, ends_that_decide_are_told);
    tcase_add_test(tcase, a_function_without_value_ends_at_the_last_feasible_point);
    tcase_add_test(tcase, a_tolerance_below_the_resolution_still_ends);
    suite_add_tcase(suite, tcase);
    return suite;
}
