/* SPDX-License-Identifier: Apache-2.0 */
/*
 * outcome - fills the batch with what is known at the end of a replication.
 */
#ifndef WORLD_OUTCOME_H
#define WORLD_OUTCOME_H

#include "world/world_state.h"

/* All rows of the replication, stopped ones too, into the world's batch; once, at its end. */
void outcome_write(struct world *world);

/* The part that is about money. */
void outcome_write_money(struct world *world);

/* The parts about power and cooling, and about the racks that halls can hold. */
void outcome_write_plant(struct world *world);
void outcome_write_fit(struct world *world);

/* UPS and unit transformers of each hall, as designed. */
void outcome_write_levels(struct world *world);

/* The power bills, and carbon dioxide. */
void outcome_write_bills(struct world *world);

/* Cooling of each group of halls in extremes and without power. */
void outcome_write_cooling(struct world *world);

/* Whether this replication keeps every posting, gate and happening. */
bool outcome_detailed(const struct world *world);

/* Cells that name a record (NULL: none) and a party (index; outside: none). */
int64_t outcome_record(const struct record *record);
int64_t outcome_party(const struct world *world, int party);

#endif
