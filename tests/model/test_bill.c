/* SPDX-License-Identifier: Apache-2.0 */
/* Power bills with amounts worked out by hand. */
#include "../unit/suites.h"

#include "../unit/plan_maker.h"
#include "base/calendar.h"
#include "base/curve.h"
#include "base/lanes.h"
#include "economics/carbon.h"
#include "economics/economics.h"
#include "economics/tariff.h"
#include "plan/frame.h"

#include <check.h>

#define MWH_J 3.6e9
#define MW_W  1e6

static struct {
    struct arena *arena;
    struct diag *diag;
    struct plan_maker *maker;
    const struct plan *plan;
    struct run *run;
    struct economics *economics;
    struct economics_site site;
} stage;

static void set_up(void)
{
    stage.arena = arena_new();
    stage.diag = diag_new(stage.arena);
    stage.site = (struct economics_site){.power_factor_ratio = 1};
    stage.maker = plan_maker_new(stage.arena, "2026-01-01", "2030-01-01");
    plan_maker_metrics(stage.maker, &economics_metrics);
    plan_maker_kind(stage.maker, &economics_opex_kind);
    plan_maker_kind(stage.maker, &economics_energy_contract_kind);
    plan_maker_kind(stage.maker, &economics_tariff_kind);
    plan_maker_kind(stage.maker, &economics_carbon_kind);
    plan_maker_add(stage.maker, &frame_party_kind, NULL, "cloud", "role", "cloud", NULL);
    plan_maker_add(stage.maker, &economics_region_kind, NULL, "ercot", "energy-price", "50 USD/MWh",
                   "utc-offset", "-6 h", NULL);
    plan_maker_add(stage.maker, &frame_site_kind, NULL, "tx", "owner", "cloud", "region", "ercot", NULL);
}

static void tear_down(void)
{
    arena_free(stage.arena);
}

static void add_contract(void)
{
    plan_maker_add(stage.maker, &economics_tariff_kind, NULL, "rate", NULL);
    plan_maker_add(stage.maker, &economics_energy_contract_kind, "tx", "tx.power", "tariff", "rate",
                   "peak-ratio", "1", NULL);
}

static bool compile(void)
{
    stage.plan = plan_maker_plan(stage.maker);
    const struct metric_layout *layout = metric_layout_new(stage.plan, stage.arena);
    stage.run = plan_maker_run(stage.plan, layout, (struct draw){.seed = 1, .median = true}, stage.arena);
    const struct economics_plan *economics = economics_compile(stage.plan, layout, stage.arena, stage.diag);
    stage.economics = economics ? economics_start(economics, stage.run) : NULL;
    return economics != NULL;
}

/* An hour in which the site draws LOAD at an outdoor temperature. */
static void read_hour(const char *when, double load_w, double dry_bulb_k)
{
    int64_t tick;
    double seconds[LANES_COUNT] = {3600}, air_k[LANES_COUNT] = {dry_bulb_k}, grid_w[LANES_COUNT] = {load_w};
    ck_assert(calendar_parse(&tick, when, span_of_argument("test", when), stage.diag));
    economics_read_meter(stage.economics, 0,
                         &(struct service_hours){.n = 1,
                                                 .count = LANES_COUNT,
                                                 .tick = &tick,
                                                 .seconds = seconds,
                                                 .dry_bulb_k = air_k,
                                                 .grid_w = grid_w});
}

static const struct service_month *last_month(void)
{
    int count;
    const struct service_month *months = economics_bills(stage.economics, 0, &count);
    ck_assert_int_gt(count, 0);
    return &months[count - 1];
}

/* Ends the month that runs, with ENERGY at COST. */
static const struct bill *end_month(double energy_mwh, double cost_usd)
{
    stage.site.energy_j = energy_mwh * MWH_J;
    stage.site.energy_cost_usd = cost_usd;
    sim_run_until(stage.run->sim, calendar_next_month(sim_now(stage.run->sim)));
    economics_month_end(stage.economics, &(struct economics_month){.sites = &stage.site});
    return &last_month()->bill;
}

static int64_t sum_of_lines(const struct bill *bill)
{
    int64_t sum = 0;
    for (int line = 0; line < BILL_LINES; line++)
        sum += bill->cents[line];
    return sum;
}

/* APS E-32 L as listed in 2026: 5.641 cent/kWh in summer, 29.422 USD/kW, 100.66 USD a month. */
START_TEST(a_published_schedule_gives_its_amounts)
{
    add_contract();
    plan_maker_set(stage.maker, "rate", "energy", "charge");
    plan_maker_set(stage.maker, "rate", "energy-charge", "56.41 USD/MWh");
    plan_maker_set(stage.maker, "rate", "demand-charge", "29.422 USD/kW/month");
    plan_maker_set(stage.maker, "rate", "fixed-charge", "100.66 USD/month");
    ck_assert(compile());
    int64_t tick = stage.plan->start;
    double usd_j;
    economics_price_block(stage.economics, 0, &tick, 1, &usd_j);
    ck_assert_double_eq_tol(usd_j * MWH_J, 56.41, 1e-9); /* not the market's 50 */
    read_hour("2026-01-09T12:00", 10 * MW_W, 290);
    const struct bill *bill = end_month(7000, 7000 * usd_j * MWH_J);
    ck_assert_int_eq(bill->cents[BILL_ENERGY], 39487000); /* 56.41 x 7,000 */
    ck_assert_int_eq(bill->cents[BILL_DEMAND], 29422000); /* 29.422 x 10,000 */
    ck_assert_int_eq(bill->cents[BILL_FIXED], 10066);
    ck_assert_int_eq(bill->total_cents, 68919066);
    ck_assert_int_eq(bill->minimum_cents, 10066);
}
END_TEST

START_TEST(demand_is_raised_by_power_factor_ratchet_and_minimum_line_by_line)
{
    add_contract();
    plan_maker_set(stage.maker, "tx.power", "peak-ratio", "1.05");
    plan_maker_set(stage.maker, "tx.power", "contract-demand", "40 MW");
    plan_maker_set(stage.maker, "rate", "demand-charge", "10 USD/kW/month");
    plan_maker_set(stage.maker, "rate", "least-power-factor", "0.95");
    plan_maker_set(stage.maker, "rate", "ratchet", "80 %");
    plan_maker_set(stage.maker, "rate", "ratchet-months", "2");
    plan_maker_set(stage.maker, "rate", "minimum-demand", "60 %");
    plan_maker_set(stage.maker, "rate", "taxes", "10 %");
    stage.site.power_factor_ratio = 0.76; /* raises by a quarter */
    ck_assert(compile());
    read_hour("2026-01-09T12:00", 32 * MW_W, 290);
    const struct bill *bill = end_month(0.001, 0);
    ck_assert_int_eq(bill->cents[BILL_DEMAND], 33600000);      /* 10 x 33,600 kW */
    ck_assert_int_eq(bill->cents[BILL_POWER_FACTOR], 8400000); /* a quarter of it */
    ck_assert_int_eq(bill->cents[BILL_RATCHET], 0);
    ck_assert_int_eq(bill->cents[BILL_MINIMUM_DEMAND], 0);
    ck_assert_int_eq(bill->cents[BILL_TAXES], 4200000);
    ck_assert_int_eq(bill->total_cents, 46200000);
    ck_assert_int_eq(bill->minimum_cents, 26400000); /* 10 x 24,000 kW and taxes */
    for (int month = 0; month < 2; month++) {        /* 80 % of 42 MW stand for two months */
        read_hour("2026-02-09T12:00", 8 * MW_W, 290);
        bill = end_month(0.001, 0);
        ck_assert_int_eq(bill->cents[BILL_DEMAND], 8400000);
        ck_assert_int_eq(bill->cents[BILL_POWER_FACTOR], 2100000);
        ck_assert_int_eq(bill->cents[BILL_RATCHET], 23100000); /* 33,600 - 10,500 */
        ck_assert_int_eq(bill->cents[BILL_MINIMUM_DEMAND], 0);
    }
    bill = end_month(0.001, 0); /* no load: 80 % of 10.5 MW, raised to 24 MW by the minimum */
    ck_assert_int_eq(bill->cents[BILL_DEMAND], 0);
    ck_assert_int_eq(bill->cents[BILL_RATCHET], 8400000);
    ck_assert_int_eq(bill->cents[BILL_MINIMUM_DEMAND], 15600000);
    ck_assert_double_eq_tol(bill->billed_va, 24 * MW_W, 1e-6);
    ck_assert_int_eq(sum_of_lines(bill), bill->total_cents);
}
END_TEST

START_TEST(demand_in_mva_is_real_power_over_the_power_factor)
{
    add_contract();
    plan_maker_set(stage.maker, "rate", "demand-charge", "5 USD/kW/month");
    plan_maker_set(stage.maker, "rate", "demand-unit", "MVA");
    stage.site.power_factor_ratio = 0.8;
    ck_assert(compile());
    read_hour("2026-01-09T12:00", 40 * MW_W, 290);
    const struct bill *bill = end_month(1, 0);
    ck_assert_double_eq_tol(bill->billed_va, 50 * MW_W, 1e-6);
    ck_assert_int_eq(bill->cents[BILL_DEMAND] + bill->cents[BILL_POWER_FACTOR], 25000000);
}
END_TEST

/* Oncor's example of 2017 as published by Arcadia: 510, 510, 520 and 500 kW in the peaks make 510 kW. */
START_TEST(transmission_is_on_last_years_mean_in_the_peaks)
{
    static const char *const peaks[] = {"2026-06-23T21:00", "2026-07-28T21:00", "2026-08-16T21:00",
                                        "2026-09-20T21:00"}; /* 15 h in Texas, standard time */
    static const double kw[] = {510, 510, 520, 500};
    add_contract();
    plan_maker_set(stage.maker, "rate", "transmission-charge", "60 USD/kW/year");
    ck_assert(compile());
    for (int month = 1; month <= 12; month++) {
        for (int i = 0; month >= 6 && month <= 9 && i < 4; i++)
            if (i == month - 6) {
                read_hour(peaks[i], kw[i] * 1e3, 310);
                read_hour(arena_printf(stage.arena, "2026-%02d-21T21:00", month), 900e3, 309); /* less heat */
                read_hour(arena_printf(stage.arena, "2026-%02d-21T15:00", month), 900e3,
                          312); /* 9 h: too early */
            }
        ck_assert_int_eq(end_month(1, 0)->cents[BILL_TRANSMISSION], 0);
    }
    for (int month = 1; month <= 12; month++) {
        ck_assert_int_eq(end_month(1, 0)->cents[BILL_TRANSMISSION], 255000); /* 5 USD x 510 */
        ck_assert_double_eq_tol(last_month()->use.coincident_w, 510e3, 1e-6);
    }
    ck_assert_int_eq(end_month(1, 0)->cents[BILL_TRANSMISSION], 0); /* there was no load in 2027 */
}
END_TEST

START_TEST(a_minimum_is_due_from_the_start_of_service_on_its_ramp)
{
    static const double years_s[] = {0, 31557600.0}, shares[] = {0.5, 1};
    add_contract();
    plan_maker_set(stage.maker, "tx.power", "contract-demand", "100 MW");
    plan_maker_set(stage.maker, "tx.power", "service-start", "2026-03-16");
    plan_maker_put(stage.maker, "tx.power", "ramp",
                   (union value){.curve = curve_new(stage.arena, years_s, shares, 2)});
    plan_maker_set(stage.maker, "rate", "demand-charge", "10 USD/kW/month");
    plan_maker_set(stage.maker, "rate", "minimum-demand", "80 %");
    plan_maker_set(stage.maker, "rate", "energy-charge", "2 USD/MWh");
    plan_maker_set(stage.maker, "rate", "minimum-take", "50 %");
    ck_assert(compile());
    end_month(0, 0);
    ck_assert_int_eq(end_month(0, 0)->total_cents, 0);
    const struct bill *bill = end_month(0, 0); /* 16 of 31 days, half of 100 MW, as the ramp begins flat */
    ck_assert_int_eq(bill->cents[BILL_MINIMUM_DEMAND], 20645161); /* 10 x 40,000 x 16 / 31 = 206,451.61 */
    ck_assert_int_eq(bill->cents[BILL_MINIMUM_TAKE], 1920000);    /* 2 x 25 MW x 384 h */
    ck_assert_int_eq(bill->total_cents, 22565161);
    ck_assert_int_eq(bill->minimum_cents, bill->total_cents);
    for (int month = 3; month < 15; month++)
        end_month(0, 0);
    bill = end_month(1000, 0); /* April 2027: all of it */
    ck_assert_int_eq(bill->cents[BILL_MINIMUM_DEMAND], 80000000);
    ck_assert_int_eq(bill->cents[BILL_MINIMUM_TAKE], 7000000); /* 2 x (36,000 - 1,000) */
}
END_TEST

/* 20 USD/MWh to whom takes: 1,000 MWh bring 20,000 USD, the 36,200 that are missing to the minimum nothing.
 */
START_TEST(a_negative_charge_makes_no_credit_of_what_is_not_taken)
{
    add_contract();
    plan_maker_set(stage.maker, "tx.power", "contract-demand", "100 MW");
    plan_maker_set(stage.maker, "rate", "energy", "charge");
    plan_maker_set(stage.maker, "rate", "energy-charge", "-20 USD/MWh");
    plan_maker_set(stage.maker, "rate", "minimum-take", "50 %");
    plan_maker_set(stage.maker, "rate", "fixed-charge", "100 USD/month");
    ck_assert(compile());
    const struct bill *bill = end_month(1000, -20000);
    ck_assert_int_eq(bill->cents[BILL_ENERGY], -2000000);
    ck_assert_int_eq(bill->cents[BILL_MINIMUM_TAKE], 0);
    ck_assert_int_eq(bill->total_cents, 10000 - 2000000);
    ck_assert_int_eq(bill->minimum_cents, 10000);
}
END_TEST

START_TEST(the_ledger_gets_the_bill_and_the_contribution_is_capital)
{
    add_contract();
    plan_maker_set(stage.maker, "tx.power", "contribution", "12 MUSD");
    plan_maker_set(stage.maker, "tx.power", "contribution-due", "2026-02-10");
    plan_maker_set(stage.maker, "rate", "riders", "3.333 USD/MWh");
    plan_maker_set(stage.maker, "rate", "fixed-charge", "0.05 USD/month");
    plan_maker_set(stage.maker, "rate", "taxes", "7.5 %");
    ck_assert(compile());
    const struct request_book *book = stage.run->requests;
    const struct bill *bill = end_month(10.01, 499.995);
    ck_assert_int_eq(bill->cents[BILL_ENERGY], 50000);
    ck_assert_int_eq(bill->cents[BILL_RIDERS], 3336); /* 33.36333 */
    ck_assert_int_eq(bill->cents[BILL_FIXED], 5);
    ck_assert_int_eq(bill->cents[BILL_TAXES], 4001); /* 7.5 % of 533.41 */
    ck_assert_int_eq(bill->total_cents, sum_of_lines(bill));
    ck_assert_int_eq(book->charge_count, 1);
    ck_assert_int_eq(book->charges[0].cents, 57342);
    ck_assert_int_eq(book->charges[0].debit, ACCOUNT_ENERGY);
    ck_assert_str_eq(book->charges[0].cause->id, "tx.power");
    end_month(0, 0);
    ck_assert_int_eq(book->charge_count, 3); /* the fixed charge, and the contribution */
    ck_assert_int_eq(book->charges[2].cents, 1200000000);
    ck_assert_int_eq(book->charges[2].debit, ACCOUNT_WORKS);
    end_month(0, 0);
    ck_assert_int_eq(book->charge_count, 4);
    ck_assert_int_eq(economics_site_total(stage.economics, 0).energy_cents, 57342 + 2 * 5);
}
END_TEST

START_TEST(a_tariff_drifts_and_adds_to_the_market)
{
    add_contract();
    plan_maker_set(stage.maker, "rate", "as-of", "2025-01-01");
    plan_maker_set(stage.maker, "rate", "price-drift", "10 %/year");
    plan_maker_set(stage.maker, "rate", "energy-charge", "8 USD/MWh");
    plan_maker_set(stage.maker, "rate", "energy-months", "0.5 1 1 1 1 1 1 1 1 1 1 1");
    ck_assert(compile());
    int64_t tick = calendar_tick_of((struct date){2026, 1, 1}) + 6 * 3600; /* midnight in Texas */
    double usd_j;
    economics_price_block(stage.economics, 0, &tick, 1, &usd_j);
    ck_assert_double_eq_tol(usd_j * MWH_J, 50 + 4 * 1.1, 3e-3); /* 365 days are a little less than a year */
}
END_TEST

START_TEST(energy_paid_twice_is_told)
{
    add_contract();
    plan_maker_set(stage.maker, "tx.power", "fixed-price", "40 USD/MWh");
    plan_maker_set(stage.maker, "tx.power", "adder", "12 USD/MWh");
    plan_maker_set(stage.maker, "rate", "demand-charge", "10 USD/kW/month");
    plan_maker_add(stage.maker, &economics_opex_kind, "tx", "tx.opex", "rate", "0.5 MUSD/MW/year",
                   "includes-energy", "yes", NULL);
    plan_maker_add(stage.maker, &economics_opex_kind, "tx", "tx.epoch", "rate", "0.902 MUSD/MW/year", NULL);
    plan_maker_add(stage.maker, &economics_opex_kind, "tx", "tx.dear", "rate", "0.902 MUSD/MW/year",
                   "includes-energy", "no", NULL);
    ck_assert(!compile());
    ck_assert_int_eq(diag_error_count(stage.diag), 2);
    ck_assert_str_eq(diag_error_text(stage.diag, 0),
                     "the energy of site 'tx' is paid twice: by this opex, which "
                     "includes it, and by an energy contract");
    ck_assert_str_eq(diag_error_text(stage.diag, 1),
                     "a fixed price and a tariff both price the energy of this contract");
    ck_assert_int_eq(diag_warning_count(stage.diag), 2); /* 0.902 without a word, and the adder */
}
END_TEST

START_TEST(terms_of_a_tariff_need_one)
{
    plan_maker_add(stage.maker, &economics_energy_contract_kind, "tx", "tx.power", "contract-demand", "40 MW",
                   NULL);
    ck_assert(!compile());
    ck_assert_str_eq(diag_error_text(stage.diag, 0), "'contract-demand' means nothing without a tariff");
}
END_TEST

START_TEST(an_opex_that_includes_energy_is_all_that_is_paid)
{
    plan_maker_add(stage.maker, &economics_opex_kind, "tx", "tx.opex", "rate", "0.73050 MUSD/MW/year",
                   "includes-energy", "yes", NULL);
    ck_assert(compile());
    stage.site.it_capacity_j = MW_W * 31 * 86400;
    end_month(700, 35000);
    const struct request_book *book = stage.run->requests;
    ck_assert_int_eq(book->charge_count, 1);
    ck_assert_int_eq(book->charges[0].debit, ACCOUNT_OPEX);
    ck_assert_int_eq(book->charges[0].cents, 6200000); /* 2,000 USD/MW/d x 31 d */
    ck_assert_int_eq(economics_site_total(stage.economics, 0).energy_cents, 0);
}
END_TEST

Suite *test_bill_suite(void)
{
    Suite *suite = suite_create("bill");
    TCase *tcase = tcase_create("bill");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, a_published_schedule_gives_its_amounts);
    tcase_add_test(tcase, demand_is_raised_by_power_factor_ratchet_and_minimum_line_by_line);
    tcase_add_test(tcase, demand_in_mva_is_real_power_over_the_power_factor);
    tcase_add_test(tcase, transmission_is_on_last_years_mean_in_the_peaks);
    tcase_add_test(tcase, a_minimum_is_due_from_the_start_of_service_on_its_ramp);
    tcase_add_test(tcase, a_negative_charge_makes_no_credit_of_what_is_not_taken);
    tcase_add_test(tcase, the_ledger_gets_the_bill_and_the_contribution_is_capital);
    tcase_add_test(tcase, a_tariff_drifts_and_adds_to_the_market);
    tcase_add_test(tcase, energy_paid_twice_is_told);
    tcase_add_test(tcase, terms_of_a_tariff_need_one);
    tcase_add_test(tcase, an_opex_that_includes_energy_is_all_that_is_paid);
    suite_add_tcase(suite, tcase);
    return suite;
}
