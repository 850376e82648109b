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

/* N is LANES, a constant after inlining, or less for the last hours of a block. */
#define INLINE static inline __attribute__((always_inline))
enum { LANES = CHILLER_LANES };

struct lanes {
    double dry_k[LANES], wet_k[LANES], heat_w[LANES];
    double full_k[LANES]; /* approach at full air */
    double room_k[LANES]; /* set point less outside air */
    double left_k[LANES]; /* what full air and pads leave to the chillers */
    double fan_w[LANES], water_kg_s[LANES], chiller_w[LANES], supply_k[LANES];
};

INLINE void load_lanes(struct lanes *x, const struct dry_plant_line *line,
                       const struct dry_plant_hours *hours, int at, int n)
{
    memcpy(x->dry_k, hours->dry_bulb_k + at, (size_t)n * sizeof(double));
    memcpy(x->wet_k, hours->wet_bulb_k + at, (size_t)n * sizeof(double));
    memcpy(x->heat_w, hours->heat_w + at, (size_t)n * sizeof(double));
    for (int i = 0; i < n; i++) {
        x->heat_w[i] = at_least(x->heat_w[i], 0.0);
        x->full_k[i] = line->approach_k * x->heat_w[i] * line->per_rated_w;
        x->room_k[i] = line->supply_k - x->dry_k[i];
        x->fan_w[i] = x->heat_w[i] > 0.0 ? line->fan_floor_w : 0.0;
        x->water_kg_s[i] = x->left_k[i] = x->chiller_w[i] = 0.0;
        x->supply_k[i] = line->supply_k;
    }
}

INLINE void store_lanes(const struct lanes *x, const struct dry_plant_hours *hours, int at, int n)
{
    memcpy(hours->fan_w + at, x->fan_w, (size_t)n * sizeof(double));
    memcpy(hours->chiller_w + at, x->chiller_w, (size_t)n * sizeof(double));
    memcpy(hours->water_kg_s + at, x->water_kg_s, (size_t)n * sizeof(double));
    memcpy(hours->supply_k + at, x->supply_k, (size_t)n * sizeof(double));
}

/* In cool air all fans stand at their floor and nothing else runs: no roots, no quotients. */
INLINE bool is_cool(const struct dry_plant_line *line, const struct lanes *x, int n)
{
    int64_t warm = 0;
    for (int i = 0; i < n; i++)
        warm |= x->full_k[i] > line->floor_speed_ratio * x->room_k[i];
    return warm == 0;
}

INLINE void run_fans(const struct dry_plant_line *line, struct lanes *x, int n)
{
    const double tiny_k = 1e-9;
    for (int i = 0; i < n; i++) {
        double speed = x->full_k[i] / at_least(x->room_k[i], at_least(x->full_k[i], tiny_k));
        double half = sqrt(speed), cube = speed * speed * speed * half * sqrt(half);
        x->fan_w[i] = x->heat_w[i] > 0.0 ? at_least(line->fan_w * cube, line->fan_floor_w) : 0.0;
        x->left_k[i] = at_least(x->full_k[i] - x->room_k[i], 0.0);
    }
}

INLINE void run_pads(const struct dry_plant_line *line, struct lanes *x, int n)
{
    for (int i = 0; i < n; i++) {
        double pads_k = line->precool_ratio * at_least(x->dry_k[i] - x->wet_k[i], 0.0);
        double pre_k = at_most(x->left_k[i], at_most(pads_k, line->pads_most_k)),
               wet_c = x->wet_k[i] - ZERO_C_K;
        double water = line->water_w_k * pre_k / (2500500.0 - wet_c * (2309.7 + 1.3 * wet_c));
        x->water_kg_s[i] = x->heat_w[i] > 0.0 ? water : 0.0;
        x->left_k[i] -= pre_k;
    }
}

/* Whether chillers must run in one of the hours, or might replace fans that cost much. */
INLINE bool asks_chillers(const struct dry_plant_line *line, const struct lanes *x, int n)
{
    int64_t asks = 0;
    for (int i = 0; i < n; i++)
        asks |= (x->left_k[i] > 0.0) | (x->fan_w[i] > line->trim.least_power_ratio * x->heat_w[i]);
    return asks != 0;
}

/* Chillers alone, where they need less than coolers and trim together. */
INLINE void try_bypass(const struct dry_plant_line *line, struct lanes *x, const double capacity_w[LANES],
                       int n)
{
    double alone_w[LANES], served_w[LANES], limit_w[LANES];
    int64_t might = 0;

    for (int i = 0; i < n; i++) {
        double tc = chiller_lanes_condenser_c(&line->trim, x->dry_k[i]);
        double least_w =
            chiller_lanes_parabola(line->trim.input, tc) * line->trim.best_power_ratio * x->heat_w[i];
        might |= (least_w < x->chiller_w[i] + x->fan_w[i]) & (capacity_w[i] >= x->heat_w[i]);
    }
    if (might == 0)
        return;
    chiller_lanes_run(&line->trim, n, x->heat_w, x->dry_k, alone_w, served_w, limit_w);
    for (int i = 0; i < n; i++) {
        double both_w = x->chiller_w[i] + x->fan_w[i];
        double better = capacity_w[i] >= x->heat_w[i] ? both_w - alone_w[i] : 0.0;
        x->chiller_w[i] = better > 0.0 ? alone_w[i] : x->chiller_w[i];
        x->fan_w[i] = better > 0.0 ? 0.0 : x->fan_w[i];
        x->water_kg_s[i] = better > 0.0 ? 0.0 : x->water_kg_s[i];
        x->supply_k[i] = better > 0.0 ? line->supply_k : x->supply_k[i];
    }
}

/* Trim, bypass, or let the supply float. */
INLINE void run_chillers(const struct dry_plant_line *line, struct lanes *x, int n)
{
    double load_w[LANES], served_w[LANES], capacity_w[LANES];

    for (int i = 0; i < n; i++)
        load_w[i] = x->heat_w[i] * x->left_k[i] / (line->rise_k + x->full_k[i]);
    if (line->trim.unit_count > 0)
        chiller_lanes_run(&line->trim, n, load_w, x->dry_k, x->chiller_w, served_w, capacity_w);
    else
        memset(served_w, 0, sizeof served_w);
    for (int i = 0; i < n; i++) {
        /* Coolers hotter than the return would heat it: then the chillers' load is above the heat itself. */
        double unserved_w = at_least(load_w[i] - served_w[i], 0.0), heat = x->heat_w[i];
        x->supply_k[i] += unserved_w * (line->rise_k + x->full_k[i]) / (heat > 0.0 ? heat : 1.0);
    }
    if (line->trim.unit_count > 0)
        try_bypass(line, x, capacity_w, n);
}

/* Hours in which the chillers are asked and their condensers lie outside the range of their curves. */
static void count_clamps(const struct dry_plant_line *line, const struct lanes *x, int n, int *clamp_count)
{
    for (int i = 0; i < n; i++)
        if (line->trim.unit_count > 0 &&
            (x->left_k[i] > 0.0 || x->fan_w[i] > line->trim.least_power_ratio * x->heat_w[i]))
            clamp_between(x->dry_k[i] - ZERO_C_K, line->trim.condenser_low_c, line->trim.condenser_high_c,
                          clamp_count);
}

INLINE void run_lanes(const struct dry_plant_line *line, const struct dry_plant_hours *hours, int at, int n,
                      int *clamp_count)
{
    struct lanes x;

    load_lanes(&x, line, hours, at, n);
    if (!is_cool(line, &x, n)) {
        run_fans(line, &x, n);
        if (line->precool_ratio > 0.0)
            run_pads(line, &x, n);
    }
    if (asks_chillers(line, &x, n)) {
        if (clamp_count != NULL)
            count_clamps(line, &x, n, clamp_count);
        run_chillers(line, &x, n);
    }
    store_lanes(&x, hours, at, n);
}

WIDE void dry_plant_block(const struct dry_plant_line *plant, const struct dry_plant_hours *hours,
                          int *clamp_count)
{
    const struct dry_plant_line line = *plant;
    int whole = hours->count / LANES * LANES;

    for (int at = 0; at < whole; at += LANES)
        run_lanes(&line, hours, at, LANES, clamp_count);
    if (whole < hours->count)
        run_lanes(&line, hours, whole, hours->count - whole, clamp_count);
    for (int i = 0; clamp_count != NULL && i < hours->count; i++)
        *clamp_count += hours->heat_w[i] > overload_ratio * line.rated_w;
    for (int i = 0; hours->capacity_w != NULL && i < hours->count; i++)
        hours->capacity_w[i] = dry_plant_capacity_w(&line, hours->dry_bulb_k[i], hours->wet_bulb_k[i]);
}
