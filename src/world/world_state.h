/* SPDX-License-Identifier: Apache-2.0 */
/*
 * world_state - what the files of the world share; nobody else includes it.
 */
#ifndef WORLD_WORLD_STATE_H
#define WORLD_WORLD_STATE_H

#include "plan/run.h"
#include "world/cast.h"
#include "world/milestones.h"
#include "world/operate.h"
#include "world/sampler.h"
#include "world/settle.h"
#include "world/world.h"

/* What a target looks at: a cell and a threshold in SI. */
struct target_cell {
    int cell;
    bool at_most;
    double threshold;
};

struct world_plan {
    const struct plan *plan;
    const struct cast_plan *cast;
    const struct sampler *sampler;
    struct record_list targets;
    const struct target_cell *target_cells; /* by target */
    struct record_list phases;
};

struct target_result {
    bool tested, met;
    double value; /* SI */
};

struct world {
    const struct world_plan *plan;
    int64_t detail_count;       /* replications that keep every posting, happening and gate */
    struct arena *arena;        /* of the replication */
    struct arena *engine_arena; /* of the sim, which keeps its memory */
    struct sim *sim;
    struct run run;
    struct bell publish;
    struct milestones *milestones;
    struct cast *cast;
    struct operate *operate;
    struct settle *settle;
    struct target_result *targets;
    struct batch *batch;
    int64_t next_date;     /* a test of conditions is scheduled for then */
    const char *stalemate; /* found before a long-stop date took the money away; NULL: none */
    int64_t stalemate_tick;
};

#endif
