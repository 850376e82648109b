/* SPDX-License-Identifier: Apache-2.0 */
#include "store/row.h"

static void bind_cell(sqlite3_stmt *insert, int place, enum result_column_type type, union cell cell)
{
    switch (type) {
    case COLUMN_REAL: sqlite3_bind_double(insert, place, cell.real); break;
    case COLUMN_TEXT: sqlite3_bind_text(insert, place, cell.text, -1, SQLITE_STATIC); break;
    case COLUMN_RECORD:
    case COLUMN_ENTITY:
    case COLUMN_METRIC:
        if (cell.integer < 0)
            cell.integer = CELL_NONE;
        /* fall through */
    default:
        if (cell.integer == CELL_NONE)
            sqlite3_bind_null(insert, place);
        else
            sqlite3_bind_int64(insert, place, cell.integer);
    }
}

bool row_insert(struct sql *sql, sqlite3_stmt *insert, const struct result_table *table,
                const union cell *cells, struct diag *diag)
{
    for (int i = 0; i < table->column_count; i++)
        bind_cell(insert, i + 1, table->columns[i].type, cells[i]);
    return sql_step_done(sql, insert, diag);
}
