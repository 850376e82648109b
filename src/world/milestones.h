/* SPDX-License-Identifier: Apache-2.0 */
/*
 * milestones - the plan's named points: reached when their condition first holds.
 *
 * The world looks whenever a state metric or a mark changed, on test dates, and on the dates that
 * stand in the conditions.
 */
#ifndef WORLD_MILESTONES_H
#define WORLD_MILESTONES_H

#include "plan/run.h"

/* Marks every milestone whose condition holds now. */
void milestones_test(struct run *run, bool test_date);

/* Earliest tick after NOW at which a date in an unreached milestone's condition could matter. */
int64_t milestones_next_date(const struct run *run, int64_t now);

#endif
