/* SPDX-License-Identifier: Apache-2.0 */
/*
 * logbook_air - what a site's plant took in which air and at which load, by year; of replications kept in
 * detail.
 *
 * An hour is counted twice: by its dry bulb and by its wet bulb, in spans of a kelvin; hours beyond the first
 * or the last span count there.  Loads are the IT draw as a share of the IT capacity of the halls
 * commissioned, in quarters.
 *
 * Owns: from the arena.
 */
#ifndef WORLD_LOGBOOK_AIR_H
#define WORLD_LOGBOOK_AIR_H

#include "base/arena.h"
#include "store/batch.h"

#include <stdint.h>

struct logbook_block;
struct logbook_air;

/* One site from START to END. */
struct logbook_air *logbook_air_new(int64_t start, int64_t end, struct arena *arena);

/* Adds BLOCK of the site, in the order of time. */
void logbook_air_add(struct logbook_air *air, const struct logbook_block *block);

/* Rows of plant_air. */
void logbook_air_write(const struct logbook_air *air, int64_t entity, struct batch *batch);

#endif
