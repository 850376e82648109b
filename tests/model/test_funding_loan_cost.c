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
        loan_stage_deal();
        loan_stage_add(cases[i].advance);
        deal_stage_open();
        deal_stage_run("2026-03-01");
        struct request *request = deal_stage_ask("build", "co", cases[i].ask, 10, 1);
        ck_assert_int_eq(deal_stage.granted_count, cases[i].granted);
        if (cases[i].granted)
            deal_stage_use(request, cases[i].ask);
        ck_assert_int_eq(deal_stage_balance("co", ACCOUNT_PAYABLE), 0);
        ck_assert_int_eq(loan_stage_first().drawn_cents, cases[i].first * (int64_t)MUSD);
        ck_assert_int_eq(funding_loan_at(deal_stage.funding, 1).drawn_cents, cases[i].second * (int64_t)MUSD);
        deal_stage_check();
    }
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
    tcase_add_test(tcase, a_request_is_covered_by_what_the_loan_would_pay_of_it);
    suite_add_tcase(suite, tcase);
    return suite;
}
