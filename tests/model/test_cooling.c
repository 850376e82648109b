/* SPDX-License-Identifier: Apache-2.0 */
/* Cooling against extremes, without power and with little water: seconds, margins, classes. */
#include "../unit/suites.h"
#include "plant_world.h"

#include <math.h>

enum { HOURS = WEATHER_HOURS };
#define K(celsius) (273.15 + (celsius))

static struct plant_world *world;
static double dry_k[HOURS], wet_k[HOURS], it_w[HOURS];
static double feed_w[HOURS], firm_w[HOURS], cooling_w[HOURS], group_w[HOURS];

static void close_world(void)
{
    plant_world_close(world);
}

/* One 100 MW hall of cooling-type 'x' with ATTRIBUTES; HALL are attributes of the hall, MORE stands beside.
 */
static void open_hall(const char *climate, const char *attributes, const char *hall, const char *more)
{
    struct arena *arena = arena_new();
    world = plant_world_open(arena_printf(
        arena,
        "<cooling-type id='x' %s source='test' date='2026-11-20' grade='I'/>"
        "<site id='tx' owner='cloud' climate='%s' region='ercot'>%s<feed id='f' capacity='300 MW' "
        "failure-rate='0 1/year'/><substation id='s' redundancy='N+1'><transformer type='main'/>"
        "<transformer type='main'/></substation><hall id='h' it-capacity='100 MW' positions='600' "
        "liquid-share='85 %%' ups='ups' cooling='x' %s/></site>",
        attributes, climate, more, hall));
    arena_free(arena);
    plant_world_start(world, 0);
}

static void typical_year(double load_w)
{
    const struct weather_site *site = &world->plant_plan->weather->sites[0];
    for (int i = 0; i < HOURS; i++) {
        dry_k[i] = site->members[site->typical].dry_bulb_k[i];
        wet_k[i] = site->members[site->typical].wet_bulb_k[i];
        it_w[i] = load_w;
    }
}

static void find_caps(int count)
{
    const double *wanted[] = {it_w};
    double *groups[] = {group_w};
    struct plant_caps caps = {.count = count,
                              .dry_bulb_k = dry_k,
                              .wet_bulb_k = wet_k,
                              .wanted_w = wanted,
                              .feed_w = feed_w,
                              .firm_w = firm_w,
                              .cooling_w = cooling_w,
                              .group_cooling_w = groups};
    plant_limit_block(world->plant, 0, &caps);
}

static struct plant_hours run(int count)
{
    const double *groups[] = {it_w};
    struct plant_hours hours = plant_hours_new(count, world->arena);
    hours.dry_bulb_k = dry_k;
    hours.wet_bulb_k = wet_k;
    hours.it_w = groups;
    plant_run_block(world->plant, 0, &hours);
    return hours;
}

/* Whole loop, 200 L of PG25 for a rack of 115 kW liquid, 10 K: 70 s; cold plates 7-15 s; air 5 min. */
START_TEST(seconds_to_the_trip_are_the_published_ones)
{
    open_hall("dallas",
              "rejection='dry' loop-volume='1.3391 L/kW' rack-volume='0.4 L/kW' cdu-power='0 kW/MW' "
              "pump-power='0 kW/MW' air-limit='30 degC'",
              "rack-supply='37 degC'", "");
    struct plant_check check = plant_check(world->plant_plan, 0);
    ck_assert_double_eq_tol(check.inertia.liquid_rejected_s, 70, 0.7);
    ck_assert_double_ge(check.inertia.liquid_flow_s, 7);
    ck_assert_double_le(check.inertia.liquid_flow_s, 15);
    ck_assert_double_eq_tol(check.inertia.air_rejected_s, 300, 1e-9);
    ck_assert_double_eq(check.inertia.power_bare_s, check.inertia.liquid_flow_s);
    ck_assert_double_eq(check.inertia.power_s, check.inertia.liquid_rejected_s);
    ck_assert_double_ge(check.inertia.liquid_chiller_s, check.inertia.liquid_rejected_s);
    plant_world_close(world);
    open_hall("dallas", "rejection='dry' ups-pumps='no'", "", "");
    check = plant_check(world->plant_plan, 0);
    ck_assert_double_eq(check.inertia.power_s, check.inertia.liquid_flow_s);
    ck_assert_double_lt(check.inertia.power_s, check.inertia.restart_s);
}
END_TEST

START_TEST(a_plant_carries_the_extreme_it_is_sized_for_and_its_margin_says_how_much_more)
{
    static const char *const types[] = {
        "rejection='dry'", "rejection='adiabatic'", "rejection='dry' fouling='15 %'",
        "rejection='tower' facility-supply='27 degC' chiller='doe2-centrifugal' chiller-cop='5.5'"};
    for (int t = 0; t < 4; t++) {
        open_hall("phoenix", types[t], "", "");
        struct plant_check check = plant_check(world->plant_plan, 0);
        ck_assert_double_eq_tol(check.dry_bulb_k[WEATHER_20_YEARS], K(48.7), 1e-9);
        ck_assert_msg(check.days[WEATHER_20_YEARS].margin_w >= -1e-6 * 100e6, "%s: %g MW short", types[t],
                      -check.days[WEATHER_20_YEARS].margin_w / 1e6);
        for (int n = 0; n < WEATHER_EXTREMES; n++) {
            const struct design_day *day = &check.days[n];
            ck_assert(n == 0 || day->margin_k <= check.days[n - 1].margin_k);
            ck_assert(n == 0 || day->margin_w <= check.days[n - 1].margin_w);
            ck_assert((day->margin_k >= -0.01) == (day->margin_w >= -1e4));
            ck_assert(check.days_out[n].capacity_w < day->capacity_w);
            ck_assert(check.days_out[n].margin_k <= day->margin_k);
            ck_assert(n > WEATHER_20_YEARS || check.days_out[n].margin_w >= -0.01 * 100e6);
        }
        if (t < 3)
            plant_world_close(world);
    }
}
END_TEST

START_TEST(an_under_sized_plant_lacks_kelvins_and_megawatts_on_the_design_day)
{
    open_hall("phoenix", "rejection='dry' trim-capacity='10 %' approach='5 K'", "rack-supply='45 degC'", "");
    const struct design_day day = plant_check(world->plant_plan, 0).days[WEATHER_20_YEARS];
    ck_assert_double_lt(day.margin_k, -1);
    ck_assert_double_lt(day.margin_w, -5e6);
    for (int i = 0; i < 2; i++) { /* with the margin the load just fits */
        dry_k[i] = K(48.7) + day.margin_k + (i ? 0.2 : -0.2);
        wet_k[i] = K(27.7) + day.margin_k;
        it_w[i] = 100e6;
    }
    find_caps(2);
    ck_assert_double_ge(group_w[0], 100e6);
    ck_assert_double_lt(group_w[1], 100e6);
    ck_assert_int_eq((int)plant_bound(world->plant, 0, dry_k[1], wet_k[1]), (int)day.bound);
}
END_TEST

/* Racks of ASHRAE classes W32, W40 and W45 behind CDUs of 5 K. */
START_TEST(the_supply_rises_to_the_class_limit_before_the_load_is_cut)
{
    static const struct {
        const char *hall;
        double limit_c;
    } classes[] = {
        {"rack-supply='37 degC'", 32}, {"rack-supply='45 degC'", 40}, {"rack-supply='50 degC'", 45}};
    int before = HOURS;
    for (int c = 0; c < 3; c++) {
        int cut = 0, raised = 0;
        open_hall("phoenix",
                  "rejection='dry' trim-capacity='0 %' approach='5 K' facility-supply='30 degC' "
                  "air-supply='45 degC' air-limit='50 degC' air-approach='2 K'",
                  classes[c].hall, "");
        typical_year(100e6);
        find_caps(HOURS);
        for (int i = 0; i < HOURS; i++)
            it_w[i] = fmin(group_w[i], 100e6);
        struct plant_hours hours = run(HOURS);
        for (int i = 0; i < HOURS; i++) {
            ck_assert_msg(it_w[i] <= 0 || hours.supply_k[i] <= K(classes[c].limit_c) + 1e-6, "%d: %.2f C", i,
                          hours.supply_k[i] - 273.15);
            raised += hours.raised_k[i] > 0 && it_w[i] >= 100e6;
            cut += it_w[i] < 100e6;
            if (it_w[i] < 100e6 && it_w[i] > 50e6)
                ck_assert_double_ge(hours.supply_k[i], K(classes[c].limit_c - 1));
        }
        ck_assert_msg(cut < before && (c == 0 || raised > 100), "limit %g C: cut %d, raised %d",
                      classes[c].limit_c, cut, raised);
        before = cut;
        if (c < 2)
            plant_world_close(world);
    }
}
END_TEST

START_TEST(scarce_water_is_never_overdrawn_and_holds_the_load_back)
{
    static const char *const types[] = {
        "rejection='adiabatic' trim-capacity='0 %' approach='5 K' air-supply='35 degC' air-limit='40 degC'",
        "rejection='tower' facility-supply='27 degC' trim-capacity='0 %' air-supply='35 degC' air-limit='40 "
        "degC'"};
    for (int t = 0; t < 2; t++) {
        double most[2] = {0}, granted[2] = {0}, flow_kg_s = t ? 30.0 : 10.0;
        int bound = 0;
        for (int scarce = 0; scarce < 2; scarce++) {
            open_hall("phoenix", types[t], "rack-supply='45 degC'",
                      !scarce ? ""
                      : t     ? "<water-supply id='w' flow='2592 m3/day'/>"
                              : "<water-supply id='w' flow='864 m3/day'/>");
            typical_year(100e6);
            find_caps(HOURS);
            for (int i = 0; i < HOURS; i++) {
                it_w[i] = fmin(group_w[i], 100e6);
                granted[scarce] += it_w[i];
                bound += scarce && it_w[i] < 99e6 &&
                         plant_bound(world->plant, 0, dry_k[i], wet_k[i]) == DESIGN_WATER;
            }
            struct plant_hours hours = run(HOURS);
            for (int i = 0; i < HOURS; i++)
                most[scarce] = fmax(most[scarce], hours.water_kg_s[i]);
            if (!(t && scarce))
                plant_world_close(world);
        }
        ck_assert_double_gt(most[0], flow_kg_s);
        ck_assert_msg(most[1] <= flow_kg_s * (1 + 1e-9) && most[1] > 0.8 * flow_kg_s, "%s: %g kg/s", types[t],
                      most[1]);
        ck_assert_double_lt(granted[1], granted[0] * 0.9999);
        ck_assert_int_gt(bound, 20);
    }
}
END_TEST

/* Trim chillers on tower water: their compressors' heat counts against the towers too. */
START_TEST(a_tower_plant_at_its_cap_holds_the_racks_limit)
{
    open_hall("dallas",
              "rejection='tower' facility-supply='27 degC' trim-capacity='20 %' installed='80 %' "
              "chiller='doe2-centrifugal' chiller-cop='5.5'",
              "rack-supply='34 degC'", "");
    int tested = 0;
    for (int i = 0; i < 300; i++) {
        wet_k[i] = K(10 + 0.065 * i);
        dry_k[i] = wet_k[i] + 8;
        it_w[i] = 100e6;
    }
    find_caps(300);
    for (int i = 0; i < 300; i++) {
        ck_assert(i == 0 || group_w[i] <= group_w[i - 1] * (1 + 1e-6));
        tested += group_w[i] < 100e6 && group_w[i] > 30e6;
        it_w[i] = fmin(group_w[i], 100e6);
    }
    struct plant_hours hours = run(300);
    for (int i = 0; i < 300; i++)
        ck_assert_msg(hours.supply_k[i] <= K(29) + 1e-3, "%g C wet bulb: %.3f C", wet_k[i] - 273.15,
                      hours.supply_k[i] - 273.15);
    ck_assert_int_gt(tested, 20);
}
END_TEST

START_TEST(fouling_never_saves_energy)
{
    double before = 0;
    static const char *const types[] = {"rejection='dry'", "rejection='dry' fouling='10 %'",
                                        "rejection='dry' fouling='30 %'"};
    for (int t = 0; t < 3; t++) {
        double sum = 0;
        open_hall("dallas", types[t], "", "");
        typical_year(90e6);
        struct plant_hours hours = run(HOURS);
        for (int i = 0; i < HOURS; i++)
            sum += hours.facility_w[i];
        ck_assert_double_gt(sum, before * 1.0002);
        before = sum;
        if (t < 2)
            plant_world_close(world);
    }
}
END_TEST

START_TEST(heat_by_path_is_the_it_heat_and_what_moves_it)
{
    open_hall("dallas", "rejection='dry'", "", "");
    typical_year(80e6);
    struct plant_hours h = run(HOURS);
    for (int i = 0; i < HOURS; i++) {
        double losses_w = h.distribution_w[i] + h.ups_w[i] + h.unit_transformer_w[i];
        double all_w = h.it_total_w[i] + 0.8 * losses_w + h.pump_w[i] + h.air_fan_w[i];
        ck_assert_double_eq_tol(h.liquid_heat_w[i] + h.air_heat_w[i], all_w, 1e-9 * all_w);
        ck_assert_double_ge(h.liquid_heat_w[i], 68e6);
        ck_assert(h.liquid_chiller_w[i] <= h.chiller_w[i]);
    }
}
END_TEST

START_TEST(extremes_that_are_left_out_follow_the_twenty_year_one)
{
    open_hall("dallas", "rejection='dry'", "", "");
    const double *extremes_k = world->plant_plan->weather->sites[0].extremes_k;
    static const double published_c[] = {41.1, 42.3, 43.3, 44.7};
    for (int n = 0; n < WEATHER_EXTREMES; n++)
        ck_assert_double_eq_tol(extremes_k[n], K(published_c[n]), 0.3);
}
END_TEST

Suite *test_cooling_suite(void)
{
    Suite *suite = suite_create("cooling");
    TCase *cases = tcase_create("cooling");
    tcase_set_timeout(cases, 60);
    tcase_add_checked_fixture(cases, NULL, close_world);
    tcase_add_test(cases, seconds_to_the_trip_are_the_published_ones);
    tcase_add_test(cases, a_plant_carries_the_extreme_it_is_sized_for_and_its_margin_says_how_much_more);
    tcase_add_test(cases, an_under_sized_plant_lacks_kelvins_and_megawatts_on_the_design_day);
    tcase_add_test(cases, the_supply_rises_to_the_class_limit_before_the_load_is_cut);
    tcase_add_test(cases, scarce_water_is_never_overdrawn_and_holds_the_load_back);
    tcase_add_test(cases, a_tower_plant_at_its_cap_holds_the_racks_limit);
    tcase_add_test(cases, fouling_never_saves_energy);
    tcase_add_test(cases, heat_by_path_is_the_it_heat_and_what_moves_it);
    tcase_add_test(cases, extremes_that_are_left_out_follow_the_twenty_year_one);
    suite_add_tcase(suite, cases);
    return suite;
}
