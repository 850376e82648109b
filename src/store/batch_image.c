/* SPDX-License-Identifier: Apache-2.0 */
#include "store/batch_image.h"

#include "store/page_image.h"

#include <stdio.h>
#include <string.h>

enum { PAGE_SIZE = 65536 };

struct sample {
    int64_t entity_id, t;
    const double *values;
};

/* Columns without names that matter: only their types must be those of the series table. */
static const char *create_sql(const char *name, int columns, struct arena *arena)
{
    enum { COLUMN_SIZE = 16 };
    size_t size = strlen(name) + (size_t)(columns + 8) * COLUMN_SIZE, length;
    char *text = arena_alloc(arena, size);
    length = (size_t)snprintf(
        text, size, "CREATE TABLE %s(r INTEGER NOT NULL,e INTEGER NOT NULL,t INTEGER NOT NULL", name);
    for (int i = 0; i < columns; i++)
        length += (size_t)snprintf(text + length, size - length, ",c%d REAL", i);
    snprintf(text + length, size - length, ")");
    return text;
}

/* Where the samples of each entity begin; entities are small numbers from 0. */
static size_t *starts(const struct batch_series_list *list, struct arena *arena)
{
    int64_t last = 0;
    for (const struct batch_samples *samples = list->first; samples; samples = samples->next)
        for (int i = 0; i < samples->count; i++)
            last = samples->entity_id[i] > last ? samples->entity_id[i] : last;
    size_t *start = arena_array(arena, (size_t)last + 2, sizeof *start);
    for (const struct batch_samples *samples = list->first; samples; samples = samples->next)
        for (int i = 0; i < samples->count; i++)
            start[samples->entity_id[i] + 1]++;
    for (int64_t entity = 0; entity < last; entity++)
        start[entity + 1] += start[entity];
    return start;
}

/* By entity, and within an entity as they came, that is by time: the order of the key. */
static const struct sample *sorted(const struct batch *batch, enum series series)
{
    const struct batch_series_list *list = &batch->samples[series];
    int columns = batch->layout->columns[series];
    size_t *start = starts(list, batch->arena);
    struct sample *all = arena_array(batch->arena, (size_t)list->count, sizeof *all);
    for (const struct batch_samples *samples = list->first; samples; samples = samples->next)
        for (int i = 0; i < samples->count; i++)
            all[start[samples->entity_id[i]]++] =
                (struct sample){samples->entity_id[i], samples->t[i], &samples->values[i * columns]};
    return all;
}

static void add_rows(struct page_image *image, const struct batch *batch, enum series series)
{
    const struct sample *samples = sorted(batch, series);
    for (int64_t i = 0; i < batch->samples[series].count; i++) {
        const int64_t key[SERIES_KEY_COUNT] = {batch->run_id, samples[i].entity_id, samples[i].t};
        page_image_row(image, key, SERIES_KEY_COUNT, samples[i].values, batch->layout->columns[series]);
    }
}

unsigned char *batch_image(const struct batch *batch, size_t *size)
{
    struct page_image_table tables[SERIES_COUNT];
    for (enum series series = 0; series < SERIES_COUNT; series++) {
        const char *name = series_tables[series];
        tables[series] =
            (struct page_image_table){name, create_sql(name, batch->layout->columns[series], batch->arena)};
    }
    struct page_image *image = page_image_new(PAGE_SIZE, tables, SERIES_COUNT, batch->arena);
    for (enum series series = 0; series < SERIES_COUNT; series++) {
        page_image_begin(image, series);
        add_rows(image, batch, series);
        page_image_end(image);
    }
    return page_image_finish(image, size);
}
