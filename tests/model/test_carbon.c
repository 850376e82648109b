/* SPDX-License-Identifier: Apache-2.0 */
/* Carbon dioxide on three bases, flat, by month and hour, and from a file. */
#include "../unit/suites.h"

#include "../unit/plan_maker.h"
#include "base/calendar.h"
#include "base/lanes.h"
#include "economics/carbon.h"
#include "economics/kinds.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MWH_J 3.6e9

static struct {
    struct arena *arena;
    struct diag *diag;
    struct plan_maker *maker;
    struct carbon_plan plan;
    struct carbon *carbon;
} stage;

static void set_up(void)
{
    stage.arena = arena_new();
    stage.diag = diag_new(stage.arena);
    stage.maker = plan_maker_new(stage.arena, "2026-01-01", "2030-01-01");
    plan_maker_add(stage.maker, &economics_region_kind, NULL, "ercot", "energy-price", "50 USD/MWh",
                   "utc-offset", "-6 h", NULL);
}

static void tear_down(void)
{
    arena_free(stage.arena);
}

static void add(const char *id, const char *basis)
{
    plan_maker_add(stage.maker, &economics_carbon_kind, "ercot", id, "basis", basis, NULL);
}

static bool compile(void)
{
    const struct plan *plan = plan_maker_plan(stage.maker);
    const struct record *region = plan_list(plan, &economics_region_kind).items[0];
    stage.plan = carbon_plan_of(plan, region, stage.arena, stage.diag);
    stage.carbon = carbon_start(&stage.plan, stage.arena);
    return diag_error_count(stage.diag) == 0;
}

/* COUNT hours with LOAD_W from WHEN on (UTC). */
static void draw_load(const char *when, int count, double load_w)
{
    int64_t tick;
    ck_assert(calendar_parse(&tick, when, span_of_argument("test", when), stage.diag));
    for (int i = 0; i < count; i++) {
        int64_t at = tick + (int64_t)i * CALENDAR_HOUR_S;
        double seconds[LANES_COUNT] = {3600}, grid_w[LANES_COUNT] = {load_w};
        carbon_read(stage.carbon, &(struct service_hours){.n = 1,
                                                          .count = LANES_COUNT,
                                                          .tick = &at,
                                                          .seconds = seconds,
                                                          .dry_bulb_k = seconds,
                                                          .grid_w = grid_w});
    }
}

START_TEST(three_bases_are_kept_apart)
{
    add("ercot.a", "average");
    add("ercot.m", "marginal");
    plan_maker_set(stage.maker, "ercot.a", "intensity", "351 kg/MWh");
    plan_maker_set(stage.maker, "ercot.m", "intensity", "586 kg/MWh");
    ck_assert(compile());
    draw_load("2026-06-01", 10, 1e6);
    ck_assert_double_eq_tol(carbon_take_kg(stage.carbon, CARBON_AVERAGE, 10 * MWH_J), 3510, 1e-9);
    ck_assert_double_eq_tol(carbon_take_kg(stage.carbon, CARBON_MARGINAL, 10 * MWH_J), 5860, 1e-9);
    ck_assert(isnan(carbon_take_kg(stage.carbon, CARBON_LIFE_CYCLE, 10 * MWH_J)));
}
END_TEST

/* 400 kg/MWh; 15 h has three times what the others have: 24 / 26 and 72 / 26 of the mean. */
START_TEST(hours_are_those_of_local_standard_time)
{
    add("ercot.l", "life-cycle");
    plan_maker_set(stage.maker, "ercot.l", "intensity", "400 kg/MWh");
    plan_maker_set(stage.maker, "ercot.l", "hours", "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 3 1 1 1 1 1 1 1 1");
    ck_assert(compile());
    draw_load("2026-06-05T21:00", 1, 2e6); /* 15 h in Texas */
    ck_assert_double_eq_tol(carbon_take_kg(stage.carbon, CARBON_LIFE_CYCLE, 0), 800 * 72 / 26.0, 1e-9);
    draw_load("2026-06-05T15:00", 1, 2e6);
    ck_assert_double_eq_tol(carbon_take_kg(stage.carbon, CARBON_LIFE_CYCLE, 0), 800 * 24 / 26.0, 1e-9);
    ck_assert_double_eq(carbon_take_kg(stage.carbon, CARBON_LIFE_CYCLE, 0), 0); /* taken */
    draw_load("2026-03-01", 24, 1e6);
    ck_assert_double_eq_tol(carbon_take_kg(stage.carbon, CARBON_LIFE_CYCLE, 0), 24 * 400, 1e-9);
}
END_TEST

START_TEST(a_file_of_hours_is_taken_as_it_is)
{
    double *kg_j = arena_array(stage.arena, 24, sizeof *kg_j);
    for (int i = 0; i < 24; i++)
        kg_j[i] = (300 + 10 * i) / MWH_J;
    struct hourly file = {.path = "carbon.csv",
                          .row_count = 24,
                          .start = calendar_tick_of((struct date){2026, 6, 5}),
                          .columns = {[HOURLY_CARBON_KG_J] = kg_j}};
    add("ercot.a", "average");
    plan_maker_put(stage.maker, "ercot.a", "file", (union value){.hourly = &file});
    ck_assert(compile());
    draw_load("2026-06-05T07:00", 1, 1e6);
    ck_assert_double_eq_tol(carbon_take_kg(stage.carbon, CARBON_AVERAGE, 0), 370, 1e-9);
    draw_load("2026-09-05T07:00", 1, 1e6); /* beyond it, in a month that it lacks: its mean */
    ck_assert_double_eq_tol(carbon_take_kg(stage.carbon, CARBON_AVERAGE, 0), 415, 1e-9);
}
END_TEST

START_TEST(a_basis_stands_once_and_has_an_intensity)
{
    add("ercot.a", "average");
    add("ercot.b", "average");
    add("ercot.m", "marginal");
    plan_maker_set(stage.maker, "ercot.a", "intensity", "351 kg/MWh");
    plan_maker_set(stage.maker, "ercot.b", "intensity", "351 kg/MWh");
    ck_assert(!compile());
    ck_assert_int_eq(diag_error_count(stage.diag), 2);
    ck_assert_str_eq(diag_error_text(stage.diag, 0), "region 'ercot' has its carbon on this basis already");
    ck_assert_str_eq(diag_error_text(stage.diag, 1), "this carbon has no intensity");
}
END_TEST

/* The published table of a balancing authority, 12 x 24, in kg/MWh; false when it is not there. */
static bool read_table(const char *authority, double table[12][24])
{
    const char *folder = getenv("GIGAPLAN_REFERENCE_DATA");
    char line[1024];
    int months = 0;
    if (!folder)
        return false;
    FILE *file =
        fopen(arena_printf(stage.arena, "%s/tables/ci_2022_month_hour_gCO2_per_kWh.csv", folder), "r");
    while (file && fgets(line, sizeof line, file)) {
        char *at = strchr(line, ',');
        if (!at || strncmp(line, authority, strlen(authority)) != 0)
            continue;
        int month = (int)strtol(at + 1, &at, 10);
        for (int h = 0; h < 24; h++)
            table[month - 1][h] = strtod(at + 1, &at);
        months++;
    }
    if (file)
        fclose(file);
    return months == 12;
}

/* The catalogue's ERCOT has months and hours apart: how far is that from the table of both? */
START_TEST(months_and_hours_apart_are_near_the_published_table)
{
    static double table[12][24];
    double sum = 0, error = 0;
    if (!read_table("ERCO", table))
        return;
    add("ercot.l", "life-cycle");
    add("ercot.a", "average");
    plan_maker_set(stage.maker, "ercot.l", "intensity", "347 kg/MWh");
    plan_maker_set(stage.maker, "ercot.l", "months", "356 343 283 286 307 359 378 405 396 364 339 350");
    plan_maker_set(
        stage.maker, "ercot.l", "hours",
        "333 325 322 323 327 335 346 354 347 336 334 338 343 346 348 347 348 354 372 387 386 375 360 346");
    plan_maker_set(stage.maker, "ercot.a", "intensity", "347 kg/MWh");
    static double all[288];
    for (int i = 0; i < 288; i++)
        all[i] = table[i / 24][i % 24];
    plan_maker_put(stage.maker, "ercot.a", "month-hours", (union value){.series = all});
    ck_assert(compile());
    for (int m = 0; m < 12; m++)
        for (int h = 0; h < 24; h++) {
            double apart = 347 * stage.plan.bases[CARBON_LIFE_CYCLE].shape.table[m][h];
            double both = 347 * stage.plan.bases[CARBON_AVERAGE].shape.table[m][h];
            ck_assert_double_eq_tol(both, table[m][h], 2); /* the mean of all hours is 347 */
            error += (apart - both) * (apart - both);
            sum += both;
        }
    ck_assert_double_eq_tol(sum / 288, 347, 1e-9);
    ck_assert_double_lt(sqrt(error / 288), 0.06 * 347);
}
END_TEST

Suite *test_carbon_suite(void)
{
    Suite *suite = suite_create("carbon");
    TCase *tcase = tcase_create("carbon");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, three_bases_are_kept_apart);
    tcase_add_test(tcase, hours_are_those_of_local_standard_time);
    tcase_add_test(tcase, a_file_of_hours_is_taken_as_it_is);
    tcase_add_test(tcase, a_basis_stands_once_and_has_an_intensity);
    tcase_add_test(tcase, months_and_hours_apart_are_near_the_published_table);
    suite_add_tcase(suite, tcase);
    return suite;
}
