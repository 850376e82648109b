/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stalemate - who waits for whom, and whether the waiting goes round in a circle.
 *
 * A node is a record (work, tranche, milestone; told apart by its number in the plan) or a cell of
 * the metric board.  An edge says that FROM waits for TO, and how to say so.
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
 * A circle of waiting, as "A waits for money of B; B needs C; C waits for A", or NULL when everything
 * can still come about.  A record needs all that it waits for; a metric is raised, and a party gets cash,
 * by any one of its edges; what waits for nothing is under way.  So a metric with one way open never stands
 * in a circle. The circle told is the first found from the first edge on.
 */
const char *stalemate_cycle(const struct stalemate_edge *edges, int count, struct arena *arena);

#endif
