/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lot - racks of one order that go through the site together, and queues of such lots.
 */
#ifndef RACKS_LOT_H
#define RACKS_LOT_H

#include "base/arena.h"
#include "plan/gate.h"

#include <stdint.h>

struct racks;

struct lot {
    struct lot *next;
    struct racks *racks;
    int order;                            /* place among the plan's orders */
    int hall;                             /* where they stand, -1 before they have a position */
    int64_t count;                        /* racks */
    int64_t since;                        /* in this queue or state */
    int64_t delivered, installed, behind; /* as in accepted.h; of joined lots those of the first */
    struct gate held; /* what they waited for longest before they had a position; else their delivery */
    int64_t held_s;
    int64_t failed; /* when they first did not pass; 0: never */
};

/* First in, first out. */
struct lot_queue {
    struct lot *first, *last;
    int64_t racks; /* in all lots */
};

/* Puts COUNT racks like LOT behind the others; joins them to the last lot when that is alike. */
void lot_put(struct lot_queue *queue, const struct lot *lot, int64_t count, struct arena *arena);

/* Takes COUNT racks from LOT, which stands behind BEFORE (NULL: first in QUEUE); empty lots leave. */
void lot_take(struct lot_queue *queue, struct lot *lot, struct lot *before, int64_t count);

/* Racks in QUEUE, counted anew: for the books. */
int64_t lot_count(const struct lot_queue *queue);

#endif
