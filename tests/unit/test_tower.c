/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "physics/tower.h"
#include "physics/tower_lanes.h"

#include <math.h>
#include <stddef.h>

#define K(celsius) (273.15 + (celsius))

START_TEST(yorkcalc_has_its_published_points)
{
    static const double rows[][4] = {/* wet bulb, range, LG, approach */
                                     {25.56, 10.0 / 1.8, 1.0, 3.841}, {20, 10.0 / 1.8, 1.0, 5.055},
                                     {10, 10.0 / 1.8, 1.0, 7.766},    {0, 10.0 / 1.8, 1.0, 11.154},
                                     {25.56, 10, 1.0, 6.040},         {25.56, 10.0 / 1.8, 1.25, 5.050},
                                     {25.56, 10.0 / 1.8, 2.0, 8.675}};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double approach = tower_yorkcalc_approach_k(K(rows[i][0]), rows[i][1], 1.0, 1.0 / rows[i][2], NULL);
        ck_assert_double_eq_tol(approach, rows[i][3], 0.002);
    }
    /* The design point of the source: 78 F, 10 F range, 7 F approach. */
    ck_assert_double_eq_tol(tower_yorkcalc_approach_k(K(25.56), 10.0 / 1.8, 1.0, 1.0, NULL) / 3.84, 1.0,
                            0.01);
}
END_TEST

START_TEST(cooltools_has_its_published_points)
{
    static const double rows[][5] = {/* wet bulb, range, water, air, approach */
                                     {25.5556, 10.0 / 1.8, 1, 1, 3.889}, {20, 10.0 / 1.8, 1, 1, 5.273},
                                     {10, 10.0 / 1.8, 1, 1, 8.170},      {25.56, 10, 1, 1, 6.122},
                                     {25.56, 10.0 / 1.8, 1, 0.8, 4.18},  {25.56, 10.0 / 1.8, 1, 0.6, 4.81},
                                     {25.56, 10.0 / 1.8, 1, 0.5, 5.29},  {25.56, 10.0 / 1.8, 1, 0.4, 5.91},
                                     {25.56, 10.0 / 1.8, 0.75, 1, 2.53}, {25.56, 10.0 / 1.8, 1.25, 1, 5.08}};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double approach = tower_cooltools_approach_k(K(rows[i][0]), rows[i][1], rows[i][2], rows[i][3], NULL);
        ck_assert_double_eq_tol(approach, rows[i][4], i == 0 ? 0.00389 : 0.006);
    }
}
END_TEST

START_TEST(inputs_beyond_the_fits_are_clamped_and_counted)
{
    int clamped = 0;
    double edge = tower_yorkcalc_approach_k(K(29.4), 22.2, 1.25, 1.0, NULL);

    ck_assert_double_eq_tol(tower_yorkcalc_approach_k(K(35), 30, 2.0, 1.25 / 1.25, &clamped), edge, 1e-12);
    ck_assert_int_eq(clamped, 3);
    clamped = 0;
    tower_cooltools_approach_k(K(-10), 0.5, 2.0, 0.1, &clamped);
    ck_assert_int_ge(clamped, 4);
}
END_TEST

START_TEST(the_fan_is_solved_for_the_set_point)
{
    struct tower t = {1000.0, 1e5, 0.02, 1.0};

    for (double heat = 5e6; heat <= 40e6; heat += 5e6)
        for (double wet_c = -20.0; wet_c <= 28.0; wet_c += 1.0) {
            struct tower_state s = tower_run(&t, heat, 1.0, K(wet_c), K(25.0), NULL);
            double approach = tower_yorkcalc_approach_k(K(wet_c), s.range_k, 1.0, s.air_ratio, NULL);
            ck_assert_double_eq_tol(s.leaving_k, K(wet_c) + approach, 1e-9);
            ck_assert(s.holds == (s.leaving_k <= K(25.0) + 1e-6));
            ck_assert_double_le(s.air_ratio, 1.0);
            if (s.holds && s.air_ratio > 0.13 && approach < 20.0)
                ck_assert_double_eq_tol(s.leaving_k, K(25.0), 1e-6);
            if (!s.holds)
                ck_assert(s.air_ratio == 1.0);
        }
    ck_assert(tower_run(&t, 0.0, 1.0, K(20), K(25), NULL).fan_w == 0.0);
}
END_TEST

START_TEST(warmer_air_and_more_heat_never_lower_the_fan_power)
{
    struct tower t = {1000.0, 1e5, 0.05, 1.0};

    for (double set_c = 10.0; set_c <= 35.0; set_c += 2.5) {
        for (double heat = 2e6; heat < 9e7; heat += 4e6) {
            double before = 0.0;
            for (double wet_c = -40.0; wet_c < 30.0; wet_c += 0.2) {
                double now = tower_run(&t, heat, 1.0, K(wet_c), K(set_c), NULL).fan_w;
                ck_assert_double_ge(now, before * (1.0 - 1e-12));
                before = now;
            }
        }
        for (double wet_c = -34.0; wet_c < 30.0; wet_c += 2.0) {
            double before = 0.0;
            for (double heat = 1e6; heat < 9e7; heat += 5e5) {
                double now = tower_run(&t, heat, 1.0, K(wet_c), K(set_c), NULL).fan_w;
                ck_assert_double_ge(now, before * (1.0 - 1e-12));
                before = now;
            }
        }
    }
}
END_TEST

START_TEST(lanes_of_hours_are_the_single_hours_bit_for_bit)
{
    struct tower tower = {2000.0, 8e5, 0.05, 1.1};
    double heat[TOWER_LANES], wet[TOWER_LANES], set[TOWER_LANES], leaving[TOWER_LANES], range[TOWER_LANES];
    double fan[TOWER_LANES];

    for (int block = 0; block < 500; block++) {
        for (int i = 0; i < TOWER_LANES; i++) {
            heat[i] = 1.3e6 * ((block * 7 + i * 11) % 80);
            wet[i] = K(-25.0 + 0.11 * block + 0.7 * i);
            set[i] = K(18.0 + 2.0 * (i % 6));
        }
        tower_lanes_run(&tower, TOWER_LANES, heat, wet, set, leaving, range, fan);
        for (int i = 0; i < TOWER_LANES; i++) {
            struct tower_state one = tower_run(&tower, heat[i], 1.0, wet[i], set[i], NULL);
            ck_assert(leaving[i] == one.leaving_k && range[i] == one.range_k && fan[i] == one.fan_w);
        }
    }
}
END_TEST

Suite *test_tower_suite(void)
{
    Suite *suite = suite_create("tower");
    TCase *tests = tcase_create("all");

    tcase_add_test(tests, yorkcalc_has_its_published_points);
    tcase_add_test(tests, cooltools_has_its_published_points);
    tcase_add_test(tests, inputs_beyond_the_fits_are_clamped_and_counted);
    tcase_add_test(tests, the_fan_is_solved_for_the_set_point);
    tcase_add_test(tests, warmer_air_and_more_heat_never_lower_the_fan_power);
    tcase_add_test(tests, lanes_of_hours_are_the_single_hours_bit_for_bit);
    suite_add_tcase(suite, tests);
    return suite;
}
