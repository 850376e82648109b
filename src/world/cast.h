/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cast - all models of one replication, and how they are compiled, started and published together.
 *
 * The order is the order of dependence: what stands on the site, what is built, what fills it, who
 * asks for it, who pays.
 */
#ifndef WORLD_CAST_H
#define WORLD_CAST_H

#include "demand/demand.h"
#include "economics/economics.h"
#include "funding/funding.h"
#include "racks/racks.h"
#include "schedule/schedule.h"
#include "world/plant.h"

/* Constant, shared by all replications. */
struct cast_plan {
    const struct plan *plan;
    const struct plant_plan *plant;
    const struct schedule_plan *schedule;
    const struct racks_plan *racks;
    const struct demand_plan *demand;
    const struct funding_plan *funding;
    const struct economics_plan *economics;
    struct racks_halls halls;        /* all halls, as racks see them */
    const struct demand_pool *pools; /* by fleet of racks */
    int pool_count;
};

struct cast {
    const struct cast_plan *plan;
    struct run *run;
    struct plant *plant;
    struct schedule *schedule;
    struct racks *racks;
    struct demand *demand;
    struct funding *funding;
    struct economics *economics;
};

/* NULL after errors; all models are compiled in any case, so that all mistakes are told. */
const struct cast_plan *cast_compile(const struct plan *plan, struct weather_cache *cache,
                                     struct arena *arena, struct diag *diag);

/* Starts every model in RUN. */
struct cast *cast_start(const struct cast_plan *plan, struct run *run);

/* Has every model set its state metrics. */
void cast_publish(struct cast *cast);

/* Tests every condition that a model looks after. */
void cast_test(struct cast *cast, bool test_date);

#endif
