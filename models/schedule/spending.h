/* SPDX-License-Identifier: Apache-2.0 */
/*
 * spending - what tasks cost: the request before the start and the charges as work proceeds.
 *
 * An activity asks for its whole cost, spread evenly over its median duration in monthly payments,
 * and is charged by the share of its own work that has been done.  An order asks for its deposit at
 * once and the rest after the median lead time, and is charged with the order and at delivery.
 * Charges are booked as works of the payer, or as the activity says, and as revenue of the payee.
 */
#ifndef SCHEDULE_SPENDING_H
#define SCHEDULE_SPENDING_H

#include "plan/run.h"
#include "schedule/network.h"

enum { SPENDING_MONTH_S = 2629800 }; /* a twelfth of 365.25 days */

/* What TASK costs in this replication, cents; 0 when it costs nothing or cost is not modelled. */
int64_t spending_cost_cents(const struct run *run, const struct network_task *task);

/* The part of COST that is paid with an order. */
int64_t spending_deposit_cents(const struct network_task *task, int64_t cost_cents);

/* The part of COST that falls due while ELAPSED of LENGTH seconds of work are done. */
int64_t spending_earned_cents(int64_t cost_cents, int64_t elapsed_s, int64_t length_s);

/* Asks for the money; ANSWER says which event fires when it is given (granted, subject, argument). */
struct request *spending_ask(struct run *run, const struct network_task *task, int64_t cost_cents,
                             const struct request *answer);

#endif
