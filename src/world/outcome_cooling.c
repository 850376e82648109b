/* SPDX-License-Identifier: Apache-2.0 */
#include "world/outcome.h"

#include <math.h>

#define MW_W     1e6
#define ZERO_C_K 273.15

/* First hall of GROUP. */
static int64_t first_hall(const struct cast_plan *plan, int group)
{
    int h = 0;
    while (halls_group_of(plan->plant->halls, plan->halls.items[h].record) != group)
        h++;
    return plan->halls.items[h].record->number;
}

static void write_design(struct world *world, int64_t hall, const struct plant_check *check, int n)
{
    const struct design_day *day = &check->days[n];
    union cell *row = batch_row(world->batch, TABLE_DESIGN_DAY);
    row[CELL_DESIGN_HALL].integer = hall;
    row[CELL_DESIGN_YEARS].integer = weather_extreme_years[n];
    row[CELL_DESIGN_HALLS].integer = check->hall_count;
    row[CELL_DESIGN_CAPACITY].real = check->it_capacity_w / MW_W;
    row[CELL_DESIGN_DRY].real = check->dry_bulb_k[n] - ZERO_C_K;
    row[CELL_DESIGN_WET].real = check->wet_bulb_k - ZERO_C_K;
    row[CELL_DESIGN_CARRIES].real = day->capacity_w / MW_W;
    row[CELL_DESIGN_MARGIN].real = day->margin_w / MW_W;
    row[CELL_DESIGN_MARGIN_K].real = day->margin_k;
    row[CELL_DESIGN_BOUND_BY].text = design_bound_names[day->bound];
    row[CELL_DESIGN_OUT_CARRIES].real = check->days_out[n].capacity_w / MW_W;
    row[CELL_DESIGN_OUT_MARGIN].real = check->days_out[n].margin_w / MW_W;
}

static void put_seconds(union cell *cell, double seconds)
{
    cell->real = isfinite(seconds) ? seconds : NAN;
}

static void write_ride(struct world *world, int64_t hall, const struct plant_check *check)
{
    const struct inertia *i = &check->inertia;
    union cell *row = batch_row(world->batch, TABLE_RIDE_THROUGH);
    row[CELL_RIDE_HALL].integer = hall;
    row[CELL_RIDE_HALLS].integer = check->hall_count;
    row[CELL_RIDE_CAPACITY].real = check->it_capacity_w / MW_W;
    put_seconds(&row[CELL_RIDE_FLOW], i->liquid_flow_s);
    put_seconds(&row[CELL_RIDE_LIQUID], i->liquid_rejected_s);
    put_seconds(&row[CELL_RIDE_LIQUID_CHILLER], i->liquid_chiller_s);
    put_seconds(&row[CELL_RIDE_AIR], i->air_rejected_s);
    put_seconds(&row[CELL_RIDE_AIR_CHILLER], i->air_chiller_s);
    put_seconds(&row[CELL_RIDE_POWER_UPS], i->power_ups_s);
    put_seconds(&row[CELL_RIDE_POWER_BARE], i->power_bare_s);
    put_seconds(&row[CELL_RIDE_POWER], i->power_s);
    put_seconds(&row[CELL_RIDE_RESTART], i->restart_s);
}

void outcome_write_cooling(struct world *world)
{
    const struct cast_plan *plan = world->plan->cast;
    if (!outcome_detailed(world))
        return;
    for (int g = 0; g < plan->plant->group_count; g++) {
        struct plant_check check = plant_check(plan->plant, g);
        int64_t hall = first_hall(plan, g);
        for (int n = 0; n < WEATHER_EXTREMES; n++)
            write_design(world, hall, &check, n);
        write_ride(world, hall, &check);
    }
}
