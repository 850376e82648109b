/* SPDX-License-Identifier: Apache-2.0 */
/*
 * resource - a counted capacity, such as a crew, and the claims that wait for part of it.
 *
 * Claims are granted in the order (priority, time of claiming, id).  What is claimed, released or
 * added within one tick is looked at together, in one event of the resource's own priority; so
 * the order of events before it does not decide who goes first.  Without overtaking a large claim
 * at the head keeps all behind it waiting, which is fair; with it, the first that fits is granted,
 * which is busy.  Nothing granted is ever taken back: a capacity lowered below what is in use takes
 * effect as claims are released.
 *
 * Owns: claims are the caller's memory and must not move or go while they wait or are held.
 * Errors: programmers' errors only (assert).
 * Threads: belongs to the thread of its sim.
 */
#ifndef ENGINE_RESOURCE_H
#define ENGINE_RESOURCE_H

#include "engine/sim.h"
#include "engine/tally.h"

struct resource;

enum claim_state { CLAIM_IDLE, CLAIM_WAITING, CLAIM_GRANTED };

/* The caller fills in the first part and leaves the rest all zero. */
struct claim {
    int priority;            /* lower first */
    uint64_t id;             /* decides among claims of equal priority and tick; unique among them */
    int64_t amount;          /* > 0 */
    sim_handler_fn *granted; /* called with SUBJECT and ARGUMENT when the amount is its own */
    void *subject;
    int64_t argument;

    enum claim_state state; /* to read */
    int64_t since;          /* to read: tick of claiming, then of the grant */
    struct claim *before, *behind;
};

struct resource_statistics {
    int64_t granted_count;
    struct tally wait_ticks;    /* of granted claims */
    struct tally_level waiting; /* number of claims waiting */
    struct tally_level used;    /* amount in use */
};

/*
 * CAPACITY >= 0; PRIORITY is that of the event in which grants are made, after all those of the
 * same tick that claim and release.
 */
struct resource *resource_new(struct arena *arena, struct sim *sim, int64_t capacity, int priority,
                              bool overtaking);

/* All claims forgotten, CAPACITY free, statistics empty: for a new replication, after sim_reset. */
void resource_reset(struct resource *resource, int64_t capacity);

/* CLAIM, idle, joins those waiting.  An amount larger than the capacity waits until that grows. */
void resource_claim(struct resource *resource, struct claim *claim);

/* Gives the amount of a granted CLAIM back; it is idle again. */
void resource_release(struct resource *resource, struct claim *claim);

/* Takes a waiting CLAIM back, or releases a granted one; nothing for an idle one. */
void resource_withdraw(struct resource *resource, struct claim *claim);

/* The capacity is CAPACITY >= 0 from now on. */
void resource_set_capacity(struct resource *resource, int64_t capacity);

/* The capacity, what of it is in use, and how many claims wait. */
int64_t resource_capacity(const struct resource *resource);
int64_t resource_used(const struct resource *resource);
int64_t resource_waiting_count(const struct resource *resource);

/* The claim at the head of those waiting, or NULL: what holds the others. */
const struct claim *resource_head(const struct resource *resource);

/* The statistics so far; levels are read with the current tick (tally.h). */
const struct resource_statistics *resource_statistics(const struct resource *resource);

/* Starts the statistics anew with the present state: the end of a warm-up. */
void resource_restart_statistics(struct resource *resource);

#endif
