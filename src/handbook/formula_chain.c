/* SPDX-License-Identifier: Apache-2.0 */
#include "handbook/formula_list.h"
#include "physics/distribution.h"
#include "physics/redundancy.h"
#include "physics/transformer.h"
#include "physics/ups.h"

#include <math.h>

static const struct formula_key keys[] = {
    {.name = "it",
     .unit = "MW",
     .fallback = "10 MW",
     .low = 1e-3,
     .high = 5000,
     .strict = true,
     .meaning = "IT capacity at the racks' inlets"},
    {.name = "load", .unit = "", .fallback = "1", .low = 0, .high = 1.2, .meaning = "IT load over that"},
    {.name = "conversion",
     .kind = KEY_CHOICE,
     .fallback = "double-conversion",
     .choices = "double-conversion|eco|rectifier-800vdc|none",
     .meaning = "between transformers and busway: UPS, rectifier from MV to 800 VDC (then without unit "
                "transformers), or none, with batteries in the racks"},
    {.name = "redundancy",
     .kind = KEY_CHOICE,
     .fallback = "N+1",
     .choices = REDUNDANCY_CHOICES,
     .meaning = "topology of conversion and transformers"},
    {.name = "live",
     .kind = KEY_COUNT,
     .fallback = "4",
     .low = 1,
     .high = 1000,
     .meaning = "units that carry a system of N+1, N+2 or catcher"},
    {.name = "busway",
     .unit = "",
     .fallback = "0.01",
     .low = 0,
     .high = 0.1,
     .meaning = "loss of cables and busway at full load, over the IT capacity; 0.005 at 800 VDC"},
    {.name = "rating",
     .unit = "MVA",
     .fallback = "3 MVA",
     .low = 1e-3,
     .high = 2000,
     .strict = true,
     .meaning = "of one unit transformer"},
    {.name = "no-load-loss",
     .unit = "kW",
     .fallback = "5.3 kW",
     .low = 0,
     .high = 5000,
     .meaning = "its iron loss"},
    {.name = "load-loss",
     .unit = "kW",
     .fallback = "24.5 kW",
     .low = 0,
     .high = 20000,
     .meaning = "its copper loss at its rating"},
    {.name = "power-factor",
     .unit = "",
     .fallback = "0.98",
     .low = 0.5,
     .high = 1,
     .meaning = "that the unit transformers feed"},
    {.name = "above",
     .unit = "",
     .fallback = "0.9951",
     .low = 0.5,
     .high = 1,
     .meaning = "output over input above: main transformer 0.9971, medium voltage 0.998"},
    {.name = "rack",
     .unit = "",
     .fallback = "",
     .low = 0.5,
     .high = 1,
     .meaning = "output over input in the rack: power shelf 0.975, DC/DC of 800 VDC 0.985 when left out"},
    {0}};

static const struct formula_output outputs[] = {
    {"busway-loss", "kW", "cables and busway"},
    {"conversion-loss", "kW", "UPS or rectifier, all units"},
    {"conversion-load", "%", "output of each unit that carries load over its rating"},
    {"transformer-loss", "kW", "unit transformers, all of them"},
    {"transformer-load", "%", "apparent power of each that carries load over its rating"},
    {"transformers", "", "installed: full load is carried with the reserve out"},
    {"input", "MW", "into the unit transformers, or the rectifier without them"},
    {"inlet-efficiency", "%", "racks' inlets over that"},
    {"efficiency", "%", "50 V in the racks over the grid: with what lies above and in the racks"},
    {0}};

enum { NO_CONVERSION = 3, DIRECT = 2 };

/* Idle units lose what they lose without load. */
static double conversion_loss_w(struct formula_call *call, struct redundancy_level level, double passed_w)
{
    static const char *const names[] = {"double-conversion", "eco", "rectifier-800vdc"};
    const struct ups_curve *curve = ups_curve_find(names[formula_choice(call, "conversion")]);
    return ups_loss_w(curve, level.loaded, passed_w, &call->clamp_count) +
           curve->no_load_ratio * (level.installed - level.loaded);
}

/* As many transformers as carry FULL_W with the reserve out, while PASSED_W leaves them. */
static double transformer_losses_w(struct formula_call *call, struct redundancy_system system, double full_w,
                                   double passed_w)
{
    struct transformer unit = {formula_number(call, "rating"), formula_number(call, "no-load-loss"),
                               formula_number(call, "load-loss")};
    double factor = formula_number(call, "power-factor");
    int needed = (int)ceil(full_w / (unit.rated_va * factor) * (1 - 1e-9));
    struct redundancy_level count =
        redundancy_level_of_units(system, redundancy_unit_count(system, needed), 1);
    formula_put(call, "transformers", count.installed);
    formula_put(call, "transformer-load", passed_w / factor / (count.loaded * unit.rated_va));
    return count.loaded * transformer_loss_w(&unit, passed_w / count.loaded, factor, &call->clamp_count) +
           unit.no_load_w * (count.installed - count.loaded);
}

static void put_efficiencies(struct formula_call *call, double it_w, double input_w)
{
    bool direct = formula_choice(call, "conversion") == DIRECT;
    double rack = direct ? 0.985 : 0.975;
    if (formula_given(call, "rack"))
        rack = formula_number(call, "rack");
    formula_put(call, "input", input_w);
    formula_put(call, "inlet-efficiency", it_w > 0 ? it_w / input_w : NAN);
    formula_put(call, "efficiency", it_w > 0 ? formula_number(call, "above") * it_w / input_w * rack : NAN);
}

static bool chain(struct formula_call *call)
{
    struct redundancy_system system = redundancy_system((enum redundancy)formula_choice(call, "redundancy"),
                                                        (int)formula_number(call, "live"));
    double capacity_w = formula_number(call, "it"), it_w = formula_number(call, "load") * capacity_w;
    double busway = formula_number(call, "busway"), full_w = capacity_w * (1 + busway), input_w = it_w,
           loss_w;
    int conversion = formula_choice(call, "conversion");
    loss_w = distribution_loss_w(capacity_w, busway, it_w, &call->clamp_count);
    formula_put(call, "busway-loss", loss_w);
    input_w += loss_w;
    if (conversion != NO_CONVERSION) {
        struct redundancy_level level =
            redundancy_level_of(system, full_w * redundancy_installed_ratio(system));
        loss_w = conversion_loss_w(call, level, input_w);
        full_w += conversion_loss_w(call, level, full_w);
        formula_put(call, "conversion-loss", loss_w);
        formula_put(call, "conversion-load", input_w / level.loaded);
        input_w += loss_w;
    }
    if (conversion != DIRECT) {
        loss_w = transformer_losses_w(call, system, full_w, input_w);
        formula_put(call, "transformer-loss", loss_w);
        input_w += loss_w;
    }
    put_efficiencies(call, it_w, input_w);
    return true;
}

const struct formula formula_chain[] = {
    {.name = "chain",
     .summary = "losses from the grid to 50 V in the racks, by topology and kind of chain",
     .equation =
         "busway d x^2; UPS R a + L (b y + c y^2); transformers n P0 + m (S / m Sr)^2 Pk; R, n installed, "
         "L, m those that carry load",
     .source = "facilities A5 and A6 (topologies, stages of AC and 800 VDC chains), 2026-11, grade I",
     .keys = keys,
     .outputs = outputs,
     .work = chain,
     .shown = {"efficiency", "conversion-load"},
     .sweep = {"load=0.1:1:0.1"}},
    {0},
};
