/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "report/report.h"
#include "report/sample.h"

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

/* 1, 2 ... COUNT in an order that is not sorted. */
static struct sample counted(int count)
{
    double *values = arena_array(arena, (size_t)count, sizeof *values);
    for (int i = 0; i < count; i++)
        values[i] = (i * 7 + 3) % count + 1;
    return sample_of(values, count, arena);
}

START_TEST(a_quantile_is_the_figure_that_a_share_does_not_exceed)
{
    struct sample ten = counted(10), two_hundred = counted(200), one = counted(1);
    ck_assert_double_eq(sample_quantile(&ten, 0.1), 1);
    ck_assert_double_eq(sample_quantile(&ten, 0.5), 5);
    ck_assert_double_eq(sample_quantile(&ten, 0.51), 6);
    ck_assert_double_eq(sample_quantile(&ten, 0.9), 9);
    ck_assert_double_eq(sample_quantile(&ten, 1), 10);
    ck_assert_double_eq(sample_quantile(&ten, 0), 1);
    ck_assert_double_eq(sample_quantile(&two_hundred, 0.9), 180);
    ck_assert_double_eq(sample_quantile(&one, 0.9), 1);
    ck_assert_double_eq(sample_mean(&two_hundred), 100.5);
}
END_TEST

START_TEST(what_was_never_reached_stays_in_the_denominator_and_gaps_do_not)
{
    const double values[] = {5, INFINITY, NAN, 3, INFINITY, 4};
    struct sample sample = sample_of(values, 6, arena);
    ck_assert_int_eq(sample.count, 5);
    ck_assert_int_eq(sample_finite_count(&sample), 3);
    ck_assert_double_eq(sample_quantile(&sample, 0.5), 5);
    ck_assert(isinf(sample_quantile(&sample, 0.9)));
    struct sample empty = sample_of(values, 0, arena);
    ck_assert(isnan(sample_quantile(&empty, 0.5)) && isnan(sample_mean(&empty)));
}
END_TEST

/* Places of the order statistics, from tables of the binomial distribution; 0 and COUNT + 1 are open. */
START_TEST(the_interval_of_a_quantile_has_the_places_of_the_binomial)
{
    static const struct {
        int count;
        double p;
        double low, high;
    } cases[] = {
        {5, 0.5, 0, 6},    /* 0.5^5 on each side is more than 2.5 % */
        {6, 0.5, 1, 6},    /* coverage 96.9 % */
        {10, 0.5, 2, 9},   /* 97.9 % */
        {20, 0.5, 6, 15},  /* 95.9 % */
        {20, 0.9, 15, 21}, /* open above */
        {200, 0.1, 12, 30}, {200, 0.5, 86, 115}, {200, 0.9, 171, 189},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sample sample = counted(cases[i].count);
        struct sample_interval interval = sample_quantile_interval(&sample, cases[i].p, 0.95);
        ck_assert_double_eq(isinf(interval.low) ? 0 : interval.low, cases[i].low);
        ck_assert_double_eq(isinf(interval.high) ? cases[i].count + 1 : interval.high, cases[i].high);
    }
}
END_TEST

START_TEST(the_interval_of_a_share_is_that_of_clopper_and_pearson)
{
    static const struct {
        int hits, count;
        double low, high;
    } cases[] = {{1, 10, 0.002529, 0.445016},
                 {5, 10, 0.187086, 0.812914},
                 {0, 20, 0, 0.168433},
                 {20, 20, 0.831567, 1},
                 {0, 0, 0, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sample_interval interval = sample_share_interval(cases[i].hits, cases[i].count, 0.95);
        ck_assert_double_eq_tol(interval.low, cases[i].low, 1e-6);
        ck_assert_double_eq_tol(interval.high, cases[i].high, 1e-6);
    }
}
END_TEST

/* Pairs that all differ leave the sign test alone: B's part of N at 97.5 % is 0.0125^(1/N) at least. */
START_TEST(pairs_that_differ_one_way_tell_a_difference_from_seven_on)
{
    for (int n = 1; n < 12; n++) {
        struct sample_interval interval = sample_paired_interval(0, n, n, 0.95);
        double part = pow(0.0125, 1.0 / n), low = 2 * part - 1;
        ck_assert_double_eq_tol(interval.low, low < 0 ? low : low * part, 1e-9);
        ck_assert_double_eq(interval.high, 1);
        ck_assert_int_eq(interval.low > 0, n >= 7);
    }
    struct sample_interval none = sample_paired_interval(0, 0, 40, 0.95);
    ck_assert_double_eq_tol(none.high, 1 - pow(0.0125, 1.0 / 40), 1e-9);
    ck_assert_double_eq_tol(none.low, -none.high, 1e-12);
    struct sample_interval other = sample_paired_interval(9, 2, 40, 0.95);
    struct sample_interval swapped = sample_paired_interval(2, 9, 40, 0.95);
    ck_assert_double_eq_tol(other.low, -swapped.high, 1e-9);
    ck_assert_double_eq_tol(other.high, -swapped.low, 1e-9);
}
END_TEST

/* All one way: 2 / 2^n; 8 to 2 of 10: 2 * (1 + 10 + 45) / 2^10. */
START_TEST(the_sign_test_has_the_risks_of_the_fair_coin)
{
    for (int n = 1; n < 60; n++)
        ck_assert_double_eq_tol(sample_sign_risk(0, n) * pow(2, n - 1), 1, 1e-9);
    ck_assert_double_eq_tol(sample_sign_risk(8, 0), 0.0078125, 1e-12);
    ck_assert_double_eq_tol(sample_sign_risk(8, 2), 112.0 / 1024, 1e-12);
    ck_assert_double_eq_tol(sample_sign_risk(1, 7), 18.0 / 256, 1e-12);
    ck_assert_double_eq(sample_sign_risk(2, 8), sample_sign_risk(8, 2));
    ck_assert_double_eq(sample_sign_risk(3, 3), 1);
    ck_assert_double_eq(sample_sign_risk(0, 0), 1);
}
END_TEST

START_TEST(rounded_shares_still_add_up_to_the_whole)
{
    double thirds[] = {100.0 / 3, 100.0 / 3, 100.0 / 3}, exact[] = {12.5, 87.5, 0}, none[] = {0, 0};
    report_round_shares(thirds, 3);
    ck_assert_double_eq_tol(thirds[0] + thirds[1] + thirds[2], 100, 1e-9);
    ck_assert_double_eq_tol(thirds[0], 33.34, 1e-9);
    ck_assert_double_eq_tol(thirds[2], 33.33, 1e-9);
    report_round_shares(exact, 3);
    ck_assert_double_eq_tol(exact[0], 12.5, 1e-12);
    report_round_shares(none, 2);
    ck_assert_double_eq(none[0] + none[1], 0);
}
END_TEST

Suite *test_sample_suite(void)
{
    Suite *suite = suite_create("sample");
    TCase *cases = tcase_create("sample");
    tcase_add_checked_fixture(cases, open_arena, close_arena);
    tcase_add_test(cases, a_quantile_is_the_figure_that_a_share_does_not_exceed);
    tcase_add_test(cases, what_was_never_reached_stays_in_the_denominator_and_gaps_do_not);
    tcase_add_test(cases, the_interval_of_a_quantile_has_the_places_of_the_binomial);
    tcase_add_test(cases, the_interval_of_a_share_is_that_of_clopper_and_pearson);
    tcase_add_test(cases, pairs_that_differ_one_way_tell_a_difference_from_seven_on);
    tcase_add_test(cases, the_sign_test_has_the_risks_of_the_fair_coin);
    tcase_add_test(cases, rounded_shares_still_add_up_to_the_whole);
    suite_add_tcase(suite, cases);
    return suite;
}
