/* SPDX-License-Identifier: Apache-2.0 */
#include "handbook/catalogue.h"
#include "handbook/hall_plant.h"
#include "handbook/published.h"
#include "handbook/reference_year.h"
#include "physics/dry_cooler.h"
#include "physics/tower.h"

#define K(celsius) (273.15 + (celsius))

static const char absent[] = "the reference data are not there (GIGAPLAN_REFERENCE_DATA)";

/* Hours of SITE in which each system is too warm, laid beside the published counts. */
static void count_missed(struct published_run *run, const struct reference_site *site,
                         const struct reference_year *year)
{
    const struct dry_cooler pads = {1e6, 8.0, 1.0, 0.0, 10.0, 0.85, 0.0};
    int dry[REFERENCE_DRY] = {0}, wetted[REFERENCE_PADS] = {0}, towers[REFERENCE_TOWERS] = {0};
    for (int i = 0; i < REFERENCE_HOURS; i++) {
        double dry_k = year->dry_bulb_k[i], wet_k = year->wet_bulb_k[i];
        double bare = dry_k + dry_cooler_approach_k(&pads, 1e6, 1.0, NULL);
        double moist = dry_cooler_inlet_k(&pads, dry_k, wet_k, 1.0, NULL) + 8.0;
        double tower = wet_k + tower_yorkcalc_approach_k(wet_k, 10.0 / 1.8, 1.0, 1.0, NULL) + 2.0;
        for (int n = 0; n < REFERENCE_DRY; n++)
            dry[n] += bare > K(30 + 5 * n);
        for (int n = 0; n < REFERENCE_PADS; n++)
            wetted[n] += moist > K(30 + 5 * n);
        for (int n = 0; n < REFERENCE_TOWERS; n++)
            towers[n] += tower > K(20 + 5 * n);
    }
    for (int n = 0; n < REFERENCE_DRY; n++)
        published_near(run, arena_printf(run->arena, "%s, dry cooler above %d degC", site->name, 30 + 5 * n),
                       "h", site->dry[n], dry[n], 0);
    for (int n = 0; n < REFERENCE_PADS; n++)
        published_near(run, arena_printf(run->arena, "%s, adiabatic above %d degC", site->name, 30 + 5 * n),
                       "h", site->pads[n], wetted[n], 0);
    for (int n = 0; n < REFERENCE_TOWERS; n++)
        published_near(run, arena_printf(run->arena, "%s, tower above %d degC", site->name, 20 + 5 * n), "h",
                       site->towers[n], towers[n], 0);
}

static void missed_hours(struct published_run *run)
{
    int read = 0;
    for (int s = 0; s < reference_site_count; s++) {
        const struct reference_year *year =
            reference_year_read(&reference_sites[s], run->reference, run->arena, run->diag);
        if (!year)
            continue;
        count_missed(run, &reference_sites[s], year);
        read++;
    }
    if (!read)
        published_skip(run, absent);
}

/* What is published about a type of plant. */
struct band {
    const char *type, *xml;
    double pue_low, pue_high, wue_low, wue_high; /* L/kWh */
};

static void run_site(struct published_run *run, const struct plan *plan, const struct band *band,
                     const struct reference_site *site, const struct reference_year *year)
{
    struct hall_plant_spec spec = {.cooling = plan_find(plan, band->type),
                                   .ups = plan_find(plan, "double-conversion"),
                                   .transformer = plan_find(plan, "unit-substation-3MVA"),
                                   .it_w = 100e6,
                                   .liquid_ratio = 0.76,
                                   .rack_supply_k = K(40),
                                   .extreme_dry_bulb_k = K(site->extreme_dry_c),
                                   .extreme_wet_bulb_k = K(site->extreme_wet_c)};
    const struct hall_plant *hall = hall_plant_new(&spec, run->arena);
    struct hall_plant_means means =
        hall_plant_run(hall, REFERENCE_HOURS, year->dry_bulb_k, year->wet_bulb_k, 0.8);
    double litres = means.water_kg_s / means.it_w * 3.6e6;
    published_band(run, arena_printf(run->arena, "PUE of %s, %s", band->type, site->name), "", band->pue_low,
                   band->pue_high, means.facility_w / means.it_w);
    published_band(run, arena_printf(run->arena, "WUE of %s, %s", band->type, site->name), "L/kWh",
                   band->wue_low, band->wue_high, litres);
}

static void run_band(struct published_run *run, const struct band *band)
{
    int read = 0;
    const struct plan *plan =
        catalogue_plan(run->kinds, run->data_path, band->xml, NULL, 0, run->arena, run->diag);
    if (!plan) {
        published_skip(run, "the catalogues cannot be read");
        return;
    }
    for (int s = 0; s < reference_site_count; s++) {
        const struct reference_year *year =
            reference_year_read(&reference_sites[s], run->reference, run->arena, run->diag);
        if (!year)
            continue;
        run_site(run, plan, band, &reference_sites[s], year);
        read++;
    }
    if (!read)
        published_skip(run, absent);
}

static void dry(struct published_run *run)
{
    run_band(run, &(struct band){"dry-32C", "", 1.05, 1.14, 0, 0});
}

/* The published plants cool all heat at cold-plate temperatures; so here the air is as warm. */
static void adiabatic(struct published_run *run)
{
    run_band(run, &(struct band){"cold-plate-adiabatic",
                                 "<cooling-type id='cold-plate-adiabatic' rejection='adiabatic' "
                                 "facility-supply='35 degC' air-supply='35 degC' air-limit='40 degC' "
                                 "recirculation='0 K' source='cold-plate case of LBNL-2001637' "
                                 "date='2026-11-20' grade='I'/>",
                                 1.05, 1.14, 0, 0.3});
}

static void tower(struct published_run *run)
{
    run_band(run, &(struct band){"tower-27C", "", 1.062, 1.187, 1.42, 2.34});
}

#define HALL "100 MW of liquid-cooled racks at 80 % load, UPS N+1, unit transformers; "

const struct published_case published_plant[] = {
    {"missed-hours", "hours in which heat rejection of fixed approach misses its supply target",
     "TMY3 files; rule t + 8 K, pads 85 %, YorkCalc + 2 K, counted independently", BASIS_SELF, missed_hours},
    {"pue-dry", "PUE and WUE with dry coolers and trim chillers",
     HALL "LBNL-2001637 (Lei 2025): liquid with dry coolers, 1.05-1.14, no water", BASIS_PUBLISHED, dry},
    {"pue-adiabatic", "PUE and WUE with adiabatic coolers at cold-plate temperatures",
     HALL "LBNL-2001637 (Lei 2025): 1.05-1.14; WUE by zone 0.07-0.20, LBNL 2024 0.13", BASIS_PUBLISHED,
     adiabatic},
    {"pue-tower", "PUE and WUE with cooling towers and waterside economiser",
     HALL "LBNL-2001637 (Lei 2025): 1.062-1.187, WUE to 2.34; least WUE measured at NREL ESIF, 1.42 "
          "(TP-7A40-72196)",
     BASIS_PUBLISHED, tower},
    {0},
};
