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
    if (campus >= 0)
        list->cells[campus].joined = owners.count;
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

bool metric_is_watched(const struct metric_layout *layout, int cell)
{
    int campus = layout->cells[cell].campus;
    return layout->cells[cell].watched || (campus >= 0 && layout->cells[campus].watched);
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
    double **const arrays[] = {&board->zero,   &board->state,       &board->total,
                               &board->weight, &board->interval,    &board->interval_weight,
                               &board->block,  &board->block_weight};
    board->layout = layout;
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        *arrays[i] = arena_array(arena, (size_t)layout->cell_count, sizeof(double));
    return board;
}

/* The campus is added up anew rather than adjusted, so that rounding never accumulates. */
static double over_owners(const struct metric_board *board, const double *array, int cell)
{
    const struct metric_cell *campus = &board->layout->cells[cell];
    if (campus->joined == 0)
        return array[cell];
    bool most = campus->def->join == JOIN_MAX;
    double value = 0;
    for (int i = cell + 1; i <= cell + campus->joined; i++)
        value = most ? fmax(value, array[i]) : value + array[i];
    return value;
}

void metric_set(struct metric_board *board, int cell, double si)
{
    if (board->state[cell] == si)
        return;
    board->state[cell] = si;
    if (board->layout->cells[cell].watched)
        bell_ring(board->changed);
}

void metric_count(struct metric_board *board, int cell, double si)
{
    board->total[cell] += si;
}

void metric_mean(struct metric_board *board, int cell, double numerator, double weight)
{
    board->total[cell] += numerator;
    board->weight[cell] += weight;
}

/* Mean of one cell between a mark and now; NAN where nothing was counted. */
static double mean_since(const struct metric_board *board, int cell, const double *mark,
                         const double *mark_weight)
{
    double weight = over_owners(board, board->weight, cell) - over_owners(board, mark_weight, cell);
    double growth = over_owners(board, board->total, cell) - over_owners(board, mark, cell);
    return weight > 0 ? growth / weight : NAN;
}

/* Loads of sites stand side by side: their averages add up, those of idle sites to nothing. */
static double sum_of_means(const struct metric_board *board, int campus, const double *mark,
                           const double *mark_weight)
{
    double sum = NAN;
    for (int i = campus + 1; i <= campus + board->layout->cells[campus].joined; i++) {
        double mean = mean_since(board, i, mark, mark_weight);
        if (!isnan(mean))
            sum = isnan(sum) ? mean : sum + mean;
    }
    return sum;
}

/* What lies between the marks and now. */
static double between(const struct metric_board *board, int cell, const double *mark,
                      const double *mark_weight)
{
    const struct metric_def *def = board->layout->cells[cell].def;
    if (def->sort == METRIC_STATE)
        return over_owners(board, board->state, cell);
    if (def->sort == METRIC_COUNTER)
        return over_owners(board, board->total, cell) - over_owners(board, mark, cell);
    if (def->join == JOIN_SUM && board->layout->cells[cell].joined > 0)
        return sum_of_means(board, cell, mark, mark_weight);
    return mean_since(board, cell, mark, mark_weight);
}

double metric_read(const struct metric_board *board, int cell)
{
    return between(board, cell, board->interval, board->interval_weight);
}

double metric_read_block(const struct metric_board *board, int cell)
{
    return between(board, cell, board->block, board->block_weight);
}

double metric_overall(const struct metric_board *board, int cell)
{
    return between(board, cell, board->zero, board->zero);
}

static void mark(const struct metric_board *board, double *total, double *weight)
{
    size_t size = (size_t)board->layout->cell_count * sizeof *total;
    memcpy(total, board->total, size);
    memcpy(weight, board->weight, size);
}

void metric_next_interval(struct metric_board *board)
{
    mark(board, board->interval, board->interval_weight);
}

void metric_next_block(struct metric_board *board)
{
    mark(board, board->block, board->block_weight);
}
