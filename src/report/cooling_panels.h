/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cooling_panels - the panels of `plot cooling`, from the top.  What the file does not hold is said in its
 * place.
 */
#ifndef REPORT_COOLING_PANELS_H
#define REPORT_COOLING_PANELS_H

#include "report/plant_sheet.h"

/* PUE against the outdoor bulb that matters, by load; hours by mode by month. */
void cooling_panel_air(const struct plant_sheet *plant, struct sheet *sheet);
void cooling_panel_modes(const struct plant_sheet *plant, struct sheet *sheet);

/* PUE and supply temperature by month and hour of the day. */
void cooling_panel_days(const struct plant_sheet *plant, struct sheet *sheet);

/* Water with WUE, and the energy that cooling takes, by month. */
void cooling_panel_water(const struct plant_sheet *plant, struct sheet *sheet);
void cooling_panel_energy(const struct plant_sheet *plant, struct sheet *sheet);

/* Margins of the groups of halls on their design days; what heat held back, by year. */
void cooling_panel_margin(const struct plant_sheet *plant, struct sheet *sheet);
void cooling_panel_throttled(const struct plant_sheet *plant, struct sheet *sheet);

/* PUE at one load, by kelvin of the bulb; loads in % of the IT capacity of the halls commissioned. */
struct air_curve {
    double load_low, load_high;
    int count;
    double *bulb_c, *pue; /* middle of each kelvin; NAN: too few hours to tell */
    double it_mwh, input_mwh, hours;
};

enum { AIR_CURVES_MAX = 16, AIR_KELVINS_MAX = 160 };

struct air_curves {
    const char *lacks; /* why there is nothing to see; NULL: there is */
    bool wet;          /* by wet bulb: the plant uses water; else by dry bulb */
    int count;         /* loads with IT energy, the lowest first */
    struct air_curve curves[AIR_CURVES_MAX];
    int kelvin_count; /* of all air met, in order */
    double low_c[AIR_KELVINS_MAX], hours[AIR_KELVINS_MAX];
};

/* Over all years, means of the replications kept in detail. */
const struct air_curves *air_curves_load(const struct plant_sheet *plant);

/* Hours by mode in a month of the year shown, means over the replications. */
struct mode_month {
    double idle_h, fan_h, wet_h, trim_h;
};

/* Fills 12 months by number; false when the file cannot tell fans alone from water: then wet_h is 0. */
bool cooling_modes(const struct plant_sheet *plant, struct mode_month months[12]);

#endif
