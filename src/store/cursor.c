/* SPDX-License-Identifier: Apache-2.0 */
#include "store/cursor.h"

#include "store/sql.h"

#include <assert.h>
#include <math.h>

struct cursor {
    struct sql *sql;
    sqlite3_stmt *row; /* NULL when closed */
};

static void bind_all(sqlite3_stmt *row, const char *types, va_list args)
{
    for (int i = 1; *types; types++, i++) {
        switch (*types) {
        case 'i': sqlite3_bind_int64(row, i, va_arg(args, int64_t)); break;
        case 'r': sqlite3_bind_double(row, i, va_arg(args, double)); break;
        case 't': sqlite3_bind_text(row, i, va_arg(args, const char *), -1, SQLITE_TRANSIENT); break;
        default: assert(!"a letter of i, r, t");
        }
    }
}

struct cursor *cursor_open(struct sql *sql, struct arena *arena, struct diag *diag, const char *query,
                           const char *types, va_list args)
{
    sqlite3_stmt *row = sql_prepare(sql, query, false, diag);
    if (!row)
        return NULL;
    bind_all(row, types, args);
    struct cursor *cursor = arena_alloc(arena, sizeof *cursor);
    *cursor = (struct cursor){.sql = sql, .row = row};
    return cursor;
}

bool cursor_next(struct cursor *cursor, struct diag *diag)
{
    if (!cursor || !cursor->row)
        return false;
    int code = sqlite3_step(cursor->row);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        sql_fail(cursor->sql, diag);
    cursor_close(cursor);
    return false;
}

bool cursor_is_missing(const struct cursor *cursor, int column)
{
    assert(column >= 0 && column < sqlite3_column_count(cursor->row));
    return sqlite3_column_type(cursor->row, column) == SQLITE_NULL;
}

int64_t cursor_integer(const struct cursor *cursor, int column)
{
    return cursor_is_missing(cursor, column) ? CELL_NONE : sqlite3_column_int64(cursor->row, column);
}

double cursor_real(const struct cursor *cursor, int column)
{
    return cursor_is_missing(cursor, column) ? NAN : sqlite3_column_double(cursor->row, column);
}

const char *cursor_text(const struct cursor *cursor, int column)
{
    return (const char *)sqlite3_column_text(cursor->row, column);
}

int cursor_column_count(const struct cursor *cursor)
{
    return sqlite3_column_count(cursor->row);
}

const char *cursor_column_name(const struct cursor *cursor, int column)
{
    return sqlite3_column_name(cursor->row, column);
}

void cursor_close(struct cursor *cursor)
{
    if (!cursor)
        return;
    sqlite3_finalize(cursor->row);
    cursor->row = NULL;
}
