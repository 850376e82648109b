/* SPDX-License-Identifier: Apache-2.0 */
/*
 * network - the schedule as compiled: tasks, the links between them, crews and risks.
 *
 * An activity, a permit and an equipment order are all tasks: they wait for gates, start, take a
 * drawn time and finish.  Built once per plan and constant afterwards; shared by all threads.
 *
 * Owns: everything lies in the arena given to network_compile.
 */
#ifndef SCHEDULE_NETWORK_H
#define SCHEDULE_NETWORK_H

#include "plan/gate.h"
#include "plan/record.h"
#include "schedule/activity.h"

enum task_sort { TASK_ACTIVITY, TASK_PERMIT, TASK_ORDER, TASK_SORT_COUNT };

enum { NETWORK_NO_TICK = INT64_MIN, NETWORK_NONE = -1 };

struct network_link {
    int from;                   /* task, or NETWORK_NONE for a record outside of the schedule */
    int to;                     /* task */
    const struct record *by;    /* what is waited for */
    const struct record *after; /* the element, or NULL for one of `needs` */
    enum after_type type;
    int64_t lag_s;
};

struct network_task {
    const struct record *record;
    enum task_sort sort;
    const struct record *drawn;          /* the record, with the catalogue's lead time where it has none */
    int duration_field;                  /* names the draw */
    const struct distribution *duration; /* the record's own, or the catalogue's */
    int64_t p50_s;                       /* median duration, and the delay of risks likelier than not */
    double passed_ratio;                 /* in progress: of its duration, what the status date rules out */
    int first_link, link_count;          /* into it: network.links[first_link ...] */
    const int *out;                      /* links out of it */
    int out_count;
    bool tells_ahead; /* a link out of it is FF, or has a negative lag: its finish may matter before it comes
                       */
    const int *risks;
    int risk_count;
    const struct condition *when; /* or NULL */
    int64_t earliest;             /* not before this tick: date, status date, start of the scenario */
    const struct record *earliest_by;
    int64_t actual_start, actual_finish; /* NETWORK_NO_TICK when not known */
    int64_t remaining_s;                 /* from the status date; NETWORK_NONE when not given */
    const struct distribution *cost;     /* activity: of the whole, USD; NULL: not modelled or an order */
    int cost_field;
    double price_usd; /* order: of all pieces */
    double deposit_ratio;
    bool has_cost;
    int payer, payee; /* party index; payee may be PARTY_OUTSIDE */
    int debit;        /* account of the payer that its cost goes to */
    int priority;
    int crew; /* or NETWORK_NONE */
    int crew_count;
};

struct network_crew {
    const struct record *record;
    int count;
};

struct network_risk {
    const struct record *record;
    double probability_ratio;
    int on; /* task */
};

struct network {
    const struct plan *plan;
    int64_t status; /* tick up to which actuals are known; the start without a status date */
    const struct network_task *tasks;
    int task_count;
    const struct network_link *links; /* sorted by `to` */
    int link_count;
    const struct network_crew *crews;
    int crew_count;
    const struct network_risk *risks;
    int risk_count;
    const int *task_of; /* by record number: the task, or NETWORK_NONE */
};

/* Compiles the plan's schedule; NULL after errors, which are located and all told. */
const struct network *network_compile(const struct plan *plan, struct arena *arena, struct diag *diag);

#endif
