/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bind - the last step in building a plan: the metric board's layout, and conditions tied to it.
 */
#ifndef PLAN_BIND_H
#define PLAN_BIND_H

#include "plan/record.h"

/* Makes PLAN's layout and gives every metric condition its cell.  The plan's builder calls it once. */
void bind_metrics(struct plan *plan);

#endif
