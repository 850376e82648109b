/* SPDX-License-Identifier: Apache-2.0 */
/* Annuities, ageing and software gain. */
#include "suites.h"

#include "physics/ageing.h"
#include "physics/annuity.h"
#include "physics/software_gain.h"

#include <math.h>
#include <stddef.h>

START_TEST(a_level_payment_repays_the_loan)
{
    double payment = annuity_payment_cents(1e9, 2e8, 0.01, 120.0), owed = 1e9;

    for (int month = 1; month <= 120; month++) {
        owed = owed * 1.01 - payment;
        ck_assert_double_eq_tol(annuity_balance_cents(1e9, payment, 0.01, month) / owed, 1.0, 1e-9);
    }
    ck_assert_double_eq_tol(owed, 2e8, 1.0);
    ck_assert_double_eq_tol(annuity_payment_cents(100000.0, 0.0, 0.005, 360.0), 599.55, 0.005); /* textbook */
    ck_assert_double_eq_tol(annuity_factor(0.0, 7.0), 7.0, 1e-15);
    ck_assert_double_eq_tol(annuity_factor(1e-12, 7.0), 7.0, 1e-9);
}
END_TEST

START_TEST(present_values_equal_their_sums)
{
    double flows[8], sum = 0.0, growing = 0.0;

    for (int t = 0; t < 8; t++) {
        flows[t] = (t == 0 ? -500.0 : 80.0 + 3.0 * t);
        sum += flows[t] / pow(1.09, t);
        growing += 100.0 * pow(1.03, t) / pow(1.09, t + 1);
    }
    ck_assert_double_eq_tol(annuity_net_present_cents(flows, 8, 0.09), sum, 1e-10);
    ck_assert_double_eq_tol(annuity_growing_cents(100.0, 0.03, 0.09, 8), growing, 1e-10);
    ck_assert_double_eq_tol(annuity_growing_cents(100.0, 0.09, 0.09, 8), 800.0 / 1.09, 1e-10);
    ck_assert_double_eq_tol(pow(1.0 + annuity_periodic_ratio(0.1, 12.0), 12.0), 1.1, 1e-14);
}
END_TEST

START_TEST(early_life_is_a_plateau_and_a_ramp)
{
    struct ageing_early_life early = {2.0, 100.0, 200.0}, none = {1.0, 0.0, 0.0};

    ck_assert_double_eq_tol(ageing_early_life_ratio(&early, 50.0), 2.0, 1e-15);
    ck_assert_double_eq_tol(ageing_early_life_ratio(&early, 150.0), 1.5, 1e-15);
    ck_assert_double_eq_tol(ageing_early_life_ratio(&early, 300.0), 1.0, 1e-15);
    ck_assert_double_eq_tol(ageing_early_life_ratio(&none, 0.5), 1.0, 1e-15);
}
END_TEST

START_TEST(software_gain_saturates_and_its_mean_is_exact)
{
    double sum = 0.0;

    ck_assert_double_eq_tol(software_gain_ratio(3.0, 50.0, 0.0), 1.0, 1e-15);
    ck_assert_double_eq_tol(software_gain_ratio(3.0, 50.0, 50.0), 1.0 + 2.0 * (1.0 - exp(-1.0)), 1e-14);
    ck_assert_double_eq_tol(software_gain_ratio(3.0, 50.0, 1e6), 3.0, 1e-14);
    for (int i = 0; i < 20000; i++)
        sum += software_gain_ratio(3.0, 50.0, 10.0 + 0.01 * (i + 0.5)) / 20000.0;
    ck_assert_double_eq_tol(software_gain_mean_ratio(3.0, 50.0, 10.0, 210.0), sum, 1e-8);
    ck_assert_double_eq_tol(software_gain_mean_ratio(3.0, 50.0, -30.0, 90.0),
                            0.25 + 0.75 * software_gain_mean_ratio(3.0, 50.0, 0.0, 90.0), 1e-14);
    ck_assert_double_eq_tol(software_gain_mean_ratio(3.0, 50.0, -30.0, -10.0), 1.0, 1e-15);
    ck_assert_double_eq_tol(software_gain_mean_ratio(3.0, 50.0, 20.0, 20.0),
                            software_gain_ratio(3.0, 50.0, 20.0), 1e-15);
}
END_TEST

Suite *test_money_time_suite(void)
{
    Suite *suite = suite_create("money_time");
    TCase *tests = tcase_create("all");

    tcase_add_test(tests, a_level_payment_repays_the_loan);
    tcase_add_test(tests, present_values_equal_their_sums);
    tcase_add_test(tests, early_life_is_a_plateau_and_a_ramp);
    tcase_add_test(tests, software_gain_saturates_and_its_mean_is_exact);
    suite_add_tcase(suite, tests);
    return suite;
}
