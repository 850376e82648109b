/* SPDX-License-Identifier: Apache-2.0 */
/*
 * schedule_stage - one replication of a small schedule on stage, and a bank that grants on given terms.
 */
#ifndef SCHEDULE_STAGE_H
#define SCHEDULE_STAGE_H

#include "../unit/plan_maker.h"
#include "base/calendar.h"
#include "schedule/schedule.h"

#include <check.h>

enum { DAY_S = CALENDAR_DAY_S };

struct schedule_stage {
    struct arena *arena;
    struct diag *diag;
    struct plan_maker *maker;
    const struct plan *plan;
    const struct schedule_plan *compiled;
    struct schedule *schedule;
    struct run *run;
    struct bell money;
    int64_t bank_opens; /* no grant before this tick */
    int64_t charged_cents;
    int64_t unasked_cents; /* charged without a request */
    int64_t compute_cents; /* charged, and booked as compute */
};

extern struct schedule_stage schedule_stage;

void schedule_stage_set_up(void);
void schedule_stage_tear_down(void);

/* Adds an activity, a link of activity ID to REF, a party. */
void schedule_stage_activity(const char *id, const char *duration);
void schedule_stage_after(const char *id, const char *ref, const char *type, const char *lag);
void schedule_stage_party(const char *id);

/* Compiles the plan; `compiled` is NULL after errors. */
void schedule_stage_compile(void);

/* Starts a replication of the compiled plan; the clock stands at the start. */
void schedule_stage_open_run(struct draw draw);

/* Compiles, which must be good, and runs one replication to the end. */
void schedule_stage_simulate(void);

int schedule_stage_task_of(const char *id);
struct schedule_row schedule_stage_row(const char *id);

/* Days since the scenario's start; -9999 for never. */
double schedule_stage_day(int64_t tick);

/* Task ID ran from START to FINISH, days since the scenario's start. */
void schedule_stage_assert_span(const char *id, double start, double finish);

#endif
