/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crew - scarce crews and the work that waits for them.
 *
 * The queue is ordered by (priority, time of asking, place in the plan) and nobody overtakes: work
 * that needs two crews holds up work behind it that would need one.
 */
#ifndef SCHEDULE_CREW_H
#define SCHEDULE_CREW_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

struct record;

struct crew_claim {
    int priority; /* lower first */
    int64_t asked;
    int task;
    int count;
};

struct crew {
    int count, busy; /* busy may exceed count: work in progress at the start holds what it holds */
    struct crew_claim *queue;
    int waiting_count;
    bool dispatching;              /* an event that serves the queue is pending */
    const struct record *freed_by; /* work that finished last with some of them; or NULL */
};

/* COUNT crews with room for CAPACITY claims. */
void crew_start(struct crew *crew, int count, int capacity, struct arena *arena);

/* Puts a claim in the queue. */
void crew_wait(struct crew *crew, struct crew_claim claim);

/* Serves the first claim if enough crews are free: true, with its task in *TASK. */
bool crew_serve(struct crew *crew, int *task);

/* Takes COUNT crews without asking: work in progress. */
void crew_take(struct crew *crew, int count);

void crew_release(struct crew *crew, int count);

#endif
