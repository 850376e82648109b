/* SPDX-License-Identifier: Apache-2.0 */
/* Power shelves, distribution, storage and ride-through. */
#include "suites.h"

#include "physics/distribution.h"
#include "physics/psu.h"
#include "physics/ride_through.h"
#include "physics/storage.h"

#include <math.h>
#include <stddef.h>

START_TEST(frontiers_rectifier_loses_as_its_twin_says)
{
    ck_assert_double_eq_tol(psu_line_loss_w(&psu_lines[0], 1.0, 9583.0), (9583.0 + 17.0) / 0.96 - 9583.0,
                            1e-9);
    ck_assert_double_eq_tol(psu_line_loss_w(&psu_lines[1], 100.0, 0.0), 1300.0 / 0.98, 1e-9);
}
END_TEST

START_TEST(distribution_loses_with_the_square_of_the_flow)
{
    int clamped = 0;

    ck_assert_double_eq_tol(distribution_loss_w(1e6, 0.01, 1e6, &clamped), 1e4, 1e-9);
    ck_assert_double_eq_tol(distribution_loss_w(1e6, 0.01, 5e5, &clamped), 2.5e3, 1e-9);
    ck_assert_int_eq(clamped, 0);
    distribution_loss_w(1e6, 0.01, 2e6, &clamped);
    ck_assert_int_eq(clamped, 1);
}
END_TEST

START_TEST(an_800_volt_chain_gains_three_points)
{
    const double today[] = {0.9971, 0.998, 0.9953, 0.97, 0.99, 0.975};
    const double direct[] = {0.9971, 0.998, 0.985, 0.995, 0.985};
    double from = distribution_chain_ratio(today, 6), to = distribution_chain_ratio(direct, 5);

    ck_assert_double_eq_tol(from, 0.927, 5e-4);
    ck_assert_double_eq_tol(to, 0.961, 5e-4);
    ck_assert_double_eq_tol(100.0 * (to - from), 3.3, 0.1);
}
END_TEST

START_TEST(ramps_need_their_published_storage)
{
    static const double rows[][3] = {{100, 10, 25.0 / 3.0}, {500, 50, 125.0 / 3.0}, {1000, 100, 250.0 / 3.0}};

    for (int i = 0; i < 3; i++) {
        double joule = storage_ramp_energy_j(rows[i][0] * 1e6, rows[i][1] * 1e6 / 60.0);
        ck_assert_double_eq_tol(joule / 3.6e9, rows[i][2], 1e-9); /* MWh */
    }
    ck_assert_double_eq_tol(storage_swing_throughput_w(50e6), 12.5e6, 1e-6);
}
END_TEST

START_TEST(a_storage_step_keeps_its_limits_and_closes_its_books)
{
    struct storage s = {3.6e9, 1e6, 0.95, 0.95, 0.2};

    for (double level = 0.2; level <= 1.0; level += 0.05)
        for (double wanted = -2e6; wanted <= 2e6; wanted += 1.7e5) {
            double from = level * s.energy_j;
            struct storage_step step = storage_step(&s, from, wanted, 900.0);
            ck_assert_double_le(fabs(step.given_w), fmin(fabs(wanted), s.power_w) + 1e-6);
            ck_assert_double_ge(step.level_j, 0.2 * s.energy_j - 1.0);
            ck_assert_double_le(step.level_j, s.energy_j + 1.0);
            ck_assert_double_ge(step.lost_w, -1e-9);
            ck_assert_double_eq_tol((step.level_j - from) / 900.0 + step.given_w + step.lost_w, 0.0, 1e-5);
        }
}
END_TEST

START_TEST(loops_and_plates_ride_through_as_computed_by_hand)
{
    static const double rows[][3] = {
        {0.05, 0.575, 17}, {0.1, 0.287, 35}, {0.2, 0.144, 70}, {0.4, 0.072, 139}};

    for (int i = 0; i < 4; i++) {
        double capacity = ride_through_loop_j_k(rows[i][0], 1018.0, 3930.0);
        ck_assert_double_eq_tol(115e3 / capacity, rows[i][1], 6e-4);
        ck_assert_double_eq_tol(ride_through_s(capacity, 10.0, 115e3, 0.0), rows[i][2], 0.6);
    }
    ck_assert(isinf(ride_through_s(1e6, 10.0, 1e5, 1e5)));
    ck_assert(ride_through_s(1e6, 0.0, 1e5, 0.0) == 0.0);
    ck_assert_double_eq_tol(351.0 * 30.0 / 1000.0, ride_through_s(351.0, 30.0, 1000.0, 0.0), 1e-9);
}
END_TEST

START_TEST(a_leak_lengthens_the_ride_through)
{
    double plain = ride_through_s(1e6, 10.0, 1e5, 0.0), leaking = ride_through_leaking_s(1e6, 10.0, 1e5, 5e3);

    ck_assert_double_eq_tol(leaking, 200.0 * log(2.0), 1e-9);
    ck_assert_double_gt(leaking, plain);
    ck_assert_double_eq_tol(ride_through_leaking_s(1e6, 10.0, 1e5, 1e-3), plain, 1e-3);
    ck_assert(isinf(ride_through_leaking_s(1e6, 10.0, 1e5, 1e4)));
}
END_TEST

START_TEST(three_dips_in_a_minute_lock_the_ups_out)
{
    const double dips[] = {0.0, 35.0, 70.0, 82.0, 200.0};

    ck_assert_int_eq(ride_through_lockout(dips, 5, 3, 60.0), 3);
    ck_assert_int_eq(ride_through_lockout(dips, 3, 3, 60.0), -1);
    ck_assert_int_eq(ride_through_lockout(dips, 5, 1, 60.0), 0);
    ck_assert_int_eq(ride_through_lockout(dips, 0, 3, 60.0), -1);
}
END_TEST

Suite *test_plant_steps_suite(void)
{
    Suite *suite = suite_create("plant_steps");
    TCase *tests = tcase_create("all");

    tcase_add_test(tests, frontiers_rectifier_loses_as_its_twin_says);
    tcase_add_test(tests, distribution_loses_with_the_square_of_the_flow);
    tcase_add_test(tests, an_800_volt_chain_gains_three_points);
    tcase_add_test(tests, ramps_need_their_published_storage);
    tcase_add_test(tests, a_storage_step_keeps_its_limits_and_closes_its_books);
    tcase_add_test(tests, loops_and_plates_ride_through_as_computed_by_hand);
    tcase_add_test(tests, a_leak_lengthens_the_ride_through);
    tcase_add_test(tests, three_dips_in_a_minute_lock_the_ups_out);
    suite_add_tcase(suite, tests);
    return suite;
}
