/* SPDX-License-Identifier: Apache-2.0 */
#include "store/batch.h"

#include "store/batch_image.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum { CHUNK_ROWS = 32, SAMPLE_ROWS = 128 };

struct batch *batch_new(const struct series_layout *layout, int64_t run_id, struct arena *arena)
{
    assert(run_id >= 0);
    struct batch *batch = arena_alloc(arena, sizeof *batch);
    batch->layout = layout;
    batch->arena = arena;
    batch->run_id = run_id;
    return batch;
}

static struct batch_chunk *chunk_with_room(struct batch *batch, enum result_table_name table)
{
    struct batch_list *list = &batch->rows[table];
    if (list->last && list->last->count < CHUNK_ROWS)
        return list->last;
    size_t cells = CHUNK_ROWS * (size_t)result_tables[table].column_count;
    struct batch_chunk *chunk = arena_alloc(batch->arena, sizeof *chunk + cells * sizeof chunk->cells[0]);
    if (list->last)
        list->last->next = chunk;
    else
        list->first = chunk;
    return list->last = chunk;
}

/* A row without anything but its run. */
static void make_blank(struct batch *batch, enum result_table_name table)
{
    struct batch_list *list = &batch->rows[table];
    int columns = result_tables[table].column_count;
    union cell *row = arena_array(batch->arena, (size_t)columns, sizeof *row);
    list->seq = -1;
    for (int i = 0; i < columns; i++) {
        switch (result_tables[table].columns[i].type) {
        case COLUMN_RUN: row[i].integer = batch->run_id; break;
        case COLUMN_SEQ: list->seq = i; break;
        case COLUMN_REAL: row[i].real = NAN; break;
        case COLUMN_TEXT: row[i].text = NULL; break;
        default: row[i].integer = CELL_NONE;
        }
    }
    list->blank = row;
}

union cell *batch_row(struct batch *batch, enum result_table_name table)
{
    struct batch_list *list = &batch->rows[table];
    assert(!batch->image);
    if (!list->blank)
        make_blank(batch, table);
    struct batch_chunk *chunk = chunk_with_room(batch, table);
    size_t columns = (size_t)result_tables[table].column_count;
    union cell *row = &chunk->cells[(size_t)chunk->count++ * columns];
    memcpy(row, list->blank, columns * sizeof *row);
    if (list->seq >= 0)
        row[list->seq].integer = list->count;
    list->count++;
    return row;
}

static struct batch_samples *samples_with_room(struct batch *batch, enum series series)
{
    struct batch_series_list *list = &batch->samples[series];
    if (list->last && list->last->count < SAMPLE_ROWS)
        return list->last;
    struct batch_samples *samples = arena_alloc(batch->arena, sizeof *samples);
    size_t columns = (size_t)batch->layout->columns[series];
    samples->entity_id = arena_array(batch->arena, SAMPLE_ROWS, sizeof *samples->entity_id);
    samples->t = arena_array(batch->arena, SAMPLE_ROWS, sizeof *samples->t);
    samples->values = arena_room(batch->arena, SAMPLE_ROWS * columns, sizeof *samples->values);
    if (list->last)
        list->last->next = samples;
    else
        list->first = samples;
    return list->last = samples;
}

double *batch_sample(struct batch *batch, enum series series, int64_t entity_id, int64_t t)
{
    assert(!batch->image && entity_id >= 0);
    struct batch_samples *samples = samples_with_room(batch, series);
    int row = samples->count++;
    batch->samples[series].count++;
    samples->entity_id[row] = entity_id;
    samples->t[row] = t;
    return &samples->values[row * batch->layout->columns[series]];
}

void batch_seal(struct batch *batch)
{
    if (!batch->image)
        batch->image = batch_image(batch, &batch->image_size);
}
