/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sim - the clock of one replication: schedule what happens, then run.
 *
 * What happens is a handler applied to a subject (sim_handler_fn, queue.h).  Events
 * fire in the order (tick, priority, order of scheduling), also those scheduled for the current tick
 * while it runs.  For the models a tick is a second since 1970-01-01 UTC; nothing here assumes so.
 * The priorities within a tick are an enum of the caller.
 *
 *     static void trip(struct sim *sim, void *subject, int64_t argument) { ... }
 *     unit->trip = sim_schedule(sim, sim_now(sim) + delay_s, PHASE_PHYSICAL, trip, unit, 0);
 *
 * Owns: the arena given to sim_new owns everything; a reset keeps the memory, so that a worker
 * runs its replications without allocating.
 * Errors: programmer's errors only, see queue.h.
 * Threads: one sim per thread; nothing is shared.
 */
#ifndef ENGINE_SIM_H
#define ENGINE_SIM_H

#include "engine/queue.h"

struct profile;

/* Use the functions below. */
struct sim {
    int64_t now;
    struct queue *queue;
    struct profile *profile; /* NULL: no profile */
    uint64_t fired_count;
    bool stopping;
};

/* A new sim with the clock at NOW and nothing scheduled. */
struct sim *sim_new(struct arena *arena, int64_t now);

/* As good as new, with the clock at NOW; memory and profile are kept. */
void sim_reset(struct sim *sim, int64_t now);

/* The current tick. */
static inline int64_t sim_now(const struct sim *sim)
{
    return sim->now;
}

/* Events fired since the reset, and events still scheduled. */
static inline uint64_t sim_fired_count(const struct sim *sim)
{
    return sim->fired_count;
}
static inline size_t sim_pending_count(const struct sim *sim)
{
    return queue_count(sim->queue);
}

/*
 * Schedules HANDLER for SUBJECT at TICK, not before now, with PRIORITY 0 (first in its tick) to 63.
 * ARGUMENT is handed through.  SUBJECT must live until the event fires or is cancelled.
 * The ticket may be ignored; it serves sim_cancel, sim_reschedule and sim_pending.
 */
static inline struct ticket sim_schedule(struct sim *sim, int64_t tick, int priority, sim_handler_fn *handler,
                                         void *subject, int64_t argument)
{
    return queue_push(sim->queue, tick, priority, handler, subject, argument);
}

/* Cancels; false when the event has fired, was cancelled or moved, or TICKET is all zero. */
static inline bool sim_cancel(struct sim *sim, struct ticket ticket)
{
    return queue_cancel(sim->queue, ticket);
}

/*
 * Moves a pending event to TICK, behind all others of its priority there.  Returns the ticket that
 * replaces TICKET: unit->trip = sim_reschedule(sim, unit->trip, tick);
 */
static inline struct ticket sim_reschedule(struct sim *sim, struct ticket ticket, int64_t tick)
{
    return queue_move(sim->queue, ticket, tick);
}

/* Whether the event that TICKET named is still to come. */
static inline bool sim_pending(const struct sim *sim, struct ticket ticket)
{
    return queue_pending(sim->queue, ticket);
}

/* Tick of the next event into *TICK; false when there is none.  Looking changes nothing. */
static inline bool sim_next(struct sim *sim, int64_t *tick)
{
    return queue_next(sim->queue, tick);
}

/*
 * Fires all events up to and including TICK, those included that are scheduled meanwhile, and
 * leaves the clock at TICK.  QUEUE_FOREVER runs until nothing is left and leaves the clock at the
 * last event.  Returns false when sim_stop ended it; the clock then stands at that event, and
 * another call goes on behind it.
 */
bool sim_run_until(struct sim *sim, int64_t tick);

/* Fires the next event, if any is due at TICK or before; otherwise false, with the clock at TICK. */
bool sim_step(struct sim *sim, int64_t tick);

/* From within an event: ends sim_run_until after it. */
void sim_stop(struct sim *sim);

/*
 * Counts and times the events of every handler into PROFILE from now on (profile.h); NULL ends it.  Without
 * profile nothing is spent; with one no result changes.  Not from within an event.
 */
void sim_set_profile(struct sim *sim, struct profile *profile);

#endif
