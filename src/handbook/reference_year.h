/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reference_year - the typical years of the reference data, with what is published about them.
 *
 * Extremes are the 20-year maximum dry bulb and the maximum wet bulb of the files' headers (ASHRAE 2009).
 * Hours are those in which a fixed-approach system is warmer than its supply target: dry = t + 8 K; adiabatic
 * = t - 0.85 (t - tw) + 8 K; tower = tw + YorkCalc approach (range 10 degF, L/G 1) + 2 K.
 */
#ifndef HANDBOOK_REFERENCE_YEAR_H
#define HANDBOOK_REFERENCE_YEAR_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>

enum { REFERENCE_HOURS = 8760, REFERENCE_DRY = 4, REFERENCE_PADS = 2, REFERENCE_TOWERS = 3 };

struct reference_site {
    const char *name, *file;
    double extreme_dry_c, extreme_wet_c;
    int dry[REFERENCE_DRY];        /* hours above 30, 35, 40, 45 degC */
    int pads[REFERENCE_PADS];      /* above 30, 35 */
    int towers[REFERENCE_TOWERS];  /* above 20, 25, 30 */
    double mean_dry_c, mean_wet_c; /* NAN: not published */
};

extern const struct reference_site reference_sites[];
extern const int reference_site_count;

struct reference_year {
    double dry_bulb_k[REFERENCE_HOURS], wet_bulb_k[REFERENCE_HOURS], relative_ratio[REFERENCE_HOURS];
};

/* The year of SITE below FOLDER; NULL when FOLDER is NULL or has no such file. */
const struct reference_year *reference_year_read(const struct reference_site *site, const char *folder,
                                                 struct arena *arena, struct diag *diag);

#endif
