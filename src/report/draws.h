/* SPDX-License-Identifier: Apache-2.0 */
/*
 * draws - money drawn over time as those who pay capital cost see it: what others gave them, and what is left
 * out of that.
 *
 * Owns: all in the arena of the source.
 */
#ifndef REPORT_DRAWS_H
#define REPORT_DRAWS_H

#include "report/source.h"

enum { DRAWS_INSTRUMENTS_MAX = 12 };

/* Who pays capital cost: by place among the parties. */
struct draws_payers {
    const int64_t *parties; /* entities */
    const char **ids;
    bool *pays;
    bool any; /* else nothing is left out */
    int count;
};

/* Money that is not stacked: between those who pay, or to those who do not; mean over the replications. */
struct draws_aside {
    double usd;
    const char *instruments, *recipients; /* by name, joined */
};

/* Money that payers of capital cost drew from others so far, mean over the replications, by instrument. */
struct draws {
    const struct source *source;
    struct draws_payers payers;
    struct draws_aside among, elsewhere;
    int count; /* of times */
    double *t;
    int instrument_count;
    int instruments[DRAWS_INSTRUMENTS_MAX]; /* record numbers */
    double *usd[DRAWS_INSTRUMENTS_MAX];
};

struct draws draws_load(const struct source *source);

/* Ids of those who pay capital cost, joined; NULL when nobody does. */
const char *draws_payers_text(const struct draws *draws);

#endif
