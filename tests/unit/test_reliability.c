/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "physics/outage_table.h"
#include "physics/reliability.h"

#include <math.h>
#include <stddef.h>

static const double hour_s = 3600.0, year_s = 8760.0 * 3600.0;

START_TEST(k_of_n_meets_closed_forms_and_keeps_its_digits)
{
    ck_assert_double_eq_tol(reliability_k_of_n_ratio(3, 2, 0.9, NULL), 0.972, 1e-14);
    ck_assert_double_eq_tol(reliability_k_of_n_ratio(5, 5, 0.9, NULL), pow(0.9, 5), 1e-14);
    ck_assert_double_eq_tol(reliability_k_of_n_ratio(5, 1, 0.9, NULL), 1.0 - 1e-5, 1e-15);
    ck_assert_double_eq_tol(reliability_k_of_n_ratio(2000, 1000, 0.5, NULL), 0.5089195, 1e-6);
    ck_assert(reliability_k_of_n_ratio(4, 0, 0.1, NULL) == 1.0);
    ck_assert(reliability_k_of_n_ratio(4, 5, 0.9, NULL) == 0.0);
    for (int n = 1; n < 60; n++)
        for (int k = 1; k <= n; k++) {
            double sum = 0; /* of the binomial terms */
            for (int i = k; i <= n; i++)
                sum += exp(lgamma(n + 1) - lgamma(i + 1) - lgamma(n - i + 1) + i * log(0.83) +
                           (n - i) * log(0.17));
            ck_assert_double_eq_tol(reliability_k_of_n_ratio(n, k, 0.83, NULL), sum, 1e-12);
        }
}
END_TEST

START_TEST(probabilities_out_of_range_are_clamped_and_counted)
{
    int clamped = 0;

    ck_assert(reliability_k_of_n_ratio(3, 3, 1.2, &clamped) == 1.0);
    ck_assert_int_eq(clamped, 1);
}
END_TEST

START_TEST(genset_farms_survive_as_published)
{
    static const struct {
        int installed, needed;
        double start, after[3]; /* 24 h, 72 h, 336 h */
        double digits;
    } rows[] = {
        {10, 10, 0.8654, {0.696, 0.450, 0.041}, 6e-4},  {11, 10, 0.989604, {0.9436, 0.795, 0.153}, 6e-4},
        {12, 10, 0.99941, {0.992, 0.941, 0.321}, 6e-4}, {15, 10, 1.0, {1.0, 0.9994, 0.795}, 6e-4},
        {20, 10, 1.0, {1.0, 1.0, 0.992}, 6e-4},         {4, 3, 0.99879, {0.993, 0.968, 0.698}, 6e-4}};
    static const double hours[] = {24, 72, 336};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct reliability_gensets farm = {
            rows[i].installed, rows[i].needed, 0.995, 0.0094, 1100.0 * hour_s, 0.0};
        ck_assert_double_eq_tol(reliability_gensets_ratio(&farm, 0.0, NULL), rows[i].start, 1e-4);
        for (int h = 0; h < 3; h++)
            ck_assert_double_eq_tol(reliability_gensets_ratio(&farm, hours[h] * hour_s, NULL),
                                    rows[i].after[h], rows[i].digits);
    }
    struct reliability_gensets eleven = {11, 10, 0.995, 0.0094, 1100.0 * hour_s, 0.0};
    ck_assert_double_eq_tol(reliability_gensets_ratio(&eleven, 24.0 * hour_s, NULL), 0.9436, 1e-4);
}
END_TEST

START_TEST(common_cause_leaves_one_unit_alone_and_hurts_a_redundant_farm)
{
    struct reliability_gensets one = {1, 1, 0.995, 0.0094, 1100.0 * hour_s, 0.0}, many = one;
    double alone = reliability_gensets_ratio(&one, 1e5, NULL), free_of_it;

    one.common_cause_ratio = 0.15;
    ck_assert_double_eq_tol(reliability_gensets_ratio(&one, 1e5, NULL), alone, 1e-14);
    many.installed = 20;
    many.needed = 10;
    free_of_it = reliability_gensets_ratio(&many, 1e5, NULL);
    many.common_cause_ratio = 0.15;
    ck_assert_double_lt(reliability_gensets_ratio(&many, 1e5, NULL), free_of_it - 0.003);
}
END_TEST

START_TEST(utility_and_equipment_have_their_published_unavailability)
{
    static const double rows[][3] = {/* per year, hours, hours lost per year */
                                     {1.956, 1.32, 2.58},
                                     {0.312, 0.52, 0.162},
                                     {0.0062, 341.7, 2.12},
                                     {0.0153, 1178.0, 18.0},
                                     {0.0027, 83.1, 0.224}};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double mtbf_s = year_s / rows[i][0], mttr_s = rows[i][1] * hour_s;
        double lost_h = 8760.0 * (1.0 - reliability_availability_ratio(mtbf_s, mttr_s));
        ck_assert_double_eq_tol(lost_h / rows[i][2], 1.0, 4e-3);
    }
}
END_TEST

START_TEST(tiers_have_their_downtime_arithmetic)
{
    static const double rows[][4] = {/* planned h, failures per year, h each, percent */
                                     {24.0, 1.2, 4.0, 99.67},
                                     {18.0, 1.0, 4.0, 99.75},
                                     {0.0, 0.4, 4.0, 99.98},
                                     {0.0, 0.2, 4.0, 99.99}};
    static const double hours[] = {28.8, 22.0, 1.6, 0.8};

    for (int i = 0; i < 4; i++) {
        double down = reliability_downtime_ratio(rows[i][0] * hour_s, rows[i][1], rows[i][2] * hour_s);
        ck_assert_double_eq_tol(down * 8760.0, hours[i], 1e-9);
        ck_assert_double_eq_tol(100.0 * (1.0 - down), rows[i][3], 0.01);
    }
}
END_TEST

START_TEST(two_feeds_fail_together_or_by_a_common_cause)
{
    struct reliability_item feed = {1.956 / year_s, 1.32 * hour_s}, common = {0.312 / year_s, 0.52 * hour_s};
    struct reliability_item none = {0.0, 0.0}, both[2] = {feed, common};
    struct reliability_outage two = reliability_two_feeds(feed, feed, none);
    struct reliability_outage shared = reliability_two_feeds(feed, feed, common);
    struct reliability_outage row = reliability_series(both, 2);
    double u = 1.0 - reliability_availability_ratio(year_s / 1.956, 1.32 * hour_s);

    ck_assert_double_eq_tol(two.unavailable_ratio / (u * u), 1.0, 1e-9);
    ck_assert_double_eq_tol(two.mean_s, 0.66 * hour_s, 2.0);
    ck_assert_double_eq_tol(shared.per_s * year_s, 0.312 + two.per_s * year_s, 1e-12);
    ck_assert_double_eq_tol(shared.unavailable_ratio * 8760.0, 0.162 + u * u * 8760.0, 1e-3);
    ck_assert_double_eq_tol(row.unavailable_ratio * 8760.0, 2.58 + 0.162, 5e-3);
}
END_TEST

START_TEST(an_outage_table_equals_the_binomial_for_equal_units)
{
    double table[11];

    outage_table_start(table, 11);
    for (int i = 0; i < 10; i++)
        outage_table_add(table, 11, 1, 0.07);
    for (int k = 0; k <= 10; k++)
        ck_assert_double_eq_tol(outage_table_beyond_ratio(table, 11, 10.0 - k),
                                1.0 - reliability_k_of_n_ratio(10, k, 0.93, NULL), 1e-14);
    ck_assert(outage_table_beyond_ratio(table, 11, -1.0) == 1.0);
    ck_assert(outage_table_beyond_ratio(table, 11, 10.0) == 0.0);
}
END_TEST

START_TEST(derated_states_and_unserved_energy_are_exact)
{
    const int steps[3] = {0, 20, 50};
    const double ratio[3] = {0.9, 0.07, 0.03}, loads[2] = {60.0, 45.5};
    double table[101];
    struct outage_loss loss;

    outage_table_start(table, 101);
    outage_table_add_states(table, 101, steps, ratio, 3);
    outage_table_add(table, 101, 50, 0.02);
    loss = outage_table_loss_of_load(table, 101, 100.0, loads, 2);
    /* 60: out 50 (.0294+.018), 70 (.0014), 100 (.0006); 45.5: out 70, 100. */
    ck_assert_double_eq_tol(loss.expected_count, 0.03 * 0.98 + 0.9 * 0.02 + 2.0 * (0.07 * 0.02 + 0.03 * 0.02),
                            1e-14);
    ck_assert_double_eq_tol(loss.expected_unserved,
                            10.0 * 0.0474 + 30.0 * 0.0014 + 60.0 * 0.0006 + 15.5 * 0.0014 + 45.5 * 0.0006,
                            1e-13);
}
END_TEST

Suite *test_reliability_suite(void)
{
    Suite *suite = suite_create("reliability");
    TCase *tests = tcase_create("all");

    tcase_add_test(tests, k_of_n_meets_closed_forms_and_keeps_its_digits);
    tcase_add_test(tests, probabilities_out_of_range_are_clamped_and_counted);
    tcase_add_test(tests, genset_farms_survive_as_published);
    tcase_add_test(tests, common_cause_leaves_one_unit_alone_and_hurts_a_redundant_farm);
    tcase_add_test(tests, utility_and_equipment_have_their_published_unavailability);
    tcase_add_test(tests, tiers_have_their_downtime_arithmetic);
    tcase_add_test(tests, two_feeds_fail_together_or_by_a_common_cause);
    tcase_add_test(tests, an_outage_table_equals_the_binomial_for_equal_units);
    tcase_add_test(tests, derated_states_and_unserved_energy_are_exact);
    suite_add_tcase(suite, tests);
    return suite;
}
