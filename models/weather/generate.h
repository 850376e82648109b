/* SPDX-License-Identifier: Apache-2.0 */
/*
 * generate - an ensemble of typical years from monthly normals.
 *
 * A year is: a smooth curve of daily means through the months; daily anomalies that persist (AR(1) with
 * each month's standard deviation); a diurnal wave of two harmonics (minimum at 05:30, maximum at 14:40,
 * fitted to six TMY3 stations) whose height varies from day to day (coefficient of variation 0.33, same
 * stations).  Dew point follows the anomaly with a coupling and a persistent rest of its own, and is
 * never above the dry bulb.
 *
 * What rises above the afternoons of the hottest month is stretched or shrunk so that the mean annual maximum
 * lies 3.3 K below the 20-year maximum (the usual distance in ASHRAE's n-year tables); dew points above
 * those of the dampest month likewise, so that wet bulbs keep to their extreme.
 *
 * The ensemble, not each year, has the normals: monthly means of dry bulb and daily range, and the mean
 * of wet bulb or dew point, whichever is given.  Single years differ, as years do.
 * Depends on nothing but its arguments: the same normals and seed give the same years in every run.
 */
#ifndef WEATHER_GENERATE_H
#define WEATHER_GENERATE_H

#include "base/arena.h"

#include <stdint.h>

enum { GENERATE_HOURS = 8760, GENERATE_DAYS = 365, GENERATE_MONTHS = 12 };

struct normals {
    const double *dry_bulb_k;    /* 12 monthly means */
    const double *wet_bulb_k;    /* 12, or NULL */
    const double *dew_point_k;   /* 12, or NULL; one of the two */
    const double *daily_range_k; /* 12 */
    const double *day_sd_k;      /* 12 */
    double persistence_ratio;    /* 0..0.98 */
    double dew_coupling_ratio;   /* kelvin of dew point per kelvin of anomaly, in a month of 24 C */
    double dew_sd_k;
    double extreme_dry_bulb_k; /* 20-year maximum */
    double extreme_wet_bulb_k;
    double pressure_pa;
};

/* One generated year: hour 0 is 1 January 00:00-01:00, local standard time; no leap day. */
struct generated {
    double *dry_bulb_k;  /* [8760] */
    double *dew_point_k; /* [8760] */
};

/* Month 0..11 of a day 0..364 of a year without leap day, and its days. */
int generate_month_of_day(int day);
extern const int generate_month_days[GENERATE_MONTHS];

/* COUNT years in ARENA; SEED names the draws. */
struct generated *generate_years(const struct normals *normals, int count, uint64_t seed,
                                 struct arena *arena);

#endif
