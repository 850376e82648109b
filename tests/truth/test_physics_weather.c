/* SPDX-License-Identifier: Apache-2.0 */
/* Typical years: wet bulbs, and the hours in which heat rejection misses its supply target. */
#include "../unit/suites.h"

#include "physics/dry_cooler.h"
#include "physics/psychrometrics.h"
#include "physics/tower.h"
#include "physics/water.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HOURS = 8760 };
#define K(celsius) (273.15 + (celsius))

struct site {
    const char *file;
    /* dry > 30 35 40 45, adiabatic > 30 35, tower > 20 25 30 */
    int missed[9];
    double trim_water_l_kwh;
    double mean_wet_c; /* 0: not published */
};

static const struct site sites[] = {
    {"USA_TX_Dallas-Fort.Worth.Intl.AP.722590_TMY3.epw",
     {3782, 1885, 679, 39, 2473, 121, 5957, 3851, 911},
     0.127,
     14.26},
    {"USA_TX_Amarillo.Intl.AP.723630_TMY3.epw", {2137, 1018, 276, 8, 256, 0, 4015, 1863, 0}, 0.061, 0.0},
    {"USA_GA_Atlanta-Hartsfield-Jackson.Intl.AP.722190_TMY3.epw",
     {2850, 1134, 203, 0, 1394, 0, 5467, 3194, 203},
     0.056,
     0.0},
    {"USA_IL_Chicago-OHare.Intl.AP.725300_TMY3.epw",
     {1538, 522, 41, 0, 508, 6, 3804, 1750, 161},
     0.020,
     7.15},
    {"USA_WI_Milwaukee-Mitchell.Intl.AP.726400_TMY3.epw",
     {1070, 250, 28, 0, 326, 5, 3326, 1337, 129},
     0.009,
     0.0},
    {"USA_NY_Buffalo-Greater.Buffalo.Intl.AP.725280_TMY3.epw",
     {1006, 171, 0, 0, 166, 0, 3369, 1135, 9},
     0.004,
     6.33},
};
enum { SITES = sizeof sites / sizeof sites[0] };

static double dry_k[HOURS], relative[HOURS], wet_k[HOURS];

/* Fields 7, 9 and 10 of the data lines; false when the file is not there. */
static bool read_year(const char *name)
{
    const char *folder = getenv("GIGAPLAN_REFERENCE_DATA");
    char path[512], line[1024];
    int hour = 0;
    FILE *file;

    if (folder == NULL || folder[0] == '\0')
        return false;
    snprintf(path, sizeof path, "%s/weather/%s", folder, name);
    file = fopen(path, "r");
    if (file == NULL)
        return false;
    while (hour < HOURS && fgets(line, sizeof line, file) != NULL) {
        double dry_c, dew_c, percent, pressure_pa, humidity;

        if (sscanf(line, "%*d,%*d,%*d,%*d,%*d,%*[^,],%lf,%lf,%lf,%lf", &dry_c, &dew_c, &percent,
                   &pressure_pa) != 4)
            continue;
        dry_k[hour] = K(dry_c);
        relative[hour] = percent / 100.0;
        humidity = psychrometrics_humidity_from_relative(dry_k[hour], relative[hour], pressure_pa, NULL);
        wet_k[hour] = psychrometrics_wet_bulb_k(dry_k[hour], humidity, pressure_pa, NULL);
        hour++;
    }
    fclose(file);
    ck_assert_int_eq(hour, HOURS);
    return true;
}

static void count_missed(int missed[9], double *trim_water_l_kwh)
{
    static const double dry_c[] = {30, 35, 40, 45}, pad_c[] = {30, 35}, tower_c[] = {20, 25, 30};
    const struct dry_cooler pads = {1000.0, 8.0, 1.0, 0.0, 10.0, 0.85, 0.0};

    memset(missed, 0, 9 * sizeof missed[0]);
    *trim_water_l_kwh = 0.0;
    for (int i = 0; i < HOURS; i++) {
        double dry = dry_k[i] + dry_cooler_approach_k(&pads, 1000.0, 1.0, NULL);
        double wetted = dry_cooler_inlet_k(&pads, dry_k[i], wet_k[i], 1.0, NULL) + 8.0;
        double tower = wet_k[i] + tower_yorkcalc_approach_k(wet_k[i], 10.0 / 1.8, 1.0, 1.0, NULL) + 2.0;
        double needed_k = fmax(fmin(dry - K(35), dry - wetted), 0.0);

        for (int n = 0; n < 4; n++)
            missed[n] += dry > K(dry_c[n]);
        for (int n = 0; n < 2; n++)
            missed[4 + n] += wetted > K(pad_c[n]);
        for (int n = 0; n < 3; n++)
            missed[6 + n] += tower > K(tower_c[n]);
        *trim_water_l_kwh += 3600.0 / HOURS * dry_cooler_water_kg_s(&pads, 1.0, needed_k, wet_k[i], NULL);
    }
}

START_TEST(hours_that_miss_the_supply_target_equal_the_published_counts)
{
    const struct site *site = &sites[_i];
    double water, sum = 0.0;
    int missed[9];

    if (!read_year(site->file))
        return;
    count_missed(missed, &water);
    for (int n = 0; n < 9; n++)
        ck_assert_msg(missed[n] == site->missed[n], "%s column %d: %d, published %d", site->file, n,
                      missed[n], site->missed[n]);
    ck_assert_double_eq_tol(water, site->trim_water_l_kwh, 0.001);
    for (int i = 0; i < HOURS; i++)
        sum += wet_k[i] - 273.15;
    if (site->mean_wet_c != 0.0)
        ck_assert_double_eq_tol(sum / HOURS, site->mean_wet_c, 0.01);
}
END_TEST

START_TEST(stulls_formula_errs_as_known_over_typical_years)
{
    double sum = 0.0;

    if (!read_year(sites[_i].file))
        return;
    for (int i = 0; i < HOURS; i++)
        sum += fabs(psychrometrics_stull_wet_bulb_k(dry_k[i], relative[i], NULL) - wet_k[i]);
    ck_assert_double_ge(sum / HOURS, 0.18 - 0.01);
    ck_assert_double_le(sum / HOURS, 0.33 + 0.01);
}
END_TEST

Suite *test_physics_weather_suite(void)
{
    Suite *suite = suite_create("physics_weather");
    TCase *tests = tcase_create("typical years");

    tcase_set_timeout(tests, 60.0);
    tcase_add_loop_test(tests, hours_that_miss_the_supply_target_equal_the_published_counts, 0, SITES);
    tcase_add_loop_test(tests, stulls_formula_errs_as_known_over_typical_years, 0, SITES);
    suite_add_tcase(suite, tests);
    return suite;
}
