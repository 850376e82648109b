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
    int order; /* place among the plan's orders */
};

/* In the order of time; all zero is empty. */
struct accepted {
    struct accepted_lot *lots;
    size_t count, capacity;
};

/* Appends a lot; TICK is not before that of the last one. */
void accepted_add(struct accepted *accepted, int64_t tick, int order, struct arena *arena);

/* The order of the last lot accepted at TICK, or -1 when there is none. */
int accepted_order_at(const struct accepted *accepted, int64_t tick);

#endif
