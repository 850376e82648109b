/* SPDX-License-Identifier: Apache-2.0 */
/*
 * operate_racks - the racks in a block of operate: how many stand where, and day by day which share is up.
 */
#include "base/wide.h"
#include "world/operate_state.h"

#include <assert.h>
#include <math.h>

static struct stand *stand_of(struct operate *operate, int pool, int group)
{
    for (int k = 0; k < operate->stand_count; k++)
        if (operate->stands[k].pool == pool && operate->stands[k].group == group)
            return &operate->stands[k];
    struct stand *stand = &operate->stands[operate->stand_count++];
    *stand = (struct stand){.pool = pool, .group = group};
    return stand;
}

static void add_cohort(struct operate *operate, const struct racks_cohort_state *cohort)
{
    const struct cast_plan *plan = operate->cast->plan;
    struct racks_fleet fleet = racks_fleet(plan->racks, cohort->fleet);
    const struct record *hall = plan->halls.items[cohort->hall].record;
    struct stand *stand = stand_of(operate, cohort->fleet, halls_group_of(plan->plant->halls, hall));
    double racks = cohort->accepted_racks;
    stand->racks += racks;
    stand->capacity_w += racks * fleet.it_power_w;
    stand->idle_w += racks * fleet.idle_w;
    stand->full_w += racks * fleet.typical_w;
}

static void take_site(struct operate *operate, int s)
{
    struct operate_site *site = &operate->sites[s];
    struct racks_site_state state;
    racks_site_state(operate->cast->racks, s, &state);
    site->first_stand = operate->stand_count;
    for (int c = 0; c < state.cohort_count; c++)
        if (state.cohorts[c].accepted_racks > 0)
            add_cohort(operate, &state.cohorts[c]);
    site->stand_count = operate->stand_count - site->first_stand;
}

/* Racks of a group decide its liquid share (by power) and how warm its coolant may be. */
static void tell_plant(struct operate *operate, int group)
{
    double power_w = 0, liquid_w = 0, liquid_ratio = 0, supply_k = INFINITY;
    int systems = 0;
    for (int k = 0; k < operate->stand_count; k++) {
        const struct stand *stand = &operate->stands[k];
        if (stand->group != group)
            continue;
        struct racks_fleet fleet = racks_fleet(operate->cast->plan->racks, stand->pool);
        power_w += stand->capacity_w;
        liquid_w += stand->capacity_w * fleet.liquid_ratio;
        supply_k = fmin(supply_k, fleet.supply_limit_k);
        liquid_ratio = fleet.liquid_ratio;
        systems++;
    }
    if (systems > 1) /* else rounding would size the plant anew */
        liquid_ratio = liquid_w / power_w;
    if (systems > 0)
        plant_set_racks(operate->cast->plant, group, liquid_ratio, supply_k);
}

void operate_take_racks(struct operate *operate)
{
    operate->stand_count = 0;
    for (int s = 0; s < operate->site_count; s++)
        take_site(operate, s);
    for (int g = 0; g < operate->cast->plan->plant->group_count; g++)
        tell_plant(operate, g);
    racks_forget_days(operate->cast->racks);
}

/* Days begin at midnight UTC, and so with a group of lanes. */
WIDE static void fill_groups(double *restrict row, double value, int count)
{
    assert(count % LANES_COUNT == 0);
    for (int at = 0; at < count; at += LANES_COUNT)
        for (int i = 0; i < LANES_COUNT; i++)
            row[at + i] = value;
}

/* Lanes from FROM up to END of all pools as they are on day DAY. */
static void take_day(struct operate *operate, const struct racks_days *days, int day, int from, int end)
{
    int pools = operate->cast->plan->pool_count;
    for (int p = 0; p < pools; p++) {
        double up = days->up_ratio[day * pools + p];
        fill_groups(operate->pool_up[p] + from, up, end - from);
        operate->pool_up_max[p] = up > operate->pool_up_max[p] ? up : operate->pool_up_max[p];
    }
}

/* Midnights are full hours, so a day begins with a segment; until the block's first the last one before
 * holds. */
static void take_ups(struct operate *operate)
{
    struct racks_days days = racks_days(operate->cast->racks);
    int64_t first = operate->tick[0], last = operate->tick[operate->n - 1];
    int day = days.count - 1;
    while (day > 0 && days.tick[day] > first)
        day--;
    for (int p = 0; p < operate->cast->plan->pool_count; p++)
        operate->pool_up_max[p] = 0;
    int from = 0;
    for (int segment = 1; day + 1 < days.count && days.tick[day + 1] <= last; day++) {
        while (operate->tick[segment] < days.tick[day + 1])
            segment++;
        take_day(operate, &days, day, from, operate->low + segment);
        from = operate->low + segment;
    }
    take_day(operate, &days, day, from, operate->count);
}

WIDE static void add_scaled(double *restrict row, double factor, const double *restrict up, int count)
{
    for (int at = 0; at < count; at += LANES_COUNT)
        for (int i = 0; i < LANES_COUNT; i++)
            row[at + i] += factor * up[at + i];
}

void operate_take_days(struct operate *operate)
{
    take_ups(operate);
    for (int s = 0; s < operate->site_count; s++) {
        struct operate_site *site = &operate->sites[s];
        for (int i = 0; i < operate->count; i++)
            site->rack_w[i] = 0;
        for (int g = 0; g < site->group_count; g++)
            site->wish_w[g] = 0;
        for (int k = site->first_stand; k < site->first_stand + site->stand_count; k++) {
            const struct stand *stand = &operate->stands[k];
            add_scaled(site->rack_w, stand->capacity_w, operate->pool_up[stand->pool], operate->count);
            site->wish_w[stand->group - site->first_group] +=
                stand->full_w * operate->pool_up_max[stand->pool];
        }
    }
}

void operate_wish(struct operate *operate, struct operate_site *site)
{
    for (int g = 0; g < site->group_count; g++)
        for (int i = 0; i < operate->count; i++)
            site->wish_group_w[g][i] = 0;
    for (int k = site->first_stand; k < site->first_stand + site->stand_count; k++) {
        const struct stand *stand = &operate->stands[k];
        add_scaled(site->wish_group_w[stand->group - site->first_group], stand->full_w,
                   operate->pool_up[stand->pool], operate->count);
    }
}

double operate_rack_w(const struct operate *operate, const struct operate_site *site)
{
    struct racks_days days = racks_days(operate->cast->racks);
    const double *up_ratio = days.up_ratio + (days.count - 1) * operate->cast->plan->pool_count;
    double rack_w = 0;
    for (int k = site->first_stand; k < site->first_stand + site->stand_count; k++)
        rack_w += operate->stands[k].capacity_w * up_ratio[operate->stands[k].pool];
    return rack_w;
}
