/* SPDX-License-Identifier: Apache-2.0 */
/*
 * metric - the board of named numbers that models publish and conditions read.
 *
 * A metric is declared once (struct metric_def) and has one cell per owner: site, party or campus.
 * The board's layout is compiled once per plan; each replication has its own values.
 *
 * Names in scenarios: "power.it_energised" is the campus, "tx.power.it_energised" the site tx.
 */
#ifndef PLAN_METRIC_H
#define PLAN_METRIC_H

#include "plan/bell.h"
#include "plan/record.h"

struct metric_cell {
    const struct metric_def *def;
    const struct record *owner; /* site or party; NULL: the campus */
    int campus;                 /* cell that joins this one, or -1 */
    int joined;                 /* of the campus: how many cells it joins; 0: it stands alone */
    int first_joined, stride;   /* the first of them, and how far it is to the next */
    bool watched;               /* a condition looks at it */
};

/* Cells of the campus and the cells that they add up: in a row, since all samples go through them. */
struct metric_sum {
    int cell, first, stride, count;
};
struct metric_sums {
    struct metric_sum *items;
    int count;
};

/* A cell that a sample looks at apart from the others: a mean, or its unit has another zero than SI. */
struct metric_apart {
    int cell, owner;
    bool mean, adds; /* adds: a load of the campus, the sum of its owners' means */
};

/*
 * Which cells exist: constant, shared by all replications.  Owner 0 is the campus, then come the sites, then
 * the parties, each in the scenario's order; an owner's cells lie in a row, in the order of the tables.
 */
struct metric_layout {
    const struct metric_cell *cells;
    int cell_count, owner_count;
    const int *first;                           /* cell, by owner, and one more */
    struct metric_sums states, totals, weights; /* what is added up before a sample, by the array it is in */
    struct metric_sums largest;                 /* the same of joins that take the largest */
    const struct metric_apart *aparts; /* from the last cell to the first: loads behind what they add up */
    int apart_count;
    const double *scale, *offset; /* by cell: as printed = SI / scale + offset */
};

/*
 * Totals only ever grow, in the order of time; an interval is the difference of two of them.  So
 * looking more or less often at the board changes no total by a single bit.  Campus cells are added
 * up when they are read; what a mark holds of them was added up when it was set.
 */
struct metric_board {
    const struct metric_layout *layout;
    double *state;                      /* by cell, SI: METRIC_STATE */
    double *total;                      /* by cell, SI: counter, or numerator of a mean, since the start */
    double *weight;                     /* by cell: denominator of a mean since the start */
    double *interval, *interval_weight; /* both at the last sample */
    double *block, *block_weight;       /* both at the last test date */
    double *zero;                       /* by cell: 0, the mark of the start */
    double *apart;                      /* by cell, SI: what the last sample looked at apart */
    double **rows;                      /* by owner: where the cells of the next sample go */
    struct bell *changed;               /* rung when a watched state changes; NULL: nobody looks */
};

/* The cells of all metrics of PLAN's kinds for its sites, parties and the campus, in ARENA. */
const struct metric_layout *metric_layout_new(const struct plan *plan, struct arena *arena);

/* Cell of metric NAME owned by OWNER (NULL: campus), or -1.  For compile time, not for loops. */
int metric_cell_find(const struct metric_layout *layout, const char *name, const struct record *owner);

/* Whether a condition looks at CELL, or at the campus cell that joins it.  Known when all is compiled. */
bool metric_is_watched(const struct metric_layout *layout, int cell);

/* Cell for a name as scenarios write it, with or without its owner; -1 when there is none. */
int metric_cell_named(const struct metric_layout *layout, const char *name);

/* A board with states and totals of 0, in ARENA; LAYOUT is borrowed. */
struct metric_board *metric_board_new(const struct metric_layout *layout, struct arena *arena);

/* Sets a state; its campus cell follows by the declared join. */
void metric_set(struct metric_board *board, int cell, double si);

/* Adds to a counter. */
void metric_count(struct metric_board *board, int cell, double si);

/*
 * Adds to a mean: NUMERATOR = value x WEIGHT.  WEIGHT is seconds for a time average, or whatever
 * the quantity is an average over (IT energy for PUE, an energy-weighted ratio).
 */
void metric_mean(struct metric_board *board, int cell, double numerator, double weight);

/* What a sample sees now, SI: state, mean of the interval (NAN while empty), or growth. */
double metric_read(const struct metric_board *board, int cell);

/* Starts the next sampling interval: means and counters begin again, states stay. */
void metric_next_interval(struct metric_board *board);

/*
 * Samples all cells at once: into the board's rows what metric_read gives, in the units declared.  The next
 * interval begins.
 */
void metric_sample(struct metric_board *board);

/* SI of CELL in the unit that its metric declares. */
double metric_in_unit(const struct metric_layout *layout, int cell, double si);

/* The same over the block since the last test date: what conditions see of flow metrics. */
double metric_read_block(const struct metric_board *board, int cell);

/* A test date has passed: the next block begins. */
void metric_next_block(struct metric_board *board);

/* Over the whole replication: state now, mean since the start, or total of a counter. */
double metric_overall(const struct metric_board *board, int cell);

#endif
