/* SPDX-License-Identifier: Apache-2.0 */
#include "world/sampler.h"

#include "base/quantity.h"
#include "plan/frame.h"

#include <math.h>
#include <string.h>

/* Where one cell of the board goes. */
struct slot {
    int cell;
    int entity;
    int metric;           /* place in the layout */
    int column;           /* of its series */
    double scale, offset; /* unit = SI / scale + offset */
};

struct sampler {
    struct series_layout layout;
    int first_party, entity_count; /* entity 0 is the campus */
    const struct slot *slots;      /* by entity, then column */
    int slot_count;
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

static int entity_of(const struct sampler *sampler, const struct record *owner)
{
    if (!owner)
        return 0;
    return owner->kind == &frame_party_kind ? sampler->first_party + owner->index : 1 + owner->index;
}

static enum series series_of_entity(const struct sampler *sampler, int entity)
{
    if (entity == 0)
        return SERIES_CAMPUS;
    return entity < sampler->first_party ? SERIES_SITE : SERIES_PARTY;
}

static int column_of(const struct sampler *sampler, enum series series, int metric)
{
    int column = 0;
    for (int i = 0; i < metric; i++)
        column += series_has(&sampler->layout.metrics[i], series);
    return column;
}

static void add_slots(struct sampler *sampler, struct slot *slots, const struct metric_layout *board,
                      int entity)
{
    for (int m = 0; m < sampler->layout.metric_count; m++) {
        enum series series = series_of_entity(sampler, entity);
        if (!series_has(&sampler->layout.metrics[m], series))
            continue;
        for (int c = 0; c < board->cell_count; c++) {
            const struct metric_cell *cell = &board->cells[c];
            if (entity_of(sampler, cell->owner) != entity ||
                strcmp(cell->def->name, sampler->layout.metrics[m].name) != 0)
                continue;
            slots[sampler->slot_count++] = (struct slot){.cell = c,
                                                         .entity = entity,
                                                         .metric = m,
                                                         .column = column_of(sampler, series, m),
                                                         .scale = quantity_scale(cell->def->unit),
                                                         .offset = quantity_from_si(0, cell->def->unit)};
        }
    }
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
    sampler->first_party = 1 + plan_list(plan, &frame_site_kind).count;
    sampler->entity_count = sampler->first_party + plan_list(plan, &frame_party_kind).count;
    struct slot *slots = arena_array(arena, (size_t)plan->layout->cell_count, sizeof *slots);
    for (int entity = 0; entity < sampler->entity_count; entity++)
        add_slots(sampler, slots, plan->layout, entity);
    sampler->slots = slots;
    return sampler;
}

const struct series_layout *sampler_layout(const struct sampler *sampler)
{
    return &sampler->layout;
}

void sampler_take(const struct sampler *sampler, const struct metric_board *board, int64_t tick,
                  struct batch *batch)
{
    double *row = NULL;
    int entity = -1;
    for (int i = 0; i < sampler->slot_count; i++) {
        const struct slot *slot = &sampler->slots[i];
        if (slot->entity != entity) {
            entity = slot->entity;
            row = batch_sample(batch, series_of_entity(sampler, entity), entity, tick);
        }
        row[slot->column] = metric_read(board, slot->cell) / slot->scale + slot->offset;
    }
}

void sampler_kpis(const struct sampler *sampler, const struct metric_board *board, struct batch *batch)
{
    for (int i = 0; i < sampler->slot_count; i++) {
        const struct slot *slot = &sampler->slots[i];
        union cell *row = batch_row(batch, TABLE_KPI);
        row[CELL_KPI_METRIC].integer = slot->metric;
        row[CELL_KPI_ENTITY].integer = slot->entity;
        row[CELL_KPI_VALUE].real = metric_overall(board, slot->cell) / slot->scale + slot->offset;
    }
}
