/* SPDX-License-Identifier: Apache-2.0 */
/*
 * meter_csv - readings of a site's meters from a CSV table.
 *
 *     time,facility [MW],it [MW],dry-bulb [degC]
 *     2028-06-01T00:00-06:00,24.71,20.3,22.4
 *
 * Needed are time, facility and it; known beside them cooling, ups-loss, dry-bulb, wet-bulb and
 * relative-humidity.  A time is where its interval begins.  It carries its zone ("Z", "-06:00") or takes the
 * one that the caller states; the C library's zones and daylight saving are not known here.  Intervals are
 * the usual difference between two rows, a whole part of an hour.
 *
 * What is no table is an error at its place, all of them at once.  What a meter does - gaps, repeated or
 * backward times, clocks that jump, negative or absurd readings - is told once per sort, at the first place,
 * and counted; such rows are left out.
 */
#ifndef SCENARIO_METER_CSV_H
#define SCENARIO_METER_CSV_H

#include "scenario/text_file.h"

#include <stdint.h>

enum meter_column {
    METER_FACILITY_W,
    METER_IT_W,
    METER_COOLING_W,  /* fans, pumps, CDUs, hall fans and chillers together */
    METER_UPS_LOSS_W, /* input less output of all UPS */
    METER_DRY_BULB_K,
    METER_WET_BULB_K,
    METER_RELATIVE_RATIO, /* relative humidity, 0..1 */
    METER_COLUMN_COUNT
};

/* Sorts of faults of the readings themselves. */
enum meter_fault {
    METER_GAP,      /* readings that are missing between two rows */
    METER_REPEATED, /* rows whose time is not after the row before */
    METER_JUMP,     /* rows at which the clock seems to jump by an hour, as for daylight saving */
    METER_EMPTY,    /* rows without facility or IT power */
    METER_NEGATIVE, /* rows with a negative power */
    METER_ABSURD,   /* rows that no site can give: less power than its IT, air of the moon */
    METER_FAULT_COUNT
};

struct meter {
    const char *path;
    char sha256[65];
    int64_t step_s;      /* 60 .. 3600 */
    int row_count;       /* rows kept, in order of time */
    const int64_t *tick; /* where the interval begins, UTC */
    const double
        *columns[METER_COLUMN_COUNT]; /* SI, NAN for an empty cell; NULL where there is no such column */
    int read_count;                   /* rows of the file */
    int64_t faults[METER_FAULT_COUNT];
};

/* Names of the columns as the header writes them, and of the faults for people. */
extern const char *const meter_column_names[METER_COLUMN_COUNT];
extern const char *const meter_column_units[METER_COLUMN_COUNT]; /* of the same kind: any will do */
extern const char *const meter_fault_names[METER_FAULT_COUNT];

/* Of times without a zone. */
struct meter_zone {
    bool stated;
    int64_t offset_s; /* local minus UTC */
};

/* "UTC", "Z" or "+HH:MM", "-HH:MM"; false for other texts. */
bool meter_csv_zone(struct meter_zone *zone, const char *text);

/* The readings in FILE; NULL with errors. */
struct meter *meter_csv_read(const struct text_file *file, struct meter_zone zone, struct arena *arena,
                             struct diag *diag);

#endif
