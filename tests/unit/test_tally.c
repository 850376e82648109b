/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "engine/tally.h"

#include <math.h>

#define NEAR 1e-12

START_TEST(a_tally_gives_mean_variance_and_extremes)
{
    static const double values[] = {4.0, 7.0, 13.0, 16.0};
    struct tally tally = {0};
    for (int i = 0; i < 4; i++)
        tally_add(&tally, values[i] + 1e9); /* sums of squares would lose this */
    ck_assert_int_eq(tally.count, 4);
    ck_assert(tally.mean == 1e9 + 10.0);
    ck_assert_double_eq_tol(tally_variance(&tally), 30.0, NEAR);
    ck_assert(tally.least == 1e9 + 4.0 && tally.most == 1e9 + 16.0);
    ck_assert_double_eq_tol(tally_standard_error(&tally), sqrt(7.5), NEAR);
    ck_assert_double_eq_tol(tally_half_width(&tally, 0.95), 3.182446305284263 * sqrt(7.5), 1e-9);
}
END_TEST

START_TEST(tallies_of_parts_merge_to_that_of_the_whole)
{
    for (int cut = 0; cut <= 10; cut++) {
        struct tally whole = {0}, left = {0}, right = {0};
        for (int i = 0; i < 10; i++) {
            double value = (i * 7 % 10) * 1.5 - 3.0;
            tally_add(&whole, value);
            tally_add(i < cut ? &left : &right, value);
        }
        tally_merge(&left, &right);
        ck_assert_int_eq(left.count, whole.count);
        ck_assert_double_eq_tol(left.mean, whole.mean, NEAR);
        ck_assert_double_eq_tol(tally_variance(&left), tally_variance(&whole), 1e-11);
        ck_assert(left.least == whole.least && left.most == whole.most);
    }
}
END_TEST

START_TEST(too_few_observations_claim_no_precision)
{
    struct tally tally = {0};
    ck_assert(isinf(tally_half_width(&tally, 0.95)));
    tally_add(&tally, 5.0);
    ck_assert(tally.mean == 5.0 && tally_variance(&tally) == 0.0);
    ck_assert(isinf(tally_half_width(&tally, 0.95)));
}
END_TEST

START_TEST(a_level_is_weighted_by_the_time_it_held)
{
    struct tally_level level;
    tally_level_start(&level, 100, 2.0);
    tally_level_set(&level, 110, 5.0);
    tally_level_set(&level, 110, 6.0); /* replaced in the same tick: no time, but an extreme */
    tally_level_set(&level, 115, 0.0);
    ck_assert_double_eq_tol(tally_level_area(&level, 120), 20.0 + 30.0, NEAR);
    ck_assert_double_eq_tol(tally_level_mean(&level, 120), 2.5, NEAR);
    ck_assert_double_eq_tol(tally_level_variance(&level, 120), (40.0 + 180.0) / 20 - 6.25, NEAR);
    ck_assert(level.least == 0.0 && level.most == 6.0);
    tally_level_start(&level, 120, 3.0);
    ck_assert(tally_level_mean(&level, 120) == 3.0 && tally_level_variance(&level, 120) == 0.0);
    ck_assert_double_eq_tol(tally_level_mean(&level, 500), 3.0, NEAR);
}
END_TEST

Suite *test_tally_suite(void)
{
    Suite *suite = suite_create("tally");
    TCase *cases = tcase_create("tally");
    tcase_add_test(cases, a_tally_gives_mean_variance_and_extremes);
    tcase_add_test(cases, tallies_of_parts_merge_to_that_of_the_whole);
    tcase_add_test(cases, too_few_observations_claim_no_precision);
    tcase_add_test(cases, a_level_is_weighted_by_the_time_it_held);
    suite_add_tcase(suite, cases);
    return suite;
}
