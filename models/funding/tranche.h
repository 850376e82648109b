/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tranche - the life of a conditional part of a deal.
 *
 *     pending --condition--> satisfied | waived | cured, then notice --> available --> drawn
 *        \--long-stop, then cure time--> lapsed                            \--window ends--> lapsed
 *
 * A condition that has held once stays satisfied.  Money of an equity moves as soon as it is
 * available and the investor has it; a loan's tranche only opens, need draws it.
 */
#ifndef FUNDING_TRANCHE_H
#define FUNDING_TRANCHE_H

#include "funding/purse.h"

/* Schedules the dates of all tranches: long-stop, end of cure, waiver. */
void tranche_start(struct funding *funding);

/* Tests whatever is pending, and schedules the next date that stands in a condition. */
void tranche_test(struct funding *funding, bool test_date);

/* Ends what has not been drawn of TRANCHE. */
void tranche_lapse(struct funding *funding, struct tranche *tranche, const char *why);

/* What a pending tranche waits for: the first leaf that does not hold; NULL when none. */
const struct condition *tranche_missing(const struct funding *funding, const struct tranche *tranche);

/* What of a tranche of which DRAWN_CENTS came may still come, as its instrument's amount allows; at most 0:
 * none. */
int64_t tranche_rest_cents(const struct funding *funding, const struct deal_tranche *deal,
                           int64_t drawn_cents);

/* Whether TRANCHE is open and its source has not the cash for the rest of it. */
bool tranche_lacks_source(const struct funding *funding, const struct tranche *tranche);

#endif
