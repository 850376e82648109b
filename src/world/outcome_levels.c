/* SPDX-License-Identifier: Apache-2.0 */
#include "world/outcome.h"

#include "world/hall_levels.h"

#include <math.h>

#define MW_W 1e6

static void write_level(struct world *world, const struct record *hall, const struct hall_level *level)
{
    union cell *row = batch_row(world->batch, TABLE_HALL_LEVEL);
    row[CELL_LEVEL_HALL].integer = hall->number;
    row[CELL_LEVEL_NAME].text = hall_level_name(level);
    row[CELL_LEVEL_TYPE].integer = level->type->number;
    row[CELL_LEVEL_TOPOLOGY].text = hall_level_topology(level, world->batch->arena);
    row[CELL_LEVEL_UNITS].integer = level->unit_count ? level->unit_count : CELL_NONE;
    row[CELL_LEVEL_INSTALLED].real = level->capacity_w.installed / MW_W;
    row[CELL_LEVEL_MVA].real =
        level->rated_va > 0 ? level->capacity_w.installed / level->power_factor_ratio / MW_W : NAN;
    row[CELL_LEVEL_FIRM].real = level->capacity_w.firm / MW_W;
    row[CELL_LEVEL_FULL].real = level->load_w / MW_W;
    row[CELL_LEVEL_LOAD].real = level->load_w / level->capacity_w.loaded;
    row[CELL_LEVEL_LOSS].real = level->loss_w / MW_W;
}

void outcome_write_levels(struct world *world)
{
    const struct cast_plan *plan = world->plan->cast;
    if (!outcome_detailed(world))
        return;
    for (int h = 0; h < plan->halls.count; h++) {
        const struct record *hall = plan->halls.items[h].record;
        struct hall_level levels[HALL_LEVEL_COUNT];
        hall_levels_of(hall, levels);
        for (int kind = 0; kind < HALL_LEVEL_COUNT; kind++)
            if (levels[kind].type)
                write_level(world, hall, &levels[kind]);
    }
}
