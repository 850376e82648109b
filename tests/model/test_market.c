/* SPDX-License-Identifier: Apache-2.0 */
/* Hourly prices: noise that keeps the mean, scarcity that comes with heat and cold, tables and files. */
#include "../unit/suites.h"

#include "../unit/plan_maker.h"
#include "base/calendar.h"
#include "economics/kinds.h"
#include "economics/market.h"
#include "economics/price.h"

#include <check.h>
#include <math.h>

#define MWH_J 3.6e9

enum { MONTHS = 48, HOURS_MAX = MONTHS * MARKET_MONTH_HOURS };

static struct {
    struct arena *arena;
    struct plan_maker *maker;
    struct market_plan plan;
    struct draw draw;
    struct market *market;
    double usd_mwh[HOURS_MAX]; /* of all months in a row */
    int64_t local[HOURS_MAX];
    int count;
} stage;

static void set_up(void)
{
    stage.arena = arena_new();
    stage.maker = plan_maker_new(stage.arena, "2026-01-01", "2030-01-01");
    stage.draw = (struct draw){.seed = 7};
    plan_maker_add(stage.maker, &economics_region_kind, NULL, "ercot", "energy-price", "50 USD/MWh",
                   "utc-offset", "-6 h", NULL);
}

static void tear_down(void)
{
    arena_free(stage.arena);
}

static void compile(void)
{
    const struct plan *plan = plan_maker_plan(stage.maker);
    stage.plan = market_plan_of(plan_list(plan, &economics_region_kind).items[0], plan->start, plan->end);
}

static void start(uint32_t replication)
{
    stage.draw.replication = replication;
    stage.market = market_start(&stage.plan, &stage.draw, stage.arena);
}

/* All whole local months of the scenario. */
static void take_all(void)
{
    double usd_j[MARKET_MONTH_HOURS];
    int64_t month = stage.plan.start;
    stage.count = 0;
    for (int m = 0; m < MONTHS; m++, month = calendar_next_month(month)) {
        market_month(stage.market, month, usd_j);
        for (int64_t h = 0; h < (calendar_next_month(month) - month) / CALENDAR_HOUR_S; h++) {
            stage.local[stage.count] = month + h * CALENDAR_HOUR_S;
            stage.usd_mwh[stage.count++] = usd_j[h] * MWH_J;
        }
    }
}

static double mean_of_all(void)
{
    double sum = 0;
    for (int i = 0; i < stage.count; i++)
        sum += stage.usd_mwh[i];
    return sum / stage.count;
}

START_TEST(noise_and_scarcity_keep_the_mean)
{
    enum { RUNS = 300 };
    double sum = 0, squares = 0;
    plan_maker_set(stage.maker, "ercot", "hours", "1 1 1 1 1 1 1 1 1 1 1 1 1 1 3 4 5 4 3 1 1 1 1 1");
    plan_maker_set(stage.maker, "ercot", "volatility", "0.35");
    plan_maker_set(stage.maker, "ercot", "scarcity-hours", "60 h/year");
    compile();
    for (uint32_t run = 0; run < RUNS; run++) {
        start(run);
        take_all();
        double mean = mean_of_all();
        sum += mean;
        squares += mean * mean;
    }
    double mean = sum / RUNS, error = sqrt((squares / RUNS - mean * mean) / RUNS);
    ck_assert_double_gt(error, 0.01); /* replications differ */
    ck_assert_double_lt(error, 0.15);
    ck_assert_double_eq_tol(mean, 50, 3.5 * error);
}
END_TEST

START_TEST(the_base_case_is_flat_at_the_mean)
{
    plan_maker_set(stage.maker, "ercot", "volatility", "0.35");
    plan_maker_set(stage.maker, "ercot", "scarcity-hours", "60 h/year");
    compile();
    stage.draw.median = true;
    start(0);
    take_all();
    for (int i = 0; i < stage.count; i++)
        ck_assert_double_eq_tol(stage.usd_mwh[i], 50, 1e-9);
}
END_TEST

/* ln of the factor has the stated deviation, and half of it is left on the next day. */
START_TEST(days_are_log_normal_and_persist)
{
    double sum = 0, square = 0, product = 0;
    int n = 0;
    plan_maker_set(stage.maker, "ercot", "volatility", "0.35");
    plan_maker_set(stage.maker, "ercot", "persistence", "0.5");
    compile();
    for (uint32_t run = 0; run < 20; run++) {
        start(run);
        take_all();
        for (int i = 0; i + 24 < stage.count; i += 24, n++) {
            double x = log(stage.usd_mwh[i] / 50) + 0.35 * 0.35 / 2;
            double next = log(stage.usd_mwh[i + 24] / 50) + 0.35 * 0.35 / 2;
            ck_assert_double_eq(stage.usd_mwh[i], stage.usd_mwh[i + 23]);
            sum += x;
            square += x * x;
            product += x * next;
        }
    }
    ck_assert_double_eq_tol(sum / n, 0, 0.012);
    ck_assert_double_eq_tol(sqrt(square / n), 0.35, 0.008);
    ck_assert_double_eq_tol(product / square, 0.5, 0.02);
}
END_TEST

/* 40 h a year in events of 2 h, of 500 USD/MWh and more, at most the cap, in the hours of the shape. */
START_TEST(scarcity_has_its_hours_and_amounts)
{
    int scarce = 0, runs = 60;
    double most = 0, sum = 0;
    plan_maker_set(stage.maker, "ercot", "hours", "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 1 0 0 0 0 0 0 0");
    plan_maker_set(stage.maker, "ercot", "scarcity-hours", "40 h/year");
    plan_maker_set(stage.maker, "ercot", "scarcity-mean", "900 USD/MWh");
    plan_maker_set(stage.maker, "ercot", "price-cap", "1500 USD/MWh");
    compile();
    double added = 500 + 400 * (1 - exp(-1000.0 / 400)); /* mean of the exponential cut at 1,500 */
    double base = (50 - 40 * added / 8766) * 12;         /* all of it in two hours of the day */
    for (int run = 0; run < runs; run++) {
        start((uint32_t)run);
        take_all();
        for (int i = 0; i < stage.count; i++) {
            int hour = calendar_hour_of_day(stage.local[i]);
            double above = stage.usd_mwh[i] - (hour == 15 || hour == 16 ? base : 0);
            if (above < 1)
                continue;
            ck_assert_double_ge(above, 500 - 1e-6);
            ck_assert_int_ge((hour + 24 - 15) % 24 < 20, 1);
            most = fmax(most, above);
            sum += fmin(above, 1500);
            scarce++;
        }
    }
    double years = 4.0 * runs;
    ck_assert_double_eq_tol(scarce / years, 40, 2.5); /* events of mean 2 h: sd of a year about 11 h */
    ck_assert_double_eq_tol(sum / scarce, added, 12);
    ck_assert_double_ge(most, 1500 - 1e-6);
}
END_TEST

/* The first of a month has the comfortable 65 degF and each day is a degree warmer. */
static double rising_k(const void *subject, int64_t day)
{
    int64_t utc_offset_s = *(const int64_t *)subject;
    ck_assert_int_eq((day + utc_offset_s) % CALENDAR_DAY_S, 0); /* the local midnight in UTC */
    return 291.45 + calendar_date_of(day + utc_offset_s).day - 1;
}

static double mean_day_of_scarcity(int runs, const int64_t *offset_s)
{
    double sum = 0;
    int count = 0;
    for (int run = 0; run < runs; run++) {
        start((uint32_t)run);
        market_set_air(stage.market, (struct market_air){rising_k, offset_s});
        take_all();
        for (int i = 0; i < stage.count; i++)
            if (stage.usd_mwh[i] > 400 && (i == 0 || stage.usd_mwh[i - 1] < 400)) {
                sum += calendar_date_of(stage.local[i]).day;
                count++;
            }
    }
    return sum / count;
}

START_TEST(scarcity_falls_on_the_day_with_most_degree_days_of_those_drawn)
{
    int64_t offset_s = -6 * 3600;
    plan_maker_set(stage.maker, "ercot", "scarcity-hours", "40 h/year");
    plan_maker_set(stage.maker, "ercot", "scarcity-days", "4");
    compile();
    /* The largest of four uniform days of 30.44: 4/5 of them and a half. */
    ck_assert_double_eq_tol(mean_day_of_scarcity(40, &offset_s), 30.44 * 0.8 + 0.5, 0.4);
}
END_TEST

START_TEST(any_day_will_do_without_that)
{
    int64_t offset_s = -6 * 3600;
    plan_maker_set(stage.maker, "ercot", "scarcity-hours", "40 h/year");
    compile();
    ck_assert_double_eq_tol(mean_day_of_scarcity(40, &offset_s), 15.7, 0.5);
}
END_TEST

START_TEST(months_in_any_order_are_the_same)
{
    static double later[MARKET_MONTH_HOURS], earlier[MARKET_MONTH_HOURS], again[MARKET_MONTH_HOURS];
    plan_maker_set(stage.maker, "ercot", "volatility", "0.35");
    plan_maker_set(stage.maker, "ercot", "scarcity-hours", "60 h/year");
    compile();
    int64_t august = calendar_tick_of((struct date){2028, 8, 1});
    start(3);
    market_month(stage.market, calendar_add_months(august, -1), earlier);
    market_month(stage.market, august, later);
    start(3);
    market_month(stage.market, august, again);
    for (int i = 0; i < MARKET_MONTH_HOURS; i++)
        ck_assert_double_eq(later[i], again[i]);
    market_month(stage.market, calendar_add_months(august, -1), again);
    for (int i = 0; i < MARKET_MONTH_HOURS; i++)
        ck_assert_double_eq(earlier[i], again[i]);
    start(4);
    market_month(stage.market, august, again);
    ck_assert_double_ne(later[0], again[0]);
}
END_TEST

START_TEST(a_table_by_month_and_hour_replaces_both_shapes)
{
    static double table[288];
    for (int i = 0; i < 288; i++)
        table[i] = 1;
    table[7 * 24 + 17] = 13; /* August, 17 h: the mean is 300 / 288 */
    plan_maker_put(stage.maker, "ercot", "month-hours", (union value){.series = table});
    compile();
    start(0);
    take_all();
    for (int i = 0; i < stage.count; i++) {
        bool peak = calendar_date_of(stage.local[i]).month == 8 && calendar_hour_of_day(stage.local[i]) == 17;
        ck_assert_double_eq_tol(stage.usd_mwh[i], 50 * (peak ? 13 : 1) * 288 / 300.0, 1e-9);
    }
}
END_TEST

/* Two days of 2026 in UTC; local time is six hours behind. */
static struct hourly *two_days(void)
{
    double *prices = arena_array(stage.arena, 48, sizeof *prices);
    struct hourly *file = arena_alloc(stage.arena, sizeof *file);
    for (int i = 0; i < 48; i++)
        prices[i] = (i % 24 + 1) * 2 / MWH_J; /* mean 25 */
    *file = (struct hourly){.path = "prices.csv",
                            .row_count = 48,
                            .start = calendar_tick_of((struct date){2026, 3, 10}),
                            .columns = {[HOURLY_PRICE_USD_J] = prices}};
    return file;
}

START_TEST(a_dated_file_is_read_in_its_own_time_and_scaled)
{
    plan_maker_put(stage.maker, "ercot", "prices", (union value){.hourly = two_days()});
    compile();
    start(0);
    take_all();
    int64_t utc = calendar_tick_of((struct date){2026, 3, 10});
    int first = (int)((utc + stage.plan.offset_s - stage.plan.start) / CALENDAR_HOUR_S);
    for (int i = 0; i < 48; i++)
        ck_assert_double_eq_tol(stage.usd_mwh[first + i], (i % 24 + 1) * 4, 1e-9); /* to a mean of 50 */
    int later = first + 24 * 2 + 9; /* 9 h UTC of a March day beyond the file: the mean of such hours */
    ck_assert_double_eq_tol(stage.usd_mwh[later], 10 * 4, 1e-9);
    ck_assert_double_eq_tol(stage.usd_mwh[later + 24 * 40], 50, 1e-9); /* no April in it: the mean */
}
END_TEST

Suite *test_market_suite(void)
{
    Suite *suite = suite_create("market");
    TCase *tcase = tcase_create("market");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, noise_and_scarcity_keep_the_mean);
    tcase_add_test(tcase, the_base_case_is_flat_at_the_mean);
    tcase_add_test(tcase, days_are_log_normal_and_persist);
    tcase_add_test(tcase, scarcity_has_its_hours_and_amounts);
    tcase_add_test(tcase, scarcity_falls_on_the_day_with_most_degree_days_of_those_drawn);
    tcase_add_test(tcase, any_day_will_do_without_that);
    tcase_add_test(tcase, months_in_any_order_are_the_same);
    tcase_add_test(tcase, a_table_by_month_and_hour_replaces_both_shapes);
    tcase_add_test(tcase, a_dated_file_is_read_in_its_own_time_and_scaled);
    suite_add_tcase(suite, tcase);
    return suite;
}
