/* SPDX-License-Identifier: Apache-2.0 */
/*
 * schedule - activities, permits and equipment orders of one replication.
 *
 * A task waits for its gates: date, links and condition first; when these are open it asks for its
 * money, and with the money for its crew; then it starts.  It ends after its drawn time and the
 * delays of the risks that strike it, but not before its FF and SF links allow.  A negative lag counts
 * back from a finish as soon as that is known: the start of work and of what holds its finish tells.
 *
 * Actuals: work done before the status date is fixed; work in progress ends `remaining` after the
 * status date, else after a time drawn from what its distribution leaves beyond that date; work not
 * started does not start before it.  What was paid before the scenario's start is opening state and
 * not in the books; what it still costs is an unavoidable charge without a request.  An order without
 * an actual delivery has not arrived by the status date: only its deposit is paid.
 *
 * Threads: a plan is shared, a struct schedule belongs to its replication.
 */
#ifndef SCHEDULE_SCHEDULE_H
#define SCHEDULE_SCHEDULE_H

#include "plan/metric.h"
#include "plan/run.h"
#include "schedule/critical_path.h"
#include "schedule/network.h"

enum schedule_metric {
    SCHEDULE_DONE_SHARE,
    SCHEDULE_ACTIVITIES_WAITING,
    SCHEDULE_ACTIVITIES_RUNNING,
    SCHEDULE_ACTIVITIES_DONE,
    SCHEDULE_PERMITS_PENDING,
    SCHEDULE_PERMITS_GRANTED,
    SCHEDULE_ORDERS_PLACED,
    SCHEDULE_ORDERS_DELIVERED,
    SCHEDULE_METRIC_COUNT
};

extern const struct metric_table schedule_metrics;

struct schedule_plan {
    const struct network *network;
    const struct critical_path_row *critical_path; /* by task */
    int cells[SCHEDULE_METRIC_COUNT];
    double work_s; /* median durations of all activities, added up */
};

struct schedule;

/* One task at the end of a replication, or at any time. */
struct schedule_row {
    const struct record *record;
    int64_t start, finish;             /* PROGRESS_NEVER while not yet */
    int64_t work_s;                    /* drawn time and delays; 0 before the start */
    int64_t delay_s;                   /* the part that risks have added */
    int64_t cost_cents, charged_cents; /* charged includes what was paid before the scenario */
    const struct gate *held_by;        /* opened last before the start, or is still closed; may be NULL */
    const struct gate *finish_held_by; /* the same for the finish when a link held it; NULL otherwise */
    const struct gate_set *start_gates, *finish_gates; /* all of them */
    const struct request *request;                     /* its money, or NULL */
};

/* Compiles the plan's schedule.  NULL after errors. */
const struct schedule_plan *schedule_compile(const struct plan *plan, const struct metric_layout *layout,
                                             struct arena *arena, struct diag *diag);

/* Puts the schedule of one replication into its opening state and schedules its first events. */
struct schedule *schedule_start(const struct schedule_plan *plan, struct run *run);

/*
 * Opens the gates of `when` conditions that hold now.  The world calls it in PHASE_CONDITIONS when
 * the board or the progress has changed, and on test dates with TEST_DATE; dates inside of
 * conditions are looked after here.
 */
void schedule_test(struct schedule *schedule, bool test_date);

/* Sets the state metrics; it happens by itself in PHASE_PUBLISH after every change. */
void schedule_publish(struct schedule *schedule);

/* What is known about task TASK of the network, 0 .. task_count - 1. */
struct schedule_row schedule_row(const struct schedule *schedule, int task);

#endif
