/* SPDX-License-Identifier: Apache-2.0 */
/* Makers' points in place of default curves. */
#include "plan_maker.h"
#include "suites.h"

#include "base/curve.h"
#include "physics/chiller_points.h"
#include "physics/chiller_sets.h"
#include "physics/loss_sheet.h"
#include "power/chain.h"
#include "power/power_types.h"

#include <math.h>
#include <string.h>

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
    ck_assert(chiller_points_fit(load, input, 4, &points));
    double one = set->part_load[0] + set->part_load[1] + set->part_load[2];
    for (int i = 0; i < 3; i++)
        ck_assert_double_eq_tol(points.part_load.terms[i], set->part_load[i] / one, 1e-9);
    ck_assert_double_eq_tol(points.cop_ratio, set->reference_cop_ratio / one, 1e-9);
    ck_assert_double_lt(points.worst_ratio, 1e-9);
}
END_TEST

START_TEST(points_of_no_chiller_are_refused)
{
    const double load[] = {0.25, 0.5, 1.0}, falling[] = {4.0, 0.5, 0.1};
    struct chiller_points points;
    ck_assert(!chiller_points_fit(load, falling, 3, &points));
}
END_TEST

/* The chain of a hall meets the points that its UPS type states. */
START_TEST(a_chain_meets_the_points_of_its_ups)
{
    static const double load[] = {0.25, 0.5, 0.75, 1.0}, efficiency[] = {0.958, 0.970, 0.973, 0.974};
    struct arena *arena = arena_new();
    struct plan_maker *maker = plan_maker_new(arena, "2026-01-01", "2027-01-01");
    plan_maker_add(maker, &power_ups_type_kind, NULL, "ups", NULL);
    plan_maker_put(maker, "ups", "points", (union value){.curve = curve_new(arena, load, efficiency, 4)});
    const struct plan *plan = plan_maker_plan(maker);
    struct chain_build build = {
        .it_capacity_w = 8e6, .ups_w = {10e6, 10e6, 10e6}, .ups = plan_find(plan, "ups")};
    struct chain chain = chain_make(&build);
    ck_assert(power_types_check(plan, diag_new(arena)));
    for (int i = 0; i < 4; i++) {
        double out = load[i] * 10e6, loss = out * (1 / efficiency[i] - 1);
        ck_assert_double_eq_tol(chain_loss_w(&chain, out), loss, 1e-6);
    }
    double quarter = 0.25 * (1 / 0.958 - 1), half = 0.5 * (1 / 0.97 - 1);
    ck_assert_double_eq_tol(chain_loss_w(&chain, 4e6), 10e6 * (0.4 * quarter + 0.6 * half), 1e-6);
    arena_free(arena);
}
END_TEST

START_TEST(points_of_no_ups_are_refused)
{
    static const double load[] = {0.5, 1.0}, efficiency[] = {0.3, 0.97};
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    struct plan_maker *maker = plan_maker_new(arena, "2026-01-01", "2027-01-01");
    plan_maker_add(maker, &power_ups_type_kind, NULL, "ups", NULL);
    plan_maker_put(maker, "ups", "points", (union value){.curve = curve_new(arena, load, efficiency, 2)});
    ck_assert(!power_types_check(plan_maker_plan(maker), diag));
    ck_assert_ptr_nonnull(strstr(diag_error_text(diag, 0), "not of a UPS"));
    arena_free(arena);
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
    tcase_add_test(tests, a_chain_meets_the_points_of_its_ups);
    tcase_add_test(tests, points_of_no_ups_are_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
