/* SPDX-License-Identifier: Apache-2.0 */
#include "cooling/inertia.h"

#include "cooling/cooling_type.h"
#include "physics/ride_through.h"

#include <math.h>

/* PG25, a quarter of propylene glycol in water. */
static const double glycol_kg_m3 = 1018.0, glycol_j_kg_k = 3930.0;

/* Heat that LOOP carries at SUPPLY_K on the design day when its chillers stand still. */
static double coolers_w(const struct loop *loop, const struct cooling_duty *duty, double recirculation_k)
{
    struct loop bare = *loop;
    bare.dry.trim.unit_count = 0;
    bare.tower.plant.trim.unit_count = 0;
    bare.tower.compressor_w = 0;
    return loop_capacity_w(&bare, duty->extreme_dry_bulb_k + recirculation_k,
                           duty->extreme_wet_bulb_k + COOLING_RECIRCULATION_WET_RATIO * recirculation_k);
}

static void liquid_path(struct inertia *out, const struct cooling_plant *plant,
                        const struct cooling_duty *duty)
{
    const struct record *type = duty->type;
    double trip_k = record_number(type, COOLING_TRIP_MARGIN), heat_w = plant->liquid.design_heat_w;
    double per_w = record_number(type, COOLING_LOOP_VOLUME) + record_number(type, COOLING_RACK_VOLUME);
    double capacity_j_k = ride_through_loop_j_k(plant->liquid_w * per_w, glycol_kg_m3, glycol_j_kg_k);
    double rack_k = fmin(duty->used_rack_supply_k, duty->rack_supply_k);
    double set_k = record_number(type, COOLING_FACILITY_SUPPLY) + plant->cdu_approach_k;
    double margin_k = fmax(rack_k - set_k, 0) + trip_k;
    if (!(heat_w > 0))
        return;
    out->liquid_flow_s =
        record_number(type, COOLING_PLATE_INERTIA) * record_number(type, COOLING_PLATE_MARGIN);
    out->liquid_rejected_s = ride_through_s(capacity_j_k, margin_k, heat_w, 0);
    out->liquid_chiller_s = ride_through_s(capacity_j_k, margin_k, heat_w,
                                           coolers_w(&plant->liquid, duty, plant->recirculation_k));
}

static void air_path(struct inertia *out, const struct cooling_plant *plant, const struct cooling_duty *duty)
{
    const struct record *type = duty->type;
    double margin_k = record_number(type, COOLING_AIR_LIMIT) - record_number(type, COOLING_AIR_SUPPLY) +
                      record_number(type, COOLING_TRIP_MARGIN);
    double heat_w = plant->air.design_heat_w,
           capacity_j_k = record_number(type, COOLING_HALL_INERTIA) * heat_w;
    if (!(heat_w > 0))
        return;
    out->air_rejected_s = ride_through_s(capacity_j_k, margin_k, heat_w, 0);
    out->air_chiller_s =
        ride_through_s(capacity_j_k, margin_k, heat_w, coolers_w(&plant->air, duty, plant->recirculation_k));
}

struct inertia inertia_of(const struct cooling_plant *plant, const struct cooling_duty *duty)
{
    struct inertia out = {.liquid_flow_s = INFINITY,
                          .liquid_rejected_s = INFINITY,
                          .liquid_chiller_s = INFINITY,
                          .air_rejected_s = INFINITY,
                          .air_chiller_s = INFINITY,
                          .restart_s = record_number(duty->type, COOLING_RESTART)};
    liquid_path(&out, plant, duty);
    air_path(&out, plant, duty);
    out.power_ups_s = fmin(out.liquid_rejected_s, out.air_rejected_s);
    out.power_bare_s = fmin(out.liquid_flow_s, out.air_rejected_s);
    out.power_s = record_flag(duty->type, COOLING_UPS_PUMPS) ? out.power_ups_s : out.power_bare_s;
    return out;
}
