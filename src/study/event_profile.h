/* SPDX-License-Identifier: Apache-2.0 */
/*
 * event_profile - which events a replication has, and where its time goes.
 *
 * A few replications are simulated once more, in one thread and without being stored, with the clock read
 * before and after each event.  Counts are the same in every run; times are those of the machine.
 */
#ifndef STUDY_EVENT_PROFILE_H
#define STUDY_EVENT_PROFILE_H

#include "base/table.h"
#include "world/world.h"

/*
 * A table of events by what they do, the longest first, per replication; those of the models are one
 * line.  The first COUNT replications of SEED; DETAIL_COUNT as for world_new.
 */
struct table *event_profile(const struct world_plan *plan, uint64_t seed, int count, int64_t detail_count,
                            struct arena *arena);

#endif
