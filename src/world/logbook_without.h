/* SPDX-License-Identifier: Apache-2.0 */
/*
 * logbook_without - what the supply still carries with one unit taken out, month by month.
 *
 * Units are feeds, substations, transformers, gas plants and farms of generators, the last two whole and by
 * one of their generators.
 *
 * Owns: from the arena.
 */
#ifndef WORLD_LOGBOOK_WITHOUT_H
#define WORLD_LOGBOOK_WITHOUT_H

#include "power/power.h"
#include "store/batch.h"

struct logbook_without;

/* A log without rows for the units of PLAN, in ARENA. */
struct logbook_without *logbook_without_new(const struct plan *plan, struct arena *arena);

/* Asks POWER as it stands, at the end of the month that begins at MONTH; DRY_K is that month's hottest air,
 * by site. */
void logbook_without_take(struct logbook_without *log, struct power *power, int64_t month,
                          const double *dry_k);

/* Rows of plant_without. */
void logbook_without_write(const struct logbook_without *log, struct batch *batch);

#endif
