/* SPDX-License-Identifier: Apache-2.0 */
/*
 * outage_files - units and loads of a reliability study from CSV tables.
 *
 * Units: a header with `count`, `mw` and `for` (forced-outage ratio), or `mttf_h` and `mttr_h` in its place.
 * Load: one column `load`, `mw` or `load [MW]` of hourly values; or, as the Reliability Test System prints
 * it, `week,pct` with two more files beside it: `day,pct` (daily_pct.csv) and the hours by season
 * (hourly_pct.csv).
 *
 * Owns: results lie in the arena.  Errors: located in the file.
 */
#ifndef HANDBOOK_OUTAGE_FILES_H
#define HANDBOOK_OUTAGE_FILES_H

#include "base/arena.h"
#include "base/diag.h"

struct outage_units {
    int unit_count, installed_mw;
    double *probability; /* outage table of 1 MW steps, [installed_mw + 1] */
};

struct outage_load {
    int hour_count;
    double *mw;
};

enum { OUTAGE_MOST_MW = 100000 };

/* Adds COUNT units of MW to UNITS, whose table holds OUTAGE_MOST_MW at most. */
void outage_units_start(struct outage_units *units, struct arena *arena);
bool outage_units_add(struct outage_units *units, int count, int mw, double forced_out_ratio);

/* UNITS begun anew with those of the CSV file PATH; false after errors. */
bool outage_units_read(struct outage_units *units, const char *path, struct arena *arena, struct diag *diag);

/* DAILY and HOURLY are the files beside a weekly one, NULL for those with the usual names. */
bool outage_load_read(struct outage_load *load, const char *path, const char *daily, const char *hourly,
                      double peak_mw, struct arena *arena, struct diag *diag);

#endif
