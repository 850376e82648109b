/* SPDX-License-Identifier: Apache-2.0 */
#include "world/hall_levels.h"
#include "world/plant_state.h"
#include "world/plant_steps.h"

#include "cooling/water_supply.h"
#include "halls/hall.h"
#include "plan/frame.h"
#include "power/feed.h"
#include "power/power_types.h"

#include <math.h>
#include <string.h>

void plant_run_site(const struct plant *plant, int site, const struct load_hours *hours)
{
    int first = plant->plan->first[site];
    site_load_run(plant->groups + first, plant->plan->first[site + 1] - first, plant->sites[site].overhead_w,
                  hours);
}

void plant_use_scratch(struct load_hours *hours, struct scratch *scratch)
{
    for (int p = 0; p < PART_COUNT; p++)
        hours->part[p] = scratch->part[p];
}

/* Load of the site in this air with all groups at SHARE of their capacity. */
static double halls_load_w(const struct plant *plant, int site, double share, double dry_k, double wet_k)
{
    int first = plant->plan->first[site], count = plant->plan->first[site + 1] - first;
    struct load_hours hours = {
        .count = 1, .dry_bulb_k = &dry_k, .wet_bulb_k = &wet_k, .it_w = (const double *const *)plant->scaled};
    struct scratch scratch;
    for (int g = 0; g < count; g++)
        plant->scaled[g][0] = share * plant->groups[first + g].halls.it_capacity_w;
    plant_use_scratch(&hours, &scratch);
    plant_run_site(plant, site, &hours);
    return scratch.part[PART_LOAD][0];
}

static struct plant *new_plant(const struct plant_plan *plan, struct arena *arena)
{
    struct plant *plant = arena_alloc(arena, sizeof *plant);
    plant->plan = plan;
    plant->groups = arena_array(arena, (size_t)plan->group_count, sizeof *plant->groups);
    plant->sites = arena_array(arena, (size_t)plan->site_count, sizeof *plant->sites);
    plant->scaled = arena_array(arena, (size_t)plan->group_count, sizeof *plant->scaled);
    for (int g = 0; g < plan->group_count; g++)
        plant->scaled[g] = arena_array(arena, SITE_LOAD_CHUNK, sizeof **plant->scaled);
    return plant;
}

/* Design-day load per watt of IT, by site, with all halls built; without halls a watt is a watt. */
static const double *design_ratios(const struct plant_plan *plan, struct arena *arena)
{
    struct record_list sites = plan_list(plan->plan, &frame_site_kind);
    double *ratios = arena_array(arena, (size_t)plan->site_count, sizeof *ratios);
    struct arena *scratch = arena_new();
    struct plant *plant = new_plant(plan, scratch);
    for (int s = 0; s < plan->site_count; s++) {
        const struct weather_site *air = &plan->weather->sites[s];
        double it_w = 0;
        for (int g = plan->first[s]; g < plan->first[s + 1]; g++) {
            struct load_group *group = &plant->groups[g];
            group->halls = *halls_design(plan->halls, g);
            group->liquid_ratio = group->halls.liquid_ratio;
            group->rack_supply_k = group->halls.rack_supply_k;
            load_group_size(group, air);
            it_w += group->halls.it_capacity_w;
        }
        plant->sites[s].overhead_w = record_number(sites.items[s], SITE_OVERHEAD) * it_w;
        ratios[s] =
            it_w > 0 ? halls_load_w(plant, s, 1, air->extreme_dry_bulb_k, air->extreme_wet_bulb_k) / it_w : 1;
    }
    arena_free(scratch);
    return ratios;
}

static void warn_of_bare_sites(const struct plan *plan, struct diag *diag)
{
    struct record_list sites = plan_list(plan, &frame_site_kind);
    struct record_list feeds = plan_list(plan, &power_feed_kind);
    struct record_list halls = plan_list(plan, &halls_hall_kind);
    for (int s = 0; s < sites.count; s++) {
        bool fed = false, housed = false;
        for (int i = 0; i < feeds.count; i++)
            fed |= feeds.items[i]->site == sites.items[s];
        for (int i = 0; i < halls.count; i++)
            housed |= halls.items[i]->site == sites.items[s];
        if (!fed || housed)
            continue;
        diag_warn(diag, sites.items[s]->span, "site '%s' has a feed and no hall: nothing will use its power",
                  sites.items[s]->id);
        diag_note(diag, "its energised IT load is stated without losses and cooling, which nothing tells");
    }
}

const struct plant_plan *plant_compile(const struct plan *plan, const struct metric_layout *layout,
                                       struct weather_cache *cache, struct arena *arena, struct diag *diag)
{
    struct plant_plan *plant = arena_alloc(arena, sizeof *plant);
    bool good = cooling_check(plan, diag);
    good = power_types_check(plan, diag) && good;
    plant->plan = plan;
    plant->weather = weather_compile(plan, layout, cache, arena, diag);
    plant->power = power_compile(plan, layout, arena, diag);
    plant->halls = halls_compile(plan, layout, arena, diag);
    if (!good || !plant->weather || !plant->power || !plant->halls)
        return NULL;
    plant->site_count = plan_list(plan, &frame_site_kind).count;
    plant->group_count = halls_group_count(plant->halls);
    int *first = arena_array(arena, (size_t)plant->site_count + 1, sizeof *first);
    for (int s = 0; s <= plant->site_count; s++)
        first[s] = halls_first_group(plant->halls, s);
    plant->first = first;
    double *water_kg_s = arena_array(arena, (size_t)plant->site_count, sizeof *water_kg_s);
    for (int s = 0; s < plant->site_count; s++)
        water_kg_s[s] = water_supply_kg_s(plan, plan_list(plan, &frame_site_kind).items[s]);
    plant->water_kg_s = water_kg_s;
    plant->load_per_it_ratio = design_ratios(plant, arena);
    warn_of_bare_sites(plan, diag);
    hall_levels_check(plan, diag);
    return plant;
}

struct plant *plant_start(const struct plant_plan *plan, struct run *run)
{
    struct plant *plant = new_plant(plan, run->arena);
    plant->run = run;
    plant->power = power_start(plan->power, run);
    plant->halls = halls_start(plan->halls, run);
    for (int g = 0; g < plan->group_count; g++) {
        const struct hall_group *design = halls_design(plan->halls, g);
        plant->groups[g].liquid_ratio = design->liquid_ratio;
        plant->groups[g].rack_supply_k = design->rack_supply_k;
    }
    for (int s = 0; s < plan->site_count; s++)
        power_set_design(plant->power, s, plan->load_per_it_ratio[s],
                         plan->weather->sites[s].extreme_dry_bulb_k);
    return plant;
}

struct power *plant_power(struct plant *plant)
{
    return plant->power;
}

struct halls *plant_halls(struct plant *plant)
{
    return plant->halls;
}

void plant_publish(struct plant *plant)
{
    power_publish(plant->power);
    halls_publish(plant->halls);
}

void plant_set_racks(struct plant *plant, int group, double liquid_ratio, double rack_supply_k)
{
    struct load_group *g = &plant->groups[group];
    g->stale |= g->liquid_ratio != liquid_ratio || g->rack_supply_k != rack_supply_k;
    g->liquid_ratio = liquid_ratio;
    g->rack_supply_k = rack_supply_k;
}

/* Parts the site's water among the halls that take any, by their capacity. */
static void share_water(struct plant *plant, int s)
{
    const struct plant_plan *plan = plant->plan;
    double wet_w = 0;
    if (!(plan->water_kg_s[s] > 0))
        return;
    for (int g = plan->first[s]; g < plan->first[s + 1]; g++)
        if (cooling_drinks(halls_design(plan->halls, g)->cooling))
            wet_w += halls_group(plant->halls, g)->it_capacity_w;
    for (int g = plan->first[s]; wet_w > 0 && g < plan->first[s + 1]; g++) {
        struct load_group *group = &plant->groups[g];
        if (!cooling_drinks(halls_design(plan->halls, g)->cooling))
            continue;
        double share_kg_s = plan->water_kg_s[s] * halls_group(plant->halls, g)->it_capacity_w / wet_w;
        group->stale |= share_kg_s != group->water_most_kg_s;
        group->water_most_kg_s = share_kg_s;
    }
}

void plant_take(struct plant *plant)
{
    const double hotter_k = 4; /* generated years may pass the stated extreme by a little */
    const struct plant_plan *plan = plant->plan;
    struct record_list sites = plan_list(plan->plan, &frame_site_kind);
    for (int s = 0; s < plan->site_count; s++) {
        const struct weather_site *air = &plan->weather->sites[s];
        struct site *site = &plant->sites[s];
        bool stale = false;
        share_water(plant, s);
        site->halls_w = 0;
        for (int g = plan->first[s]; g < plan->first[s + 1]; g++) {
            struct load_group *group = &plant->groups[g];
            const struct hall_group *now = halls_group(plant->halls, g);
            group->stale |= now->hall_count != group->halls.hall_count;
            site->halls_w += now->it_capacity_w;
            stale |= group->stale;
            if (group->stale) {
                group->halls = *now;
                load_group_size(group, air);
                group->stale = false;
            }
        }
        power_site_state(plant->power, s, &site->supply);
        site->overhead_w = record_number(sites.items[s], SITE_OVERHEAD) * site->halls_w;
        if (stale) {
            double dry_k = air->extreme_dry_bulb_k + hotter_k, wet_k = air->extreme_wet_bulb_k + hotter_k;
            site->peak_w = halls_load_w(plant, s, 1, dry_k, wet_k);
            site->idle_w = halls_load_w(plant, s, 0, dry_k, wet_k);
        }
    }
}

double plant_group_w(const struct plant *plant, int group)
{
    return plant->groups[group].halls.it_capacity_w;
}

const struct power_state *plant_supply(const struct plant *plant, int site)
{
    return &plant->sites[site].supply;
}

void plant_air(const struct plant *plant, int site, int64_t tick, struct weather_hours *out)
{
    weather_hours(plant->plan->weather, &plant->run->draw, site, tick, out);
}

struct plant_hours plant_hours_new(int count, struct arena *arena)
{
    struct plant_hours hours = {.count = count};
    double **const arrays[] = {&hours.it_total_w,
                               &hours.distribution_w,
                               &hours.ups_w,
                               &hours.unit_transformer_w,
                               &hours.main_transformer_w,
                               &hours.fan_w,
                               &hours.chiller_w,
                               &hours.pump_w,
                               &hours.air_fan_w,
                               &hours.overhead_w,
                               &hours.facility_w,
                               &hours.water_kg_s,
                               &hours.supply_k,
                               &hours.liquid_heat_w,
                               &hours.air_heat_w,
                               &hours.liquid_chiller_w,
                               &hours.raised_k};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        *arrays[i] = arena_array(arena, (size_t)count, sizeof(double));
    return hours;
}

/* The arrays of HOURS from AT on as parts. */
static struct load_hours parts_of(const struct plant_hours *h, int at, double *load_w)
{
    return (struct load_hours){
        .count = h->count - at < SITE_LOAD_CHUNK ? h->count - at : SITE_LOAD_CHUNK,
        .dry_bulb_k = h->dry_bulb_k + at,
        .wet_bulb_k = h->wet_bulb_k + at,
        .it_w = h->it_w,
        .at = at,
        .part = {[PART_IT] = h->it_total_w + at,
                 [PART_DISTRIBUTION] = h->distribution_w + at,
                 [PART_UPS] = h->ups_w + at,
                 [PART_UNIT_TRANSFORMER] = h->unit_transformer_w + at,
                 [PART_FAN] = h->fan_w + at,
                 [PART_CHILLER] = h->chiller_w + at,
                 [PART_PUMP] = h->pump_w + at,
                 [PART_AIR_FAN] = h->air_fan_w + at,
                 [PART_WATER] = h->water_kg_s + at,
                 [PART_LIQUID_HEAT] = h->liquid_heat_w + at,
                 [PART_AIR_HEAT] = h->air_heat_w + at,
                 [PART_LIQUID_CHILLER] = h->liquid_chiller_w + at,
                 [PART_RAISED] = h->raised_k + at,
                 [PART_LOAD] = load_w,
                 [PART_SUPPLY] = h->supply_k + at},
    };
}

/* A site without supply: nothing runs, nothing is lost. */
static void run_dark(const struct plant_hours *h)
{
    double *const arrays[] = {h->it_total_w,
                              h->distribution_w,
                              h->ups_w,
                              h->unit_transformer_w,
                              h->main_transformer_w,
                              h->fan_w,
                              h->chiller_w,
                              h->pump_w,
                              h->air_fan_w,
                              h->overhead_w,
                              h->facility_w,
                              h->water_kg_s,
                              h->supply_k,
                              h->liquid_heat_w,
                              h->air_heat_w,
                              h->liquid_chiller_w,
                              h->raised_k};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        memset(arrays[i], 0, (size_t)h->count * sizeof(double));
}

static void fill(double *row, double value, int count)
{
    for (int i = 0; i < count; i++)
        row[i] = value;
}

void plant_run_block(struct plant *plant, int site, const struct plant_hours *hours)
{
    const struct site *s = &plant->sites[site];
    if (!(fmin(power_feed_load_w(&s->supply), power_firm_load_w(&s->supply)) > 0)) {
        run_dark(hours);
        return;
    }
    for (int at = 0; at < hours->count; at += SITE_LOAD_CHUNK) {
        LANES_ALIGNED double load_w[SITE_LOAD_CHUNK];
        struct load_hours part = parts_of(hours, at, load_w);
        plant_run_site(plant, site, &part);
        power_feed_block(&s->supply, part.count, load_w, hours->main_transformer_w + at,
                         hours->facility_w + at);
        fill(hours->overhead_w + at, s->overhead_w, part.count);
    }
}

void plant_run_halls(struct plant *plant, int site, const struct plant_hours *hours, double *load_w)
{
    for (int at = 0; at < hours->count; at += SITE_LOAD_CHUNK) {
        struct load_hours part = parts_of(hours, at, load_w + at);
        plant_run_site(plant, site, &part);
        fill(hours->overhead_w + at, plant->sites[site].overhead_w, part.count);
    }
}

double plant_idle_w(const struct plant *plant, int site)
{
    return plant->sites[site].idle_w;
}
