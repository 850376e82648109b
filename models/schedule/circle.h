/* SPDX-License-Identifier: Apache-2.0 */
/*
 * circle - finds things that wait for each other: A needs B needs C needs A.
 *
 * Looks at every `after`, at every record that has a `needs` field, whatever its kind, and at the
 * milestones that a condition cannot do without, so that a hall that needs an activity that follows
 * the hall is found too.  Each circle is told once, at
 * an `after` of it where there is one, with all its links as notes.
 */
#ifndef SCHEDULE_CIRCLE_H
#define SCHEDULE_CIRCLE_H

#include "plan/record.h"

/* True when the plan has no circle; otherwise errors in DIAG. */
bool circle_check(const struct plan *plan, struct arena *arena, struct diag *diag);

#endif
