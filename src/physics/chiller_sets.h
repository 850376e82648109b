/* SPDX-License-Identifier: Apache-2.0 */
/*
 * chiller_sets - the published chiller curves: DOE-2.1E generic units and measured machines.
 *
 * Each row carries its source and the range it was fitted over; chiller.h says how they are used.
 * No published curve of a magnetic-bearing machine was found; the variable-speed set stands in for it.
 */
#ifndef PHYSICS_CHILLER_SETS_H
#define PHYSICS_CHILLER_SETS_H

#include "physics/chiller.h"

/* The first is the default with water at the condenser, the second with air (valid up to 51.7 C). */
extern const struct chiller_curves chiller_sets[];
extern const int chiller_sets_count;

/* The set of that name, or NULL. */
const struct chiller_curves *chiller_sets_find(const char *name);

#endif
