/* SPDX-License-Identifier: Apache-2.0 */
#include "world/outcome.h"

#include "racks/rack_system.h"
#include "world/hall_fit.h"

#include <math.h>

#define MW_W 1e6
#define KW_W 1e3

static const int fit_cells[HALL_FIT_COUNT] = {CELL_FIT_POSITIONS, CELL_FIT_BY_POWER,  CELL_FIT_BY_LIQUID,
                                              CELL_FIT_BY_AIR,    CELL_FIT_BY_BUSWAY, CELL_FIT_BY_FLOW,
                                              CELL_FIT_BY_FLOOR,  CELL_FIT_BY_SUPPLY, CELL_FIT_BY_INLET};

static int64_t standing(const struct world *world, int site, int fleet, int hall)
{
    struct racks_site_state state;
    racks_site_state(world->cast->racks, site, &state);
    int64_t racks = 0;
    for (int c = 0; c < state.cohort_count; c++)
        if (state.cohorts[c].fleet == fleet && state.cohorts[c].hall == hall)
            racks += state.cohorts[c].serving_racks;
    return racks;
}

static void write_fit(struct world *world, int hall, int fleet_index)
{
    const struct cast_plan *plan = world->plan->cast;
    const struct racks_hall *place = &plan->halls.items[hall];
    struct racks_fleet fleet = racks_fleet(plan->racks, fleet_index);
    struct hall_fit fit = hall_fit_of(place, fleet.system);
    enum hall_fit_limit least = hall_fit_least(&fit, HALL_FIT_COUNT);
    union cell *row = batch_row(world->batch, TABLE_FIT);
    for (enum hall_fit_limit limit = HALL_FIT_POSITIONS; limit < HALL_FIT_COUNT; limit++)
        row[fit_cells[limit]].integer = fit.racks[limit] == HALL_FIT_OPEN ? CELL_NONE : fit.racks[limit];
    row[CELL_FIT_HALL].integer = place->record->number;
    row[CELL_FIT_SYSTEM].integer = fleet.system->number;
    row[CELL_FIT_CAPACITY].real = place->it_capacity_w / MW_W;
    row[CELL_FIT_RATED].real = fleet.it_power_w / KW_W;
    row[CELL_FIT_PEAK].real = record_has(fleet.system, RACK_SYSTEM_PEAK_POWER)
                                  ? record_number(fleet.system, RACK_SYSTEM_PEAK_POWER) / KW_W
                                  : NAN;
    row[CELL_FIT_RACKS].integer = fit.racks[least];
    row[CELL_FIT_BOUND_BY].text = hall_fit_name(least);
    row[CELL_FIT_STANDING].integer = standing(world, place->site, fleet_index, hall);
}

void outcome_write_fit(struct world *world)
{
    const struct cast_plan *plan = world->plan->cast;
    if (!outcome_detailed(world))
        return;
    for (int hall = 0; hall < plan->halls.count; hall++)
        for (int fleet = 0; fleet < racks_fleet_count(plan->racks); fleet++)
            if (racks_fleet(plan->racks, fleet).site == plan->halls.items[hall].site)
                write_fit(world, hall, fleet);
}
