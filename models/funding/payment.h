/* SPDX-License-Identifier: Apache-2.0 */
/*
 * payment - charges fall due and are paid first come, first served.
 *
 * Each payer has a queue by due date, then order of coming in.  What cash and loans do not cover is
 * booked once as payable (receivable with the payee), principal of loans stays debt and is overdue:
 * together the funding gap; it is paid first when money comes, in parts if need be.  Behind a gap only
 * capital cost that loans cover moves.
 */
#ifndef FUNDING_PAYMENT_H
#define FUNDING_PAYMENT_H

#include "funding/purse.h"

/* Takes over the charges that were handed in; later ones wait for their date. */
void payment_take(struct funding *funding);

/* Pays whatever PARTY owes and can; true when money left it. */
bool payment_pay(struct funding *funding, int party);

#endif
