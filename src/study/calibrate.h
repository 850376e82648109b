/* SPDX-License-Identifier: Apache-2.0 */
/*
 * calibrate - a site's plant held against its meters and fitted to them: what `calibrate` does.
 *
 * The plant runs at the metered IT load (world/site_trial.h); figures are fitted to three of four weeks
 * (study/plant_fit.h) and judged in the fourth (study/plant_score.h).  Judged is the power beside the IT
 * load: the IT load is given to the model and would flatter it.
 */
#ifndef STUDY_CALIBRATE_H
#define STUDY_CALIBRATE_H

#include "study/plant_fit.h"
#include "study/plant_score.h"

struct calibrate_request {
    const struct plan *plan;
    const struct meter *meter;
    const struct record *site;
    const struct record *const *halls; /* that were commissioned; HALL_COUNT 0: all of the site */
    int hall_count;
};

/* Before the fit, and after it. */
struct calibrate_pair {
    struct plant_score before, after;
};

/* Energies of all hours compared. */
struct calibrate_energy {
    double it_j, meter_j, before_j, after_j; /* the latter three at the facility's meter */
};

struct calibrate {
    double capacity_w; /* of the halls metered */
    const struct metered_hours *hours;
    const struct plant_fit *fit;
    const struct site_trial *trial;
    struct calibrate_pair hourly[CHANNEL_COUNT][SCORE_ALL]; /* fitted, held out; count 0: no such meter */
    struct calibrate_pair monthly;                          /* facility less IT */
    struct calibrate_pair facility;                         /* with the IT load, hours held out */
    struct calibrate_energy energy;
    bool months_judged, met; /* the limits, by what is held out and by months */
};

/* NULL after errors. */
const struct calibrate *calibrate_run(const struct calibrate_request *request, struct arena *arena,
                                      struct diag *diag);

#endif
