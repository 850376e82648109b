/* SPDX-License-Identifier: Apache-2.0 */
#include "world/operate_supply.h"

#include "world/plant_steps.h"

#include <math.h>
#include <string.h>

static const struct metric_def defs[] = {
    {"power.generated", "MWh", METRIC_COUNTER, JOIN_SUM, SCOPE_SITE,
     "energy from generators and gas plants on the site"},
    {"power.discharged", "MWh", METRIC_COUNTER, JOIN_SUM, SCOPE_SITE,
     "energy that batteries gave when the supply was short, at their terminals"},
    {"power.battery_losses", "MWh", METRIC_COUNTER, JOIN_SUM, SCOPE_SITE,
     "losses of batteries, in smoothing too; part of power.losses"},
    {"power.fuel", "MMBtu", METRIC_COUNTER, JOIN_SUM, SCOPE_SITE,
     "fuel burnt on the site, higher heating value"},
    {"power.stack_carbon", "tCO2", METRIC_COUNTER, JOIN_SUM, SCOPE_SITE,
     "carbon dioxide from stacks on the site: emitted there, neither the grid's nor of the fuel's supply"},
    {"power.unserved", "MWh", METRIC_COUNTER, JOIN_SUM, SCOPE_SITE,
     "IT energy that racks did not get because something of the supply had failed"},
    {"power.curtailed", "MWh", METRIC_COUNTER, JOIN_SUM, SCOPE_SITE,
     "IT energy that racks did not get because the utility interrupted a feed"},
    {"power.outage_time", "h", METRIC_COUNTER, JOIN_SUM, SCOPE_SITE,
     "time in which racks got less than they wanted because something of the supply had failed"},
    {"power.curtailed_time", "h", METRIC_COUNTER, JOIN_SUM, SCOPE_SITE,
     "time in which a feed was interrupted, bridged or not"},
};
enum { SHOWN_COUNT = sizeof defs / sizeof defs[0] };

/* By place in the table above. */
static const enum flow shown[SHOWN_COUNT] = {FLOW_GENERATED, FLOW_DISCHARGED, FLOW_BATTERY,
                                             FLOW_FUEL,      FLOW_STACK,      FLOW_UNSERVED,
                                             FLOW_CURTAILED, FLOW_OUTAGE,     FLOW_CURTAILED_TIME};

const struct metric_table supply_metrics = {defs, SHOWN_COUNT};

static double *new_row(struct arena *arena)
{
    return arena_array(arena, OPERATE_ROOM, sizeof(double));
}

void operate_supply_start(struct operate_site *site, struct sources *sources,
                          const struct metric_layout *layout, struct arena *arena)
{
    site->cells.supplied = arena_array(arena, SHOWN_COUNT, sizeof(int));
    for (int i = 0; i < SHOWN_COUNT; i++)
        site->cells.supplied[i] = metric_cell_find(layout, defs[i].name, site->record);
    if (!sources)
        return;
    struct supply *supply = arena_alloc(arena, sizeof *supply);
    double **const rows[] = {&supply->load_w,           &supply->feed_load_w,     &supply->firm_load_w,
                             &supply->meter_w,          &supply->grid_w,          &supply->flow.grid_w,
                             &supply->flow.generated_w, &supply->flow.stored_w,   &supply->flow.given_w,
                             &supply->flow.lost_w,      &supply->flow.fuel_usd_s, &supply->flow.fuel_w,
                             &supply->flow.carbon_kg_s};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        *rows[i] = new_row(arena);
    supply->sources = sources;
    site->supply = supply;
}

static struct sources_hours hours_of(const struct operate *operate, const struct operate_site *site)
{
    const struct power_state *state = site->state;
    int low = operate->low;
    double feed_w = power_feed_load_w(state);
    for (int i = low; i < low + operate->n; i++)
        site->supply->grid_w[i] =
            fmin(feed_w, power_firm_load_at_w(state, site->dry_bulb_k[i])) * (1 + state->swing_ratio);
    return (struct sources_hours){.count = operate->n,
                                  .tick = operate->tick,
                                  .seconds = operate->seconds + low,
                                  .dry_bulb_k = site->dry_bulb_k + low,
                                  .price_usd_j = operate->price_usd_j + low,
                                  .load_w = site->supply->load_w + low,
                                  .grid_w = site->supply->grid_w + low,
                                  .grief = state->grief};
}

bool operate_supply_rests(const struct operate *operate, struct operate_site *site, double idle_w)
{
    const struct power_state *state = site->state;
    double hottest_k = site->dry_bulb_k[0];
    for (int i = 1; i < operate->count; i++)
        hottest_k = fmax(hottest_k, site->dry_bulb_k[i]);
    return idle_w <= fmin(power_feed_load_w(state), power_firm_load_at_w(state, hottest_k)) &&
           sources_rest(site->supply->sources);
}

int operate_supply_offer(struct operate *operate, int s, const struct plant_caps *caps)
{
    struct operate_site *site = &operate->sites[s];
    struct supply *supply = site->supply;
    double feed_w = power_feed_load_w(site->state), offer_w[OPERATE_BLOCK];
    plant_wanted_load(operate->cast->plant, s, caps, supply->load_w);
    economics_price_block(operate->cast->economics, s, operate->tick, operate->n,
                          operate->price_usd_j + operate->low);
    struct sources_hours hours = hours_of(operate, site);
    int good = sources_offer(supply->sources, &hours, offer_w);
    for (int i = 0; i < caps->count; i++) {
        int k = i - operate->low;
        double firm_w = power_firm_load_at_w(site->state, site->dry_bulb_k[i]), grid_w = fmin(feed_w, firm_w);
        double carried_w = k >= 0 && k < good ? offer_w[k] : supply->load_w[i];
        double more_w = fmax(0, carried_w - grid_w);
        supply->feed_load_w[i] = fmax(carried_w, feed_w + more_w);
        supply->firm_load_w[i] = fmax(carried_w, firm_w + more_w);
        *(feed_w <= firm_w ? &supply->feed_load_w[i] : &supply->firm_load_w[i]) = fmax(carried_w, grid_w);
    }
    plant_cap_within(operate->cast->plant, s, caps, supply->feed_load_w, supply->firm_load_w);
    return good;
}

/* Nothing runs in lane I: what is offered is less than the halls draw without IT. */
static void darken(struct operate_site *site, int i)
{
    struct plant_hours *h = &site->hours;
    double *const rows[] = {h->it_total_w, h->distribution_w, h->ups_w,    h->unit_transformer_w,
                            h->fan_w,      h->chiller_w,      h->pump_w,   h->air_fan_w,
                            h->overhead_w, h->water_kg_s,     h->supply_k, site->supply->load_w};
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
        rows[r][i] = 0;
}

static struct sources_flow flow_from(const struct sources_flow *flow, int low)
{
    return (struct sources_flow){flow->grid_w + low,  flow->generated_w + low, flow->stored_w + low,
                                 flow->given_w + low, flow->lost_w + low,      flow->fuel_usd_s + low,
                                 flow->fuel_w + low,  flow->carbon_kg_s + low};
}

void operate_supply_run(struct operate *operate, int s)
{
    struct operate_site *site = &operate->sites[s];
    struct supply *supply = site->supply;
    struct plant_hours *h = &site->hours;
    plant_run_halls(operate->cast->plant, s, h, supply->load_w);
    for (int i = 0; i < operate->n; i++)
        if (supply->load_w[operate->low + i] > sources_offered_w(supply->sources, i) * (1 + 1e-6) &&
            !(h->it_total_w[operate->low + i] > 0))
            darken(site, operate->low + i);
    economics_price_block(operate->cast->economics, s, operate->tick, operate->n,
                          operate->price_usd_j + operate->low);
    struct sources_hours hours = hours_of(operate, site);
    struct sources_flow flow = flow_from(&supply->flow, operate->low);
    sources_run(supply->sources, &hours, &flow);
    if (site->state->feed_w > 0) {
        power_feed_block(site->state, h->count, supply->flow.grid_w, h->main_transformer_w, supply->meter_w);
    } else { /* nobody magnetises the transformers */
        memset(h->main_transformer_w, 0, (size_t)h->count * sizeof(double));
        memset(supply->meter_w, 0, (size_t)h->count * sizeof(double));
    }
    for (int i = 0; i < h->count; i++)
        h->facility_w[i] = supply->load_w[i] + h->main_transformer_w[i] + supply->flow.lost_w[i];
}

void operate_supply_take(struct operate_site *site, const struct power_state *state)
{
    bool curtailed = state->curtailed_w > 0;
    double out_w = state->curtailed_w + state->failed_w;
    site->state = state;
    site->curtailed_ratio = !curtailed ? 0 : !state->grief ? 1 : state->curtailed_w / out_w;
    site->lessened = curtailed || state->grief;
    site->dark = !(fmin(power_feed_load_w(state), power_firm_load_w(state)) > 0);
    if (site->supply &&
        sources_generators_w(site->supply->sources) + sources_batteries_w(site->supply->sources) > 0)
        site->dark = false;
}

void operate_supply_short(struct operate_site *site, const double *seconds, int count)
{
    if (site->state->curtailed_w > 0)
        lanes_weigh_same(site->flow[FLOW_CURTAILED_TIME], seconds, 1.0, count);
    if (!site->lessened || !site->held)
        return;
    for (int i = 0; i < count; i++) {
        double cooled_w = 0;
        for (int g = 0; g < site->group_count; g++)
            cooled_w += fmin(site->wish_group_w[g][i], site->cap_group_w[g][i]);
        double supply_w = fmin(site->feed_w[i], site->firm_w[i]);
        double whole_firm_w =
            site->state->whole_firm_w * power_derate_ratio(site->state, site->dry_bulb_k[i]);
        double whole_it_w = fmin(site->state->whole_feed_w, whole_firm_w) / site->design_ratio;
        double missed_w = fmin(cooled_w, fmax(whole_it_w, supply_w)) - supply_w;
        if (!(missed_w > 1e-9 * cooled_w) || !(seconds[i] > 0))
            continue;
        int lane = i % LANES_COUNT;
        site->flow[FLOW_CURTAILED][lane] += seconds[i] * missed_w * site->curtailed_ratio;
        site->flow[FLOW_UNSERVED][lane] += seconds[i] * missed_w * (1 - site->curtailed_ratio);
        site->flow[FLOW_OUTAGE][lane] += site->curtailed_ratio < 1 ? seconds[i] : 0;
    }
}

void operate_supply_show(struct metric_board *board, const struct operate_site *site, const double *sum)
{
    for (int i = 0; i < SHOWN_COUNT; i++)
        board->total[site->cells.supplied[i]] = sum[shown[i]];
}
