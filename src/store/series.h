/* SPDX-License-Identifier: Apache-2.0 */
/*
 * series - the shape of the sampled series: one wide table for each scope.
 *
 * A row is one sample of one entity (a site, a party, the campus) in one run; each metric is a
 * column.  Which metrics there are is known only at run time, so these tables are not in result_tables.h.
 */
#ifndef STORE_SERIES_H
#define STORE_SERIES_H

#include "base/arena.h"
#include "store/result_table.h"

enum series { SERIES_SITE, SERIES_PARTY, SERIES_CAMPUS, SERIES_COUNT };

extern const char *const series_scopes[SERIES_COUNT]; /* "site", "party", "campus" */
extern const char *const series_tables[SERIES_COUNT]; /* "series_site" ... */

/* run_id, entity_id, t: the columns before the metrics, unique together. */
enum { SERIES_KEY_COUNT = 3 };
extern const struct result_column series_key_columns[SERIES_KEY_COUNT];

struct series_metric {
    const char *name;  /* "power.it_energised" */
    const char *unit;  /* of the stored values, as printed */
    const char *sort;  /* "state", "mean", "counter" */
    enum series owner; /* whose number it is */
    bool campus;       /* also kept for the campus; a metric that the campus owns need not say so */
    const char *meaning;
};

/* Columns of each series table: the metrics that belong there, in the order given. */
struct series_layout {
    const struct series_metric *metrics;
    int metric_count;
    int columns[SERIES_COUNT];
};

/* The layout of METRICS, which must outlive it; at most 450 columns in one table (asserted). */
struct series_layout series_layout_of(const struct series_metric *metrics, int count);

/* True when METRIC has a column in the table of SERIES. */
bool series_has(const struct series_metric *metric, enum series series);

/* The column of METRIC: "power_it_energised", every sign but letters and digits becoming '_'. */
const char *series_column_name(const struct series_metric *metric, struct arena *arena);

#endif
