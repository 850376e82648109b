/* SPDX-License-Identifier: Apache-2.0 */
/*
 * accepted - when racks of which order passed, lot by lot.
 *
 * Owns: the list lies in the arena given.
 */
#ifndef RACKS_ACCEPTED_H
#define RACKS_ACCEPTED_H

#include "base/arena.h"

#include <stdint.h>

struct accepted_lot {
    int64_t tick;
    int order;                    /* place among the plan's orders */
    int hall;                     /* among the plan's halls */
    int64_t delivered, installed; /* when the first of them came, and when crews began with them */
    int64_t behind; /* when the first of their order came behind which they stood in line for this hall */
};

/* In the order of time; all zero is empty. */
struct accepted {
    struct accepted_lot *lots;
    size_t count, capacity;
};

/* Appends LOT; its tick is not before that of the last one. */
void accepted_add(struct accepted *accepted, const struct accepted_lot *lot, struct arena *arena);

/* The last lot accepted at TICK, good until the next is added, or NULL when there is none. */
const struct accepted_lot *accepted_at(const struct accepted *accepted, int64_t tick);

#endif
