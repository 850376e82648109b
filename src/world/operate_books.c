/* SPDX-License-Identifier: Apache-2.0 */
#include "world/operate_state.h"

#include "base/wide.h"
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

static double wanted_at(const struct run *run, const struct record *site)
{
    struct record_list phases = plan_list(run->plan, &frame_phase_kind);
    double wanted_w = 0;
    for (int i = 0; i < phases.count; i++)
        if (phases.items[i]->site == site && record_tick(phases.items[i], PHASE_DATE) <= sim_now(run->sim))
            wanted_w += record_number(phases.items[i], PHASE_IT_CAPACITY);
    return wanted_w;
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
        site->wanted_w = wanted_at(operate->run, site->record);
        operate_supply_take(site, plant_supply(cast->plant, s));
    }
}

/* Racks have published before: what they accepted counts from this tick on. */
void operate_publish(struct operate *operate)
{
    for (int s = 0; s < operate->site_count; s++) {
        struct operate_site *site = &operate->sites[s];
        const struct power_state *supply = plant_supply(operate->cast->plant, s);
        site->accepted_w = metric_read(operate->run->board, site->cells.accepted);
        double energised_w = fmin(power_feed_load_w(supply), power_firm_load_w(supply)) + supply->plant_w;
        double rungs[LADDER_COUNT] = {[LADDER_WANTED] = site->wanted_w,
                                      [LADDER_CONTRACTED] = supply->contracted_w / site->design_ratio,
                                      [LADDER_ENERGISED] = energised_w / site->design_ratio,
                                      [LADDER_COMMISSIONED] = site->hall_w,
                                      [LADDER_RACKED] = metric_read(operate->run->board, site->cells.racked),
                                      [LADDER_ACCEPTED] = site->accepted_w,
                                      [LADDER_SERVING] = operate_rack_w(operate, site)};
        for (int rung = 0; rung < LADDER_COUNT; rung++)
            metric_set(operate->run->board, site->cells.ladder[rung], rungs[rung]);
    }
}

/* Rounding shall not make demand the limit of racks that are all at work. */
static const double hair_ratio = 1e-9;

WIDE static void find_used(const double *restrict idle_w, const double *restrict rack_w,
                           double *restrict used_w, int count)
{
    for (int at = 0; at < count; at += LANES_COUNT)
        for (int i = 0; i < LANES_COUNT; i++)
            used_w[at + i] = rack_w[at + i] * (1.0 + hair_ratio) - idle_w[at + i];
}

/* Sums of hours as parts of the plant's arrays: losses, cooling, cost, and whether the supply runs. */
struct joined {
    double losses_w[OPERATE_ROOM], cooling_w[OPERATE_ROOM], cost_usd_s[OPERATE_ROOM], runs[OPERATE_ROOM];
};

WIDE static void join(const struct plant_hours *hours, const double *restrict price, struct joined *to)
{
    const double *restrict a = hours->distribution_w, *restrict b = hours->ups_w;
    const double *restrict c = hours->unit_transformer_w, *restrict d = hours->main_transformer_w;
    const double *restrict fan = hours->fan_w, *restrict chiller = hours->chiller_w;
    const double *restrict pump = hours->pump_w, *restrict air = hours->air_fan_w;
    const double *restrict facility = hours->facility_w, *restrict supply = hours->supply_k;
    struct joined *restrict out = to;
    for (int at = 0; at < hours->count; at += LANES_COUNT)
        for (int i = at; i < at + LANES_COUNT; i++) {
            out->losses_w[i] = a[i] + b[i] + c[i] + d[i];
            out->cooling_w[i] = fan[i] + chiller[i] + pump[i] + air[i];
            out->cost_usd_s[i] = facility[i] * price[i];
            out->runs[i] = supply[i] > 0 ? 1.0 : 0.0; /* 0: nothing runs, no water moves */
        }
}

/* With sources on the bus the meter shows less than the facility takes; batteries lose, too. */
static void join_supply(const struct operate *operate, const struct operate_site *site, struct joined *joined)
{
    for (int i = 0; i < operate->count; i++) {
        joined->losses_w[i] += site->supply->flow.lost_w[i];
        joined->cost_usd_s[i] = site->supply->meter_w[i] * operate->price_usd_j[i];
    }
}

/* Drawn at the meter, J. */
static double metered_j(const struct operate_site *site, const double sum[FLOW_COUNT])
{
    return sum[site->supply ? FLOW_METER : FLOW_FACILITY];
}

WIDE static void add_plant(struct operate_site *site, const double *seconds, const struct joined *joined)
{
    const struct plant_hours *h = &site->hours;
    double(*flow)[LANES_COUNT] = site->flow;
    int count = h->count;
    lanes_weigh(flow[FLOW_IT], seconds, h->it_total_w, count);
    lanes_weigh(flow[FLOW_FACILITY], seconds, h->facility_w, count);
    lanes_weigh(flow[FLOW_LOSSES], seconds, joined->losses_w, count);
    lanes_weigh(flow[FLOW_COOLING], seconds, joined->cooling_w, count);
    lanes_weigh(flow[FLOW_OVERHEAD], seconds, h->overhead_w, count);
    lanes_weigh(flow[FLOW_WATER], seconds, h->water_kg_s, count);
    lanes_weigh(flow[FLOW_SUPPLY], seconds, h->supply_k, count);
    lanes_weigh(flow[FLOW_SUPPLY_TIME], seconds, joined->runs, count);
    lanes_weigh(flow[FLOW_COST], seconds, joined->cost_usd_s, count);
}

WIDE static void add_rest(struct operate_site *site, const double *seconds, int count)
{
    double(*flow)[LANES_COUNT] = site->flow;
    lanes_weigh_same(flow[FLOW_TIME], seconds, 1.0, count);
    lanes_weigh_same(flow[FLOW_HALLS], seconds, site->hall_w, count);
    lanes_weigh_same(flow[FLOW_ACCEPTED], seconds, site->accepted_w, count);
    lanes_weigh(flow[FLOW_DRY_BULB], seconds, site->dry_bulb_k, count);
    lanes_weigh(flow[FLOW_WET_BULB], seconds, site->wet_bulb_k, count);
}

static void add_throttled(struct operate_site *site, const double *seconds, int count)
{
    for (int i = 0; i < count; i++)
        if (site->stage_w[LIMIT_COOLING][i] < INFINITY)
            site->flow[FLOW_THROTTLED][i % LANES_COUNT] += seconds[i];
}

/* Behind the rest, which finds prices and the caps of the stages. */
static void count_logbook(struct operate *operate, int s)
{
    const struct operate_site *site = &operate->sites[s];
    struct logbook_block block = {.n = operate->n,
                                  .low = operate->low,
                                  .count = operate->count,
                                  .tick = operate->tick,
                                  .seconds = operate->seconds,
                                  .price_usd_j = operate->price_usd_j,
                                  .dry_bulb_k = site->dry_bulb_k,
                                  .wet_bulb_k = site->wet_bulb_k,
                                  .hours = site->dark && !site->supply ? NULL : &site->hours,
                                  .stage_w = site->held ? (const double *const *)site->stage_w : NULL,
                                  .hall_w = site->hall_w,
                                  .rack_w = site->rack_w,
                                  .accepted_w = site->accepted_w * site->design_ratio,
                                  .supply = plant_supply(operate->cast->plant, s)};
    if (site->supply) {
        block.meter_w = site->supply->meter_w;
        block.generated_w = site->supply->flow.generated_w;
        block.battery_w = site->supply->flow.lost_w;
    }
    logbook_add(operate->logbook, s, &block);
}

/* What the utility meters. */
static void read_meter(const struct operate *operate, int s)
{
    const struct operate_site *site = &operate->sites[s];
    const double *grid_w = site->supply ? site->supply->meter_w : site->hours.facility_w;
    struct service_hours hours = {.n = operate->n,
                                  .tick = operate->tick,
                                  .seconds = operate->seconds + operate->low,
                                  .dry_bulb_k = site->dry_bulb_k + operate->low,
                                  .grid_w = grid_w + operate->low};
    economics_read_meter(operate->cast->economics, s, &hours);
}

void operate_count(struct operate *operate, int s)
{
    struct operate_site *site = &operate->sites[s];
    struct limit_book *book = operate->limits;
    struct joined joined;
    find_used(site->idle_w, site->rack_w, site->stage_w[LIMIT_DEMAND], operate->count);
    limit_add(&book->totals[s * book->year_count + operate->year], (const double *const *)site->stage_w,
              site->wanted_w, operate->seconds, operate->count);
    add_rest(site, operate->seconds, operate->count);
    operate_supply_short(site, operate->seconds, operate->count);
    if (site->dark && !site->supply) {
        count_logbook(operate, s);
        return;
    }
    economics_price_block(operate->cast->economics, s, operate->tick, operate->n,
                          operate->price_usd_j + operate->low);
    join(&site->hours, operate->price_usd_j, &joined);
    if (site->supply) {
        join_supply(operate, site, &joined);
        operate_supply_count(site, operate->seconds, operate->count);
    }
    add_plant(site, operate->seconds, &joined);
    if (site->held)
        add_throttled(site, operate->seconds, operate->count);
    operate_count_cooling(operate, site);
    read_meter(operate, s);
    count_logbook(operate, s);
}

/* m3 of water for a kilogram. */
#define WATER_M3_KG 1e-3

static void show_site(struct metric_board *board, const struct operate_site *site)
{
    const struct site_cells *c = &site->cells;
    double *total = board->total, *weight = board->weight, sum[FLOW_COUNT];
    for (int flow = 0; flow < FLOW_COUNT; flow++)
        sum[flow] = lanes_sum(site->flow[flow]);
    total[c->it] = sum[FLOW_IT];
    total[c->facility] = total[c->pue] = sum[FLOW_FACILITY];
    total[c->energy] = metered_j(site, sum);
    total[c->losses] = sum[FLOW_LOSSES];
    total[c->cooling] = sum[FLOW_COOLING];
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

struct operate_month operate_month(const struct operate *operate, int s)
{
    const struct operate_site *site = &operate->sites[s];
    double sum[FLOW_COUNT];
    for (int flow = 0; flow < FLOW_COUNT; flow++)
        sum[flow] = lanes_sum(site->flow[flow]) - site->month_flow[flow];
    return (struct operate_month){.energy_j = metered_j(site, sum),
                                  .energy_cost_usd = sum[FLOW_COST],
                                  .fuel_cost_usd = sum[FLOW_FUEL_COST],
                                  .water_kg = sum[FLOW_WATER],
                                  .commissioned_j = sum[FLOW_HALLS],
                                  .accepted_it_j = sum[FLOW_ACCEPTED],
                                  .accepted_facility_j = sum[FLOW_ACCEPTED] * site->design_ratio};
}

void operate_next_month(struct operate *operate)
{
    for (int s = 0; s < operate->site_count; s++)
        for (int flow = 0; flow < FLOW_COUNT; flow++)
            operate->sites[s].month_flow[flow] = lanes_sum(operate->sites[s].flow[flow]);
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
    double input_j = lanes_sum(site->flow[FLOW_FACILITY]);
    if (site->supply)
        input_j = lanes_sum(site->flow[FLOW_METER]) + lanes_sum(site->flow[FLOW_GENERATED]) +
                  lanes_sum(site->flow[FLOW_STORED]);
    return (struct operate_balance){.input_j = input_j,
                                    .it_j = lanes_sum(site->flow[FLOW_IT]),
                                    .losses_j = lanes_sum(site->flow[FLOW_LOSSES]),
                                    .cooling_j = lanes_sum(site->flow[FLOW_COOLING]),
                                    .overhead_j = lanes_sum(site->flow[FLOW_OVERHEAD])};
}
