/* SPDX-License-Identifier: Apache-2.0 */
#include "../unit/suites.h"

#include "loan_stage.h"

enum { MUSD = 100000000 }; /* cents */

START_TEST(the_loan_to_cost_binds)
{
    loan_stage_deal();
    plan_maker_set(deal_stage.maker, "loan", "advance", "80 %");
    deal_stage_open();
    deal_stage_run("2026-03-01");
    deal_stage_charge("co", NULL, 60, ACCOUNT_WORKS);
    ck_assert_str_eq(loan_stage_bound(), "loan to cost");
    ck_assert_int_eq(loan_stage_first().drawn_cents, 40 * (int64_t)MUSD); /* 10 of 50 own */
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), -10 * (int64_t)MUSD);
    deal_stage_check();
}
END_TEST

static void check_drawn(double first_musd, double second_musd)
{
    ck_assert_int_eq(loan_stage_first().drawn_cents, cents_of_usd(first_musd * 1e6));
    ck_assert_int_eq(loan_stage_second().drawn_cents, cents_of_usd(second_musd * 1e6));
    deal_stage_check();
}

START_TEST(two_loans_carry_together_what_a_grant_counted_on)
{
    static const struct {
        const char *senior, *junior;
        int ask, granted, first, second; /* MUSD */
    } cases[] = {
        {"60 %", "90 %", 100, 1, 60, 30}, /* 10 own; the senior up to 60 % of it, the junior to 90 */
        {"60 %", "90 %", 101, 0, 0, 0},   {"40 %", "80 %", 50, 1, 20, 20}, /* 10 own are just a fifth */
        {"40 %", "80 %", 51, 0, 0, 0},    {"60 %", "60 %", 25, 1, 15, 0},  /* both together 60 % */
        {"60 %", "60 %", 26, 0, 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        deal_stage_tear_down();
        deal_stage_set_up();
        loan_stage_deal();
        loan_stage_add(cases[i].junior);
        plan_maker_set(deal_stage.maker, "loan", "advance", cases[i].senior);
        deal_stage_open();
        deal_stage_run("2026-03-01");
        struct request *request = deal_stage_ask("build", "co", cases[i].ask, 10, 1);
        ck_assert_int_eq(deal_stage.granted_count, cases[i].granted);
        if (cases[i].granted)
            deal_stage_use(request, cases[i].ask);
        ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), 0);
        check_drawn(cases[i].first, cases[i].second);
    }
}
END_TEST

/* Cost of 200 and equity of 20 MUSD: 80 and 20 are the first 100, and there it ends. */
START_TEST(two_loans_of_80_percent_lend_80_percent_together)
{
    loan_stage_deal();
    loan_stage_add("80 %");
    plan_maker_set(deal_stage.maker, "co", "cash", "20 MUSD");
    deal_stage_open();
    deal_stage_run("2026-03-01");
    deal_stage_charge("co", NULL, 100, ACCOUNT_WORKS);
    check_drawn(80, 0);
    deal_stage_run("2026-05-01");
    deal_stage_charge("co", NULL, 100, ACCOUNT_WORKS);
    check_drawn(80, 0);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), -100 * (int64_t)MUSD);
}
END_TEST

/* Debt first on 50 MUSD, 30 senior and 10 junior; then the senior is used up and the junior goes to 80 %. */
START_TEST(a_junior_loan_comes_on_top_and_bears_all)
{
    loan_stage_deal();
    loan_stage_add("80 %");
    plan_maker_set(deal_stage.maker, "loan", "advance", "60 %");
    plan_maker_set(deal_stage.maker, "loan", "amount", "36 MUSD");
    plan_maker_set(deal_stage.maker, "co", "cash", "20 MUSD");
    plan_maker_add(deal_stage.maker, &funding_policy_kind, NULL, "policy", "payer", "co", "order",
                   "debt-first", NULL);
    deal_stage_open();
    deal_stage_run("2026-03-01");
    deal_stage_charge("co", NULL, 50, ACCOUNT_WORKS);
    check_drawn(30, 10);
    deal_stage_charge("co", NULL, 30, ACCOUNT_WORKS);
    check_drawn(36, 28);
}
END_TEST

/* The junior one is stated and drawn first: it leaves nothing on that cost for the other. */
START_TEST(a_draw_does_not_push_a_drawn_junior_loan_above_its_advance)
{
    loan_stage_deal();
    loan_stage_add("60 %");
    plan_maker_set(deal_stage.maker, "loan", "advance", "80 %");
    deal_stage_open();
    deal_stage_run("2026-03-01");
    deal_stage_charge("co", NULL, 50, ACCOUNT_WORKS);
    check_drawn(40, 0);
    deal_stage_charge("co", NULL, 10, ACCOUNT_WORKS);
    check_drawn(40, 0);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), -10 * (int64_t)MUSD);
}
END_TEST

/* Each loan for its own works: 80 % of 50, and 60 % of 25; what neither finances is paid by cash. */
START_TEST(a_loan_is_measured_by_what_it_finances)
{
    loan_stage_deal();
    loan_stage_add("60 %");
    deal_stage_work("racks", "co");
    deal_stage_work("road", "co");
    plan_maker_set(deal_stage.maker, "loan", "advance", "80 %");
    plan_maker_set(deal_stage.maker, "loan", "finances", "build");
    plan_maker_set(deal_stage.maker, "other", "finances", "racks");
    plan_maker_set(deal_stage.maker, "co", "cash", "25 MUSD");
    deal_stage_party("lab", "lab", "10 MUSD");
    deal_stage_open();
    ck_assert_int_eq(diag_warning_count(deal_stage.diag), 0);
    deal_stage_run("2026-03-01");
    deal_stage_use(deal_stage_ask("road", "co", 4, 1, 1), 4);
    check_drawn(0, 0);
    deal_stage_use(deal_stage_ask("build", "co", 50, 1, 1), 50);
    check_drawn(29, 0);                      /* 21 own */
    deal_stage_ask("racks", "co", 25, 1, 2); /* 10 own are missing */
    ck_assert_int_eq(deal_stage.granted_count, 2);
    deal_stage_charge("lab", "co", 10, ACCOUNT_COMPUTE);
    ck_assert_int_eq(deal_stage.granted_count, 3);
    deal_stage_use(deal_stage.run->requests->requests[2], 25);
    check_drawn(29, 15); /* 11 more on the first works are of no use to the racks */
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), 0);
}
END_TEST

START_TEST(loans_on_the_same_cost_are_told_unless_one_is_clearly_junior)
{
    static const struct {
        const char *first, *second;
        int warnings;
    } cases[] = {{"80 %", "80 %", 1}, {"80 %", "20 %", 1}, {"60 %", "80 %", 0}, {"100 %", "100 %", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        deal_stage_tear_down();
        deal_stage_set_up();
        loan_stage_deal();
        loan_stage_add(cases[i].second);
        plan_maker_set(deal_stage.maker, "loan", "advance", cases[i].first);
        ck_assert(deal_stage_compile());
        ck_assert_int_eq(diag_warning_count(deal_stage.diag), cases[i].warnings);
    }
}
END_TEST

START_TEST(a_loan_for_what_its_obligor_does_not_pay_is_refused)
{
    loan_stage_deal();
    deal_stage_party("builder", "contractor", "5 MUSD");
    deal_stage_work("road", "builder");
    plan_maker_set(deal_stage.maker, "loan", "finances", "build road");
    ck_assert(!deal_stage_compile());
    ck_assert_str_eq(diag_error_text(deal_stage.diag, 0),
                     "'loan' finances 'road', which its obligor 'co' does not pay for");
}
END_TEST

START_TEST(a_request_is_covered_by_what_the_loan_would_pay_of_it)
{
    loan_stage_deal();
    plan_maker_set(deal_stage.maker, "loan", "advance", "80 %");
    deal_stage_open();
    deal_stage_run("2026-03-01");
    deal_stage_ask("build", "co", 51, 10, 1); /* 10 own cover 50 */
    ck_assert_int_eq(deal_stage.granted_count, 0);
    deal_stage_tear_down();
    deal_stage_set_up();
    loan_stage_deal();
    plan_maker_set(deal_stage.maker, "loan", "advance", "80 %");
    deal_stage_open();
    deal_stage_run("2026-03-01");
    struct request *request = deal_stage_ask("build", "co", 50, 10, 1);
    ck_assert_int_eq(deal_stage.granted_count, 1);
    deal_stage_use(request, 50);
    ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), 0);
    ck_assert_int_eq(loan_stage_first().drawn_cents, 40 * (int64_t)MUSD);
    deal_stage_check();
}
END_TEST

Suite *test_funding_loan_cost_suite(void)
{
    Suite *suite = suite_create("funding_loan_cost");
    TCase *tcase = tcase_create("loan");
    tcase_add_checked_fixture(tcase, deal_stage_set_up, deal_stage_tear_down);
    tcase_add_test(tcase, the_loan_to_cost_binds);
    tcase_add_test(tcase, two_loans_carry_together_what_a_grant_counted_on);
    tcase_add_test(tcase, two_loans_of_80_percent_lend_80_percent_together);
    tcase_add_test(tcase, a_junior_loan_comes_on_top_and_bears_all);
    tcase_add_test(tcase, a_draw_does_not_push_a_drawn_junior_loan_above_its_advance);
    tcase_add_test(tcase, a_loan_is_measured_by_what_it_finances);
    tcase_add_test(tcase, loans_on_the_same_cost_are_told_unless_one_is_clearly_junior);
    tcase_add_test(tcase, a_loan_for_what_its_obligor_does_not_pay_is_refused);
    tcase_add_test(tcase, a_request_is_covered_by_what_the_loan_would_pay_of_it);
    suite_add_tcase(suite, tcase);
    return suite;
}
