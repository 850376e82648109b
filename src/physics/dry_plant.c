/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/dry_plant.h"

#include "physics/clamp.h"
#include "physics/water.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#define ZERO_C_K 273.15

static const double overload_ratio = 1.1;

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
        .supply_k = plant->supply_k,
        .float_k = fmax(plant->supply_limit_k - plant->supply_k, 0.0),
        .rise_k = plant->loop_rise_k,
    };

    assert(c->rated_heat_w > 0.0 && c->rated_approach_k > 0.0 && c->air_rise_k > 0.0);
    assert(plant->loop_rise_k > 0.0);
    if (plant->trim.unit_count > 0)
        line.trim = chiller_at_leaving(&plant->trim, plant->supply_k, clamp_count);
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

/* What the coolers do in one hour, and the load that they leave to the chillers. */
struct cooler_hour {
    double fan_w, water_kg_s, trim_load_w, capacity_w;
};

static inline __attribute__((always_inline)) struct cooler_hour
run_cooler(const struct dry_plant_line *line, double dry_k, double wet_k, double heat_w)
{
    const double tiny_k = 1e-9;
    double heat = at_least(heat_w, 0.0), full_k = line->approach_k * heat * line->per_rated_w;
    double room_k = line->supply_k - dry_k, speed = full_k / at_least(room_k, at_least(full_k, tiny_k));
    double half = sqrt(speed), cube = speed * speed * speed * half * sqrt(half);
    double short_k = at_least(full_k - room_k, 0.0);
    double pads_k = line->precool_ratio * at_least(dry_k - wet_k, 0.0);
    double pre_k = at_most(short_k, pads_k), wet_c = wet_k - ZERO_C_K;
    double water_kg_s = line->water_w_k * pre_k / (2500500.0 - wet_c * (2309.7 + 1.3 * wet_c));
    double fan_w = at_least(line->fan_w * cube, line->fan_floor_w);
    struct cooler_hour hour = {
        .fan_w = heat > 0.0 ? fan_w : 0.0,
        .water_kg_s = heat > 0.0 ? water_kg_s : 0.0,
        .trim_load_w = heat * (short_k - pre_k) / (line->rise_k + full_k),
        .capacity_w = capacity_w(line, dry_k - pads_k, trim_capacity_w(&line->trim, dry_k)),
    };

    return hour;
}

static inline void store_hour(const struct dry_plant_hours *hours, int i, struct cooler_hour hour)
{
    hours->fan_w[i] = hour.fan_w;
    hours->water_kg_s[i] = hour.water_kg_s;
    hours->chiller_w[i] = hour.trim_load_w;
    hours->capacity_w[i] = hour.capacity_w;
}

/*
 * LANES hours from AT through local arrays: a fixed count without aliases is what the vectoriser of plain
 * -O2 accepts.  Leaves the chillers' load in chiller_w.
 */
enum { LANES = 8 };

static void run_lanes(const struct dry_plant_line *plant, const struct dry_plant_hours *hours, int at)
{
    const struct dry_plant_line line = *plant;
    double dry_k[LANES], wet_k[LANES], heat_w[LANES];
    double fan_w[LANES], water_kg_s[LANES], trim_load_w[LANES], limit_w[LANES];

    memcpy(dry_k, hours->dry_bulb_k + at, sizeof dry_k);
    memcpy(wet_k, hours->wet_bulb_k + at, sizeof wet_k);
    memcpy(heat_w, hours->heat_w + at, sizeof heat_w);
    for (int i = 0; i < LANES; i++) {
        struct cooler_hour hour = run_cooler(&line, dry_k[i], wet_k[i], heat_w[i]);

        fan_w[i] = hour.fan_w;
        water_kg_s[i] = hour.water_kg_s;
        trim_load_w[i] = hour.trim_load_w;
        limit_w[i] = hour.capacity_w;
    }
    memcpy(hours->fan_w + at, fan_w, sizeof fan_w);
    memcpy(hours->water_kg_s + at, water_kg_s, sizeof water_kg_s);
    memcpy(hours->chiller_w + at, trim_load_w, sizeof trim_load_w);
    memcpy(hours->capacity_w + at, limit_w, sizeof limit_w);
}

/* One hour whose coolers fall short or cost much: trim, bypass, or let the supply float. */
static void run_trim(const struct dry_plant_line *line, const struct dry_plant_hours *hours, int i,
                     int *clamp_count)
{
    double heat = hours->heat_w[i], load = hours->chiller_w[i];
    double mixed_k = line->rise_k + line->approach_k * heat * line->per_rated_w;
    struct chiller_state trim = chiller_line_run(&line->trim, load, hours->dry_bulb_k[i], clamp_count);

    hours->chiller_w[i] = trim.power_w;
    /* Coolers hotter than the return would heat it: then the chillers' load is above the heat itself. */
    if (trim.capacity_w >= heat && line->trim.least_power_ratio * heat < trim.power_w + hours->fan_w[i]) {
        struct chiller_state alone = chiller_line_run(&line->trim, heat, hours->dry_bulb_k[i], NULL);

        if (alone.power_w < trim.power_w + hours->fan_w[i]) {
            hours->chiller_w[i] = alone.power_w;
            hours->fan_w[i] = 0.0;
            hours->water_kg_s[i] = 0.0;
            return;
        }
    }
    if (load > trim.served_w)
        hours->supply_k[i] += (load - trim.served_w) * mixed_k / heat;
}

void dry_plant_block(const struct dry_plant_line *line, const struct dry_plant_hours *hours, int *clamp_count)
{
    /* Fans below this need less than chillers alone could. */
    const double least_ratio = line->trim.unit_count > 0 ? line->trim.least_power_ratio : INFINITY;
    int overloaded = 0, at = 0;

    for (; at + LANES <= hours->count; at += LANES)
        run_lanes(line, hours, at);
    for (; at < hours->count; at++)
        store_hour(hours, at,
                   run_cooler(line, hours->dry_bulb_k[at], hours->wet_bulb_k[at], hours->heat_w[at]));
    for (int i = 0; i < hours->count; i++) {
        hours->supply_k[i] = line->supply_k;
        overloaded += hours->heat_w[i] > overload_ratio * line->rated_w;
        if (hours->chiller_w[i] > 0.0 || hours->fan_w[i] > least_ratio * hours->heat_w[i])
            run_trim(line, hours, i, clamp_count);
    }
    if (clamp_count != NULL)
        *clamp_count += overloaded;
}
