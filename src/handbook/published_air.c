/* SPDX-License-Identifier: Apache-2.0 */
#include "handbook/published.h"
#include "handbook/reference_year.h"
#include "physics/psychrometrics.h"

#include <math.h>

#define K(celsius) (273.15 + (celsius))

static const double sea_pa = 101325.0;

static void humidity_ratio(struct published_run *run)
{
    double liquid = psychrometrics_humidity_from_wet_bulb(K(30), K(25), 95461.0, NULL);
    double ice = psychrometrics_humidity_from_wet_bulb(K(-1), K(-5), 95461.0, NULL);
    published_near(run, "W at 30 degC, wet bulb 25 degC, 95,461 Pa", "kg/kg", 0.0192281, liquid,
                   0.0005 * 0.0192281);
    published_near(run, "W at -1 degC, wet bulb -5 degC, 95,461 Pa (ice)", "kg/kg", 0.001204, ice,
                   0.005 * 0.001204);
}

static void saturation(struct published_run *run)
{
    static const struct {
        double t_c, pa;
        const char *quantity;
    } rows[] = {{-20, 103.24, "ps at -20 degC"}, {-5, 401.74, "ps at -5 degC"},
                {5, 872.6, "ps at 5 degC"},      {25, 3169.7, "ps at 25 degC"},
                {50, 12351.3, "ps at 50 degC"},  {100, 101418.0, "ps at 100 degC"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        published_near(run, rows[i].quantity, "Pa", rows[i].pa,
                       psychrometrics_saturation_pa(K(rows[i].t_c), NULL), 0.0003 * rows[i].pa);
}

static void dry_and_warm(struct published_run *run)
{
    double w = psychrometrics_humidity_from_wet_bulb(K(40), K(20), sea_pa, NULL);
    published_near(run, "W at 40 degC, wet bulb 20 degC", "kg/kg", 0.0065, w, 0.02 * 0.0065);
    published_near(run, "dew point", "degC", 7, psychrometrics_dew_point_k(w, sea_pa, NULL) - 273.15, 0.5);
    published_near(run, "relative humidity", "", 0.14, psychrometrics_relative_ratio(K(40), w, sea_pa, NULL),
                   0.005);
    published_near(run, "enthalpy", "kJ/kg", 56.7, psychrometrics_enthalpy_j_kg(K(40), w) / 1000, 0.05);
    published_near(run, "specific volume", "m3/kg", 0.896,
                   psychrometrics_specific_volume_m3_kg(K(40), w, sea_pa), 0.0005);
}

static void atmosphere(struct published_run *run)
{
    published_near(run, "pressure at 500 m", "Pa", 95461, psychrometrics_standard_pa(500, NULL), 95.461);
    published_near(run, "pressure at 1,000 m", "Pa", 89875, psychrometrics_standard_pa(1000, NULL), 89.875);
    published_near(run, "pressure at 4,000 m", "Pa", 61640, psychrometrics_standard_pa(4000, NULL), 61.640);
}

static void stull(struct published_run *run)
{
    static const struct {
        double relative, stull_c, exact_c;
        const char *quantity[2];
    } rows[] = {{0.10, 6.96, 7.60, {"Stull, 20 degC, 10 %", "exact, 20 degC, 10 %"}},
                {0.50, 13.70, 13.78, {"Stull, 20 degC, 50 %", "exact, 20 degC, 50 %"}},
                {0.99, 19.89, 19.89, {"Stull, 20 degC, 99 %", "exact, 20 degC, 99 %"}}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double w = psychrometrics_humidity_from_relative(K(20), rows[i].relative, sea_pa, NULL);
        double quick = psychrometrics_stull_wet_bulb_k(K(20), rows[i].relative, NULL) - 273.15;
        double exact = psychrometrics_wet_bulb_k(K(20), w, sea_pa, NULL) - 273.15;
        published_near(run, rows[i].quantity[0], "degC", rows[i].stull_c, quick, 0.02);
        published_near(run, rows[i].quantity[1], "degC", rows[i].exact_c, exact, 0.02);
    }
}

/* From wet bulb to humidity by the defining balance and back, away from the two answers around freezing. */
static void round_trip(struct published_run *run)
{
    double worst_k = 0;
    for (double t = -40; t <= 50; t += 0.5)
        for (double wet = t - 20 > -60 ? t - 20 : -60; wet <= t; wet += 0.5) {
            double w = psychrometrics_humidity_from_wet_bulb(K(t), K(wet), sea_pa, NULL);
            if (w > 1e-6 && !(wet < 0.5 && t > 0))
                worst_k = fmax(worst_k, fabs(psychrometrics_wet_bulb_k(K(t), w, sea_pa, NULL) - K(wet)));
        }
    published_near(run, "worst error, -40..50 degC", "K", 0, worst_k, 1e-3);
}

static void stull_years(struct published_run *run)
{
    int read = 0;
    for (int s = 0; s < reference_site_count; s++) {
        const struct reference_year *year =
            reference_year_read(&reference_sites[s], run->reference, run->arena, run->diag);
        double sum = 0;
        if (!year)
            continue;
        for (int i = 0; i < REFERENCE_HOURS; i++)
            sum += fabs(psychrometrics_stull_wet_bulb_k(year->dry_bulb_k[i], year->relative_ratio[i], NULL) -
                        year->wet_bulb_k[i]);
        published_band(run, arena_printf(run->arena, "mean absolute error, %s", reference_sites[s].name), "K",
                       0.18 - 0.01, 0.33 + 0.01, sum / REFERENCE_HOURS);
        read++;
    }
    if (!read)
        published_skip(run, "the reference data are not there (GIGAPLAN_REFERENCE_DATA)");
}

static void year_means(struct published_run *run)
{
    int read = 0;
    for (int s = 0; s < reference_site_count; s++) {
        const struct reference_site *site = &reference_sites[s];
        const struct reference_year *year =
            isnan(site->mean_dry_c) ? NULL : reference_year_read(site, run->reference, run->arena, run->diag);
        double dry = 0, wet = 0;
        if (!year)
            continue;
        for (int i = 0; i < REFERENCE_HOURS; i++) {
            dry += year->dry_bulb_k[i] - 273.15;
            wet += year->wet_bulb_k[i] - 273.15;
        }
        published_near(run, arena_printf(run->arena, "mean dry bulb, %s", site->name), "degC",
                       site->mean_dry_c, dry / REFERENCE_HOURS, 0.01);
        published_near(run, arena_printf(run->arena, "mean wet bulb, %s", site->name), "degC",
                       site->mean_wet_c, wet / REFERENCE_HOURS, 0.01);
        read++;
    }
    if (!read)
        published_skip(run, "the reference data are not there (GIGAPLAN_REFERENCE_DATA)");
}

#define ASHRAE "ASHRAE Handbook Fundamentals 2017, chapter 1"

const struct published_case published_air[] = {
    {"humidity-ratio", "humidity ratio from wet bulb, over water and ice", ASHRAE ", as tested by psychrolib",
     BASIS_PUBLISHED, humidity_ratio},
    {"saturation-pressure", "saturation pressure over ice and water", ASHRAE ", table 3", BASIS_PUBLISHED,
     saturation},
    {"moist-air", "a dry and warm state of air", ASHRAE ", psychrometric chart example", BASIS_PUBLISHED,
     dry_and_warm},
    {"standard-atmosphere", "pressure by altitude", ASHRAE ", table 1", BASIS_PUBLISHED, atmosphere},
    {"stull", "Stull's quick wet bulb beside the exact one",
     "Stull 2011, J. Appl. Meteor. Climatol. 50, 2267; exact values computed independently", BASIS_PUBLISHED,
     stull},
    {"wet-bulb-exact", "the wet bulb inverts its defining balance", ASHRAE ", eq. 33 and 35", BASIS_SELF,
     round_trip},
    {"stull-years", "error of Stull's formula over typical years",
     "Stull 2011 states MAE below 0.3 K; TMY3 files", BASIS_SELF, stull_years},
    {"typical-years", "means of the weather files", "TMY3 files (NREL/TP-581-43156), computed independently",
     BASIS_SELF, year_means},
    {0},
};
