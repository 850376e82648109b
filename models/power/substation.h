/* SPDX-License-Identifier: Apache-2.0 */
/*
 * substation - the kinds <substation> and <transformer>: the main transformers of a site and how many of
 * them are held in reserve.
 */
#ifndef POWER_SUBSTATION_H
#define POWER_SUBSTATION_H

#include "plan/field.h"

enum {
    SUBSTATION_REDUNDANCY,
    SUBSTATION_POWER_FACTOR,
    SUBSTATION_NEEDS,
    SUBSTATION_COMMON_CAUSE,
    SUBSTATION_COMMON_REPAIR,
    SUBSTATION_MAINTENANCE,
    SUBSTATION_MAINTENANCE_MONTH,
    SUBSTATION_FIELD_COUNT
};

enum { TRANSFORMER_TYPE, TRANSFORMER_NEEDS, TRANSFORMER_FIELD_COUNT };

extern const struct kind power_substation_kind;
extern const struct kind power_transformer_kind;

#endif
