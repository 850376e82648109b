/* SPDX-License-Identifier: Apache-2.0 */
/*
 * loan - delayed-draw loans: what can be drawn, what it costs, and how it is paid back.
 *
 * A draw is the least of: need; commitment less drawn; loan to cost (loan_cost.h); open tranches less drawn;
 * nothing outside the availability window; the lender's cash.  Which one bound is kept.  Interest and undrawn
 * fee run by Act/360 on each balance (finance.md B1, B4: a commitment of 8.5 BUSD drawn by 1.25 a quarter
 * costs 30.09 MUSD at 0.50 %).
 */
#ifndef FUNDING_LOAN_H
#define FUNDING_LOAN_H

#include "funding/purse.h"

/* Draws the base rates and schedules start, end and maturity. */
void loan_start(struct funding *funding);

/* Draws notes whole as far as they are open. */
void loan_fund_notes(struct funding *funding);

/*
 * Draws for CHARGE, a capital cost of which OPEN is due and OWN is at hand; returns what came in.
 * Own cash goes first unless the payer's policy says debt first.
 */
int64_t loan_fund(struct funding *funding, const struct charge *charge, int64_t open_cents,
                  int64_t own_cents);

/*
 * What all loans of PARTY together would give for COST more of its capital cost, by sort, were all of it
 * paid now: no more than COST, and the cash of a lender who lends by several loans counts once.
 */
int64_t loan_drawable(struct funding *funding, int party, const int64_t *cost_cents);

/* Whether loans would pay anything for capital cost of PARTY without cash of its own. */
bool loan_stands_by(struct funding *funding, int party);

/* Interest, fees and principal up to NOW, the end of a month. */
void loan_month_end(struct funding *funding, int64_t now);

/* Committed and not yet drawn, lapsed or not yet open included. */
int64_t loan_undrawn(const struct loan *loan);

#endif
