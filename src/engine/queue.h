/* SPDX-License-Identifier: Apache-2.0 */
/*
 * queue - pending events in the exact order (tick, priority, sequence of scheduling).
 *
 * Two stages.  The nearest events lie in a short sorted array, the front; up to 40 pending events
 * that is all there is.  More distant ones wait unsorted (radix.h) and come to the front when it
 * runs dry.  Looking ahead never makes a later push go wrong, and a million events at one tick
 * cost no more than a million others.
 *
 * Cancelling forgets the event at once.  Its key goes too while the front holds all keys; otherwise it
 * is dropped when it surfaces, and when such keys outnumber the events they are swept out.
 *
 * Models use sim.h, which adds the clock's loop.
 *
 * Owns: the arena given to queue_new owns all memory; it only grows, and a reset keeps it.
 * Errors: a tick before the clock, a priority out of range, more than 4,194,303 pending events or
 * 68 thousand million in one replication are programmers' errors (assert).  So is moving what is not
 * pending; among more than 16,384 events that comes to light up to 16 moves later.
 * Threads: a queue belongs to one thread at a time.
 */
#ifndef ENGINE_QUEUE_H
#define ENGINE_QUEUE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

enum { QUEUE_PRIORITIES = 64 }; /* priority 0 goes first, 63 last */

#define QUEUE_FOREVER INT64_MAX

struct queue;
struct sim;

/* What happens: SUBJECT is what it happens to, ARGUMENT a number whose meaning the handler knows. */
typedef void sim_handler_fn(struct sim *sim, void *subject, int64_t argument);

/*
 * Names one pending event.  It stays good until that event fires, is cancelled or is moved; then,
 * and while it is all zero, it names nothing.  Tickets do not survive queue_reset.
 */
struct ticket {
    uint64_t order; /* priority, sequence and slot; no two events of a replication share it */
};

struct event {
    sim_handler_fn *handler;
    void *subject;
    int64_t argument;
};

/* A new empty queue with the clock at NOW. */
struct queue *queue_new(struct arena *arena, int64_t now);

/* Forgets all events and tickets and sets the clock to NOW; as good as new, memory kept. */
void queue_reset(struct queue *queue, int64_t now);

/*
 * Schedules at TICK, not before the clock; the clock's own tick is allowed.  Among equal ticks and
 * priorities what was scheduled first comes first.
 */
struct ticket queue_push(struct queue *queue, int64_t tick, int priority, sim_handler_fn *handler,
                         void *subject, int64_t argument);

/*
 * Takes the first event due at LIMIT or before and sets the clock and *NOW to its tick.  What it
 * returns is good until the next push.  NULL when none is due; the clock and *NOW then stand at
 * LIMIT, or stay where they are when LIMIT is QUEUE_FOREVER.
 */
const struct event *queue_pop(struct queue *queue, int64_t limit, int64_t *now);

/* Whether TICKET still names a pending event. */
bool queue_pending(const struct queue *queue, struct ticket ticket);

/* Cancels; false when TICKET names nothing any more, which is no error. */
bool queue_cancel(struct queue *queue, struct ticket ticket);

/*
 * Moves a pending event to TICK, behind all others of its priority there, even if TICK is the same.
 * Returns its new ticket; the old one names nothing any more.  TICKET must be pending.
 */
struct ticket queue_move(struct queue *queue, struct ticket ticket, int64_t tick);

/*
 * Tick of the next event into *TICK without touching the clock; false when none is pending.
 * Constant time, except that keys of cancelled events are cleared away while looking.
 */
bool queue_next(struct queue *queue, int64_t *tick);

/* Events pending. */
size_t queue_count(const struct queue *queue);

#endif
