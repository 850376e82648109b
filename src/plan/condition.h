/* SPDX-License-Identifier: Apache-2.0 */
/*
 * condition - a tree of facts that money or a milestone waits for.
 *
 * Leaves: a metric against a threshold, a milestone, a date, a signature, a chance (an undisclosed
 * condition, drawn once).  Nodes: all, any, k-of-n, not.  State metrics are tested whenever the
 * board changes; flow metrics only on the declared test dates (the first of each month).
 */
#ifndef PLAN_CONDITION_H
#define PLAN_CONDITION_H

#include "plan/draw.h"
#include "plan/metric.h"
#include "plan/progress.h"

enum condition_op {
    CONDITION_ALL,
    CONDITION_ANY,
    CONDITION_AT_LEAST, /* k of the children */
    CONDITION_NOT,
    CONDITION_METRIC,
    CONDITION_MILESTONE,
    CONDITION_DATE,   /* holds from a date on */
    CONDITION_SIGNED, /* holds from the scenario's start */
    CONDITION_CHANCE, /* undisclosed: holds from its date on, with a probability */
    CONDITION_OP_COUNT
};

/* Element names users write, by op: "all", "any", "at-least", "not", "metric", ... */
extern const char *const condition_names[CONDITION_OP_COUNT];

struct condition {
    enum condition_op op;
    const struct condition *const *children;
    int child_count;
    int k; /* AT_LEAST */
    const char *metric_name;
    const struct metric_def *metric;
    int cell;         /* METRIC: place on the board, from metric_cell_named */
    bool at_most;     /* METRIC: value <= threshold instead of >= */
    double threshold; /* METRIC, SI */
    const struct record *milestone;
    int64_t date;       /* DATE; CHANCE: from when on it may hold */
    double probability; /* CHANCE */
    int number;         /* CHANCE: place among the chances of its tree, names its draw */
    struct span span;
};

/* What conditions look at, in one replication. */
struct condition_view {
    const struct metric_board *board;
    const struct progress *progress;
    const struct draw *draw;
    const struct record *owner; /* tranche or milestone that asks */
    int64_t now;
    bool test_date; /* flow metrics may be read now */
};

/* True when CONDITION holds; NULL always holds. */
bool condition_holds(const struct condition *condition, const struct condition_view *view);

/* The first leaf that does not hold, in reading order: what is waited for; NULL if none. */
const struct condition *condition_missing(const struct condition *condition,
                                          const struct condition_view *view);

/* One line for people: "power.it_energised at least 250 MW". */
const char *condition_text(const struct condition *condition, struct arena *arena);

/* Earliest tick later than NOW at which a date or chance leaf could change; INT64_MAX if none. */
int64_t condition_next_date(const struct condition *condition, int64_t now);

/*
 * Before this tick CONDITION cannot hold, by the dates in it alone; INT64_MIN when these say nothing.
 * NULL holds at any time.
 */
int64_t condition_earliest(const struct condition *condition);

#endif
