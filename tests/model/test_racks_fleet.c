/* SPDX-License-Identifier: Apache-2.0 */
#include "../unit/suites.h"

#include "racks_stage.h"

#include <math.h>

static const struct draw plain = {.seed = 1, .replication = 0};

/* 1000 racks accepted on one day; everything else as the test sets it. */
static void big_fleet(void)
{
    plan_maker_set(racks_stage.maker, "tx.install", "rate", "70000 rack/week");
    plan_maker_set(racks_stage.maker, "tx.install", "dock-capacity", "5000");
    racks_stage_add_hall("tx", "tx.h1", 1000, 1e9);
    racks_stage_add_order("o", "1000", "1000 rack/week");
    plan_maker_set(racks_stage.maker, "o", "lead", "0 d");
    plan_maker_set(racks_stage.maker, "o", "slip", "0 d");
    plan_maker_set(racks_stage.maker, "o", "transit", "0 d");
    racks_stage_compile();
    racks_stage_open_run(plain);
    racks_stage_hall_on(0, 0);
    racks_stage_run_to(6);
    ck_assert_double_eq(racks_stage_metric("racks.accepted"), 1000);
}

START_TEST(failures_and_outages_agree_with_theory)
{
    plan_maker_set(racks_stage.maker, "tx.install", "spare-share", "50 %");
    big_fleet();
    double down = 0;
    for (int i = 36; i < 6 + 731; i++) {
        sim_run_until(racks_stage.run->sim, racks_stage.plan->start + (int64_t)i * DAY_S);
        down += racks_stage_metric("racks.modules_down");
    }
    sim_run_until(racks_stage.run->sim, racks_stage.plan->start + INT64_C(737) * DAY_S);
    ck_assert_int_eq(racks_residual(racks_stage.racks), 0);
    /* Poisson of 731 days at 72000 packages, 0.04 a year: 5764 within four standard deviations of 76. */
    double failures = racks_stage_metric("racks.failures");
    ck_assert_double_eq_tol(failures, 731 / 365.25 * 72000 * 0.04, 4 * 76);
    double interruptions = racks_stage_metric("racks.interruptions");
    ck_assert_double_eq_tol(interruptions, 731 / 365.25 * 72000 * 0.173, 4 * 158);
    /* Little: failures a day times the four days of a swap; the mean of 701 days within 6 %. */
    double expected = failures / 731 * 4;
    ck_assert_double_eq_tol(down / 701, expected, 0.06 * expected);
}
END_TEST

START_TEST(new_racks_fail_more_often)
{
    plan_maker_set(racks_stage.maker, "tx.install", "spare-share", "50 %");
    plan_maker_set(racks_stage.maker, "gb", "early-life-multiplier", "3");
    plan_maker_set(racks_stage.maker, "gb", "failure-rate", "0.2 1/year");
    big_fleet();
    sim_run_until(racks_stage.run->sim, racks_stage.plan->start + INT64_C(737) * DAY_S);
    /* Twice as many on top for 6 months, then 1, 5/6 ... 1/6 of that: 2 x 9.5 months; four standard
     * deviations. */
    double months = 731 / (365.25 / 12) + 2 * 9.5;
    double expected = months / 12 * 72000 * 0.2;
    ck_assert_double_eq_tol(racks_stage_metric("racks.failures"), expected,
                            0.012 * expected + 4 * sqrt(expected));
}
END_TEST

START_TEST(without_spares_modules_wait_for_their_repair)
{
    plan_maker_set(racks_stage.maker, "tx.install", "spare-share", "0 %");
    plan_maker_set(racks_stage.maker, "gb", "failure-rate", "0.1 1/year");
    big_fleet();
    double down = 0;
    for (int i = 137; i < 1137; i++) {
        sim_run_until(racks_stage.run->sim, racks_stage.plan->start + (int64_t)i * DAY_S);
        down += racks_stage_metric("racks.modules_down");
        ck_assert_int_eq(racks_residual(racks_stage.racks), 0);
    }
    /* 19.7 failures a day wait 42 days for the part and 4 for the swap; the 5 % down fail no more. */
    double up = 1 / (1 + 46 * 4 * 0.1 / 365.25);
    ck_assert_double_eq_tol(down / 1000, 18000 * (1 - up), 0.03 * 18000 * (1 - up));
    struct racks_site_state state;
    racks_site_state(racks_stage.racks, 0, &state);
    ck_assert_double_eq(state.serving_racks, racks_stage_metric("racks.serving"));
    ck_assert_double_eq(state.live_packages, racks_stage_metric("racks.live_packages"));
    ck_assert_double_eq_tol(state.cohorts[0].serving_racks * 72 * state.cohorts[0].up_ratio,
                            state.live_packages, 1e-6);
    ck_assert_double_le(state.cohorts[0].up_ratio, 1);
    ck_assert_double_gt(racks_stage_metric("racks.failed"), 30);
}
END_TEST

START_TEST(days_remember_the_share_that_works_until_they_are_forgotten)
{
    plan_maker_set(racks_stage.maker, "gb", "failure-rate", "0.1 1/year");
    big_fleet();
    sim_run_until(racks_stage.run->sim, racks_stage.plan->start + INT64_C(200) * DAY_S);
    racks_forget_days(racks_stage.racks);
    ck_assert_int_eq(racks_days(racks_stage.racks).count, 1);
    double live[8];
    for (int i = 0; i < 8; i++) {
        live[i] = racks_stage_metric("racks.live_packages") / (1000 * 72);
        sim_run_until(racks_stage.run->sim, racks_stage.plan->start + (INT64_C(201) + i) * DAY_S);
    }
    struct racks_days days = racks_days(racks_stage.racks);
    ck_assert_int_eq(days.count, 9);
    for (int i = 0; i < 8; i++) {
        ck_assert_int_eq(days.tick[i], racks_stage.plan->start + (INT64_C(200) + i) * DAY_S);
        ck_assert_double_eq_tol(days.up_ratio[i], live[i], 1e-12);
    }
    ck_assert_double_lt(days.up_ratio[8], 1);
    racks_forget_days(racks_stage.racks);
    ck_assert_int_eq(racks_days(racks_stage.racks).count, 1);
    ck_assert_double_eq_tol(racks_days(racks_stage.racks).up_ratio[0],
                            racks_stage_metric("racks.live_packages") / 72e3, 1e-12);
}
END_TEST

START_TEST(failures_ring_only_when_they_are_watched)
{
    plan_maker_set(racks_stage.maker, "gb", "failure-rate", "0.1 1/year");
    big_fleet();
    sim_run_until(racks_stage.run->sim, racks_stage.plan->start + INT64_C(300) * DAY_S);
    double silent = racks_stage_told("racks.live_packages");
    ck_assert_double_ne(silent, racks_stage_metric("racks.live_packages"));
    racks_ring_days(racks_stage.racks);
    for (int i = 301; i < 310; i++) {
        sim_run_until(racks_stage.run->sim, racks_stage.plan->start + (int64_t)i * DAY_S);
        double before = racks_stage_told("racks.live_packages");
        ck_assert_double_eq(before, racks_stage_metric("racks.live_packages"));
    }
}
END_TEST

START_TEST(halls_share_what_has_failed_to_the_whole_rack)
{
    plan_maker_set(racks_stage.maker, "gb", "failure-rate", "3 1/year");
    plan_maker_set(racks_stage.maker, "tx.install", "rate", "7000 rack/week");
    racks_stage_add_hall("tx", "tx.h1", 33, 1e9);
    racks_stage_add_hall("tx", "tx.h2", 47, 1e9);
    racks_stage_add_hall("tx", "tx.h3", 20, 1e9);
    racks_stage_add_order("o", "100", "100 rack/week");
    plan_maker_set(racks_stage.maker, "o", "halls", "tx.h3 tx.h1 tx.h2");
    racks_stage_compile();
    racks_stage_open_run(plain);
    for (int h = 0; h < 3; h++)
        racks_stage_hall_on(h, 0);
    racks_stage_run_to(250);
    struct racks_site_state state;
    racks_site_state(racks_stage.racks, 0, &state);
    ck_assert_int_eq(state.cohort_count, 3);
    int serving = 0;
    for (int c = 0; c < 3; c++)
        serving += state.cohorts[c].serving_racks;
    ck_assert_int_eq(serving, state.serving_racks);
    ck_assert_int_lt(serving, 95);
    ck_assert_double_eq(state.it_provided_w, serving * 160e3);
}
END_TEST

START_TEST(retirement_frees_positions_for_the_next_racks)
{
    plan_maker_set(racks_stage.maker, "gb", "life", "300 d");
    racks_stage_add_hall("tx", "tx.h1", 10, 1e9);
    racks_stage_add_order("o", "20", "20 rack/week");
    racks_stage_compile();
    racks_stage_open_run(plain);
    racks_stage_hall_on(0, 0);
    racks_stage_run_to(380);
    ck_assert_double_eq(racks_stage_metric("racks.stranded"), 10);
    racks_stage_run_to(600);
    ck_assert_double_eq(racks_stage_metric("racks.retired"), 10);
    ck_assert_double_eq(racks_stage_metric("racks.accepted"), 20);
    ck_assert_double_eq(racks_stage_metric("racks.stranded"), 0);
    ck_assert_int_eq(racks_order_row(racks_stage.racks, 0).retired, 10);
}
END_TEST

START_TEST(the_base_case_fails_at_expectation)
{
    plan_maker_set(racks_stage.maker, "tx.install", "yield", "90 %");
    racks_stage_add_hall("tx", "tx.h1", 100, 1e9);
    racks_stage_add_order("o", "100", "100 rack/week");
    racks_stage_compile();
    racks_stage_open_run((struct draw){.seed = 1, .median = true});
    racks_stage_hall_on(0, 0);
    racks_stage_run_to(1000);
    int64_t failures = racks_site_row(racks_stage.racks, 0).failure_count;
    racks_stage_open_run((struct draw){.seed = 2, .median = true});
    racks_stage_hall_on(0, 0);
    racks_stage_run_to(1000);
    ck_assert_int_eq(racks_site_row(racks_stage.racks, 0).failure_count, failures);
    ck_assert_double_eq_tol((double)failures, (1000 - 130) / 365.25 * 7200 * 0.04, 30);
}
END_TEST

Suite *test_racks_fleet_suite(void)
{
    Suite *suite = suite_create("racks_fleet");
    TCase *tcase = tcase_create("fleet");
    tcase_set_timeout(tcase, 30);
    tcase_add_checked_fixture(tcase, racks_stage_set_up, racks_stage_tear_down);
    tcase_add_test(tcase, failures_and_outages_agree_with_theory);
    tcase_add_test(tcase, new_racks_fail_more_often);
    tcase_add_test(tcase, without_spares_modules_wait_for_their_repair);
    tcase_add_test(tcase, days_remember_the_share_that_works_until_they_are_forgotten);
    tcase_add_test(tcase, failures_ring_only_when_they_are_watched);
    tcase_add_test(tcase, halls_share_what_has_failed_to_the_whole_rack);
    tcase_add_test(tcase, retirement_frees_positions_for_the_next_racks);
    tcase_add_test(tcase, the_base_case_fails_at_expectation);
    suite_add_tcase(suite, tcase);
    return suite;
}
