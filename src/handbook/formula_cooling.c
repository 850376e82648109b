/* SPDX-License-Identifier: Apache-2.0 */
#include "base/curve.h"
#include "handbook/formula_list.h"
#include "physics/chiller_points.h"
#include "physics/chiller_sets.h"
#include "physics/dry_cooler.h"
#include "physics/fan.h"
#include "physics/pump.h"
#include "physics/tower.h"
#include "physics/water.h"
#include "plan/hourly.h"

#include <math.h>
#include <string.h>

#define RATIO_KEY(key, fallback_, low_, high_, meaning_)                                                     \
    {                                                                                                        \
        .name = key, .unit = "", .fallback = fallback_, .low = low_, .high = high_, .meaning = meaning_      \
    }
#define STRICT_KEY(key, unit_, fallback_, low_, high_, meaning_)                                             \
    {                                                                                                        \
        .name = key, .unit = unit_, .fallback = fallback_, .low = low_, .high = high_, .strict = true,       \
        .meaning = meaning_                                                                                  \
    }

/* The word in place CHOICE of "a|b|c". */
static const char *word_of(struct formula_call *call, const char *key)
{
    const char *word = call->formula->keys[formula_key_place(call->formula, key)].choices;
    for (int i = formula_choice(call, key); i > 0; i--)
        word = strchr(word, '|') + 1;
    return arena_strndup(call->arena, word, strcspn(word, "|"));
}

/* ---- chiller */

static const struct formula_key chiller_keys[] = {
    {.name = "load",
     .unit = "",
     .fallback = "1",
     .low = 0,
     .high = 1.1,
     .meaning = "part load: cooling over what all units can carry at these temperatures"},
    {.name = "heat",
     .unit = "kW",
     .fallback = "",
     .low = 0,
     .high = 1e7,
     .meaning = "cooling asked for, instead of load"},
    {.name = "leaving",
     .unit = "degC",
     .fallback = "",
     .low = -10,
     .high = 60,
     .meaning = "leaving chilled water; left out: of the curves' reference"},
    {.name = "condenser",
     .unit = "degC",
     .fallback = "",
     .low = -20,
     .high = 70,
     .meaning = "water (or air) entering the condenser; left out: of the curves' reference"},
    STRICT_KEY("capacity", "kW", "1000 kW", 1, 1e6, "reference capacity of one unit"),
    {.name = "units",
     .kind = KEY_COUNT,
     .fallback = "1",
     .low = 1,
     .high = 1000,
     .meaning = "number of equal units"},
    {.name = "cop",
     .unit = "",
     .fallback = "",
     .low = 1,
     .high = 20,
     .strict = true,
     .meaning = "COP at the reference; left out: of the curves or the points"},
    {.name = "curves",
     .kind = KEY_CHOICE,
     .fallback = "doe2-centrifugal",
     .choices = "ashrae-air-cooled|doe2-air-cooled|doe2-centrifugal|york-ys-781kw|trane-cvhf-4610kw|"
                "mcquay-wsc-471kw|carrier-19xr-742kw-vsd|york-yt-3133kw",
     .meaning = "published set of curves"},
    {.name = "points",
     .kind = KEY_CURVE,
     .unit = "%",
     .unit_y = "kW/tonR",
     .fallback = "",
     .meaning = "maker's points, part load:input per cooling, in place of the part-load curve"},
    {0}};

static const struct formula_output chiller_out[] = {{"power", "kW", "electrical input of all running units"},
                                                    {"cop", "", "cooling over input"},
                                                    {"served", "kW", "cooling delivered"},
                                                    {"capacity", "kW", "of all units at these temperatures"},
                                                    {"part-load", "", "of each running unit"},
                                                    {"running", "", "units in service"},
                                                    {0}};

/* The maker's points in BANK, if there are any; false with an error. */
static bool lay_points(struct formula_call *call, struct chiller_bank *bank)
{
    const struct formula_value *given = formula_value(call, "points");
    struct chiller_points points;
    if (!given->given)
        return true;
    if (!chiller_points_fit(given->curve->x, given->curve->y, given->curve->count, &points))
        return formula_fail(call, "points",
                            "no chiller has these points: three or more are needed, above no load, and "
                            "with power that rises with load");
    bank->part_load = points.part_load;
    if (!formula_given(call, "cop"))
        bank->reference_cop_ratio = points.cop_ratio;
    return true;
}

static void put_chiller(struct formula_call *call, const struct chiller_state *state, double full_w)
{
    formula_put(call, "power", state->power_w);
    formula_put(call, "cop", state->power_w > 0 ? state->served_w / state->power_w : NAN);
    formula_put(call, "served", state->served_w);
    formula_put(call, "capacity", full_w);
    formula_put(call, "part-load", state->part_load_ratio);
    formula_put(call, "running", state->running_count);
}

/* What KEY says, or OTHERWISE when it was left out. */
static double number_or(const struct formula_call *call, const char *key, double otherwise)
{
    return formula_given(call, key) ? formula_number(call, key) : otherwise;
}

static bool chiller(struct formula_call *call)
{
    const struct chiller_curves *curves = chiller_sets_find(word_of(call, "curves"));
    int *clamps = &call->clamp_count;
    struct chiller_bank bank = {.curves = curves,
                                .reference_w = formula_number(call, "capacity"),
                                .reference_cop_ratio = number_or(call, "cop", 0),
                                .unit_count = (int)formula_number(call, "units")};
    if (!lay_points(call, &bank))
        return false;
    double leaving_k = number_or(call, "leaving", curves->leaving_reference_k);
    double condenser_k = number_or(call, "condenser", curves->condenser_reference_k);
    struct chiller_line line = chiller_at_leaving(&bank, leaving_k, clamps);
    double full_w = chiller_line_capacity_w(&line, condenser_k, NULL) / line.part_load_high_ratio;
    double heat_w = number_or(call, "heat", formula_number(call, "load") * full_w);
    struct chiller_state state = chiller_line_run(&line, heat_w, condenser_k, clamps);
    if (heat_w > state.served_w * (1 + 1e-9))
        ++*clamps;
    put_chiller(call, &state, full_w);
    return true;
}

/* ---- tower */

static const struct formula_key tower_keys[] = {
    {.name = "wet-bulb",
     .unit = "degC",
     .fallback = "78 degF",
     .low = -40,
     .high = 60,
     .meaning = "wet bulb of the entering air"},
    {.name = "range",
     .unit = "K",
     .fallback = "10 delta_degF",
     .low = 0.1,
     .high = 50,
     .meaning = "entering minus leaving water"},
    RATIO_KEY("air", "1", 0.01, 1.5, "air flow over its design flow"),
    RATIO_KEY("water", "1", 0.1, 2, "water flow over its design flow"),
    STRICT_KEY("heat", "kW", "1000 kW", 1e-3, 1e7, "heat rejected at this range, for the fan's power"),
    STRICT_KEY("fan-power", "kW/MW", "8.2 kW/MW", 0, 200, "fans at full speed per heat"),
    {.name = "correlation",
     .kind = KEY_CHOICE,
     .fallback = "yorkcalc",
     .choices = "yorkcalc|cooltools",
     .meaning = "yorkcalc, valid when fans vary, or cooltools, for 80 % air and more"},
    {0}};

static const struct formula_output tower_out[] = {
    {"approach", "K", "leaving water above the wet bulb"},
    {"leaving", "degC", "temperature of the leaving water"},
    {"fan", "kW", "fans, by the cube of the air flow, at least 5 %"},
    {0}};

static bool tower(struct formula_call *call)
{
    double wet_k = formula_number(call, "wet-bulb"), range_k = formula_number(call, "range");
    double air = formula_number(call, "air"), water = formula_number(call, "water");
    double approach_k = formula_choice(call, "correlation") == 0
                            ? tower_yorkcalc_approach_k(wet_k, range_k, water, air, &call->clamp_count)
                            : tower_cooltools_approach_k(wet_k, range_k, water, air, &call->clamp_count);
    double rated_w = formula_number(call, "heat") * formula_number(call, "fan-power");
    formula_put(call, "approach", approach_k);
    formula_put(call, "leaving", wet_k + approach_k);
    formula_put(call, "fan", rated_w * fmax(air * air * air, 0.05));
    return true;
}

/* ---- dry cooler */

static const struct formula_key dry_cooler_keys[] = {
    {.name = "dry-bulb",
     .unit = "degC",
     .fallback = "35 degC",
     .low = -60,
     .high = 70,
     .hourly = HOURLY_DRY_BULB_K + 1,
     .meaning = "air entering the cooler"},
    {.name = "wet-bulb",
     .unit = "degC",
     .fallback = "",
     .low = -60,
     .high = 70,
     .meaning = "its wet bulb, for pads (precool)"},
    RATIO_KEY("load", "1", 0, 1.1, "heat over rated heat"),
    RATIO_KEY("air", "1", 0.05, 1, "air flow over rated air flow"),
    {.name = "supply",
     .unit = "degC",
     .fallback = "",
     .low = -20,
     .high = 90,
     .meaning = "leaving water to hold, instead of air: the fans slow down for it"},
    STRICT_KEY("rated-heat", "kW", "1000 kW", 1e-3, 1e7, "rated heat"),
    STRICT_KEY("approach", "K", "8 K", 0.1, 60, "leaving water above air at rated heat and air"),
    STRICT_KEY("fan-power", "kW/MW", "15 kW/MW", 0, 200, "fans at full speed per rated heat"),
    RATIO_KEY("fan-floor", "0.05", 0, 1, "least power of a turning fan"),
    RATIO_KEY("precool", "0", 0, 0.95, "effectiveness of wetted pads; 0: dry"),
    STRICT_KEY("air-rise", "K", "10 K", 1, 60, "warming of the air at rated heat and air"),
    RATIO_KEY("cycles", "5", 1.1, 50, "cycles of concentration of the pads' water"),
    {0}};

static const struct formula_output dry_cooler_out[] = {
    {"leaving", "degC", "temperature of the leaving water"},
    {"approach", "K", "leaving water above the air at the coil"},
    {"inlet", "degC", "air at the coil, behind the pads"},
    {"air", "", "air flow over rated air flow"},
    {"fan", "kW", "power of the fans"},
    {"water", "kg/s", "make-up water of the pads"},
    {0}};

static bool dry_cooler(struct formula_call *call)
{
    double heat_w = formula_number(call, "rated-heat"), dry_k = formula_number(call, "dry-bulb");
    struct dry_cooler cooler = {.rated_heat_w = heat_w,
                                .rated_approach_k = formula_number(call, "approach"),
                                .rated_fan_w = heat_w * formula_number(call, "fan-power"),
                                .fan_floor_ratio = formula_number(call, "fan-floor"),
                                .air_rise_k = formula_number(call, "air-rise"),
                                .precool_ratio = formula_number(call, "precool"),
                                .cycles_ratio = formula_number(call, "cycles")};
    bool pads = cooler.precool_ratio > 0;
    double air = formula_number(call, "air");
    int *clamps = &call->clamp_count;
    if (pads && !formula_given(call, "wet-bulb"))
        return formula_fail(call, "precool", "pads need the wet-bulb of the air");
    double wet_k = pads ? formula_number(call, "wet-bulb") : dry_k;
    double inlet_k = dry_cooler_inlet_k(&cooler, dry_k, wet_k, 1.0, clamps);
    heat_w *= formula_number(call, "load");
    if (formula_given(call, "supply"))
        air = dry_cooler_air_ratio(&cooler, heat_w, formula_number(call, "supply") - inlet_k, clamps);
    double approach_k = heat_w > 0 ? dry_cooler_approach_k(&cooler, heat_w, fmax(air, 0.05), clamps) : 0;
    formula_put(call, "leaving", inlet_k + approach_k);
    formula_put(call, "approach", approach_k);
    formula_put(call, "inlet", inlet_k);
    formula_put(call, "air", air);
    formula_put(call, "fan", dry_cooler_fan_w(&cooler, air, clamps));
    formula_put(call, "water",
                pads ? dry_cooler_water_kg_s(&cooler, air, dry_k - inlet_k, wet_k, clamps) : 0);
    return true;
}

/* ---- pump and fan */

static const struct formula_key pump_keys[] = {
    STRICT_KEY("rated-flow", "m3/h", "100 m3/h", 1e-3, 1e7, "flow at the design point"),
    STRICT_KEY("head", "kPa", "230 kPa", 0.1, 1e5, "head of the loop at the design flow"),
    RATIO_KEY("load", "1", 0, 1.2, "flow over design flow"),
    {.name = "flow",
     .unit = "m3/h",
     .fallback = "",
     .low = 0,
     .high = 1e8,
     .meaning = "flow, instead of load"},
    RATIO_KEY("static", "0", 0, 1, "share of the head that does not fall with the flow"),
    {.name = "efficiency",
     .unit = "",
     .fallback = "0.7",
     .low = 0.05,
     .high = 1,
     .strict = true,
     .meaning = "pump, motor and drive together"},
    RATIO_KEY("floor", "0.08", 0, 1, "least power while it runs, over rated power"),
    {0}};
static const struct formula_output pump_out[] = {{"power", "kW", "electrical input"},
                                                 {"head", "kPa", "head of the loop at this flow"},
                                                 {"flow", "m3/h", "flow"},
                                                 {0}};

static bool pump(struct formula_call *call)
{
    double head_pa = formula_number(call, "head"), rated_m3_s = formula_number(call, "rated-flow");
    struct pump pump = {.rated_m3_s = rated_m3_s,
                        .rated_pa = head_pa,
                        .static_pa = head_pa * formula_number(call, "static"),
                        .efficiency_ratio = formula_number(call, "efficiency"),
                        .floor_ratio = formula_number(call, "floor")};
    double flow_m3_s = formula_given(call, "flow") ? formula_number(call, "flow")
                                                   : formula_number(call, "load") * rated_m3_s;
    formula_put(call, "power", pump_power_w(&pump, flow_m3_s, &call->clamp_count));
    formula_put(call, "head", pump_head_pa(&pump, flow_m3_s, NULL));
    formula_put(call, "flow", fmin(flow_m3_s, 1.2 * rated_m3_s));
    return true;
}

static const struct formula_key fan_keys[] = {
    STRICT_KEY("rated-flow", "m3/s", "10 m3/s", 1e-4, 1e6, "flow at the design point"),
    STRICT_KEY("pressure", "Pa", "300 Pa", 1, 1e5, "pressure rise at the design flow"),
    RATIO_KEY("load", "1", 0, 1.1, "flow over design flow"),
    {.name = "flow",
     .unit = "m3/s",
     .fallback = "",
     .low = 0,
     .high = 1e7,
     .meaning = "flow, instead of load"},
    {.name = "efficiency",
     .unit = "",
     .fallback = "0.65",
     .low = 0.05,
     .high = 1,
     .strict = true,
     .meaning = "fan, motor and drive together"},
    {.name = "curve",
     .kind = KEY_CHOICE,
     .fallback = "vsd-reset",
     .choices = "vsd-reset|vsd-fixed|discharge-damper|airfoil-riding|tower-vsd|cube",
     .meaning = "how it is controlled"},
    {0}};
static const struct formula_output fan_out[] = {{"power", "kW", "electrical input"},
                                                {"part-load", "", "power over rated power"},
                                                {"flow", "m3/s", "flow"},
                                                {0}};

static bool fan(struct formula_call *call)
{
    double rated_m3_s = formula_number(call, "rated-flow");
    double rated_w =
        fan_rated_w(rated_m3_s, formula_number(call, "pressure"), formula_number(call, "efficiency"));
    double load = formula_given(call, "flow") ? formula_number(call, "flow") / rated_m3_s
                                              : formula_number(call, "load");
    double part = fan_part_load_ratio(fan_curve_find(word_of(call, "curve")), load, &call->clamp_count);
    formula_put(call, "power", part * rated_w);
    formula_put(call, "part-load", part);
    formula_put(call, "flow", fmin(load, 1.1) * rated_m3_s);
    return true;
}

/* ---- water */

static const struct formula_key evaporation_keys[] = {
    STRICT_KEY("heat", "kW", "1000 kW", 0, 1e7, "heat rejected"),
    {.name = "dry-bulb",
     .unit = "degC",
     .fallback = "",
     .low = -60,
     .high = 60,
     .hourly = HOURLY_DRY_BULB_K + 1,
     .meaning = "outdoor air, which sets the evaporating share: 0.75 to 0 degC, 0.95 from 25 degC"},
    RATIO_KEY("evaporating", "1", 0, 1, "share of the heat that leaves as vapour, without dry-bulb"),
    {.name = "temperature",
     .unit = "degC",
     .fallback = "30 degC",
     .low = -30,
     .high = 100,
     .meaning = "of the water"},
    RATIO_KEY("cycles", "5", 1.01, 50, "cycles of concentration"),
    RATIO_KEY("drift", "0", 0, 0.05, "droplets lost, of the circulating flow"),
    {.name = "range",
     .unit = "K",
     .fallback = "10 delta_degF",
     .low = 0.5,
     .high = 50,
     .meaning = "of the water, for the circulating flow"},
    {0}};
static const struct formula_output evaporation_out[] = {
    {"evaporation", "kg/s", "water evaporated"},
    {"blowdown", "kg/s", "water let off"},
    {"drift", "kg/s", "droplets lost"},
    {"make-up", "kg/s", "all of it"},
    {"make-up-per-heat", "L/kWh", "make-up over heat, at 1 kg/L"},
    {0}};

static bool evaporation(struct formula_call *call)
{
    double heat_w = formula_number(call, "heat"), share = formula_number(call, "evaporating");
    int *clamps = &call->clamp_count;
    if (formula_given(call, "dry-bulb"))
        share = water_evaporative_ratio(formula_number(call, "dry-bulb"));
    double evaporated = water_evaporation_kg_s(heat_w, share, formula_number(call, "temperature"), clamps);
    double circulating = heat_w / (4186.0 * formula_number(call, "range"));
    struct water_use use = water_tower_use(evaporated, circulating, formula_number(call, "drift"),
                                           formula_number(call, "cycles"), clamps);
    formula_put(call, "evaporation", use.evaporation_kg_s);
    formula_put(call, "blowdown", use.blowdown_kg_s);
    formula_put(call, "drift", use.drift_kg_s);
    formula_put(call, "make-up", use.makeup_kg_s);
    formula_put(call, "make-up-per-heat", heat_w > 0 ? use.makeup_kg_s * 1e-3 / heat_w : NAN);
    return true;
}

const struct formula formula_cooling[] = {
    {.name = "chiller",
     .summary = "electric chillers by the DOE-2 energy-input-ratio form",
     .equation = "P = Qref CAPFT(Tl, Tc) / COP EIRFT(Tl, Tc) EIRFPLR(load); below least load they cycle",
     .source = "EnergyPlus data set Chillers.idf; DOE-2.1E; EnergyPlus Engineering Reference",
     .keys = chiller_keys,
     .outputs = chiller_out,
     .work = chiller,
     .shown = {"cop", "power"},
     .sweep = {"load=0.1:1:0.1"}},
    {.name = "tower",
     .summary = "how close an open cooling tower comes to the wet bulb",
     .equation = "approach = sum over i of LG^i p_i(Twb, range), LG = water / air (27 terms; CoolTools 35)",
     .source = "EnergyPlus Engineering Reference, variable-speed tower: YorkCalc, CoolTools",
     .keys = tower_keys,
     .outputs = tower_out,
     .work = tower,
     .shown = {"approach", "fan"},
     .sweep = {"air=0.3:1:0.1", "wet-bulb=0C:25C:5K"},
     .hourly = true},
    {.name = "dry-cooler",
     .summary = "finned coils with fans, with or without wetted pads",
     .equation = "leaving = inlet + approach load / air^0.8; fan ~ air^3; inlet = t - precool (t - tw)",
     .source = "engineering judgement (air-side transfer ~ flow^0.8), grade I; valid 20-110 % load",
     .keys = dry_cooler_keys,
     .outputs = dry_cooler_out,
     .work = dry_cooler,
     .shown = {"leaving", "approach"},
     .sweep = {"load=0.2:1.1:0.1", "dry-bulb=0C:40C:10K"},
     .hourly = true},
    {.name = "pump",
     .summary = "power of pumps on a system curve",
     .equation = "P = V dp / eta, dp = dp_r (s + (1 - s) (V / Vr)^2), at least floor x rated",
     .source = "affinity laws; ASHRAE 90.1-2016 appendix G for usual heads and efficiencies",
     .keys = pump_keys,
     .outputs = pump_out,
     .work = pump,
     .sweep = {"load=0.1:1:0.1"}},
    {.name = "fan",
     .summary = "power of fans by a part-load curve",
     .equation = "P = Vr dp / eta (a + b x + c x^2 + d x^3), x = V / Vr",
     .source = "ANSI/ASHRAE/IES 90.1-2016 appendix G; NREL openstudio-standards",
     .keys = fan_keys,
     .outputs = fan_out,
     .work = fan,
     .sweep = {"load=0.1:1:0.1"}},
    {.name = "evaporation",
     .summary = "what evaporative heat rejection drinks",
     .equation = "E = f Q / hfg(t), B = max(E / (cycles - 1) - drift, 0), make-up = E + B + drift",
     .source = "Lei and Masanet 2022, LBNL-2001637",
     .keys = evaporation_keys,
     .outputs = evaporation_out,
     .work = evaporation,
     .shown = {"make-up-per-heat"},
     .sweep = {"cycles=2:15:1"},
     .hourly = true},
    {0},
};
