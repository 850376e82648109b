/* SPDX-License-Identifier: Apache-2.0 */
/*
 * operate_count - what a site did in a block, added to its sums.
 *
 * A sum of one row waits for each of its additions, so rows are added up four at a time.
 */
#include "base/wide.h"
#include "world/operate_state.h"
#include "world/operate_supply.h"

#include <math.h>
#include <string.h>

enum { ABREAST = 4 };

static void weigh(struct operate_site *site, double *part, const double *row)
{
    site->weighed[site->weighed_count++] = (struct weighed){part, row};
}

/* Air first: of a dark site nothing else is counted. */
void operate_find_rows(struct operate *operate, struct operate_site *site)
{
    const struct plant_hours *h = &site->hours;
    const struct derived_hours *d = &operate->derived;
    weigh(site, site->flow[FLOW_DRY_BULB], site->dry_bulb_k);
    weigh(site, site->flow[FLOW_WET_BULB], site->wet_bulb_k);
    weigh(site, site->flow[FLOW_FACILITY], h->facility_w);
    weigh(site, site->flow[FLOW_IT], h->it_total_w);
    weigh(site, site->flow[FLOW_DISTRIBUTION], h->distribution_w);
    weigh(site, site->flow[FLOW_UPS], h->ups_w);
    weigh(site, site->flow[FLOW_UNIT_TRANSFORMER], h->unit_transformer_w);
    weigh(site, site->flow[FLOW_MAIN_TRANSFORMER], h->main_transformer_w);
    weigh(site, site->flow[FLOW_FAN], h->fan_w);
    weigh(site, site->flow[FLOW_CHILLER], h->chiller_w);
    weigh(site, site->flow[FLOW_PUMP], h->pump_w);
    weigh(site, site->flow[FLOW_AIR_FAN], h->air_fan_w);
    weigh(site, site->flow[FLOW_OVERHEAD], h->overhead_w);
    weigh(site, site->flow[FLOW_WATER], h->water_kg_s);
    weigh(site, site->flow[FLOW_SUPPLY], h->supply_k);
    weigh(site, site->flow[FLOW_SUPPLY_TIME], d->runs);
    weigh(site, site->flow[FLOW_CHILLED], d->chilled);
    weigh(site, site->flow[FLOW_IDLE], d->idle);
    weigh(site, site->flow[FLOW_COST], d->cost_usd_s);
    weigh(site, site->cooling_flow[COOLING_FREE], d->free);
    weigh(site, site->cooling_flow[site->has_towers ? COOLING_ECONOMISER : COOLING_PADS], d->wet);
    weigh(site, site->cooling_flow[COOLING_TRIM], d->trim);
    weigh(site, site->cooling_flow[COOLING_TRIM_LIQUID], d->trim_liquid);
    weigh(site, site->cooling_flow[COOLING_RAISED], d->raised);
    weigh(site, site->cooling_flow[COOLING_LIQUID_HEAT], h->liquid_heat_w);
    weigh(site, site->cooling_flow[COOLING_AIR_HEAT], h->air_heat_w);
    if (!site->supply)
        return;
    weigh(site, site->flow[FLOW_METER], site->supply->meter_w);
    weigh(site, site->flow[FLOW_GENERATED], site->supply->flow.generated_w);
    weigh(site, site->flow[FLOW_STORED], site->supply->flow.stored_w);
    weigh(site, site->flow[FLOW_DISCHARGED], site->supply->flow.given_w);
    weigh(site, site->flow[FLOW_BATTERY], site->supply->flow.lost_w);
    weigh(site, site->flow[FLOW_FUEL], site->supply->flow.fuel_w);
    weigh(site, site->flow[FLOW_FUEL_COST], site->supply->flow.fuel_usd_s);
    weigh(site, site->flow[FLOW_STACK], site->supply->flow.carbon_kg_s);
}

WIDE static void weigh_rows(const struct weighed *rows, int row_count, const double *seconds, int count)
{
    int first = 0;
    for (; first + ABREAST <= row_count; first += ABREAST) {
        const struct weighed *r = rows + first;
        lanes_vector sum[ABREAST], w, v;
        LANES_UNROLL for (int k = 0; k < ABREAST; k++) memcpy(&sum[k], r[k].part, sizeof sum[k]);
        for (int at = 0; at < count; at += LANES_COUNT) {
            memcpy(&w, seconds + at, sizeof w);
            LANES_UNROLL for (int k = 0; k < ABREAST; k++)
            {
                memcpy(&v, r[k].row + at, sizeof v);
                sum[k] += w * v;
            }
        }
        LANES_UNROLL for (int k = 0; k < ABREAST; k++) memcpy(r[k].part, &sum[k], sizeof sum[k]);
    }
    for (; first < row_count; first++)
        lanes_weigh(rows[first].part, seconds, rows[first].row, count);
}

/* Time, and what is the same in all hours of the block. */
WIDE static void weigh_same(struct operate_site *site, const double *seconds, int count)
{
    lanes_vector time, halls, accepted, w;
    double hall_w = site->hall_w, accepted_w = site->accepted_w;
    memcpy(&time, site->flow[FLOW_TIME], sizeof time);
    memcpy(&halls, site->flow[FLOW_HALLS], sizeof halls);
    memcpy(&accepted, site->flow[FLOW_ACCEPTED], sizeof accepted);
    for (int at = 0; at < count; at += LANES_COUNT) {
        memcpy(&w, seconds + at, sizeof w);
        time += w;
        halls += w * hall_w;
        accepted += w * accepted_w;
    }
    memcpy(site->flow[FLOW_TIME], &time, sizeof time);
    memcpy(site->flow[FLOW_HALLS], &halls, sizeof halls);
    memcpy(site->flow[FLOW_ACCEPTED], &accepted, sizeof accepted);
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

/* BOUGHT_W is what the meter shows.  Every hour with IT load has one mode of cooling. */
WIDE static void derive(const struct plant_hours *hours, const double *restrict bought_w,
                        const double *restrict price, struct derived_hours *to)
{
    const double tiny_k = 1e-6;
    const double *restrict supply = hours->supply_k, *restrict chiller = hours->chiller_w;
    const double *restrict it = hours->it_total_w, *restrict liquid = hours->liquid_chiller_w;
    const double *restrict water = hours->water_kg_s, *restrict raised = hours->raised_k;
    struct derived_hours *restrict out = to;
    for (int at = 0; at < hours->count; at += LANES_COUNT)
        for (int i = at; i < at + LANES_COUNT; i++) {
            double on = it[i] > 0 ? 1.0 : 0.0, trim = chiller[i] > 0 ? on : 0.0,
                   wet = water[i] > 0 ? on : 0.0;
            out->cost_usd_s[i] = bought_w[i] * price[i];
            out->runs[i] = supply[i] > 0 ? 1.0 : 0.0; /* 0: nothing runs, no water moves */
            out->chilled[i] = chiller[i] > 0 ? 1.0 : 0.0;
            out->idle[i] = it[i] + chiller[i] > 0 ? 0.0 : 1.0;
            out->trim[i] = trim;
            out->wet[i] = wet - wet * trim;
            out->free[i] = (on - trim) * (1.0 - wet);
            out->trim_liquid[i] = liquid[i] > 0 ? on : 0.0;
            out->raised[i] = raised[i] > tiny_k ? on : 0.0;
        }
}

static void add_throttled(struct operate_site *site, const double *seconds, int count)
{
    for (int i = 0; i < count; i++)
        if (site->stage_w[LIMIT_COOLING][i] < INFINITY)
            site->flow[FLOW_THROTTLED][i % LANES_COUNT] += seconds[i];
}

/* Behind the rest, which finds prices and the caps of the stages. */
static void count_logbook(struct operate *operate, int s, bool runs)
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
                                  .hours = runs ? &site->hours : NULL,
                                  .stage_w = site->held ? (const double *const *)site->stage_w : NULL,
                                  .hall_w = site->hall_w,
                                  .rack_w = site->rack_w,
                                  .sources = site->supply ? site->supply->sources : NULL,
                                  .lost_w = site->supply ? site->supply->flow.lost_w : NULL,
                                  .supply = plant_supply(operate->cast->plant, s)};
    logbook_add(operate->logbook, s, &block);
}

/* What the utility meters. */
static void read_meter(const struct operate *operate, int s)
{
    const struct operate_site *site = &operate->sites[s];
    const double *grid_w = site->supply ? site->supply->meter_w : site->hours.facility_w;
    struct service_hours hours = {.n = operate->n,
                                  .low = operate->low,
                                  .count = operate->count,
                                  .tick = operate->tick,
                                  .seconds = operate->seconds,
                                  .dry_bulb_k = site->dry_bulb_k,
                                  .grid_w = grid_w};
    economics_read_meter(operate->cast->economics, s, &hours);
}

static void count_plant(struct operate *operate, int s)
{
    struct operate_site *site = &operate->sites[s];
    economics_price_block(operate->cast->economics, s, operate->tick, operate->n,
                          operate->price_usd_j + operate->low);
    derive(&site->hours, site->supply ? site->supply->meter_w : site->hours.facility_w, operate->price_usd_j,
           &operate->derived);
    weigh_rows(site->weighed, site->weighed_count, operate->seconds, operate->count);
    read_meter(operate, s);
    if (!site->held)
        return;
    add_throttled(site, operate->seconds, operate->count);
    operate_count_bounds(operate, site);
}

void operate_count(struct operate *operate, int s)
{
    enum { AIR_ROWS = 2 };
    struct operate_site *site = &operate->sites[s];
    struct limit_book *book = operate->limits;
    bool runs = !site->dark || site->supply;
    find_used(site->idle_w, site->rack_w, site->stage_w[LIMIT_DEMAND], operate->count);
    limit_add(&book->totals[s * book->year_count + operate->year], (const double *const *)site->stage_w,
              site->wanted_w, operate->seconds, operate->count);
    weigh_same(site, operate->seconds, operate->count);
    operate_supply_short(site, operate->seconds, operate->count);
    if (runs) {
        count_plant(operate, s);
    } else {
        weigh_rows(site->weighed, AIR_ROWS, operate->seconds, operate->count);
        lanes_weigh_same(site->flow[FLOW_IDLE], operate->seconds, 1.0, operate->count);
    }
    count_logbook(operate, s, runs);
}
