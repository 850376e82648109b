/* SPDX-License-Identifier: Apache-2.0 */
/*
 * loan_cost - loan to cost: how far the cost paid carries the debt on it.
 *
 * The advance of a loan is measured against all debt drawn on the cost that it finances, by whichever
 * loan of the obligor, but for junior ones: those of a higher advance.  A senior loan of 60 % and a junior
 * one of 80 % end at 60 + 20; two of 80 % together at 80.  Nor may a draw push a junior loan that is
 * drawn above its own advance.  Cost is what has been paid since the start, upfront fees of draws
 * for works included, of notes not; capitalised interest is neither cost nor drawn.
 */
#ifndef FUNDING_LOAN_COST_H
#define FUNDING_LOAN_COST_H

#include "funding/purse.h"

/* CENTS of capital cost of SORT were paid by PARTY. */
void loan_cost_paid(struct funding *funding, int party, int sort, int64_t cents);

/* LOAN was drawn by GROSS for a cost of SORT, FEE of it kept back; SORT < 0: a note, for all it names. */
void loan_cost_drawn(struct funding *funding, const struct loan *loan, int sort, int64_t gross, int64_t fee);

/*
 * Largest draw of LOAN for cost of SORT, when OWN and the draw itself are then paid; upfront fees are
 * cost too, so INT64_MAX where all is lent.
 */
int64_t loan_cost_step(const struct funding *funding, const struct loan *loan, int sort, int64_t own);

/* The same when OPEN is paid, however it is shared. */
int64_t loan_cost_whole(const struct funding *funding, const struct loan *loan, int sort, int64_t open);

/* Begins a look at what loans of PARTY would give for COST, by sort; all of it is taken to be paid. */
void loan_cost_look(struct funding *funding, int party, const int64_t *cost_cents);

/* Within the look: the largest draw, and that LOAN was taken to be drawn by GROSS. */
int64_t loan_cost_look_room(const struct funding *funding, const struct loan *loan, int sort);
void loan_cost_look_drawn(struct funding *funding, struct loan *loan, int sort, int64_t gross);

#endif
