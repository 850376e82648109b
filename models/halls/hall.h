/* SPDX-License-Identifier: Apache-2.0 */
/*
 * hall - the kind <hall>: a building or data hall that racks stand in.
 */
#ifndef HALLS_HALL_H
#define HALLS_HALL_H

#include "plan/field.h"

enum {
    HALL_IT_CAPACITY,
    HALL_POSITIONS,
    HALL_UPS,
    HALL_UPS_REDUNDANCY,
    HALL_UPS_LIVE,
    HALL_UPS_MODULE,
    HALL_UPS_COUNT,
    HALL_DISTRIBUTION_LOSS,
    HALL_TRANSFORMER,
    HALL_TRANSFORMER_COUNT,
    HALL_TRANSFORMER_REDUNDANCY,
    HALL_TRANSFORMER_LIVE,
    HALL_POWER_FACTOR,
    HALL_COOLING,
    HALL_LIQUID_SHARE,
    HALL_RACK_SUPPLY,
    HALL_LOSS_HEAT,
    HALL_POSITION_POWER,
    HALL_POSITION_FLOW,
    HALL_POSITION_WEIGHT,
    HALL_NEEDS,
    HALL_FIELD_COUNT
};

extern const struct kind halls_hall_kind;

#endif
