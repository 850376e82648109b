/* SPDX-License-Identifier: Apache-2.0 */
/*
 * source - the results file as reports see it: the chosen replications, records, dates and totals.
 *
 * Everything is by place: a figure of N replications is an array of N doubles, in the order of `runs`.
 *
 * Owns: all in the arena given; the file stays open until source_close.
 * Errors: of the file, to the diag; a figure that is not in the file is NAN or NULL, no error.
 */
#ifndef REPORT_SOURCE_H
#define REPORT_SOURCE_H

#include "store/reader.h"

/* The rows of a table that belong to the chosen runs; ?1 is the design point, ?2 a replication or -1. */
#define SOURCE_CHOSEN "run_id IN (SELECT run_id FROM run WHERE point = ?1 AND (?2 < 0 OR replication = ?2))"

struct source_record {
    const char *kind, *id, *label;
    const char *site; /* NULL: the whole scenario */
};

struct source {
    struct reader *reader;
    const struct reader_study *study;
    struct arena *arena;
    struct diag *diag;
    int64_t point, only;                 /* for SOURCE_CHOSEN */
    const int64_t *runs;                 /* ids, ascending */
    int run_count;                       /* at least 1 */
    const struct source_record *records; /* by number */
    int record_count;
};

/* Which replications to look at. */
struct source_choice {
    int64_t point;       /* design point */
    int64_t replication; /* of that point, or -1 for all */
};

/* Opens the results file at PATH; false after errors, with nothing left to close. */
bool source_open(struct source *source, const char *path, struct source_choice choice, struct arena *arena,
                 struct diag *diag);
void source_close(struct source *source);

/* A query over the chosen runs, which names them by SOURCE_CHOSEN. */
struct cursor *source_query(const struct source *source, const char *query);

/* Place of RUN_ID among the runs, or -1. */
int source_place(const struct source *source, int64_t run_id);

/* RUN_COUNT figures, all set to VALUE. */
double *source_figures(const struct source *source, double value);

/* The metric called NAME, or NULL when the file has none. */
const struct reader_metric *source_metric(const struct source *source, const char *name);

/* Metric NAME of ENTITY over each whole replication, in the metric's unit; NULL when the file has none. */
double *source_kpi(const struct source *source, const char *name, int64_t entity);

/* When one record was done, by run: a tick, INFINITY when it never was, NAN when the run does not say. */
struct source_dates {
    int record;
    double *tick;
};

/* Dates of all records that can be done, in the order of their numbers. */
const struct source_dates *source_dates(const struct source *source, int *count);

/* Dates from a query over the chosen runs that gives run_id, record, tick. */
const struct source_dates *source_query_dates(const struct source *source, const char *query, int *count);

/* Entities of SCOPE ("site", "party", "campus") by id, in order; *COUNT of them. */
const int64_t *source_entities(const struct source *source, const char *scope, int *count);

/* Label of an entity, or its id when it has none. */
const char *source_entity_label(const struct source *source, int64_t entity);

/* Label of a record, or its id when it has none; "" for a number that is none. */
const char *source_record_label(const struct source *source, int64_t record);

/* The status date of the scenario, NAN when it has none. */
double source_status(const struct source *source);

/* "200 replications", "replication 7 alone": what the figures stand for. */
const char *source_basis(const struct source *source);

#endif
