/* SPDX-License-Identifier: Apache-2.0 */
/*
 * commitment - take-or-pay: capacity is paid as it is accepted, and dated minimums in any case.
 *
 * Month by month the accepted capacity is priced.  Credit from prepayment and shortfalls is used
 * first and has counted already; then credit given for shares; then the payer is charged, until the
 * total is used up; what comes on top is paid at the price beyond, or not rented on.  A dated
 * minimum that was missed is charged and counts as taken (finance.md B7, Azure's mechanism): it
 * becomes credit, or is lost.  Minimums and the end are looked at on the first month end behind them.
 * A term that began before the scenario goes on from opening figures.
 */
#ifndef FUNDING_COMMITMENT_H
#define FUNDING_COMMITMENT_H

#include "funding/purse.h"

/* Draws the rates and schedules prepayments. */
void commitment_start(struct funding *funding);

/* Adds accepted watt-seconds of SITE to the commitments that buy its capacity. */
void commitment_take(struct funding *funding, int site, double facility_j, double it_j);

void commitment_month_end(struct funding *funding, int64_t now);

/*
 * What is sure to be charged behind NOW and up to UNTIL, cents: the prepayment, and what dated minimums
 * and the end of the term ask for beyond what has been taken.  Whatever is rented until then counts
 * towards it.
 */
int64_t commitment_scheduled(const struct commitment *commitment, int64_t now, int64_t until);

#endif
