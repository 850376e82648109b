/* SPDX-License-Identifier: Apache-2.0 */
/*
 * waits - the edges of the wait graph that money and conditions know.
 *
 * Work waits for the money of a tranche; a tranche or milestone for every part that is missing of
 * "all", and for any one part of "any".  Dates and chances may come by themselves, as may "not" and
 * "at least k": nothing waits in a circle for them.  An open tranche whose source lacks the cash waits for
 * that party, and a party for whoever is to pay it: unfinished work, debts, tranches.  A party with income
 * that is not followed here (tokens, rent, debt service, work under way) waits for nothing.
 */
#ifndef FUNDING_WAITS_H
#define FUNDING_WAITS_H

#include "funding/purse.h"

struct waits {
    struct arena *arena;
    struct stalemate_edge *edges;
    size_t count, capacity;
    int choices; /* nodes made for "any" */
};

void waits_add(struct waits *waits, struct stalemate_edge edge);

/* Adds all edges of FUNDING as it stands. */
void waits_collect(struct waits *waits, const struct funding *funding);

#endif
