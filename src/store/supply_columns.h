/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supply_columns - the columns of the tables about units of supply, for result_tables.c.
 */
#ifndef STORE_SUPPLY_COLUMNS_H
#define STORE_SUPPLY_COLUMNS_H

#include "store/cells_supply.h"
#include "store/result_table.h"

extern const struct result_column supply_without_columns[CELL_WITHOUT_COUNT];
extern const struct result_column supply_outage_columns[CELL_OUTAGE_COUNT];
extern const struct result_column supply_unit_columns[CELL_UNIT_COUNT];

#endif
