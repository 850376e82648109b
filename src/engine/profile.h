/* SPDX-License-Identifier: Apache-2.0 */
/*
 * profile - how often each handler fired and what it cost.
 *
 * For finding where a slow scenario spends its time: sim_set_profile turns it on.  Times are of
 * the machine's clock and so differ from run to run; counts do not.  Rows stand in the order in
 * which handlers first fired or were named.
 *
 * Owns: the arena given to profile_new.  Threads: belongs to the thread of its sim.
 */
#ifndef ENGINE_PROFILE_H
#define ENGINE_PROFILE_H

#include "engine/queue.h"

struct profile;

struct profile_row {
    sim_handler_fn *handler;
    const char *name; /* "power.trip", or NULL when nobody named the handler */
    uint64_t count;
    uint64_t own_ns; /* spent in the handler, monotonic clock */
};

/* A profile without rows, in ARENA. */
struct profile *profile_new(struct arena *arena);

/* Gives HANDLER the name under which it is reported; NAME must outlive PROFILE. */
void profile_name(struct profile *profile, sim_handler_fn *handler, const char *name);

/* Around one event; events do not nest. */
void profile_start(struct profile *profile);
void profile_stop(struct profile *profile, sim_handler_fn *handler);

/* The rows, and their number into *COUNT; good until the next event. */
const struct profile_row *profile_rows(const struct profile *profile, size_t *count);

#endif
