/* SPDX-License-Identifier: Apache-2.0 */
#include "world/sampler.h"

#include "plan/frame.h"

#include <assert.h>

struct sampler {
    struct series_layout layout;
    const int *metric;            /* by cell of the board: its place in the layout */
    const enum series *series_of; /* by entity */
};

static const char *const sort_names[] = {
    [METRIC_STATE] = "state", [METRIC_MEAN] = "mean", [METRIC_COUNTER] = "counter"};
static const enum series series_of_scope[] = {
    [SCOPE_SITE] = SERIES_SITE, [SCOPE_PARTY] = SERIES_PARTY, [SCOPE_CAMPUS] = SERIES_CAMPUS};

static struct series_metric series_metric_of(const struct metric_def *def)
{
    return (struct series_metric){.name = def->name,
                                  .unit = def->unit,
                                  .sort = sort_names[def->sort],
                                  .owner = series_of_scope[def->scope],
                                  .campus = def->scope == SCOPE_CAMPUS || def->join != JOIN_NONE,
                                  .meaning = def->meaning};
}

static int metrics_declared(const struct kind_list *kinds)
{
    int count = 0;
    for (int t = 0; t < kinds->metric_table_count; t++)
        count += kinds->metrics[t]->count;
    return count;
}

static int metric_place(const struct series_layout *layout, const struct metric_cell *cell)
{
    int place = 0;
    while (layout->metrics[place].name != cell->def->name)
        place++;
    return place;
}

static const int *metric_places(const struct series_layout *layout, const struct metric_layout *board,
                                struct arena *arena)
{
    int *places = arena_array(arena, (size_t)board->cell_count, sizeof *places);
    for (int c = 0; c < board->cell_count; c++)
        places[c] = metric_place(layout, &board->cells[c]);
    return places;
}

static const enum series *series_of_owners(const struct series_layout *layout,
                                           const struct metric_layout *board, int site_count,
                                           struct arena *arena)
{
    enum series *series = arena_array(arena, (size_t)board->owner_count, sizeof *series);
    for (int o = 0; o < board->owner_count; o++) {
        series[o] = o == 0 ? SERIES_CAMPUS : o <= site_count ? SERIES_SITE : SERIES_PARTY;
        assert(board->first[o + 1] - board->first[o] == layout->columns[series[o]]);
    }
    return series;
}

const struct sampler *sampler_new(const struct plan *plan, struct arena *arena)
{
    int count = metrics_declared(plan->kinds), place = 0;
    struct series_metric *metrics = arena_array(arena, (size_t)count, sizeof *metrics);
    for (int t = 0; t < plan->kinds->metric_table_count; t++)
        for (int i = 0; i < plan->kinds->metrics[t]->count; i++)
            metrics[place++] = series_metric_of(&plan->kinds->metrics[t]->defs[i]);
    struct sampler *sampler = arena_alloc(arena, sizeof *sampler);
    sampler->layout = series_layout_of(metrics, count);
    sampler->metric = metric_places(&sampler->layout, plan->layout, arena);
    sampler->series_of =
        series_of_owners(&sampler->layout, plan->layout, plan_list(plan, &frame_site_kind).count, arena);
    return sampler;
}

const struct series_layout *sampler_layout(const struct sampler *sampler)
{
    return &sampler->layout;
}

void sampler_take(const struct sampler *sampler, struct metric_board *board, int64_t tick,
                  struct batch *batch)
{
    for (int o = 0; o < board->layout->owner_count; o++)
        board->rows[o] = batch_sample(batch, sampler->series_of[o], o, tick);
    metric_sample(board);
}

void sampler_kpis(const struct sampler *sampler, const struct metric_board *board, struct batch *batch)
{
    const struct metric_layout *layout = board->layout;
    for (int o = 0; o < layout->owner_count; o++)
        for (int cell = layout->first[o]; cell < layout->first[o + 1]; cell++) {
            union cell *row = batch_row(batch, TABLE_KPI);
            row[CELL_KPI_METRIC].integer = sampler->metric[cell];
            row[CELL_KPI_ENTITY].integer = o;
            row[CELL_KPI_VALUE].real = metric_in_unit(layout, cell, metric_overall(board, cell));
        }
}
