/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plant_world - weather, power, halls and cooling of a scenario text, running in a sim of their own.
 */
#ifndef PLANT_WORLD_H
#define PLANT_WORLD_H

#include "world/plant.h"

struct plant_world {
    struct arena *arena;
    struct diag *diag;
    struct plan *plan;
    const struct metric_layout *layout;
    const struct plant_plan *plant_plan;
    struct run run;
    struct plant *plant;
};

/* Compiles BODY, the inside of a <scenario> from 2026-01-01 to 2033-01-01; aborts the test on errors. */
struct plant_world *plant_world_open(const char *body);
void plant_world_close(struct plant_world *world);

/* Starts a replication and runs its events up to TICK; the plant is taken then. */
void plant_world_start(struct plant_world *world, uint32_t replication);
void plant_world_run(struct plant_world *world, int64_t tick);

/* Tick of a date, and the value of a metric of a site. */
int64_t plant_world_tick(int year, int month, int day);
double plant_world_metric(const struct plant_world *world, const char *name, const char *site);

/* Reads dry and wet bulb of a reference year; false when the reference data are absent. */
bool plant_world_year(const char *name, double *dry_bulb_k, double *wet_bulb_k);

/* A climate, a cooling type and equipment that the tests share. */
extern const char plant_world_catalogue[];

#endif
