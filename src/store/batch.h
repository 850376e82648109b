/* SPDX-License-Identifier: Apache-2.0 */
/*
 * batch - everything one replication wants stored, gathered in memory.
 *
 * A worker fills a batch while it simulates and hands it over whole; whoever writes just then
 * stores it in one transaction.  No SQLite here.
 *
 * Owns: all rows lie in the arena given; texts are not copied and must live as long.
 * Threads: one at a time.
 */
#ifndef STORE_BATCH_H
#define STORE_BATCH_H

#include "base/arena.h"
#include "store/cells.h"
#include "store/cells_bill.h"
#include "store/cells_cooling.h"
#include "store/cells_halls.h"
#include "store/cells_money.h"
#include "store/cells_plant.h"
#include "store/cells_supply.h"
#include "store/result_tables.h"
#include "store/series.h"

struct batch_chunk;
struct batch_samples;

struct batch {
    const struct series_layout *layout;
    struct arena *arena;
    int64_t run_id;
    struct batch_list {
        struct batch_chunk *first, *last;
        int64_t count;           /* rows of the table so far */
        const union cell *blank; /* what every row begins as; NULL before the first */
        int seq;                 /* column of the row's number, or -1 */
    } rows[TABLE_COUNT];
    struct batch_series_list {
        struct batch_samples *first, *last;
        int64_t count;
    } samples[SERIES_COUNT];
    unsigned char *image; /* of all samples, once the batch is sealed */
    size_t image_size;
};

/* Rows of one fixed table, in order of arrival. */
struct batch_chunk {
    struct batch_chunk *next;
    int count; /* rows */
    union cell cells[];
};

/* Samples of one series table; row I has its own entity, time and VALUES[I * columns ...]. */
struct batch_samples {
    struct batch_samples *next;
    int count; /* rows */
    int64_t *entity_id, *t;
    double *values;
};

/* An empty batch for run RUN_ID >= 0. */
struct batch *batch_new(const struct series_layout *layout, int64_t run_id, struct arena *arena);

/*
 * A new row of TABLE, all cells missing except run_id and seq; it stays where it is.  The caller
 * fills in the others by the places of cells.h.
 */
union cell *batch_row(struct batch *batch, enum result_table_name table);

/*
 * A new sample of the entity at T: room for the layout's columns of SERIES, all of them to be filled, in the
 * units that the metrics declare.  NAN is stored as missing.
 */
double *batch_sample(struct batch *batch, enum series series, int64_t entity_id, int64_t t);

/*
 * Makes all ready for the writer: nothing is added afterwards.  Whoever filled the batch seals it, so
 * that this is done in parallel; a second call does nothing.
 */
void batch_seal(struct batch *batch);

#endif
