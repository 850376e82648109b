/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reader - reading a results file: what reports, plots and comparisons stand on.
 *
 *     struct cursor *rows = reader_query(reader, diag, "SELECT done FROM milestone WHERE record = ?1",
 *                                        "i", (int64_t)record);
 *     while (cursor_next(rows, diag))
 *         take(cursor_integer(rows, 0));
 *
 * SQL text is constant; whatever comes from users is bound, never spliced in.  The file cannot be
 * changed through a reader.
 *
 * Owns: all that it hands out lives until the reader is closed.
 * Threads: a reader belongs to one thread.
 */
#ifndef STORE_READER_H
#define STORE_READER_H

#include "base/diag.h"
#include "store/cursor.h"

#include <stdbool.h>
#include <stdint.h>

struct reader;

/* What the file says of its study. */
struct reader_study {
    const char *name, *label;
    int64_t start, end; /* ticks */
    int64_t seed;
    int64_t replications, points; /* wanted */
    int64_t run_count;            /* there */
    const char *options, *sha256, *version, *arithmetic;
    bool finished;
};

struct reader_metric {
    const char *name, *unit, *sort, *meaning;
    const char *scope;  /* "site", "party", "campus": its column is in series_SCOPE */
    const char *column; /* safe to be named in SQL: letters, digits and '_' */
    bool campus;        /* it has a column in series_campus too */
};

struct reader_entity {
    const char *scope, *id, *label;
};

/*
 * Opens the results file at PATH.  A missing, foreign or damaged file, one of another schema major,
 * and one that another process is writing are errors; an unfinished one is a warning, as its runs
 * are whole.  NULL after errors.
 */
struct reader *reader_open(const char *path, struct diag *diag);

/* Closes it with all its cursors.  Accepts NULL. */
void reader_close(struct reader *reader);

/* What the file says of its study; borrowed until reader_close. */
const struct reader_study *reader_study(const struct reader *reader);

/* Metrics and entities by their ids, 0 ... *COUNT - 1. */
const struct reader_metric *reader_metrics(const struct reader *reader, int *count);
const struct reader_entity *reader_entities(const struct reader *reader, int *count);

/* The id of the metric called NAME, of the entity called ID: -1 when there is none. */
int64_t reader_metric_id(const struct reader *reader, const char *name);
int64_t reader_entity_id(const struct reader *reader, const char *id);

/*
 * The samples of METRIC for ENTITY (ids as above) in all runs: columns t, run_id, value, in this
 * order of rows.  NULL, with an error, when the metric is not kept for that entity.
 */
struct cursor *reader_samples(struct reader *reader, int64_t metric, int64_t entity, struct diag *diag);

/* The resolved scenario as XML text; NULL after an error. */
const char *reader_resolved_xml(struct reader *reader, struct diag *diag);

/*
 * Starts a query; NULL after an error.  TYPES has one letter for each of the values that follow,
 * which become ?1, ?2 ... in QUERY: "i" int64_t, "r" double, "t" const char *.  Beware: an int must
 * be cast to int64_t.
 */
struct cursor *reader_query(struct reader *reader, struct diag *diag, const char *query, const char *types,
                            ...);

/* The single number that QUERY gives: CELL_NONE without one, or after an error, which is in DIAG. */
int64_t reader_number(struct reader *reader, struct diag *diag, const char *query);

#endif
