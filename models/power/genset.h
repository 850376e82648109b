/* SPDX-License-Identifier: Apache-2.0 */
/*
 * genset - the kind <genset>: a farm of equal standby generators on the site's bus.
 */
#ifndef POWER_GENSET_H
#define POWER_GENSET_H

#include "plan/field.h"

enum {
    GENSET_COUNT,
    GENSET_RATING,
    GENSET_AVAILABILITY,
    GENSET_FAIL_TO_START,
    GENSET_RUN_MTTF,
    GENSET_COMMON_CAUSE,
    GENSET_REPAIR,
    GENSET_HEAT_RATE,
    GENSET_FUEL_PRICE,
    GENSET_EMISSIONS,
    GENSET_FUEL_STORED,
    GENSET_REFUEL_DELAY,
    GENSET_REFUEL_RATE,
    GENSET_CURTAILMENT_HOURS,
    GENSET_DERATE,
    GENSET_DERATE_ABOVE,
    GENSET_NEEDS,
    GENSET_FIELD_COUNT
};

extern const struct kind power_genset_kind;

#endif
