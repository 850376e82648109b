/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kernels of the world against the formulas of src/physics, which published cases hold: what those
 * say of losses, the simulation has.
 */
#include "../unit/suites.h"
#include "plant_world.h"

#include "physics/distribution.h"
#include "physics/transformer.h"
#include "physics/ups.h"
#include "power/chain.h"
#include "power/power_types.h"

#include <math.h>

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
        struct chain_build build = {
            0.7 * count * unit.rated_va, 0.8 * count * unit.rated_va, 0.015, ups, type, count};
        run_chain(&build, &hours);
        for (int i = 0; i < HOURS; i++) {
            double it = hours.it_w[i], cables = distribution_loss_w(build.it_capacity_w, 0.015, it, &clamped);
            double battery = ups_loss_w(&curve, build.ups_rated_w, it + cables, &clamped);
            double steel = count * transformer_loss_w(&unit, (it + cables + battery) / count, 1, &clamped);
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
            struct chain_build build = {100e6,
                                        125e6,
                                        0,
                                        ids[0] ? plan_find(world->plan, ids[0]) : NULL,
                                        ids[1] ? plan_find(world->plan, ids[1]) : NULL,
                                        40};
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

Suite *test_chain_suite(void)
{
    Suite *suite = suite_create("chain");
    TCase *tcase = tcase_create("chain");
    tcase_add_test(tcase, the_chain_loses_what_physics_says_at_every_load);
    tcase_add_test(tcase, main_transformers_lose_what_physics_says_at_every_load);
    tcase_add_test(tcase, metered_factors_scale_the_part_they_name);
    suite_add_tcase(suite, tcase);
    return suite;
}
