/* SPDX-License-Identifier: Apache-2.0 */
/* Transformer, UPS, pump, fan and water: what a plant loses and drinks on the way. */
#include "suites.h"

#include "physics/fan.h"
#include "physics/pump.h"
#include "physics/transformer.h"
#include "physics/ups.h"
#include "physics/water.h"

#include <math.h>
#include <stddef.h>

START_TEST(transformers_have_their_published_efficiency)
{
    static const struct {
        double rated_va, no_load_w, resistive_ratio, percent[4], best;
    } rows[] = {
        {63e6, 31.51e3, 0.0031, {99.723, 99.746, 99.702, 99.641}, 0.40},
        {25e6, 14e3, 0.0041, {99.675, 99.684, 99.619, 99.536}, 0.37},
        {0.63e6, 1650.0, 0.01206, {98.669, 98.886, 98.762, 98.553}, 0.47},
    };

    for (int i = 0; i < 3; i++) {
        struct transformer t =
            transformer_from_short_circuit(rows[i].rated_va, rows[i].no_load_w, rows[i].resistive_ratio);
        for (int q = 0; q < 4; q++) {
            double output_w = 0.25 * (q + 1) * t.rated_va;
            ck_assert_double_eq_tol(100.0 * transformer_efficiency_ratio(&t, output_w, 1.0, NULL),
                                    rows[i].percent[q], 0.001);
        }
        ck_assert_double_eq_tol(transformer_best_load_ratio(&t), rows[i].best, 0.005);
    }
}
END_TEST

START_TEST(a_low_power_factor_costs_copper_and_overload_is_counted)
{
    struct transformer t = {10e6, 10e3, 60e3};
    int clamped = 0;

    ck_assert_double_eq_tol(transformer_loss_w(&t, 8e6, 0.8, &clamped), 70e3, 1e-6);
    ck_assert_int_eq(clamped, 0);
    ck_assert_double_eq_tol(transformer_loss_w(&t, 20e6, 1.0, &clamped), 10e3 + 2.25 * 60e3, 1e-6);
    ck_assert_int_eq(clamped, 1);
    ck_assert(transformer_loss_w(&t, 0.0, 1.0, NULL) == 10e3);
}
END_TEST

START_TEST(ups_curves_have_their_stated_efficiency)
{
    static const double loads[] = {0.10, 0.25, 0.50, 0.75, 1.00};
    static const double percent[3][5] = {
        {93.5, 96.6, 97.4, 97.5, 97.5}, {91.7, 95.8, 97.0, 97.3, 97.4}, {96.7, 98.4, 98.9, 99.1, 99.1}};

    for (int c = 0; c < 3; c++)
        for (int i = 0; i < 5; i++)
            ck_assert_double_eq_tol(100.0 * ups_efficiency_ratio(&ups_curves[c], 1e6, 1e6 * loads[i], NULL),
                                    percent[c][i], 0.06);
    ck_assert_ptr_eq(ups_curve_find("eco"), &ups_curves[2]);
    ck_assert_ptr_null(ups_curve_find("none"));
}
END_TEST

START_TEST(more_load_never_lowers_losses)
{
    struct transformer t = {10e6, 10e3, 60e3};
    double before[2] = {0.0, 0.0};

    for (double load = 0.0; load < 18e6; load += 11e3) {
        double now[2] = {transformer_loss_w(&t, load, 0.95, NULL),
                         ups_loss_w(&ups_curves[0], 12e6, load, NULL)};
        for (int i = 0; i < 2; i++) {
            ck_assert_double_ge(now[i], before[i]);
            before[i] = now[i];
        }
    }
}
END_TEST

START_TEST(pumps_follow_affinity_down_to_their_floor)
{
    struct pump p = {0.5, 200e3, 0.0, 0.7, 0.07};
    double rated_w = 0.5 * 200e3 / 0.7;

    ck_assert_double_eq_tol(pump_power_w(&p, 0.5, NULL), rated_w, 1e-6);
    ck_assert_double_eq_tol(pump_power_w(&p, 0.25, NULL), rated_w / 8.0, 1e-6);
    ck_assert_double_eq_tol(pump_power_w(&p, 0.05, NULL), 0.07 * rated_w, 1e-6);
    ck_assert(pump_power_w(&p, 0.0, NULL) == 0.0);
    p.static_pa = 80e3;
    ck_assert_double_eq_tol(pump_power_w(&p, 0.25, NULL), 0.25 * (80e3 + 30e3) / 0.7, 1e-6);
    ck_assert_double_eq_tol(pump_head_pa(&p, 0.25, NULL), 110e3, 1e-6);
}
END_TEST

START_TEST(fan_curves_have_their_published_points)
{
    static const double flow[] = {0.25, 0.50, 0.75, 1.00};
    static const double reset[] = {0.1, 0.185, 0.464, 1.0}, fixed[] = {0.2, 0.300, 0.604, 0.999};

    for (int i = 0; i < 4; i++) {
        ck_assert_double_eq_tol(fan_part_load_ratio(fan_curve_find("vsd-reset"), flow[i], NULL), reset[i],
                                1e-3);
        ck_assert_double_eq_tol(fan_part_load_ratio(fan_curve_find("vsd-fixed"), flow[i], NULL), fixed[i],
                                1e-3);
    }
    for (int c = 0; c < fan_curve_count; c++) {
        double before = 0.0;
        for (double x = 0.0; x <= 1.1; x += 0.01) {
            double now = fan_part_load_ratio(&fan_curves[c], x, NULL);
            ck_assert_double_ge(now, before);
            before = now;
        }
    }
    ck_assert_double_eq_tol(fan_rated_w(10.0, 500.0, 0.7), 7142.857, 1e-3);
}
END_TEST

START_TEST(tower_water_meets_the_closed_form)
{
    static const double rows[][2] = {{3, 2.22}, {4, 1.98},  {5, 1.85}, {6, 1.78},
                                     {8, 1.69}, {10, 1.65}, {15, 1.59}};
    double evaporated = water_evaporation_kg_s(1e6, 1.0, 303.15, NULL);

    ck_assert_double_eq_tol(evaporated * 3.6e3 / 1000.0, 1.481, 1e-3); /* L per kWh of heat */
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct water_use use = water_tower_use(evaporated, 50.0, 0.0, rows[i][0], NULL);
        ck_assert_double_eq_tol(use.makeup_kg_s * 3.6, rows[i][1], 6e-3);
    }
}
END_TEST

START_TEST(drift_replaces_blowdown_and_the_water_balance_closes)
{
    struct water_use use = water_tower_use(1.0, 100.0, 0.001, 5.0, NULL);

    ck_assert_double_eq_tol(use.drift_kg_s, 0.1, 1e-12);
    ck_assert_double_eq_tol(use.blowdown_kg_s, 0.15, 1e-12);
    ck_assert_double_eq_tol(use.makeup_kg_s, 1.25, 1e-12);
    ck_assert_double_eq_tol(water_evaporative_ratio(268.15), 0.75, 1e-12);
    ck_assert_double_eq_tol(water_evaporative_ratio(285.65), 0.85, 1e-12);
    ck_assert_double_eq_tol(water_evaporative_ratio(310.0), 0.95, 1e-12);
}
END_TEST

Suite *test_losses_suite(void)
{
    Suite *suite = suite_create("losses");
    TCase *tests = tcase_create("all");

    tcase_add_test(tests, transformers_have_their_published_efficiency);
    tcase_add_test(tests, a_low_power_factor_costs_copper_and_overload_is_counted);
    tcase_add_test(tests, ups_curves_have_their_stated_efficiency);
    tcase_add_test(tests, more_load_never_lowers_losses);
    tcase_add_test(tests, pumps_follow_affinity_down_to_their_floor);
    tcase_add_test(tests, fan_curves_have_their_published_points);
    tcase_add_test(tests, tower_water_meets_the_closed_form);
    tcase_add_test(tests, drift_replaces_blowdown_and_the_water_balance_closes);
    suite_add_tcase(suite, tests);
    return suite;
}
