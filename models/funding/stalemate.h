/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stalemate - who waits for whom, and whether the waiting goes round in a circle.
 *
 * A node is a record (work, tranche, milestone) or a cell of the metric board.  An edge says that
 * FROM waits for TO, and how to say so.
 */
#ifndef FUNDING_STALEMATE_H
#define FUNDING_STALEMATE_H

#include "plan/record.h"

struct stalemate_node {
    const struct record *record; /* NULL: a metric */
    int cell;                    /* place on the board; -1 for records */
    const char *name;            /* for people */
};

struct stalemate_edge {
    struct stalemate_node from, to;
    const char *verb; /* "waits for money of", "needs", "is raised by" */
};

struct stalemate_node stalemate_of_record(const struct record *record);
struct stalemate_node stalemate_of_cell(int cell, const char *name);

/*
 * The first cycle, in order of the edges, as "A waits for money of B; B needs C; C waits for A";
 * NULL when there is none.  Linear in nodes plus edges, up to looking up nodes by comparison.
 */
const char *stalemate_cycle(const struct stalemate_edge *edges, int count, struct arena *arena);

#endif
