/* SPDX-License-Identifier: Apache-2.0 */
/*
 * view - the results as people want to read them: ids for numbers, ISO dates beside seconds.
 *
 * Every column keeps its name and gains what helps: a tick T also T_date ("2027-03-15"), cents also
 * USD; a record becomes its id and label, an entity its id, a metric its name and unit.
 * `series` is the long form of all samples: run_id, scope, entity, t, date, metric, unit, value.
 */
#ifndef STORE_VIEW_H
#define STORE_VIEW_H

#include "store/result_table.h"
#include "store/series.h"

#include <stdio.h>

/* Writes CREATE VIEW of a fixed table, if it wants one. */
void view_write(FILE *out, const struct result_table *table);

/* Writes the views of the series: site_series ... (wide, with names and dates) and series (long). */
void view_write_series(FILE *out, const struct series_layout *layout, struct arena *arena);

#endif
