/* SPDX-License-Identifier: Apache-2.0 */
/*
 * logbook_units - what generators, gas plants, batteries and interruptible feeds did, unit by unit and year
 * by year.
 *
 * Owns: from the arena.
 */
#ifndef WORLD_LOGBOOK_UNITS_H
#define WORLD_LOGBOOK_UNITS_H

#include "power/power.h"
#include "store/batch.h"

struct logbook_units;

/* No year with anything yet, for all sources and interruptible feeds of PLAN, in ARENA. */
struct logbook_units *logbook_units_new(const struct plan *plan, struct arena *arena);

/* What they did since the last call belongs to the year of MONTH, its start. */
void logbook_units_take(struct logbook_units *units, struct power *power, int64_t month);

/* Rows of unit_year; none for a year in which a unit was not there. */
void logbook_units_write(const struct logbook_units *units, struct batch *batch);

#endif
