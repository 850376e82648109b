/* SPDX-License-Identifier: Apache-2.0 */
/*
 * run - what all models of one replication share: the clock, the draws and the books.
 *
 * A model holds its own state and a pointer to the run; it never sees another model.  The world
 * makes the run, hands it to every model, and is the only one that knows them all.
 */
#ifndef PLAN_RUN_H
#define PLAN_RUN_H

#include "engine/sim.h"
#include "plan/condition.h"
#include "plan/draw.h"
#include "plan/gate.h"
#include "plan/ledger.h"
#include "plan/metric.h"
#include "plan/progress.h"
#include "plan/request.h"

/* A line of the replication's log: what happened to which record, with an amount if it has one. */
struct happening {
    int64_t tick;
    const char *what; /* constant text: "delivered", "failed", "repaired", "drawn", "lapsed" */
    const struct record *record;
    const struct record *cause; /* or NULL */
    double amount;              /* SI; NAN when there is none */
    const char *unit;           /* as printed, or NULL */
};

struct run {
    const struct plan *plan;
    struct arena *arena; /* of this replication: reset, not freed, between them */
    struct sim *sim;
    struct draw draw;
    struct metric_board *board;
    struct progress *progress;
    struct ledger *ledger;
    struct request_book *requests;
    struct happening *happenings;
    size_t happening_count, happening_capacity;
    struct bell plant;       /* the plant is no longer what operate last saw */
    struct bell conditions;  /* a state metric or a milestone changed */
    struct bell funding;     /* a request or charge came in, or money moved */
    struct gate accepted;    /* what the racks accepted last had waited for longest; by NULL: none yet */
    int64_t accepted_tick;   /* when they were accepted */
    const char *stop_reason; /* why the replication ended early, or NULL */
};

/* Appends to the log. */
void run_log(struct run *run, const char *what, const struct record *record, const struct record *cause);
void run_log_amount(struct run *run, const char *what, const struct record *record, double si,
                    const char *unit);

/* Rings the plant bell: operate runs up to now and takes the plant anew, models publish. */
void run_plant_changed(struct run *run);

/*
 * What had held the racks whose acceptance in this tick raised the metric of PART, a part of a condition;
 * NULL when none were accepted where it looks, or it looks at something else.
 */
const struct gate *run_gate_of(const struct run *run, const struct condition *part);

/* The party index of a reference field to a party; PARTY_OUTSIDE when the field is empty. */
int run_party(const struct record *record, int field);

#endif
