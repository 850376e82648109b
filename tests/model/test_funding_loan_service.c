/* SPDX-License-Identifier: Apache-2.0 */
#include "../unit/suites.h"

#include "loan_stage.h"

#include <stdlib.h>

enum { MUSD = 100000000 }; /* cents */

/* finance.md C: 8.5 BUSD, 1.25 at each quarter's start, 0.50 % on the rest by Act/360. */
START_TEST(the_undrawn_fee_of_ddtl_4_is_30_09_musd_and_2_25_busd_lapse)
{
    static const char *const quarters[] = {"2026-04-01", "2026-07-01", "2026-10-01", "2027-01-01",
                                           "2027-04-01"};
    loan_stage_deal();
    plan_maker_set(deal_stage.maker, "co", "cash", "900 MUSD");
    plan_maker_set(deal_stage.maker, "loan", "amount", "8.5 BUSD");
    plan_maker_set(deal_stage.maker, "loan", "availability-start", "2026-04-01");
    plan_maker_set(deal_stage.maker, "loan", "availability-end", "2027-06-30");
    plan_maker_set(deal_stage.maker, "loan", "maturity", "2032-03-31");
    plan_maker_set(deal_stage.maker, "loan", "undrawn-fee", "50 bp");
    plan_maker_add(deal_stage.maker, &funding_policy_kind, NULL, "policy", "payer", "co", "order",
                   "debt-first", NULL);
    deal_stage_open();
    for (int i = 0; i < 5; i++) {
        deal_stage_run(quarters[i]);
        deal_stage_charge("co", NULL, 1250, ACCOUNT_WORKS);
    }
    deal_stage_run("2027-07-01");
    ck_assert_int_eq(loan_stage_first().drawn_cents, 6250 * (int64_t)MUSD);
    ck_assert_int_eq(loan_stage_first().lapsed_cents, 2250 * (int64_t)MUSD);
    /* (7.25 x 91 + 6 x 92 + 4.75 x 92 + 3.5 x 90 + 2.25 x 90) BUSD d x 0.5 % / 360 d */
    ck_assert_int_le(llabs(loan_stage_first().fee_cents - 3008680556), 1);
    ck_assert_int_eq(funding_draw_count(deal_stage.funding), 5);
    ck_assert_str_eq(funding_draws(deal_stage.funding)[0].bound_by, "need");
    ck_assert_str_eq(deal_stage_tranche("loan").state, "lapsed");
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_FEES), loan_stage_first().fee_cents);
    /* All but the last day's interest was added to the debt. */
    int64_t day = loan_stage_first().fee_cents + loan_stage_first().interest_cents -
                  loan_stage_first().capitalised_cents;
    double owed = (double)(loan_stage_first().drawn_cents + loan_stage_first().capitalised_cents) / 100;
    ck_assert_int_le(llabs(day - cents_of_usd(owed * loan_stage_first().rate / 360)), 1);
    deal_stage_check();
}
END_TEST

START_TEST(interest_runs_by_balance_and_is_added_to_the_debt)
{
    loan_stage_deal();
    deal_stage_open();
    deal_stage_run("2026-03-15");
    deal_stage_charge("co", NULL, 50, ACCOUNT_WORKS);
    ck_assert_int_eq(loan_stage_first().drawn_cents, 40 * (int64_t)MUSD); /* cash first */
    deal_stage_run("2026-03-25");
    deal_stage_charge("co", NULL, 20, ACCOUNT_WORKS);
    deal_stage_run("2026-04-01");
    /* 40 MUSD x 10 d and 60 MUSD x 7 d at 5.95 % / 360: 135527.777 USD */
    ck_assert_int_eq(loan_stage_first().interest_cents, 13552778);
    ck_assert_int_eq(loan_stage_first().balance_cents, 60 * (int64_t)MUSD + 13552778);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_DEBT), -(60 * (int64_t)MUSD + 13552778));
    ck_assert_int_eq(deal_stage_balance("bank", ACCOUNT_INVESTMENT), 60 * (int64_t)MUSD + 13552778);
    deal_stage_run("2026-05-01");
    /* 30 d on the new balance, and the fraction of the month before: 298171.99 - 0.002 USD */
    ck_assert_int_eq(loan_stage_first().interest_cents, 13552778 + 29817199);
    ck_assert_int_eq(loan_stage_first().drawn_cents, 60 * (int64_t)MUSD);
    deal_stage_check();
}
END_TEST

static void drawn_by_debt_first(const char *repayment, double musd)
{
    plan_maker_set(deal_stage.maker, "co", "cash", "90 MUSD");
    plan_maker_set(deal_stage.maker, "loan", "interest", "paid");
    plan_maker_set(deal_stage.maker, "loan", "repayment", repayment);
    plan_maker_add(deal_stage.maker, &funding_policy_kind, NULL, "policy", "payer", "co", "order",
                   "debt-first", NULL);
    deal_stage_open();
    deal_stage_run("2026-03-01");
    deal_stage_charge("co", NULL, musd, ACCOUNT_WORKS);
}

/* Available until 2027-03-01 and due by 2028-03-01: twelve payments, the first a month after. */
START_TEST(debt_is_repaid_in_equal_parts_by_maturity)
{
    loan_stage_deal();
    drawn_by_debt_first("equal", 60);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_CASH), 90 * (int64_t)MUSD);
    deal_stage_run("2027-03-31");
    ck_assert_int_eq(loan_stage_first().balance_cents, 60 * (int64_t)MUSD);
    deal_stage_run("2027-04-01");
    ck_assert_int_eq(loan_stage_first().balance_cents, 55 * (int64_t)MUSD);
    deal_stage_run("2028-02-02");
    ck_assert_int_eq(loan_stage_first().balance_cents, 5 * (int64_t)MUSD);
    deal_stage_run("2028-03-01");
    ck_assert_int_eq(loan_stage_first().balance_cents, 0);
    ck_assert_int_eq(loan_stage_first().repaid_cents, 60 * (int64_t)MUSD);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_DEBT), 0);
    ck_assert_int_eq(deal_stage_balance("bank", ACCOUNT_INVESTMENT), 0);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_CASH) + loan_stage_first().interest_cents,
                     30 * (int64_t)MUSD);
    deal_stage_check();
}
END_TEST

/* A window that ends within a month: the first of the month behind a whole one. */
START_TEST(repayment_begins_a_month_after_availability)
{
    loan_stage_deal();
    plan_maker_set(deal_stage.maker, "loan", "availability-end", "2027-02-25");
    drawn_by_debt_first("equal", 60);
    deal_stage_run("2027-03-31");
    ck_assert_int_eq(loan_stage_first().balance_cents, 60 * (int64_t)MUSD);
    deal_stage_run("2027-04-01");
    ck_assert_int_eq(loan_stage_first().balance_cents, 55 * (int64_t)MUSD);
    deal_stage_check();
}
END_TEST

/* 65 MUSD at 5.95 % by Act/360, worked out in fractions: 5,596,320.71 USD a month, the last six cents more.
 */
START_TEST(an_annuity_is_level_to_the_cent_and_ends_at_zero)
{
    static const char *const firsts[] = {"2027-04-01", "2027-05-01", "2027-06-01", "2027-07-01",
                                         "2027-08-01", "2027-09-01", "2027-10-01", "2027-11-01",
                                         "2027-12-01", "2028-01-01", "2028-02-01", "2028-03-01"};
    loan_stage_deal();
    drawn_by_debt_first("annuity", 65);
    deal_stage_run("2027-03-02");
    int64_t cash = deal_stage_balance("co", ACCOUNT_CASH);
    for (int i = 0; i < 12; i++) {
        deal_stage_run(firsts[i]);
        int64_t left = deal_stage_balance("co", ACCOUNT_CASH);
        ck_assert_int_eq(cash - left, i < 11 ? 559632071 : 559632077);
        cash = left;
    }
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_DEBT), 0);
    deal_stage_check();
}
END_TEST

/* 60 of 100 MUSD drawn before, 48 owed: twelve parts of 4 MUSD. */
START_TEST(a_loan_older_than_the_scenario_goes_on_from_what_is_owed)
{
    loan_stage_deal();
    plan_maker_set(deal_stage.maker, "co", "cash", "90 MUSD");
    plan_maker_set(deal_stage.maker, "loan", "interest", "paid");
    plan_maker_set(deal_stage.maker, "loan", "availability-start", "2024-03-01");
    plan_maker_set(deal_stage.maker, "loan", "availability-end", "2025-03-01");
    plan_maker_set(deal_stage.maker, "loan", "maturity", "2027-01-01");
    plan_maker_set(deal_stage.maker, "loan", "drawn", "60 MUSD");
    plan_maker_set(deal_stage.maker, "loan", "balance", "48 MUSD");
    deal_stage_open();
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_DEBT), -48 * (int64_t)MUSD);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_CASH), 90 * (int64_t)MUSD);
    deal_stage_check();
    deal_stage_run("2026-01-02");
    ck_assert_int_eq(loan_stage_first().lapsed_cents, 40 * (int64_t)MUSD);
    deal_stage_run("2026-02-01"); /* 31 days at 5.95 % on 48 MUSD: 245,933.33 USD */
    ck_assert_int_eq(loan_stage_first().interest_cents, 24593333);
    ck_assert_int_eq(loan_stage_first().balance_cents, 44 * (int64_t)MUSD);
    ck_assert_int_eq(loan_stage_first().repaid_cents, 16 * (int64_t)MUSD);
    deal_stage_run("2027-01-01");
    ck_assert_int_eq(loan_stage_first().balance_cents, 0);
    ck_assert_int_eq(deal_stage_balance("bank", ACCOUNT_INVESTMENT), 0);
    deal_stage_check();
}
END_TEST

/* 60 of 100 MUSD drawn on cost of before: 80 % of what comes, up to the other 40. */
START_TEST(a_loan_in_its_window_lends_on_on_cost_to_come)
{
    loan_stage_deal();
    plan_maker_set(deal_stage.maker, "co", "cash", "90 MUSD");
    plan_maker_set(deal_stage.maker, "loan", "advance", "80 %");
    plan_maker_set(deal_stage.maker, "loan", "availability-start", "2024-03-01");
    plan_maker_set(deal_stage.maker, "loan", "drawn", "60 MUSD");
    plan_maker_add(deal_stage.maker, &funding_tranche_kind, "loan", "a", "amount", "50 MUSD", NULL);
    plan_maker_add(deal_stage.maker, &funding_tranche_kind, "loan", "b", "amount", "50 MUSD", NULL);
    plan_maker_put(deal_stage.maker, "a", "when", deal_stage_from("2029-01-01"));
    plan_maker_put(deal_stage.maker, "b", "when", deal_stage_from("2029-01-01"));
    plan_maker_add(deal_stage.maker, &funding_policy_kind, NULL, "policy", "payer", "co", "order",
                   "debt-first", NULL);
    deal_stage_open();
    ck_assert_str_eq(deal_stage_tranche("a").state, "drawn");
    ck_assert_str_eq(deal_stage_tranche("b").state, "available");
    ck_assert_int_eq(deal_stage_tranche("b").drawn_cents, 10 * (int64_t)MUSD);
    deal_stage_charge("co", NULL, 25, ACCOUNT_WORKS);
    ck_assert_int_eq(loan_stage_first().drawn_cents, 80 * (int64_t)MUSD);
    deal_stage_charge("co", NULL, 50, ACCOUNT_WORKS);
    ck_assert_int_eq(loan_stage_first().drawn_cents, 100 * (int64_t)MUSD);
    deal_stage_check();
}
END_TEST

START_TEST(a_loan_older_than_the_scenario_without_figures_is_refused)
{
    loan_stage_deal();
    plan_maker_set(deal_stage.maker, "loan", "availability-start", "2024-03-01");
    ck_assert(!deal_stage_compile());
    ck_assert_str_eq(diag_error_text(deal_stage.diag, 0),
                     "availability of 'loan' began before the scenario: what was then is not stated");
}
END_TEST

START_TEST(a_bullet_falls_due_whole)
{
    loan_stage_deal();
    drawn_by_debt_first("bullet", 65);
    deal_stage_run("2028-02-28");
    ck_assert_int_eq(loan_stage_first().balance_cents, 65 * (int64_t)MUSD);
    deal_stage_run("2028-03-01");
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_DEBT), 0);
    deal_stage_check();
}
END_TEST

/*
 * 36 MUSD at 5.95 % by Act/360: 5950 USD a day, 4,349,450 USD in the 731 days to 2028-03-01.  The bullet
 * finds 5,650,550 USD of the company's 10 MUSD; the other 30,349,450 USD go on bearing interest, 155,498.78
 * USD in 31 days and 50,160.90 in ten more, until new money pays them.
 */
START_TEST(a_missed_bullet_stays_debt_and_bears_interest_until_it_is_paid)
{
    loan_stage_deal();
    deal_stage_party("lab", "lab", "40 MUSD");
    plan_maker_set(deal_stage.maker, "loan", "interest", "paid");
    plan_maker_set(deal_stage.maker, "loan", "repayment", "bullet");
    plan_maker_add(deal_stage.maker, &funding_policy_kind, NULL, "policy", "payer", "co", "order",
                   "debt-first", NULL);
    deal_stage_open();
    deal_stage_run("2026-03-01");
    deal_stage_charge("co", NULL, 36, ACCOUNT_WORKS);
    deal_stage_run("2028-02-29");
    ck_assert_int_eq(loan_stage_first().overdue_cents, 0);
    ck_assert_int_eq(loan_stage_first().overdue_since, FUNDING_NEVER);
    deal_stage_run("2028-03-01");
    ck_assert_int_eq(loan_stage_first().repaid_cents, 565055000);
    ck_assert_int_eq(loan_stage_first().balance_cents, 3034945000);
    ck_assert_int_eq(loan_stage_first().overdue_cents, 3034945000);
    ck_assert_int_eq(loan_stage_first().overdue_since, deal_stage_tick("2028-03-01"));
    ck_assert_double_eq(loan_stage_published("co.funding.debt"), 30349450);
    ck_assert_double_eq(loan_stage_published("co.funding.payable"), 30349450);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), 0);
    deal_stage_check();
    deal_stage_run("2028-04-01");
    ck_assert_int_eq(loan_stage_first().interest_cents, 434945000 + 15549878);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), -15549878);
    ck_assert_double_eq(loan_stage_published("co.funding.debt"), 30349450);
    deal_stage_check();
    deal_stage_run("2028-04-11");
    deal_stage_charge("lab", "co", 40, ACCOUNT_COMPUTE);
    ck_assert_int_eq(loan_stage_first().repaid_cents, 36 * (int64_t)MUSD);
    ck_assert_int_eq(loan_stage_first().balance_cents, 0);
    ck_assert_int_eq(loan_stage_first().overdue_since, FUNDING_NEVER);
    ck_assert_double_eq(loan_stage_published("co.funding.debt"), 0);
    deal_stage_run("2028-06-01");
    ck_assert_int_eq(loan_stage_first().interest_cents, 434945000 + 15549878 + 5016090);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), 0);
    ck_assert_int_eq(deal_stage_balance("bank", ACCOUNT_INVESTMENT), 0);
    deal_stage_check();
}
END_TEST

/* What is missed of an instalment does not change the ones to come. */
START_TEST(a_missed_instalment_is_overdue_and_the_next_ones_are_as_before)
{
    loan_stage_deal();
    plan_maker_set(deal_stage.maker, "loan", "interest", "paid");
    plan_maker_set(deal_stage.maker, "loan", "base-rate", "0 %");
    plan_maker_set(deal_stage.maker, "loan", "margin", "0 bp");
    plan_maker_set(deal_stage.maker, "loan", "maturity", "2028-04-01");
    deal_stage_open();
    deal_stage_run("2026-03-01");
    deal_stage_charge("co", NULL, 75, ACCOUNT_WORKS);
    ck_assert_int_eq(loan_stage_first().balance_cents, 65 * (int64_t)MUSD);
    deal_stage_run("2028-01-01");
    int64_t due = loan_stage_first().overdue_cents;
    deal_stage_run("2028-02-01");
    ck_assert_int_eq(loan_stage_first().overdue_cents - due, (65 * (int64_t)MUSD - due) / 3);
    ck_assert_int_eq(loan_stage_first().repaid_cents, 0);
    deal_stage_run("2028-04-01");
    ck_assert_int_eq(loan_stage_first().overdue_cents, 65 * (int64_t)MUSD);
    deal_stage_check();
}
END_TEST

/* 40 of 100 MUSD lapse after 120 of 360 days: 1 % on 100, then on 60. */
START_TEST(no_fee_runs_on_a_tranche_that_has_lapsed)
{
    loan_stage_deal();
    plan_maker_set(deal_stage.maker, "loan", "undrawn-fee", "100 bp");
    plan_maker_set(deal_stage.maker, "loan", "availability-end", "2027-02-24");
    plan_maker_add(deal_stage.maker, &funding_tranche_kind, "loan", "a", "amount", "60 MUSD", NULL);
    plan_maker_add(deal_stage.maker, &funding_tranche_kind, "loan", "b", "amount", "40 MUSD", "long-stop",
                   "2026-06-29", NULL);
    plan_maker_put(deal_stage.maker, "a", "when", deal_stage_signed());
    plan_maker_put(deal_stage.maker, "b", "when", deal_stage_from("2029-01-01"));
    deal_stage_open();
    deal_stage_run("2026-06-29");
    ck_assert_str_eq(deal_stage_tranche("b").state, "lapsed");
    ck_assert_int_eq(loan_stage_first().lapsed_cents, 40 * (int64_t)MUSD);
    deal_stage_run("2027-03-01");
    ck_assert_int_eq(loan_stage_first().lapsed_cents, 100 * (int64_t)MUSD);
    ck_assert_int_eq(loan_stage_first().fee_cents, 1 * (int64_t)MUSD / 3 + 6 * (int64_t)MUSD / 15);
    deal_stage_check();
}
END_TEST

Suite *test_funding_loan_service_suite(void)
{
    Suite *suite = suite_create("funding_loan_service");
    TCase *tcase = tcase_create("loan");
    tcase_add_checked_fixture(tcase, deal_stage_set_up, deal_stage_tear_down);
    tcase_add_test(tcase, the_undrawn_fee_of_ddtl_4_is_30_09_musd_and_2_25_busd_lapse);
    tcase_add_test(tcase, interest_runs_by_balance_and_is_added_to_the_debt);
    tcase_add_test(tcase, debt_is_repaid_in_equal_parts_by_maturity);
    tcase_add_test(tcase, repayment_begins_a_month_after_availability);
    tcase_add_test(tcase, an_annuity_is_level_to_the_cent_and_ends_at_zero);
    tcase_add_test(tcase, a_loan_older_than_the_scenario_goes_on_from_what_is_owed);
    tcase_add_test(tcase, a_loan_in_its_window_lends_on_on_cost_to_come);
    tcase_add_test(tcase, a_loan_older_than_the_scenario_without_figures_is_refused);
    tcase_add_test(tcase, a_bullet_falls_due_whole);
    tcase_add_test(tcase, a_missed_bullet_stays_debt_and_bears_interest_until_it_is_paid);
    tcase_add_test(tcase, a_missed_instalment_is_overdue_and_the_next_ones_are_as_before);
    tcase_add_test(tcase, no_fee_runs_on_a_tranche_that_has_lapsed);
    suite_add_tcase(suite, tcase);
    return suite;
}
