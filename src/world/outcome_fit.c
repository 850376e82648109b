/* SPDX-License-Identifier: Apache-2.0 */
#include "world/outcome.h"

#include "halls/hall.h"
#include "racks/rack_system.h"
#include "world/hall_levels.h"

#include <math.h>

#define MW_W 1e6
#define KW_W 1e3

/* In the order of the columns from positions on; ties go to the earlier. */
enum fit {
    FIT_POSITIONS,
    FIT_POWER,
    FIT_LIQUID,
    FIT_AIR,
    FIT_BUSWAY,
    FIT_FLOW,
    FIT_FLOOR,
    FIT_SUPPLY,
    FIT_INLET,
    FIT_COUNT
};

static const char *const fit_names[FIT_COUNT] = {
    "positions", "IT power", "liquid loop",         "hall air",     "busway",
    "flow",      "floor",    "coolant temperature", "inlet current"};
static const int fit_cells[FIT_COUNT] = {CELL_FIT_POSITIONS, CELL_FIT_BY_POWER,  CELL_FIT_BY_LIQUID,
                                         CELL_FIT_BY_AIR,    CELL_FIT_BY_BUSWAY, CELL_FIT_BY_FLOW,
                                         CELL_FIT_BY_FLOOR,  CELL_FIT_BY_SUPPLY, CELL_FIT_BY_INLET};

/* Whole racks of NEED that HAVE allows; a need of none is no limit. */
static int64_t racks_within(double have, double need)
{
    return need > 0 ? (int64_t)floor(have / need * (1 + 1e-9)) : CELL_NONE;
}

/* All positions or none, where the hall states what one of them bears. */
static int64_t all_or_none(const struct record *hall, int field, double need, int64_t positions)
{
    if (!record_has(hall, field) || isnan(need))
        return CELL_NONE;
    return need <= record_number(hall, field) * (1 + 1e-9) ? positions : 0;
}

static double optional(const struct record *record, int field)
{
    return record_has(record, field) ? record_number(record, field) : NAN;
}

static void find_fits(int64_t fits[FIT_COUNT], const struct racks_hall *place,
                      const struct racks_fleet *fleet, double peak_w)
{
    const struct record *hall = place->record, *system = fleet->system;
    double liquid = record_number(hall, HALL_LIQUID_SHARE),
           liquid_w = fleet->it_power_w * fleet->liquid_ratio;
    int64_t positions = place->positions;
    fits[FIT_POSITIONS] = positions;
    fits[FIT_POWER] = racks_within(place->it_capacity_w, fleet->it_power_w);
    fits[FIT_LIQUID] = racks_within(place->it_capacity_w * liquid, liquid_w);
    fits[FIT_AIR] = racks_within(place->it_capacity_w * (1 - liquid), fleet->it_power_w - liquid_w);
    fits[FIT_BUSWAY] = all_or_none(hall, HALL_POSITION_POWER, peak_w, positions);
    fits[FIT_FLOW] =
        all_or_none(hall, HALL_POSITION_FLOW, liquid_w * record_number(system, RACK_SYSTEM_FLOW), positions);
    fits[FIT_FLOOR] =
        all_or_none(hall, HALL_POSITION_WEIGHT, optional(system, RACK_SYSTEM_WEIGHT), positions);
    fits[FIT_SUPPLY] = place->rack_supply_k <= fleet->supply_limit_k ? positions : 0;
    fits[FIT_INLET] = hall_levels_fit_inlet(hall, system) ? positions : 0;
}

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
    double peak_w = optional(fleet.system, RACK_SYSTEM_PEAK_POWER);
    int64_t fits[FIT_COUNT];
    enum fit least = FIT_POSITIONS;
    union cell *row = batch_row(world->batch, TABLE_FIT);
    find_fits(fits, place, &fleet,
              isnan(peak_w) ? record_number(fleet.system, RACK_SYSTEM_RACK_POWER) : peak_w);
    for (enum fit fit = FIT_POSITIONS; fit < FIT_COUNT; fit++) {
        row[fit_cells[fit]].integer = fits[fit];
        if (fits[fit] != CELL_NONE && fits[fit] < fits[least])
            least = fit;
    }
    row[CELL_FIT_HALL].integer = place->record->number;
    row[CELL_FIT_SYSTEM].integer = fleet.system->number;
    row[CELL_FIT_CAPACITY].real = place->it_capacity_w / MW_W;
    row[CELL_FIT_RATED].real = fleet.it_power_w / KW_W;
    row[CELL_FIT_PEAK].real = peak_w / KW_W;
    row[CELL_FIT_RACKS].integer = fits[least];
    row[CELL_FIT_BOUND_BY].text = fit_names[least];
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
