/* SPDX-License-Identifier: Apache-2.0 */
/*
 * power_panels - the panels of `plot power`, from the top.  What the file does not hold is said in its place.
 */
#ifndef REPORT_POWER_PANELS_H
#define REPORT_POWER_PANELS_H

#include "report/plant_sheet.h"

/* Load by month against what feeds and transformers carry; below it the headroom that is left. */
void power_panel_load(const struct plant_sheet *plant, struct sheet *sheet);
void power_panel_headroom(const struct plant_sheet *plant, struct sheet *sheet);

/* Load duration curves of all years. */
void power_panel_duration(const struct plant_sheet *plant, struct sheet *sheet);

/* Load by month and hour of the day, beside them. */
void power_panel_day(const struct plant_sheet *plant, struct sheet *sheet);

/* From the meter to the racks: what each stage takes of the year's energy. */
void power_panel_ladder(const struct plant_sheet *plant, struct sheet *sheet);

/* A rung of that: what goes off between input and IT, or one of the two. */
struct power_rung {
    const char *name, *colour;
    int cell; /* of plant_month */
    double mwh, percent;
};

enum { POWER_RUNGS_MAX = 12 };

/* Fills RUNGS from the input down to IT for the year shown; how many.  All others together are input less IT.
 */
int power_ladder(const struct plant_sheet *plant, struct power_rung rungs[POWER_RUNGS_MAX]);

#endif
