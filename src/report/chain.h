/* SPDX-License-Identifier: Apache-2.0 */
/*
 * chain - the critical chain of one record in every replication: what held it, what held that, and so on.
 *
 * Each step goes to what the gate names that opened last: of work that was over and waited, the gate of its
 * finish, else that of its start.  A crew leads to the work that let go of it, money to the tranche it came
 * from.  What has no gate of its own (milestones, tranches) follows work that was done in the second in
 * which its condition came to hold.  Of a rack order those racks count that were accepted then: they lead to
 * their hall when that was ready after the first of their line came, else to what held the order.  A chain
 * ends at a date, or where nothing is stored.
 *
 * Owns: everything lies in the source's arena.
 * Errors: of the file, to the source's diag.
 */
#ifndef REPORT_CHAIN_H
#define REPORT_CHAIN_H

#include "report/source.h"

struct chain_step {
    int record;
    bool by_start;        /* what follows waited for its start, not for its end */
    bool at_finish;       /* the gate held its finish */
    double start, finish; /* ticks; NAN: it has no start, or has not come to it */
    double work_s;        /* own duration; NAN unless work */
    const char *cause;    /* of the gate that held it, constant text; NULL: nothing is stored */
    const char *link;     /* of that gate: "SS", "FF", ...; or NULL */
    int by, via;          /* records that the gate names, or -1 */
    double since, opened; /* of that gate; NAN: still closed, or none */
    double limit_s;       /* more than this an earlier opening cannot win; NAN: not known; or INFINITY */
};

/* From the end back. */
struct chain {
    struct chain_step *steps;
    int count;
};

/* One chain for each run of SOURCE, in their order, that ends with RECORD. */
const struct chain *chain_load(const struct source *source, int record);

#endif
