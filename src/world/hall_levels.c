/* SPDX-License-Identifier: Apache-2.0 */
#include "world/hall_levels.h"

#include "halls/hall.h"
#include "power/power_types.h"
#include "racks/rack_order.h"
#include "racks/rack_system.h"
#include "world/site_load.h"

#include <math.h>

#define MVA_VA 1e6
#define MW_W   1e6

static const double rounding = 1e-9;

static void put_topology(struct hall_level *level, const struct record *hall, int topology, int live)
{
    level->topology = (enum redundancy)record_choice(hall, topology);
    level->system = redundancy_system(level->topology, (int)record_count(hall, live));
}

void hall_levels_of(const struct record *hall, struct hall_level levels[HALL_LEVEL_COUNT])
{
    struct hall_group alone = halls_alone(hall);
    struct chain chain = load_chain(&alone);
    struct chain_flow full = chain_flow_at(&chain, alone.it_capacity_w);
    struct hall_level *steel = &levels[HALL_LEVEL_TRANSFORMER], *ups = &levels[HALL_LEVEL_UPS];
    *steel = *ups = (struct hall_level){.power_factor_ratio = 1};
    put_topology(steel, hall, HALL_TRANSFORMER_REDUNDANCY, HALL_TRANSFORMER_LIVE);
    put_topology(ups, hall, HALL_UPS_REDUNDANCY, HALL_UPS_LIVE);
    if (alone.ups) {
        ups->type = alone.ups;
        ups->unit_count = halls_ups_count(hall);
        ups->capacity_w = alone.ups_w;
        ups->load_w = full.ups_w;
        ups->loss_w = full.transformer_w - full.ups_w;
    }
    if (alone.transformer) {
        steel->type = alone.transformer;
        steel->unit_count = (int)lround(alone.transformers.installed);
        steel->rated_va = record_number(alone.transformer, TRANSFORMER_TYPE_RATING);
        steel->power_factor_ratio = alone.power_factor_ratio;
        steel->capacity_w =
            redundancy_level_scaled(alone.transformers, steel->rated_va * alone.power_factor_ratio);
        steel->load_w = full.transformer_w;
        steel->loss_w = full.input_w - full.transformer_w;
    }
}

static bool is_direct(const struct record *ups)
{
    return record_choice(ups, UPS_TYPE_OUTPUT) == UPS_TYPE_800VDC;
}

const char *hall_level_name(const struct hall_level *level)
{
    if (level->type->kind != &power_ups_type_kind)
        return "unit transformers";
    return is_direct(level->type) ? "rectifier" : "UPS";
}

bool hall_levels_fit_inlet(const struct record *hall, const struct record *system)
{
    bool direct = record_has(hall, HALL_UPS) && is_direct(record_ref(hall, HALL_UPS));
    return direct == (record_choice(system, RACK_SYSTEM_INLET) == RACK_SYSTEM_800VDC);
}

const char *hall_level_topology(const struct hall_level *level, struct arena *arena)
{
    static const char *const names[] = {"N", "N+1", "N+2", "2N", "3N/2", "4N/3", "catcher"};
    if (level->topology == REDUNDANCY_N)
        return names[REDUNDANCY_N];
    return arena_printf(arena, "%s, %d + %d", names[level->topology], level->system.live_count,
                        level->system.spare_count);
}

int hall_levels_transformers(const struct hall_group *halls, struct redundancy_system system)
{
    struct hall_group one = *halls;
    double rated_w = record_number(one.transformer, TRANSFORMER_TYPE_RATING) * one.power_factor_ratio;
    one.transformers = (struct redundancy_level){1, 1, 1};
    struct chain chain = load_chain(&one);
    double needed = chain_flow_at(&chain, one.it_capacity_w).transformer_w / rated_w;
    return redundancy_unit_count(system, (int)ceil(needed * (1 - rounding)));
}

/* What would do: of UPS the units of their size, of transformers their number. */
static void tell_remedy(const struct record *hall, const struct hall_level *level, int kind,
                        struct diag *diag)
{
    struct hall_group alone = halls_alone(hall);
    if (kind == HALL_LEVEL_TRANSFORMER) {
        diag_note(diag, "%d of '%s' would do (transformer-count), or another transformer-redundancy",
                  hall_levels_transformers(&alone, level->system), level->type->id);
        return;
    }
    double needed = ceil(level->load_w / record_number(hall, HALL_UPS_MODULE) * (1 - rounding));
    diag_note(diag, "%d of them would do (ups-count; left out, so many are installed)",
              redundancy_unit_count(level->system, (int)needed));
}

static void check_level(const struct record *hall, const struct hall_level *level, int kind,
                        struct arena *arena, struct diag *diag)
{
    const char *unit = kind == HALL_LEVEL_UPS ? "MW" : "MVA";
    double scale = level->power_factor_ratio * (kind == HALL_LEVEL_UPS ? MW_W : MVA_VA);
    double has_w = level->capacity_w.firm;
    bool bare = level->capacity_w.loaded * (1 + rounding) < level->load_w;
    if (!level->type || level->load_w <= has_w * (1 + rounding))
        return;
    diag_warn(diag, hall->span, "hall '%s': its %s carry %.4g %s of the %.4g %s of full load%s", hall->id,
              hall_level_name(level), (bare ? level->capacity_w.loaded : has_w) / scale, unit,
              level->load_w / scale, unit,
              bare ? ""
                   : arena_printf(arena, " (%s) with their reserve out", hall_level_topology(level, arena)));
    tell_remedy(hall, level, kind, diag);
}

/* ORDER may go to its halls, or to all of its site. */
static void check_inlet(const struct record *order, struct record_list halls, struct diag *diag)
{
    const struct record *system = record_ref(order, RACK_ORDER_SYSTEM);
    bool direct = record_choice(system, RACK_SYSTEM_INLET) == RACK_SYSTEM_800VDC;
    for (int i = 0; i < halls.count; i++) {
        const struct record *hall = halls.items[i];
        if (hall->site != order->site || hall_levels_fit_inlet(hall, system))
            continue;
        diag_warn(diag, order->span, "'%s': its racks take %s, and hall '%s' gives %s", order->id,
                  direct ? "800 VDC" : "AC", hall->id, direct ? "AC" : "800 VDC");
        diag_note(diag,
                  "the inlet of rack-system '%s' and the output of the hall's ups must agree: state other "
                  "halls, or convert beside the racks and state what they take there",
                  system->id);
        return;
    }
}

void hall_levels_check(const struct plan *plan, struct diag *diag)
{
    struct record_list halls = plan_list(plan, &halls_hall_kind);
    struct arena *arena = arena_new();
    for (int i = 0; i < halls.count; i++) {
        struct hall_level levels[HALL_LEVEL_COUNT];
        hall_levels_of(halls.items[i], levels);
        for (int kind = 0; kind < HALL_LEVEL_COUNT; kind++)
            check_level(halls.items[i], &levels[kind], kind, arena, diag);
    }
    arena_free(arena);
}

void hall_levels_check_inlets(const struct plan *plan, struct diag *diag)
{
    struct record_list halls = plan_list(plan, &halls_hall_kind),
                       orders = plan_list(plan, &racks_rack_order_kind);
    for (int i = 0; i < orders.count; i++) {
        struct record_list own = record_refs(orders.items[i], RACK_ORDER_HALLS);
        check_inlet(orders.items[i], own.count ? own : halls, diag);
    }
}
