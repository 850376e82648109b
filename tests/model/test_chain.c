/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kernels of the world against the formulas of src/physics, which published cases hold: what those
 * say of losses, the simulation has.
 */
#include "../unit/suites.h"
#include "plant_world.h"

#include "handbook/formula_list.h"
#include "physics/distribution.h"
#include "physics/transformer.h"
#include "physics/ups.h"
#include "power/chain.h"
#include "power/power_types.h"
#include "world/hall_levels.h"
#include "world/site_load.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { HOURS = 121 }; /* 0 to 120 % of the IT capacity; the tail is no whole lane */

struct hours {
    double it_w[HOURS], distribution_w[HOURS], ups_w[HOURS], transformer_w[HOURS], input_w[HOURS];
};

static void run_chain(const struct chain_build *build, struct hours *hours)
{
    struct chain chain = chain_make(build);
    for (int i = 0; i < HOURS; i++)
        hours->it_w[i] = build->it_capacity_w * i / 100;
    chain_block(&chain, &(struct chain_hours){HOURS, hours->it_w, hours->distribution_w, hours->ups_w,
                                              hours->transformer_w, hours->input_w});
}

static void check(double is, double must)
{
    ck_assert_double_le(fabs(is - must), 1e-12 * fabs(must));
}

static const struct record *any(const struct plant_world *world, const struct kind *kind)
{
    ck_assert_int_gt(plan_list(world->plan, kind).count, 0);
    return plan_list(world->plan, kind).items[0];
}

START_TEST(the_chain_loses_what_physics_says_at_every_load)
{
    static const int transformers[] = {1, 3, 40};
    struct plant_world *world = plant_world_open("");
    const struct record *ups = any(world, &power_ups_type_kind);
    const struct record *type = any(world, &power_transformer_type_kind);
    struct ups_curve curve = {"plan", "", record_number(ups, UPS_TYPE_LOSS_FIXED),
                              record_number(ups, UPS_TYPE_LOSS_LINEAR),
                              record_number(ups, UPS_TYPE_LOSS_SQUARE)};
    struct transformer unit = {record_number(type, TRANSFORMER_TYPE_RATING),
                               record_number(type, TRANSFORMER_TYPE_NO_LOAD_LOSS),
                               record_number(type, TRANSFORMER_TYPE_LOAD_LOSS)};
    for (int k = 0; k < 3; k++) {
        int count = transformers[k], clamped = 0;
        struct hours hours;
        double ups_w = 0.8 * count * unit.rated_va;
        struct chain_build build = {.it_capacity_w = 0.7 * count * unit.rated_va,
                                    .distribution_loss_ratio = 0.015,
                                    .ups = ups,
                                    .transformer = type,
                                    .ups_w = {ups_w, ups_w, ups_w},
                                    .transformers = {count, count, count},
                                    .power_factor_ratio = 0.97};
        run_chain(&build, &hours);
        for (int i = 0; i < HOURS; i++) {
            double it = hours.it_w[i], cables = distribution_loss_w(build.it_capacity_w, 0.015, it, &clamped);
            double battery = ups_loss_w(&curve, ups_w, it + cables, &clamped);
            double steel = count * transformer_loss_w(&unit, (it + cables + battery) / count, 0.97, &clamped);
            check(hours.distribution_w[i], cables);
            check(hours.ups_w[i], battery);
            check(hours.transformer_w[i], steel);
            check(hours.input_w[i], it + cables + battery + steel);
        }
        ck_assert_int_eq(clamped, 0);
    }
    plant_world_close(world);
}
END_TEST

START_TEST(main_transformers_lose_what_physics_says_at_every_load)
{
    static const double power_factor[] = {1, 0.95};
    for (int k = 0; k < 2; k++) {
        struct arena *arena = arena_new();
        struct plant_world *world = plant_world_open(arena_printf(
            arena,
            "<site id='tx' owner='cloud' climate='dallas' region='ercot'><feed id='f' capacity='2000 MW'/>"
            "<substation id='s' redundancy='N' power-factor='%g'><transformer type='main'/>"
            "<transformer type='main'/><transformer type='main'/></substation></site>",
            power_factor[k]));
        plant_world_start(world, 0);
        struct power_state state;
        power_site_state(plant_power(world->plant), 0, &state);
        const struct record *type = plan_find(world->plan, "main");
        struct transformer unit = {record_number(type, TRANSFORMER_TYPE_RATING),
                                   record_number(type, TRANSFORMER_TYPE_NO_LOAD_LOSS),
                                   record_number(type, TRANSFORMER_TYPE_LOAD_LOSS)};
        double load[HOURS], loss[HOURS], feed[HOURS];
        int clamped = 0;
        for (int i = 0; i < HOURS; i++)
            load[i] = state.installed_w * i / 100;
        power_feed_block(&state, HOURS, load, loss, feed);
        for (int i = 0; i < HOURS; i++) {
            double must = 3 * transformer_loss_w(&unit, load[i] / 3, power_factor[k], &clamped);
            check(loss[i], must);
            check(feed[i], load[i] + must);
        }
        ck_assert_int_eq(clamped, 0);
        plant_world_close(world);
        arena_free(arena);
    }
}
END_TEST

#define FACTORS " no-load-loss-factor='2' load-loss-factor='3'"
#define GRADED  " source='test' date='2026-11-20' grade='I'/>"

/* UPS by its three losses and by a data sheet, and unit transformers. */
START_TEST(metered_factors_scale_the_part_they_name)
{
    struct plant_world *world = plant_world_open(
        "<ups-type id='u1' points='25:95.8 50:97 75:97.3 100:97.4'" GRADED
        "<ups-type id='u2' points='25:95.8 50:97 75:97.3 100:97.4'" FACTORS GRADED "<ups-type id='u3'" GRADED
        "<ups-type id='u4'" FACTORS GRADED
        "<transformer-type id='t1' rating='3 MVA' no-load-loss='5.3 kW' load-loss='24.5 kW'" GRADED
        "<transformer-type id='t2' rating='3 MVA' no-load-loss='5.3 kW' load-loss='24.5 kW'" FACTORS GRADED);
    static const char *const pairs[3][2][2] = {
        {{"u1", NULL}, {"u2", NULL}}, {{"u3", NULL}, {"u4", NULL}}, {{NULL, "t1"}, {NULL, "t2"}}};
    for (int p = 0; p < 3; p++) {
        struct chain chains[2];
        for (int k = 0; k < 2; k++) {
            const char *const *ids = pairs[p][k];
            struct chain_build build = {.it_capacity_w = 100e6,
                                        .ups = ids[0] ? plan_find(world->plan, ids[0]) : NULL,
                                        .transformer = ids[1] ? plan_find(world->plan, ids[1]) : NULL,
                                        .ups_w = {125e6, 125e6, 125e6},
                                        .transformers = {40, 40, 40},
                                        .power_factor_ratio = 1};
            chains[k] = chain_make(&build);
        }
        double idle = chain_loss_w(&chains[0], 0);
        check(chain_loss_w(&chains[1], 0), 2 * idle);
        for (double it = 10e6; it <= 125e6; it += 23e6)
            check(chain_loss_w(&chains[1], it) - 2 * idle, 3 * (chain_loss_w(&chains[0], it) - idle));
    }
    plant_world_close(world);
}
END_TEST

/* A hall of 10 MW by its attributes; 1 % lost in cables at full load, UPS 0.6 + 0.9 x + 1.1 x^2 %, and
   transformers of 3 MVA with 5.3 and 24.5 kW. */
static struct plant_world *open_levels(const char *attributes, struct hall_group *hall)
{
    struct arena *arena = arena_new();
    struct plant_world *world = plant_world_open(arena_printf(
        arena,
        "<site id='tx' owner='cloud' climate='dallas' region='ercot'><feed id='f' capacity='20 MW'/>"
        "<hall id='h' it-capacity='10 MW' positions='60' ups='ups' cooling='dry-32C' %s/></site>",
        attributes));
    arena_free(arena);
    *hall = halls_alone(plan_find(world->plan, "tx.h"));
    return world;
}

/* UPS at half load of the hall: no-load loss of all that is installed, the rest by what each unit carries. */
START_TEST(each_topology_loads_its_ups_as_it_must)
{
    static const struct {
        const char *redundancy;
        double installed, loaded; /* over what full load needs */
    } rows[] = {{"N", 1, 1},        {"N+1", 1.25, 1.25},        {"N+2", 1.5, 1.5},   {"2N", 2, 2},
                {"3N/2", 1.5, 1.5}, {"4N/3", 4.0 / 3, 4.0 / 3}, {"catcher", 1.25, 1}};
    const double it = 5e6, out = it + 0.01 / 10e6 * it * it, need = 10.1e6;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char attributes[64];
        struct hall_group hall;
        snprintf(attributes, sizeof attributes, "ups-redundancy='%s'", rows[i].redundancy);
        struct plant_world *world = open_levels(attributes, &hall);
        struct chain chain = load_chain(&hall);
        double load = out / (rows[i].loaded * need);
        double loss =
            rows[i].installed * need * 0.006 + rows[i].loaded * need * (0.009 * load + 0.011 * load * load);
        check(hall.ups_w.installed, rows[i].installed * need);
        check(hall.ups_w.firm, need);
        check(chain_flow_at(&chain, it).ups_w, out);
        check(chain_loss_w(&chain, it), out - it + loss);
        if (!strcmp(rows[i].redundancy, "2N"))
            ck_assert_double_lt(load, 0.5);
        plant_world_close(world);
    }
}
END_TEST

/* 2.5 MW units for 10.1 MW: five are needed, so two systems of four carry them. */
START_TEST(units_of_a_size_come_whole)
{
    struct hall_group hall;
    struct plant_world *world = open_levels("ups-module='2500 kW'", &hall);
    check(hall.ups_w.installed, 7 * 2.5e6);
    check(hall.ups_w.firm, 5 * 2.5e6);
    plant_world_close(world);
    world = open_levels("ups-module='2500 kW' ups-count='10' ups-redundancy='2N'", &hall);
    check(hall.ups_w.installed, 25e6);
    check(hall.ups_w.firm, 12.5e6);
    plant_world_close(world);
}
END_TEST

/* Five transformers of 3 MVA at a power factor of 0.9, one of them a catcher: copper loss in four. */
START_TEST(a_catcher_costs_iron_and_a_low_power_factor_copper)
{
    struct hall_group hall;
    struct plant_world *world = open_levels("transformer='unit' transformer-count='5' power-factor='0.9' "
                                            "transformer-redundancy='catcher'",
                                            &hall);
    struct chain chain = load_chain(&hall);
    struct chain_flow flow = chain_flow_at(&chain, 8e6);
    double load = flow.transformer_w / 0.9 / (4 * 3e6);
    check(flow.input_w - flow.transformer_w, 5 * 5.3e3 + 4 * load * load * 24.5e3);
    check(hall.transformers.firm, 4);
    plant_world_close(world);
}
END_TEST

static double calc(struct arena *arena, const char *redundancy, double load, const char *output)
{
    struct formula_call *call = formula_call_new(formula_list_find("chain"), arena, diag_new(arena));
    ck_assert(formula_set(call, arena_printf(arena, "redundancy=%s", redundancy)));
    ck_assert(formula_set(call, arena_printf(arena, "load=%g", load)));
    ck_assert(formula_run(call, false));
    return call->out[formula_output_place(call->formula, output)];
}

/* `calc chain`, which knows no kernel, and a hall with as many transformers, of every topology. */
START_TEST(a_hall_draws_what_calc_says_of_its_chain)
{
    static const char *const names[] = {"N", "N+1", "N+2", "2N", "3N/2", "4N/3", "catcher"};
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct hall_group hall;
        struct plant_world *world =
            open_levels(arena_printf(arena,
                                     "ups-redundancy='%s' transformer='unit' transformer-redundancy='%s' "
                                     "transformer-count='%d'",
                                     names[i], names[i], (int)calc(arena, names[i], 1, "transformers")),
                        &hall);
        struct chain chain = load_chain(&hall);
        ck_assert_int_eq((int)hall.transformers.installed,
                         hall_levels_transformers(&hall, redundancy_system((enum redundancy)i, 4)));
        for (double load = 0; load <= 1; load += 0.25)
            check(chain_flow_at(&chain, load * 10e6).input_w, calc(arena, names[i], load, "input"));
        plant_world_close(world);
    }
    arena_free(arena);
}
END_TEST

/* Facts V29: the stages of both chains at full load, from the feed side of the unit transformer to the racks'
   inlets: 0.9953 x 0.97 x 0.99 against 0.985 x 0.995; behind the inlets 0.975 and 0.985. */
START_TEST(direct_current_saves_what_its_stages_say)
{
    struct plant_world *world = plant_world_open(
        "<ups-type id='ac' loss-fixed='0 %' loss-linear='0 %' loss-square='3.092783505 %'" GRADED
        "<ups-type id='dc' output='800vdc' loss-fixed='0 %' loss-linear='0 %' loss-square='1.522842640 "
        "%'" GRADED
        "<transformer-type id='lv' rating='100 MVA' no-load-loss='0 kW' load-loss='472.2194 kW'" GRADED);
    double it = 100e6 * 0.97 * 0.99, ac_w = it / 0.99, dc_w = it / 0.995;
    struct chain_build ac = {.it_capacity_w = it,
                             .distribution_loss_ratio = 1 / 0.99 - 1,
                             .ups = plan_find(world->plan, "ac"),
                             .transformer = plan_find(world->plan, "lv"),
                             .ups_w = {ac_w, ac_w, ac_w},
                             .transformers = {1, 1, 1},
                             .power_factor_ratio = 1};
    struct chain_build dc = {.it_capacity_w = it,
                             .distribution_loss_ratio = 1 / 0.995 - 1,
                             .ups = plan_find(world->plan, "dc"),
                             .ups_w = {dc_w, dc_w, dc_w},
                             .power_factor_ratio = 1};
    struct chain today = chain_make(&ac), direct = chain_make(&dc);
    double from = it / chain_flow_at(&today, it).input_w, to = it / chain_flow_at(&direct, it).input_w;
    ck_assert_double_eq_tol(from, 0.9953 * 0.97 * 0.99, 1e-6);
    ck_assert_double_eq_tol(to, 0.985 * 0.995, 1e-6);
    ck_assert_double_eq_tol(0.9971 * 0.998 * from * 0.975, 0.927, 5e-4);
    ck_assert_double_eq_tol(0.9971 * 0.998 * to * 0.985, 0.961, 5e-4);
    plant_world_close(world);
}
END_TEST

Suite *test_chain_suite(void)
{
    Suite *suite = suite_create("chain");
    TCase *tcase = tcase_create("chain");
    tcase_add_test(tcase, the_chain_loses_what_physics_says_at_every_load);
    tcase_add_test(tcase, main_transformers_lose_what_physics_says_at_every_load);
    tcase_add_test(tcase, metered_factors_scale_the_part_they_name);
    tcase_add_test(tcase, each_topology_loads_its_ups_as_it_must);
    tcase_add_test(tcase, units_of_a_size_come_whole);
    tcase_add_test(tcase, a_catcher_costs_iron_and_a_low_power_factor_copper);
    tcase_add_test(tcase, a_hall_draws_what_calc_says_of_its_chain);
    tcase_add_test(tcase, direct_current_saves_what_its_stages_say);
    suite_add_tcase(suite, tcase);
    return suite;
}
