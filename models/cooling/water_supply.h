/* SPDX-License-Identifier: Apache-2.0 */
/*
 * water_supply - the kind <water-supply>: make-up water that a site may take.
 *
 * The supplies of a site add up; a site without any may take what it wants.  The permitted flow is held
 * in every hour, so a tank that evens out the day is not counted on.
 */
#ifndef COOLING_WATER_SUPPLY_H
#define COOLING_WATER_SUPPLY_H

#include "plan/record.h"

enum { WATER_SUPPLY_FLOW, WATER_SUPPLY_FIELD_COUNT };

extern const struct kind cooling_water_supply_kind;

/* What SITE may take, kg/s; 0 where nothing is stated. */
double water_supply_kg_s(const struct plan *plan, const struct record *site);

#endif
