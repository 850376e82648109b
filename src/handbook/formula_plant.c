/* SPDX-License-Identifier: Apache-2.0 */
#include "handbook/formula_list.h"
#include "handbook/hall_plant.h"
#include "physics/psychrometrics.h"

#include <math.h>

static const struct formula_key plant_keys[] = {{.name = "load",
                                                 .unit = "",
                                                 .fallback = "0.8",
                                                 .low = 0.01,
                                                 .high = 1,
                                                 .meaning = "IT load over the hall's capacity"},
                                                {.name = "dry-bulb",
                                                 .unit = "degC",
                                                 .fallback = "20 degC",
                                                 .low = -40,
                                                 .high = 60,
                                                 .meaning = "outdoor air at the weather station"},
                                                {.name = "wet-bulb",
                                                 .unit = "degC",
                                                 .fallback = "",
                                                 .low = -40,
                                                 .high = 60,
                                                 .meaning = "of that air; left out: of relative-humidity"},
                                                {.name = "relative-humidity",
                                                 .unit = "",
                                                 .fallback = "0.5",
                                                 .low = 0.01,
                                                 .high = 1,
                                                 .meaning = "of that air, at sea level"},
                                                {.name = "it-capacity",
                                                 .unit = "MW",
                                                 .fallback = "48 MW",
                                                 .low = 0.01,
                                                 .high = 5000,
                                                 .strict = true,
                                                 .meaning = "of the hall"},
                                                {.name = "liquid-share",
                                                 .unit = "",
                                                 .fallback = "0.76",
                                                 .low = 0,
                                                 .high = 1,
                                                 .meaning = "of the IT heat that goes to liquid"},
                                                {.name = "rack-supply",
                                                 .unit = "degC",
                                                 .fallback = "40 degC",
                                                 .low = 10,
                                                 .high = 60,
                                                 .meaning = "warmest liquid that the racks accept"},
                                                {.name = "extreme-dry-bulb",
                                                 .unit = "degC",
                                                 .fallback = "43.3 degC",
                                                 .low = 0,
                                                 .high = 60,
                                                 .meaning = "that the plant is sized for; Dallas, 20 years"},
                                                {.name = "extreme-wet-bulb",
                                                 .unit = "degC",
                                                 .fallback = "28.3 degC",
                                                 .low = 0,
                                                 .high = 40,
                                                 .meaning = "that the plant is sized for; Dallas"},
                                                {0}};

static const struct formula_output plant_out[] = {
    {"pue", "", "hall at its 34.5 kV bus over IT: with UPS and unit transformers"},
    {"cooling", "kW", "fans, pumps and chillers"},
    {"fan", "kW", "outdoor fans"},
    {"chiller", "kW", "trim chillers"},
    {"pump", "kW", "facility pumps and CDUs"},
    {"hall-fan", "kW", "fans of the air path"},
    {"water", "L/kWh", "make-up water per IT energy"},
    {"supply", "degC", "facility supply, warm loop"},
    {"limit", "MW", "IT load that the plant can cool in this air, at most the hall's"},
    {0}};

static double wet_bulb_k(struct formula_call *call, double dry_k)
{
    const double sea_pa = 101325.0;
    if (formula_given(call, "wet-bulb"))
        return fmin(formula_number(call, "wet-bulb"), dry_k);
    double ratio =
        psychrometrics_humidity_from_relative(dry_k, formula_number(call, "relative-humidity"), sea_pa, NULL);
    return psychrometrics_wet_bulb_k(dry_k, ratio, sea_pa, NULL);
}

static bool plant(struct formula_call *call)
{
    double dry_k = formula_number(call, "dry-bulb"), wet_k = wet_bulb_k(call, dry_k);
    struct hall_plant_spec spec = {.cooling = call->record,
                                   .ups = plan_find(call->plan, "double-conversion"),
                                   .transformer = plan_find(call->plan, "unit-substation-3MVA"),
                                   .it_w = formula_number(call, "it-capacity"),
                                   .liquid_ratio = formula_number(call, "liquid-share"),
                                   .rack_supply_k = formula_number(call, "rack-supply"),
                                   .extreme_dry_bulb_k = formula_number(call, "extreme-dry-bulb"),
                                   .extreme_wet_bulb_k = formula_number(call, "extreme-wet-bulb")};
    const struct hall_plant *hall = hall_plant_new(&spec, call->arena);
    struct hall_plant_means m = hall_plant_run(hall, 1, &dry_k, &wet_k, formula_number(call, "load"));
    formula_put(call, "pue", m.facility_w / m.it_w);
    formula_put(call, "cooling", m.fan_w + m.chiller_w + m.pump_w + m.air_fan_w);
    formula_put(call, "fan", m.fan_w);
    formula_put(call, "chiller", m.chiller_w);
    formula_put(call, "pump", m.pump_w);
    formula_put(call, "hall-fan", m.air_fan_w);
    formula_put(call, "water", m.water_kg_s * 1e-3 / m.it_w);
    formula_put(call, "supply", m.supply_k);
    formula_put(call, "limit", fmin(m.limit_w, spec.it_w));
    return true;
}

const struct formula formula_plant[] = {
    {.name = "cooling-type",
     .summary = "a hall with this cooling: PUE, power, water and limit by load and weather",
     .equation = "loops, CDUs, pumps and hall fans of gigaplan-models(7), coolers or towers, trim chillers",
     .source = "the models of the simulation; defaults as in the catalogues",
     .keys = plant_keys,
     .outputs = plant_out,
     .work = plant,
     .shown = {"pue", "cooling"},
     .sweep = {"dry-bulb=0C:45C:5K", "load=0.25:1:0.25"}},
    {0},
};
