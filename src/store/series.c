/* SPDX-License-Identifier: Apache-2.0 */
#include "store/series.h"

#include <assert.h>
#include <ctype.h>

/* SQLite joins at most 500 SELECTs in one view. */
enum { COLUMNS_MAX = 450 };

const char *const series_scopes[SERIES_COUNT] = {"site", "party", "campus"};
const char *const series_tables[SERIES_COUNT] = {"series_site", "series_party", "series_campus"};

const struct result_column series_key_columns[SERIES_KEY_COUNT] = {
    {"run_id", COLUMN_RUN, NULL, "the replication", false},
    {"entity_id", COLUMN_ENTITY, NULL, "whose sample this is", false},
    {"t", COLUMN_TICK, "s since 1970-01-01 UTC", "end of the interval that the sample stands for", false},
};

bool series_has(const struct series_metric *metric, enum series series)
{
    return metric->owner == series || (series == SERIES_CAMPUS && metric->campus);
}

struct series_layout series_layout_of(const struct series_metric *metrics, int count)
{
    struct series_layout layout = {.metrics = metrics, .metric_count = count};
    for (enum series series = 0; series < SERIES_COUNT; series++) {
        for (int i = 0; i < count; i++)
            layout.columns[series] += series_has(&metrics[i], series);
        assert(layout.columns[series] <= COLUMNS_MAX);
    }
    return layout;
}

const char *series_column_name(const struct series_metric *metric, struct arena *arena)
{
    char *name = arena_strdup(arena, metric->name);
    for (char *c = name; *c; c++)
        if (!isalnum((unsigned char)*c))
            *c = '_';
    return name;
}
