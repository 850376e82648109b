/* SPDX-License-Identifier: Apache-2.0 */
#include "../unit/suites.h"

#include "deal_stage.h"

#include <stdlib.h>
#include <string.h>

enum { MUSD = 100000000 }; /* cents */

/* A company with 10 MUSD and a loan of 100 MUSD at 3.7 % + 225 bp, open for a year from March. */
static void company_and_bank(void)
{
    deal_stage_party("co", "cloud", "10 MUSD");
    deal_stage_party("bank", "lender", "0 MUSD");
    deal_stage_work("build", "co");
    plan_maker_add(deal_stage.maker, &funding_term_loan_kind, NULL, "loan", "obligor", "co", "lender", "bank",
                   "amount", "100 MUSD", "availability-start", "2026-03-01", "availability-end", "2027-03-01",
                   "margin", "225 bp", "undrawn-fee", "0 bp", "maturity", "2028-03-01", NULL);
}

static struct funding_loan loan(void)
{
    return funding_loan_at(deal_stage.funding, 0);
}

static const char *last_bound(void)
{
    return deal_stage_tranche("loan").bound_by;
}

/* finance.md C: 8.5 BUSD, 1.25 at each quarter's start, 0.50 % on the rest by Act/360. */
START_TEST(the_undrawn_fee_of_ddtl_4_is_30_09_musd_and_2_25_busd_lapse)
{
    static const char *const quarters[] = {"2026-04-01", "2026-07-01", "2026-10-01", "2027-01-01",
                                           "2027-04-01"};
    company_and_bank();
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
    ck_assert_int_eq(loan().drawn_cents, 6250 * (int64_t)MUSD);
    ck_assert_int_eq(loan().lapsed_cents, 2250 * (int64_t)MUSD);
    /* (7.25 x 91 + 6 x 92 + 4.75 x 92 + 3.5 x 90 + 2.25 x 90) BUSD d x 0.5 % / 360 d */
    ck_assert_int_le(llabs(loan().fee_cents - 3008680556), 1);
    ck_assert_int_eq(funding_draw_count(deal_stage.funding), 5);
    ck_assert_str_eq(funding_draws(deal_stage.funding)[0].bound_by, "need");
    ck_assert_str_eq(deal_stage_tranche("loan").state, "lapsed");
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_FEES), loan().fee_cents);
    /* All but the last day's interest was added to the debt. */
    int64_t day = loan().fee_cents + loan().interest_cents - loan().capitalised_cents;
    double owed = (double)(loan().drawn_cents + loan().capitalised_cents) / 100;
    ck_assert_int_le(llabs(day - cents_of_usd(owed * loan().rate / 360)), 1);
    deal_stage_check();
}
END_TEST

START_TEST(interest_runs_by_balance_and_is_added_to_the_debt)
{
    company_and_bank();
    deal_stage_open();
    deal_stage_run("2026-03-15");
    deal_stage_charge("co", NULL, 50, ACCOUNT_WORKS);
    ck_assert_int_eq(loan().drawn_cents, 40 * (int64_t)MUSD); /* cash first */
    deal_stage_run("2026-03-25");
    deal_stage_charge("co", NULL, 20, ACCOUNT_WORKS);
    deal_stage_run("2026-04-01");
    /* 40 MUSD x 10 d and 60 MUSD x 7 d at 5.95 % / 360: 135527.777 USD */
    ck_assert_int_eq(loan().interest_cents, 13552778);
    ck_assert_int_eq(loan().balance_cents, 60 * (int64_t)MUSD + 13552778);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_DEBT), -(60 * (int64_t)MUSD + 13552778));
    ck_assert_int_eq(deal_stage_balance("bank", ACCOUNT_INVESTMENT), 60 * (int64_t)MUSD + 13552778);
    deal_stage_run("2026-05-01");
    /* 30 d on the new balance, and the fraction of the month before: 298171.99 - 0.002 USD */
    ck_assert_int_eq(loan().interest_cents, 13552778 + 29817199);
    ck_assert_int_eq(loan().drawn_cents, 60 * (int64_t)MUSD);
    deal_stage_check();
}
END_TEST

START_TEST(debt_is_repaid_in_equal_parts_by_maturity)
{
    company_and_bank();
    plan_maker_set(deal_stage.maker, "co", "cash", "80 MUSD");
    plan_maker_set(deal_stage.maker, "loan", "interest", "paid");
    plan_maker_set(deal_stage.maker, "loan", "repayment", "equal");
    plan_maker_add(deal_stage.maker, &funding_policy_kind, NULL, "policy", "payer", "co", "order",
                   "debt-first", NULL);
    deal_stage_open();
    deal_stage_run("2026-03-01");
    deal_stage_charge("co", NULL, 65, ACCOUNT_WORKS);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_CASH), 80 * (int64_t)MUSD);
    deal_stage_run("2027-03-01"); /* the first of 13 payments */
    ck_assert_int_eq(loan().balance_cents, 60 * (int64_t)MUSD);
    deal_stage_run("2028-02-02");
    ck_assert_int_eq(loan().balance_cents, 5 * (int64_t)MUSD);
    deal_stage_run("2028-03-01");
    ck_assert_int_eq(loan().balance_cents, 0);
    ck_assert_int_eq(loan().repaid_cents, 65 * (int64_t)MUSD);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_DEBT), 0);
    ck_assert_int_eq(deal_stage_balance("bank", ACCOUNT_INVESTMENT), 0);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_CASH) + loan().interest_cents, 15 * (int64_t)MUSD);
    deal_stage_check();
}
END_TEST

START_TEST(an_annuity_ends_at_zero_and_a_bullet_falls_due_whole)
{
    static const char *const ways[] = {"annuity", "bullet"};
    for (int i = 0; i < 2; i++) {
        if (i) {
            deal_stage_tear_down();
            deal_stage_set_up();
        }
        company_and_bank();
        plan_maker_set(deal_stage.maker, "co", "cash", "90 MUSD");
        plan_maker_set(deal_stage.maker, "loan", "interest", "paid");
        plan_maker_set(deal_stage.maker, "loan", "repayment", ways[i]);
        plan_maker_add(deal_stage.maker, &funding_policy_kind, NULL, "policy", "payer", "co", "order",
                       "debt-first", NULL);
        deal_stage_open();
        deal_stage_run("2026-03-01");
        deal_stage_charge("co", NULL, 65, ACCOUNT_WORKS);
        deal_stage_run("2028-02-28");
        if (i == 1)
            ck_assert_int_eq(loan().balance_cents, 65 * (int64_t)MUSD);
        else
            ck_assert_int_le(llabs(loan().balance_cents - 514972420), 100);
        deal_stage_run("2028-03-01");
        ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_DEBT), 0);
        deal_stage_check();
    }
}
END_TEST

START_TEST(the_upfront_fee_is_kept_back_and_the_need_still_arrives)
{
    company_and_bank();
    plan_maker_set(deal_stage.maker, "co", "cash", "0 MUSD");
    plan_maker_set(deal_stage.maker, "loan", "upfront-fee", "2 %");
    deal_stage_open();
    deal_stage_run("2026-03-01");
    deal_stage_charge("co", NULL, 49, ACCOUNT_WORKS);
    ck_assert_int_eq(loan().drawn_cents, 50 * (int64_t)MUSD); /* the fee is cost like any other */
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), 0);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_CASH), 0);
    deal_stage_check();
}
END_TEST

START_TEST(an_upfront_fee_with_cash_behind_it)
{
    company_and_bank();
    plan_maker_set(deal_stage.maker, "loan", "upfront-fee", "2 %");
    deal_stage_open();
    deal_stage_run("2026-03-01");
    deal_stage_charge("co", NULL, 59, ACCOUNT_WORKS); /* 10 own, 49 of 50 gross */
    ck_assert_int_eq(loan().drawn_cents, 50 * (int64_t)MUSD);
    ck_assert_int_eq(loan().fee_cents, 1 * (int64_t)MUSD);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_CASH), 0);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), 0);
    ck_assert_int_eq(deal_stage_balance("bank", ACCOUNT_REVENUE), -1 * (int64_t)MUSD);
    deal_stage_check();
}
END_TEST

START_TEST(the_loan_to_cost_binds)
{
    company_and_bank();
    plan_maker_set(deal_stage.maker, "loan", "advance", "80 %");
    deal_stage_open();
    deal_stage_run("2026-03-01");
    deal_stage_charge("co", NULL, 60, ACCOUNT_WORKS);
    ck_assert_str_eq(last_bound(), "loan to cost");
    ck_assert_int_eq(loan().drawn_cents, 40 * (int64_t)MUSD); /* 10 of 50 own */
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), -10 * (int64_t)MUSD);
    deal_stage_check();
}
END_TEST

START_TEST(the_commitment_binds)
{
    company_and_bank();
    deal_stage_open();
    deal_stage_run("2026-03-01");
    deal_stage_charge("co", NULL, 120, ACCOUNT_WORKS);
    ck_assert_str_eq(last_bound(), "commitment");
    ck_assert_int_eq(loan().drawn_cents, 100 * (int64_t)MUSD);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), -10 * (int64_t)MUSD);
    ck_assert_str_eq(deal_stage_tranche("loan").state, "drawn");
    deal_stage_check();
}
END_TEST

static double published(const char *name)
{
    return metric_read(deal_stage.run->board, metric_cell_named(deal_stage.run->board->layout, name));
}

/* Whoever posts, and what ends without a posting: the next publishing tells. */
START_TEST(publishing_shows_what_came_without_a_settlement)
{
    company_and_bank();
    deal_stage_open();
    struct posting revenue = {.tick = sim_now(deal_stage.run->sim),
                              .party = deal_stage_index("co"),
                              .debit = ACCOUNT_CASH,
                              .credit = ACCOUNT_REVENUE,
                              .cents = 5 * (int64_t)MUSD,
                              .counterparty = PARTY_OUTSIDE};
    ck_assert_double_eq(published("co.funding.cash"), 10e6);
    funding_publish(deal_stage.funding);
    ck_assert_double_eq(published("co.funding.cash"), 10e6);
    ledger_post(deal_stage.run->ledger, &revenue);
    ck_assert_double_eq(published("co.funding.cash"), 10e6);
    funding_publish(deal_stage.funding);
    ck_assert_double_eq(published("co.funding.cash"), 15e6);
    ck_assert_double_eq(published("co.funding.undrawn"), 100e6);
    deal_stage_run("2027-03-02");
    funding_publish(deal_stage.funding);
    ck_assert_double_eq(published("co.funding.undrawn"), 0);
    deal_stage_charge("co", NULL, 17, ACCOUNT_OPEX);
    ck_assert_double_eq(published("co.funding.cash"), 0);
    ck_assert_double_eq(published("co.funding.payable"), 2e6);
}
END_TEST

START_TEST(the_window_binds_until_it_opens)
{
    company_and_bank();
    deal_stage_open();
    deal_stage_charge("co", NULL, 30, ACCOUNT_WORKS);
    ck_assert_str_eq(last_bound(), "availability");
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), -20 * (int64_t)MUSD);
    struct request *request = deal_stage_ask("build", "co", 5, 1, 1);
    ck_assert_str_eq(request->held_by->id, "loan");
    deal_stage_run("2026-03-01");
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), 0);
    ck_assert_int_eq(loan().drawn_cents, 20 * (int64_t)MUSD);
    ck_assert_int_eq(deal_stage.granted_count, 1);
    deal_stage_check();
}
END_TEST

START_TEST(tranches_of_a_loan_bind_and_open_one_by_one)
{
    company_and_bank();
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
    ck_assert_int_eq(loan().lapsed_cents, 55 * (int64_t)MUSD);
    deal_stage_check();
}
END_TEST

START_TEST(a_lender_that_is_a_company_lends_what_it_has)
{
    company_and_bank();
    plan_maker_set(deal_stage.maker, "bank", "role", "vendor");
    plan_maker_set(deal_stage.maker, "bank", "cash", "7 MUSD");
    deal_stage_open();
    deal_stage_run("2026-03-01");
    deal_stage_charge("co", NULL, 20, ACCOUNT_WORKS);
    ck_assert_str_eq(last_bound(), "cash of the source");
    ck_assert_int_eq(loan().drawn_cents, 7 * (int64_t)MUSD);
    ck_assert_int_eq(deal_stage_balance("bank", ACCOUNT_CASH), 0);
    deal_stage_check();
}
END_TEST

/* A second loan of the bank to the company, like the first. */
static void second_loan(const char *advance)
{
    plan_maker_set(deal_stage.maker, "loan", "advance", advance);
    plan_maker_add(deal_stage.maker, &funding_term_loan_kind, NULL, "other", "obligor", "co", "lender",
                   "bank", "amount", "100 MUSD", "availability-start", "2026-03-01", "availability-end",
                   "2027-03-01", "margin", "225 bp", "undrawn-fee", "0 bp", "maturity", "2028-03-01",
                   "advance", advance, NULL);
}

START_TEST(one_lenders_cash_counts_once_among_its_loans)
{
    static const struct {
        const char *cash, *ask;
        int granted;
    } cases[] = {{"7 MUSD", "18 MUSD", 0}, {"7 MUSD", "17 MUSD", 1}, {"20 MUSD", "30 MUSD", 1}};
    for (int i = 0; i < 3; i++) {
        deal_stage_tear_down();
        deal_stage_set_up();
        company_and_bank();
        second_loan("100 %");
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

START_TEST(two_loans_carry_together_what_a_grant_counted_on)
{
    static const struct {
        const char *advance;
        int ask, granted, first, second; /* MUSD */
    } cases[] = {
        {"60 %", 100, 1, 60, 30}, /* 10 own; the first up to 60 % of it, the second the rest */
        {"60 %", 130, 1, 78, 42}, /* more than either could carry with the own cash alone */
        {"40 %", 50, 1, 20, 20},  /* 10 own are just a fifth */
        {"40 %", 51, 0, 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        deal_stage_tear_down();
        deal_stage_set_up();
        company_and_bank();
        second_loan(cases[i].advance);
        deal_stage_open();
        deal_stage_run("2026-03-01");
        struct request *request = deal_stage_ask("build", "co", cases[i].ask, 10, 1);
        ck_assert_int_eq(deal_stage.granted_count, cases[i].granted);
        if (cases[i].granted)
            deal_stage_use(request, cases[i].ask);
        ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), 0);
        ck_assert_int_eq(loan().drawn_cents, cases[i].first * (int64_t)MUSD);
        ck_assert_int_eq(funding_loan_at(deal_stage.funding, 1).drawn_cents, cases[i].second * (int64_t)MUSD);
        deal_stage_check();
    }
}
END_TEST

/* 40 of 100 MUSD lapse after 120 of 360 days: 1 % on 100, then on 60. */
START_TEST(no_fee_runs_on_a_tranche_that_has_lapsed)
{
    company_and_bank();
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
    ck_assert_int_eq(loan().lapsed_cents, 40 * (int64_t)MUSD);
    deal_stage_run("2027-03-01");
    ck_assert_int_eq(loan().lapsed_cents, 100 * (int64_t)MUSD);
    ck_assert_int_eq(loan().fee_cents, 1 * (int64_t)MUSD / 3 + 6 * (int64_t)MUSD / 15);
    deal_stage_check();
}
END_TEST

START_TEST(a_loan_is_not_drawn_for_running_cost)
{
    company_and_bank();
    deal_stage_open();
    deal_stage_run("2026-03-01");
    deal_stage_charge("co", NULL, 15, ACCOUNT_ENERGY);
    ck_assert_int_eq(loan().drawn_cents, 0);
    deal_stage_charge("co", NULL, 40, ACCOUNT_WORKS); /* goes past the gap: it is the loan's money */
    ck_assert_int_eq(loan().drawn_cents, 40 * (int64_t)MUSD);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), -5 * (int64_t)MUSD);
    deal_stage_check();
}
END_TEST

START_TEST(a_note_comes_whole_as_soon_as_it_is_open)
{
    company_and_bank();
    plan_maker_set(deal_stage.maker, "loan", "drawing", "at-once");
    plan_maker_set(deal_stage.maker, "loan", "upfront-fee", "1 %");
    deal_stage_open();
    deal_stage_run("2026-02-28");
    ck_assert_int_eq(loan().drawn_cents, 0);
    deal_stage_run("2026-03-01");
    ck_assert_int_eq(loan().drawn_cents, 100 * (int64_t)MUSD);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_CASH), 109 * (int64_t)MUSD);
    deal_stage_check();
}
END_TEST

START_TEST(a_request_is_covered_by_what_the_loan_would_pay_of_it)
{
    company_and_bank();
    plan_maker_set(deal_stage.maker, "loan", "advance", "80 %");
    deal_stage_open();
    deal_stage_run("2026-03-01");
    deal_stage_ask("build", "co", 51, 10, 1); /* 10 own cover 50 */
    ck_assert_int_eq(deal_stage.granted_count, 0);
    deal_stage_tear_down();
    deal_stage_set_up();
    company_and_bank();
    plan_maker_set(deal_stage.maker, "loan", "advance", "80 %");
    deal_stage_open();
    deal_stage_run("2026-03-01");
    struct request *request = deal_stage_ask("build", "co", 50, 10, 1);
    ck_assert_int_eq(deal_stage.granted_count, 1);
    deal_stage_use(request, 50);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), 0);
    ck_assert_int_eq(loan().drawn_cents, 40 * (int64_t)MUSD);
    deal_stage_check();
}
END_TEST

START_TEST(an_obligor_without_capital_cost_is_refused)
{
    company_and_bank();
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
    company_and_bank();
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
    ck_assert_int_gt(loan().drawn_cents, 0);
    ck_assert_int_eq(loan().drawn_cents + loan().lapsed_cents, loan().amount_cents);
}
END_TEST

Suite *test_funding_loan_suite(void)
{
    Suite *suite = suite_create("funding_loan");
    TCase *tcase = tcase_create("loan");
    tcase_add_checked_fixture(tcase, deal_stage_set_up, deal_stage_tear_down);
    tcase_add_test(tcase, the_undrawn_fee_of_ddtl_4_is_30_09_musd_and_2_25_busd_lapse);
    tcase_add_test(tcase, interest_runs_by_balance_and_is_added_to_the_debt);
    tcase_add_test(tcase, debt_is_repaid_in_equal_parts_by_maturity);
    tcase_add_test(tcase, an_annuity_ends_at_zero_and_a_bullet_falls_due_whole);
    tcase_add_test(tcase, the_upfront_fee_is_kept_back_and_the_need_still_arrives);
    tcase_add_test(tcase, an_upfront_fee_with_cash_behind_it);
    tcase_add_test(tcase, the_loan_to_cost_binds);
    tcase_add_test(tcase, the_commitment_binds);
    tcase_add_test(tcase, publishing_shows_what_came_without_a_settlement);
    tcase_add_test(tcase, the_window_binds_until_it_opens);
    tcase_add_test(tcase, tranches_of_a_loan_bind_and_open_one_by_one);
    tcase_add_test(tcase, a_lender_that_is_a_company_lends_what_it_has);
    tcase_add_test(tcase, one_lenders_cash_counts_once_among_its_loans);
    tcase_add_test(tcase, two_loans_carry_together_what_a_grant_counted_on);
    tcase_add_test(tcase, no_fee_runs_on_a_tranche_that_has_lapsed);
    tcase_add_test(tcase, a_loan_is_not_drawn_for_running_cost);
    tcase_add_test(tcase, a_note_comes_whole_as_soon_as_it_is_open);
    tcase_add_test(tcase, a_request_is_covered_by_what_the_loan_would_pay_of_it);
    tcase_add_test(tcase, an_obligor_without_capital_cost_is_refused);
    tcase_add_test(tcase, the_books_close_whatever_happens);
    suite_add_tcase(suite, tcase);
    return suite;
}
