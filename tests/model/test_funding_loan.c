/* SPDX-License-Identifier: Apache-2.0 */
#include "../unit/suites.h"

#include "loan_stage.h"

#include <stdlib.h>

enum { MUSD = 100000000 }; /* cents */

START_TEST(the_upfront_fee_is_kept_back_and_the_need_still_arrives)
{
    loan_stage_deal();
    plan_maker_set(deal_stage.maker, "co", "cash", "0 MUSD");
    plan_maker_set(deal_stage.maker, "loan", "upfront-fee", "2 %");
    deal_stage_open();
    deal_stage_run("2026-03-01");
    deal_stage_charge("co", NULL, 49, ACCOUNT_WORKS);
    ck_assert_int_eq(loan_stage_first().drawn_cents, 50 * (int64_t)MUSD); /* the fee is cost like any other */
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), 0);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_CASH), 0);
    deal_stage_check();
}
END_TEST

START_TEST(an_upfront_fee_with_cash_behind_it)
{
    loan_stage_deal();
    plan_maker_set(deal_stage.maker, "loan", "upfront-fee", "2 %");
    deal_stage_open();
    deal_stage_run("2026-03-01");
    deal_stage_charge("co", NULL, 59, ACCOUNT_WORKS); /* 10 own, 49 of 50 gross */
    ck_assert_int_eq(loan_stage_first().drawn_cents, 50 * (int64_t)MUSD);
    ck_assert_int_eq(loan_stage_first().fee_cents, 1 * (int64_t)MUSD);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_CASH), 0);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), 0);
    ck_assert_int_eq(deal_stage_balance("bank", ACCOUNT_REVENUE), -1 * (int64_t)MUSD);
    deal_stage_check();
}
END_TEST

START_TEST(the_commitment_binds)
{
    loan_stage_deal();
    deal_stage_open();
    deal_stage_run("2026-03-01");
    deal_stage_charge("co", NULL, 120, ACCOUNT_WORKS);
    ck_assert_str_eq(loan_stage_bound(), "commitment");
    ck_assert_int_eq(loan_stage_first().drawn_cents, 100 * (int64_t)MUSD);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), -10 * (int64_t)MUSD);
    ck_assert_str_eq(deal_stage_tranche("loan").state, "drawn");
    deal_stage_check();
}
END_TEST

/* Whoever posts, and what ends without a posting: the next publishing tells. */
START_TEST(publishing_shows_what_came_without_a_settlement)
{
    loan_stage_deal();
    deal_stage_open();
    struct posting revenue = {.tick = sim_now(deal_stage.run->sim),
                              .party = deal_stage_index("co"),
                              .debit = ACCOUNT_CASH,
                              .credit = ACCOUNT_REVENUE,
                              .cents = 5 * (int64_t)MUSD,
                              .counterparty = PARTY_OUTSIDE};
    ck_assert_double_eq(loan_stage_published("co.funding.cash"), 10e6);
    funding_publish(deal_stage.funding);
    ck_assert_double_eq(loan_stage_published("co.funding.cash"), 10e6);
    ledger_post(deal_stage.run->ledger, &revenue);
    ck_assert_double_eq(loan_stage_published("co.funding.cash"), 10e6);
    funding_publish(deal_stage.funding);
    ck_assert_double_eq(loan_stage_published("co.funding.cash"), 15e6);
    ck_assert_double_eq(loan_stage_published("co.funding.undrawn"), 100e6);
    deal_stage_run("2027-03-02");
    funding_publish(deal_stage.funding);
    ck_assert_double_eq(loan_stage_published("co.funding.undrawn"), 0);
    deal_stage_charge("co", NULL, 17, ACCOUNT_OPEX);
    ck_assert_double_eq(loan_stage_published("co.funding.cash"), 0);
    ck_assert_double_eq(loan_stage_published("co.funding.payable"), 2e6);
}
END_TEST

START_TEST(the_window_binds_until_it_opens)
{
    loan_stage_deal();
    deal_stage_open();
    deal_stage_charge("co", NULL, 30, ACCOUNT_WORKS);
    ck_assert_str_eq(loan_stage_bound(), "availability");
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), -20 * (int64_t)MUSD);
    struct request *request = deal_stage_ask("build", "co", 5, 1, 1);
    ck_assert_str_eq(request->held_by->id, "loan");
    deal_stage_run("2026-03-01");
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), 0);
    ck_assert_int_eq(loan_stage_first().drawn_cents, 20 * (int64_t)MUSD);
    ck_assert_int_eq(deal_stage.granted_count, 1);
    deal_stage_check();
}
END_TEST

START_TEST(tranches_of_a_loan_bind_and_open_one_by_one)
{
    loan_stage_deal();
    plan_maker_add(deal_stage.maker, &funding_tranche_kind, "loan", "a", "amount", "30 MUSD", NULL);
    plan_maker_add(deal_stage.maker, &funding_tranche_kind, "loan", "b", "amount", "70 MUSD", "notice", "5 d",
                   NULL);
    plan_maker_put(deal_stage.maker, "a", "when", deal_stage_signed());
    plan_maker_put(deal_stage.maker, "b", "when", deal_stage_from("2026-06-01"));
    deal_stage_open();
    deal_stage_run("2026-03-01");
    deal_stage_charge("co", NULL, 55, ACCOUNT_WORKS);
    ck_assert_str_eq(deal_stage_tranche("a").state, "drawn");
    ck_assert_str_eq(deal_stage_tranche("b").bound_by, "tranches");
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), -15 * (int64_t)MUSD);
    struct request *request = deal_stage_ask("build", "co", 20, 1, 1);
    ck_assert_str_eq(request->held_by->id, "b");
    deal_stage_run("2026-06-06");
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), 0);
    ck_assert_int_eq(deal_stage_tranche("b").drawn_cents, 15 * (int64_t)MUSD);
    ck_assert_int_eq(deal_stage.granted_count, 1);
    deal_stage_run("2027-03-01");
    ck_assert_str_eq(deal_stage_tranche("b").state, "lapsed");
    ck_assert_int_eq(loan_stage_first().lapsed_cents, 55 * (int64_t)MUSD);
    deal_stage_check();
}
END_TEST

/* 30 + 50 + 70 of 100 MUSD: as the first lapses the others still bring the whole, and the loan ends it. */
START_TEST(tranches_of_a_loan_may_add_up_to_more_than_it)
{
    loan_stage_deal();
    plan_maker_add(deal_stage.maker, &funding_tranche_kind, "loan", "a", "amount", "30 MUSD", "long-stop",
                   "2026-02-01", NULL);
    plan_maker_add(deal_stage.maker, &funding_tranche_kind, "loan", "b", "amount", "50 MUSD", NULL);
    plan_maker_add(deal_stage.maker, &funding_tranche_kind, "loan", "c", "amount", "70 MUSD", NULL);
    plan_maker_put(deal_stage.maker, "a", "when", deal_stage_from("2029-06-01"));
    plan_maker_put(deal_stage.maker, "b", "when", deal_stage_signed());
    plan_maker_put(deal_stage.maker, "c", "when", deal_stage_signed());
    deal_stage_open();
    deal_stage_run("2026-03-01");
    ck_assert_str_eq(deal_stage_tranche("a").state, "lapsed");
    ck_assert_int_eq(loan_stage_first().lapsed_cents, 0);
    deal_stage_charge("co", NULL, 120, ACCOUNT_WORKS);
    ck_assert_int_eq(loan_stage_first().drawn_cents, 100 * (int64_t)MUSD);
    ck_assert_str_eq(deal_stage_tranche("c").bound_by, "commitment");
    deal_stage_check();
}
END_TEST

START_TEST(a_lender_that_is_a_company_lends_what_it_has)
{
    loan_stage_deal();
    plan_maker_set(deal_stage.maker, "bank", "role", "vendor");
    plan_maker_set(deal_stage.maker, "bank", "cash", "7 MUSD");
    deal_stage_open();
    deal_stage_run("2026-03-01");
    deal_stage_charge("co", NULL, 20, ACCOUNT_WORKS);
    ck_assert_str_eq(loan_stage_bound(), "cash of the source");
    ck_assert_int_eq(loan_stage_first().drawn_cents, 7 * (int64_t)MUSD);
    ck_assert_int_eq(deal_stage_balance("bank", ACCOUNT_CASH), 0);
    deal_stage_check();
}
END_TEST

START_TEST(a_lender_that_says_so_lends_what_it_has)
{
    loan_stage_deal();
    plan_maker_set(deal_stage.maker, "bank", "capital", "cash");
    plan_maker_set(deal_stage.maker, "bank", "cash", "7 MUSD");
    deal_stage_open();
    ck_assert_int_eq(diag_warning_count(deal_stage.diag), 0);
    deal_stage_run("2026-03-01");
    deal_stage_charge("co", NULL, 20, ACCOUNT_WORKS);
    ck_assert_str_eq(loan_stage_bound(), "cash of the source");
    ck_assert_int_eq(loan_stage_first().drawn_cents, 7 * (int64_t)MUSD);
    deal_stage_check();
}
END_TEST

START_TEST(cash_of_a_lender_that_limits_nothing_is_told)
{
    static const char *const capital[] = {NULL, "called"};
    for (int i = 0; i < 2; i++) {
        deal_stage_tear_down();
        deal_stage_set_up();
        loan_stage_deal();
        plan_maker_set(deal_stage.maker, "bank", "cash", "7 MUSD");
        if (capital[i])
            plan_maker_set(deal_stage.maker, "bank", "capital", capital[i]);
        deal_stage_open();
        ck_assert_int_eq(diag_warning_count(deal_stage.diag), i ? 0 : 1);
        deal_stage_run("2026-03-01");
        deal_stage_charge("co", NULL, 20, ACCOUNT_WORKS);
        ck_assert_int_eq(loan_stage_first().drawn_cents, 10 * (int64_t)MUSD);
        ck_assert_int_eq(deal_stage_balance("bank", ACCOUNT_EQUITY), -3 * (int64_t)MUSD);
        deal_stage_check();
    }
}
END_TEST

START_TEST(one_lenders_cash_counts_once_among_its_loans)
{
    static const struct {
        const char *cash, *ask;
        int granted;
    } cases[] = {{"7 MUSD", "18 MUSD", 0}, {"7 MUSD", "17 MUSD", 1}, {"20 MUSD", "30 MUSD", 1}};
    for (int i = 0; i < 3; i++) {
        deal_stage_tear_down();
        deal_stage_set_up();
        loan_stage_deal();
        loan_stage_add("100 %");
        plan_maker_set(deal_stage.maker, "bank", "role", "vendor");
        plan_maker_set(deal_stage.maker, "bank", "cash", cases[i].cash);
        deal_stage_open();
        deal_stage_run("2026-03-01");
        double musd = strtod(cases[i].ask, NULL);
        struct request *request = deal_stage_ask("build", "co", musd, 10, 1);
        ck_assert_int_eq(deal_stage.granted_count, cases[i].granted);
        if (cases[i].granted)
            deal_stage_use(request, musd);
        ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), 0);
        deal_stage_check();
    }
}
END_TEST

START_TEST(a_loan_is_not_drawn_for_running_cost)
{
    loan_stage_deal();
    deal_stage_open();
    deal_stage_run("2026-03-01");
    deal_stage_charge("co", NULL, 15, ACCOUNT_ENERGY);
    ck_assert_int_eq(loan_stage_first().drawn_cents, 0);
    deal_stage_charge("co", NULL, 40, ACCOUNT_WORKS); /* goes past the gap: it is the loan's money */
    ck_assert_int_eq(loan_stage_first().drawn_cents, 40 * (int64_t)MUSD);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), -5 * (int64_t)MUSD);
    deal_stage_check();
}
END_TEST

START_TEST(a_note_comes_whole_as_soon_as_it_is_open)
{
    loan_stage_deal();
    plan_maker_set(deal_stage.maker, "loan", "drawing", "at-once");
    plan_maker_set(deal_stage.maker, "loan", "upfront-fee", "1 %");
    deal_stage_open();
    deal_stage_run("2026-02-28");
    ck_assert_int_eq(loan_stage_first().drawn_cents, 0);
    deal_stage_run("2026-03-01");
    ck_assert_int_eq(loan_stage_first().drawn_cents, 100 * (int64_t)MUSD);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_CASH), 109 * (int64_t)MUSD);
    deal_stage_check();
}
END_TEST

START_TEST(an_obligor_without_capital_cost_is_refused)
{
    loan_stage_deal();
    deal_stage_party("lessee", "lab", "5 MUSD");
    plan_maker_set(deal_stage.maker, "loan", "obligor", "lessee");
    ck_assert(!deal_stage_compile());
    ck_assert_str_eq(diag_error_text(deal_stage.diag, 0),
                     "the obligor of 'loan', 'lessee', bears no capital cost to draw it for");
}
END_TEST

/* Anything may be charged, asked and used in any order: no cent is lost, no cash below zero. */
START_TEST(the_books_close_whatever_happens)
{
    static const enum account sorts[] = {ACCOUNT_WORKS, ACCOUNT_OPEX, ACCOUNT_COMPUTE, ACCOUNT_WORKS};
    uint64_t state = 88172645463325252u;
    loan_stage_deal();
    deal_stage_party("lab", "lab", "20 MUSD");
    plan_maker_set(deal_stage.maker, "loan", "advance", "71.42 %");
    plan_maker_set(deal_stage.maker, "loan", "upfront-fee", "1.7 %");
    plan_maker_set(deal_stage.maker, "loan", "undrawn-fee", "50 bp");
    plan_maker_set(deal_stage.maker, "loan", "availability-end", "2029-03-07");
    plan_maker_set(deal_stage.maker, "loan", "maturity", "2031-10-19");
    deal_stage_open();
    int64_t tick = deal_stage_tick("2026-01-02");
    for (int i = 0; i < 400; i++) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bool own = state & 1;
        double musd = (double)(state >> 8 & 0xfffff) * 1e-6 * 2 + 0.01;
        tick += (int64_t)(state >> 40 & 7) * CALENDAR_DAY_S;
        sim_run_until(deal_stage.run->sim, tick);
        deal_stage_charge(own ? "co" : "lab", own ? "lab" : "co", musd, sorts[state >> 60 & 3]);
        ck_assert_int_eq(funding_residual_cents(deal_stage.funding), 0);
    }
    deal_stage_run("2033-12-01");
    deal_stage_check();
    ck_assert_int_gt(loan_stage_first().drawn_cents, 0);
    ck_assert_int_eq(loan_stage_first().drawn_cents + loan_stage_first().lapsed_cents,
                     loan_stage_first().amount_cents);
}
END_TEST

Suite *test_funding_loan_suite(void)
{
    Suite *suite = suite_create("funding_loan");
    TCase *tcase = tcase_create("loan");
    tcase_add_checked_fixture(tcase, deal_stage_set_up, deal_stage_tear_down);
    tcase_add_test(tcase, the_upfront_fee_is_kept_back_and_the_need_still_arrives);
    tcase_add_test(tcase, an_upfront_fee_with_cash_behind_it);
    tcase_add_test(tcase, the_commitment_binds);
    tcase_add_test(tcase, publishing_shows_what_came_without_a_settlement);
    tcase_add_test(tcase, the_window_binds_until_it_opens);
    tcase_add_test(tcase, tranches_of_a_loan_bind_and_open_one_by_one);
    tcase_add_test(tcase, tranches_of_a_loan_may_add_up_to_more_than_it);
    tcase_add_test(tcase, a_lender_that_is_a_company_lends_what_it_has);
    tcase_add_test(tcase, a_lender_that_says_so_lends_what_it_has);
    tcase_add_test(tcase, cash_of_a_lender_that_limits_nothing_is_told);
    tcase_add_test(tcase, one_lenders_cash_counts_once_among_its_loans);
    tcase_add_test(tcase, a_loan_is_not_drawn_for_running_cost);
    tcase_add_test(tcase, a_note_comes_whole_as_soon_as_it_is_open);
    tcase_add_test(tcase, an_obligor_without_capital_cost_is_refused);
    tcase_add_test(tcase, the_books_close_whatever_happens);
    suite_add_tcase(suite, tcase);
    return suite;
}
