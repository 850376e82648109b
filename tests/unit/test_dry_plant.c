/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "physics/chiller_sets.h"
#include "physics/dry_cooler.h"
#include "physics/dry_plant.h"

#include <math.h>
#include <stddef.h>

#define K(celsius) (273.15 + (celsius))

static struct dry_plant plant_with(double supply_c, int chillers, double precool_ratio)
{
    struct dry_plant plant = {
        .cooler = {100e6, 8.0, 1.5e6, 0.05, 10.0, precool_ratio, 0.0},
        .trim = {.curves = chiller_sets_find("ashrae-air-cooled"),
                 .reference_w = 3e6,
                 .unit_count = chillers},
        .supply_k = K(supply_c),
        .supply_limit_k = K(supply_c + 2.0),
        .loop_rise_k = 10.0,
    };

    return plant;
}

/* One hour's answer. */
struct hour {
    double fan_w, chiller_w, water_kg_s, supply_k, capacity_w;
};

static struct hour run(const struct dry_plant *plant, double dry_c, double wet_c, double heat_w)
{
    struct dry_plant_line line = dry_plant_line(plant, NULL);
    struct hour h;
    double dry_k = K(dry_c), wet_k = K(wet_c);
    struct dry_plant_hours hours = {
        1,           &dry_k,        &wet_k, &heat_w, &h.fan_w, &h.chiller_w, &h.water_kg_s,
        &h.supply_k, &h.capacity_w, 0.0,    0.0};

    dry_plant_block(&line, &hours, NULL);
    return h;
}

START_TEST(a_cooler_at_rating_has_its_rated_approach_and_fan_power)
{
    struct dry_cooler c = {1e6, 8.0, 15e3, 0.06, 10.0, 0.85, 4.0};

    ck_assert_double_eq_tol(dry_cooler_approach_k(&c, 1e6, 1.0, NULL), 8.0, 1e-12);
    ck_assert_double_eq_tol(dry_cooler_air_ratio(&c, 1e6, 8.0, NULL), 1.0, 1e-12);
    ck_assert_double_eq_tol(dry_cooler_fan_w(&c, 1.0, NULL), 15e3, 1e-9);
    ck_assert_double_eq_tol(dry_cooler_fan_w(&c, 0.5, NULL), 15e3 / 8.0, 1e-9);
    ck_assert_double_eq_tol(dry_cooler_fan_w(&c, 0.1, NULL), 0.06 * 15e3, 1e-9);
    ck_assert(dry_cooler_fan_w(&c, 0.0, NULL) == 0.0);
    ck_assert_double_eq_tol(dry_cooler_inlet_k(&c, K(40), K(20), 1.0, NULL), K(23), 1e-9);
}
END_TEST

START_TEST(air_ratio_and_approach_are_inverse)
{
    struct dry_cooler c = {1e6, 8.0, 15e3, 0.06, 10.0, 0.0, 0.0};
    int clamped = 0;

    for (double load = 0.2; load <= 1.1; load += 0.1)
        for (double air = 0.1; air <= 1.0; air += 0.1) {
            double approach = dry_cooler_approach_k(&c, load * 1e6, air, NULL);
            ck_assert_double_eq_tol(dry_cooler_air_ratio(&c, load * 1e6, approach, NULL), air, 1e-12);
        }
    ck_assert(dry_cooler_air_ratio(&c, 1e6, 7.0, &clamped) == 1.0);
    ck_assert_int_eq(clamped, 1);
}
END_TEST

START_TEST(pads_evaporate_what_the_cooling_of_the_air_takes)
{
    struct dry_cooler c = {1e6, 8.0, 15e3, 0.06, 10.0, 0.85, 0.0};
    double kg_s = dry_cooler_water_kg_s(&c, 1.0, 5.0, K(20), NULL);

    ck_assert_double_eq_tol(kg_s * 2.4538e6, 5e5, 100.0); /* hfg at 20 C */
    c.cycles_ratio = 5.0;
    ck_assert_double_eq_tol(dry_cooler_water_kg_s(&c, 1.0, 5.0, K(20), NULL), 1.25 * kg_s, 1e-12);
}
END_TEST

START_TEST(cold_air_needs_fans_only)
{
    struct dry_plant plant = plant_with(30.0, 30, 0.85);
    struct hour h = run(&plant, 10.0, 6.0, 90e6);

    ck_assert_double_eq_tol(h.fan_w, 1.5e6 * fmax(pow(7.2 / 20.0, 3.75), 0.05), 1e-3);
    ck_assert(h.chiller_w == 0.0 && h.water_kg_s == 0.0 && h.supply_k == K(30.0));
    ck_assert_double_gt(h.capacity_w, 100e6);
}
END_TEST

START_TEST(pads_come_before_chillers_and_wet_just_enough)
{
    struct dry_plant plant = plant_with(35.0, 30, 0.85);
    struct hour h = run(&plant, 34.0, 20.0, 100e6);

    ck_assert_double_eq_tol(h.fan_w, 1.5e6, 1e-6);
    ck_assert(h.chiller_w == 0.0);
    ck_assert_double_eq_tol(h.water_kg_s, dry_cooler_water_kg_s(&plant.cooler, 1.0, 7.0, K(20), NULL), 1e-9);
}
END_TEST

/* Heat of the loop = heat taken by coolers at their approach + heat of the chillers. */
START_TEST(the_heat_of_cooler_and_chiller_closes)
{
    struct dry_plant plant = plant_with(30.0, 60, 0.0);
    struct dry_plant_line line = dry_plant_line(&plant, NULL);

    for (double dry_c = 23.0; dry_c < 38.0; dry_c += 1.0) {
        double heat = 90e6,
               mixed_k = (dry_c - 30.0 + 7.2) / (1.0 + 7.2 / 10.0); /* above supply, after coolers */
        double trim_w = heat * mixed_k / 10.0, cooler_w = heat - trim_w;
        struct chiller_state trim = chiller_line_run(&line.trim, trim_w, K(dry_c), NULL);
        struct hour h = run(&plant, dry_c, 20.0, heat);
        ck_assert_double_eq_tol(dry_c + 8.0 * cooler_w / 100e6, 30.0 + mixed_k, 1e-9);
        ck_assert_double_eq_tol(h.chiller_w, trim.power_w, 1.0);
        ck_assert_double_eq_tol(h.supply_k, K(30.0), 1e-9);
    }
}
END_TEST

START_TEST(capacity_is_the_heat_at_which_the_supply_reaches_its_limit)
{
    for (int chillers = 0; chillers <= 12; chillers += 6)
        for (int pads = 0; pads <= 1; pads++) {
            struct dry_plant plant = plant_with(30.0, chillers, 0.85 * pads);
            for (double dry_c = 20.0; dry_c <= 44.0; dry_c += 0.5) {
                double capacity = run(&plant, dry_c, 20.0 + 0.2 * (dry_c - 20.0), 50e6).capacity_w;
                struct hour h = run(&plant, dry_c, 20.0 + 0.2 * (dry_c - 20.0), capacity);
                ck_assert_msg(h.supply_k <= plant.supply_limit_k + 1e-6, "%d %d %g C: %g W gives %.12g K",
                              chillers, pads, dry_c, capacity, h.supply_k);
                if (capacity > 0.0 && capacity < 109.9e6 && dry_c < 42.0)
                    ck_assert_double_eq_tol(h.supply_k, plant.supply_limit_k, 1e-6);
            }
        }
}
END_TEST

START_TEST(hotter_air_never_lowers_cooling_power_at_equal_load)
{
    for (double supply_c = 18.0; supply_c <= 45.0; supply_c += 4.5)
        for (int pads = 0; pads <= 1; pads++)
            for (double heat = 5e6; heat <= 110e6; heat += 15e6) {
                struct dry_plant plant = plant_with(supply_c, 60, 0.85 * pads);
                double before = 0.0;
                for (double dry_c = -20.0; dry_c <= 50.0; dry_c += 0.1) {
                    struct hour h = run(&plant, dry_c, 0.6 * dry_c, heat);
                    ck_assert(h.supply_k == plant.supply_k);
                    ck_assert_double_ge(h.fan_w + h.chiller_w, before * (1.0 - 1e-12));
                    before = h.fan_w + h.chiller_w;
                }
            }
}
END_TEST

START_TEST(more_load_never_lowers_power_and_hotter_air_never_raises_capacity)
{
    for (double dry_c = -10.0; dry_c <= 48.0; dry_c += 2.0) {
        struct dry_plant plant = plant_with(32.0, 20, 0.5);
        double before = 0.0;
        for (double heat = 0.0; heat <= 110e6; heat += 0.37e6) {
            struct hour h = run(&plant, dry_c, 0.6 * dry_c, heat);
            ck_assert_double_ge(h.fan_w + h.chiller_w, before * (1.0 - 1e-12));
            before = h.fan_w + h.chiller_w;
        }
        ck_assert_double_le(run(&plant, dry_c + 0.1, 0.6 * dry_c, 50e6).capacity_w,
                            run(&plant, dry_c, 0.6 * dry_c, 50e6).capacity_w * (1.0 + 1e-12));
    }
}
END_TEST

START_TEST(a_block_equals_its_hours_and_counts_clamps)
{
    enum { COUNT = 77 };
    struct dry_plant plant = plant_with(30.0, 30, 0.6);
    double dry[COUNT], wet[COUNT], heat[COUNT], out[5][COUNT];
    struct dry_plant_hours hours = {COUNT, dry, wet, heat, out[0], out[1], out[2], out[3], out[4], 0.0, 0.0};
    struct dry_plant_line line;
    int clamped = 0;

    for (int i = 0; i < COUNT; i++) {
        dry[i] = K(-20.0 + 0.9 * i);
        wet[i] = dry[i] - 0.15 * i;
        heat[i] = 1e6 * ((i * 37) % 112);
    }
    line = dry_plant_line(&plant, &clamped);
    ck_assert_int_eq(clamped, 1); /* 30 C is above any published leaving temperature */
    dry_plant_block(&line, &hours, &clamped);
    ck_assert_int_gt(clamped, 1);
    for (int i = 0; i < COUNT; i++) {
        struct hour h = run(&plant, dry[i] - 273.15, wet[i] - 273.15, heat[i]);
        ck_assert_double_eq_tol(h.fan_w, out[0][i], 1e-6);
        ck_assert_double_eq_tol(h.chiller_w, out[1][i], 1e-5);
        ck_assert_double_eq_tol(h.water_kg_s, out[2][i], 1e-9);
        ck_assert_double_eq_tol(h.supply_k, out[3][i], 1e-9);
        ck_assert_double_eq_tol(h.capacity_w, out[4][i], 1e-4);
    }
}
END_TEST

Suite *test_dry_plant_suite(void)
{
    Suite *suite = suite_create("dry_plant");
    TCase *tests = tcase_create("all");

    tcase_add_test(tests, a_cooler_at_rating_has_its_rated_approach_and_fan_power);
    tcase_add_test(tests, air_ratio_and_approach_are_inverse);
    tcase_add_test(tests, pads_evaporate_what_the_cooling_of_the_air_takes);
    tcase_add_test(tests, cold_air_needs_fans_only);
    tcase_add_test(tests, pads_come_before_chillers_and_wet_just_enough);
    tcase_add_test(tests, the_heat_of_cooler_and_chiller_closes);
    tcase_add_test(tests, capacity_is_the_heat_at_which_the_supply_reaches_its_limit);
    tcase_add_test(tests, hotter_air_never_lowers_cooling_power_at_equal_load);
    tcase_add_test(tests, more_load_never_lowers_power_and_hotter_air_never_raises_capacity);
    tcase_add_test(tests, a_block_equals_its_hours_and_counts_clamps);
    suite_add_tcase(suite, tests);
    return suite;
}
