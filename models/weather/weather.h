/* SPDX-License-Identifier: Apache-2.0 */
/*
 * weather - outdoor air of every site and hour: made once per plan, drawn per replication and year.
 *
 * Each climate has an ensemble of years (generated from normals, or the one year of an hourly file), with
 * dry bulb and wet bulb of 8760 hours in local standard time.  A replication draws one member per calendar
 * year; sites that share a climate share its weather.
 *
 *     plan = weather_compile(...);                                   once per plan
 *     weather_hours(plan, &run->draw, site, tick, &hours);           per block: pointers, no copy
 *
 * Owns: weather_compile takes everything from its arena.  Errors: told at the climate's place in the file.
 * Threads: a compiled plan is constant and shared.
 */
#ifndef WEATHER_WEATHER_H
#define WEATHER_WEATHER_H

#include "plan/draw.h"
#include "plan/metric.h"

extern const struct metric_table weather_metrics;

enum { WEATHER_HOURS = 8760 };

/* Return periods of the extremes. */
enum weather_extreme {
    WEATHER_5_YEARS,
    WEATHER_10_YEARS,
    WEATHER_20_YEARS,
    WEATHER_50_YEARS,
    WEATHER_EXTREMES
};
extern const int weather_extreme_years[WEATHER_EXTREMES];

struct weather_year {
    const double *dry_bulb_k; /* [WEATHER_HOURS], local standard time, 1 January first */
    const double *wet_bulb_k;
};

/* Air of one site. */
struct weather_site {
    const struct record *climate;
    const struct weather_year *members;
    int member_count;
    int typical; /* member whose annual mean is nearest to the ensemble's: the base case */
    int64_t utc_offset_s;
    double pressure_pa;                  /* annual mean at the station */
    double extreme_dry_bulb_k;           /* 20-year maximum, with the warming */
    double extreme_wet_bulb_k;           /* maximum, with the warming */
    double extremes_k[WEATHER_EXTREMES]; /* maximum dry bulb by return period, with the warming */
    int wet_bulb_cell; /* mean metrics, added by the world's operate loop: value x seconds */
    int dry_bulb_cell;
};

struct weather_plan {
    const struct weather_site *sites; /* by the site record's index */
    int site_count;
};

/* COUNT hours that lie in a row, beginning with the hour of the tick that was asked for. */
struct weather_hours {
    const double *dry_bulb_k;
    const double *wet_bulb_k;
    int count; /* >= 1; ends at the local year's end and around 29 February */
};

/*
 * Years of climates, kept by all that they are made from (values, hours of a file, seed), so that the next
 * plan with the same climate need not make them again.  ARENA must outlive all plans compiled with it.
 * Threads: one at a time.
 */
struct weather_cache;
struct weather_cache *weather_cache_new(struct arena *arena);

/* How many ensembles were made, not found. */
int weather_cache_made_count(const struct weather_cache *cache);

/*
 * NULL after errors: neither normals nor file, both moistures, a dew point above the dry bulb.  CACHE may
 * be NULL.
 */
const struct weather_plan *weather_compile(const struct plan *plan, const struct metric_layout *layout,
                                           struct weather_cache *cache, struct arena *arena,
                                           struct diag *diag);

/* The member that a replication has in the local calendar YEAR, named by (climate, year). */
int weather_member(const struct weather_plan *weather, const struct draw *draw, int site, int year);

/*
 * The hours of SITE from TICK (UTC) on, at most 8760.  29 February repeats 28 February.  Ask again for the
 * tick behind them.
 */
void weather_hours(const struct weather_plan *weather, const struct draw *draw, int site, int64_t tick,
                   struct weather_hours *out);

#endif
