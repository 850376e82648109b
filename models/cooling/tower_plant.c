/* SPDX-License-Identifier: Apache-2.0 */
#include "cooling/tower_plant.h"

#include "physics/water.h"

#include <math.h>
#include <stddef.h>

static const double overload_ratio = 1.1, drift_ratio = 5e-5, freezing_k = 273.15;

struct tower_plant_line tower_plant_line(const struct tower_plant *plant)
{
    struct tower_plant_line line = {.plant = *plant};
    line.blowdown_ratio = water_blowdown_kg_s(1.0, 0.0, plant->cycles_ratio, NULL);
    if (plant->trim.unit_count > 0)
        line.trim = chiller_at_leaving(&plant->trim, plant->supply_k, NULL);
    return line;
}

/* What the trim chillers' condensers see. */
static double condenser_k(const struct tower_plant_line *line, double dry_k, double tower_water_k)
{
    const struct chiller_curves *curves = line->plant.trim.curves;
    return curves && curves->air_cooled ? dry_k : tower_water_k;
}

/* Facility supply at full air and heat ratio X, without chillers. */
static double full_air_supply_k(const struct tower_plant *plant, double wet_k, double x)
{
    struct tower_state state = tower_run(&plant->tower, x * plant->rated_heat_w, 1.0, wet_k, 0.0, NULL);
    return state.leaving_k + plant->exchanger_k * x;
}

/* Heat ratio at which the towers alone just hold the supply limit; the supply rises with the heat. */
static double tower_ratio(const struct tower_plant *plant, double wet_k)
{
    double low = 0, high = overload_ratio;
    if (full_air_supply_k(plant, wet_k, high) <= plant->supply_limit_k)
        return high;
    for (int i = 0; i < 24; i++) {
        double middle = 0.5 * (low + high);
        *(full_air_supply_k(plant, wet_k, middle) <= plant->supply_limit_k ? &low : &high) = middle;
    }
    return low;
}

/* Capacity of the trim chillers while the towers run at full heat. */
static double trim_w(const struct tower_plant_line *line, double dry_k, double wet_k)
{
    const struct tower_plant *p = &line->plant;
    if (p->trim.unit_count == 0)
        return 0;
    double water_k = full_air_supply_k(p, wet_k, 1.0) - p->exchanger_k;
    return chiller_line_capacity_w(&line->trim, condenser_k(line, dry_k, water_k), NULL);
}

double tower_plant_capacity_w(const struct tower_plant_line *line, double dry_bulb_k, double wet_bulb_k)
{
    const struct tower_plant *p = &line->plant;
    double towers_w = tower_ratio(p, wet_bulb_k) * p->rated_heat_w;
    return fmin(towers_w + trim_w(line, dry_bulb_k, wet_bulb_k), overload_ratio * p->rated_heat_w);
}

bool tower_plant_carries(const struct tower_plant_line *line, double heat_w, double dry_bulb_k,
                         double wet_bulb_k)
{
    const struct tower_plant *p = &line->plant;
    double x = (heat_w - trim_w(line, dry_bulb_k, wet_bulb_k)) / p->rated_heat_w;
    if (heat_w > overload_ratio * p->rated_heat_w)
        return false;
    return x <= 0 || full_air_supply_k(p, wet_bulb_k, x) <= p->supply_limit_k;
}

static double makeup_kg_s(const struct tower_plant_line *line, double heat_w, double dry_k)
{
    double evaporation =
        water_evaporation_kg_s(heat_w, water_evaporative_ratio(dry_k), fmax(dry_k, freezing_k), NULL);
    double drift = drift_ratio * line->plant.tower.rated_water_kg_s;
    return evaporation + drift + fmax(evaporation * line->blowdown_ratio - drift, 0);
}

static void run_hour(const struct tower_plant_line *line, const struct dry_plant_hours *hours, int i)
{
    const struct tower_plant *p = &line->plant;
    double heat = hours->heat_w[i], dry_k = hours->dry_bulb_k[i];
    double wanted_k = p->supply_k - p->exchanger_k * heat / p->rated_heat_w;
    struct tower_state state = tower_run(&p->tower, heat, 1.0, hours->wet_bulb_k[i], wanted_k, NULL);
    struct chiller_state trim = {0};
    hours->supply_k[i] = p->supply_k;
    if (!state.holds) {
        double short_k = state.leaving_k - wanted_k, load = heat * fmin(short_k / state.range_k, 1.0);
        if (p->trim.unit_count > 0)
            trim = chiller_line_run(&line->trim, load, condenser_k(line, dry_k, state.leaving_k), NULL);
        hours->supply_k[i] += short_k * (1.0 - trim.served_w / load);
    }
    hours->fan_w[i] = state.fan_w;
    hours->chiller_w[i] = trim.power_w;
    hours->water_kg_s[i] = makeup_kg_s(line, heat + trim.power_w, dry_k);
}

void tower_plant_block(const struct tower_plant_line *line, const struct dry_plant_hours *hours)
{
    for (int i = 0; i < hours->count; i++) {
        if (hours->heat_w[i] > 0) {
            run_hour(line, hours, i);
            continue;
        }
        hours->fan_w[i] = hours->chiller_w[i] = hours->water_kg_s[i] = 0;
        hours->supply_k[i] = line->plant.supply_k;
    }
}
