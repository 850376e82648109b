/* SPDX-License-Identifier: Apache-2.0 */
#include "../unit/suites.h"

#include "deal_stage.h"

#include <stdlib.h>

enum { MUSD = 100000000 }; /* cents */

/* At 1 MUSD per MW-year: how many watts cost MUSD in a calendar year of 365 days. */
static double watts(double musd)
{
    return musd * 1e6 * 365.25 / 365;
}

static void lab_and_cloud(const char *total)
{
    deal_stage_party("lab", "lab", "1000 MUSD");
    deal_stage_party("cloud", "cloud", "100 MUSD");
    plan_maker_add(deal_stage.maker, &frame_site_kind, NULL, "tx", "owner", "cloud", NULL);
    plan_maker_add(deal_stage.maker, &funding_commitment_kind, NULL, "azure", "from", "lab", "to", "cloud",
                   "total", total, "sites", "tx", "start", "2026-01-01", "end", "2030-01-01", "rate",
                   "1 MUSD/MW/year", NULL);
}

static struct funding_commitment azure(void)
{
    return funding_commitment_at(deal_stage.funding, 0);
}

static void check_cents(int64_t cents, double musd)
{
    ck_assert_msg(llabs(cents - cents_of_usd(musd * 1e6)) <= 24, "%.2f cents, not %g MUSD", (double)cents,
                  musd);
}

/* finance.md B7: minimums 5, 12, 20, 30; used 4, 9, 5, 8; shortfalls 1, 0, 2, 4; credit left 4. */
START_TEST(missed_minimums_become_credit_as_in_the_published_mechanism)
{
    static const char *const by[] = {"2027-01-01", "2028-01-01", "2029-01-01", "2030-01-01"};
    static const char *const amount[] = {"5 MUSD", "12 MUSD", "20 MUSD", "30 MUSD"};
    static const char *const id[] = {"m1", "m2", "m3", "m4"};
    static const double used[] = {4, 9, 5 * 365.0 / 366, 8}; /* 2028 is a leap year */
    static const double shortfalls[] = {1, 1, 3, 7};
    lab_and_cloud("30 MUSD");
    for (int i = 0; i < 4; i++)
        plan_maker_add(deal_stage.maker, &funding_minimum_kind, "azure", id[i], "by", by[i], "amount",
                       amount[i], NULL);
    deal_stage_open();
    for (int i = 0; i < 4; i++) {
        deal_stage.facility_w = watts(used[i]);
        deal_stage_run(by[i]);
        check_cents(azure().shortfall_cents, shortfalls[i]);
    }
    check_cents(azure().taken_cents, 30);
    check_cents(deal_stage_balance("lab", ACCOUNT_COMPUTE), 30);
    check_cents(-deal_stage_balance("cloud", ACCOUNT_REVENUE), 30);
    ck_assert_int_eq(deal_stage_balance("lab", ACCOUNT_PREPAID), 0);
    ck_assert_int_eq(deal_stage_balance("cloud", ACCOUNT_DEFERRED), 0);
    const struct funding_event *events = funding_events(deal_stage.funding);
    bool lost = false;
    for (int i = 0; i < funding_event_count(deal_stage.funding); i++)
        if (events[i].what[0] == 'c') {
            ck_assert_str_eq(events[i].what, "credit lost");
            check_cents(events[i].cents, 4);
            lost = true;
        }
    ck_assert(lost);
    deal_stage_check();
}
END_TEST

START_TEST(capacity_is_paid_month_by_month)
{
    lab_and_cloud("900 MUSD");
    deal_stage_open();
    deal_stage.facility_w = 36525000; /* 0.1 MUSD a day */
    deal_stage_run("2026-02-01");
    ck_assert_int_eq(deal_stage_balance("cloud", ACCOUNT_CASH),
                     100 * (int64_t)MUSD + 31 * (int64_t)MUSD / 10);
    deal_stage_run("2026-03-01");
    ck_assert_int_eq(azure().taken_cents, 59 * (int64_t)MUSD / 10);
    ck_assert_int_eq(azure().shortfall_cents, 0);
    int cell = metric_cell_named(deal_stage.run->board->layout, "lab.funding.compute");
    ck_assert_double_eq_tol(metric_overall(deal_stage.run->board, cell), 5.9e6, 1e-6);
    deal_stage_check();
}
END_TEST

START_TEST(the_term_begins_and_ends_within_a_month)
{
    lab_and_cloud("900 MUSD");
    plan_maker_set(deal_stage.maker, "azure", "start", "2026-01-22");
    plan_maker_set(deal_stage.maker, "azure", "end", "2026-02-05");
    plan_maker_set(deal_stage.maker, "azure", "at-end", "lapse");
    deal_stage_open();
    deal_stage.facility_w = 36525000;
    deal_stage_run("2026-06-01");
    check_cents(azure().taken_cents, 1.4); /* ten days and four */
    deal_stage_check();
}
END_TEST

START_TEST(behind_the_total_it_costs_the_price_beyond_or_nothing)
{
    for (int beyond = 0; beyond < 2; beyond++) {
        if (beyond) {
            deal_stage_tear_down();
            deal_stage_set_up();
        }
        lab_and_cloud("5 MUSD");
        if (beyond)
            plan_maker_set(deal_stage.maker, "azure", "beyond", "1.5 MUSD/MW/year");
        deal_stage_open();
        deal_stage.facility_w = 36525000;
        deal_stage_run("2026-04-01"); /* 9.0 MUSD worth */
        ck_assert_int_eq(azure().taken_cents, 5 * (int64_t)MUSD);
        ck_assert_int_eq(azure().beyond_cents, beyond ? 6 * (int64_t)MUSD : 0);
        deal_stage_check();
    }
}
END_TEST

START_TEST(a_prepayment_is_credit_that_has_counted)
{
    lab_and_cloud("20 MUSD");
    plan_maker_set(deal_stage.maker, "azure", "prepaid", "4 MUSD");
    deal_stage_open();
    deal_stage_run("2026-01-01");
    ck_assert_int_eq(deal_stage_balance("cloud", ACCOUNT_DEFERRED), -4 * (int64_t)MUSD);
    deal_stage.facility_w = 36525000;
    deal_stage_run("2026-03-01"); /* 5.9 used */
    ck_assert_int_eq(azure().taken_cents, 59 * (int64_t)MUSD / 10);
    ck_assert_int_eq(azure().credit_cents, 0);
    ck_assert_int_eq(deal_stage_balance("lab", ACCOUNT_CASH), 9941 * (int64_t)MUSD / 10);
    deal_stage_check();
}
END_TEST

START_TEST(credits_for_shares_pay_for_compute)
{
    lab_and_cloud("20 MUSD");
    plan_maker_add(deal_stage.maker, &funding_equity_kind, NULL, "shares", "from", "cloud", "to", "lab",
                   "amount", "2 MUSD", "form", "credits", "pre-money", "98 MUSD", NULL);
    plan_maker_add(deal_stage.maker, &funding_tranche_kind, "shares", "t", "amount", "2 MUSD", "notice",
                   "0 d", NULL);
    plan_maker_put(deal_stage.maker, "t", "when", deal_stage_signed());
    deal_stage_open();
    deal_stage.facility_w = 36525000;
    deal_stage_run("2026-02-01"); /* 3.1 used, 2 of it in credits */
    ck_assert_int_eq(deal_stage_balance("lab", ACCOUNT_CASH), 9989 * (int64_t)MUSD / 10);
    ck_assert_int_eq(azure().taken_cents, 31 * (int64_t)MUSD / 10);
    ck_assert_int_eq(deal_stage_balance("lab", ACCOUNT_EQUITY), -2 * (int64_t)MUSD);
    ck_assert_double_eq_tol(funding_ownership_ratio(deal_stage.funding, 0, 1), 0.02, 1e-12);
    deal_stage_check();
}
END_TEST

/* The term began a year before: prepaid 10 and minimum 30 MUSD were settled then, 12 of them are credit. */
START_TEST(a_term_older_than_the_scenario_goes_on_from_what_was_taken)
{
    lab_and_cloud("100 MUSD");
    plan_maker_set(deal_stage.maker, "azure", "start", "2025-01-01");
    plan_maker_set(deal_stage.maker, "azure", "prepaid", "10 MUSD");
    plan_maker_set(deal_stage.maker, "azure", "taken", "30 MUSD");
    plan_maker_set(deal_stage.maker, "azure", "credit", "12 MUSD");
    plan_maker_add(deal_stage.maker, &funding_minimum_kind, "azure", "m1", "by", "2025-07-01", "amount",
                   "30 MUSD", NULL);
    plan_maker_add(deal_stage.maker, &funding_minimum_kind, "azure", "m2", "by", "2026-12-15", "amount",
                   "50 MUSD", NULL);
    deal_stage_open();
    deal_stage_run("2026-01-01");
    ck_assert_int_eq(deal_stage_balance("lab", ACCOUNT_CASH), 1000 * (int64_t)MUSD);
    ck_assert_int_eq(deal_stage_balance("lab", ACCOUNT_PREPAID), 12 * (int64_t)MUSD);
    ck_assert_int_eq(deal_stage_balance("cloud", ACCOUNT_DEFERRED), -12 * (int64_t)MUSD);
    deal_stage.facility_w = watts(15);
    deal_stage_run("2026-12-31");
    check_cents(azure().taken_cents, 30 + 15 * 334. / 365 - 12);
    ck_assert_int_eq(azure().shortfall_cents, 0);
    deal_stage_run("2027-01-01"); /* 15 used, 12 of them by credit: 33 of 50 taken */
    check_cents(azure().shortfall_cents, 17);
    check_cents(deal_stage_balance("lab", ACCOUNT_CASH), 1000 - 20);
    deal_stage_check();
}
END_TEST

START_TEST(a_term_older_than_the_scenario_without_figures_is_refused)
{
    lab_and_cloud("100 MUSD");
    plan_maker_set(deal_stage.maker, "azure", "start", "2025-01-01");
    ck_assert(!deal_stage_compile());
    ck_assert_str_eq(diag_error_text(deal_stage.diag, 0),
                     "the term of 'azure' began before the scenario: what was then is not stated");
}
END_TEST

START_TEST(opening_figures_of_a_term_to_come_are_refused)
{
    lab_and_cloud("100 MUSD");
    plan_maker_set(deal_stage.maker, "azure", "taken", "5 MUSD");
    plan_maker_set(deal_stage.maker, "azure", "credit", "6 MUSD");
    ck_assert(!deal_stage_compile());
    ck_assert_str_eq(diag_error_text(deal_stage.diag, 0),
                     "'azure' states what was taken by the scenario's start, and the term begins later");
    ck_assert_str_eq(diag_error_text(deal_stage.diag, 1), "'azure' has more credit than was taken of it");
}
END_TEST

Suite *test_commitment_suite(void)
{
    Suite *suite = suite_create("commitment");
    TCase *tcase = tcase_create("commitment");
    tcase_add_checked_fixture(tcase, deal_stage_set_up, deal_stage_tear_down);
    tcase_add_test(tcase, missed_minimums_become_credit_as_in_the_published_mechanism);
    tcase_add_test(tcase, capacity_is_paid_month_by_month);
    tcase_add_test(tcase, the_term_begins_and_ends_within_a_month);
    tcase_add_test(tcase, behind_the_total_it_costs_the_price_beyond_or_nothing);
    tcase_add_test(tcase, a_prepayment_is_credit_that_has_counted);
    tcase_add_test(tcase, credits_for_shares_pay_for_compute);
    tcase_add_test(tcase, a_term_older_than_the_scenario_goes_on_from_what_was_taken);
    tcase_add_test(tcase, a_term_older_than_the_scenario_without_figures_is_refused);
    tcase_add_test(tcase, opening_figures_of_a_term_to_come_are_refused);
    suite_add_tcase(suite, tcase);
    return suite;
}
