/* SPDX-License-Identifier: Apache-2.0 */
/*
 * limit_table - what bound the IT load: time and megawatt-days by limit, site and period, as means over the
 * replications, which add up.
 */
#ifndef REPORT_LIMIT_TABLE_H
#define REPORT_LIMIT_TABLE_H

#include "report/source.h"

enum { LIMIT_TABLE_NAMES_MAX = 24 };

struct limit_cell {
    double seconds; /* in which it was the limit, mean over the replications */
    double mw_days; /* that it cut; of "none": granted */
};

struct limit_table {
    int name_count;
    const char *names[LIMIT_TABLE_NAMES_MAX]; /* in the order of the largest cut; "none" last */
    int site_count, period_count;
    const int64_t *sites;     /* entity ids */
    const int64_t *periods;   /* starts, ascending */
    struct limit_cell *cells; /* [(site * period_count + period) * name_count + name] */
};

/* NULL when the file holds no limits. */
const struct limit_table *limit_table_load(const struct source *source);

/* Name for people: "nothing" for "none". */
const char *limit_table_label(const struct limit_table *table, int name);

/* Sums over the sites from SITE on, SITE_COUNT of them, and alike over periods. */
struct limit_range {
    int site, site_count, period, period_count;
};
struct limit_cell limit_table_sum(const struct limit_table *table, struct limit_range range, int name);

#endif
