/* SPDX-License-Identifier: Apache-2.0 */
/*
 * years - the ensemble of years of one climate: generated from its normals, or the one year of its file.
 *
 * Making it is the largest part of compiling a plan, and the points of a sweep mostly share their
 * climates: a cache keeps the ensembles by all that they are made from.
 */
#ifndef WEATHER_YEARS_H
#define WEATHER_YEARS_H

#include "plan/record.h"
#include "weather/weather.h"

struct years {
    const struct weather_year *members;
    int count, typical;
    double pressure_pa;
    int64_t utc_offset_s;
};

/*
 * The years of the climate RECORD, from CACHE or made in its arena; without a cache in ARENA.  False after
 * errors: neither normals nor file, both moistures, a dew point above the dry bulb.
 */
bool years_compile(struct years *out, const struct record *record, struct weather_cache *cache,
                   struct arena *arena, struct diag *diag);

#endif
