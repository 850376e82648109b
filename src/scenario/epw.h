/* SPDX-License-Identifier: Apache-2.0 */
/*
 * epw - reads weather of a year in EnergyPlus format: dry bulb, moisture and pressure.
 *
 * Eight header lines, then 35 comma-separated fields a row (Auxiliary Programs, EnergyPlus 23, "EPW
 * CSV format").  Missing codes (99.9, 999, 999999, empty) are filled along straight lines; a missing
 * dew point comes from the relative humidity first.  Several rows an hour are averaged, 29 February
 * is dropped, so that a year has 8760 hours.
 *
 * Errors: what is no number, out of physical range, missing or out of order is told with its place.
 */
#ifndef SCENARIO_EPW_H
#define SCENARIO_EPW_H

#include "plan/hourly.h"
#include "scenario/text_file.h"

enum { EPW_YEAR_HOURS = 8760 };

/* The weather in FILE, or NULL with errors. */
struct hourly *epw_read(const struct text_file *file, struct arena *arena, struct diag *diag);

#endif
