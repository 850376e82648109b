/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reach - warns of conditions and targets that ask for more than all of the plan can give.
 *
 * What all feeds, halls and rack orders together would give bounds the state metrics that follow from
 * them; a threshold above that bound is never met.  Metrics without a bound that is known before the run
 * are not looked at.  A warning and no error, since a plan may be tried in parts.
 */
#ifndef WORLD_REACH_H
#define WORLD_REACH_H

#include "base/diag.h"
#include "plan/record.h"

/* PLAN has been bound: its conditions know their metrics. */
void reach_check(const struct plan *plan, struct arena *arena, struct diag *diag);

#endif
