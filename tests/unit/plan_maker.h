/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plan_maker - small plans for tests of models, written as kinds with texts, without a reader.
 *
 *     struct plan_maker *maker = plan_maker_new(arena, "2026-01-01", "2027-01-01");
 *     plan_maker_add(maker, &frame_party_kind, NULL, "owner", "role", "cloud", NULL);
 *     plan_maker_add(maker, &schedule_activity_kind, NULL, "dig", "duration", "pert 10 d|12 d|20 d", NULL);
 *     plan_maker_add(maker, &schedule_after_kind, "pave", "pave.after-1", "ref", "dig", NULL);
 *     const struct plan *plan = plan_maker_plan(maker);
 *
 * Texts are as users write them.  An uncertain value is "150 d", or a shape with its numbers in the
 * order low|mode|high (uniform low|high, normal mean|sd, lognormal p50|p90), then "|factor=ID
 * loading=0.5" if it has one.  Ids are given whole ("tx.h1"); a parent is named by its id.  Any
 * mistake fails the test.
 */
#ifndef PLAN_MAKER_H
#define PLAN_MAKER_H

#include "plan/run.h"

struct plan_maker;

/* A maker with the scenario record alone. */
struct plan_maker *plan_maker_new(struct arena *arena, const char *start, const char *end);

/* Says that KIND exists although no record of it does; METRICS will stand on the board. */
void plan_maker_kind(struct plan_maker *maker, const struct kind *kind);
void plan_maker_metrics(struct plan_maker *maker, const struct metric_table *metrics);

/*
 * Adds a record under PARENT (NULL: the scenario) with pairs of field name and text, ended by
 * NULL.  Fields left out take their default; required ones must be given.
 */
struct record *plan_maker_add(struct plan_maker *maker, const struct kind *kind, const char *parent,
                              const char *id, ...) __attribute__((sentinel));

/* Gives FIELD of the record ID another text before the plan is made; ID NULL: the scenario. */
void plan_maker_set(struct plan_maker *maker, const char *id, const char *field, const char *text);

/* The same with a value that has no text here: conditions, curves, series, hourly files. */
void plan_maker_put(struct plan_maker *maker, const char *id, const char *field, union value value);

/* Resolves references and closes the plan; call it once. */
const struct plan *plan_maker_plan(struct plan_maker *maker);

/* What models of one replication share, with the clock at the start of PLAN. */
struct run *plan_maker_run(const struct plan *plan, const struct metric_layout *layout, struct draw draw,
                           struct arena *arena);

#endif
