/* SPDX-License-Identifier: Apache-2.0 */
/*
 * grant - requests for funds: first come first served within a priority, granted whole or not yet.
 *
 * A request is granted when cash less what is due covers, together with what loans would pay of work,
 * all that falls due within the payer's horizon: payments of granted requests and its own, interest,
 * fees and principal of loans as they stand, dated minimums of commitments.  Income that has not come
 * does not count.  Nobody overtakes.  While it waits it keeps what holds it: the tranche whose money
 * would be enough first (those in notice, then open ones whose source lacks the cash, then pending
 * ones, in their order), or its payer when no tranche is left.  Once granted it keeps whose money
 * came: a tranche, a loan, or the payer's own income.
 */
#ifndef FUNDING_GRANT_H
#define FUNDING_GRANT_H

#include "funding/purse.h"

/* Takes new requests into their payers' queues; those of payers outside are granted. */
void grant_take(struct funding *funding);

/* Grants what PARTY can cover, in order. */
void grant_decide(struct funding *funding, int party);

/* Sum of all payments of REQUEST. */
int64_t grant_total(const struct request *request);

#endif
