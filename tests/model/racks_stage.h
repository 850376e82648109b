/* SPDX-License-Identifier: Apache-2.0 */
/*
 * racks_stage - one site with halls and orders of racks on stage, one replication, and an open bank.
 */
#ifndef RACKS_STAGE_H
#define RACKS_STAGE_H

#include "../unit/plan_maker.h"
#include "base/calendar.h"
#include "racks/racks.h"

#include <check.h>

enum { DAY_S = CALENDAR_DAY_S, MAX_HALLS = 8 };

struct racks_stage {
    struct arena *arena;
    struct diag *diag;
    struct plan_maker *maker;
    const struct plan *plan;
    struct racks_hall halls[MAX_HALLS];
    struct racks_halls list;
    const char *hall_ids[MAX_HALLS];
    const struct racks_plan *compiled;
    struct racks *racks;
    struct run *run;
    struct bell money;
    bool bank_shut;
    int64_t charged_cents, unasked_cents;
};

extern struct racks_stage racks_stage;

void racks_stage_set_up(void);
void racks_stage_tear_down(void);

void racks_stage_add_hall(const char *site, const char *id, int positions, double it_capacity_w);

/* Adds an order of racks for site tx: 10 weeks of lead time and 2 of slip. */
void racks_stage_add_order(const char *id, const char *count, const char *rate);

/* Compiles the plan; `compiled` is NULL after errors. */
void racks_stage_compile(void);

/* Starts a replication of the compiled plan, which must be good; the clock stands at the start. */
void racks_stage_open_run(struct draw draw);

/* HALL, in the order added, takes racks from DAY since the start on. */
void racks_stage_hall_on(int hall, int day);

/* Runs to DAY since the start, looking at the books after every event. */
void racks_stage_run_to(int day);

/* Days since the scenario's start; -9999 for never. */
double racks_stage_day(int64_t tick);

/* A metric of tx, freshly published; and as the board has it, without a look by the one who asks. */
double racks_stage_metric(const char *name);
double racks_stage_told(const char *name);

#endif
