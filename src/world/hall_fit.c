/* SPDX-License-Identifier: Apache-2.0 */
#include "world/hall_fit.h"

#include "halls/hall.h"
#include "racks/rack_system.h"
#include "world/hall_levels.h"

#include <math.h>

static const double rounding = 1e-9;

static double optional(const struct record *record, int field)
{
    return record_has(record, field) ? record_number(record, field) : NAN;
}

/* Whole racks that the hall has enough for; a need of none is no limit. */
static void put_shared(struct hall_fit *fit, enum hall_fit_limit limit, double has, double asks)
{
    fit->has[limit] = has;
    fit->asks[limit] = asks;
    fit->racks[limit] = asks > 0 ? (int64_t)floor(has / asks * (1 + rounding)) : HALL_FIT_OPEN;
}

/* All positions or none, where both state what one of them bears and asks for. */
static void put_each(struct hall_fit *fit, enum hall_fit_limit limit, double has, double asks)
{
    bool open = isnan(has) || isnan(asks);
    fit->has[limit] = has;
    fit->asks[limit] = asks;
    if (open)
        fit->racks[limit] = HALL_FIT_OPEN;
    else
        fit->racks[limit] = asks <= has * (1 + rounding) ? fit->racks[HALL_FIT_POSITIONS] : 0;
}

struct hall_fit hall_fit_of(const struct racks_hall *place, const struct record *system)
{
    const struct record *hall = place->record;
    struct hall_fit fit = {.racks[HALL_FIT_POSITIONS] = place->positions};
    double liquid = record_number(hall, HALL_LIQUID_SHARE);
    double it_w = record_number(system, RACK_SYSTEM_IT_POWER),
           liquid_w = it_w * record_number(system, RACK_SYSTEM_LIQUID_FRACTION);
    int peak = record_has(system, RACK_SYSTEM_PEAK_POWER) ? RACK_SYSTEM_PEAK_POWER : RACK_SYSTEM_RACK_POWER;
    put_shared(&fit, HALL_FIT_POWER, place->it_capacity_w, it_w);
    put_shared(&fit, HALL_FIT_LIQUID, place->it_capacity_w * liquid, liquid_w);
    put_shared(&fit, HALL_FIT_AIR, place->it_capacity_w * (1 - liquid), it_w - liquid_w);
    put_each(&fit, HALL_FIT_BUSWAY, optional(hall, HALL_POSITION_POWER), record_number(system, peak));
    put_each(&fit, HALL_FIT_FLOW, optional(hall, HALL_POSITION_FLOW),
             liquid_w * record_number(system, RACK_SYSTEM_FLOW));
    put_each(&fit, HALL_FIT_FLOOR, optional(hall, HALL_POSITION_WEIGHT),
             optional(system, RACK_SYSTEM_WEIGHT));
    fit.has[HALL_FIT_SUPPLY] = place->rack_supply_k;
    fit.asks[HALL_FIT_SUPPLY] = record_number(system, RACK_SYSTEM_SUPPLY_LIMIT);
    fit.racks[HALL_FIT_SUPPLY] = fit.has[HALL_FIT_SUPPLY] <= fit.asks[HALL_FIT_SUPPLY] ? place->positions : 0;
    fit.racks[HALL_FIT_INLET] = hall_levels_fit_inlet(hall, system) ? place->positions : 0;
    return fit;
}

enum hall_fit_limit hall_fit_least(const struct hall_fit *fit, enum hall_fit_limit end)
{
    enum hall_fit_limit least = HALL_FIT_POSITIONS;
    for (enum hall_fit_limit limit = HALL_FIT_POSITIONS; limit < end; limit++)
        if (fit->racks[limit] != HALL_FIT_OPEN && fit->racks[limit] < fit->racks[least])
            least = limit;
    return least;
}

const char *hall_fit_name(enum hall_fit_limit limit)
{
    static const char *const names[HALL_FIT_COUNT] = {
        "positions", "IT power", "liquid loop",         "hall air",     "busway",
        "flow",      "floor",    "coolant temperature", "inlet current"};
    return names[limit];
}
