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

struct milestones;

/* All milestones of the plan, none of them reached; memory lies in the run's arena. */
struct milestones *milestones_start(struct run *run);

/* Marks every milestone whose condition holds now. */
void milestones_test(struct milestones *milestones, bool test_date);

/* Earliest tick after NOW at which a date in an unreached milestone's condition could matter. */
int64_t milestones_next_date(const struct milestones *milestones, int64_t now);

/* What had held the racks whose acceptance reached MILESTONE; NULL when it was reached otherwise, or never.
 */
const struct gate *milestones_gate(const struct milestones *milestones, const struct record *milestone);

#endif
