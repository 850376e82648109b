/* SPDX-License-Identifier: Apache-2.0 */
/*
 * halls - which halls are commissioned, and what those of one build add up to.
 *
 * A hall is commissioned, and marked done, when all its needs are.  Halls of a site with the same UPS,
 * unit transformer, topologies, cooling and shares behave alike per watt, so they form a group: operate works
 * on groups, and a site of 20 equal halls costs as much as a site of one.
 *
 * Use by the world: halls_group for each group whenever the plant changed; halls_publish in PHASE_PUBLISH.
 * Owns: compile from its arena, start from the run's.  Threads: plan shared.
 */
#ifndef HALLS_HALLS_H
#define HALLS_HALLS_H

#include "physics/redundancy.h"
#include "plan/run.h"

extern const struct metric_table halls_metrics;

struct halls;
struct halls_plan;

/* Halls of a group that are commissioned, or all of them for the design. */
struct hall_group {
    const struct record *site;
    const struct record *ups;         /* ups-type, or NULL */
    const struct record *transformer; /* transformer-type, or NULL */
    const struct record *cooling;     /* cooling-type */
    int hall_count;
    double it_capacity_w;
    struct redundancy_level ups_w;
    double distribution_loss_ratio;       /* of the capacity, at full load */
    struct redundancy_level transformers; /* units */
    double power_factor_ratio;            /* that they feed */
    double liquid_ratio;                  /* share of IT heat that the liquid loop is built for */
    double rack_supply_k;                 /* warmest liquid at the racks that it is built for */
    double loss_heat_ratio;
    int64_t positions;
};

/* One hall as a group of its own. */
struct hall_group halls_alone(const struct record *hall);

/* Units of UPS that stand in HALL; 0 where ups-module leaves them open. */
int halls_ups_count(const struct record *hall);

/* NULL after errors. */
const struct halls_plan *halls_compile(const struct plan *plan, const struct metric_layout *layout,
                                       struct arena *arena, struct diag *diag);

/* Groups are numbered over all sites; those of one site stand together. */
int halls_group_count(const struct halls_plan *plan);
int halls_first_group(const struct halls_plan *plan, int site); /* site up to and with the site count */
int halls_group_of(const struct halls_plan *plan, const struct record *hall);

/* The group when all its halls are commissioned. */
const struct hall_group *halls_design(const struct halls_plan *plan, int group);

/* Halls of one replication in the run's arena; those without needs are commissioned at once. */
struct halls *halls_start(const struct halls_plan *plan, struct run *run);

/* The group as commissioned now; hall_count 0 and no capacity before the first. */
const struct hall_group *halls_group(const struct halls *halls, int group);

/* What a hall waits or waited for. */
const struct gate_set *halls_gates(const struct halls *halls, const struct record *hall);

/* Sets halls.it_commissioned and halls.positions of every site. */
void halls_publish(struct halls *halls);

#endif
