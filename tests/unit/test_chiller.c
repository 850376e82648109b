/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "physics/chiller.h"
#include "physics/chiller_lanes.h"
#include "physics/chiller_sets.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

static struct chiller_bank bank_of(const struct chiller_curves *curves, int units)
{
    struct chiller_bank bank = {.curves = curves, .reference_w = 1e6, .unit_count = units};

    return bank;
}

START_TEST(every_set_reproduces_its_reference_point)
{
    static const struct {
        const char *name;
        double capacity, input;
    } rows[] = {{"doe2-centrifugal", 1.0033, 0.9991}, {"doe2-air-cooled", 1.0033, 0.9991},
                {"york-ys-781kw", 0.9993, 1.0035},    {"trane-cvhf-4610kw", 1.0033, 0.9973},
                {"mcquay-wsc-471kw", 0.9985, 1.0038}, {"carrier-19xr-742kw-vsd", 0.9930, 0.9981},
                {"ashrae-air-cooled", 1.0001, 0.9999}};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct chiller_curves *c = chiller_sets_find(rows[i].name);
        struct chiller_bank one = bank_of(c, 1);
        struct chiller_line line = chiller_at_leaving(&one, c->leaving_reference_k, NULL);
        double capacity =
            chiller_line_capacity_w(&line, c->condenser_reference_k, NULL) / c->part_load_high_ratio;
        struct chiller_state s = chiller_line_run(&line, capacity, c->condenser_reference_k, NULL);
        ck_assert_double_eq_tol(capacity / 1e6, rows[i].capacity, 1.5e-4);
        ck_assert_double_eq_tol(s.power_w * c->reference_cop_ratio / capacity, rows[i].input, 2.5e-3);
    }
}
END_TEST

START_TEST(the_doe2_centrifugal_has_its_published_cop)
{
    struct chiller_bank one = bank_of(chiller_sets_find("doe2-centrifugal"), 1);
    struct chiller_state s = chiller_run(&one, 2e6, 273.15 + 6.67, 273.15 + 29.4, NULL);

    ck_assert_double_eq_tol(s.part_load_ratio, 1.0, 1e-12);
    ck_assert_double_eq_tol(s.served_w / s.power_w / 5.50, 1.0, 5e-3);
}
END_TEST

START_TEST(more_load_never_lowers_the_power_of_any_bank)
{
    for (int i = 0; i < chiller_sets_count; i++)
        for (int units = 1; units <= 7; units += 2) {
            const struct chiller_curves *c = &chiller_sets[i];
            struct chiller_bank bank = bank_of(c, units);
            double before = 0.0;
            for (double load = 0.0; load < 1.2e6 * units; load += 3137.0) {
                struct chiller_state s =
                    chiller_run(&bank, load, c->leaving_low_k, c->condenser_high_k, NULL);
                ck_assert_double_ge(s.power_w, before * (1.0 - 1e-12));
                ck_assert_double_le(s.served_w, load);
                ck_assert_double_le(s.part_load_ratio, c->part_load_high_ratio * (1.0 + 1e-9));
                ck_assert_int_le(s.running_count, units);
                before = s.power_w;
            }
        }
}
END_TEST

START_TEST(staging_uses_no_more_power_than_any_other_count)
{
    struct chiller_bank bank = bank_of(&chiller_sets[0], 6);

    for (double load = 20e3; load < 6.5e6; load += 40e3) {
        struct chiller_state s = chiller_run(&bank, load, 280.0, 305.0, NULL);
        for (int units = 1; units <= 6; units++) {
            struct chiller_bank one = bank_of(&chiller_sets[0], 1);
            struct chiller_state single = chiller_run(&one, s.served_w / units, 280.0, 305.0, NULL);
            if (single.served_w * units >= s.served_w * (1.0 - 1e-12))
                ck_assert_double_le(s.power_w, units * single.power_w * (1.0 + 1e-12));
        }
    }
}
END_TEST

/* Whether power at equal load ever falls while the condenser gets warmer. */
static bool rises_with_condenser(const struct chiller_curves *c)
{
    struct chiller_bank bank = bank_of(c, 3);

    for (double leaving = c->leaving_low_k; leaving <= c->leaving_high_k; leaving += 0.25)
        for (double load = 2e4; load < 4e6; load *= 1.07) {
            double before = 0.0;
            for (double tc = c->condenser_low_k - 1.0; tc <= c->condenser_high_k + 1.0; tc += 0.2) {
                struct chiller_state s = chiller_run(&bank, load, leaving, tc, NULL);
                if (s.served_w < load)
                    break;
                if (s.power_w < before * (1.0 - 1e-9))
                    return false;
                before = s.power_w;
            }
        }
    return true;
}

START_TEST(hotter_condensers_never_lower_the_power_of_the_sets_marked_so)
{
    for (int i = 0; i < chiller_sets_count; i++)
        ck_assert_msg(rises_with_condenser(&chiller_sets[i]) == chiller_sets[i].rises_with_condenser,
                      "%s is marked wrongly", chiller_sets[i].name);
}
END_TEST

START_TEST(no_load_needs_less_power_per_watt_than_the_stated_least)
{
    for (int i = 0; i < chiller_sets_count; i++) {
        const struct chiller_curves *c = &chiller_sets[i];
        struct chiller_bank bank = bank_of(c, 4);
        struct chiller_line line = chiller_at_leaving(&bank, c->leaving_reference_k, NULL);
        for (double tc = c->condenser_low_k; tc <= c->condenser_high_k; tc += 0.3)
            for (double load = 1e4; load < 5e6; load *= 1.1) {
                struct chiller_state s = chiller_line_run(&line, load, tc, NULL);
                ck_assert_double_ge(s.power_w, line.least_power_ratio * s.served_w * (1.0 - 1e-12));
            }
    }
}
END_TEST

START_TEST(temperatures_freeze_at_the_published_edge_and_are_counted)
{
    struct chiller_bank one = bank_of(chiller_sets_find("mcquay-wsc-471kw"), 1);
    int clamped = 0;
    struct chiller_state warm = chiller_run(&one, 4e5, 273.15 + 8.89, 273.15 + 29.44, &clamped);
    struct chiller_state edge = chiller_run(&one, 4e5, 273.15 + 8.89, 273.15 + 26.67, &clamped);

    ck_assert_int_eq(clamped, 1);
    ck_assert_double_eq_tol(warm.power_w, edge.power_w, 1e-6);
    ck_assert_double_gt(warm.capacity_w, 0.9e6);
    ck_assert_ptr_null(chiller_sets_find("no such machine"));
}
END_TEST

START_TEST(lanes_of_hours_are_the_single_hours_bit_for_bit)
{
    for (int set = 0; set < chiller_sets_count; set++) {
        struct chiller_bank bank = bank_of(&chiller_sets[set], 7);
        struct chiller_line line = chiller_at_leaving(&bank, 285.0, NULL);

        for (int block = 0; block < 400; block++) {
            double load[CHILLER_LANES], condenser[CHILLER_LANES], power[CHILLER_LANES], served[CHILLER_LANES];
            double capacity[CHILLER_LANES];
            for (int i = 0; i < CHILLER_LANES; i++) {
                load[i] = 25e3 * (block * CHILLER_LANES + i) * (block % 5 > 0) - 1e5;
                condenser[i] = 280.0 + 0.1 * block + 3.0 * i;
            }
            chiller_lanes_run(&line, CHILLER_LANES, load, condenser, power, served, capacity);
            for (int i = 0; i < CHILLER_LANES; i++) {
                struct chiller_state one = chiller_line_run(&line, load[i], condenser[i], NULL);
                ck_assert(power[i] == one.power_w && served[i] == one.served_w);
                ck_assert(capacity[i] == one.capacity_w);
            }
        }
    }
}
END_TEST

START_TEST(no_units_serve_nothing)
{
    struct chiller_bank none = bank_of(&chiller_sets[0], 0);
    struct chiller_state s = chiller_run(&none, 1e6, 280.0, 300.0, NULL);

    ck_assert(s.power_w == 0.0 && s.served_w == 0.0 && s.capacity_w == 0.0);
}
END_TEST

Suite *test_chiller_suite(void)
{
    Suite *suite = suite_create("chiller");
    TCase *tests = tcase_create("all");

    tcase_add_test(tests, every_set_reproduces_its_reference_point);
    tcase_add_test(tests, the_doe2_centrifugal_has_its_published_cop);
    tcase_add_test(tests, more_load_never_lowers_the_power_of_any_bank);
    tcase_add_test(tests, staging_uses_no_more_power_than_any_other_count);
    tcase_add_test(tests, hotter_condensers_never_lower_the_power_of_the_sets_marked_so);
    tcase_add_test(tests, no_load_needs_less_power_per_watt_than_the_stated_least);
    tcase_add_test(tests, temperatures_freeze_at_the_published_edge_and_are_counted);
    tcase_add_test(tests, lanes_of_hours_are_the_single_hours_bit_for_bit);
    tcase_add_test(tests, no_units_serve_nothing);
    suite_add_tcase(suite, tests);
    return suite;
}
