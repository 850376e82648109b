/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/metric.h"

#include "base/lanes.h"
#include "base/quantity.h"
#include "base/wide.h"
#include "plan/frame.h"

#include <math.h>
#include <string.h>

struct owners {
    const struct plan *plan;
    struct record_list sites, parties;
    int count;
};

static struct owners owners_of(const struct plan *plan)
{
    struct record_list sites = plan_list(plan, &frame_site_kind),
                       parties = plan_list(plan, &frame_party_kind);
    return (struct owners){.plan = plan, .sites = sites, .parties = parties, 1 + sites.count + parties.count};
}

static const struct record *owner_at(const struct owners *owners, int owner)
{
    if (owner == 0)
        return NULL;
    return owner <= owners->sites.count ? owners->sites.items[owner - 1]
                                        : owners->parties.items[owner - 1 - owners->sites.count];
}

static enum metric_scope scope_at(const struct owners *owners, int owner)
{
    if (owner == 0)
        return SCOPE_CAMPUS;
    return owner <= owners->sites.count ? SCOPE_SITE : SCOPE_PARTY;
}

static bool has_cell(const struct metric_def *def, enum metric_scope scope)
{
    return def->scope == scope || (scope == SCOPE_CAMPUS && def->join != JOIN_NONE);
}

/* Adds the cells of OWNER to those before; NULL only counts them. */
static int add_cells(const struct owners *owners, int owner, struct metric_cell *cells, int count)
{
    const struct kind_list *kinds = owners->plan->kinds;
    for (int t = 0; t < kinds->metric_table_count; t++)
        for (int i = 0; i < kinds->metrics[t]->count; i++) {
            const struct metric_def *def = &kinds->metrics[t]->defs[i];
            if (!has_cell(def, scope_at(owners, owner)))
                continue;
            if (cells)
                cells[count] = (struct metric_cell){
                    .def = def, .owner = owner_at(owners, owner), .campus = -1, .first_joined = -1};
            count++;
        }
    return count;
}

static int cell_of(const struct metric_layout *layout, int owner, const struct metric_def *def)
{
    for (int i = layout->first[owner]; i < layout->first[owner + 1]; i++)
        if (layout->cells[i].def == def)
            return i;
    return -1;
}

/* All sites have the same cells, and so have all parties. */
static void join_cells(struct metric_layout *layout, struct metric_cell *cells, const struct owners *owners)
{
    for (int c = 0; c < layout->first[1]; c++) {
        struct metric_cell *campus = &cells[c];
        bool sites = campus->def->scope == SCOPE_SITE;
        int owner = sites ? 1 : 1 + owners->sites.count;
        int count = sites ? owners->sites.count : owners->parties.count;
        if (campus->def->scope == SCOPE_CAMPUS || count == 0)
            continue;
        campus->joined = count;
        campus->first_joined = cell_of(layout, owner, campus->def);
        campus->stride = layout->first[owner + 1] - layout->first[owner];
        for (int i = 0; i < count; i++)
            cells[campus->first_joined + i * campus->stride].campus = c;
    }
}

static struct metric_cell *new_cells(struct metric_layout *layout, const struct owners *owners,
                                     struct arena *arena)
{
    int *first = arena_array(arena, (size_t)owners->count + 1, sizeof *first), count = 0;
    for (int o = 0; o < owners->count; o++)
        first[o + 1] = add_cells(owners, o, NULL, first[o]);
    struct metric_cell *cells = arena_array(arena, (size_t)first[owners->count], sizeof *cells);
    for (int o = 0; o < owners->count; o++)
        count = add_cells(owners, o, cells, count);
    layout->owner_count = owners->count;
    layout->cell_count = count;
    layout->first = first;
    return cells;
}

/* Loads of sites stand side by side: their averages add up. */
static bool adds_means(const struct metric_cell *cell)
{
    return cell->joined > 0 && cell->def->sort == METRIC_MEAN && cell->def->join == JOIN_SUM;
}

static struct metric_sum sum_at(const struct metric_cell *campus, int cell)
{
    return (struct metric_sum){cell, campus->first_joined, campus->stride, campus->joined};
}

/* Lists a cell of the campus where it is added up; loads are, mean by mean, when they are looked at. */
static void list_sum(struct metric_layout *layout, int cell)
{
    const struct metric_cell *campus = &layout->cells[cell];
    struct metric_sum sum = sum_at(campus, cell);
    if (campus->joined == 0 || adds_means(campus))
        return;
    if (campus->def->join == JOIN_MAX)
        layout->largest.items[layout->largest.count++] = sum;
    else if (campus->def->sort == METRIC_STATE)
        layout->states.items[layout->states.count++] = sum;
    else
        layout->totals.items[layout->totals.count++] = sum;
    if (campus->def->join != JOIN_MAX && campus->def->sort == METRIC_MEAN)
        layout->weights.items[layout->weights.count++] = sum;
}

/* What a sample of all cells needs to know of them. */
static void list_cells(struct metric_layout *layout, struct arena *arena)
{
    size_t count = (size_t)layout->cell_count;
    struct metric_sums *const sums[] = {&layout->states, &layout->totals, &layout->weights, &layout->largest};
    struct metric_apart *aparts = arena_array(arena, count, sizeof *aparts);
    double *scale = arena_array(arena, count, sizeof *scale);
    double *offset = arena_array(arena, count, sizeof *offset);
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        sums[i]->items = arena_array(arena, (size_t)layout->first[1], sizeof *sums[i]->items);
    for (int c = 0; c < layout->first[1]; c++)
        list_sum(layout, c);
    for (int owner = layout->owner_count - 1; owner >= 0; owner--)
        for (int c = layout->first[owner + 1] - 1; c >= layout->first[owner]; c--) {
            const struct metric_cell *cell = &layout->cells[c];
            bool mean = cell->def->sort == METRIC_MEAN;
            scale[c] = quantity_scale(cell->def->unit);
            offset[c] = quantity_from_si(0, cell->def->unit);
            if (mean || offset[c] != 0)
                aparts[layout->apart_count++] = (struct metric_apart){c, owner, mean, adds_means(cell)};
        }
    layout->aparts = aparts;
    layout->scale = scale;
    layout->offset = offset;
}

const struct metric_layout *metric_layout_new(const struct plan *plan, struct arena *arena)
{
    struct owners owners = owners_of(plan);
    struct metric_layout *layout = arena_alloc(arena, sizeof *layout);
    struct metric_cell *cells = new_cells(layout, &owners, arena);
    layout->cells = cells;
    join_cells(layout, cells, &owners);
    list_cells(layout, arena);
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
    double **const arrays[] = {&board->zero,   &board->state,        &board->total,
                               &board->weight, &board->interval,     &board->interval_weight,
                               &board->block,  &board->block_weight, &board->apart};
    board->layout = layout;
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        *arrays[i] = arena_array(arena, (size_t)layout->cell_count, sizeof(double));
    board->rows = arena_array(arena, (size_t)layout->owner_count, sizeof *board->rows);
    return board;
}

/* The campus is added up anew rather than adjusted, so that rounding never accumulates. */
static double added(const struct metric_sum *sum, const double *array)
{
    double value = 0;
    for (int i = 0; i < sum->count; i++)
        value += array[sum->first + i * sum->stride];
    return value;
}

static double largest(const struct metric_sum *sum, const double *array)
{
    double value = 0;
    for (int i = 0; i < sum->count; i++)
        value = fmax(value, array[sum->first + i * sum->stride]);
    return value;
}

static double over_owners(const struct metric_board *board, const double *array, int cell)
{
    const struct metric_cell *campus = &board->layout->cells[cell];
    if (campus->joined == 0)
        return array[cell];
    struct metric_sum sum = sum_at(campus, cell);
    return campus->def->join == JOIN_MAX ? largest(&sum, array) : added(&sum, array);
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

static double ratio(double numerator, double weight)
{
    return weight > 0 ? numerator / weight : NAN;
}

/* Mean of one cell between a mark and now; NAN where nothing was counted. */
static double mean_since(const struct metric_board *board, int cell, const double *mark,
                         const double *mark_weight)
{
    return ratio(over_owners(board, board->total, cell) - mark[cell],
                 over_owners(board, board->weight, cell) - mark_weight[cell]);
}

/* Averages of idle sites, which are no numbers, add nothing. */
static double add_mean(double sum, double mean)
{
    if (isnan(mean))
        return sum;
    return isnan(sum) ? mean : sum + mean;
}

static double sum_of_means(const struct metric_board *board, int cell, const double *mark,
                           const double *mark_weight)
{
    const struct metric_cell *campus = &board->layout->cells[cell];
    double sum = NAN;
    for (int i = 0; i < campus->joined; i++)
        sum = add_mean(sum, mean_since(board, campus->first_joined + i * campus->stride, mark, mark_weight));
    return sum;
}

/* What lies between the marks and now. */
static double between(const struct metric_board *board, int cell, const double *mark,
                      const double *mark_weight)
{
    const struct metric_cell *at = &board->layout->cells[cell];
    if (at->def->sort == METRIC_STATE)
        return over_owners(board, board->state, cell);
    if (at->def->sort == METRIC_COUNTER)
        return over_owners(board, board->total, cell) - mark[cell];
    if (adds_means(at))
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

double metric_in_unit(const struct metric_layout *layout, int cell, double si)
{
    return si / layout->scale[cell] + layout->offset[cell];
}

static void add_up(const struct metric_sums *sums, double *array)
{
    for (int i = 0; i < sums->count; i++)
        array[sums->items[i].cell] = added(&sums->items[i], array);
}

/* The campus as its owners are now. */
static void join_owners(struct metric_board *board)
{
    const struct metric_layout *layout = board->layout;
    add_up(&layout->states, board->state);
    add_up(&layout->totals, board->total);
    add_up(&layout->weights, board->weight);
    for (int i = 0; i < layout->largest.count; i++) {
        const struct metric_sum *sum = &layout->largest.items[i];
        double *const arrays[] = {board->state, board->total, board->weight};
        for (size_t a = 0; a < sizeof arrays / sizeof *arrays; a++)
            arrays[a][sum->cell] = largest(sum, arrays[a]);
    }
}

static void mark(const struct metric_board *board, double *total, double *weight)
{
    size_t size = (size_t)board->layout->cell_count * sizeof *total;
    memcpy(total, board->total, size);
    memcpy(weight, board->weight, size);
}

void metric_next_interval(struct metric_board *board)
{
    join_owners(board);
    mark(board, board->interval, board->interval_weight);
}

void metric_next_block(struct metric_board *board)
{
    join_owners(board);
    mark(board, board->block, board->block_weight);
}

/*
 * States as they are, flows as they have grown, of COUNT cells: of the two one is 0.  Means are none of both.
 * The mark moves on.
 */
WIDE static void fill_row(const double *restrict state, const double *restrict total, double *restrict since,
                          const double *restrict scale, double *restrict row, int count)
{
    int whole = count / LANES_COUNT * LANES_COUNT;
    for (int at = 0; at < whole; at += LANES_COUNT)
        for (int i = at; i < at + LANES_COUNT; i++) {
            row[i] = (state[i] + (total[i] - since[i])) / scale[i];
            since[i] = total[i];
        }
    for (int i = whole; i < count; i++) {
        row[i] = (state[i] + (total[i] - since[i])) / scale[i];
        since[i] = total[i];
    }
}

static double mean_of(struct metric_board *board, const struct metric_apart *apart)
{
    int cell = apart->cell;
    if (!apart->adds)
        return ratio(board->total[cell] - board->interval[cell],
                     board->weight[cell] - board->interval_weight[cell]);
    const struct metric_cell *campus = &board->layout->cells[cell];
    double sum = NAN;
    for (int i = 0; i < campus->joined; i++)
        sum = add_mean(sum, board->apart[campus->first_joined + i * campus->stride]);
    return sum;
}

/* Before the rows, which move the marks of totals on; those of weights matter to means alone. */
static void look_apart(struct metric_board *board)
{
    const struct metric_layout *layout = board->layout;
    for (int i = 0; i < layout->apart_count; i++) {
        const struct metric_apart *apart = &layout->aparts[i];
        int cell = apart->cell;
        board->apart[cell] = apart->mean ? mean_of(board, apart) : metric_read(board, cell);
        board->interval_weight[cell] = board->weight[cell];
    }
}

void metric_sample(struct metric_board *board)
{
    const struct metric_layout *layout = board->layout;
    join_owners(board);
    look_apart(board);
    for (int o = 0; o < layout->owner_count; o++) {
        int first = layout->first[o];
        fill_row(board->state + first, board->total + first, board->interval + first, layout->scale + first,
                 board->rows[o], layout->first[o + 1] - first);
    }
    for (int i = 0; i < layout->apart_count; i++) {
        const struct metric_apart *apart = &layout->aparts[i];
        board->rows[apart->owner][apart->cell - layout->first[apart->owner]] =
            metric_in_unit(layout, apart->cell, board->apart[apart->cell]);
    }
}
