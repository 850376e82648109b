/* SPDX-License-Identifier: Apache-2.0 */
/*
 * site_trial - the plant of one site outside a replication, with other figures than the plan's.
 *
 * For fitting the plant to its meters: given halls run at given IT loads, shared by their capacity, in given
 * air; all main transformers are in service, no source of the site runs.  A figure is a field of the site or
 * of all UPS, transformer and cooling types that the site uses; the plant is sized anew with it, so that a
 * scenario with the same fields gives the same powers.
 *
 * Owns: from its arena; the plan is not touched.  Threads: a trial belongs to one thread.
 */
#ifndef WORLD_SITE_TRIAL_H
#define WORLD_SITE_TRIAL_H

#include "world/plant.h"

enum site_figure {
    FIGURE_OVERHEAD,     /* of the commissioned IT capacity */
    FIGURE_LOAD_LOSS,    /* factor of the losses with load: UPS and transformers */
    FIGURE_FAN_PUMP,     /* factor of the power of fans, pumps and CDUs */
    FIGURE_CHILLER,      /* factor of the chillers' power */
    FIGURE_AIR_OFFSET,   /* K, air at the coolers above the weather station's */
    FIGURE_NO_LOAD_LOSS, /* factor of the losses without load: UPS and transformers */
    FIGURE_COUNT
};

/* Where a figure stands: the field of each record that has it. */
struct site_place {
    const struct record *record;
    int field;
};

struct site_trial;

/* The trial of SITE with COUNT of its HALLS commissioned; COUNT 0: all of them. */
struct site_trial *site_trial_new(const struct plant_plan *plan, int site, const struct record *const *halls,
                                  int count, struct arena *arena);

/* IT capacity commissioned. */
double site_trial_capacity_w(const struct site_trial *trial);

/* All places of a figure, and their number; none where the site has no such part. */
const struct site_place *site_trial_places(const struct site_trial *trial, enum site_figure figure,
                                           int *count);

/* Sets all figures, FIGURE_COUNT of them in SI, and sizes the plant.  NAN: as the plan has it. */
void site_trial_set(struct site_trial *trial, const double *figures);

/* One stretch of hours: IT and air in, everything out; arrays are the caller's. */
struct site_trial_hours {
    int count;
    const double *it_w, *dry_bulb_k, *wet_bulb_k;
    double *facility_w; /* at the meter */
    double *cooling_w;  /* fans, pumps, CDUs, hall fans and chillers */
    double *ups_w;      /* loss of the UPS */
};
void site_trial_run(struct site_trial *trial, const struct site_trial_hours *hours);

#endif
