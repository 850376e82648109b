/* SPDX-License-Identifier: Apache-2.0 */
#include "cooling/tower_plant.h"

#include "base/wide.h"
#include "physics/chiller_lanes.h"
#include "physics/tower_lanes.h"
#include "physics/water.h"

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static const double overload_ratio = 1.1, drift_ratio = 5e-5, freezing_k = 273.15, tolerance_k = 1e-6;

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

#define INLINE static inline __attribute__((always_inline))
enum { LANES = TOWER_LANES };

struct lanes {
    double dry_k[LANES], wet_k[LANES], heat_w[LANES];
    double wanted_k[LANES], leaving_k[LANES], range_k[LANES]; /* water of the towers */
    double fan_w[LANES], chiller_w[LANES], water_kg_s[LANES], supply_k[LANES];
};

/* Trim of what full air leaves; where even that is not enough the supply floats. */
INLINE void run_trim(const struct tower_plant_line *line, struct lanes *x, int n)
{
    double short_k[LANES], load_w[LANES], heated_k[LANES], served_w[LANES], capacity_w[LANES];
    const struct chiller_curves *curves = line->plant.trim.curves;
    bool units = line->plant.trim.unit_count > 0, air_cooled = units && curves->air_cooled;
    int64_t asks = 0;
    for (int i = 0; i < n; i++) {
        double over_k = x->leaving_k[i] - x->wanted_k[i], range_k = x->range_k[i];
        short_k[i] = over_k > tolerance_k ? over_k : 0.0;
        load_w[i] = x->heat_w[i] * (short_k[i] < range_k ? short_k[i] / (range_k > 0 ? range_k : 1.0) : 1.0);
        load_w[i] = short_k[i] > 0.0 ? load_w[i] : 0.0;
        heated_k[i] = air_cooled ? x->dry_k[i] : x->leaving_k[i];
        served_w[i] = x->chiller_w[i] = 0.0;
        asks |= short_k[i] > 0.0;
    }
    if (asks == 0)
        return;
    if (units)
        chiller_lanes_run(&line->trim, n, load_w, heated_k, x->chiller_w, served_w, capacity_w);
    for (int i = 0; i < n; i++)
        x->supply_k[i] += short_k[i] * (1.0 - served_w[i] / (load_w[i] > 0.0 ? load_w[i] : 1.0));
}

/* Make-up water (physics/water.h, written out for lanes): evaporation, drift, blowdown. */
INLINE void run_water(const struct tower_plant_line *line, struct lanes *x, int n)
{
    double drift = drift_ratio * line->plant.tower.rated_water_kg_s, bleed_ratio = line->blowdown_ratio;
    for (int i = 0; i < n; i++) {
        double t = tower_lanes_within(x->dry_k[i] - freezing_k, 0.0, 100.0), warm = t < 25.0 ? t / 25.0 : 1.0;
        double latent = 1000.0 * (2500.5 - t * (2.3097 + 0.0013 * t));
        double evaporation = (x->heat_w[i] + x->chiller_w[i]) * (0.75 + 0.20 * warm) / latent;
        double bleed = evaporation * bleed_ratio - drift,
               makeup = evaporation + drift + (bleed > 0 ? bleed : 0);
        x->water_kg_s[i] = x->heat_w[i] > 0.0 ? makeup : 0.0;
    }
}

/* N hours from AT on: LANES, a constant after inlining, or the rest. */
INLINE void run_lanes(const struct tower_plant_line *line, const struct dry_plant_hours *hours, int at, int n)
{
    const struct tower_plant *p = &line->plant;
    size_t size = (size_t)n * sizeof(double);
    double per_rated = p->exchanger_k / p->rated_heat_w;
    struct lanes x;
    memcpy(x.dry_k, hours->dry_bulb_k + at, size);
    memcpy(x.wet_k, hours->wet_bulb_k + at, size);
    memcpy(x.heat_w, hours->heat_w + at, size);
    for (int i = 0; i < n; i++) {
        x.wanted_k[i] = p->supply_k - per_rated * x.heat_w[i];
        x.supply_k[i] = p->supply_k;
    }
    tower_lanes_run(&p->tower, n, x.heat_w, x.wet_k, x.wanted_k, x.leaving_k, x.range_k, x.fan_w);
    run_trim(line, &x, n);
    run_water(line, &x, n);
    memcpy(hours->fan_w + at, x.fan_w, size);
    memcpy(hours->chiller_w + at, x.chiller_w, size);
    memcpy(hours->water_kg_s + at, x.water_kg_s, size);
    memcpy(hours->supply_k + at, x.supply_k, size);
}

WIDE void tower_plant_block(const struct tower_plant_line *line, const struct dry_plant_hours *hours)
{
    int whole = hours->count / LANES * LANES;
    for (int at = 0; at < whole; at += LANES)
        run_lanes(line, hours, at, LANES);
    run_lanes(line, hours, whole, hours->count - whole);
}
