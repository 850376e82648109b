/* SPDX-License-Identifier: Apache-2.0 */
#include "world/cast.h"

#include "cooling/cooling_type.h"
#include "halls/hall.h"
#include "world/hall_fit.h"
#include "world/hall_levels.h"

/* The coolant a hall gives its racks is the facility supply and the approach of its CDUs. */
static double hall_supply_k(const struct record *hall)
{
    const struct record *type = record_ref(hall, HALL_COOLING);
    return record_number(type, COOLING_FACILITY_SUPPLY) + record_number(type, COOLING_CDU_APPROACH);
}

static struct racks_halls list_halls(const struct plan *plan, struct arena *arena)
{
    struct record_list halls = plan_list(plan, &halls_hall_kind);
    struct racks_hall *items = arena_array(arena, (size_t)halls.count, sizeof *items);
    for (int i = 0; i < halls.count; i++)
        items[i] = (struct racks_hall){.record = halls.items[i],
                                       .site = halls.items[i]->site->index,
                                       .positions = (int)record_count(halls.items[i], HALL_POSITIONS),
                                       .it_capacity_w = record_number(halls.items[i], HALL_IT_CAPACITY),
                                       .rack_supply_k = hall_supply_k(halls.items[i])};
    return (struct racks_halls){.items = items, .count = halls.count};
}

static bool compile_demand(struct cast_plan *cast, struct arena *arena, struct diag *diag)
{
    int count = racks_fleet_count(cast->racks);
    struct demand_pool *pools = arena_array(arena, (size_t)count, sizeof *pools);
    double *packages = arena_array(arena, (size_t)count, sizeof *packages);
    for (int f = 0; f < count; f++) {
        struct racks_fleet fleet = racks_fleet(cast->racks, f);
        pools[f] = (struct demand_pool){.site = fleet.site, .system = fleet.system};
        packages[f] = fleet.package_count;
    }
    cast->pools = pools;
    cast->pool_count = count;
    cast->demand = demand_compile(cast->plan, pools, packages, count, arena, diag);
    return cast->demand != NULL;
}

const struct cast_plan *cast_compile(const struct plan *plan, struct weather_cache *cache,
                                     struct arena *arena, struct diag *diag)
{
    struct cast_plan *cast = arena_alloc(arena, sizeof *cast);
    cast->plan = plan;
    cast->plant = plant_compile(plan, plan->layout, cache, arena, diag);
    cast->schedule = schedule_compile(plan, plan->layout, arena, diag);
    cast->halls = list_halls(plan, arena);
    cast->racks = racks_compile(plan, plan->layout, &cast->halls, arena, diag);
    bool fits = hall_fit_check(plan, &cast->halls, diag);
    hall_levels_check_inlets(plan, diag);
    if (cast->plant)
        plant_check_condensers(cast->plant, diag);
    bool good = fits && cast->plant && cast->schedule && cast->racks && compile_demand(cast, arena, diag);
    cast->funding = funding_compile(plan, plan->layout, arena, diag);
    cast->economics = economics_compile(plan, plan->layout, arena, diag);
    return good && cast->funding && cast->economics ? cast : NULL;
}

static void on_hall(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    struct cast *cast = subject;
    racks_hall_ready(cast->racks, (int)argument, cast->plan->halls.items[argument].positions);
}

/* A site as those see it who ask for the air of a day. */
struct outdoors {
    const struct plant *plant;
    int site;
};

static double day_air_k(const void *subject, int64_t day)
{
    const struct outdoors *outdoors = subject;
    struct weather_hours hours;
    double sum_k = 0;
    plant_air(outdoors->plant, outdoors->site, day, &hours);
    int count = hours.count < 24 ? hours.count : 24;
    for (int i = 0; i < count; i++)
        sum_k += hours.dry_bulb_k[i];
    return sum_k / count;
}

static void tell_air(struct cast *cast)
{
    int count = cast->plan->plant->site_count;
    struct outdoors *outdoors = arena_array(cast->run->arena, (size_t)count, sizeof *outdoors);
    for (int s = 0; s < count; s++) {
        outdoors[s] = (struct outdoors){cast->plant, s};
        economics_set_air(cast->economics, s, (struct market_air){day_air_k, &outdoors[s]});
    }
}

struct cast *cast_start(const struct cast_plan *plan, struct run *run)
{
    struct cast *cast = arena_alloc(run->arena, sizeof *cast);
    cast->plan = plan;
    cast->run = run;
    cast->plant = plant_start(plan->plant, run);
    cast->funding = funding_start(plan->funding, run);
    cast->economics = economics_start(plan->economics, run);
    tell_air(cast);
    cast->schedule = schedule_start(plan->schedule, run);
    cast->racks = racks_start(plan->racks, run);
    cast->demand = demand_start(plan->demand, run);
    for (int h = 0; h < plan->halls.count; h++) {
        struct progress_listener listener = {PHASE_PHYSICAL, on_hall, cast, h};
        progress_listen(run->progress, plan->halls.items[h].record, &listener);
    }
    return cast;
}

void cast_publish(struct cast *cast)
{
    plant_publish(cast->plant);
    schedule_publish(cast->schedule);
    racks_publish(cast->racks);
    funding_publish(cast->funding);
}

void cast_test(struct cast *cast, bool test_date)
{
    schedule_test(cast->schedule, test_date);
    funding_test(cast->funding, test_date);
}
