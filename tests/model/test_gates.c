/* SPDX-License-Identifier: Apache-2.0 */
#include "../unit/suites.h"

#include "deal_stage.h"
#include "funding/loan_service.h"

enum { MUSD = 100000000 }; /* cents */

/* A company with 50 MUSD and a note of 100 MUSD, all drawn on the first day, without interest. */
static void company_with_a_note(void)
{
    deal_stage_party("co", "cloud", "50 MUSD");
    deal_stage_party("bank", "lender", "0 MUSD");
    deal_stage_work("build", "co");
    plan_maker_add(deal_stage.maker, &funding_term_loan_kind, NULL, "note", "obligor", "co", "lender", "bank",
                   "amount", "100 MUSD", "availability-end", "2026-02-01", "maturity", "2026-04-01",
                   "base-rate", "0 %", "margin", "0 bp", "undrawn-fee", "0 bp", "drawing", "at-once",
                   "repayment", "bullet", NULL);
}

static void expect_granted(double musd, int granted)
{
    deal_stage_ask("build", "co", musd, 0, 1);
    ck_assert_int_eq(deal_stage.granted_count, granted);
}

START_TEST(a_bullet_within_the_horizon_is_kept_for)
{
    company_with_a_note();
    deal_stage_open();
    deal_stage_run("2026-01-01");
    expect_granted(50, 1);
    expect_granted(0.01, 1); /* 2026-04-01 is 90 days away: the bullet takes all the rest */
    deal_stage_run("2026-04-02");
    deal_stage_check();
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), 0);
    ck_assert_ptr_null(deal_stage.run->requests->requests[0]->held_by);
    ck_assert_str_eq(deal_stage.run->requests->requests[1]->held_by->id, "co");
}
END_TEST

START_TEST(a_bullet_behind_the_horizon_is_not)
{
    company_with_a_note();
    plan_maker_set(deal_stage.maker, "note", "maturity", "2026-04-02");
    deal_stage_open();
    deal_stage_run("2026-01-01");
    expect_granted(150, 1);
}
END_TEST

/* 12 % a year, Act/360: 100 MUSD cost exactly 3 MUSD in the 90 days to 2026-04-01. */
START_TEST(interest_is_kept_for_unless_it_is_added_to_the_debt)
{
    company_with_a_note();
    plan_maker_set(deal_stage.maker, "note", "margin", "1200 bp");
    plan_maker_set(deal_stage.maker, "note", "availability-end", "2027-01-01");
    plan_maker_set(deal_stage.maker, "note", "maturity", "2028-01-01");
    plan_maker_set(deal_stage.maker, "note", "interest", "paid");
    deal_stage_open();
    deal_stage_run("2026-01-01");
    expect_granted(147, 1);
    expect_granted(0.01, 1);
    deal_stage_tear_down();
    deal_stage_set_up();
    company_with_a_note();
    plan_maker_set(deal_stage.maker, "note", "margin", "1200 bp");
    plan_maker_set(deal_stage.maker, "note", "availability-end", "2027-01-01");
    plan_maker_set(deal_stage.maker, "note", "maturity", "2028-01-01");
    deal_stage_open();
    deal_stage_run("2026-01-01");
    expect_granted(150, 1);
}
END_TEST

/* Eleven equal parts from 2026-03-01 on: two of them lie within 90 days. */
START_TEST(principal_is_kept_for_part_by_part)
{
    company_with_a_note();
    plan_maker_set(deal_stage.maker, "note", "amount", "110 MUSD");
    plan_maker_set(deal_stage.maker, "note", "repayment", "equal");
    plan_maker_set(deal_stage.maker, "note", "maturity", "2027-01-01");
    deal_stage_open();
    deal_stage_run("2026-01-01");
    expect_granted(140, 1);
    expect_granted(0.01, 1);
    deal_stage_run("2026-04-02");
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_DEBT), -90 * (int64_t)MUSD);
}
END_TEST

/* Nothing else moves cash: what is foreseen on day one is what is then paid, to the cent. */
START_TEST(what_is_foreseen_of_a_loan_is_what_is_paid)
{
    static const char *const repayments[] = {"equal", "annuity", "bullet"}, *const interests[] = {
                                                                                "paid", "capitalised"};
    static const char *const days[] = {"2026-04-01", "2026-07-15", "2027-03-20", "2028-06-01"};
    for (int i = 0; i < 24; i++) {
        company_with_a_note();
        plan_maker_set(deal_stage.maker, "co", "cash", "500 MUSD");
        plan_maker_set(deal_stage.maker, "note", "margin", "730 bp");
        plan_maker_set(deal_stage.maker, "note", "availability-end", "2026-06-17");
        plan_maker_set(deal_stage.maker, "note", "maturity", "2027-12-20");
        plan_maker_set(deal_stage.maker, "note", "repayment", repayments[i % 3]);
        plan_maker_set(deal_stage.maker, "note", "interest", interests[i / 3 % 2]);
        deal_stage_open();
        deal_stage_run("2026-01-01");
        int64_t before = deal_stage_balance("co", ACCOUNT_CASH), now = sim_now(deal_stage.run->sim);
        int64_t foreseen =
            loan_service_scheduled(&deal_stage.funding->loans[0], now, deal_stage_tick(days[i / 6]));
        deal_stage_run(days[i / 6]);
        ck_assert_int_eq(before - deal_stage_balance("co", ACCOUNT_CASH), foreseen);
        deal_stage_tear_down();
        deal_stage_set_up();
    }
}
END_TEST

/* Loans pay for work only.  Where cash goes first, none is left of it for the note's 30 MUSD. */
START_TEST(a_loan_for_work_does_not_cover_debt_service)
{
    static const char *const order[] = {"cash-first", "debt-first"};
    for (int i = 0; i < 2; i++) {
        company_with_a_note();
        plan_maker_set(deal_stage.maker, "note", "amount", "30 MUSD");
        plan_maker_add(deal_stage.maker, &funding_term_loan_kind, NULL, "loan", "obligor", "co", "lender",
                       "bank", "amount", "60 MUSD", "availability-end", "2028-01-01", "maturity",
                       "2029-01-01", "base-rate", "0 %", "margin", "0 bp", "undrawn-fee", "0 bp", NULL);
        plan_maker_add(deal_stage.maker, &funding_policy_kind, NULL, "policy", "payer", "co", "order",
                       order[i], NULL);
        deal_stage_open();
        deal_stage_run("2026-01-01");
        expect_granted(110, i); /* of 80 MUSD cash and 60 MUSD loan */
        deal_stage_tear_down();
        deal_stage_set_up();
    }
}
END_TEST

/* 40 MUSD prepaid in February count towards 60 by March; the end of the term lies further off. */
START_TEST(what_must_be_taken_within_the_horizon_is_kept_for)
{
    deal_stage_party("co", "lab", "100 MUSD");
    deal_stage_party("cloud", "cloud", "100 MUSD");
    deal_stage_work("build", "co");
    plan_maker_add(deal_stage.maker, &frame_site_kind, NULL, "tx", "owner", "cloud", NULL);
    plan_maker_add(deal_stage.maker, &funding_commitment_kind, NULL, "azure", "from", "co", "to", "cloud",
                   "total", "90 MUSD", "sites", "tx", "start", "2026-02-01", "end", "2030-01-01", "rate",
                   "1 MUSD/MW/year", "prepaid", "40 MUSD", NULL);
    plan_maker_add(deal_stage.maker, &funding_minimum_kind, "azure", "m1", "by", "2026-03-10", "amount",
                   "60 MUSD", NULL);
    deal_stage_open();
    deal_stage_run("2026-01-01");
    expect_granted(40, 1);
    expect_granted(0.01, 1);
    deal_stage_run("2026-04-02");
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_CASH), 40 * (int64_t)MUSD);
}
END_TEST

/* The vendor has given all it has; what it still owes for shares only its customer's order brings in. */
static void customer_and_vendor(void)
{
    deal_stage_party("co", "lab", "10 MUSD");
    deal_stage_party("vendor", "vendor", "30 MUSD");
    deal_stage_work("racks", "co");
    plan_maker_add(deal_stage.maker, &funding_equity_kind, NULL, "round", "from", "vendor", "to", "co",
                   "amount", "50 MUSD", "pre-money", "300 MUSD", NULL);
    plan_maker_add(deal_stage.maker, &funding_tranche_kind, "round", "t1", "amount", "50 MUSD", "notice",
                   "0 d", NULL);
    plan_maker_put(deal_stage.maker, "t1", "when", deal_stage_signed());
    plan_maker_set(deal_stage.maker, "racks", "payee", "vendor");
}

START_TEST(cash_that_its_source_has_not_got_holds_and_closes_a_circle)
{
    customer_and_vendor();
    deal_stage_open();
    deal_stage_run("2026-01-01");
    deal_stage_ask("racks", "co", 60, 0, 1);
    ck_assert_int_eq(deal_stage.granted_count, 0);
    ck_assert_str_eq(deal_stage_tranche("t1").state, "available");
    ck_assert_int_eq(deal_stage_tranche("t1").drawn_cents, 30 * (int64_t)MUSD);
    ck_assert_str_eq(deal_stage.run->requests->requests[0]->held_by->id, "t1");
    ck_assert_str_eq(funding_stalemate(deal_stage.funding, NULL, 0, deal_stage.arena),
                     "racks waits for money of t1; t1 waits for cash of vendor; vendor is paid by racks");
}
END_TEST

START_TEST(a_source_that_others_may_pay_closes_no_circle)
{
    customer_and_vendor();
    deal_stage_party("rich", "cloud", "90 MUSD");
    deal_stage_work("halls", "rich");
    plan_maker_set(deal_stage.maker, "halls", "payee", "vendor");
    deal_stage_open();
    deal_stage_run("2026-01-01");
    deal_stage_ask("racks", "co", 60, 0, 1);
    ck_assert_int_eq(deal_stage.granted_count, 0);
    ck_assert_str_eq(deal_stage.run->requests->requests[0]->held_by->id, "t1");
    ck_assert_ptr_null(funding_stalemate(deal_stage.funding, NULL, 0, deal_stage.arena));
    deal_stage_charge("rich", "vendor", 20, ACCOUNT_WORKS); /* the rest comes, and the order goes */
    ck_assert_int_eq(deal_stage.granted_count, 1);
    ck_assert_str_eq(deal_stage.run->requests->requests[0]->held_by->id, "t1");
}
END_TEST

/* t1 comes by the later of a date and a milestone, t2 by the earlier. */
START_TEST(a_tranche_tells_which_part_of_its_condition_came_last)
{
    customer_and_vendor();
    plan_maker_add(deal_stage.maker, &funding_tranche_kind, "round", "t2", "amount", "0 MUSD", NULL);
    struct condition date = {.op = CONDITION_DATE, .date = deal_stage_tick("2026-03-01")};
    struct condition built = {.op = CONDITION_MILESTONE};
    const struct condition *parts[] = {&date, &built};
    struct condition all = {.op = CONDITION_ALL, .children = parts, .child_count = 2};
    struct condition any = {.op = CONDITION_ANY, .children = parts, .child_count = 2};
    plan_maker_put(deal_stage.maker, "t1", "when", (union value){.condition = &all});
    plan_maker_put(deal_stage.maker, "t2", "when", (union value){.condition = &any});
    built.milestone = deal_stage_work("hall", "co");
    deal_stage_open();
    built.milestone = plan_find(deal_stage.plan, "hall");
    deal_stage_run("2026-03-02");
    ck_assert_ptr_null(deal_stage_tranche("t1").last);
    ck_assert_str_eq(deal_stage_tranche("t2").last, "from 2026-03-01");
    ck_assert_str_eq(deal_stage_tranche("t2").held_cause, "date");
    progress_mark(deal_stage.run->progress, built.milestone);
    deal_stage_run("2026-03-03");
    ck_assert_str_eq(deal_stage_tranche("t1").last, "hall done");
    ck_assert_str_eq(deal_stage_tranche("t1").held_cause, "predecessor");
    ck_assert_ptr_eq(deal_stage_tranche("t1").held_by, built.milestone);
}
END_TEST

Suite *test_gates_suite(void)
{
    Suite *suite = suite_create("gates of money");
    TCase *tcase = tcase_create("gates of money");
    tcase_add_checked_fixture(tcase, deal_stage_set_up, deal_stage_tear_down);
    tcase_add_test(tcase, a_bullet_within_the_horizon_is_kept_for);
    tcase_add_test(tcase, a_bullet_behind_the_horizon_is_not);
    tcase_add_test(tcase, interest_is_kept_for_unless_it_is_added_to_the_debt);
    tcase_add_test(tcase, principal_is_kept_for_part_by_part);
    tcase_add_test(tcase, what_is_foreseen_of_a_loan_is_what_is_paid);
    tcase_add_test(tcase, a_loan_for_work_does_not_cover_debt_service);
    tcase_add_test(tcase, what_must_be_taken_within_the_horizon_is_kept_for);
    tcase_add_test(tcase, cash_that_its_source_has_not_got_holds_and_closes_a_circle);
    tcase_add_test(tcase, a_source_that_others_may_pay_closes_no_circle);
    tcase_add_test(tcase, a_tranche_tells_which_part_of_its_condition_came_last);
    suite_add_tcase(suite, tcase);
    return suite;
}
