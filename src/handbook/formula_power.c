/* SPDX-License-Identifier: Apache-2.0 */
#include "base/curve.h"
#include "handbook/formula_list.h"
#include "physics/loss_sheet.h"
#include "physics/psu.h"
#include "physics/ride_through.h"
#include "physics/storage.h"
#include "physics/transformer.h"
#include "physics/ups.h"

#include <math.h>

#define LOAD(high_, meaning_)                                                                                \
    {                                                                                                        \
        .name = "load", .unit = "", .fallback = "1", .low = 0, .high = high_, .meaning = meaning_            \
    }
#define INSTEAD(unit_, meaning_)                                                                             \
    {                                                                                                        \
        .name = "power", .unit = unit_, .fallback = "", .low = 0, .high = 1e7, .meaning = meaning_           \
    }
#define POINTS                                                                                               \
    {                                                                                                        \
        .name = "points", .kind = KEY_CURVE, .unit = "%", .unit_y = "%", .fallback = "",                     \
        .meaning = "points of a data sheet, load:efficiency, in place of the curve"                          \
    }

#define LOSS_FACTORS                                                                                         \
    {.name = "no-load-loss-factor",                                                                          \
     .unit = "",                                                                                             \
     .fallback = "1",                                                                                        \
     .low = 0.1,                                                                                             \
     .high = 10,                                                                                             \
     .strict = true,                                                                                         \
     .meaning = "no-load loss as metered over the one stated"},                                              \
    {                                                                                                        \
        .name = "load-loss-factor", .unit = "", .fallback = "1", .low = 0.1, .high = 10, .strict = true,     \
        .meaning = "losses with load as metered over those stated"                                           \
    }

/* Losses as metered over those stated. */
struct factors {
    double no_load, load;
};

static struct factors factors_of(const struct formula_call *call)
{
    return (struct factors){formula_number(call, "no-load-loss-factor"),
                            formula_number(call, "load-loss-factor")};
}

/* Loss over rating at LOAD by the points of the data sheet; false with an error. */
static bool sheet_loss(struct formula_call *call, double load, struct factors factors, double *loss_ratio)
{
    const struct curve *points = formula_value(call, "points")->curve;
    if (points->count > LOSS_SHEET_POINTS || points->x[0] <= 0)
        return formula_fail(call, "points", "1 to %d points, all above no load", (int)LOSS_SHEET_POINTS);
    for (int i = 0; i < points->count; i++)
        if (points->y[i] <= 0.5 || points->y[i] > 1)
            return formula_fail(call, "points", "efficiencies are above 50 %% and at most 100 %%");
    struct loss_sheet sheet = loss_sheet_of(points->x, points->y, points->count);
    *loss_ratio = factors.no_load * sheet.base_ratio +
                  factors.load * (loss_sheet_ratio(&sheet, load) - sheet.base_ratio);
    return true;
}

/* Output over rating: what `power` says, or `load`. */
static double load_of(struct formula_call *call, double rated_w)
{
    return formula_given(call, "power") ? formula_number(call, "power") / rated_w
                                        : formula_number(call, "load");
}

static void put_losses(struct formula_call *call, double output_w, double loss_w)
{
    formula_put(call, "loss", loss_w);
    formula_put(call, "efficiency", output_w > 0 ? output_w / (output_w + loss_w) : NAN);
    formula_put(call, "output", output_w);
}

/* ---- transformer */

static const struct formula_key transformer_keys[] = {
    {.name = "rating",
     .unit = "MVA",
     .low = 1e-3,
     .high = 2000,
     .strict = true,
     .meaning = "rated apparent power"},
    {.name = "no-load-loss", .unit = "kW", .low = 0, .high = 5000, .strict = true, .meaning = "iron loss"},
    {.name = "load-loss",
     .unit = "kW",
     .fallback = "",
     .low = 0,
     .high = 20000,
     .strict = true,
     .meaning = "copper loss at rated load, or"},
    {.name = "resistive",
     .unit = "",
     .fallback = "",
     .low = 0,
     .high = 0.1,
     .strict = true,
     .meaning = "resistive short-circuit voltage (0.31 %), which gives the copper loss"},
    LOAD(1.5, "apparent power over rating"),
    INSTEAD("MW", "real power that leaves it, instead of load"),
    {.name = "power-factor",
     .unit = "",
     .fallback = "1",
     .low = 0.1,
     .high = 1,
     .meaning = "power factor of the load"},
    LOSS_FACTORS,
    {0}};
static const struct formula_output transformer_out[] = {
    {"loss", "kW", "no-load and load loss"},
    {"efficiency", "%", "output over input"},
    {"output", "MW", "real power that leaves it"},
    {"best-load", "", "apparent power over rating at which the efficiency peaks"},
    {"best-efficiency", "%", "there, at this power factor"},
    {0}};

static bool transformer(struct formula_call *call)
{
    bool copper = formula_given(call, "load-loss");
    if (copper == formula_given(call, "resistive"))
        return formula_fail(call, "load-loss", "the copper loss is given by load-loss or by resistive");
    double rated_va = formula_number(call, "rating"), iron_w = formula_number(call, "no-load-loss");
    double factor = formula_number(call, "power-factor");
    struct transformer t = {rated_va, iron_w, formula_number(call, "load-loss")};
    if (!copper)
        t = transformer_from_short_circuit(rated_va, iron_w, formula_number(call, "resistive"));
    t.no_load_w *= factors_of(call).no_load;
    t.load_w *= factors_of(call).load;
    double real_w = formula_given(call, "power") ? formula_number(call, "power")
                                                 : formula_number(call, "load") * rated_va * factor;
    put_losses(call, real_w, transformer_loss_w(&t, real_w, factor, &call->clamp_count));
    if (t.load_w > 0) {
        double best = transformer_best_load_ratio(&t);
        formula_put(call, "best-load", best);
        formula_put(call, "best-efficiency",
                    transformer_efficiency_ratio(&t, fmin(best, 1.5) * rated_va * factor, factor, NULL));
    }
    return true;
}

/* ---- UPS */

static const struct formula_key ups_keys[] = {
    {.name = "rating",
     .unit = "kW",
     .fallback = "1000 kW",
     .low = 1e-3,
     .high = 1e7,
     .strict = true,
     .meaning = "rating of all units that share the load"},
    LOAD(1.25, "output over rating; at most half in 2N"),
    INSTEAD("kW", "output, instead of load"),
    {.name = "curve",
     .kind = KEY_CHOICE,
     .fallback = "double-conversion",
     .choices = "double-conversion|double-conversion-conservative|eco|rectifier-800vdc|legacy",
     .meaning = "built-in curve"},
    {.name = "loss-fixed",
     .unit = "",
     .fallback = "",
     .low = 0,
     .high = 0.2,
     .meaning = "a, instead of the curve's"},
    {.name = "loss-linear",
     .unit = "",
     .fallback = "",
     .low = 0,
     .high = 0.2,
     .meaning = "b, instead of the curve's"},
    {.name = "loss-square",
     .unit = "",
     .fallback = "",
     .low = 0,
     .high = 0.2,
     .meaning = "c, instead of the curve's"},
    LOSS_FACTORS,
    POINTS,
    {0}};
static const struct formula_output ups_out[] = {{"loss", "kW", "no-load, proportional and square loss"},
                                                {"efficiency", "%", "output over input"},
                                                {"output", "kW", "power that leaves it"},
                                                {0}};

static bool ups(struct formula_call *call)
{
    struct ups_curve curve = ups_curves[formula_choice(call, "curve")];
    double rated_w = formula_number(call, "rating"), load = load_of(call, rated_w), loss;
    if (formula_given(call, "points")) {
        if (!sheet_loss(call, load, factors_of(call), &loss))
            return false;
        put_losses(call, load * rated_w, loss * rated_w);
        return true;
    }
    if (formula_given(call, "loss-fixed"))
        curve.no_load_ratio = formula_number(call, "loss-fixed");
    if (formula_given(call, "loss-linear"))
        curve.proportional_ratio = formula_number(call, "loss-linear");
    if (formula_given(call, "loss-square"))
        curve.square_ratio = formula_number(call, "loss-square");
    curve.no_load_ratio *= factors_of(call).no_load;
    curve.proportional_ratio *= factors_of(call).load;
    curve.square_ratio *= factors_of(call).load;
    put_losses(call, load * rated_w, ups_loss_w(&curve, rated_w, load * rated_w, &call->clamp_count));
    return true;
}

/* ---- PSU */

static const struct formula_key psu_keys[] = {
    {.name = "rating",
     .unit = "kW",
     .fallback = "160 kW",
     .low = 1e-3,
     .high = 1e6,
     .strict = true,
     .meaning = "rated output of the shelf"},
    LOAD(1.25, "output over rating"),
    INSTEAD("kW", "output, instead of load"),
    {.name = "model",
     .kind = KEY_CHOICE,
     .fallback = "points",
     .choices = "points|frontier-rectifier|frontier-dc-dc",
     .meaning = "data sheet, or (output + idle) / ratio per unit as in Frontier"},
    {.name = "units",
     .kind = KEY_COUNT,
     .fallback = "1",
     .low = 1,
     .high = 1e6,
     .meaning = "units that share the output (Frontier)"},
    {.name = "points",
     .kind = KEY_CURVE,
     .unit = "%",
     .unit_y = "%",
     .fallback = "50%:98.5% 100%:97.5%",
     .meaning =
         "points of a data sheet, load:efficiency; the default has none below 50 %, where it is too good"},
    {0}};

static bool psu(struct formula_call *call)
{
    int model = formula_choice(call, "model");
    double rated_w = formula_number(call, "rating"), load = load_of(call, rated_w), loss_w;
    if (model > 0) {
        loss_w = psu_line_loss_w(&psu_lines[model - 1], formula_number(call, "units"), load * rated_w);
    } else {
        if (!sheet_loss(call, load, (struct factors){1, 1}, &loss_w))
            return false;
        loss_w *= rated_w;
    }
    put_losses(call, load * rated_w, loss_w);
    return true;
}

/* ---- storage and inertia */

static const struct formula_key ramp_keys[] = {{.name = "step",
                                                .unit = "MW",
                                                .low = 0,
                                                .high = 1e5,
                                                .strict = true,
                                                .meaning = "sudden change of the load"},
                                               {.name = "ramp",
                                                .unit = "MW/min",
                                                .low = 1e-6,
                                                .high = 1e6,
                                                .strict = true,
                                                .meaning = "steepest ramp that the grid accepts"},
                                               {.name = "usable",
                                                .unit = "",
                                                .fallback = "1",
                                                .low = 0.05,
                                                .high = 1,
                                                .meaning = "share of the installed energy that is used"},
                                               {0}};
static const struct formula_output ramp_out[] = {{"energy", "MWh", "that flows one way"},
                                                 {"installed", "MWh", "energy to install"},
                                                 {"power", "MW", "rating"},
                                                 {"duration", "min", "until the grid carries the step"},
                                                 {0}};

static bool ramp_storage(struct formula_call *call)
{
    double step_w = formula_number(call, "step"), ramp_w_s = formula_number(call, "ramp");
    double energy_j = storage_ramp_energy_j(step_w, ramp_w_s);
    formula_put(call, "energy", energy_j);
    formula_put(call, "installed", energy_j / formula_number(call, "usable"));
    formula_put(call, "power", step_w);
    formula_put(call, "duration", step_w / ramp_w_s);
    return true;
}

static const struct formula_key ride_keys[] = {
    {.name = "heat",
     .unit = "kW",
     .low = 0,
     .high = 1e7,
     .strict = true,
     .meaning = "heat that keeps coming in"},
    {.name = "margin",
     .unit = "K",
     .low = 0,
     .high = 100,
     .strict = true,
     .meaning = "warming until the trip"},
    {.name = "volume",
     .unit = "L",
     .fallback = "",
     .low = 0,
     .high = 1e9,
     .strict = true,
     .meaning = "coolant that warms, or"},
    {.name = "capacity",
     .unit = "kJ/K",
     .fallback = "",
     .low = 0,
     .high = 1e12,
     .strict = true,
     .meaning = "heat capacity of what warms"},
    {.name = "density",
     .unit = "kg/m3",
     .fallback = "1018 kg/m3",
     .low = 100,
     .high = 3000,
     .meaning = "of the coolant; PG25"},
    {.name = "specific-heat",
     .unit = "kJ/(kg.K)",
     .fallback = "3.93 kJ/(kg.K)",
     .low = 0.5,
     .high = 5,
     .meaning = "of the coolant; PG25"},
    {.name = "cooling",
     .unit = "kW",
     .fallback = "0 kW",
     .low = 0,
     .high = 1e7,
     .meaning = "heat still carried out"},
    {.name = "conductance",
     .unit = "kW/K",
     .fallback = "0 kW/K",
     .low = 0,
     .high = 1e6,
     .meaning = "heat carried out per kelvin of warming, instead of cooling"},
    {0}};
static const struct formula_output ride_out[] = {
    {"ride-through", "s", "until the trip; inf: it settles below"},
    {"rate", "K/s", "warming at the start"},
    {"capacity", "kJ/K", "heat capacity of what warms"},
    {0}};

static bool ride_through(struct formula_call *call)
{
    double heat_w = formula_number(call, "heat"), margin_k = formula_number(call, "margin");
    double capacity = formula_number(call, "capacity"), cooling_w = formula_number(call, "cooling");
    double conductance = formula_number(call, "conductance");
    if (formula_given(call, "volume") == formula_given(call, "capacity"))
        return formula_fail(call, "volume", "what warms is given by volume or by capacity");
    if (formula_given(call, "volume"))
        capacity = ride_through_loop_j_k(formula_number(call, "volume"), formula_number(call, "density"),
                                         formula_number(call, "specific-heat"));
    if (capacity <= 0)
        return formula_fail(call, "volume", "nothing warms: volume or capacity must be above 0");
    formula_put(call, "ride-through",
                conductance > 0 ? ride_through_leaking_s(capacity, margin_k, heat_w, conductance)
                                : ride_through_s(capacity, margin_k, heat_w, cooling_w));
    formula_put(call, "rate", (heat_w - (conductance > 0 ? 0 : cooling_w)) / capacity);
    formula_put(call, "capacity", capacity);
    return true;
}

const struct formula formula_power[] = {
    {.name = "transformer",
     .summary = "losses of a power transformer",
     .equation = "loss = P0 + (S / Sr)^2 Pk, Pk = vkr Sr; best load sqrt(P0 / Pk)",
     .source = "IEC 60076-1; as in pandapower's standard types",
     .keys = transformer_keys,
     .outputs = transformer_out,
     .work = transformer,
     .shown = {"efficiency", "loss"},
     .sweep = {"load=0.1:1.2:0.1"}},
    {.name = "ups",
     .summary = "losses of an uninterruptible supply or rectifier",
     .equation = "loss / rating = a + b x + c x^2, x = output / rating; or straight lines between points",
     .source = "Schneider Electric White Paper 113; curves tuned to Eaton 9395XR (97.5 %), grade I",
     .keys = ups_keys,
     .outputs = ups_out,
     .work = ups,
     .shown = {"efficiency", "loss"},
     .sweep = {"load=0.1:1:0.1"}},
    {.name = "psu",
     .summary = "losses of a power shelf or converter",
     .equation = "losses in straight lines between the points; or input = (output + units idle) / ratio",
     .source = "Meta/OCP 160 kW shelf, 98.5 % peak, 97.5 % full, S2 2026-02, no points at low load; ORNL "
               "RAPS (Frontier)",
     .keys = psu_keys,
     .outputs = ups_out,
     .work = psu,
     .shown = {"efficiency", "loss"},
     .sweep = {"load=0.1:1:0.1"}},
    {.name = "ramp-storage",
     .summary = "battery that turns a step of load into a ramp",
     .equation = "E = dP^2 / (2 R), one-sided; power rating dP",
     .source = "energy of a triangle; arXiv 2508.14318 for the need",
     .keys = ramp_keys,
     .outputs = ramp_out,
     .work = ramp_storage,
     .sweep = {"ramp=5MW/min:50MW/min:5MW/min"}},
    {.name = "ride-through",
     .summary = "seconds until a loop or a cold plate is too warm after a failure",
     .equation = "C dT/dt = heat - cooling; t = C margin / (heat - cooling), C = V rho cp",
     .source = "lumped heat capacity",
     .keys = ride_keys,
     .outputs = ride_out,
     .work = ride_through,
     .sweep = {"margin=5K:30K:5K"}},
    {0},
};
