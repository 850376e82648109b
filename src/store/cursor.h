/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cursor - the rows of one query, typed.
 *
 * Started by reader_query.  A cursor that has run to its end has closed itself.
 */
#ifndef STORE_CURSOR_H
#define STORE_CURSOR_H

#include "base/arena.h"
#include "base/diag.h"
#include "store/result_table.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

struct cursor;
struct sql;

/* See reader_query. */
struct cursor *cursor_open(struct sql *sql, struct arena *arena, struct diag *diag, const char *query,
                           const char *types, va_list args);

/* Goes to the next row; false after the last, or after an error, which is in DIAG.  NULL has no rows. */
bool cursor_next(struct cursor *cursor, struct diag *diag);

/* Cells of the row: CELL_NONE, NAN and NULL where the value is missing. */
int64_t cursor_integer(const struct cursor *cursor, int column);
double cursor_real(const struct cursor *cursor, int column);
bool cursor_is_missing(const struct cursor *cursor, int column);

/* A text lives until the next row. */
const char *cursor_text(const struct cursor *cursor, int column);

/* Columns of the query and their names, until the cursor is closed. */
int cursor_column_count(const struct cursor *cursor);
const char *cursor_column_name(const struct cursor *cursor, int column);

/* Ends a cursor early.  Accepts NULL and a closed one. */
void cursor_close(struct cursor *cursor);

#endif
