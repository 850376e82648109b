/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bill_columns - the columns of the table of power bills, for result_tables.c.
 */
#ifndef STORE_BILL_COLUMNS_H
#define STORE_BILL_COLUMNS_H

#include "store/cells_bill.h"
#include "store/result_table.h"

extern const struct result_column bill_columns[CELL_BILL_COUNT];

#endif
