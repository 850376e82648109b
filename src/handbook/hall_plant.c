/* SPDX-License-Identifier: Apache-2.0 */
#include "handbook/hall_plant.h"

#include "world/hall_levels.h"
#include "world/site_load.h"

#include <math.h>
#include <stddef.h>

/* As of the field table of <hall>. */
static const double distribution_ratio = 0.01, loss_heat_ratio = 0.8, power_factor_ratio = 0.98;
enum { LIVE = 4 }; /* of UPS and of transformers, with one more */

struct hall_plant {
    struct load_group group;
};

/* N+1 of UPS; transformers N+1 too, as many as full load behind it takes. */
static void lay_power(struct hall_group *halls)
{
    struct redundancy_system system = redundancy_system(REDUNDANCY_N_PLUS_1, LIVE);
    double ups_load_w = halls->it_capacity_w * (1 + distribution_ratio);
    halls->power_factor_ratio = power_factor_ratio;
    halls->ups_w = redundancy_level_of(system, ups_load_w * redundancy_installed_ratio(system));
    if (!halls->transformer)
        return;
    halls->transformers = redundancy_level_of_units(system, hall_levels_transformers(halls, system), 1);
}

struct hall_plant *hall_plant_new(const struct hall_plant_spec *spec, struct arena *arena)
{
    struct hall_plant *plant = arena_alloc(arena, sizeof *plant);
    struct weather_site air = {.extreme_dry_bulb_k = spec->extreme_dry_bulb_k,
                               .extreme_wet_bulb_k = spec->extreme_wet_bulb_k};
    plant->group.halls = (struct hall_group){.ups = spec->ups,
                                             .transformer = spec->transformer,
                                             .cooling = spec->cooling,
                                             .hall_count = 1,
                                             .it_capacity_w = spec->it_w,
                                             .distribution_loss_ratio = distribution_ratio,
                                             .liquid_ratio = spec->liquid_ratio,
                                             .rack_supply_k = spec->rack_supply_k,
                                             .loss_heat_ratio = loss_heat_ratio};
    lay_power(&plant->group.halls);
    plant->group.liquid_ratio = spec->liquid_ratio;
    plant->group.rack_supply_k = spec->rack_supply_k;
    load_group_size(&plant->group, &air);
    return plant;
}

/* COUNT hours, at most a chunk, added to the sums. */
static void run_chunk(const struct hall_plant *plant, int count, const double *dry_k, const double *wet_k,
                      const double *it_w, struct hall_plant_means *sum)
{
    double room[PART_COUNT][SITE_LOAD_CHUNK], limit_w[SITE_LOAD_CHUNK];
    struct load_hours hours = {.count = count, .dry_bulb_k = dry_k, .wet_bulb_k = wet_k, .it_w = &it_w};
    for (int p = 0; p < PART_COUNT; p++)
        hours.part[p] = room[p];
    site_load_run(&plant->group, 1, 0, &hours);
    cooling_limit_block(&plant->group.cooling, count, dry_k, wet_k, limit_w);
    for (int i = 0; i < count; i++) {
        sum->it_w += room[PART_IT][i];
        sum->facility_w += room[PART_LOAD][i];
        sum->distribution_w += room[PART_DISTRIBUTION][i];
        sum->ups_w += room[PART_UPS][i];
        sum->transformer_w += room[PART_UNIT_TRANSFORMER][i];
        sum->fan_w += room[PART_FAN][i];
        sum->chiller_w += room[PART_CHILLER][i];
        sum->pump_w += room[PART_PUMP][i];
        sum->air_fan_w += room[PART_AIR_FAN][i];
        sum->water_kg_s += room[PART_WATER][i];
        sum->supply_k = fmax(sum->supply_k, room[PART_SUPPLY][i]);
        sum->limit_w = fmin(sum->limit_w, limit_w[i]);
    }
}

struct hall_plant_means hall_plant_run(const struct hall_plant *plant, int count, const double *dry_bulb_k,
                                       const double *wet_bulb_k, double load_ratio)
{
    struct hall_plant_means sum = {.limit_w = INFINITY};
    double it_w[SITE_LOAD_CHUNK];
    for (int i = 0; i < SITE_LOAD_CHUNK; i++)
        it_w[i] = load_ratio * plant->group.halls.it_capacity_w;
    for (int at = 0; at < count; at += SITE_LOAD_CHUNK) {
        int part = count - at < SITE_LOAD_CHUNK ? count - at : SITE_LOAD_CHUNK;
        run_chunk(plant, part, dry_bulb_k + at, wet_bulb_k + at, it_w, &sum);
    }
    double *const means[] = {&sum.it_w,          &sum.facility_w, &sum.distribution_w, &sum.ups_w,
                             &sum.transformer_w, &sum.fan_w,      &sum.chiller_w,      &sum.pump_w,
                             &sum.air_fan_w,     &sum.water_kg_s};
    for (size_t i = 0; i < sizeof means / sizeof *means; i++)
        *means[i] /= count;
    return sum;
}
