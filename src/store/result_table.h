/* SPDX-License-Identifier: Apache-2.0 */
/*
 * result_table - how one table of the results file is declared.
 *
 * The fixed tables stand in one constant table (result_tables.h); CREATE with its comments, INSERT, the
 * views for people, the order of the digest and the manual page all derive from its entries.
 */
#ifndef STORE_RESULT_TABLE_H
#define STORE_RESULT_TABLE_H

#include <stdbool.h>
#include <stdint.h>

enum result_column_type {
    COLUMN_RUN,     /* run_id; filled in by the batch */
    COLUMN_SEQ,     /* place among the run's rows of this table, from 0; filled in by the batch */
    COLUMN_INTEGER, /* cell.integer, as are all that follow but REAL and TEXT */
    COLUMN_REAL,    /* cell.real */
    COLUMN_TEXT,    /* cell.text, which must live until the batch is written */
    COLUMN_FLAG,    /* 0 or 1 */
    COLUMN_TICK,    /* seconds since 1970-01-01 UTC; views add NAME_date */
    COLUMN_CENTS,   /* whole cents; views add the same in USD */
    COLUMN_RECORD,  /* record.number; views show the record's id and label */
    COLUMN_ENTITY,  /* entity.entity_id; views show the entity's id */
    COLUMN_METRIC,  /* metric.metric_id; views show the metric's name and unit */
};

/*
 * A value on its way into a row.  Missing is CELL_NONE (for a reference: any negative number), NAN
 * or NULL; all become NULL in the file.
 */
union cell {
    int64_t integer;
    double real;
    const char *text;
};

#define CELL_NONE INT64_MIN

struct result_column {
    const char *name;
    enum result_column_type type;
    const char *unit; /* as printed; NULL where a unit makes no sense */
    const char *meaning;
    bool apart; /* not part of the results: left out of the digest */
};

struct result_table {
    const char *name;
    const char *view; /* the same for people, with ids and dates; NULL: none needed */
    const struct result_column *columns;
    int column_count;
    int key_count; /* the first columns, unique together: the digest's order; 0: a single row */
    bool apart;    /* not part of the results: left out of the digest */
    const char *meaning;
};

#endif
