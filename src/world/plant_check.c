/* SPDX-License-Identifier: Apache-2.0 */
#include "world/plant_state.h"

#include "cooling/cooling_type.h"

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

struct plant_check plant_check(const struct plant_plan *plan, int group)
{
    int s = site_of(plan, group);
    const struct hall_group *halls = halls_design(plan->halls, group);
    const struct weather_site *air = &plan->weather->sites[s];
    struct load_group sized = {.halls = *halls,
                               .liquid_ratio = halls->liquid_ratio,
                               .rack_supply_k = halls->rack_supply_k,
                               .water_most_kg_s = plant_water_share_kg_s(plan, s, group)};
    load_group_size(&sized, air);
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
