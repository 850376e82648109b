/* SPDX-License-Identifier: Apache-2.0 */
/* IEEE Reliability Test System 1979: published indices by exact convolution. */
#include "../unit/suites.h"

#include "physics/outage_table.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { WEEKS = 52, DAYS = WEEKS * 7, HOURS = DAYS * 24, STEPS = 3406 };
static const double peak_mw = 2850.0, installed_mw = 3405.0;

static FILE *open_data(const char *name)
{
    const char *folder = getenv("GIGAPLAN_REFERENCE_DATA");
    char path[512], heading[256];
    FILE *file;

    if (folder == NULL || folder[0] == '\0')
        return NULL;
    snprintf(path, sizeof path, "%s/reliability/%s", folder, name);
    file = fopen(path, "r");
    if (file != NULL)
        ck_assert_ptr_nonnull(fgets(heading, sizeof heading, file));
    return file;
}

/* All units of the system, or false when the data are not there. */
static bool read_units(double *table)
{
    FILE *file = open_data("units.csv");
    int count, mw, units = 0;
    double forced_out;

    if (file == NULL)
        return false;
    outage_table_start(table, STEPS);
    while (fscanf(file, "%*[^,],%d,%d,%*d,%*d,%lf ", &count, &mw, &forced_out) == 3)
        for (int i = 0; i < count; i++, units++)
            outage_table_add(table, STEPS, mw, forced_out);
    fclose(file);
    ck_assert_int_eq(units, 32);
    return true;
}

/* Column of hourly_pct.csv for a week from 1 and a day from Monday 0. */
static int shape_of(int week, int day)
{
    int season = week <= 8 || week >= 44 ? 0 : week >= 18 && week <= 30 ? 1 : 2;

    return 2 * season + (day >= 5);
}

/* Weekly, daily and hourly percentages multiplied out. */
static void read_loads(double daily_mw[DAYS], double hourly_mw[HOURS])
{
    FILE *weeks = open_data("weekly_peak_pct.csv"), *days = open_data("daily_pct.csv");
    FILE *hours = open_data("hourly_pct.csv");
    double day_pct[7], hour_pct[24][6], week_pct;

    ck_assert(weeks != NULL && days != NULL && hours != NULL);
    for (int d = 0; d < 7; d++)
        ck_assert_int_eq(fscanf(days, "%*[^,],%lf ", &day_pct[d]), 1);
    for (int h = 0; h < 24; h++) {
        double *p = hour_pct[h];
        ck_assert_int_eq(
            fscanf(hours, "%*d,%lf,%lf,%lf,%lf,%lf,%lf ", &p[0], &p[1], &p[2], &p[3], &p[4], &p[5]), 6);
    }
    for (int w = 0; w < WEEKS; w++) {
        ck_assert_int_eq(fscanf(weeks, "%*d,%lf ", &week_pct), 1);
        for (int d = 0; d < 7; d++) {
            double day_mw = peak_mw * week_pct * day_pct[d] * 1e-4;
            daily_mw[7 * w + d] = day_mw;
            for (int h = 0; h < 24; h++)
                hourly_mw[24 * (7 * w + d) + h] = day_mw * hour_pct[h][shape_of(w + 1, d)] / 100.0;
        }
    }
    fclose(weeks);
    fclose(days);
    fclose(hours);
}

START_TEST(the_reliability_test_system_has_its_published_indices)
{
    static double table[STEPS], daily_mw[DAYS], hourly_mw[HOURS];
    struct outage_loss by_day, by_hour;
    double sum = 0.0;

    if (!read_units(table))
        return;
    for (int i = 0; i < STEPS; i++)
        sum += table[i];
    ck_assert_double_eq_tol(sum, 1.0, 1e-12);
    read_loads(daily_mw, hourly_mw);
    by_day = outage_table_loss_of_load(table, STEPS, installed_mw, daily_mw, DAYS);
    by_hour = outage_table_loss_of_load(table, STEPS, installed_mw, hourly_mw, HOURS);
    ck_assert_double_eq_tol(by_day.expected_count, 1.3688629055, 1e-9);
    ck_assert_double_eq_tol(by_hour.expected_count, 9.3941754895, 1e-9);
    ck_assert_double_eq_tol(by_hour.expected_unserved, 1176.29846004, 1e-6);
}
END_TEST

Suite *test_physics_rts_suite(void)
{
    Suite *suite = suite_create("physics_rts");
    TCase *tests = tcase_create("convolution");

    tcase_set_timeout(tests, 60.0);
    tcase_add_test(tests, the_reliability_test_system_has_its_published_indices);
    suite_add_tcase(suite, tests);
    return suite;
}
