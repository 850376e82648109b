/* SPDX-License-Identifier: Apache-2.0 */
/* What of the units installed may be counted on, by topology. */
#include "suites.h"

#include "physics/redundancy.h"

#include <math.h>
#include <stddef.h>

/* The usable fractions of the published table. */
START_TEST(each_topology_has_its_usable_fraction)
{
    static const struct {
        enum redundancy redundancy;
        int live;
        double usable, loaded;
    } rows[] = {{REDUNDANCY_N, 4, 1, 1},
                {REDUNDANCY_N_PLUS_1, 4, 0.8, 1},
                {REDUNDANCY_N_PLUS_2, 4, 2.0 / 3, 1},
                {REDUNDANCY_2N, 4, 0.5, 1},
                {REDUNDANCY_3N_2, 4, 2.0 / 3, 1},
                {REDUNDANCY_4N_3, 4, 0.75, 1},
                {REDUNDANCY_CATCHER, 5, 5.0 / 6, 5.0 / 6},
                {REDUNDANCY_CATCHER, 6, 6.0 / 7, 6.0 / 7}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct redundancy_system system = redundancy_system(rows[i].redundancy, rows[i].live);
        struct redundancy_level level = redundancy_level_of(system, 12e6);
        ck_assert_double_eq_tol(level.firm, 12e6 * rows[i].usable, 1e-6);
        ck_assert_double_eq_tol(level.loaded, 12e6 * rows[i].loaded, 1e-6);
        /* with the reserve out each of the others carries (n + k) / n of its normal load */
        if (!system.idle)
            ck_assert_double_eq_tol(level.loaded / level.firm, redundancy_installed_ratio(system), 1e-12);
    }
}
END_TEST

START_TEST(units_of_no_whole_system_have_their_own_reserve)
{
    struct redundancy_system plus_1 = redundancy_system(REDUNDANCY_N_PLUS_1, 4),
                             plus_2 = redundancy_system(REDUNDANCY_N_PLUS_2, 4),
                             paths = redundancy_system(REDUNDANCY_4N_3, 1);
    ck_assert_int_eq(redundancy_spare_count(plus_1, 45), 9);
    ck_assert_int_eq(redundancy_spare_count(plus_1, 46), 10);
    ck_assert_int_eq(redundancy_spare_count(plus_1, 1), 1);
    ck_assert_int_eq(redundancy_spare_count(plus_2, 1), 1);
    ck_assert_int_eq(redundancy_spare_count(paths, 9), 3);
    ck_assert_int_eq(redundancy_spare_count(paths, 0), 0);
}
END_TEST

/* What is installed for a need leaves it with the reserve out, and one unit less does not. */
START_TEST(installed_units_are_enough_and_no_more)
{
    for (int r = REDUNDANCY_N; r <= REDUNDANCY_CATCHER; r++)
        for (int live = 1; live <= 7; live++)
            for (int needed = 1; needed <= 40; needed++) {
                struct redundancy_system system = redundancy_system((enum redundancy)r, live);
                int units = redundancy_unit_count(system, needed);
                ck_assert_int_eq(units - redundancy_spare_count(system, units), needed);
                ck_assert_int_lt(units - 1 - redundancy_spare_count(system, units - 1), needed);
            }
}
END_TEST

Suite *test_redundancy_suite(void)
{
    Suite *suite = suite_create("redundancy");
    TCase *tests = tcase_create("redundancy");
    tcase_add_test(tests, each_topology_has_its_usable_fraction);
    tcase_add_test(tests, units_of_no_whole_system_have_their_own_reserve);
    tcase_add_test(tests, installed_units_are_enough_and_no_more);
    suite_add_tcase(suite, tests);
    return suite;
}
