/* SPDX-License-Identifier: Apache-2.0 */
#include "world/operate_state.h"

#include "plan/frame.h"
#include "world/operate_supply.h"

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

/* The phases are gone through once for each that comes. */
static void take_wanted(struct operate_site *site, const struct run *run)
{
    int64_t now = sim_now(run->sim);
    if (now < site->wanted_until)
        return;
    struct record_list phases = plan_list(run->plan, &frame_phase_kind);
    site->wanted_w = 0;
    site->wanted_until = INT64_MAX;
    for (int i = 0; i < phases.count; i++) {
        int64_t date = record_tick(phases.items[i], PHASE_DATE);
        if (phases.items[i]->site != site->record)
            continue;
        if (date <= now)
            site->wanted_w += record_number(phases.items[i], PHASE_IT_CAPACITY);
        else if (date < site->wanted_until)
            site->wanted_until = date;
    }
}

void operate_take_plant(struct operate *operate)
{
    struct cast *cast = operate->cast;
    operate_take_racks(operate);
    plant_take(cast->plant);
    for (int s = 0; s < operate->site_count; s++) {
        struct operate_site *site = &operate->sites[s];
        site->hall_w = 0;
        for (int g = 0; g < site->group_count; g++)
            site->hall_w += plant_group_w(cast->plant, site->first_group + g);
        take_wanted(site, operate->run);
        operate_supply_take(site, plant_supply(cast->plant, s));
    }
}

/* Racks have published before: what they accepted counts from this tick on. */
void operate_publish(struct operate *operate)
{
    for (int s = 0; s < operate->site_count; s++) {
        struct operate_site *site = &operate->sites[s];
        const struct power_state *supply = plant_supply(operate->cast->plant, s);
        const double *state = operate->run->board->state;
        site->accepted_w = state[site->cells.accepted];
        double hottest_k = operate->cast->plan->plant->weather->sites[s].extreme_dry_bulb_k;
        double firm_w = power_firm_load_at_w(supply, hottest_k);
        double energised_w = fmin(power_feed_load_w(supply), firm_w) + supply->plant_w;
        double rungs[LADDER_COUNT] = {[LADDER_WANTED] = site->wanted_w,
                                      [LADDER_CONTRACTED] = supply->contracted_w / site->design_ratio,
                                      [LADDER_ENERGISED] = energised_w / site->design_ratio,
                                      [LADDER_COMMISSIONED] = site->hall_w,
                                      [LADDER_RACKED] = state[site->cells.racked],
                                      [LADDER_ACCEPTED] = site->accepted_w,
                                      [LADDER_SERVING] = operate_rack_w(operate, site)};
        for (int rung = 0; rung < LADDER_COUNT; rung++)
            metric_set(operate->run->board, site->cells.ladder[rung], rungs[rung]);
    }
}

/* Drawn at the meter, J. */
static double metered_j(const struct operate_site *site, const double sum[FLOW_COUNT])
{
    return sum[site->supply ? FLOW_METER : FLOW_FACILITY];
}

static double losses_j(const double sum[FLOW_COUNT])
{
    return sum[FLOW_DISTRIBUTION] + sum[FLOW_UPS] + sum[FLOW_UNIT_TRANSFORMER] + sum[FLOW_MAIN_TRANSFORMER] +
           sum[FLOW_BATTERY];
}

static double cooling_j(const double sum[FLOW_COUNT])
{
    return sum[FLOW_FAN] + sum[FLOW_CHILLER] + sum[FLOW_PUMP] + sum[FLOW_AIR_FAN];
}

static void sum_lanes(const struct operate_site *site, double sum[FLOW_COUNT])
{
    for (int flow = 0; flow < FLOW_COUNT; flow++)
        sum[flow] = lanes_sum(site->flow[flow]);
}

/* m3 of water for a kilogram. */
#define WATER_M3_KG 1e-3

static void show_site(struct metric_board *board, const struct operate_site *site)
{
    const struct site_cells *c = &site->cells;
    double *total = board->total, *weight = board->weight, sum[FLOW_COUNT];
    sum_lanes(site, sum);
    total[c->it] = sum[FLOW_IT];
    total[c->facility] = total[c->pue] = sum[FLOW_FACILITY];
    total[c->energy] = metered_j(site, sum);
    total[c->losses] = losses_j(sum);
    total[c->cooling] = cooling_j(sum);
    total[c->water] = total[c->wue] = sum[FLOW_WATER] * WATER_M3_KG;
    total[c->supply] = sum[FLOW_SUPPLY];
    total[c->dry_bulb] = sum[FLOW_DRY_BULB];
    total[c->wet_bulb] = sum[FLOW_WET_BULB];
    total[c->throttled] = sum[FLOW_THROTTLED];
    weight[c->it] = weight[c->facility] = sum[FLOW_TIME];
    weight[c->supply] = sum[FLOW_SUPPLY_TIME];
    weight[c->dry_bulb] = weight[c->wet_bulb] = sum[FLOW_TIME];
    weight[c->pue] = weight[c->wue] = sum[FLOW_IT];
    operate_supply_show(board, site, sum);
}

void operate_show(struct operate *operate)
{
    for (int s = 0; s < operate->site_count; s++) {
        show_site(operate->run->board, &operate->sites[s]);
        operate_show_cooling(operate->run->board, &operate->sites[s]);
    }
}

/* What the site's sums grew by since the month began. */
static void month_sums(const struct operate_site *site, double grown[FLOW_COUNT])
{
    sum_lanes(site, grown);
    for (int flow = 0; flow < FLOW_COUNT; flow++)
        grown[flow] -= site->month_flow[flow];
}

struct operate_month operate_month(const struct operate *operate, int s)
{
    const struct operate_site *site = &operate->sites[s];
    double sum[FLOW_COUNT];
    month_sums(site, sum);
    return (struct operate_month){.energy_j = metered_j(site, sum),
                                  .energy_cost_usd = sum[FLOW_COST],
                                  .fuel_cost_usd = sum[FLOW_FUEL_COST],
                                  .stack_kg = sum[FLOW_STACK],
                                  .water_kg = sum[FLOW_WATER],
                                  .commissioned_j = sum[FLOW_HALLS],
                                  .accepted_it_j = sum[FLOW_ACCEPTED],
                                  .accepted_facility_j = sum[FLOW_ACCEPTED] * site->design_ratio};
}

void operate_next_month(struct operate *operate)
{
    for (int s = 0; s < operate->site_count; s++) {
        struct operate_site *site = &operate->sites[s];
        double grown[FLOW_COUNT];
        month_sums(site, grown);
        logbook_close_month(operate->logbook, s, grown, site->design_ratio);
        sum_lanes(site, site->month_flow);
    }
    logbook_next_month(operate->logbook, operate->cast->plant);
}

const struct logbook *operate_logbook(const struct operate *operate)
{
    return operate->logbook;
}

const struct limit_book *operate_limits(const struct operate *operate)
{
    return operate->limits;
}

struct operate_balance operate_balance(const struct operate *operate, int s)
{
    const struct operate_site *site = &operate->sites[s];
    double sum[FLOW_COUNT];
    sum_lanes(site, sum);
    double input_j = sum[FLOW_FACILITY];
    if (site->supply)
        input_j = sum[FLOW_METER] + sum[FLOW_GENERATED] + sum[FLOW_STORED];
    return (struct operate_balance){.input_j = input_j,
                                    .it_j = sum[FLOW_IT],
                                    .losses_j = losses_j(sum),
                                    .cooling_j = cooling_j(sum),
                                    .overhead_j = sum[FLOW_OVERHEAD]};
}
