/* SPDX-License-Identifier: Apache-2.0 */
/*
 * waits - the edges of the wait graph that money and conditions know.
 *
 * Work waits for the money of a tranche; a tranche or milestone for every leaf that is missing.  Of
 * "any" and "at least k" only the first missing leaf counts, since another way may still open.
 */
#ifndef FUNDING_WAITS_H
#define FUNDING_WAITS_H

#include "funding/purse.h"

struct waits {
    struct arena *arena;
    struct stalemate_edge *edges;
    size_t count, capacity;
};

void waits_add(struct waits *waits, struct stalemate_edge edge);

/* Adds all edges of FUNDING as it stands. */
void waits_collect(struct waits *waits, const struct funding *funding);

#endif
