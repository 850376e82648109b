/* SPDX-License-Identifier: Apache-2.0 */
/*
 * hourly_csv - reads hours of weather, prices or carbon from a CSV table.
 *
 * The header names columns with their units: "time, price [USD/MWh], carbon [kg/MWh]"; known are
 * dry-bulb, dew-point, relative-humidity, pressure, price and carbon.  With a `time` column (UTC, an hour
 * apart) the series is dated; without it the table is a year of 8760 hours from 1 January 00:00 on.  Empty
 * cells are filled along straight lines.
 */
#ifndef SCENARIO_HOURLY_CSV_H
#define SCENARIO_HOURLY_CSV_H

#include "plan/hourly.h"
#include "scenario/text_file.h"

/* The hours in FILE, or NULL with errors. */
struct hourly *hourly_csv_read(const struct text_file *file, struct arena *arena, struct diag *diag);

/* Names of the columns, by enum hourly_column, as headers and field tables write them. */
extern const char *const hourly_csv_names[HOURLY_COLUMN_COUNT];

#endif
