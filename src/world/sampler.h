/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sampler - copies the metric board into rows of the series, in the units the metrics declare.
 *
 * The owners of the board's cells are the entities of the series: entity 0 is the campus, then come the
 * sites, then the parties, each in the scenario's order; an owner's cells are the columns of its rows.
 */
#ifndef WORLD_SAMPLER_H
#define WORLD_SAMPLER_H

#include "plan/metric.h"
#include "store/batch.h"

struct sampler;

/* Owns nothing: all in ARENA.  LAYOUT must live as long. */
const struct sampler *sampler_new(const struct plan *plan, struct arena *arena);

/* What the results file must know: entities, metrics, columns. */
const struct series_layout *sampler_layout(const struct sampler *sampler);

/* One row for the campus, each site and each party at TICK; the board's next interval begins. */
void sampler_take(const struct sampler *sampler, struct metric_board *board, int64_t tick,
                  struct batch *batch);

/* The value of every cell over the whole replication, as KPI rows. */
void sampler_kpis(const struct sampler *sampler, const struct metric_board *board, struct batch *batch);

#endif
