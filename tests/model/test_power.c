/* SPDX-License-Identifier: Apache-2.0 */
/* Energisation by needs and stages, firm capacity, failures against theory. */
#include "../unit/suites.h"
#include "plant_world.h"

#include "base/calendar.h"
#include "halls/halls.h"

#include <math.h>

#define YEAR_S (365.25 * 86400)
#define SITE   "<site id='tx' owner='cloud' climate='dallas' region='ercot'>"

static struct plant_world *world;

static void close_world(void)
{
    plant_world_close(world);
}

static void start(const char *body)
{
    world = plant_world_open(body);
    plant_world_start(world, 0);
}

static struct power_state state_of(int site)
{
    struct power_state state;
    power_site_state(plant_power(world->plant), site, &state);
    return state;
}

static void finish(const char *id)
{
    progress_mark(world->run.progress, plan_find(world->plan, id));
    plant_world_run(world, sim_now(world->run.sim));
}

#define NEVER "<when><date from='2032-12-31'/></when>"

START_TEST(a_staged_feed_follows_its_stages_up_to_its_contract)
{
    start(SITE
          "<milestone id='poi'>" NEVER "</milestone><milestone id='line2'>" NEVER "</milestone>"
          "<milestone id='line3'>" NEVER "</milestone>"
          "<feed id='f' capacity='300 MW' needs='poi' failure-rate='0 1/year'><stage id='s1' capacity='100 "
          "MW'/>"
          "<stage id='s2' capacity='150 MW' needs='line2'/><stage id='s3' capacity='100 MW' needs='line3'/>"
          "</feed></site>");
    ck_assert_double_eq_tol(state_of(0).contracted_w, 300e6, 1);
    ck_assert_double_eq(state_of(0).feed_w, 0);
    finish("tx.line2");
    ck_assert_double_eq(state_of(0).feed_w, 0);
    finish("tx.poi");
    ck_assert_double_eq_tol(state_of(0).feed_w, 250e6, 1);
    ck_assert(progress_done(world->run.progress, plan_find(world->plan, "tx.f.s2")));
    ck_assert(!progress_done(world->run.progress, plan_find(world->plan, "tx.f.s3")));
    finish("tx.line3");
    ck_assert_double_eq_tol(state_of(0).feed_w, 300e6, 1);
    ck_assert_double_eq_tol(plant_world_metric(world, "power.energised", "tx"), 300e6, 1);
    const struct gate_set *gates = power_gates(plant_power(world->plant), plan_find(world->plan, "tx.f.s2"));
    ck_assert_ptr_eq(gate_holding(gates)->by, plan_find(world->plan, "tx.f"));
}
END_TEST

START_TEST(firm_capacity_keeps_the_stated_reserve)
{
    static const struct {
        const char *redundancy, *transformers;
        double firm_mva, installed_mva;
    } cases[] = {
        {"N", "<transformer type='main'/><transformer type='main'/><transformer type='main'/>", 900, 900},
        {"N+1", "<transformer type='main'/><transformer type='main'/><transformer type='main'/>", 600, 900},
        {"N+2", "<transformer type='main'/><transformer type='main'/><transformer type='main'/>", 300, 900},
        {"2N", "<transformer type='main'/><transformer type='main'/><transformer type='main'/>", 300, 900},
        {"2N", "<transformer type='main'/><transformer type='main'/>", 300, 600},
        {"N+1", "<transformer type='main'/><transformer type='weak'/><transformer type='main'/>", 400, 700},
        {"N+2", "<transformer type='main'/><transformer type='weak'/><transformer type='weak'/>", 100, 500},
        {"N+1", "<transformer type='main'/>", 0, 300},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *arena = arena_new();
        start(arena_printf(arena,
                           SITE "<feed id='f' capacity='2000 MW'/><substation id='s' redundancy='%s' "
                                "power-factor='0.95'>%s</substation></site>",
                           cases[i].redundancy, cases[i].transformers));
        ck_assert_double_eq_tol(state_of(0).firm_w, 0.95e6 * cases[i].firm_mva, 1);
        ck_assert_double_eq_tol(state_of(0).installed_w, 0.95e6 * cases[i].installed_mva, 1);
        plant_world_close(world);
        arena_free(arena);
    }
    start(SITE "<feed id='f' capacity='20 MW'/></site>");
    ck_assert_double_eq_tol(state_of(0).firm_w, 20e6, 1e-6);
    plant_publish(world->plant); /* no hall, no losses that anything tells */
    ck_assert_double_eq_tol(plant_world_metric(world, "power.it_energised", "tx"), 20e6, 1e-6);
}
END_TEST

START_TEST(the_feed_carries_the_load_that_it_says_and_not_more)
{
    start(SITE "<feed id='f' capacity='250 MW'/><substation id='s' redundancy='N' power-factor='0.98'>"
               "<transformer type='main'/><transformer type='weak'/></substation></site>");
    struct power_state state = state_of(0);
    double load = power_feed_load_w(&state), loss, feed;
    power_feed_block(&state, 1, &load, &loss, &feed);
    ck_assert_double_eq_tol(feed, 250e6, 1e-3);
    /* both carry load / 0.98 / 400 MVA of their rating: P0 + x^2 Pk each */
    double x = load / 0.98 / 400e6;
    ck_assert_double_eq_tol(loss, 151.6e3 + x * x * 930e3, 1e-3);
}
END_TEST

/*
 * Two of three 100 MVA are firm, at 45 degC 95 % of them; a plant of five 10 MW engines has one in reserve,
 * and loses 0.7 %/K above 15 degC: 79 % at 45.  Standby generators (derated by nothing here) help without
 * reserve only.
 */
START_TEST(the_reach_of_a_supply_counts_heat_and_its_own_plants)
{
    const double at_45 = 273.15 + 45, at_20 = 273.15 + 20, grid_w = 2 * 98e6, gas_45 = 0.79;
    start(SITE "<feed id='f' capacity='2000 MW' failure-rate='0 1/year'/><substation id='s' redundancy='N+1'>"
               "<transformer id='t1' type='calm'/><transformer id='t2' type='calm'/>"
               "<transformer id='t3' type='calm'/></substation>"
               "<gas-plant id='p' count='5' rating='10 MW'/>"
               "<genset id='g' count='4' rating='3 MW' derate='0 %/K'/></site>"
               "<transformer-type id='calm' rating='100 MVA' no-load-loss='0 kW' load-loss='0 kW' "
               "failure-rate='0 1/year' source='t' date='2026-01-01' grade='I'/>");
    struct power *power = plant_power(world->plant);
    const struct record *plant = plan_find(world->plan, "tx.p"), *farm = plan_find(world->plan, "tx.g");
    struct power_state state = state_of(0);
    ck_assert_double_eq(power_derate_ratio(&state, 273.15 + 40), 1);
    ck_assert_double_eq_tol(power_derate_ratio(&state, at_45), 0.95, 1e-12);
    ck_assert_double_eq(power_derate_ratio(&state, 273.15 + 200), 0);
    ck_assert_double_eq_tol(power_firm_load_at_w(&state, at_45), 0.95 * grid_w, 1);
    ck_assert_double_eq_tol(power_reach(power, 0, at_45).kept_w, 0.95 * grid_w + gas_45 * 40e6, 1);
    ck_assert_double_eq_tol(power_reach(power, 0, at_45).left_w, 0.95 * 3 * 98e6 + gas_45 * 50e6 + 12e6, 1);
    ck_assert_double_eq_tol(power_reach(power, 0, at_20).kept_w, grid_w + 0.965 * 40e6, 1);
    struct power_reach one = power_reach_without(power, plant, true, at_45);
    ck_assert_double_eq_tol(one.kept_w, 0.95 * grid_w + gas_45 * 30e6, 1);
    ck_assert_double_eq_tol(one.left_w, 0.95 * 3 * 98e6 + gas_45 * 40e6 + 12e6, 1);
    ck_assert_double_eq_tol(power_reach_without(power, plant, false, at_45).kept_w, 0.95 * grid_w, 1);
    ck_assert_double_eq_tol(power_reach_without(power, farm, true, at_45).left_w,
                            0.95 * 3 * 98e6 + gas_45 * 50e6 + 9e6, 1);
    struct power_reach no_feed = power_reach_without(power, plan_find(world->plan, "tx.f"), false, at_45);
    ck_assert_double_eq_tol(no_feed.kept_w, gas_45 * 40e6, 1);
    ck_assert_double_eq_tol(power_reach(power, 0, at_45).kept_w, 0.95 * grid_w + gas_45 * 40e6, 1);
    double design_k = world->plant_plan->weather->sites[0].extreme_dry_bulb_k;
    ck_assert_double_gt(design_k, 273.15 + 40);
    ck_assert_double_eq_tol(state_of(0).plant_w, (1 - 0.007 * (design_k - 273.15 - 15)) * 40e6, 1);
    plant_publish(world->plant); /* no hall: for a watt of IT a watt of load */
    ck_assert_double_eq_tol(plant_world_metric(world, "power.it_energised", "tx"),
                            power_reach(power, 0, design_k).kept_w, 1);
}
END_TEST

START_TEST(a_failed_transformer_uses_the_reserve_first)
{
    start(SITE "<feed id='f' capacity='2000 MW' failure-rate='0 1/year'/><substation id='s' redundancy='N+1'>"
               "<transformer id='t1' type='weak'/><transformer id='t2' type='weak'/>"
               "<transformer id='t3' type='weak'/></substation></site>");
    int two_out = 0, one_out = 0;
    for (int day = 0; day < 2000; day++) {
        plant_world_run(world, world->plan->start + (int64_t)day * 86400);
        struct power_state state = state_of(0);
        double expected = 98e6 * (state.transformers_out <= 1 ? 2 : 3 - state.transformers_out);
        ck_assert_double_eq_tol(state.firm_w, expected, 1);
        one_out += state.transformers_out == 1;
        two_out += state.transformers_out == 2;
    }
    ck_assert_int_gt(one_out, 50);
    ck_assert_int_gt(two_out, 0);
}
END_TEST

/* Two-state unit: unavailability L M / (1 + L M), failures L (1 - U) T; L = 2 / a, M = 200 h. */
START_TEST(failures_and_repairs_follow_the_two_state_unit)
{
    enum { REPLICATIONS = 150, UNITS = 3 };
    static const char *const ids[UNITS] = {"tx.s.t1", "tx.s.t2", "tx.s.t3"};
    double years = 7 * 365.25 / 365.25, out_s = 0, count = 0;
    world = plant_world_open(SITE "<feed id='f' capacity='2000 MW'/><substation id='s'>"
                                  "<transformer id='t1' type='weak'/><transformer id='t2' type='weak'/>"
                                  "<transformer id='t3' type='weak'/></substation></site>");
    for (uint32_t r = 0; r < REPLICATIONS; r++) {
        plant_world_start(world, r);
        sim_run_until(world->run.sim, world->plan->end);
        for (int i = 0; i < UNITS; i++) {
            struct power_outages o =
                power_outages_of(plant_power(world->plant), plan_find(world->plan, ids[i]));
            out_s += o.out_s;
            count += o.failure_count;
        }
    }
    years = (double)(world->plan->end - world->plan->start) / YEAR_S * REPLICATIONS * UNITS;
    double product = 2 * 200 * 3600 / YEAR_S, unavailable = product / (1 + product);
    double failures = 2 * (1 - unavailable) * years;
    /* constant repair: out of service nearly Poisson times M; four standard deviations */
    ck_assert_double_eq_tol(count, failures, 4 * sqrt(failures));
    ck_assert_double_eq_tol(out_s / (years * YEAR_S), unavailable, 4 * unavailable / sqrt(failures));
}
END_TEST

START_TEST(an_interruptible_feed_is_curtailed_for_its_hours)
{
    enum { REPLICATIONS = 60 };
    double out_s = 0, count = 0;
    world =
        plant_world_open(SITE "<feed id='f' capacity='100 MW' supply='interruptible' failure-rate='0 1/year' "
                              "interruptible-hours='100 h/year'/></site>");
    for (uint32_t r = 0; r < REPLICATIONS; r++) {
        plant_world_start(world, r);
        sim_run_until(world->run.sim, world->plan->end);
        struct power_outages o = power_outages_of(plant_power(world->plant), plan_find(world->plan, "tx.f"));
        out_s += o.out_s;
        count += o.curtailment_count;
        ck_assert_int_eq(o.failure_count, 0);
    }
    double years = (double)(world->plan->end - world->plan->start) / YEAR_S * REPLICATIONS;
    ck_assert_double_eq_tol(count / years, 50, 4 * 50 / sqrt(count));
    ck_assert_double_eq_tol(out_s / 3600 / years, 100, 4 * 100 * sqrt(2 / count));
}
END_TEST

START_TEST(one_transformer_more_leaves_the_failures_of_the_others)
{
    int64_t out[2][2];
    static const char *const more[] = {"", "<transformer id='t0' type='weak'/>"};
    struct arena *arena = arena_new();
    for (int i = 0; i < 2; i++) {
        start(arena_printf(arena,
                           SITE "<feed id='f' capacity='2000 MW'/><substation id='s'>%s<transformer id='t1' "
                                "type='weak'/><transformer id='t2' type='weak'/></substation></site>",
                           more[i]));
        sim_run_until(world->run.sim, world->plan->end);
        for (int t = 0; t < 2; t++)
            out[i][t] = (int64_t)power_outages_of(plant_power(world->plant),
                                                  plan_find(world->plan, t ? "tx.s.t2" : "tx.s.t1"))
                            .out_s;
        plant_world_close(world);
    }
    ck_assert_int_eq(out[0][0], out[1][0]);
    ck_assert_int_eq(out[0][1], out[1][1]);
    ck_assert_int_ne(out[0][0], out[0][1]);
    arena_free(arena);
    start(SITE "</site>");
}
END_TEST

START_TEST(nothing_fails_in_the_base_case)
{
    start(SITE "<feed id='f' capacity='2000 MW' failure-rate='50 1/year'/></site>");
    world->run.draw.median = true;
    world->run.happening_count = 0;
    world->plant = plant_start(world->plant_plan, &world->run);
    size_t before = world->run.happening_count;
    ck_assert_uint_eq(before, 1); /* energised */
}
END_TEST

START_TEST(halls_are_commissioned_by_their_needs_and_grouped_by_build)
{
    start(SITE
          "<milestone id='h1-ready'>" NEVER "</milestone><milestone id='h2-ready'>" NEVER "</milestone>"
          "<feed id='f' capacity='300 MW'/>"
          "<hall id='h1' it-capacity='48 MW' positions='300' ups='ups' cooling='dry-32C' needs='h1-ready'/>"
          "<hall id='h2' it-capacity='96 MW' positions='600' ups='ups' cooling='dry-32C' "
          "needs='h1-ready h2-ready'/>"
          "<hall id='h3' it-capacity='48 MW' positions='300' ups='ups' cooling='tower-27C' "
          "needs='h2-ready'/></site>");
    const struct halls_plan *plan = world->plant_plan->halls;
    ck_assert_int_eq(halls_group_count(plan), 2);
    ck_assert_int_eq(halls_group_of(plan, plan_find(world->plan, "tx.h2")), 0);
    ck_assert_int_eq(halls_group_of(plan, plan_find(world->plan, "tx.h3")), 1);
    ck_assert_double_eq_tol(halls_design(plan, 0)->it_capacity_w, 144e6, 1);
    ck_assert_double_eq_tol(halls_design(plan, 0)->ups_w.installed, 1.25 * 1.01 * 144e6, 1);
    ck_assert_double_eq(plant_world_metric(world, "halls.it_commissioned", "tx"), 0);
    finish("tx.h1-ready");
    ck_assert_double_eq_tol(plant_world_metric(world, "halls.it_commissioned", "tx"), 48e6, 1);
    ck_assert_double_eq(plant_world_metric(world, "halls.positions", "tx"), 300);
    finish("tx.h2-ready");
    ck_assert_double_eq_tol(plant_world_metric(world, "halls.it_commissioned", "tx"), 192e6, 1);
    ck_assert(progress_done(world->run.progress, plan_find(world->plan, "tx.h3")));
    ck_assert_double_eq_tol(plant_group_w(world->plant, 0), 144e6, 1);
}
END_TEST

Suite *test_power_suite(void)
{
    Suite *suite = suite_create("power");
    TCase *cases = tcase_create("power");
    tcase_add_checked_fixture(cases, NULL, close_world);
    tcase_add_test(cases, a_staged_feed_follows_its_stages_up_to_its_contract);
    tcase_add_test(cases, firm_capacity_keeps_the_stated_reserve);
    tcase_add_test(cases, the_feed_carries_the_load_that_it_says_and_not_more);
    tcase_add_test(cases, the_reach_of_a_supply_counts_heat_and_its_own_plants);
    tcase_add_test(cases, a_failed_transformer_uses_the_reserve_first);
    tcase_add_test(cases, failures_and_repairs_follow_the_two_state_unit);
    tcase_add_test(cases, an_interruptible_feed_is_curtailed_for_its_hours);
    tcase_add_test(cases, one_transformer_more_leaves_the_failures_of_the_others);
    tcase_add_test(cases, nothing_fails_in_the_base_case);
    tcase_add_test(cases, halls_are_commissioned_by_their_needs_and_grouped_by_build);
    suite_add_tcase(suite, cases);
    return suite;
}
