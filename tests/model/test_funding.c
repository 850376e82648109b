/* SPDX-License-Identifier: Apache-2.0 */
#include "../unit/suites.h"

#include "deal_stage.h"
#include "plan/condition.h"

#include <string.h>

enum { MUSD = 100000000 }; /* cents */

/* A company that builds with an investor's money: 10 MUSD at hand, tranches of 50 and 30. */
static void company_and_investor(void)
{
    deal_stage_party("co", "cloud", "10 MUSD");
    deal_stage_party("fund", "investor", "0 MUSD");
    deal_stage_work("dig", "co");
    deal_stage_work("build", "co");
    plan_maker_add(deal_stage.maker, &funding_equity_kind, NULL, "round", "from", "fund", "to", "co",
                   "amount", "80 MUSD", "pre-money", "320 MUSD", NULL);
    plan_maker_add(deal_stage.maker, &funding_tranche_kind, "round", "t1", "amount", "50 MUSD", "long-stop",
                   "2026-12-01", NULL);
    plan_maker_add(deal_stage.maker, &funding_tranche_kind, "round", "t2", "amount", "30 MUSD", "notice",
                   "0 d", "long-stop", "2027-12-01", NULL);
    plan_maker_put(deal_stage.maker, "t1", "when", deal_stage_from("2026-03-01"));
    plan_maker_put(deal_stage.maker, "t2", "when", deal_stage_from("2028-01-01"));
}

START_TEST(money_moves_a_notice_after_its_condition)
{
    company_and_investor();
    deal_stage_open();
    deal_stage_run("2026-03-07");
    ck_assert_str_eq(deal_stage_tranche("t1").state, "notice");
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_CASH), 10 * (int64_t)MUSD);
    deal_stage_run("2026-03-08");
    struct funding_tranche tranche = deal_stage_tranche("t1");
    ck_assert_str_eq(tranche.state, "drawn");
    ck_assert_str_eq(tranche.how, "satisfied");
    ck_assert_int_eq(tranche.satisfied, deal_stage_tick("2026-03-01"));
    ck_assert_int_eq(tranche.available, deal_stage_tick("2026-03-08"));
    ck_assert_int_eq(tranche.drawn_cents, 50 * (int64_t)MUSD);
    ck_assert_str_eq(tranche.bound_by, "tranches");
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_CASH), 60 * (int64_t)MUSD);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_EQUITY), -50 * (int64_t)MUSD);
    ck_assert_int_eq(deal_stage_balance("fund", ACCOUNT_INVESTMENT), 50 * (int64_t)MUSD);
    ck_assert(progress_done(deal_stage.run->progress, tranche.record));
    deal_stage_check();
}
END_TEST

START_TEST(an_unmet_condition_lapses_at_the_long_stop_and_says_what_was_missing)
{
    company_and_investor();
    deal_stage_open();
    deal_stage_run("2027-11-30");
    ck_assert_str_eq(deal_stage_tranche("t2").state, "pending");
    ck_assert_str_eq(deal_stage_tranche("t2").missing, "from 2028-01-01");
    deal_stage_run("2029-01-01");
    struct funding_tranche tranche = deal_stage_tranche("t2");
    ck_assert_str_eq(tranche.state, "lapsed");
    ck_assert_str_eq(tranche.missing, "from 2028-01-01"); /* although that day has come since */
    ck_assert_int_eq(tranche.ended, deal_stage_tick("2027-12-01"));
    ck_assert_int_eq(tranche.drawn_cents, 0);
    const struct funding_event *last =
        &funding_events(deal_stage.funding)[funding_event_count(deal_stage.funding) - 1];
    ck_assert_str_eq(last->what, "lapsed");
    ck_assert_str_eq(last->detail, "from 2028-01-01");
    ck_assert_int_eq(last->cents, 30 * (int64_t)MUSD);
    deal_stage_check();
}
END_TEST

START_TEST(cure_time_saves_a_late_condition)
{
    company_and_investor();
    plan_maker_set(deal_stage.maker, "t2", "cure", "60 d");
    deal_stage_open();
    deal_stage_run("2028-01-02");
    ck_assert_str_eq(deal_stage_tranche("t2").how, "cured");
    ck_assert_str_eq(deal_stage_tranche("t2").state, "drawn");
    ck_assert_int_eq(deal_stage_tranche("t2").drawn, deal_stage_tick("2028-01-01"));
}
END_TEST

START_TEST(a_waived_condition_is_done_without)
{
    company_and_investor();
    plan_maker_set(deal_stage.maker, "t2", "waiver", "2027-06-15");
    deal_stage_open();
    deal_stage_run("2027-06-15");
    ck_assert_str_eq(deal_stage_tranche("t2").how, "waived");
    ck_assert_str_eq(deal_stage_tranche("t2").state, "drawn");
}
END_TEST

START_TEST(an_investor_without_cash_gives_what_it_has)
{
    company_and_investor();
    plan_maker_set(deal_stage.maker, "fund", "role", "vendor");
    plan_maker_set(deal_stage.maker, "fund", "cash", "20 MUSD");
    deal_stage_open();
    deal_stage_run("2026-04-01");
    struct funding_tranche tranche = deal_stage_tranche("t1");
    ck_assert_str_eq(tranche.state, "available");
    ck_assert_str_eq(tranche.bound_by, "cash of the source");
    ck_assert_int_eq(tranche.drawn_cents, 20 * (int64_t)MUSD);
    deal_stage_charge("co", "fund", 40, ACCOUNT_WORKS);
    ck_assert_str_eq(deal_stage_tranche("t1").state, "drawn");
    ck_assert_int_eq(deal_stage_balance("fund", ACCOUNT_CASH), 10 * (int64_t)MUSD); /* 20 - 50 + 40 */
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_CASH), 20 * (int64_t)MUSD);
    deal_stage_check();
}
END_TEST

START_TEST(requests_are_granted_in_order_and_nobody_overtakes)
{
    company_and_investor();
    deal_stage_open();
    struct request *first = deal_stage_ask("dig", "co", 8, 10, 1);
    ck_assert_int_eq(deal_stage.granted_count, 1);
    ck_assert_int_eq(funding_books_of(deal_stage.funding, 0).encumbered_cents, 8 * (int64_t)MUSD);
    struct request *second = deal_stage_ask("build", "co", 40, 10, 2);
    struct request *third = deal_stage_ask("dig", "co", 1, 10, 3); /* would fit, but waits its turn */
    ck_assert_int_eq(deal_stage.granted_count, 1);
    ck_assert_str_eq(second->held_by->id, "t1");
    ck_assert_str_eq(third->held_by->id, "t1");
    deal_stage_use(first, 8);
    ck_assert_int_eq(first->state, REQUEST_CLOSED);
    ck_assert_int_eq(deal_stage.granted_count, 1);
    deal_stage_run("2026-03-08");
    ck_assert_int_eq(deal_stage.granted_count, 3);
    ck_assert_int_eq(deal_stage.granted[1], 2);
    ck_assert_int_eq(deal_stage.granted[2], 3);
    ck_assert_int_eq(second->decided, deal_stage_tick("2026-03-08"));
    ck_assert_str_eq(second->held_by->id, "t1");
    ck_assert_ptr_null(first->held_by);
    ck_assert_int_eq(funding_books_of(deal_stage.funding, 0).encumbered_cents, 41 * (int64_t)MUSD);
    deal_stage_check();
}
END_TEST

START_TEST(a_request_that_income_releases_was_held_by_its_payer)
{
    company_and_investor();
    deal_stage_party("guest", "customer", "9 MUSD");
    deal_stage_open();
    struct request *request = deal_stage_ask("dig", "co", 15, 10, 1);
    ck_assert_str_eq(request->held_by->id, "t1");
    deal_stage_run("2026-02-01");
    deal_stage_charge("guest", "co", 5, ACCOUNT_OPEX);
    ck_assert_int_eq(deal_stage.granted_count, 1);
    ck_assert_str_eq(request->held_by->id, "co");
}
END_TEST

START_TEST(a_lower_priority_number_goes_first)
{
    company_and_investor();
    deal_stage_open();
    deal_stage_ask("build", "co", 40, 10, 1);
    struct request *urgent = deal_stage_ask("dig", "co", 30, 10, 2);
    struct request more = *urgent;
    more.priority = 1;
    more.argument = 3;
    request_submit(deal_stage.run->requests, &more, sim_now(deal_stage.run->sim));
    deal_stage_run("2026-03-08");
    ck_assert_int_eq(deal_stage.granted_count, 1); /* 60 at hand: 30, and then 40 no longer fits */
    ck_assert_int_eq(deal_stage.granted[0], 3);
}
END_TEST

START_TEST(payments_beyond_the_horizon_need_no_cover_yet)
{
    company_and_investor();
    deal_stage_open();
    deal_stage_ask("build", "co", 500, 91, 1);
    ck_assert_int_eq(deal_stage.granted_count, 1);
    deal_stage_ask("build", "co", 11, 90, 2);
    ck_assert_int_eq(deal_stage.granted_count, 1);
}
END_TEST

START_TEST(what_cannot_be_paid_is_a_gap_until_money_comes)
{
    company_and_investor();
    deal_stage_party("builder", "contractor", "0 MUSD");
    deal_stage_open();
    deal_stage_charge("co", "builder", 12.34, ACCOUNT_WORKS);
    deal_stage_charge("co", NULL, 5, ACCOUNT_OPEX);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_CASH), 0);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), -734000000);
    ck_assert_int_eq(deal_stage_balance("builder", ACCOUNT_CASH), 1000000000);
    ck_assert_int_eq(deal_stage_balance("builder", ACCOUNT_RECEIVABLE), 234000000);
    ck_assert_int_eq(deal_stage_balance("builder", ACCOUNT_REVENUE), -1234000000);
    int cell = metric_cell_named(deal_stage.run->board->layout, "co.funding.payable");
    ck_assert_double_eq(metric_read(deal_stage.run->board, cell), 7.34e6);
    deal_stage_check();
    deal_stage_run("2026-03-08");
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), 0);
    ck_assert_int_eq(deal_stage_balance("builder", ACCOUNT_RECEIVABLE), 0);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_WORKS), 1234000000);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_CASH), 60 * (int64_t)MUSD - 1734000000);
    struct funding_books books = funding_books_of(deal_stage.funding, deal_stage_index("co"));
    ck_assert_int_eq(books.opening_cents + books.receipts_cents, books.payments_cents + books.closing_cents);
    ck_assert_int_eq(books.payments_cents, 1734000000);
    deal_stage_check();
}
END_TEST

START_TEST(money_goes_round_from_payer_to_payee_in_one_tick)
{
    deal_stage_party("a", "cloud", "0 MUSD");
    deal_stage_party("b", "vendor", "1 MUSD");
    deal_stage_party("c", "vendor", "1 MUSD");
    deal_stage_open();
    deal_stage_charge("a", "b", 3, ACCOUNT_OPEX);
    deal_stage_charge("b", "c", 4, ACCOUNT_OPEX);
    ck_assert_int_eq(deal_stage_balance("c", ACCOUNT_CASH), 2 * (int64_t)MUSD);
    deal_stage_charge("c", "a", 2, ACCOUNT_OPEX);
    /* 2 to a, 2 on to b, 2 on to c again, and there it stays; a still owes 1, b 1. */
    ck_assert_int_eq(deal_stage_balance("c", ACCOUNT_CASH), 2 * (int64_t)MUSD);
    ck_assert_int_eq(deal_stage_balance("a", ACCOUNT_PAYABLE), -1 * (int64_t)MUSD);
    ck_assert_int_eq(deal_stage_balance("b", ACCOUNT_PAYABLE), -1 * (int64_t)MUSD);
    deal_stage_check();
}
END_TEST

START_TEST(a_later_charge_waits_for_its_date)
{
    company_and_investor();
    deal_stage_open();
    charge_emit(deal_stage.run->requests, &(struct charge){.cause = deal_stage.plan->records[1],
                                                           .payer = 0,
                                                           .payee = PARTY_OUTSIDE,
                                                           .cents = 5,
                                                           .due = deal_stage_tick("2026-02-14"),
                                                           .debit = ACCOUNT_OPEX});
    deal_stage_run("2026-02-13");
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_OPEX), 0);
    deal_stage_run("2026-02-14");
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_OPEX), 5);
}
END_TEST

/* finance.md A1: 30 BUSD at 350 pre-money; of it 10 from one, 5 from another, 15 from the rest. */
START_TEST(series_g_dilutes_as_published)
{
    static const char *const who[] = {"nvidia", "microsoft", "rest"};
    static const char *const how_much[] = {"10 BUSD", "5 BUSD", "15 BUSD"};
    static const char *const round[] = {"e1", "e2", "e3"}, *const tranche[] = {"g1", "g2", "g3"};
    deal_stage_party("lab", "lab", "0 MUSD");
    deal_stage_work("train", "lab");
    for (int i = 0; i < 3; i++) {
        deal_stage_party(who[i], "investor", "0 MUSD");
        plan_maker_add(deal_stage.maker, &funding_equity_kind, NULL, round[i], "from", who[i], "to", "lab",
                       "amount", how_much[i], NULL);
        plan_maker_add(deal_stage.maker, &funding_tranche_kind, round[i], tranche[i], "amount", how_much[i],
                       "pre-money", "350 BUSD", NULL);
        plan_maker_put(deal_stage.maker, tranche[i], "when", deal_stage_from("2026-02-05"));
    }
    deal_stage_open();
    deal_stage_run("2026-02-12");
    int lab = deal_stage_index("lab");
    ck_assert_double_eq_tol(funding_ownership_ratio(deal_stage.funding, lab, deal_stage_index("nvidia")),
                            10.0 / 380, 1e-12);
    ck_assert_double_eq_tol(funding_ownership_ratio(deal_stage.funding, lab, deal_stage_index("microsoft")),
                            5.0 / 380, 1e-12);
    ck_assert_int_eq(deal_stage_balance("lab", ACCOUNT_CASH), 3000000000000);
}
END_TEST

START_TEST(shares_at_the_price_of_signing_do_not_depend_on_their_order)
{
    company_and_investor();
    plan_maker_put(deal_stage.maker, "t2", "when", deal_stage_from("2026-09-01"));
    deal_stage_open();
    deal_stage_run("2026-09-01");
    ck_assert_double_eq_tol(funding_ownership_ratio(deal_stage.funding, 0, 1), 80.0 / 400, 1e-12);
}
END_TEST

START_TEST(a_stalemate_is_found_and_told)
{
    company_and_investor();
    plan_maker_add(deal_stage.maker, &frame_milestone_kind, NULL, "topped-out", NULL);
    struct condition done = {.op = CONDITION_MILESTONE, .milestone = deal_stage_work("roof", "co")};
    plan_maker_put(deal_stage.maker, "topped-out", "when", (union value){.condition = &done});
    struct condition reached = {.op = CONDITION_MILESTONE};
    plan_maker_put(deal_stage.maker, "t1", "when", (union value){.condition = &reached});
    plan_maker_set(deal_stage.maker, "t1", "long-stop", "2033-01-01");
    plan_maker_set(deal_stage.maker, "t2", "long-stop", "2026-01-02");
    const struct record *topped = NULL;
    ck_assert(deal_stage_compile());
    for (int i = 0; i < deal_stage.plan->record_count; i++)
        if (strcmp(deal_stage.plan->records[i]->id, "topped-out") == 0)
            topped = deal_stage.plan->records[i];
    reached.milestone = topped;
    deal_stage.funding = funding_start(deal_stage.compiled, deal_stage.run);
    ck_assert_ptr_null(funding_stalemate(deal_stage.funding, NULL, 0, deal_stage.arena));
    struct payment payment = {0, 20 * (int64_t)MUSD};
    request_submit(deal_stage.run->requests,
                   &(struct request){.cause = done.milestone,
                                     .payer = 0,
                                     .payee = PARTY_OUTSIDE,
                                     .payments = &payment,
                                     .payment_count = 1},
                   sim_now(deal_stage.run->sim));
    funding_settle(deal_stage.funding);
    ck_assert_str_eq(funding_stalemate(deal_stage.funding, NULL, 0, deal_stage.arena),
                     "roof waits for money of t1; t1 needs topped-out; topped-out needs roof");
}
END_TEST

START_TEST(edges_of_the_world_close_a_stalemate)
{
    struct record hall = {.id = "hall", .number = 1}, tranche = {.id = "t", .number = 2};
    struct record order = {.id = "order", .number = 3}, feed = {.id = "feed", .number = 4};
    struct stalemate_node megawatts = stalemate_of_cell(7, "power.it_energised");
    struct arena *arena = deal_stage.arena;
    const struct stalemate_edge edges[] = {
        {stalemate_of_record(&order), stalemate_of_record(&hall), "waits for"},
        {stalemate_of_record(&hall), stalemate_of_record(&tranche), "waits for money of"},
        {stalemate_of_record(&tranche), megawatts, "needs more of"},
        {megawatts, stalemate_of_record(&hall), "is raised by"},
        {megawatts, stalemate_of_record(&feed), "is raised by"},
    };
    ck_assert_ptr_null(stalemate_cycle(edges, 3, arena));
    ck_assert_str_eq(stalemate_cycle(edges, 4, arena),
                     "hall waits for money of t; t needs more of power.it_energised; "
                     "power.it_energised is raised by hall");
    ck_assert_ptr_null(stalemate_cycle(edges, 5, arena)); /* the feed alone may raise it */
}
END_TEST

static void refuse(const char *text)
{
    ck_assert(!deal_stage_compile());
    ck_assert_int_eq(diag_error_count(deal_stage.diag), 1);
    ck_assert_str_eq(diag_error_text(deal_stage.diag, 0), text);
}

START_TEST(work_of_a_payer_without_money_is_refused)
{
    deal_stage_party("poor", "cloud", "0 MUSD");
    deal_stage_work("dig", "poor");
    refuse("'dig' is to be paid by 'poor', which has no cash, income or instrument");
}
END_TEST

START_TEST(money_for_a_party_that_pays_for_nothing_is_refused)
{
    company_and_investor();
    deal_stage_party("idle", "vendor", "0 MUSD");
    plan_maker_set(deal_stage.maker, "round", "to", "idle");
    refuse("the money of 'round' goes to 'idle', which pays for nothing");
}
END_TEST

START_TEST(a_tranche_above_the_whole_amount_is_refused)
{
    company_and_investor();
    plan_maker_set(deal_stage.maker, "t2", "amount", "81 MUSD");
    refuse("tranche 't2' of 81 MUSD is more than all of 'round', 80 MUSD");
}
END_TEST

/* 50 and 30 of 80 MUSD: the last tranche ends the whole, and it is the tranche that says how much. */
START_TEST(a_tranche_binds_also_where_it_uses_up_the_whole)
{
    company_and_investor();
    plan_maker_set(deal_stage.maker, "t2", "long-stop", "2029-01-01");
    deal_stage_open();
    deal_stage_run("2028-01-01");
    ck_assert_str_eq(deal_stage_tranche("t2").state, "drawn");
    ck_assert_str_eq(deal_stage_tranche("t2").bound_by, "tranches");
    deal_stage_check();
}
END_TEST

/* 50 and 70, but no more than 80 MUSD in all. */
START_TEST(a_common_cap_binds_tranches_that_add_up_to_more)
{
    company_and_investor();
    plan_maker_set(deal_stage.maker, "t2", "amount", "70 MUSD");
    plan_maker_set(deal_stage.maker, "t2", "long-stop", "2029-01-01");
    deal_stage_open();
    int cell = metric_cell_named(deal_stage.run->board->layout, "co.funding.undrawn");
    ck_assert_double_eq(metric_read(deal_stage.run->board, cell), 80e6);
    deal_stage_run("2028-01-01");
    ck_assert_str_eq(deal_stage_tranche("t2").bound_by, "commitment");
    ck_assert_str_eq(deal_stage_tranche("t2").state, "lapsed");
    ck_assert_int_eq(deal_stage_tranche("t2").drawn_cents, 30 * (int64_t)MUSD);
    ck_assert_int_eq(deal_stage_balance("fund", ACCOUNT_INVESTMENT), 80 * (int64_t)MUSD);
    ck_assert_double_eq(metric_read(deal_stage.run->board, cell), 0);
    deal_stage_check();
}
END_TEST

Suite *test_funding_suite(void)
{
    Suite *suite = suite_create("funding");
    TCase *tcase = tcase_create("funding");
    tcase_add_checked_fixture(tcase, deal_stage_set_up, deal_stage_tear_down);
    tcase_add_test(tcase, money_moves_a_notice_after_its_condition);
    tcase_add_test(tcase, an_unmet_condition_lapses_at_the_long_stop_and_says_what_was_missing);
    tcase_add_test(tcase, cure_time_saves_a_late_condition);
    tcase_add_test(tcase, a_waived_condition_is_done_without);
    tcase_add_test(tcase, an_investor_without_cash_gives_what_it_has);
    tcase_add_test(tcase, requests_are_granted_in_order_and_nobody_overtakes);
    tcase_add_test(tcase, a_request_that_income_releases_was_held_by_its_payer);
    tcase_add_test(tcase, a_lower_priority_number_goes_first);
    tcase_add_test(tcase, payments_beyond_the_horizon_need_no_cover_yet);
    tcase_add_test(tcase, what_cannot_be_paid_is_a_gap_until_money_comes);
    tcase_add_test(tcase, money_goes_round_from_payer_to_payee_in_one_tick);
    tcase_add_test(tcase, a_later_charge_waits_for_its_date);
    tcase_add_test(tcase, series_g_dilutes_as_published);
    tcase_add_test(tcase, shares_at_the_price_of_signing_do_not_depend_on_their_order);
    tcase_add_test(tcase, a_stalemate_is_found_and_told);
    tcase_add_test(tcase, edges_of_the_world_close_a_stalemate);
    tcase_add_test(tcase, work_of_a_payer_without_money_is_refused);
    tcase_add_test(tcase, money_for_a_party_that_pays_for_nothing_is_refused);
    tcase_add_test(tcase, a_tranche_above_the_whole_amount_is_refused);
    tcase_add_test(tcase, a_tranche_binds_also_where_it_uses_up_the_whole);
    tcase_add_test(tcase, a_common_cap_binds_tranches_that_add_up_to_more);
    suite_add_tcase(suite, tcase);
    return suite;
}
