/* SPDX-License-Identifier: Apache-2.0 */
/*
 * loan_service - interest, undrawn fee and principal of one loan.
 *
 * Interest accrues on the balance, the fee on what is neither drawn nor
 * lapsed while the commitment lasts; both by
 * Act/360, balance by balance, and are posted at month end with the fraction of a cent carried on.
 * Until availability ends both may be added to the debt, which does not use up the commitment; they
 * are booked as interest and fees all the same.
 *
 * Repayment begins on the first of a month that is at least a month behind the end of availability.  An
 * annuity is level to the cent by the same day count: service is principal and interest together, and
 * the last payment takes the rounding.
 *
 * Principal that falls due stays debt, and bears interest, until it is paid: overdue from the first
 * tick in which it was not (a default, which lasts until all of it is paid).  Interest and fees that
 * the obligor cannot pay stay payable and bear no interest of their own.
 */
#ifndef FUNDING_LOAN_SERVICE_H
#define FUNDING_LOAN_SERVICE_H

#include "funding/purse.h"

/* Accrues up to NOW; before every change of the balance. */
void loan_service_accrue(struct loan *loan, int64_t now);

/* CENTS of the commitment end at NOW: no fee runs on them from here on. */
void loan_service_lapse(struct loan *loan, int64_t cents, int64_t now);

/*
 * Posts what has accrued: to the debt while it is capitalised, else as a charge due now.  Returns the
 * interest on what is not overdue.
 */
int64_t loan_service_post(struct funding *funding, struct loan *loan, int64_t now);

/* The month's principal, once repayment has begun; INTEREST is what was posted for the month. */
void loan_service_repay(struct funding *funding, struct loan *loan, int64_t now, int64_t interest_cents);

/*
 * Interest, fees and principal of LOAN that will fall due behind NOW and up to UNTIL, cents, when
 * nothing is drawn or lapses before its window ends and all of it is paid; what is added to the debt is not
 * due, and what is overdue is due already.
 */
int64_t loan_service_scheduled(const struct loan *loan, int64_t now, int64_t until);

/* All the rest falls due. */
void loan_service_mature(struct funding *funding, struct loan *loan, int64_t now);

/* The loan whose principal CHARGE repays, or NULL. */
struct loan *loan_service_of(struct funding *funding, const struct charge *charge);

/* CENTS of the principal of LOAN that was due have been paid. */
void loan_service_paid(struct funding *funding, struct loan *loan, int64_t cents);

/* CENTS of the principal of LOAN that fell due cannot be paid: a default, if there is none yet. */
void loan_service_missed(struct funding *funding, struct loan *loan, int64_t cents);

#endif
