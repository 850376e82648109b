/* SPDX-License-Identifier: Apache-2.0 */
/*
 * table_print - the three printers behind table_print(), and what they share.
 */
#ifndef BASE_TABLE_PRINT_H
#define BASE_TABLE_PRINT_H

#include "base/table.h"

enum { TABLE_PRINT_NUMBER_SIZE = 400 }; /* 1e308 with 17 decimals and commas */

/* One table onto STREAM: for people by STYLE, and as CSV with its header and no totals. */
void table_print_text(const struct table *table, struct table_style style, FILE *stream);
void table_print_csv(const struct table *table, FILE *stream);

/* One object of the array "tables". */
void table_print_json(const struct table *table, FILE *stream);

#endif
