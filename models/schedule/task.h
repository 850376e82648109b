/* SPDX-License-Identifier: Apache-2.0 */
/*
 * task - the life of one task in a replication: gates, money, crew, work, finish.
 *
 * Inside of the schedule only; others use schedule.h.
 */
#ifndef SCHEDULE_TASK_H
#define SCHEDULE_TASK_H

#include "plan/run.h"
#include "schedule/crew.h"
#include "schedule/schedule.h"

struct opening;

enum task_state { TASK_WAITING, TASK_FUNDING, TASK_QUEUED, TASK_STARTING, TASK_RUNNING, TASK_DONE };

struct task {
    enum task_state state;
    int64_t start, finish;
    int64_t work_end;     /* own work is over; the finish may wait for links */
    int64_t finish_known; /* when it will finish, as soon as that is known */
    int64_t delay_s;
    int64_t cost_cents, charged_cents;
    struct request *request;
    struct gate_set start_gates, finish_gates;
    int condition_gate;      /* place in start_gates, or NETWORK_NONE */
    struct opening *opening; /* of its condition, when it has that gate */
    bool work_over;          /* only its links hold the finish now */
};

struct schedule {
    const struct schedule_plan *plan;
    struct run *run;
    struct task *tasks;
    struct crew *crews;
    int *link_gate;      /* by link: place in the gate set of its task, NETWORK_NONE when it has no say */
    bool *link_set;      /* by link: its opening is scheduled */
    int64_t *link_opens; /* by link: when it opens, as soon as that is known */
    int *conditional;    /* tasks with a condition that has not held yet */
    int conditional_count;
    int count[SCHEDULE_METRIC_COUNT];
    double work_done_s;
    struct bell publish; /* a count changed */
};

/* Opens start gate GATE of task T; with the last one the task goes on to money, crew and start. */
void task_open_gate(struct schedule *schedule, int t, int gate);

/* Settles when link PLACE opens, if that is known by now. */
void task_set_link(struct schedule *schedule, int place);

/* Starts task T at START, now or, for what had begun before the scenario, in the past. */
void task_start(struct schedule *schedule, int t, int64_t start);

#endif
