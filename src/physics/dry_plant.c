/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/dry_plant.h"

#include "base/wide.h"
#include "physics/chiller_lanes.h"
#include "physics/clamp.h"
#include "physics/water.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define ZERO_C_K 273.15

static const double overload_ratio = 1.1;
static const double least_latent_j_kg =
    2.40e6; /* of water at 42 C: scarce water never cools more than this */

struct dry_plant_line dry_plant_line(const struct dry_plant *plant, int *clamp_count)
{
    const struct dry_cooler *c = &plant->cooler;
    struct dry_plant_line line = {
        .rated_w = c->rated_heat_w,
        .per_rated_w = 1.0 / c->rated_heat_w,
        .approach_k = c->rated_approach_k,
        .fan_w = c->rated_fan_w,
        .fan_floor_w = c->rated_fan_w * c->fan_floor_ratio,
        .precool_ratio = c->precool_ratio,
        .water_w_k = c->rated_heat_w / c->air_rise_k *
                     (1.0 + water_blowdown_kg_s(1.0, 0.0, c->cycles_ratio, clamp_count)),
        .pads_most_k = INFINITY,
        .supply_k = plant->supply_k,
        .floor_speed_ratio = pow(c->fan_floor_ratio, 1.0 / 3.75) * (1.0 - 1e-9),
        .float_k = fmax(plant->supply_limit_k - plant->supply_k, 0.0),
        .rise_k = plant->loop_rise_k,
    };

    assert(c->rated_heat_w > 0.0 && c->rated_approach_k > 0.0 && c->air_rise_k > 0.0);
    assert(plant->loop_rise_k > 0.0);
    if (plant->trim.unit_count > 0)
        line.trim = chiller_at_leaving(&plant->trim, plant->supply_k, clamp_count);
    if (plant->water_most_kg_s > 0.0)
        line.pads_most_k = plant->water_most_kg_s * least_latent_j_kg / line.water_w_k;
    return line;
}

static inline double at_least(double a, double b)
{
    return a > b ? a : b;
}

static inline double at_most(double a, double b)
{
    return a < b ? a : b;
}

/* Capacity of all chillers; clamps without counting. */
static inline double trim_capacity_w(const struct chiller_line *trim, double dry_bulb_k)
{
    double tc = at_most(at_least(dry_bulb_k - ZERO_C_K, trim->condenser_low_c), trim->condenser_high_c);

    return trim->unit_count * trim->part_load_high_ratio *
           (trim->capacity_w[0] + tc * (trim->capacity_w[1] + tc * trim->capacity_w[2]));
}

/* Heat at which the supply reaches its limit, by the stable form of the quadratic's positive root. */
static inline double capacity_w(const struct dry_plant_line *line, double inlet_k, double trim_w)
{
    double above_k = inlet_k - line->supply_k - line->float_k;
    double a = line->rated_w * line->approach_k, c = trim_w * line->rise_k;
    double b = above_k * line->rated_w - trim_w * line->approach_k;
    double root = sqrt(b * b + 4.0 * a * c), sum = root + fabs(b);
    double load = b > 0.0 ? 2.0 * c / sum : sum / (2.0 * a);

    return at_least(at_most(load, overload_ratio) * line->rated_w,
                    at_most(trim_w, overload_ratio * line->rated_w));
}

double dry_plant_capacity_w(const struct dry_plant_line *line, double dry_bulb_k, double wet_bulb_k)
{
    double inlet_k = dry_plant_inlet_k(line, dry_bulb_k, wet_bulb_k);

    return capacity_w(line, inlet_k, trim_capacity_w(&line->trim, dry_bulb_k));
}

#define INLINE static inline __attribute__((always_inline))

enum { LANES = CHILLER_LANES };

/*
 * Eight hours; an hour's numbers do not depend on those beside it.  Conditions become numbers before they
 * meet: the vectoriser of plain -O2 refuses what could be read as branches.
 */
struct lanes {
    double dry_k[LANES], wet_k[LANES], heat_w[LANES]; /* in; heat is not below 0 */
    double fan_w[LANES], chiller_w[LANES], water_kg_s[LANES], supply_k[LANES];
    double left_k[LANES]; /* what full air and pads leave to the chillers */
};

/* What a group of hours still needs. */
enum need {
    NEEDS_SPEED = 1,  /* fans between floor and full */
    NEEDS_HELP = 2,   /* full air leaves heat */
    NEEDS_THRIFT = 4, /* fans cost more than chillers might */
};

/* Fan power per heat beyond which chillers may be cheaper; without chillers there is none. */
INLINE double dear_ratio(const struct dry_plant_line *line)
{
    return line->trim.unit_count > 0 ? line->trim.least_power_ratio : INFINITY;
}

/* Fans at rest, at their floor, or at full speed, and nothing else. */
INLINE int64_t settle(const struct dry_plant_line *line, struct lanes *x)
{
    const double approach = line->approach_k * line->per_rated_w, supply_k = line->supply_k;
    const double full_w = line->fan_w, floor_w = line->fan_floor_w, floor_ratio = line->floor_speed_ratio;
    const double dear = dear_ratio(line);
    double between_k[LANES];
    int64_t needs = 0;

    for (int i = 0; i < LANES; i++) {
        double heat = x->heat_w[i], on = heat > 0.0 ? 1.0 : 0.0, room_k = supply_k - x->dry_k[i];
        double left = approach * heat - room_k;

        x->fan_w[i] = on * (left >= 0.0 ? full_w : floor_w);
        x->left_k[i] = on * at_least(left, 0.0);
        between_k[i] = at_most(approach * heat - floor_ratio * room_k, -left);
        x->chiller_w[i] = x->water_kg_s[i] = 0.0;
        x->supply_k[i] = supply_k;
    }
    for (int i = 0; i < LANES; i++)
        needs |= (x->left_k[i] > 0.0 ? NEEDS_HELP : 0) | (between_k[i] > 0.0 ? NEEDS_SPEED : 0) |
                 (x->fan_w[i] > dear * x->heat_w[i] ? NEEDS_THRIFT : 0);
    return needs;
}

/* Speeds between the floor and full; the power of the fans goes with their 3.75th power. */
INLINE int64_t turn_fans(const struct dry_plant_line *line, struct lanes *x)
{
    const double approach = line->approach_k * line->per_rated_w, supply_k = line->supply_k;
    const double rated_w = line->fan_w, floor_w = line->fan_floor_w, floor_ratio = line->floor_speed_ratio;
    const double dear = dear_ratio(line), tiny_k = 1e-9;
    int64_t needs = 0;

    for (int i = 0; i < LANES; i++) {
        double full_k = approach * x->heat_w[i], room_k = supply_k - x->dry_k[i];
        double between_k = at_most(full_k - floor_ratio * room_k, room_k - full_k);
        double speed = full_k / at_least(room_k, at_least(full_k, tiny_k)), half = sqrt(speed);
        double fan = at_least(rated_w * (speed * speed * speed * half * sqrt(half)), floor_w);

        x->fan_w[i] = between_k > 0.0 ? fan : x->fan_w[i];
    }
    for (int i = 0; i < LANES; i++)
        needs |= x->fan_w[i] > dear * x->heat_w[i] ? NEEDS_THRIFT : 0;
    return needs;
}

/* Pads, as wet as what is left asks for. */
INLINE int64_t wet_pads(const struct dry_plant_line *line, struct lanes *x)
{
    const double precool = line->precool_ratio, most_k = line->pads_most_k, water_w_k = line->water_w_k;
    int64_t needs = 0;

    for (int i = 0; i < LANES; i++) {
        double pads_k = precool * at_least(x->dry_k[i] - x->wet_k[i], 0.0), wet_c = x->wet_k[i] - 273.15;
        double pre_k = at_most(x->left_k[i], at_most(pads_k, most_k));

        x->water_kg_s[i] = water_w_k * pre_k / (2500500.0 - wet_c * (2309.7 + 1.3 * wet_c));
        x->left_k[i] -= pre_k;
    }
    for (int i = 0; i < LANES; i++)
        needs |= x->left_k[i] > 0.0 ? NEEDS_HELP : 0;
    return needs;
}

/* One unit's capacity in this air, never 0, so that it divides. */
INLINE double unit_capacity_w(const struct chiller_line *chillers, double condenser_c)
{
    return at_least(chiller_lanes_parabola(chillers->capacity_w, condenser_c), 1e-6);
}

/* Without chillers what is left lets the supply float. */
INLINE void let_float(const struct dry_plant_line *line, struct lanes *x, const double over_ratio[LANES])
{
    const double approach = line->approach_k * line->per_rated_w, rise_k = line->rise_k;

    for (int i = 0; i < LANES; i++)
        x->supply_k[i] += over_ratio[i] * (rise_k + approach * x->heat_w[i]);
}

/*
 * Trim, and what it cannot carry lets the supply float: coolers hotter than the return would heat it, then
 * the chillers' load is above the heat itself.  Whether the chillers alone might need less.
 */
INLINE int64_t trim(const struct dry_plant_line *line, struct lanes *x)
{
    const struct chiller_line *chillers = &line->trim;
    const double approach = line->approach_k * line->per_rated_w, rise_k = line->rise_k;
    const double most_units = chillers->unit_count * chillers->part_load_high_ratio;
    const double best_ratio = chillers->best_power_ratio;
    double asked[LANES], units[LANES], unit_w[LANES], input_w[LANES], spare_w[LANES];
    int64_t might = 0, floats = 0;

    for (int i = 0; i < LANES; i++) {
        double tc = chiller_lanes_condenser_c(chillers, x->dry_k[i]);
        unit_w[i] = unit_capacity_w(chillers, tc);
        input_w[i] = chiller_lanes_parabola(chillers->input, tc);
        asked[i] = x->heat_w[i] * x->left_k[i] / ((rise_k + approach * x->heat_w[i]) * unit_w[i]);
        units[i] = at_most(asked[i], most_units);
        spare_w[i] = most_units * unit_w[i] - x->heat_w[i];
    }
    for (int i = 0; i < LANES; i++)
        x->chiller_w[i] = unit_w[i] * input_w[i] * chiller_lanes_relative(chillers, units[i]);
    for (int i = 0; i < LANES; i++) {
        double dear_w = x->chiller_w[i] + x->fan_w[i] - input_w[i] * best_ratio * x->heat_w[i];
        floats |= asked[i] > most_units ? 1 : 0;
        might |= (dear_w > 0.0 ? 1 : 0) & (spare_w[i] >= 0.0 ? 1 : 0);
    }
    if (floats != 0) {
        for (int i = 0; i < LANES; i++)
            asked[i] = (asked[i] - units[i]) * unit_w[i] / at_least(x->heat_w[i], 1e-300);
        let_float(line, x, asked);
    }
    return might;
}

/* Chillers alone, where they need less than coolers and trim together. */
INLINE void bypass(const struct dry_plant_line *line, struct lanes *x)
{
    const struct chiller_line *chillers = &line->trim;
    const double most_units = chillers->unit_count * chillers->part_load_high_ratio, set_k = line->supply_k;
    double alone_w[LANES], better_w[LANES];

    for (int i = 0; i < LANES; i++) {
        double tc = chiller_lanes_condenser_c(chillers, x->dry_k[i]), unit_w = unit_capacity_w(chillers, tc);
        double units = x->heat_w[i] / unit_w, able = most_units * unit_w >= x->heat_w[i] ? 1.0 : 0.0;

        alone_w[i] = unit_w * chiller_lanes_parabola(chillers->input, tc) *
                     chiller_lanes_relative(chillers, at_most(units, most_units));
        better_w[i] = able * (x->chiller_w[i] + x->fan_w[i] - alone_w[i]);
    }
    for (int i = 0; i < LANES; i++)
        x->chiller_w[i] = better_w[i] > 0.0 ? alone_w[i] : x->chiller_w[i];
    for (int i = 0; i < LANES; i++)
        x->fan_w[i] = better_w[i] > 0.0 ? 0.0 : x->fan_w[i];
    for (int i = 0; i < LANES; i++)
        x->water_kg_s[i] = better_w[i] > 0.0 ? 0.0 : x->water_kg_s[i];
    for (int i = 0; i < LANES; i++)
        x->supply_k[i] = better_w[i] > 0.0 ? set_k : x->supply_k[i];
}

/* What full air and pads leave, by chillers or by warmth. */
INLINE void help_out(const struct dry_plant_line *line, struct lanes *x)
{
    if (line->trim.unit_count == 0) {
        double over_ratio[LANES];
        for (int i = 0; i < LANES; i++)
            over_ratio[i] =
                x->left_k[i] / (line->rise_k + line->approach_k * x->heat_w[i] * line->per_rated_w);
        let_float(line, x, over_ratio);
    } else if (trim(line, x)) {
        bypass(line, x);
    }
}

/*
 * Eight hours.  Whether chillers must help is known before the fans' roots are, and asked apart from thrift,
 * which is rare: the processor guesses the first often wrong and the second hardly ever.
 */
INLINE void run_eight(const struct dry_plant_line *line, struct lanes *x)
{
    const int64_t needs = settle(line, x);
    int64_t help = needs & NEEDS_HELP, thrift = needs & NEEDS_THRIFT;

    if (needs & NEEDS_SPEED)
        thrift |= turn_fans(line, x);
    if (help && line->precool_ratio > 0.0)
        help = wet_pads(line, x);
    if (help)
        help_out(line, x);
    else if (thrift)
        help_out(line, x);
}

/* Hours in which the chillers are asked and their condensers lie outside the range of their curves. */
static void count_clamps(const struct dry_plant_line *line, const struct lanes *x, int n, int *clamp_count)
{
    for (int i = 0; i < n; i++)
        if (line->trim.unit_count > 0 && (x->left_k[i] > 0.0 || x->chiller_w[i] > 0.0 ||
                                          x->fan_w[i] > line->trim.least_power_ratio * x->heat_w[i]))
            clamp_between(x->dry_k[i] - ZERO_C_K, line->trim.condenser_low_c, line->trim.condenser_high_c,
                          clamp_count);
}

/* N hours, LANES or fewer: the lanes beyond them repeat the first. */
INLINE void run_lanes(const struct dry_plant_line *line, const struct dry_plant_hours *hours, int at, int n,
                      int *clamp_count)
{
    struct lanes x;
    size_t size = (size_t)n * sizeof(double);

    memcpy(x.dry_k, hours->dry_bulb_k + at, size);
    memcpy(x.wet_k, hours->wet_bulb_k + at, size);
    memcpy(x.heat_w, hours->heat_w + at, size);
    for (int i = n; i < LANES; i++) {
        x.dry_k[i] = x.dry_k[0];
        x.wet_k[i] = x.wet_k[0];
        x.heat_w[i] = x.heat_w[0];
    }
    for (int i = 0; i < LANES; i++) {
        x.dry_k[i] += hours->warmer_k;
        x.wet_k[i] += hours->moister_k;
        x.heat_w[i] = at_least(x.heat_w[i], 0.0);
    }
    run_eight(line, &x);
    if (clamp_count != NULL) {
        const struct lanes seen = x; /* X itself may stay in registers */
        count_clamps(line, &seen, n, clamp_count);
    }
    memcpy(hours->fan_w + at, x.fan_w, size);
    memcpy(hours->chiller_w + at, x.chiller_w, size);
    memcpy(hours->water_kg_s + at, x.water_kg_s, size);
    memcpy(hours->supply_k + at, x.supply_k, size);
}

/* Apart from the lanes, whose instructions and these do not go well together. */
static void fill_capacity(const struct dry_plant_line *line, const struct dry_plant_hours *hours)
{
    for (int i = 0; i < hours->count; i++)
        hours->capacity_w[i] = dry_plant_capacity_w(line, hours->dry_bulb_k[i] + hours->warmer_k,
                                                    hours->wet_bulb_k[i] + hours->moister_k);
}

WIDE static void run_hours(const struct dry_plant_line *plant, const struct dry_plant_hours *hours,
                           int *clamp_count)
{
    const struct dry_plant_line line = *plant;
    int whole = hours->count / LANES * LANES;

    for (int at = 0; at < whole; at += LANES)
        run_lanes(&line, hours, at, LANES, clamp_count);
    if (whole < hours->count)
        run_lanes(&line, hours, whole, hours->count - whole, clamp_count);
}

void dry_plant_block(const struct dry_plant_line *line, const struct dry_plant_hours *hours, int *clamp_count)
{
    run_hours(line, hours, clamp_count);
    for (int i = 0; clamp_count != NULL && i < hours->count; i++)
        *clamp_count += hours->heat_w[i] > overload_ratio * line->rated_w;
    if (hours->capacity_w != NULL)
        fill_capacity(line, hours);
}
