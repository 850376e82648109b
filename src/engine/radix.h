/* SPDX-License-Identifier: Apache-2.0 */
/*
 * radix - the distant keys of the event queue, unsorted until they come near.
 *
 * A radix heap over the bits of time (Ahuja, Mehlhorn, Orlin and Tarjan, "Faster algorithms for the
 * shortest path problem", J. ACM 37, 1990), by digits: bucket (level, digit) holds the keys of
 * which that is the highest digit that differs from a base time.  The nearest buckets are sorted
 * when asked for; one too large for that is first dealt out to finer ones around a later base.
 * Keys at the base itself, massive ties, wait in one list for each priority and need no sorting.
 * No tuning, no dependence on the distribution of times: each key moves at most once a digit.
 *
 * The caller keeps three promises: the base, which only radix_gather moves, and never beyond its
 * limit, never passes the caller's clock; no key lies before the clock; keys of equal time and
 * priority are appended in rising order, and prepended in falling order and before all others.
 */
#ifndef ENGINE_RADIX_H
#define ENGINE_RADIX_H

#include "engine/keylist.h"

enum {
    RADIX_PRIORITY_BITS = 6, /* highest bits of key.order */
    RADIX_GATHER = 32,       /* most keys that radix_gather returns */
};

struct radix;

/* Whether KEY still stands for an event of OWNER. */
typedef bool radix_live_fn(const void *owner, struct key key);

struct radix *radix_new(struct arena *arena);

/* Forgets all keys; memory is kept. */
void radix_clear(struct radix *radix);

bool radix_empty(const struct radix *radix);

/* Sets the base; only while empty. */
void radix_start(struct radix *radix, uint64_t base);

/* Adds KEY, the largest so far of its time and priority. */
void radix_append(struct radix *radix, struct key key);

/* Adds KEY, the smallest so far of its time and priority. */
void radix_prepend(struct radix *radix, struct key key);

/*
 * Takes the smallest keys out into KEYS (room for RADIX_GATHER), rising, and returns their number:
 * 0 when no key's time is at most LIMIT.  All keys up to and including *EDGE were taken; all that
 * remain lie beyond it.
 */
uint32_t radix_gather(struct radix *radix, uint64_t limit, struct key *keys, struct key *edge);

/*
 * Copies into KEYS (room for RADIX_GATHER) keys that the next radix_gather will probably return, in no
 * order, and returns their number: a hint for fetching what belongs to them.
 */
uint32_t radix_coming(const struct radix *radix, struct key *keys);

/*
 * The smallest time of a live key into *TIME, false when there is none.  Takes dead keys out while
 * looking, if *DEAD_COUNT of them are left in OWNER's queue, and counts them off.
 */
bool radix_next(struct radix *radix, radix_live_fn *live, const void *owner, size_t *dead_count,
                uint64_t *time);

/* Takes all dead keys out and returns their number. */
size_t radix_sweep(struct radix *radix, radix_live_fn *live, const void *owner);

#endif
