/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cooling_columns - the columns of the tables that check cooling plants, for result_tables.c.
 */
#ifndef STORE_COOLING_COLUMNS_H
#define STORE_COOLING_COLUMNS_H

#include "store/cells_cooling.h"
#include "store/result_table.h"

extern const struct result_column cooling_design_columns[CELL_DESIGN_COUNT];
extern const struct result_column cooling_ride_columns[CELL_RIDE_COUNT];
extern const struct result_column cooling_air_columns[CELL_AIR_COUNT];

#endif
