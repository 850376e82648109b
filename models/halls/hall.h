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
    HALL_DISTRIBUTION_LOSS,
    HALL_TRANSFORMER,
    HALL_TRANSFORMER_COUNT,
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
enum hall_ups_redundancy { HALL_UPS_N, HALL_UPS_N_PLUS_1, HALL_UPS_2N };

extern const struct kind halls_hall_kind;

#endif
