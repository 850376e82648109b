/* SPDX-License-Identifier: Apache-2.0 */
#include "world/plant_state.h"

#include "cooling/cooling_type.h"
#include "halls/hall.h"

enum design_bound plant_bound(const struct plant *plant, int group, double dry_bulb_k, double wet_bulb_k)
{
    return design_day_bound(&plant->groups[group].cooling, dry_bulb_k, wet_bulb_k);
}

static int site_of(const struct plant_plan *plan, int group)
{
    int site = 0;
    while (plan->first[site + 1] <= group)
        site++;
    return site;
}

/* The group's share of its site's water when all halls stand. */
double plant_water_share_kg_s(const struct plant_plan *plan, int site, int group)
{
    double wet_w = 0;
    for (int g = plan->first[site]; g < plan->first[site + 1]; g++)
        if (cooling_drinks(halls_design(plan->halls, g)->cooling))
            wet_w += halls_design(plan->halls, g)->it_capacity_w;
    return wet_w > 0 ? plan->water_kg_s[site] * halls_design(plan->halls, group)->it_capacity_w / wet_w : 0;
}

/* Group G with all its halls, sized. */
static struct load_group sized_group(const struct plant_plan *plan, int s, int g)
{
    const struct hall_group *halls = halls_design(plan->halls, g);
    struct load_group sized = {.halls = *halls,
                               .liquid_ratio = halls->liquid_ratio,
                               .rack_supply_k = halls->rack_supply_k,
                               .water_most_kg_s = plant_water_share_kg_s(plan, s, g)};
    load_group_size(&sized, &plan->weather->sites[s]);
    return sized;
}

struct plant_check plant_check(const struct plant_plan *plan, int group)
{
    int s = site_of(plan, group);
    const struct hall_group *halls = halls_design(plan->halls, group);
    const struct weather_site *air = &plan->weather->sites[s];
    struct load_group sized = sized_group(plan, s, group);
    struct plant_check check = {.site = halls->site,
                                .cooling = halls->cooling,
                                .hall_count = halls->hall_count,
                                .it_capacity_w = halls->it_capacity_w,
                                .wet_bulb_k = air->extreme_wet_bulb_k,
                                .inertia = inertia_of(&sized.cooling, &sized.duty)};
    struct cooling_plant out = sized.cooling;
    loop_take_out(&out.liquid, record_number(halls->cooling, COOLING_SPARE));
    loop_take_out(&out.air, record_number(halls->cooling, COOLING_SPARE));
    for (int n = 0; n < WEATHER_EXTREMES; n++) {
        check.days_out[n] = design_day_of(&out, air->extremes_k[n], air->extreme_wet_bulb_k);
        check.dry_bulb_k[n] = air->extremes_k[n];
        check.days[n] = design_day_of(&sized.cooling, air->extremes_k[n], air->extreme_wet_bulb_k);
    }
    return check;
}

/* How far the condensers of a group's chillers are beyond their curves on the design day; at most 0: not. */
static double condensers_beyond_k(const struct plant_plan *plan, int s, int g, double *sees_k)
{
    const struct weather_site *air = &plan->weather->sites[s];
    struct load_group sized = sized_group(plan, s, g);
    const struct loop *loops[] = {&sized.cooling.liquid, &sized.cooling.air};
    double dry_k = air->extreme_dry_bulb_k + sized.cooling.recirculation_k, most_k = 0;
    double wet_k = air->extreme_wet_bulb_k + COOLING_RECIRCULATION_WET_RATIO * sized.cooling.recirculation_k;
    for (size_t i = 0; i < sizeof loops / sizeof *loops; i++) {
        double loop_k, end_k;
        if (!loop_condensers(loops[i], dry_k, wet_k, &loop_k, &end_k) || loop_k - end_k <= most_k)
            continue;
        most_k = loop_k - end_k;
        *sees_k = loop_k;
    }
    return most_k;
}

static void warn_of_condensers(const struct record *hall, const struct record *cooling, double sees_k,
                               double beyond_k, struct diag *diag)
{
    const double zero_c_k = 273.15;
    diag_warn(diag, hall->span,
              "hall '%s': on the design day the condensers of its chillers (%s) see %.1f degC, and their "
              "curves end at %.1f degC",
              hall->id, cooling->id, sees_k - zero_c_k, sees_k - beyond_k - zero_c_k);
    diag_note(
        diag,
        "they are taken to give there what they give at the end, so that capacity and margins on hot days "
        "are too good: choose a chiller whose curves go further (gigaplan describe cooling-type), or hold "
        "more in reserve (spare-chillers) until the maker states what it gives");
}

void plant_check_condensers(const struct plant_plan *plan, struct diag *diag)
{
    const struct record_list halls = plan_list(plan->plan, &halls_hall_kind);
    const struct record *told_site = NULL, *told_cooling = NULL;
    for (int i = 0; i < halls.count; i++) {
        const struct record *hall = halls.items[i];
        int g = halls_group_of(plan->halls, hall);
        const struct record *cooling = halls_design(plan->halls, g)->cooling;
        double sees_k = 0, beyond_k;
        if (hall->site == told_site && cooling == told_cooling)
            continue; /* as the hall before */
        beyond_k = condensers_beyond_k(plan, site_of(plan, g), g, &sees_k);
        told_site = hall->site;
        told_cooling = cooling;
        if (beyond_k > 0)
            warn_of_condensers(hall, cooling, sees_k, beyond_k, diag);
    }
}
