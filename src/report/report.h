/* SPDX-License-Identifier: Apache-2.0 */
/*
 * report - answers read from a results file, as tables.
 *
 * A report is one file report_NAME.c that ends with one constant report_NAME, listed in REPORTS of
 * src/src.mk.  Its first table answers the question that its summary states; every number has its unit;
 * what the file does not hold or the program does not model is said in a note, never shown as zero.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "base/table.h"
#include "report/sample.h"
#include "report/source.h"

/* Confidence of all intervals that reports print. */
#define REPORT_CONFIDENCE 0.95

struct report_request {
    const struct source *source;
    struct arena *arena;
    struct diag *diag;
    const char *take_out;        /* id of a unit that is out of service, or NULL */
    const char *chain;           /* id of what the critical chain leads to, or NULL */
    int64_t from;                /* tick from which a report looks ahead; 0: its own choice */
    const struct table **tables; /* what the report has made so far */
    size_t table_count, table_capacity;
};

struct report {
    const char *name;
    const char *summary; /* the question it answers, one line, lower case */
    void (*run)(struct report_request *request);
};

/* A new table that will be printed after the others. */
struct table *report_table(struct report_request *request, const char *name, const char *title,
                           const struct table_column *columns, int column_count);

/* The same with "..., 200 replications" behind the title. */
struct table *report_table_over(struct report_request *request, const char *name, const char *title,
                                const struct table_column *columns, int column_count);

/* A table of one text column that says what is missing: the file has no METRIC. */
void report_missing(struct report_request *request, const char *name, const char *title, const char *why);

/* Puts the date of a tick; INFINITY is "not reached", NAN and -INFINITY are blank. */
void report_put_date(struct table *table, double tick);

/* The text of such a date. */
const char *report_date_text(struct arena *arena, double tick);

/* "37 of 200", or "-" for none. */
void report_put_share(struct table *table, int hits, int count);

/* Sorted figures of VALUES, by run of the source. */
struct sample report_sample(const struct report_request *request, const double *values);

/* Puts three cells: the quantiles 10, 50 and 90 %; blanks when VALUES is NULL. */
void report_put_quantiles(const struct report_request *request, struct table *table, const double *values);

/*
 * Rounds the COUNT shares (percent) to two digits behind the point so that their sum, rounded, is kept:
 * the largest remainders are rounded up.
 */
void report_round_shares(double *percent, int count);

#endif
