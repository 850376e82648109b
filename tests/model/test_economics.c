/* SPDX-License-Identifier: Apache-2.0 */
#include "../unit/suites.h"

#include "../unit/plan_maker.h"
#include "base/calendar.h"
#include "economics/carbon.h"
#include "economics/economics.h"
#include "plan/frame.h"

#include <check.h>
#include <math.h>

#define MWH_J 3.6e9

static struct {
    struct arena *arena;
    struct diag *diag;
    struct plan_maker *maker;
    struct run *run;
    struct economics *economics;
} stage;

static void set_up(void)
{
    stage.arena = arena_new();
    stage.diag = diag_new(stage.arena);
    stage.maker = plan_maker_new(stage.arena, "2026-01-01", "2030-01-01");
    plan_maker_metrics(stage.maker, &economics_metrics);
    plan_maker_kind(stage.maker, &economics_opex_kind);
    plan_maker_kind(stage.maker, &economics_energy_contract_kind);
    plan_maker_add(stage.maker, &frame_party_kind, NULL, "cloud", "role", "cloud", NULL);
    plan_maker_add(stage.maker, &frame_party_kind, NULL, "lab", "role", "lab", NULL);
    plan_maker_add(stage.maker, &frame_party_kind, NULL, "grid", "role", "utility", NULL);
    plan_maker_add(stage.maker, &economics_region_kind, NULL, "ercot", "energy-price", "50 USD/MWh",
                   "utc-offset", "-6 h", NULL);
    plan_maker_add(stage.maker, &economics_carbon_kind, "ercot", "ercot.c", "basis", "average", "intensity",
                   "400 kg/MWh", NULL);
    plan_maker_add(stage.maker, &frame_site_kind, NULL, "tx", "owner", "cloud", "region", "ercot", NULL);
}

static void tear_down(void)
{
    arena_free(stage.arena);
}

static bool compile(void)
{
    const struct plan *plan = plan_maker_plan(stage.maker);
    const struct metric_layout *layout = metric_layout_new(plan, stage.arena);
    stage.run = plan_maker_run(plan, layout, (struct draw){.seed = 1, .median = true}, stage.arena);
    const struct economics_plan *economics = economics_compile(plan, layout, stage.arena, stage.diag);
    stage.economics = economics ? economics_start(economics, stage.run) : NULL;
    return economics != NULL;
}

static double price_at(const char *when)
{
    int64_t tick;
    double usd_j;
    ck_assert(calendar_parse(&tick, when, span_of_argument("test", when), stage.diag));
    economics_price_block(stage.economics, 0, &tick, 1, &usd_j);
    return usd_j * MWH_J;
}

static double total_of(const char *metric)
{
    return metric_overall(stage.run->board, metric_cell_named(stage.run->board->layout, metric));
}

START_TEST(a_price_follows_the_month_the_local_hour_and_the_drift)
{
    plan_maker_set(stage.maker, "ercot", "months", "1 1 1 1 1 1 1 3 1 1 1 1"); /* August 3 / (14 / 12) */
    plan_maker_set(stage.maker, "ercot", "hours", "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 25 1 1 1 1 1 1");
    plan_maker_set(stage.maker, "ercot", "price-drift", "10 %/year");
    ck_assert(compile());
    double level = 50 * 12.0 / 14, flat = 24.0 / 48;
    ck_assert_double_eq_tol(price_at("2026-01-01T06:00"), level * flat, 1e-9);
    ck_assert_double_eq_tol(price_at("2026-01-01T23:00"), level * flat * 25, 1e-9); /* 17 h local */
    double august = pow(1.1, 212 / 365.25);
    ck_assert_double_eq_tol(price_at("2026-08-01T06:00"), 3 * level * flat * august, 1e-9);
    ck_assert_double_eq_tol(price_at("2026-08-01T05:59"), level * flat * pow(1.1, 181 / 365.25), 1e-9);
}
END_TEST

START_TEST(a_block_is_the_same_as_its_ticks_one_by_one)
{
    int64_t tick[200];
    double block[200], one;
    plan_maker_set(stage.maker, "ercot", "months", "1 2 3 4 5 6 7 8 9 10 9 8");
    plan_maker_set(stage.maker, "ercot", "hours", "1 2 3 4 5 6 7 8 9 10 9 8 7 6 5 4 3 2 1 2 3 4 5 6");
    ck_assert(compile());
    for (int i = 0; i < 200; i++)
        tick[i] = stage.run->plan->start + (int64_t)i * 13337;
    economics_price_block(stage.economics, 0, tick, 200, block);
    for (int i = 0; i < 200; i++) {
        economics_price_block(stage.economics, 0, &tick[i], 1, &one);
        ck_assert_double_eq(block[i], one);
    }
}
END_TEST

START_TEST(a_fixed_price_and_an_adder_replace_the_region)
{
    plan_maker_add(stage.maker, &economics_energy_contract_kind, "tx", "tx.power", "payer", "lab", "payee",
                   "grid", "fixed-price", "31 USD/MWh", "adder", "4 USD/MWh", NULL);
    ck_assert(compile());
    ck_assert_double_eq_tol(price_at("2028-05-05"), 35, 1e-9);
    struct economics_site site = {.energy_j = MWH_J, .energy_cost_usd = 35.25};
    economics_month_end(stage.economics, &(struct economics_month){.sites = &site});
    const struct request_book *book = stage.run->requests;
    ck_assert_int_eq(book->charge_count, 1);
    ck_assert_int_eq(book->charges[0].payer, 1);
    ck_assert_int_eq(book->charges[0].payee, 2);
    ck_assert_int_eq(book->charges[0].cents, 3525);
    ck_assert_int_eq(book->charges[0].debit, ACCOUNT_ENERGY);
}
END_TEST

START_TEST(a_month_becomes_charges_and_revenue)
{
    plan_maker_set(stage.maker, "ercot", "water-price", "2 USD/m3");
    plan_maker_add(stage.maker, &economics_opex_kind, "tx", "tx.opex", "rate", "0.36525 MUSD/MW/year", NULL);
    plan_maker_add(stage.maker, &economics_opex_kind, "tx", "tx.racks", "rate", "0.1461 MUSD/MW/year",
                   "basis", "accepted", "payer", "lab", NULL);
    ck_assert(compile());
    struct economics_site site = {.energy_j = 10 * MWH_J,
                                  .energy_cost_usd = 512.345,
                                  .water_m3 = 3,
                                  .it_capacity_j = 2e6 * 30 * 86400,
                                  .accepted_it_j = 1e6 * 30 * 86400};
    struct economics_stream stream = {
        .stream = stage.run->plan->scenario, .seller = 1, .revenue_usd = 1000.01, .spill_cost_usd = 20};
    economics_month_end(stage.economics,
                        &(struct economics_month){.sites = &site, .streams = &stream, .stream_count = 1});
    static const struct {
        int payer;
        int64_t cents;
        enum account debit;
    } expected[] = {{0, 51235, ACCOUNT_ENERGY}, /* 512.345 away from zero */
                    {0, 600, ACCOUNT_OPEX},
                    {0, 6000000, ACCOUNT_OPEX}, /* 1,000 USD/MW/d x 2 MW x 30 d */
                    {1, 1200000, ACCOUNT_OPEX},
                    {1, 2000, ACCOUNT_COMPUTE}};
    const struct request_book *book = stage.run->requests;
    ck_assert_int_eq(book->charge_count, 5);
    for (int i = 0; i < 5; i++) {
        ck_assert_int_eq(book->charges[i].payer, expected[i].payer);
        ck_assert_int_eq(book->charges[i].cents, expected[i].cents);
        ck_assert_int_eq(book->charges[i].debit, expected[i].debit);
        ck_assert_int_eq(book->charges[i].payee, PARTY_OUTSIDE);
    }
    ck_assert_int_eq(ledger_balance(stage.run->ledger, 1, ACCOUNT_CASH), 100001);
    ck_assert_int_eq(ledger_balance(stage.run->ledger, 1, ACCOUNT_REVENUE), -100001);
    ck_assert_int_eq(ledger_residual_cents(stage.run->ledger), 0);
    ck_assert_double_eq_tol(total_of("tx.economics.opex"), 72000, 1e-9);
    ck_assert_double_eq_tol(total_of("economics.carbon_average"), 4000, 1e-9);
    ck_assert_int_eq(economics_revenue_cents(stage.economics, 1), 100001);
}
END_TEST

START_TEST(a_negative_price_is_an_income)
{
    ck_assert(compile());
    struct economics_site site = {.energy_j = MWH_J, .energy_cost_usd = -12};
    economics_month_end(stage.economics, &(struct economics_month){.sites = &site});
    ck_assert_int_eq(stage.run->requests->charge_count, 0);
    ck_assert_int_eq(ledger_balance(stage.run->ledger, 0, ACCOUNT_CASH), 1200);
    ck_assert_int_eq(ledger_balance(stage.run->ledger, 0, ACCOUNT_ENERGY), -1200);
}
END_TEST

START_TEST(a_second_contract_and_a_homeless_one_are_refused)
{
    plan_maker_add(stage.maker, &economics_energy_contract_kind, "tx", "tx.a", NULL);
    plan_maker_add(stage.maker, &economics_energy_contract_kind, "tx", "tx.b", NULL);
    plan_maker_add(stage.maker, &economics_opex_kind, NULL, "c", "rate", "1 MUSD/MW/year", NULL);
    ck_assert(!compile());
    ck_assert_int_eq(diag_error_count(stage.diag), 2);
    ck_assert_str_eq(diag_error_text(stage.diag, 0), "site 'tx' has a second energy contract");
    ck_assert_str_eq(diag_error_text(stage.diag, 1), "this 'opex' belongs to no site");
}
END_TEST

Suite *test_economics_suite(void)
{
    Suite *suite = suite_create("economics");
    TCase *tcase = tcase_create("economics");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, a_price_follows_the_month_the_local_hour_and_the_drift);
    tcase_add_test(tcase, a_block_is_the_same_as_its_ticks_one_by_one);
    tcase_add_test(tcase, a_fixed_price_and_an_adder_replace_the_region);
    tcase_add_test(tcase, a_month_becomes_charges_and_revenue);
    tcase_add_test(tcase, a_negative_price_is_an_income);
    tcase_add_test(tcase, a_second_contract_and_a_homeless_one_are_refused);
    suite_add_tcase(suite, tcase);
    return suite;
}
