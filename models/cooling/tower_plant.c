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
    if (plant->trim.unit_count > 0 && !plant->trim.curves->air_cooled) {
        double hottest_k = freezing_k + line.trim.condenser_high_c;
        line.compressor_w = chiller_line_run(&line.trim, 1e15, hottest_k, NULL).power_w;
    }
    return line;
}

/* What the trim chillers' condensers see. */
static double condenser_k(const struct tower_plant_line *line, double dry_k, double tower_water_k)
{
    const struct chiller_curves *curves = line->plant.trim.curves;
    return curves && curves->air_cooled ? dry_k : tower_water_k;
}

/* Facility supply at full air and heat ratio X behind the exchanger; MORE: what compressors add. */
static double full_air_supply_k(const struct tower_plant *plant, double wet_k, double x, double more)
{
    double heat_w = (x + more) * plant->rated_heat_w;
    struct tower_state state = tower_run(&plant->tower, heat_w, 1.0, wet_k, 0.0, NULL);
    return state.leaving_k + plant->exchanger_k * x;
}

double tower_plant_short_w(const struct tower_plant_line *line, double heat_w, double wet_bulb_k,
                           double compressor_w)
{
    const struct tower_plant *p = &line->plant;
    double per_k = p->tower.rated_water_kg_s * TOWER_WATER_J_KG_K, x = heat_w / p->rated_heat_w;
    double supply_k = full_air_supply_k(p, wet_bulb_k, x, compressor_w / p->rated_heat_w);
    return fmax(supply_k - p->supply_limit_k, 0) * per_k;
}

/* Heat whose make-up the water suffices for; drift within the blowdown, compressors at most. */
static double watered_w(const struct tower_plant_line *line, double dry_k)
{
    const struct tower_plant *p = &line->plant;
    if (!(p->water_most_kg_s > 0))
        return INFINITY;
    double drift_kg_s = drift_ratio * p->tower.rated_water_kg_s;
    double per_w = water_evaporation_kg_s(1.0, water_evaporative_ratio(dry_k), dry_k, NULL);
    double kg_s = fmax(p->water_most_kg_s - drift_kg_s, 0);
    return fmax(kg_s / (per_w * (1 + line->blowdown_ratio)) - line->compressor_w, 0);
}

double tower_plant_condenser_k(const struct tower_plant_line *line, double heat_w, double dry_bulb_k,
                               double wet_bulb_k)
{
    const struct tower_plant *p = &line->plant;
    double x = heat_w / p->rated_heat_w, more = line->compressor_w / p->rated_heat_w;
    return condenser_k(line, dry_bulb_k, full_air_supply_k(p, wet_bulb_k, x, more) - p->exchanger_k * x);
}

/* Whether the towers alone, or with the chillers at what their condensers then see, hold the limit. */
static bool carries(const struct tower_plant_line *line, double heat_w, double dry_k, double wet_k)
{
    const struct tower_plant *p = &line->plant;
    if (tower_plant_short_w(line, heat_w, wet_k, 0) <= 0)
        return true;
    if (p->trim.unit_count == 0)
        return false;
    double hot_k = tower_plant_condenser_k(line, heat_w, dry_k, wet_k);
    double trim_w = chiller_line_capacity_w(&line->trim, hot_k, NULL);
    return tower_plant_short_w(line, heat_w, wet_k, line->compressor_w) <= trim_w;
}

double tower_plant_capacity_w(const struct tower_plant_line *line, double dry_bulb_k, double wet_bulb_k)
{
    double low_w = 0, high_w = fmin(overload_ratio * line->plant.rated_heat_w, watered_w(line, dry_bulb_k));
    if (carries(line, high_w, dry_bulb_k, wet_bulb_k))
        return high_w;
    for (int i = 0; i < 24; i++) {
        double middle_w = 0.5 * (low_w + high_w);
        *(carries(line, middle_w, dry_bulb_k, wet_bulb_k) ? &low_w : &high_w) = middle_w;
    }
    return low_w;
}

bool tower_plant_carries(const struct tower_plant_line *line, double heat_w, double dry_bulb_k,
                         double wet_bulb_k)
{
    double most_w = fmin(overload_ratio * line->plant.rated_heat_w, watered_w(line, dry_bulb_k));
    return heat_w <= most_w && carries(line, heat_w, dry_bulb_k, wet_bulb_k);
}

#define INLINE static inline __attribute__((always_inline))
enum { LANES = TOWER_LANES };

struct lanes {
    double dry_k[LANES], wet_k[LANES], heat_w[LANES];
    double wanted_k[LANES], leaving_k[LANES], range_k[LANES]; /* water of the towers */
    double fan_w[LANES], chiller_w[LANES], water_kg_s[LANES], supply_k[LANES];
    double evaporated_w[LANES]; /* heat that the towers take */
};

/* How much warmer full air leaves the water than is wanted; whether any. */
INLINE int64_t find_short(const struct lanes *x, double short_k[LANES], int n)
{
    int64_t asks = 0;
    for (int i = 0; i < n; i++) {
        double over_k = x->leaving_k[i] - x->wanted_k[i];
        short_k[i] = over_k > tolerance_k ? over_k : 0.0;
        asks |= short_k[i] > 0.0;
    }
    return asks;
}

/* What full air leaves to the chillers. */
INLINE void find_load(const struct lanes *x, const double short_k[LANES], double load_w[LANES], int n)
{
    for (int i = 0; i < n; i++) {
        double range_k = x->range_k[i];
        load_w[i] = x->heat_w[i] * (short_k[i] < range_k ? short_k[i] / (range_k > 0 ? range_k : 1.0) : 1.0);
        load_w[i] = short_k[i] > 0.0 ? load_w[i] : 0.0;
    }
}

/* The towers again, at full air, with the compressors' heat at their best part load. */
INLINE void add_compressors(const struct tower_plant_line *line, struct lanes *x, double short_k[LANES],
                            double load_w[LANES], int n)
{
    double all_w[LANES], leaving_k[LANES];
    for (int i = 0; i < n; i++) {
        double tc = chiller_lanes_condenser_c(&line->trim, x->leaving_k[i]);
        double power_w =
            load_w[i] * line->trim.best_power_ratio * chiller_lanes_parabola(line->trim.input, tc);
        all_w[i] = x->heat_w[i] + (power_w < line->compressor_w ? power_w : line->compressor_w);
    }
    tower_lanes_full(&line->plant.tower, n, all_w, x->wet_k, leaving_k);
    for (int i = 0; i < n; i++)
        x->leaving_k[i] = load_w[i] > 0.0 && leaving_k[i] > x->leaving_k[i] ? leaving_k[i] : x->leaving_k[i];
    find_short(x, short_k, n);
    find_load(x, short_k, load_w, n);
}

/* Trim of what full air leaves; where even that is not enough the supply floats. */
INLINE void run_trim(const struct tower_plant_line *line, struct lanes *x, int n)
{
    double short_k[LANES], load_w[LANES], served_w[LANES], capacity_w[LANES];
    const struct chiller_curves *curves = line->plant.trim.curves;
    bool units = line->plant.trim.unit_count > 0, air_cooled = units && curves->air_cooled;
    if (!find_short(x, short_k, n))
        return;
    find_load(x, short_k, load_w, n);
    for (int i = 0; i < n; i++)
        served_w[i] = 0.0;
    if (units && !air_cooled)
        add_compressors(line, x, short_k, load_w, n);
    if (units)
        chiller_lanes_run(&line->trim, n, load_w, air_cooled ? x->dry_k : x->leaving_k, x->chiller_w,
                          served_w, capacity_w);
    for (int i = 0; i < n; i++) {
        x->supply_k[i] += short_k[i] * (1.0 - served_w[i] / (load_w[i] > 0.0 ? load_w[i] : 1.0));
        x->evaporated_w[i] += air_cooled ? -served_w[i] : x->chiller_w[i];
    }
}

/* Make-up water (physics/water.h, written out for lanes): evaporation, drift, blowdown. */
INLINE void run_water(const struct tower_plant_line *line, struct lanes *x, int n)
{
    double drift = drift_ratio * line->plant.tower.rated_water_kg_s, bleed_ratio = line->blowdown_ratio;
    for (int i = 0; i < n; i++) {
        double t = tower_lanes_within(x->dry_k[i] - freezing_k, 0.0, 100.0), warm = t < 25.0 ? t * 0.04 : 1.0;
        double latent = 1000.0 * (2500.5 - t * (2.3097 + 0.0013 * t));
        double evaporation = x->evaporated_w[i] * (0.75 + 0.20 * warm) / latent;
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
        x.dry_k[i] += hours->warmer_k;
        x.wet_k[i] += hours->moister_k;
        x.wanted_k[i] = p->supply_k - per_rated * x.heat_w[i];
        x.supply_k[i] = p->supply_k;
        x.evaporated_w[i] = x.heat_w[i];
        x.chiller_w[i] = 0.0;
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
    if (whole < hours->count)
        run_lanes(line, hours, whole, hours->count - whole);
}
