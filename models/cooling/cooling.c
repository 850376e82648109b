/* SPDX-License-Identifier: Apache-2.0 */
#include "cooling/cooling.h"

#include "base/curve.h"
#include "base/lanes.h"
#include "base/wide.h"
#include "cooling/cooling_type.h"
#include "physics/chiller_points.h"

#include <math.h>
#include <stdint.h>
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
    CHUNK = 128, /* hours at a time: everything stays in the first-level cache */
    LANES = 8,   /* a fixed count without aliases is what the vectoriser of plain -O2 accepts */
};

#define INLINE static inline __attribute__((always_inline))

/* What the cold loop does in a chunk. */
struct cold {
    LANES_ALIGNED double fan_w[CHUNK], chiller_w[CHUNK], water_kg_s[CHUNK], supply_k[CHUNK];
};

/* What follows from the IT load alone, for a group of hours. */
struct load_lanes {
    double it[LANES], input[LANES];
    double pump[LANES], fan[LANES], liquid[LANES], air[LANES];
};

INLINE void carry_load(const struct cooling_plant *plant, double loss_ratio, struct load_lanes *x)
{
    const struct cooling_plant *p = plant;
    const double per_liquid = p->liquid_w > 0 ? 1 / p->liquid_w : 0,
                 per_air = p->air_w > 0 ? 1 / p->air_w : 0;
    const double liquid_ratio = p->liquid_ratio, behind_cdu_w = p->cdu_w + p->liquid_pump_w;
    const double air_pump_w = p->air_pump_w, air_fan_w = p->air_fan_w;
    for (int i = 0; i < LANES; i++) {
        double liquid = liquid_ratio * x->it[i];
        double air = (1 - liquid_ratio) * x->it[i] + loss_ratio * (x->input[i] - x->it[i]);
        double behind_cdu = behind_cdu_w * pump_ratio(liquid * per_liquid);
        double behind_air = air_pump_w * pump_ratio(air * per_air),
               fan = air_fan_w * fan_ratio(air * per_air);
        x->fan[i] = fan;
        x->pump[i] = behind_cdu + behind_air;
        x->liquid[i] = liquid + behind_cdu;
        x->air[i] = air + fan + behind_air;
    }
}

/* N hours from AT on, LANES or the rest; where the load is that of the hours before, so is X. */
INLINE void load_hours(const struct cooling_plant *plant, const struct cooling_hours *h, int at, int n,
                       struct load_lanes *x)
{
    double it[LANES] = {0}, input[LANES] = {0};
    int64_t differs = 0;
    size_t size = (size_t)n * sizeof(double);
    memcpy(it, h->it_w + at, size);
    memcpy(input, h->input_w + at, size);
    for (int i = 0; i < LANES; i++)
        differs |= (it[i] != x->it[i] ? 1 : 0) | (input[i] != x->input[i] ? 1 : 0);
    if (differs) {
        memcpy(x->it, it, sizeof it);
        memcpy(x->input, input, sizeof input);
        carry_load(plant, h->loss_heat_ratio, x);
    }
    memcpy(h->pump_w + at, x->pump, size);
    memcpy(h->air_fan_w + at, x->fan, size);
    memcpy(h->liquid_heat_w + at, x->liquid, size);
    memcpy(h->air_heat_w + at, x->air, size);
}

WIDE static void run_loads(const struct cooling_plant *plant, const struct cooling_hours *h)
{
    struct load_lanes x;
    int lanes = h->count / LANES * LANES;
    for (int i = 0; i < LANES; i++)
        x.it[i] = x.input[i] = NAN; /* like none */
    for (int at = 0; at < lanes; at += LANES)
        load_hours(plant, h, at, LANES, &x);
    if (lanes < h->count)
        load_hours(plant, h, lanes, h->count - lanes, &x);
}

/* N hours: the cold loop onto the warm one's, and all of it onto the group's input. */
INLINE void join_lanes(const struct cooling_plant *plant, const struct cold *c, int from,
                       const struct cooling_hours *h, int at, int n)
{
    double fan[LANES], warm[LANES], chiller[LANES], water[LANES], supply[LANES], load[LANES], pump[LANES],
        air_fan[LANES], raised[LANES];
    double liquid_set_k = plant->liquid_set_k, air_set_k = plant->air_set_k;
    size_t size = (size_t)n * sizeof(double);
    memcpy(fan, h->fan_w + at, size);
    memcpy(warm, h->liquid_chiller_w + at, size);
    memcpy(water, h->water_kg_s + at, size);
    memcpy(supply, h->supply_k + at, size);
    memcpy(load, h->input_w + at, size);
    memcpy(pump, h->pump_w + at, size);
    memcpy(air_fan, h->air_fan_w + at, size);
    for (int i = 0; i < n; i++) {
        double liquid_k = supply[i] - liquid_set_k, air_k = c->supply_k[from + i] - air_set_k;
        fan[i] += c->fan_w[from + i];
        chiller[i] = warm[i] + c->chiller_w[from + i];
        water[i] += c->water_kg_s[from + i];
        load[i] += fan[i] + chiller[i] + pump[i] + air_fan[i];
        raised[i] = liquid_k > air_k ? liquid_k : air_k;
    }
    memcpy(h->fan_w + at, fan, size);
    memcpy(h->chiller_w + at, chiller, size);
    memcpy(h->water_kg_s + at, water, size);
    memcpy(h->load_w + at, load, size);
    memcpy(h->raised_k + at, raised, size);
}

WIDE static void join_chunk(const struct cooling_plant *plant, const struct cold *c,
                            const struct cooling_hours *h, int at, int count)
{
    int lanes = count / LANES * LANES;
    for (int i = 0; i < lanes; i += LANES)
        join_lanes(plant, c, i, h, at + i, LANES);
    if (lanes < count)
        join_lanes(plant, c, lanes, h, at + lanes, count - lanes);
    if (!(plant->liquid.design_heat_w > 0))
        memcpy(h->supply_k + at, c->supply_k, (size_t)count * sizeof(double));
}

/* A loop's hours from AT on; outputs are to be filled in. */
static struct dry_plant_hours loop_hours(const struct cooling_plant *plant, const struct cooling_hours *h,
                                         int at)
{
    return (struct dry_plant_hours){.count = h->count - at < CHUNK ? h->count - at : CHUNK,
                                    .warmer_k = plant->recirculation_k,
                                    .moister_k = COOLING_RECIRCULATION_WET_RATIO * plant->recirculation_k,
                                    .dry_bulb_k = h->dry_bulb_k + at,
                                    .wet_bulb_k = h->wet_bulb_k + at};
}

void cooling_block(const struct cooling_plant *plant, const struct cooling_hours *h)
{
    struct cold cold;
    run_loads(plant, h);
    for (int at = 0; at < h->count; at += CHUNK) {
        struct dry_plant_hours loop = loop_hours(plant, h, at);
        loop.heat_w = h->liquid_heat_w + at;
        loop.fan_w = h->fan_w + at;
        loop.chiller_w = h->liquid_chiller_w + at;
        loop.water_kg_s = h->water_kg_s + at;
        loop.supply_k = h->supply_k + at;
        loop_block(&plant->liquid, &loop);
        loop.heat_w = h->air_heat_w + at;
        loop.fan_w = cold.fan_w;
        loop.chiller_w = cold.chiller_w;
        loop.water_kg_s = cold.water_kg_s;
        loop.supply_k = cold.supply_k;
        loop_block(&plant->air, &loop);
        join_chunk(plant, &cold, h, at, loop.count);
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
