/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bill_columns - the columns of the tables of power bills and their carbon, for result_tables.c.
 */
#ifndef STORE_BILL_COLUMNS_H
#define STORE_BILL_COLUMNS_H

#include "store/cells_bill.h"
#include "store/result_table.h"

extern const struct result_column bill_columns[CELL_BILL_COUNT];
extern const struct result_column carbon_columns[CELL_CARBON_COUNT];

#endif
