/* SPDX-License-Identifier: Apache-2.0 */
#include "store/results_digest.h"

#include "store/results_file.h"
#include "store/schema.h"
#include "store/sql.h"

#include <string.h>

/* Types of values in the digest: part of its definition, as is the size that follows each. */
enum {
    VALUE_NULL,
    VALUE_INTEGER, /* 8 bytes, lowest first */
    VALUE_REAL,    /* 8 bytes: its bits */
    VALUE_TEXT,    /* 8 bytes: its length; then the text */
    VALUE_SHORT,   /* a whole number of 4 bytes */
    VALUE_ZERO,    /* the real 0, which is half of all values */
};

/* Small pieces are joined here before SHA-256 sees them: one call per value would cost more. */
struct gather {
    struct digest digest;
    size_t size;
    unsigned char bytes[8192];
};

static void gather_flush(struct gather *gather)
{
    digest_add(&gather->digest, gather->bytes, gather->size);
    gather->size = 0;
}

/* TYPE and the lowest SIZE bytes of BITS. */
static inline void gather_add(struct gather *gather, unsigned char type, uint64_t bits, size_t size)
{
    if (gather->size + 9 > sizeof gather->bytes)
        gather_flush(gather);
    unsigned char *to = gather->bytes + gather->size;
    to[0] = type;
    for (size_t i = 0; i < size; i++)
        to[1 + i] = (unsigned char)(bits >> 8 * i);
    gather->size += 1 + size;
}

static void gather_text(struct gather *gather, const void *text, size_t size)
{
    gather_add(gather, VALUE_TEXT, size, 8);
    gather_flush(gather);
    digest_add(&gather->digest, text, size);
}

static void gather_integer(struct gather *gather, int64_t number)
{
    if (number >= 0 && number <= UINT32_MAX)
        gather_add(gather, VALUE_SHORT, (uint64_t)number, 4);
    else
        gather_add(gather, VALUE_INTEGER, (uint64_t)number, 8);
}

static void gather_real(struct gather *gather, double number)
{
    union {
        double number;
        uint64_t bits;
    } both = {.number = number};
    if (both.bits == 0)
        gather_add(gather, VALUE_ZERO, 0, 0);
    else
        gather_add(gather, VALUE_REAL, both.bits, 8);
}

/* The value is asked for once: each question to a column has its price. */
static void gather_value(struct gather *gather, sqlite3_value *value)
{
    switch (sqlite3_value_type(value)) {
    case SQLITE_NULL: gather_add(gather, VALUE_NULL, 0, 0); break;
    case SQLITE_INTEGER: gather_integer(gather, sqlite3_value_int64(value)); break;
    case SQLITE_FLOAT: gather_real(gather, sqlite3_value_double(value)); break;
    default: gather_text(gather, sqlite3_value_blob(value), (size_t)sqlite3_value_bytes(value));
    }
}

/* Adds the rows that QUERY gives, with the names of its columns before and their count after. */
static bool gather_rows(struct gather *gather, struct sql *sql, const char *name, const char *query,
                        struct diag *diag)
{
    sqlite3_stmt *row = sql_prepare(sql, query, false, diag);
    if (!row)
        return false;
    int columns = sqlite3_column_count(row), code;
    gather_text(gather, name, strlen(name));
    for (int i = 0; i < columns; i++)
        gather_text(gather, sqlite3_column_name(row, i), strlen(sqlite3_column_name(row, i)));
    uint64_t rows = 0;
    for (; (code = sqlite3_step(row)) == SQLITE_ROW; rows++)
        for (int i = 0; i < columns; i++)
            gather_value(gather, sqlite3_column_value(row, i));
    gather_integer(gather, (int64_t)rows);
    sqlite3_finalize(row);
    return code == SQLITE_DONE || sql_fail(sql, diag);
}

static const char *table_query(const struct result_table *table, struct arena *arena)
{
    const char *columns = "", *order = "";
    for (int i = 0; i < table->column_count; i++) {
        const char *name = table->columns[i].name;
        if (!table->columns[i].apart)
            columns = arena_printf(arena, "%s%s%s", columns, *columns ? ", " : "", name);
        if (i < table->key_count)
            order = arena_printf(arena, "%s%s%s", order, *order ? ", " : " ORDER BY ", name);
    }
    return arena_printf(arena, "SELECT %s FROM %s%s", columns, table->name, order);
}

static bool gather_all(struct gather *gather, struct sql *sql, struct arena *arena, struct diag *diag)
{
    for (int i = 0; i < TABLE_COUNT; i++) {
        const struct result_table *table = &result_tables[i];
        if (!table->apart && !gather_rows(gather, sql, table->name, table_query(table, arena), diag))
            return false;
    }
    for (enum series series = 0; series < SERIES_COUNT; series++) {
        const char *name = series_tables[series];
        const char *query = arena_printf(arena, "SELECT * FROM %s ORDER BY run_id, entity_id, t", name);
        if (!gather_rows(gather, sql, name, query, diag))
            return false;
    }
    return true;
}

bool results_digest(const char *path, char out[DIGEST_TEXT_SIZE], struct diag *diag)
{
    struct sql sql;
    if (!results_file_is_usable(path, diag) || !sql_open(&sql, path, diag))
        return false;
    struct arena *arena = arena_new();
    struct gather *gather = arena_alloc(arena, sizeof *gather);
    digest_start(&gather->digest);
    bool good = gather_all(gather, &sql, arena, diag);
    gather_flush(gather);
    digest_finish_text(&gather->digest, out);
    sql_close(&sql);
    arena_free(arena);
    return good;
}
