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
        .floor_speed_ratio = pow(c->fan_floor_ratio, 1.0 / 3.75) * (1.0 - 1e-9),
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

double dry_plant_capacity_w(const struct dry_plant_line *line, double dry_bulb_k, double wet_bulb_k)
{
    double pads_k = line->precool_ratio * at_least(dry_bulb_k - wet_bulb_k, 0.0);

    return capacity_w(line, dry_bulb_k - pads_k, trim_capacity_w(&line->trim, dry_bulb_k));
}

/* COUNT hours of the block, from AT on, through local arrays: what the vectoriser of plain -O2 accepts. */
enum { LANES = 8 };

struct lanes {
    double dry_k[LANES], wet_k[LANES], heat_w[LANES];
    double full_k[LANES]; /* approach at full air */
    double room_k[LANES]; /* set point less outside air */
};

/* N is LANES, a constant after inlining, or less for the last hours of a block. */
#define INLINE static inline __attribute__((always_inline))

INLINE void load_lanes(struct lanes *lanes, const struct dry_plant_line *line,
                       const struct dry_plant_hours *hours, int at, int n)
{
    memcpy(lanes->dry_k, hours->dry_bulb_k + at, (size_t)n * sizeof(double));
    memcpy(lanes->wet_k, hours->wet_bulb_k + at, (size_t)n * sizeof(double));
    memcpy(lanes->heat_w, hours->heat_w + at, (size_t)n * sizeof(double));
    for (int i = 0; i < n; i++) {
        lanes->heat_w[i] = at_least(lanes->heat_w[i], 0.0);
        lanes->full_k[i] = line->approach_k * lanes->heat_w[i] * line->per_rated_w;
        lanes->room_k[i] = line->supply_k - lanes->dry_k[i];
    }
}

INLINE void store_lanes(double *to, const double from[LANES], int n)
{
    memcpy(to, from, (size_t)n * sizeof *to);
}

/* In cool air all fans stand at their floor and nothing else runs: no roots, no quotients. */
INLINE bool is_cool(const struct dry_plant_line *line, const struct lanes *lanes, int n)
{
    int warm = 0;
    for (int i = 0; i < n; i++)
        warm |= lanes->full_k[i] > line->floor_speed_ratio * lanes->room_k[i];
    return !warm;
}

/* Fans, pads and the kelvins that they leave short, which go to chiller_w for run_trim. */
INLINE void run_coolers(const struct dry_plant_line *plant, const struct dry_plant_hours *hours, int at,
                        int n)
{
    const struct dry_plant_line line = *plant;
    const double tiny_k = 1e-9;
    struct lanes x;
    double fan_w[LANES], water_kg_s[LANES], left_k[LANES];

    load_lanes(&x, &line, hours, at, n);
    for (int i = 0; i < n; i++) {
        fan_w[i] = x.heat_w[i] > 0.0 ? line.fan_floor_w : 0.0;
        water_kg_s[i] = left_k[i] = 0.0;
    }
    if (!is_cool(&line, &x, n)) {
        for (int i = 0; i < n; i++) {
            double speed = x.full_k[i] / at_least(x.room_k[i], at_least(x.full_k[i], tiny_k));
            double half = sqrt(speed), cube = speed * speed * speed * half * sqrt(half);
            fan_w[i] = at_least(line.fan_w * cube, fan_w[i]);
            left_k[i] = at_least(x.full_k[i] - x.room_k[i], 0.0);
        }
        for (int i = 0; i < n; i++)
            fan_w[i] = x.heat_w[i] > 0.0 ? fan_w[i] : 0.0;
        if (line.precool_ratio > 0.0)
            for (int i = 0; i < n; i++) {
                double pads_k = line.precool_ratio * at_least(x.dry_k[i] - x.wet_k[i], 0.0);
                double pre_k = at_most(left_k[i], pads_k), wet_c = x.wet_k[i] - ZERO_C_K;
                double water = line.water_w_k * pre_k / (2500500.0 - wet_c * (2309.7 + 1.3 * wet_c));
                water_kg_s[i] = x.heat_w[i] > 0.0 ? water : 0.0;
                left_k[i] -= pre_k;
            }
    }
    store_lanes(hours->fan_w + at, fan_w, n);
    store_lanes(hours->water_kg_s + at, water_kg_s, n);
    store_lanes(hours->chiller_w + at, left_k, n);
}

INLINE void find_capacity(const struct dry_plant_line *plant, const struct dry_plant_hours *hours, int at,
                          int n)
{
    const struct dry_plant_line line = *plant;
    struct lanes x;
    double limit_w[LANES];

    load_lanes(&x, &line, hours, at, n);
    for (int i = 0; i < n; i++) {
        double pads_k = line.precool_ratio * at_least(x.dry_k[i] - x.wet_k[i], 0.0);
        limit_w[i] = capacity_w(&line, x.dry_k[i] - pads_k, trim_capacity_w(&line.trim, x.dry_k[i]));
    }
    store_lanes(hours->capacity_w + at, limit_w, n);
}

/* Hours whose coolers fall short or cost much, gathered. */
enum { GATHERED = 16 };

struct trim_hours {
    int count;
    int place[GATHERED];
    double heat_w[GATHERED], mixed_k[GATHERED], load_w[GATHERED], condenser_k[GATHERED];
    double power_w[GATHERED], served_w[GATHERED], capacity_w[GATHERED];
};

static void run_chillers(const struct dry_plant_line *line, struct trim_hours *t)
{
    struct chiller_hours hours = {t->count,   t->load_w,   t->condenser_k,
                                  t->power_w, t->served_w, t->capacity_w};
    chiller_line_block(&line->trim, &hours);
}

/* Chillers alone, where they might need less than coolers and trim together. */
static void try_bypass(const struct dry_plant_line *line, const struct dry_plant_hours *hours,
                       const struct trim_hours *trim)
{
    struct trim_hours alone;

    alone.count = 0;
    for (int k = 0; k < trim->count; k++) {
        int i = trim->place[k];
        double both_w = trim->power_w[k] + hours->fan_w[i], heat_w = trim->heat_w[k];
        if (trim->capacity_w[k] < heat_w || line->trim.least_power_ratio * heat_w >= both_w ||
            chiller_line_least_ratio(&line->trim, trim->condenser_k[k]) * heat_w >= both_w)
            continue;
        alone.place[alone.count] = i;
        alone.load_w[alone.count] = heat_w;
        alone.condenser_k[alone.count] = trim->condenser_k[k];
        alone.heat_w[alone.count++] = both_w;
    }
    if (alone.count == 0)
        return;
    run_chillers(line, &alone);
    for (int k = 0; k < alone.count; k++)
        if (alone.power_w[k] < alone.heat_w[k]) {
            int i = alone.place[k];
            hours->chiller_w[i] = alone.power_w[k];
            hours->fan_w[i] = 0.0;
            hours->water_kg_s[i] = 0.0;
            hours->supply_k[i] = line->supply_k;
        }
}

/* Trim, bypass, or let the supply float. */
static void run_trim(const struct dry_plant_line *line, const struct dry_plant_hours *hours,
                     struct trim_hours *t, int *clamp_count)
{
    for (int k = 0; k < t->count; k++) {
        int i = t->place[k];
        t->heat_w[k] = hours->heat_w[i];
        t->condenser_k[k] = hours->dry_bulb_k[i];
        t->mixed_k[k] = line->rise_k + line->approach_k * t->heat_w[k] * line->per_rated_w;
        t->load_w[k] = t->heat_w[k] * hours->chiller_w[i] / t->mixed_k[k];
        if (clamp_count != NULL)
            clamp_between(t->condenser_k[k] - ZERO_C_K, line->trim.condenser_low_c,
                          line->trim.condenser_high_c, clamp_count);
    }
    run_chillers(line, t);
    for (int k = 0; k < t->count; k++) {
        int i = t->place[k];
        hours->chiller_w[i] = t->power_w[k];
        /* Coolers hotter than the return would heat it: then the chillers' load is above the heat itself. */
        if (t->load_w[k] > t->served_w[k])
            hours->supply_k[i] += (t->load_w[k] - t->served_w[k]) * t->mixed_k[k] / t->heat_w[k];
    }
    if (line->trim.unit_count > 0)
        try_bypass(line, hours, t);
    t->count = 0;
}

static void run_all(const struct dry_plant_line *line, const struct dry_plant_hours *hours)
{
    int whole = hours->count / LANES * LANES, rest = hours->count - whole;

    for (int at = 0; at < whole; at += LANES)
        run_coolers(line, hours, at, LANES);
    run_coolers(line, hours, whole, rest);
    if (hours->capacity_w == NULL)
        return;
    for (int at = 0; at < whole; at += LANES)
        find_capacity(line, hours, at, LANES);
    find_capacity(line, hours, whole, rest);
}

void dry_plant_block(const struct dry_plant_line *line, const struct dry_plant_hours *hours, int *clamp_count)
{
    /* Fans below this need less than chillers alone could. */
    const double least_ratio = line->trim.unit_count > 0 ? line->trim.least_power_ratio : INFINITY;
    struct trim_hours trim;
    int overloaded = 0;

    trim.count = 0;
    run_all(line, hours);
    for (int i = 0; i < hours->count; i++) {
        hours->supply_k[i] = line->supply_k;
        if (clamp_count != NULL)
            overloaded += hours->heat_w[i] > overload_ratio * line->rated_w;
    }
    for (int i = 0; i < hours->count; i++) {
        trim.place[trim.count] = i;
        trim.count += hours->chiller_w[i] > 0.0 || hours->fan_w[i] > least_ratio * hours->heat_w[i];
        if (trim.count == GATHERED)
            run_trim(line, hours, &trim, clamp_count);
    }
    if (trim.count > 0)
        run_trim(line, hours, &trim, clamp_count);
    if (clamp_count != NULL)
        *clamp_count += overloaded;
}
