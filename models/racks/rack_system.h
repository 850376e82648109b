/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rack_system - the kind <rack-system>: one generation of racks, counted in packages.
 *
 * A package is an accelerator as its maker sells it; names that count dies ("NVL144") are not used
 * for arithmetic.  A module is what leaves service with one broken package and is swapped as a whole.
 */
#ifndef RACKS_RACK_SYSTEM_H
#define RACKS_RACK_SYSTEM_H

#include "plan/field.h"

enum {
    RACK_SYSTEM_PACKAGES,
    RACK_SYSTEM_DIES,
    RACK_SYSTEM_MODULE_PACKAGES,
    RACK_SYSTEM_RACK_POWER,
    RACK_SYSTEM_INLET,
    RACK_SYSTEM_IT_POWER,
    RACK_SYSTEM_PEAK_POWER,
    RACK_SYSTEM_TYPICAL_DRAW,
    RACK_SYSTEM_IDLE_DRAW,
    RACK_SYSTEM_LIQUID_FRACTION,
    RACK_SYSTEM_SUPPLY_LIMIT,
    RACK_SYSTEM_FLOW,
    RACK_SYSTEM_WEIGHT,
    RACK_SYSTEM_PRICE,
    RACK_SYSTEM_FIRST_SHIP,
    RACK_SYSTEM_INTERRUPTION_RATE,
    RACK_SYSTEM_RECOVERY,
    RACK_SYSTEM_FAILURE_RATE,
    RACK_SYSTEM_EARLY_LIFE_MULTIPLIER,
    RACK_SYSTEM_EARLY_LIFE_MONTHS,
    RACK_SYSTEM_SWAP,
    RACK_SYSTEM_REPAIR,
    RACK_SYSTEM_LIFE,
    RACK_SYSTEM_FIELD_COUNT
};
enum { RACK_SYSTEM_AC, RACK_SYSTEM_800VDC }; /* its inlet */

extern const struct kind racks_rack_system_kind;

#endif
