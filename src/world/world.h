/* SPDX-License-Identifier: Apache-2.0 */
/*
 * world - one replication: the only place where the models meet.
 *
 * A compiled plan is constant and shared; each thread has a world of its own, which it runs once
 * for every replication.  The world hands every model the same run (clock, draws, books), looks
 * after the bells, operates the plant between events, and fills the batch with what happened.
 *
 * Order within a tick: plan/phase.h.
 */
#ifndef WORLD_WORLD_H
#define WORLD_WORLD_H

#include "base/diag.h"
#include "plan/record.h"
#include "store/batch.h"
#include "store/results.h"

struct profile;
struct weather_cache;
struct world;
struct world_plan;

/*
 * Compiles all models; NULL after errors, all of them told.  Owns: all in ARENA, with PLAN.  CACHE, which may
 * be NULL, keeps the weather for the next plan with the same climates (weather/weather.h).
 */
const struct world_plan *world_compile(const struct plan *plan, struct weather_cache *cache,
                                       struct arena *arena, struct diag *diag);

/* What the results file says about the plan: entities, records, metrics.  Borrowed from PLAN. */
const struct series_layout *world_series(const struct world_plan *plan);
void world_describe(const struct world_plan *plan, struct results_study *study, struct arena *arena);

/* A world whose first DETAIL_COUNT replications keep every posting, gate and happening in the batch. */
struct world *world_new(const struct world_plan *plan, int64_t detail_count);
void world_free(struct world *world);

/* From now on counts and times the world's events into PROFILE, its own ones by name; NULL ends it. */
void world_profile(struct world *world, struct profile *profile);

/*
 * Simulates REPLICATION of SEED into BATCH.  False when it ended early; the reason is in the batch.
 * The same (plan, seed, replication) gives the same batch, whatever ran before.
 */
bool world_run(struct world *world, uint64_t seed, uint32_t replication, struct batch *batch);

#endif
