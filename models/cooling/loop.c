/* SPDX-License-Identifier: Apache-2.0 */
#include "cooling/loop.h"

#include "base/curve.h"
#include "cooling/cooling_type.h"
#include "physics/chiller_points.h"
#include "physics/chiller_sets.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static const double fan_floor_ratio = 0.05, air_rise_k = 10.0, water_j_kg_k = 4186.0;

/* The curves that the field names. */
static const struct chiller_curves *curves_of(const struct record *type)
{
    const char *word = type->kind->fields[COOLING_CHILLER].choices;
    char name[32];
    for (int i = record_choice(type, COOLING_CHILLER); i > 0; i--)
        word = strchr(word, '|') + 1;
    size_t length = strcspn(word, "|");
    assert(length < sizeof name);
    memcpy(name, word, length);
    name[length] = '\0';
    return chiller_sets_find(name);
}

/* The maker's points, which cooling_check has seen. */
static void lay_points(const struct record *type, struct chiller_bank *bank)
{
    struct chiller_points points;
    const struct curve *given =
        record_has(type, COOLING_CHILLER_POINTS) ? record_curve(type, COOLING_CHILLER_POINTS) : NULL;
    if (!given || !chiller_points_fit(given->x, given->y, given->count, &points))
        return;
    bank->part_load = points.part_load;
    bank->reference_cop_ratio = points.cop_ratio / record_number(type, COOLING_CHILLER_FACTOR);
}

/* Equal chillers that have CAPACITY_W together at this leaving water and condenser. */
static struct chiller_bank bank_for(const struct record *type, double capacity_w, double leaving_k,
                                    double condenser_k)
{
    struct chiller_bank bank = {
        .curves = curves_of(type),
        .reference_w = 1.0,
        .reference_cop_ratio =
            record_number(type, COOLING_CHILLER_COP) / record_number(type, COOLING_CHILLER_FACTOR),
        .unit_count = 1,
    };
    assert(bank.curves);
    lay_points(type, &bank);
    struct chiller_line one = chiller_at_leaving(&bank, leaving_k, NULL);
    double ratio = chiller_line_capacity_w(&one, condenser_k, NULL);
    bank.unit_count = capacity_w > 0 && ratio > 0
                          ? (int)ceil(capacity_w / record_number(type, COOLING_CHILLER_SIZE) - 1e-9)
                          : 0;
    bank.reference_w = bank.unit_count ? capacity_w / ratio / bank.unit_count : 0;
    return bank;
}

/* The loop's chillers: those that carry TRIM_W together at the extreme, and the redundant ones. */
static struct chiller_bank trim_bank(const struct loop_duty *duty, double trim_w)
{
    struct chiller_bank bank = bank_for(duty->type, trim_w, duty->supply_k, duty->extreme_dry_bulb_k);
    if (bank.unit_count > 0 && !record_has(duty->type, COOLING_TRIM_CAPACITY))
        bank.unit_count += (int)record_count(duty->type, COOLING_SPARE_CHILLERS);
    return bank;
}

double loop_capacity_w(const struct loop *loop, double dry_bulb_k, double wet_bulb_k)
{
    if (loop->design_heat_w <= 0)
        return 0;
    return loop->towers ? tower_plant_capacity_w(&loop->tower, dry_bulb_k, wet_bulb_k)
                        : dry_plant_capacity_w(&loop->dry, dry_bulb_k, wet_bulb_k);
}

/*
 * Warmest inlet from which the coolers carry NEEDED_W, with the chillers' capacity at safe_dry_k, the hottest
 * condenser that counts: the plant's equation of dry_plant.h solved for the inlet.
 */
static double safe_inlet_k(const struct loop *loop, double needed_w, double limit_k)
{
    const struct dry_plant_line *line = &loop->dry;
    double trim_w = line->trim.unit_count ? chiller_line_capacity_w(&line->trim, loop->safe_dry_k, NULL) : 0;
    double at_k = line->approach_k * needed_w * line->per_rated_w;
    if (needed_w > 1.1 * line->rated_w)
        return 0; /* never safe */
    return limit_k - at_k + trim_w / needed_w * (line->rise_k + at_k) - 1e-6;
}

/* The same for towers by wet bulb: the capacity falls as it rises. */
static double safe_wet_k(const struct loop *loop, double needed_w)
{
    double low = 230, high = 330;
    while (high - low > 1e-4) {
        double middle = 0.5 * (low + high);
        *(tower_plant_carries(&loop->tower, needed_w, loop->safe_dry_k, middle) ? &low : &high) = middle;
    }
    return low;
}

static double fan_power_ratio(const struct record *type)
{
    return record_number(type, COOLING_FAN_POWER) * record_number(type, COOLING_FAN_PUMP_FACTOR);
}

static struct loop size_dry(const struct loop_duty *duty, double heat_w, double rated_w)
{
    const struct record *type = duty->type;
    bool pads = record_choice(type, COOLING_REJECTION) == COOLING_ADIABATIC;
    double precool = pads ? record_number(type, COOLING_PRECOOL) : 0;
    double rise_k = record_number(type, COOLING_LOOP_RISE),
           approach_k = record_number(type, COOLING_APPROACH) / (1 - record_number(type, COOLING_FOULING));
    double inlet_k =
        duty->extreme_dry_bulb_k - precool * fmax(duty->extreme_dry_bulb_k - duty->extreme_wet_bulb_k, 0);
    double at_k = approach_k, above_k = inlet_k - duty->supply_limit_k;
    double trim_w = fmin(fmax(heat_w * (above_k + at_k) / (rise_k + at_k), 0), heat_w); /* no spare cells */
    if (record_has(type, COOLING_TRIM_CAPACITY))
        trim_w = record_number(type, COOLING_TRIM_CAPACITY) * heat_w;
    struct dry_plant plant = {
        .cooler = {.rated_heat_w = rated_w,
                   .rated_approach_k = approach_k,
                   .rated_fan_w = rated_w * fan_power_ratio(type),
                   .fan_floor_ratio = fan_floor_ratio,
                   .air_rise_k = air_rise_k,
                   .precool_ratio = precool,
                   .cycles_ratio = record_number(type, COOLING_CYCLES)},
        .trim = trim_bank(duty, trim_w),
        .supply_k = duty->supply_k,
        .supply_limit_k = duty->used_limit_k,
        .loop_rise_k = rise_k,
        .water_most_kg_s = duty->water_most_kg_s,
    };
    return (struct loop){.design_heat_w = duty->heat_w, .dry = dry_plant_line(&plant, NULL)};
}

/* Chillers that the extreme asks for without the spare cells; those cooled by the towers warm them. */
static double tower_trim_w(const struct loop_duty *duty, const struct tower_plant *bare, double heat_w)
{
    struct tower_plant plant = *bare;
    double trim_w = 0, cells = heat_w / bare->rated_heat_w;
    plant.rated_heat_w *= cells;
    plant.tower.rated_water_kg_s *= cells;
    plant.tower.rated_fan_w *= cells;
    for (int round = 0; round < 4; round++) {
        struct tower_plant_line line = tower_plant_line(&plant);
        double short_w = tower_plant_short_w(&line, heat_w, duty->extreme_wet_bulb_k, line.compressor_w);
        if (short_w <= trim_w)
            break;
        trim_w = fmin(short_w, heat_w);
        plant.trim = bank_for(duty->type, trim_w, duty->supply_k, duty->extreme_dry_bulb_k);
    }
    return trim_w;
}

static struct loop size_tower(const struct loop_duty *duty, double heat_w, double rated_w)
{
    const struct record *type = duty->type;
    struct tower_plant plant = {
        .tower = {.rated_water_kg_s = rated_w / (record_number(type, COOLING_LOOP_RISE) * water_j_kg_k),
                  .rated_fan_w = rated_w * fan_power_ratio(type),
                  .fan_floor_ratio = fan_floor_ratio,
                  .approach_scale_ratio = 1 / (1 - record_number(type, COOLING_FOULING))},
        .rated_heat_w = rated_w,
        .exchanger_k = record_number(type, COOLING_EXCHANGER_APPROACH),
        .cycles_ratio = record_number(type, COOLING_CYCLES),
        .supply_k = duty->supply_k,
        .supply_limit_k = duty->supply_limit_k,
        .water_most_kg_s = duty->water_most_kg_s,
    };
    double trim_w = tower_trim_w(duty, &plant, heat_w);
    if (record_has(type, COOLING_TRIM_CAPACITY))
        trim_w = record_number(type, COOLING_TRIM_CAPACITY) * heat_w;
    plant.supply_limit_k = duty->used_limit_k;
    plant.trim = trim_bank(duty, trim_w);
    return (struct loop){.towers = true, .design_heat_w = duty->heat_w, .tower = tower_plant_line(&plant)};
}

struct loop loop_size(const struct loop_duty *duty)
{
    double heat_w = duty->heat_w * record_number(duty->type, COOLING_INSTALLED);
    double rated_w = heat_w * (1 + record_number(duty->type, COOLING_SPARE));
    if (!(duty->heat_w > 0))
        return (struct loop){.safe_dry_k = INFINITY, .safe_inlet_k = INFINITY, .safe_wet_k = INFINITY};
    bool towers = record_choice(duty->type, COOLING_REJECTION) == COOLING_TOWER;
    struct loop loop = towers ? size_tower(duty, heat_w, rated_w) : size_dry(duty, heat_w, rated_w);
    loop.safe_dry_k = duty->extreme_dry_bulb_k;
    if (towers)
        loop.safe_wet_k = safe_wet_k(&loop, duty->needed_w);
    else
        loop.safe_inlet_k = safe_inlet_k(&loop, duty->needed_w, duty->used_limit_k);
    return loop;
}

static void take_cells(struct dry_plant_line *line, double ratio)
{
    line->rated_w *= ratio;
    line->per_rated_w /= ratio;
    line->fan_w *= ratio;
    line->fan_floor_w *= ratio;
    line->water_w_k *= ratio;
    line->pads_most_k /= ratio;
}

void loop_take_out(struct loop *loop, double spare_ratio)
{
    struct tower_plant plant = loop->tower.plant;
    double ratio = 1 / (1 + spare_ratio);
    if (!(loop->design_heat_w > 0))
        return;
    if (loop->towers) {
        plant.rated_heat_w *= ratio;
        plant.tower.rated_water_kg_s *= ratio;
        plant.tower.rated_fan_w *= ratio;
        plant.trim.unit_count -= plant.trim.unit_count > 0;
        loop->tower = tower_plant_line(&plant);
    } else {
        take_cells(&loop->dry, ratio);
        loop->dry.trim.unit_count -= loop->dry.trim.unit_count > 0;
    }
}

void loop_free_water(struct loop *loop)
{
    loop->dry.pads_most_k = INFINITY;
    loop->tower.plant.water_most_kg_s = 0;
}

void loop_block(const struct loop *loop, const struct dry_plant_hours *hours)
{
    if (loop->design_heat_w > 0 && loop->towers) {
        tower_plant_block(&loop->tower, hours);
    } else if (loop->design_heat_w > 0) {
        dry_plant_block(&loop->dry, hours, NULL);
    } else {
        size_t size = (size_t)hours->count * sizeof(double);
        double *const out[] = {hours->fan_w, hours->chiller_w, hours->water_kg_s, hours->supply_k};
        for (size_t i = 0; i < sizeof out / sizeof *out; i++)
            memset(out[i], 0, size);
    }
}

bool loop_condensers(const struct loop *loop, double dry_bulb_k, double wet_bulb_k, double *sees_k,
                     double *end_k)
{
    const struct chiller_line *trim = loop->towers ? &loop->tower.trim : &loop->dry.trim;
    double heat_w = loop->design_heat_w;
    struct loop bare = *loop;
    bare.dry.trim.unit_count = bare.tower.plant.trim.unit_count = 0;
    if (!(heat_w > 0) || trim->unit_count == 0 || loop_capacity_w(&bare, dry_bulb_k, wet_bulb_k) >= heat_w)
        return false;
    *sees_k =
        loop->towers ? tower_plant_condenser_k(&loop->tower, heat_w, dry_bulb_k, wet_bulb_k) : dry_bulb_k;
    *end_k = trim->condenser_high_c + 273.15;
    return true;
}
