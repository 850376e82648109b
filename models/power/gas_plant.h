/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gas_plant - the kind <gas-plant>: engines or turbines on the site's bus that burn gas from a pipeline.
 */
#ifndef POWER_GAS_PLANT_H
#define POWER_GAS_PLANT_H

#include "plan/field.h"

enum {
    GAS_COUNT,
    GAS_RATING,
    GAS_DISPATCH,
    GAS_HEAT_RATE,
    GAS_FUEL_PRICE,
    GAS_MAINTENANCE_COST,
    GAS_EMISSIONS,
    GAS_TURN_DOWN,
    GAS_FAIL_TO_START,
    GAS_FORCED_OUTAGE,
    GAS_REPAIR,
    GAS_COMMON_CAUSE,
    GAS_PLANNED_OUTAGE,
    GAS_PERMIT_HOURS,
    GAS_DERATE,
    GAS_DERATE_ABOVE,
    GAS_UNTIL,
    GAS_NEEDS,
    GAS_RESERVE,
    GAS_FIELD_COUNT
};
enum gas_dispatch { GAS_SHORT, GAS_BY_COST, GAS_BASE };

extern const struct kind power_gas_plant_kind;

#endif
