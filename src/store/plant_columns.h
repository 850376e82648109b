/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plant_columns - the columns of the tables about power and cooling, for result_tables.c.
 */
#ifndef STORE_PLANT_COLUMNS_H
#define STORE_PLANT_COLUMNS_H

#include "store/cells_halls.h"
#include "store/cells_plant.h"
#include "store/result_table.h"

extern const struct result_column plant_columns[CELL_PLANT_COUNT];
extern const struct result_column plant_day_columns[CELL_DAY_COUNT];
extern const struct result_column plant_span_columns[CELL_SPAN_COUNT];
extern const struct result_column plant_fit_columns[CELL_FIT_COUNT];
extern const struct result_column plant_level_columns[CELL_LEVEL_COUNT];

#endif
