/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bess - the kind <bess>: batteries on the site's bus, for shortages and for smooth ramps.
 */
#ifndef POWER_BESS_H
#define POWER_BESS_H

#include "plan/field.h"

enum {
    BESS_POWER,
    BESS_ENERGY,
    BESS_CHARGE_EFFICIENCY,
    BESS_DISCHARGE_EFFICIENCY,
    BESS_LEAST_CHARGE,
    BESS_WEAR_COST,
    BESS_CYCLE_LIFE,
    BESS_SWING,
    BESS_SWING_PERIOD,
    BESS_RAMP_STEP,
    BESS_RAMP_LIMIT,
    BESS_NEEDS,
    BESS_FIELD_COUNT
};

extern const struct kind power_bess_kind;

#endif
