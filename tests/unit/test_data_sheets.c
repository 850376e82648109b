/* SPDX-License-Identifier: Apache-2.0 */
/* Makers' points in place of default curves. */
#include "suites.h"

#include "physics/chiller_points.h"
#include "physics/chiller_sets.h"
#include "physics/loss_sheet.h"

#include <math.h>

START_TEST(losses_meet_the_points_and_never_fall)
{
    const double load[] = {0.25, 0.5, 0.75, 1.0}, efficiency[] = {0.958, 0.970, 0.973, 0.974};
    struct loss_sheet sheet = loss_sheet_of(load, efficiency, 4);
    double before = 0.0;
    for (int i = 0; i < 4; i++)
        ck_assert_double_eq_tol(load[i] / (load[i] + loss_sheet_ratio(&sheet, load[i])), efficiency[i],
                                1e-12);
    for (double x = 0.0; x < 1.4; x += 0.01) {
        ck_assert_double_ge(loss_sheet_ratio(&sheet, x), before);
        before = loss_sheet_ratio(&sheet, x);
    }
    /* The first line goes on to no load: 1.096 % at a quarter, 1.546 % at half. */
    ck_assert_double_eq_tol(loss_sheet_ratio(&sheet, 0.0), 2 * 0.25 * (1 / 0.958 - 1) - 0.5 * (1 / 0.97 - 1),
                            1e-12);
}
END_TEST

START_TEST(a_single_point_is_a_loss_in_proportion)
{
    const double load[] = {1.0}, efficiency[] = {0.96};
    struct loss_sheet sheet = loss_sheet_of(load, efficiency, 1);
    ck_assert_double_eq_tol(loss_sheet_ratio(&sheet, 0.5), 0.5 * (1 / 0.96 - 1), 1e-15);
    ck_assert_double_eq(loss_sheet_ratio(&sheet, 0.0), 0.0);
}
END_TEST

/* Points taken from a published parabola give it back. */
START_TEST(points_of_a_known_chiller_give_its_curve_back)
{
    const struct chiller_curves *set = &chiller_sets[0];
    double load[] = {0.25, 0.5, 0.75, 1.0}, input[4];
    struct chiller_points points;
    for (int i = 0; i < 4; i++)
        input[i] = (set->part_load[0] + load[i] * (set->part_load[1] + load[i] * set->part_load[2])) /
                   set->reference_cop_ratio / load[i];
    ck_assert(chiller_points_fit(set, load, input, 4, &points));
    double one = set->part_load[0] + set->part_load[1] + set->part_load[2];
    for (int i = 0; i < 3; i++)
        ck_assert_double_eq_tol(points.curves.part_load[i], set->part_load[i] / one, 1e-9);
    ck_assert_double_eq_tol(points.curves.reference_cop_ratio, set->reference_cop_ratio / one, 1e-9);
    ck_assert_double_lt(points.worst_ratio, 1e-9);
}
END_TEST

START_TEST(points_of_no_chiller_are_refused)
{
    const double load[] = {0.25, 0.5, 1.0}, falling[] = {4.0, 0.5, 0.1};
    struct chiller_points points;
    ck_assert(!chiller_points_fit(&chiller_sets[0], load, falling, 3, &points));
}
END_TEST

Suite *test_data_sheets_suite(void)
{
    Suite *suite = suite_create("data_sheets");
    TCase *tests = tcase_create("points");
    tcase_add_test(tests, losses_meet_the_points_and_never_fall);
    tcase_add_test(tests, a_single_point_is_a_loss_in_proportion);
    tcase_add_test(tests, points_of_a_known_chiller_give_its_curve_back);
    tcase_add_test(tests, points_of_no_chiller_are_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
