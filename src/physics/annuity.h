/* SPDX-License-Identifier: Apache-2.0 */
/*
 * annuity - the time value of money: level payments, growing streams, net present value.
 *
 * RATE_RATIO and GROWTH_RATIO are per period, > -1.  Amounts are doubles of cents and are not rounded:
 * whoever posts them to a ledger rounds.  Present values are at time 0, one period before the first
 * payment of an annuity; a series of flows starts at time 0 itself.  Threads: pure.
 */
#ifndef PHYSICS_ANNUITY_H
#define PHYSICS_ANNUITY_H

/* Present value of 1 per period for PERIODS periods: (1 - (1 + r)^-n) / r; n at rate 0. */
double annuity_factor(double rate_ratio, double periods);

/*
 * Level payment at each period's end that brings PRESENT_CENTS to FUTURE_CENTS left over (a balloon) after
 * PERIODS (> 0).  Signs: all positive, the loan and what is still owed.
 */
double annuity_payment_cents(double present_cents, double future_cents, double rate_ratio, double periods);

/* What is owed after PAID periods of that level payment. */
double annuity_balance_cents(double present_cents, double payment_cents, double rate_ratio, double paid);

/* Present value of PERIODS payments, the first FIRST_CENTS after one period, each grown by GROWTH_RATIO. */
double annuity_growing_cents(double first_cents, double growth_ratio, double rate_ratio, int periods);

/* Net present value of COUNT flows at times 0, 1, 2, ...: sum of c_t / (1 + r)^t. */
double annuity_net_present_cents(const double *flow_cents, int count, double rate_ratio);

/* Rate per period that compounds to ANNUAL_RATIO over PERIODS_PER_YEAR periods. */
double annuity_periodic_ratio(double annual_ratio, double periods_per_year);

#endif
