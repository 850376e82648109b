/* SPDX-License-Identifier: Apache-2.0 */
#include "world/operate_state.h"

#include "plan/frame.h"

#include <math.h>

static const struct metric_def defs[] = {
    {"capacity.wanted", "MW", METRIC_STATE, JOIN_SUM, SCOPE_SITE,
     "IT capacity that the phases reached so far want"},
    {"capacity.contracted", "MW", METRIC_STATE, JOIN_SUM, SCOPE_SITE,
     "contracted supply, in IT watts at the design day"},
    {"capacity.energised", "MW", METRIC_STATE, JOIN_SUM, SCOPE_SITE,
     "energised supply under its redundancy, in IT watts at the design day"},
    {"capacity.commissioned", "MW", METRIC_STATE, JOIN_SUM, SCOPE_SITE, "IT capacity of halls commissioned"},
    {"capacity.racked", "MW", METRIC_STATE, JOIN_SUM, SCOPE_SITE, "IT capacity of racks standing in halls"},
    {"capacity.accepted", "MW", METRIC_STATE, JOIN_SUM, SCOPE_SITE, "IT capacity of racks accepted"},
    {"capacity.serving", "MW", METRIC_STATE, JOIN_SUM, SCOPE_SITE, "IT capacity of racks in service now"},
};

const struct metric_table operate_metrics = {defs, sizeof defs / sizeof defs[0]};

static double wanted_at(const struct run *run, const struct record *site)
{
    struct record_list phases = plan_list(run->plan, &frame_phase_kind);
    double wanted_w = 0;
    for (int i = 0; i < phases.count; i++)
        if (phases.items[i]->site == site && record_tick(phases.items[i], PHASE_DATE) <= sim_now(run->sim))
            wanted_w += record_number(phases.items[i], PHASE_IT_CAPACITY);
    return wanted_w;
}

static struct stand *stand_of(struct operate *operate, int pool, int group)
{
    for (int k = 0; k < operate->stand_count; k++)
        if (operate->stands[k].pool == pool && operate->stands[k].group == group)
            return &operate->stands[k];
    struct stand *stand = &operate->stands[operate->stand_count++];
    *stand = (struct stand){.pool = pool, .group = group};
    return stand;
}

static void add_cohort(struct operate *operate, struct operate_site *site,
                       const struct racks_cohort_state *cohort)
{
    const struct cast_plan *plan = operate->cast->plan;
    struct racks_fleet fleet = racks_fleet(plan->racks, cohort->fleet);
    const struct record *hall = plan->halls.items[cohort->hall].record;
    struct stand *stand = stand_of(operate, cohort->fleet, halls_group_of(plan->plant->halls, hall));
    double racks = cohort->serving_racks * cohort->up_ratio;
    stand->racks += racks;
    stand->capacity_w += racks * fleet.it_power_w;
    stand->idle_w += racks * fleet.idle_w;
    stand->full_w += racks * fleet.typical_w;
    site->rack_w += racks * fleet.it_power_w;
}

/* Racks of a group decide its liquid share (by power) and how warm its coolant may be. */
static void tell_plant(struct operate *operate, int group)
{
    double power_w = 0, liquid_w = 0, supply_k = INFINITY;
    for (int k = 0; k < operate->stand_count; k++) {
        const struct stand *stand = &operate->stands[k];
        if (stand->group != group || stand->capacity_w <= 0)
            continue;
        struct racks_fleet fleet = racks_fleet(operate->cast->plan->racks, stand->pool);
        power_w += stand->capacity_w;
        liquid_w += stand->capacity_w * fleet.liquid_ratio;
        supply_k = fmin(supply_k, fleet.supply_limit_k);
    }
    if (power_w > 0)
        plant_set_racks(operate->cast->plant, group, liquid_w / power_w, supply_k);
}

static void take_racks(struct operate *operate, int s)
{
    struct operate_site *site = &operate->sites[s];
    struct racks_site_state state;
    racks_site_state(operate->cast->racks, s, &state);
    site->rack_w = 0;
    for (int c = 0; c < state.cohort_count; c++)
        if (state.cohorts[c].serving_racks > 0)
            add_cohort(operate, site, &state.cohorts[c]);
}

void operate_take_plant(struct operate *operate)
{
    struct cast *cast = operate->cast;
    operate->stand_count = 0;
    for (int s = 0; s < operate->site_count; s++)
        take_racks(operate, s);
    for (int g = 0; g < cast->plan->plant->group_count; g++)
        tell_plant(operate, g);
    plant_take(cast->plant);
    for (int s = 0; s < operate->site_count; s++) {
        struct operate_site *site = &operate->sites[s];
        site->hall_w = 0;
        for (int g = 0; g < site->group_count; g++)
            site->hall_w += plant_group_w(cast->plant, site->first_group + g);
        site->wanted_w = wanted_at(operate->run, site->record);
    }
}

/* Racks have published before: what they accepted counts from this tick on. */
void operate_publish(struct operate *operate)
{
    for (int s = 0; s < operate->site_count; s++) {
        struct operate_site *site = &operate->sites[s];
        const struct power_state *supply = plant_supply(operate->cast->plant, s);
        site->accepted_w = metric_read(operate->run->board, site->cells.accepted);
        double energised_w = fmin(power_feed_load_w(supply), power_firm_load_w(supply));
        double rungs[LADDER_COUNT] = {[LADDER_WANTED] = site->wanted_w,
                                      [LADDER_CONTRACTED] = supply->contracted_w / site->design_ratio,
                                      [LADDER_ENERGISED] = energised_w / site->design_ratio,
                                      [LADDER_COMMISSIONED] = site->hall_w,
                                      [LADDER_RACKED] = metric_read(operate->run->board, site->cells.racked),
                                      [LADDER_ACCEPTED] = site->accepted_w,
                                      [LADDER_SERVING] = site->rack_w};
        for (int rung = 0; rung < LADDER_COUNT; rung++)
            metric_set(operate->run->board, site->cells.ladder[rung], rungs[rung]);
    }
}

/*
 * Caps of the stages in capacity watts.  Where the plant cuts the racks' draw, the cap is the same
 * share of their capacity; where it does not, the stage could carry at least the racks.
 */
static void find_stages(struct operate *operate, struct operate_site *site)
{
    for (int i = 0; i < operate->n; i++) {
        double draw_w = 0, used_w = 0, rack_w = site->rack_w;
        for (int g = 0; g < site->group_count; g++)
            draw_w += fmin(site->wanted_group_w[g][i], site->cap_group_w[g][i]);
        double feed_w = site->feed_w[i], firm_w = site->firm_w[i], cooled = site->cooling_w[i];
        for (int k = 0; k < operate->stand_count; k++) {
            const struct stand *stand = &operate->stands[k];
            int g = stand->group - site->first_group;
            if (g >= 0 && g < site->group_count)
                used_w += stand->capacity_w * operate->pool_busy[stand->pool][i] * operate_share(site, g, i);
        }
        site->stage_w[LIMIT_FEED][i] =
            feed_w < draw_w ? rack_w * cooled * feed_w / draw_w : fmax(feed_w, rack_w);
        site->stage_w[LIMIT_FIRM][i] =
            firm_w < draw_w ? rack_w * cooled * firm_w / draw_w : fmax(firm_w, rack_w);
        site->stage_w[LIMIT_COOLING][i] = cooled < 1 ? rack_w * cooled : INFINITY;
        site->stage_w[LIMIT_HALLS][i] = site->hall_w;
        site->stage_w[LIMIT_RACKS][i] = rack_w;
        site->stage_w[LIMIT_DEMAND][i] = used_w;
    }
}

/* All sums of a block, added segment by segment to where they stood. */
struct sums {
    double it_j, facility_j, losses_j, cooling_j, overhead_j, water_kg, supply, supply_s, dry, wet,
        throttled_s, time_s;
};

static void add_segments(const struct operate *operate, const struct operate_site *site, struct sums *sums)
{
    const struct plant_hours *h = &site->hours;
    for (int i = 0; i < operate->n; i++) {
        double s = operate->seconds[i];
        sums->time_s += s;
        sums->it_j += s * h->it_total_w[i];
        sums->facility_j += s * h->facility_w[i];
        sums->losses_j +=
            s * (h->distribution_w[i] + h->ups_w[i] + h->unit_transformer_w[i] + h->main_transformer_w[i]);
        sums->cooling_j += s * (h->fan_w[i] + h->chiller_w[i] + h->pump_w[i] + h->air_fan_w[i]);
        sums->overhead_j += s * h->overhead_w[i];
        sums->water_kg += s * h->water_kg_s[i];
        sums->supply += s * h->supply_k[i];
        sums->supply_s += h->supply_k[i] > 0 ? s : 0; /* 0: nothing runs, no water moves */
        sums->dry += s * site->dry_bulb_k[i];
        sums->wet += s * site->wet_bulb_k[i];
        sums->throttled_s += site->cooling_w[i] < 1 ? s : 0;
    }
}

/* m3 of water for a kilogram. */
#define WATER_M3_KG 1e-3

static void count_metrics(struct operate *operate, struct operate_site *site)
{
    struct metric_board *board = operate->run->board;
    const struct site_cells *c = &site->cells;
    double *total = board->total, *weight = board->weight;
    struct sums sums = {.it_j = total[c->it],
                        .facility_j = total[c->facility],
                        .losses_j = total[c->losses],
                        .cooling_j = total[c->cooling],
                        .overhead_j = site->balance.overhead_j,
                        .water_kg = total[c->water] / WATER_M3_KG,
                        .supply = total[c->supply],
                        .supply_s = weight[c->supply],
                        .dry = total[c->dry_bulb],
                        .wet = total[c->wet_bulb],
                        .throttled_s = total[c->throttled],
                        .time_s = weight[c->it]};
    add_segments(operate, site, &sums);
    total[c->it] = sums.it_j;
    total[c->facility] = total[c->energy] = total[c->pue] = sums.facility_j;
    total[c->losses] = sums.losses_j;
    total[c->cooling] = sums.cooling_j;
    total[c->water] = total[c->wue] = sums.water_kg * WATER_M3_KG;
    total[c->supply] = sums.supply;
    total[c->dry_bulb] = sums.dry;
    total[c->wet_bulb] = sums.wet;
    total[c->throttled] = sums.throttled_s;
    weight[c->it] = weight[c->facility] = sums.time_s;
    weight[c->supply] = sums.supply_s;
    weight[c->dry_bulb] = weight[c->wet_bulb] = sums.time_s;
    weight[c->pue] = weight[c->wue] = sums.it_j;
    site->balance = (struct operate_balance){.input_j = sums.facility_j,
                                             .it_j = sums.it_j,
                                             .losses_j = sums.losses_j,
                                             .cooling_j = sums.cooling_j,
                                             .overhead_j = sums.overhead_j};
}

static void count_month(struct operate *operate, int s)
{
    struct operate_site *site = &operate->sites[s];
    economics_price_block(operate->cast->economics, s, operate->tick, operate->n, operate->price_usd_j);
    for (int i = 0; i < operate->n; i++) {
        double energy_j = operate->seconds[i] * site->hours.facility_w[i];
        site->month.energy_j += energy_j;
        site->month.energy_cost_usd += energy_j * operate->price_usd_j[i];
        site->month.water_kg += operate->seconds[i] * site->hours.water_kg_s[i];
        site->month.commissioned_j += operate->seconds[i] * site->hall_w;
        site->month.accepted_it_j += operate->seconds[i] * site->accepted_w;
        site->month.accepted_facility_j += operate->seconds[i] * site->accepted_w * site->design_ratio;
    }
}

void operate_count(struct operate *operate, int s)
{
    struct operate_site *site = &operate->sites[s];
    struct limit_caps caps;
    find_stages(operate, site);
    for (int stage = 0; stage < LIMIT_NONE; stage++)
        caps.stage_w[stage] = site->stage_w[stage];
    limit_add(limit_of(operate->limits, s, operate->tick[0]), &caps, site->wanted_w, operate->seconds,
              operate->n);
    count_metrics(operate, site);
    count_month(operate, s);
}

const struct operate_month *operate_month(const struct operate *operate, int site)
{
    return &operate->sites[site].month;
}

void operate_next_month(struct operate *operate)
{
    for (int s = 0; s < operate->site_count; s++)
        operate->sites[s].month = (struct operate_month){0};
}

const struct limit_book *operate_limits(const struct operate *operate)
{
    return operate->limits;
}

const struct operate_balance *operate_balance(const struct operate *operate, int site)
{
    return &operate->sites[site].balance;
}
