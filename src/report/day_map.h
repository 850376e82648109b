/* SPDX-License-Identifier: Apache-2.0 */
/*
 * day_map - a figure by month and hour of the day, as a map of colours, in the site's standard time.
 *
 * From plant_day of the year shown: the load and PUE of an hour of a month are those of its energies, the
 * supply temperature is weighted by the time in which the plant is not idle.
 */
#ifndef REPORT_DAY_MAP_H
#define REPORT_DAY_MAP_H

#include "report/plant_sheet.h"

enum day_what { DAY_MAP_LOAD, DAY_MAP_PUE, DAY_MAP_SUPPLY };

enum { DAY_MAP_MONTHS = 12, DAY_MAP_HOURS = 24 };

struct day_map {
    const char *lacks;                               /* why there is nothing to see; NULL: there is */
    double value[DAY_MAP_MONTHS][DAY_MAP_HOURS];     /* MW, 1 or degC; NAN: no figure */
    double input_mwh[DAY_MAP_MONTHS][DAY_MAP_HOURS]; /* of that hour in all days of the month */
    double low, high;                                /* of all values */
    bool flat;                                       /* those differ by rounding only */
    int low_month, low_hour, high_month, high_hour;
    const char *zone; /* "UTC-6"; "standard time" in older files, which do not say */
};

/* The map of WHAT for the site and year of SHEET, in its source's arena. */
struct day_map day_map_load(const struct plant_sheet *sheet, enum day_what what);

/* Draws it into PANEL with its scale. */
void day_map_draw(const struct day_map *map, const struct plant_sheet *sheet, struct panel *panel);

#endif
