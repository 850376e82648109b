/* SPDX-License-Identifier: Apache-2.0 */
/*
 * progress - what has been done, and when: one tick per record that can be finished.
 *
 * Activities, deliveries, energisations and milestones are all marked here, so that a gate or a
 * condition can name any of them.  Marking never calls anyone: listeners get an event of their own
 * in their own phase of the same tick.
 */
#ifndef PLAN_PROGRESS_H
#define PLAN_PROGRESS_H

#include "engine/sim.h"
#include "plan/bell.h"
#include "plan/record.h"

enum { PROGRESS_NEVER = INT64_MIN };

struct progress;

/* Nothing is done yet; it lies in ARENA, and its listeners' events go to SIM. */
struct progress *progress_new(const struct plan *plan, struct sim *sim, struct arena *arena);

/* Tick at which RECORD was done, or PROGRESS_NEVER.  May lie before the scenario's start. */
int64_t progress_tick(const struct progress *progress, const struct record *record);

/* Whether RECORD is done now: marked at this tick or before. */
bool progress_done(const struct progress *progress, const struct record *record);

/* Marks RECORD done now; the second and later calls change nothing. */
void progress_mark(struct progress *progress, const struct record *record);

/* Marks RECORD done at an earlier TICK: actuals. */
void progress_mark_past(struct progress *progress, const struct record *record, int64_t tick);

/* What a listener gets: HANDLER(subject, argument) in PHASE of the tick of the mark. */
struct progress_listener {
    enum phase phase;
    sim_handler_fn *handler;
    void *subject;
    int64_t argument;
};

/* Has LISTENER told when RECORD is marked; in this tick when it is already done. */
void progress_listen(struct progress *progress, const struct record *record,
                     const struct progress_listener *listener);

/* BELL is rung at every mark from now on. */
void progress_set_bell(struct progress *progress, struct bell *bell);

#endif
