/* SPDX-License-Identifier: Apache-2.0 */
/* The judge of known answers, and the Monte Carlo of units against a closed form. */
#include "suites.h"

#include "handbook/published.h"
#include "handbook/unit_farm.h"

#include <math.h>

static struct published_run run_of(struct arena *arena)
{
    static const struct published_case none = {.name = "none"};
    return (struct published_run){.now = &none, .arena = arena};
}

START_TEST(a_value_beyond_its_tolerance_is_missed)
{
    struct arena *arena = arena_new();
    struct published_run run = run_of(arena);
    published_near(&run, "near", "", 10, 10.1, 0.1001);
    published_near(&run, "far", "", 10, 10.2, 0.1);
    published_near(&run, "not a number", "", 10, NAN, 0.1);
    published_band(&run, "in", "", 1, 2, 1.01);
    published_band(&run, "out", "", 1, 2, 2.01);
    published_skip(&run, "absent");
    static const enum published_verdict wanted[] = {VERDICT_MET, VERDICT_MISSED, VERDICT_MISSED,
                                                    VERDICT_MET, VERDICT_MISSED, VERDICT_SKIPPED};
    ck_assert_uint_eq(run.row_count, 6);
    for (int i = 0; i < 6; i++)
        ck_assert_int_eq(run.rows[i].verdict, wanted[i]);
    arena_free(arena);
}
END_TEST

/* Two units of 60 MW against 100 MW: short whenever either is out, by 40 or by 100 MW. */
START_TEST(two_units_fall_short_as_often_as_theory_says)
{
    enum { HOURS = 8736, YEARS = 300 };
    static double load[HOURS];
    const struct unit_farm_unit units[] = {{60, 190, 10}, {60, 190, 10}};
    struct arena *arena = arena_new();
    for (int i = 0; i < HOURS; i++)
        load[i] = 100;
    struct unit_farm farm = {units, 2, load, HOURS, 7};
    struct unit_farm_result result = unit_farm_run(&farm, YEARS, arena);
    double out = 0.05, either = 1 - (1 - out) * (1 - out), both = out * out;
    ck_assert_double_eq_tol(result.hours.mean, HOURS * either, tally_half_width(&result.hours, 0.999));
    ck_assert_double_eq_tol(result.days.mean, HOURS / 24 * either, tally_half_width(&result.days, 0.999));
    ck_assert_double_eq_tol(result.unserved_mwh.mean, HOURS * ((either - both) * 40 + both * 100),
                            tally_half_width(&result.unserved_mwh, 0.999));
    ck_assert_double_lt(tally_half_width(&result.hours, 0.999), 0.03 * result.hours.mean);
    arena_free(arena);
}
END_TEST

Suite *test_published_suite(void)
{
    Suite *suite = suite_create("published");
    TCase *tests = tcase_create("verify");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, a_value_beyond_its_tolerance_is_missed);
    tcase_add_test(tests, two_units_fall_short_as_often_as_theory_says);
    suite_add_tcase(suite, tests);
    return suite;
}
