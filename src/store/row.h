/* SPDX-License-Identifier: Apache-2.0 */
/*
 * row - one row of a fixed table on its way into the file.
 */
#ifndef STORE_ROW_H
#define STORE_ROW_H

#include "store/result_table.h"
#include "store/sql.h"

/* Inserts CELLS by INSERT, the statement compiled for TABLE; its texts need live no longer. */
bool row_insert(struct sql *sql, sqlite3_stmt *insert, const struct result_table *table,
                const union cell *cells, struct diag *diag);

#endif
