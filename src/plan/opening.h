/* SPDX-License-Identifier: Apache-2.0 */
/*
 * opening - which part of a condition came last: what had held it when it came to hold.
 *
 * Of "all" it is the part that came last, of "any" the one that came first, of "at least k" the k-th;
 * "not" counts as one part.  Ties go to the part that is read first.  A part that only test dates show
 * keeps what the last one showed.
 *
 * Owns: memory lies in the arena given.
 */
#ifndef PLAN_OPENING_H
#define PLAN_OPENING_H

#include "plan/condition.h"

struct opening;

/* CONDITION may be NULL: nothing is waited for. */
struct opening *opening_new(const struct condition *condition, struct arena *arena);

/* Looks which parts hold now; at every test, before the condition itself is asked. */
void opening_look(struct opening *opening, const struct condition_view *view);

/* The part that came last of a condition that holds; NULL when it does not, or there is none. */
const struct condition *opening_last(const struct opening *opening);

#endif
