/* SPDX-License-Identifier: Apache-2.0 */
/*
 * schema - the SQL text that follows from the tables.
 *
 * Nothing here is written by hand for one table: the fixed tables come from result_tables.h, the series
 * tables from the layout of the metrics.
 */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include "base/arena.h"
#include "store/result_tables.h"
#include "store/series.h"

enum {
    SCHEMA_MAJOR = 1,                   /* PRAGMA user_version */
    SCHEMA_APPLICATION_ID = 0x47504c4e, /* PRAGMA application_id: "GPLN" */
};

/* All CREATE TABLE, with the meaning of each column as comments, and all CREATE VIEW. */
const char *schema_create_sql(const struct series_layout *layout, struct arena *arena);

/* "INSERT INTO name VALUES(?,...)", of a fixed table. */
const char *schema_insert_sql(const struct result_table *table, struct arena *arena);

/* "INSERT INTO main.name SELECT * FROM from.name", of a series table. */
const char *schema_copy_series_sql(const char *from, enum series series, struct arena *arena);

/*
 * Indexes of the series: made when all is written, as they would slow the writing, and dropped when a
 * finished file is to take more.
 */
const char *schema_index_sql(struct arena *arena);
const char *schema_drop_index_sql(struct arena *arena);

#endif
