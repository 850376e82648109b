/* SPDX-License-Identifier: Apache-2.0 */
#include "cooling/cooling.h"

#include "base/curve.h"
#include "base/wide.h"
#include "cooling/cooling_type.h"
#include "physics/chiller_points.h"

#include <math.h>
#include <string.h>

static const struct metric_def cooling_defs[] = {
    {"cooling.pue", "", METRIC_MEAN, JOIN_RATIO, SCOPE_SITE, "facility energy over IT energy"},
    {"cooling.wue", "L/kWh", METRIC_MEAN, JOIN_RATIO, SCOPE_SITE, "make-up water over IT energy"},
    {"cooling.supply", "degC", METRIC_MEAN, JOIN_NONE, SCOPE_SITE, "facility supply, mean over time"},
    {"cooling.energy", "MWh", METRIC_COUNTER, JOIN_SUM, SCOPE_SITE, "energy of fans, pumps and chillers"},
    {"cooling.water", "m3", METRIC_COUNTER, JOIN_SUM, SCOPE_SITE, "make-up water"},
    {"cooling.throttled", "h", METRIC_COUNTER, JOIN_NONE, SCOPE_SITE, "time in which heat cut the IT load"},
    {"cooling.throttled_it", "MWh", METRIC_COUNTER, JOIN_SUM, SCOPE_SITE,
     "IT energy that heat cut, of the racks' full draw"},
    {"cooling.throttled_liquid", "h", METRIC_COUNTER, JOIN_NONE, SCOPE_SITE,
     "of that time: the racks' liquid loop was short"},
    {"cooling.throttled_air", "h", METRIC_COUNTER, JOIN_NONE, SCOPE_SITE,
     "of that time: the loop behind the halls' air was short"},
    {"cooling.throttled_water", "h", METRIC_COUNTER, JOIN_NONE, SCOPE_SITE,
     "of that time: more water would have helped"},
    {"cooling.free", "h", METRIC_COUNTER, JOIN_NONE, SCOPE_SITE,
     "time with IT load and neither chillers nor evaporation"},
    {"cooling.pads", "h", METRIC_COUNTER, JOIN_NONE, SCOPE_SITE,
     "time with wetted pads and without chillers"},
    {"cooling.economiser", "h", METRIC_COUNTER, JOIN_NONE, SCOPE_SITE,
     "time with towers and without chillers"},
    {"cooling.trim", "h", METRIC_COUNTER, JOIN_NONE, SCOPE_SITE, "time with chillers on either loop"},
    {"cooling.trim_liquid", "h", METRIC_COUNTER, JOIN_NONE, SCOPE_SITE,
     "time with chillers on the racks' liquid loop"},
    {"cooling.raised", "h", METRIC_COUNTER, JOIN_NONE, SCOPE_SITE,
     "time in which a supply stood above its set point"},
    {"cooling.liquid_heat", "MWh", METRIC_COUNTER, JOIN_SUM, SCOPE_SITE, "heat carried by liquid loops"},
    {"cooling.air_heat", "MWh", METRIC_COUNTER, JOIN_SUM, SCOPE_SITE, "heat carried through the halls' air"},
};

const struct metric_table cooling_metrics = {cooling_defs, sizeof cooling_defs / sizeof *cooling_defs};

static const double pump_static_ratio = 0.3, pump_floor_ratio = 0.08, air_fan_floor_ratio = 0.1;

/* Points that no chiller has are errors; those that no parabola meets well are told. */
static bool check_points(const struct record *type, struct diag *diag)
{
    const struct curve *given = record_curve(type, COOLING_CHILLER_POINTS);
    struct chiller_points points;
    if (!chiller_points_fit(given->x, given->y, given->count, &points)) {
        diag_error(diag, type->span, "cooling-type '%s': no chiller has these chiller-points", type->id);
        diag_note(diag, "three or more, above no load, and with power that rises with load");
        return false;
    }
    if (points.worst_ratio > 0.02)
        diag_warn(diag, type->span,
                  "cooling-type '%s': the curve misses one of the chiller-points by %.1f %%", type->id,
                  100 * points.worst_ratio);
    return true;
}

bool cooling_check(const struct plan *plan, struct diag *diag)
{
    struct record_list types = plan_list(plan, &cooling_cooling_type_kind);
    bool good = true;
    for (int i = 0; i < types.count; i++) {
        const struct record *type = types.items[i];
        if (record_number(type, COOLING_AIR_LIMIT) < record_number(type, COOLING_AIR_SUPPLY))
            good = diag_error(diag, type->span, "cooling-type '%s': air-limit is below air-supply", type->id);
    }
    for (int i = 0; i < types.count; i++)
        if (record_has(types.items[i], COOLING_CHILLER_POINTS))
            good = check_points(types.items[i], diag) && good;
    return good;
}

bool cooling_drinks(const struct record *type)
{
    return record_choice(type, COOLING_REJECTION) != COOLING_DRY;
}

/* Of the group's water, what goes to the loop that takes HEAT_W. */
static double water_of(const struct cooling_duty *duty, const struct cooling_plant *plant, double heat_w)
{
    double all_w = plant->liquid_w + plant->air_w;
    return all_w > 0 ? duty->water_most_kg_s * heat_w / all_w : 0;
}

static inline double pump_ratio(double x)
{
    double ratio = x * (pump_static_ratio + (1 - pump_static_ratio) * x * x);
    return ratio > pump_floor_ratio ? ratio : pump_floor_ratio;
}

static inline double fan_ratio(double x)
{
    double ratio = x * x * x;
    return ratio > air_fan_floor_ratio ? ratio : air_fan_floor_ratio;
}

static struct loop size_liquid(const struct cooling_duty *duty, const struct cooling_plant *plant)
{
    double limit_k = fmin(duty->used_rack_supply_k, duty->rack_supply_k) - plant->cdu_approach_k;
    double built_k = duty->rack_supply_k - plant->cdu_approach_k;
    struct loop_duty loop = {
        .type = duty->type,
        .heat_w = plant->liquid_w > 0 ? plant->liquid_w + plant->cdu_w + plant->liquid_pump_w : 0,
        .supply_k = fmin(record_number(duty->type, COOLING_FACILITY_SUPPLY), limit_k),
        .supply_limit_k = built_k,
        .used_limit_k = limit_k,
        .needed_w = duty->it_w * duty->used_liquid_ratio + plant->cdu_w + plant->liquid_pump_w,
        .extreme_dry_bulb_k = duty->extreme_dry_bulb_k + plant->recirculation_k,
        .extreme_wet_bulb_k =
            duty->extreme_wet_bulb_k + COOLING_RECIRCULATION_WET_RATIO * plant->recirculation_k,
        .water_most_kg_s = water_of(duty, plant, plant->liquid_w),
    };
    return loop_size(&loop);
}

static struct loop size_air(const struct cooling_duty *duty, const struct cooling_plant *plant)
{
    double approach_k = record_number(duty->type, COOLING_AIR_APPROACH);
    double limit_k = record_number(duty->type, COOLING_AIR_LIMIT) - approach_k;
    struct loop_duty loop = {
        .type = duty->type,
        .heat_w = plant->air_w > 0 ? plant->air_w + plant->air_fan_w + plant->air_pump_w : 0,
        .supply_k = record_number(duty->type, COOLING_AIR_SUPPLY) - approach_k,
        .supply_limit_k = limit_k,
        .used_limit_k = limit_k,
        .needed_w =
            duty->it_w * (1 - duty->used_liquid_ratio) + duty->loss_w + plant->air_fan_w + plant->air_pump_w,
        .extreme_dry_bulb_k = duty->extreme_dry_bulb_k + plant->recirculation_k,
        .extreme_wet_bulb_k =
            duty->extreme_wet_bulb_k + COOLING_RECIRCULATION_WET_RATIO * plant->recirculation_k,
        .water_most_kg_s = water_of(duty, plant, plant->air_w),
    };
    return loop_size(&loop);
}

/* Of a loop that stands; 0 of one without heat, whose supply is 0 too. */
static double set_point_k(const struct loop *loop)
{
    if (!(loop->design_heat_w > 0))
        return 0;
    return loop->towers ? loop->tower.plant.supply_k : loop->dry.supply_k;
}

struct cooling_plant cooling_size(const struct cooling_duty *duty)
{
    const struct record *type = duty->type;
    double factor = record_number(type, COOLING_FAN_PUMP_FACTOR);
    double pump = factor * record_number(type, COOLING_PUMP_POWER);
    struct cooling_plant plant = {
        .it_w = duty->it_w,
        .loss_w = duty->loss_w,
        .liquid_ratio = duty->used_liquid_ratio,
        .recirculation_k = record_number(type, COOLING_RECIRCULATION),
        .cdu_approach_k = record_number(type, COOLING_CDU_APPROACH),
        .liquid_w = duty->it_w * duty->liquid_ratio,
        .air_w = duty->it_w * (1 - duty->liquid_ratio) + duty->loss_w,
    };
    plant.cdu_w = plant.liquid_w * factor * record_number(type, COOLING_CDU_POWER);
    plant.liquid_pump_w = plant.liquid_w * pump;
    plant.air_pump_w = plant.air_w * pump;
    plant.air_fan_w = plant.air_w * factor * record_number(type, COOLING_AIR_FAN_POWER);
    plant.liquid = size_liquid(duty, &plant);
    plant.air = size_air(duty, &plant);
    plant.liquid_set_k = set_point_k(&plant.liquid);
    plant.air_set_k = set_point_k(&plant.air);
    return plant;
}

enum {
    CHUNK = 48, /* hours at a time: everything stays in the first-level cache */
    LANES = 8,  /* a fixed count without aliases is what the vectoriser of plain -O2 accepts */
};

enum path { LIQUID, AIR, PATH_COUNT };

/* The two loops of a chunk. */
struct chunk {
    double dry_k[CHUNK], wet_k[CHUNK];
    double heat_w[PATH_COUNT][CHUNK], fan_w[PATH_COUNT][CHUNK], chiller_w[PATH_COUNT][CHUNK];
    double water_kg_s[PATH_COUNT][CHUNK], supply_k[PATH_COUNT][CHUNK];
};

/* N hours, LANES or the rest: air at the coolers, heat of both paths, pumps and hall fans. */
static inline __attribute__((always_inline)) void fill_lanes(const struct cooling_plant *plant,
                                                             const struct cooling_hours *h, int at, int n,
                                                             struct chunk *c, int to)
{
    const struct cooling_plant p = *plant;
    double it[LANES], loss[LANES], dry[LANES], wet[LANES], pump[LANES], fan[LANES], heat[PATH_COUNT][LANES];
    double per_liquid = p.liquid_w > 0 ? 1 / p.liquid_w : 0, per_air = p.air_w > 0 ? 1 / p.air_w : 0;
    double warmer_k = p.recirculation_k, moister_k = COOLING_RECIRCULATION_WET_RATIO * p.recirculation_k;
    size_t size = (size_t)n * sizeof(double);
    memcpy(it, h->it_w + at, size);
    memcpy(loss, h->loss_w + at, size);
    memcpy(dry, h->dry_bulb_k + at, size);
    memcpy(wet, h->wet_bulb_k + at, size);
    for (int i = 0; i < n; i++) {
        double liquid = p.liquid_ratio * it[i], air = (1 - p.liquid_ratio) * it[i] + loss[i];
        double behind_cdu = (p.cdu_w + p.liquid_pump_w) * pump_ratio(liquid * per_liquid);
        double behind_air = p.air_pump_w * pump_ratio(air * per_air);
        fan[i] = p.air_fan_w * fan_ratio(air * per_air);
        pump[i] = behind_cdu + behind_air;
        heat[LIQUID][i] = liquid + behind_cdu;
        heat[AIR][i] = air + fan[i] + behind_air;
        dry[i] += warmer_k;
        wet[i] += moister_k;
    }
    memcpy(h->pump_w + at, pump, size);
    memcpy(h->air_fan_w + at, fan, size);
    memcpy(c->heat_w[LIQUID] + to, heat[LIQUID], size);
    memcpy(c->heat_w[AIR] + to, heat[AIR], size);
    memcpy(c->dry_k + to, dry, size);
    memcpy(c->wet_k + to, wet, size);
}

WIDE static void fill_chunk(const struct cooling_plant *plant, const struct cooling_hours *hours, int at,
                            int count, struct chunk *chunk)
{
    int lanes = count / LANES * LANES;
    for (int i = 0; i < lanes; i += LANES)
        fill_lanes(plant, hours, at + i, LANES, chunk, i);
    if (lanes < count)
        fill_lanes(plant, hours, at + lanes, count - lanes, chunk, lanes);
}

static void run_loop(const struct loop *loop, struct chunk *c, enum path path, int count)
{
    struct dry_plant_hours hours = {.count = count,
                                    .dry_bulb_k = c->dry_k,
                                    .wet_bulb_k = c->wet_k,
                                    .heat_w = c->heat_w[path],
                                    .fan_w = c->fan_w[path],
                                    .chiller_w = c->chiller_w[path],
                                    .water_kg_s = c->water_kg_s[path],
                                    .supply_k = c->supply_k[path]};
    loop_block(loop, &hours);
}

/* N hours: sums of the two loops. */
static inline __attribute__((always_inline)) void store_lanes(const struct chunk *c, int from,
                                                              const struct cooling_hours *h, int at, int n)
{
    double fan[LANES], chiller[LANES], water[LANES], power[LANES], pump[LANES], air_fan[LANES];
    size_t size = (size_t)n * sizeof(double);
    memcpy(pump, h->pump_w + at, size);
    memcpy(air_fan, h->air_fan_w + at, size);
    for (int i = 0; i < n; i++) {
        fan[i] = c->fan_w[LIQUID][from + i] + c->fan_w[AIR][from + i];
        chiller[i] = c->chiller_w[LIQUID][from + i] + c->chiller_w[AIR][from + i];
        water[i] = c->water_kg_s[LIQUID][from + i] + c->water_kg_s[AIR][from + i];
        power[i] = fan[i] + chiller[i] + pump[i] + air_fan[i];
    }
    memcpy(h->fan_w + at, fan, size);
    memcpy(h->chiller_w + at, chiller, size);
    memcpy(h->water_kg_s + at, water, size);
    memcpy(h->power_w + at, power, size);
}

static void store_paths(const struct cooling_plant *plant, const struct chunk *c,
                        const struct cooling_hours *h, int at, int count)
{
    size_t size = (size_t)count * sizeof(double);
    memcpy(h->liquid_heat_w + at, c->heat_w[LIQUID], size);
    memcpy(h->air_heat_w + at, c->heat_w[AIR], size);
    memcpy(h->liquid_chiller_w + at, c->chiller_w[LIQUID], size);
    for (int i = 0; i < count; i++) {
        double liquid_k = c->supply_k[LIQUID][i] - plant->liquid_set_k,
               air_k = c->supply_k[AIR][i] - plant->air_set_k;
        h->raised_k[at + i] = liquid_k > air_k ? liquid_k : air_k;
    }
}

WIDE static void store_chunk(const struct cooling_plant *plant, const struct chunk *c,
                             const struct cooling_hours *h, int at, int count)
{
    bool warm = plant->liquid.design_heat_w > 0;
    double approach_k = warm ? plant->cdu_approach_k / plant->liquid.design_heat_w : 0;
    int lanes = count / LANES * LANES;
    for (int i = 0; i < lanes; i += LANES)
        store_lanes(c, i, h, at + i, LANES);
    if (lanes < count)
        store_lanes(c, lanes, h, at + lanes, count - lanes);
    memcpy(h->supply_k + at, c->supply_k[warm ? LIQUID : AIR], (size_t)count * sizeof(double));
    for (int i = 0; h->rack_k && i < count; i++)
        h->rack_k[at + i] = h->supply_k[at + i] + approach_k * c->heat_w[LIQUID][i];
    for (int i = 0; h->heat_w && i < count; i++)
        h->heat_w[at + i] = c->heat_w[LIQUID][i] + c->heat_w[AIR][i];
    if (h->raised_k)
        store_paths(plant, c, h, at, count);
}

void cooling_block(const struct cooling_plant *plant, const struct cooling_hours *hours)
{
    struct chunk chunk;
    for (int at = 0; at < hours->count; at += CHUNK) {
        int count = hours->count - at < CHUNK ? hours->count - at : CHUNK;
        fill_chunk(plant, hours, at, count, &chunk);
        run_loop(&plant->liquid, &chunk, LIQUID, count);
        run_loop(&plant->air, &chunk, AIR, count);
        store_chunk(plant, &chunk, hours, at, count);
    }
}

/* IT load at which one path is full; PER_IT is the share of IT heat that it takes. */
static double path_limit_w(const struct loop *loop, double dry_k, double wet_k, double added_w, double per_it)
{
    if (per_it <= 0)
        return INFINITY;
    return fmax(loop_capacity_w(loop, dry_k, wet_k) - added_w, 0) / per_it;
}

struct cooling_paths cooling_paths(const struct cooling_plant *plant, double dry_bulb_k, double wet_bulb_k)
{
    const struct cooling_plant *p = plant;
    double dry_k = dry_bulb_k + p->recirculation_k;
    double wet_k = wet_bulb_k + COOLING_RECIRCULATION_WET_RATIO * p->recirculation_k;
    double liquid_added_w = p->cdu_w + p->liquid_pump_w,
           air_added_w = p->loss_w + p->air_fan_w + p->air_pump_w;
    return (struct cooling_paths){
        .liquid_w = path_limit_w(&p->liquid, dry_k, wet_k, liquid_added_w, p->liquid_ratio),
        .air_w = path_limit_w(&p->air, dry_k, wet_k, air_added_w, 1 - p->liquid_ratio)};
}

void cooling_limit_block(const struct cooling_plant *plant, int count, const double *dry_bulb_k,
                         const double *wet_bulb_k, double *max_it_w)
{
    const struct cooling_plant *p = plant;
    for (int i = 0; i < count; i++) {
        max_it_w[i] = INFINITY;
        if (cooling_is_safe(p, dry_bulb_k[i], wet_bulb_k[i]))
            continue;
        struct cooling_paths paths = cooling_paths(p, dry_bulb_k[i], wet_bulb_k[i]);
        max_it_w[i] = fmin(paths.liquid_w, paths.air_w);
    }
}
