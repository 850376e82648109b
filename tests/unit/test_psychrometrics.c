/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "physics/psychrometrics.h"

#include <math.h>
#include <stddef.h>

#define K(celsius) (273.15 + (celsius))

/* The defining solution: bisection on the humidity ratio, on one side of 0 C only. */
static double bisected_wet_bulb_k(double dry_k, double humidity, double pressure_pa)
{
    double liquid_at_0 = psychrometrics_humidity_from_wet_bulb(dry_k, fmin(K(0.0), dry_k), pressure_pa, NULL);
    int liquid = dry_k >= K(0.0) && humidity >= liquid_at_0;
    double low = liquid ? K(0.0) : K(-100.0), high = liquid ? dry_k : fmin(dry_k, K(-1e-9));

    for (int i = 0; i < 60; i++) {
        double middle = 0.5 * (low + high);
        if (psychrometrics_humidity_from_wet_bulb(dry_k, middle, pressure_pa, NULL) > humidity)
            high = middle;
        else
            low = middle;
    }
    return 0.5 * (low + high);
}

START_TEST(saturation_pressure_is_that_of_the_ashrae_table)
{
    static const struct {
        double celsius, pa;
    } rows[] = {{-20, 103.24}, {-5, 401.74}, {5, 872.6}, {25, 3169.7}, {50, 12351.3}, {100, 101418.0}};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int clamped = 0;
        double pa = psychrometrics_saturation_pa(K(rows[i].celsius), &clamped);
        ck_assert_double_eq_tol(pa / rows[i].pa, 1.0, 3e-4);
        ck_assert_int_eq(clamped, 0);
    }
}
END_TEST

START_TEST(wet_bulb_solves_its_balance_to_a_thousandth_of_a_kelvin)
{
    static const double pressures_pa[] = {101325.0, 89875.0, 61640.0};
    double worst_k = 0.0;

    for (int p = 0; p < 3; p++)
        for (double t = -40.0; t <= 50.0; t += 0.73)
            for (double relative = 0.01; relative <= 1.0; relative += 0.0331) {
                double w = psychrometrics_humidity_from_relative(K(t), relative, pressures_pa[p], NULL);
                double found = psychrometrics_wet_bulb_k(K(t), w, pressures_pa[p], NULL);
                double exact = bisected_wet_bulb_k(K(t), w, pressures_pa[p]);
                worst_k = fmax(worst_k, fabs(found - exact));
            }
    ck_assert_double_lt(worst_k, 1e-5);
}
END_TEST

START_TEST(wet_bulb_lies_between_dew_point_and_dry_bulb_and_rises_with_both)
{
    for (double t = -40.0; t <= 50.0; t += 1.7) {
        double before = 0.0;
        for (double relative = 0.02; relative <= 0.995; relative += 0.02) {
            double w = psychrometrics_humidity_from_relative(K(t), relative, 101325.0, NULL);
            double wet = psychrometrics_wet_bulb_k(K(t), w, 101325.0, NULL);
            ck_assert_double_ge(wet, psychrometrics_dew_point_k(w, 101325.0, NULL) - 1e-6);
            ck_assert_double_le(wet, K(t));
            ck_assert_double_ge(wet, before);
            ck_assert_double_ge(psychrometrics_wet_bulb_k(K(t + 0.5), w, 101325.0, NULL), wet);
            before = wet;
        }
    }
}
END_TEST

START_TEST(a_block_of_wet_bulbs_equals_single_calls)
{
    double dry[100], w[100], pa[100], wet[100];

    for (int i = 0; i < 100; i++) {
        dry[i] = K(-30.0 + 0.8 * i);
        pa[i] = 90000.0 + 100.0 * i;
        w[i] = psychrometrics_humidity_from_relative(dry[i], 0.01 * i, pa[i], NULL);
    }
    psychrometrics_wet_bulb_block(100, dry, w, pa, wet);
    for (int i = 0; i < 100; i++)
        ck_assert(wet[i] == psychrometrics_wet_bulb_k(dry[i], w[i], pa[i], NULL));
}
END_TEST

START_TEST(published_wet_bulb_humidities_are_met)
{
    double warm = psychrometrics_humidity_from_wet_bulb(K(30), K(25), 95461.0, NULL);
    double cold = psychrometrics_humidity_from_wet_bulb(K(-1), K(-5), 95461.0, NULL);

    ck_assert_double_eq_tol(warm / 0.0192281, 1.0, 5e-4);
    ck_assert_double_eq_tol(warm, 0.0192248, 5e-7);
    ck_assert_double_eq_tol(cold / 0.001204, 1.0, 5e-3);
}
END_TEST

START_TEST(hot_dry_air_has_the_published_state)
{
    double w = psychrometrics_humidity_from_wet_bulb(K(40), K(20), 101325.0, NULL);

    ck_assert_double_eq_tol(w, 0.006401, 1e-6);
    ck_assert_double_eq_tol(w / 0.0065, 1.0, 0.02);
    ck_assert_double_eq_tol(psychrometrics_dew_point_k(w, 101325.0, NULL), K(7.0), 0.5);
    ck_assert_double_eq_tol(psychrometrics_relative_ratio(K(40), w, 101325.0, NULL), 0.14, 0.005);
    ck_assert_double_eq_tol(psychrometrics_enthalpy_j_kg(K(40), w), 56720.0, 30.0);
    ck_assert_double_eq_tol(psychrometrics_specific_volume_m3_kg(K(40), w, 101325.0), 0.896, 0.001);
    ck_assert_double_eq_tol(psychrometrics_density_kg_m3(K(40), w, 101325.0), 1.0064 / 0.896, 0.002);
}
END_TEST

START_TEST(the_standard_atmosphere_is_met)
{
    ck_assert_double_eq_tol(psychrometrics_standard_pa(500.0, NULL) / 95461.0, 1.0, 1e-3);
    ck_assert_double_eq_tol(psychrometrics_standard_pa(1000.0, NULL) / 89875.0, 1.0, 1e-3);
    ck_assert_double_eq_tol(psychrometrics_standard_pa(4000.0, NULL) / 61640.0, 1.0, 1e-3);
}
END_TEST

START_TEST(stull_differs_from_the_exact_wet_bulb_as_known)
{
    static const struct {
        double relative, stull_c, exact_c;
    } rows[] = {{0.10, 6.96, 7.60}, {0.50, 13.70, 13.78}, {0.99, 19.89, 19.89}};

    for (int i = 0; i < 3; i++) {
        double w = psychrometrics_humidity_from_relative(K(20), rows[i].relative, 101325.0, NULL);
        double stull = psychrometrics_stull_wet_bulb_k(K(20), rows[i].relative, NULL);
        ck_assert_double_eq_tol(stull, K(rows[i].stull_c), 0.02);
        ck_assert_double_eq_tol(psychrometrics_wet_bulb_k(K(20), w, 101325.0, NULL), K(rows[i].exact_c),
                                0.02);
    }
}
END_TEST

START_TEST(conversions_between_measures_of_moisture_are_inverse)
{
    for (double t = -45.0; t <= 60.0; t += 0.9) {
        double w = psychrometrics_humidity_from_dew_point(K(t), 101325.0, NULL);
        if (t < 0.0 && t > -0.9)
            continue; /* ice and water meet */
        ck_assert_double_eq_tol(psychrometrics_dew_point_k(w, 101325.0, NULL), K(t), 1e-6);
        ck_assert_double_eq_tol(psychrometrics_relative_ratio(K(t), w, 101325.0, NULL), 1.0, 1e-9);
        w = psychrometrics_humidity_from_relative(K(t), 0.37, 80000.0, NULL);
        ck_assert_double_eq_tol(psychrometrics_relative_ratio(K(t), w, 80000.0, NULL), 0.37, 1e-9);
    }
}
END_TEST

START_TEST(inputs_out_of_range_are_clamped_and_counted)
{
    int clamped = 0;

    ck_assert(psychrometrics_saturation_pa(500.0, &clamped) == psychrometrics_saturation_pa(473.15, NULL));
    ck_assert_int_eq(clamped, 1);
    psychrometrics_humidity_from_relative(K(20), 1.2, 120e3, &clamped);
    ck_assert_int_eq(clamped, 3);
    ck_assert_double_eq_tol(psychrometrics_wet_bulb_k(K(20), 0.05, 101325.0, &clamped), K(20), 1e-9);
    ck_assert_int_eq(clamped, 4);
    ck_assert(isfinite(psychrometrics_wet_bulb_k(K(20), NAN, NAN, &clamped)));
    ck_assert_int_eq(clamped, 6);
}
END_TEST

Suite *test_psychrometrics_suite(void)
{
    Suite *suite = suite_create("psychrometrics");
    TCase *tests = tcase_create("all");

    tcase_add_test(tests, saturation_pressure_is_that_of_the_ashrae_table);
    tcase_add_test(tests, wet_bulb_solves_its_balance_to_a_thousandth_of_a_kelvin);
    tcase_add_test(tests, wet_bulb_lies_between_dew_point_and_dry_bulb_and_rises_with_both);
    tcase_add_test(tests, a_block_of_wet_bulbs_equals_single_calls);
    tcase_add_test(tests, published_wet_bulb_humidities_are_met);
    tcase_add_test(tests, hot_dry_air_has_the_published_state);
    tcase_add_test(tests, the_standard_atmosphere_is_met);
    tcase_add_test(tests, stull_differs_from_the_exact_wet_bulb_as_known);
    tcase_add_test(tests, conversions_between_measures_of_moisture_are_inverse);
    tcase_add_test(tests, inputs_out_of_range_are_clamped_and_counted);
    suite_add_tcase(suite, tests);
    return suite;
}
