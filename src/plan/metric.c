/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/metric.h"

#include "plan/frame.h"

#include <math.h>
#include <string.h>

struct cell_list {
    struct arena *arena;
    struct metric_cell *cells;
    size_t count, capacity;
};

static int add_cell(struct cell_list *list, const struct metric_def *def, const struct record *owner,
                    int campus)
{
    list->cells = arena_grow(list->arena, list->cells, list->count, &list->capacity, sizeof *list->cells);
    list->cells[list->count] = (struct metric_cell){.def = def, .owner = owner, .campus = campus};
    return (int)list->count++;
}

static void add_owned_cells(struct cell_list *list, const struct metric_def *def, struct record_list owners)
{
    int campus = def->join == JOIN_NONE ? -1 : add_cell(list, def, NULL, -1);
    for (int i = 0; i < owners.count; i++)
        add_cell(list, def, owners.items[i], campus);
}

const struct metric_layout *metric_layout_new(const struct plan *plan, struct arena *arena)
{
    struct cell_list list = {.arena = arena};
    for (int t = 0; t < plan->kinds->metric_table_count; t++) {
        const struct metric_table *table = plan->kinds->metrics[t];
        for (int i = 0; i < table->count; i++) {
            const struct metric_def *def = &table->defs[i];
            if (def->scope == SCOPE_CAMPUS)
                add_cell(&list, def, NULL, -1);
            else
                add_owned_cells(
                    &list, def,
                    plan_list(plan, def->scope == SCOPE_SITE ? &frame_site_kind : &frame_party_kind));
        }
    }
    struct metric_layout *layout = arena_alloc(arena, sizeof *layout);
    layout->cells = list.cells;
    layout->cell_count = (int)list.count;
    return layout;
}

int metric_cell_find(const struct metric_layout *layout, const char *name, const struct record *owner)
{
    for (int i = 0; i < layout->cell_count; i++)
        if (layout->cells[i].owner == owner && strcmp(layout->cells[i].def->name, name) == 0)
            return i;
    return -1;
}

int metric_cell_named(const struct metric_layout *layout, const char *name)
{
    int plain = metric_cell_find(layout, name, NULL);
    if (plain >= 0)
        return plain;
    for (int i = 0; i < layout->cell_count; i++) {
        const struct record *owner = layout->cells[i].owner;
        size_t length = owner ? strlen(owner->id) : 0;
        if (owner && strncmp(name, owner->id, length) == 0 && name[length] == '.' &&
            strcmp(name + length + 1, layout->cells[i].def->name) == 0)
            return i;
    }
    return -1;
}

struct metric_board *metric_board_new(const struct metric_layout *layout, struct arena *arena)
{
    struct metric_board *board = arena_alloc(arena, sizeof *board);
    size_t count = (size_t)layout->cell_count;
    board->layout = layout;
    board->value = arena_array(arena, count, sizeof *board->value);
    board->weight = arena_array(arena, count, sizeof *board->weight);
    board->total = arena_array(arena, count, sizeof *board->total);
    board->total_weight = arena_array(arena, count, sizeof *board->total_weight);
    board->block = arena_array(arena, count, sizeof *board->block);
    board->block_weight = arena_array(arena, count, sizeof *board->block_weight);
    return board;
}

/* The campus state is summed anew rather than adjusted, so that rounding never accumulates. */
static double joined(const struct metric_board *board, int campus)
{
    const struct metric_cell *cells = board->layout->cells;
    bool sum = cells[campus].def->join == JOIN_SUM;
    double value = 0;
    for (int i = campus + 1; i < board->layout->cell_count && cells[i].campus == campus; i++)
        value = sum ? value + board->value[i] : fmax(value, board->value[i]);
    return value;
}

void metric_set(struct metric_board *board, int cell, double si)
{
    if (board->value[cell] == si)
        return;
    board->value[cell] = si;
    bell_ring(board->changed);
    int campus = board->layout->cells[cell].campus;
    if (campus >= 0)
        board->value[campus] = joined(board, campus);
}

void metric_count(struct metric_board *board, int cell, double si)
{
    int campus = board->layout->cells[cell].campus;
    board->value[cell] += si;
    board->total[cell] += si;
    if (campus >= 0) {
        board->value[campus] += si;
        board->total[campus] += si;
    }
}

void metric_mean(struct metric_board *board, int cell, double numerator, double weight)
{
    int campus = board->layout->cells[cell].campus;
    board->value[cell] += numerator;
    board->weight[cell] += weight;
    board->total[cell] += numerator;
    board->total_weight[cell] += weight;
    if (campus >= 0) {
        board->value[campus] += numerator;
        board->weight[campus] += weight;
        board->total[campus] += numerator;
        board->total_weight[campus] += weight;
    }
}

static double mean_of(double numerator, double weight)
{
    return weight > 0 ? numerator / weight : NAN;
}

double metric_read(const struct metric_board *board, int cell)
{
    if (board->layout->cells[cell].def->sort == METRIC_MEAN)
        return mean_of(board->value[cell], board->weight[cell]);
    return board->value[cell];
}

double metric_overall(const struct metric_board *board, int cell)
{
    switch (board->layout->cells[cell].def->sort) {
    case METRIC_STATE: return board->value[cell];
    case METRIC_MEAN: return mean_of(board->total[cell], board->total_weight[cell]);
    default: return board->total[cell];
    }
}

void metric_next_interval(struct metric_board *board)
{
    for (int i = 0; i < board->layout->cell_count; i++) {
        if (board->layout->cells[i].def->sort == METRIC_STATE)
            continue;
        board->value[i] = 0;
        board->weight[i] = 0;
    }
}

double metric_read_block(const struct metric_board *board, int cell)
{
    double growth = board->total[cell] - board->block[cell];
    switch (board->layout->cells[cell].def->sort) {
    case METRIC_STATE: return board->value[cell];
    case METRIC_MEAN: return mean_of(growth, board->total_weight[cell] - board->block_weight[cell]);
    default: return growth;
    }
}

void metric_next_block(struct metric_board *board)
{
    size_t size = (size_t)board->layout->cell_count * sizeof *board->block;
    memcpy(board->block, board->total, size);
    memcpy(board->block_weight, board->total_weight, size);
}
