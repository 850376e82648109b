/* SPDX-License-Identifier: Apache-2.0 */
/*
 * csv_header - the header of a table of readings: "time" and columns like "dry-bulb [degC]".
 *
 * Each column but the time has a name of a given vocabulary and its unit in brackets, of the same dimension
 * as the vocabulary's; no column stands there twice.
 *
 * Owns: all in the arena given.
 * Errors: all of the header, each at its cell, with the remedy.
 */
#ifndef SCENARIO_CSV_HEADER_H
#define SCENARIO_CSV_HEADER_H

#include "scenario/csv_source.h"

/* What a column can mean. */
struct csv_vocabulary {
    const char *sort;         /* of its columns, in errors: "hourly column", or just "column" */
    const char *const *names; /* COUNT of them */
    const char *const *units; /* one that fits each */
    int count;
};

enum { CSV_NO_COLUMN = -1, CSV_TIME_COLUMN = -2 };

struct csv_header {
    int *meaning;       /* by column of the table: place in the vocabulary, or CSV_TIME_COLUMN */
    const char **units; /* by place in the vocabulary, as the file has them; NULL: it has no such column */
    bool has_time;
};

/* Reads the first row of TABLE; false with errors. */
bool csv_header_read(struct csv_header *header, const struct csv_table *table,
                     const struct csv_vocabulary *vocabulary, struct arena *arena, struct diag *diag);

#endif
