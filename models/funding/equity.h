/* SPDX-License-Identifier: Apache-2.0 */
/*
 * equity - shares for money, tranche by tranche.
 *
 * The price of a share is fixed at signing: pre-money over the one share that a company has at the
 * start; a tranche with a pre-money of its own takes the price of that round.  What is bought
 * dilutes everybody else.
 */
#ifndef FUNDING_EQUITY_H
#define FUNDING_EQUITY_H

#include "funding/purse.h"

/* Moves the money of every available tranche that its investor can pay; true when any moved. */
bool equity_fund(struct funding *funding);

/* What of equity PLACE is committed and may still come. */
int64_t equity_undrawn(const struct funding *funding, int place);

#endif
