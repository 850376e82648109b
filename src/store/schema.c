/* SPDX-License-Identifier: Apache-2.0 */
#include "store/schema.h"

#include "store/memory_text.h"
#include "store/view.h"

#include <stdio.h>

static const char *sql_type(enum result_column_type type)
{
    return type == COLUMN_REAL ? "REAL" : type == COLUMN_TEXT ? "TEXT" : "INTEGER";
}

static void write_column(FILE *out, const struct result_column *column, bool key, bool last)
{
    fprintf(out, "  %s %s%s%s -- %s", column->name, sql_type(column->type), key ? " NOT NULL" : "",
            last ? "" : ",", column->meaning);
    if (column->unit)
        fprintf(out, " [%s]", column->unit);
    fputc('\n', out);
}

static void write_table(FILE *out, const struct result_table *table)
{
    fprintf(out, "CREATE TABLE %s( -- %s\n", table->name, table->meaning);
    for (int i = 0; i < table->column_count; i++)
        write_column(out, &table->columns[i], i < table->key_count,
                     i == table->column_count - 1 && !table->key_count);
    if (table->key_count) {
        fputs("  PRIMARY KEY(", out);
        for (int i = 0; i < table->key_count; i++)
            fprintf(out, "%s%s", i ? ", " : "", table->columns[i].name);
        fputs(")\n", out);
    }
    fprintf(out, ")%s;\n", table->key_count ? " WITHOUT ROWID" : "");
}

/* Rows in order of arrival, without any index: the fastest way in. */
static void write_series_table(FILE *out, const struct series_layout *layout, enum series series,
                               struct arena *arena)
{
    fprintf(out, "CREATE TABLE %s( -- Samples of each %s: one column per metric.\n", series_tables[series],
            series_scopes[series]);
    int left = layout->columns[series];
    for (int i = 0; i < SERIES_KEY_COUNT; i++)
        write_column(out, &series_key_columns[i], true, left == 0 && i == SERIES_KEY_COUNT - 1);
    for (int i = 0; i < layout->metric_count; i++) {
        const struct series_metric *metric = &layout->metrics[i];
        if (!series_has(metric, series))
            continue;
        struct result_column column = {series_column_name(metric, arena), COLUMN_REAL, metric->unit,
                                       metric->meaning, false};
        write_column(out, &column, false, --left == 0);
    }
    fputs(");\n", out);
}

const char *schema_create_sql(const struct series_layout *layout, struct arena *arena)
{
    struct memory_text text;
    memory_text_open(&text);
    for (int i = 0; i < TABLE_COUNT; i++)
        write_table(text.out, &result_tables[i]);
    for (enum series series = 0; series < SERIES_COUNT; series++)
        write_series_table(text.out, layout, series, arena);
    for (int i = 0; i < TABLE_COUNT; i++)
        view_write(text.out, &result_tables[i]);
    view_write_series(text.out, layout, arena);
    return memory_text_close(&text, arena);
}

const char *schema_insert_sql(const struct result_table *table, struct arena *arena)
{
    struct memory_text text;
    memory_text_open(&text);
    fprintf(text.out, "INSERT INTO %s VALUES(?", table->name);
    for (int i = 1; i < table->column_count; i++)
        fputs(",?", text.out);
    fputc(')', text.out);
    return memory_text_close(&text, arena);
}

const char *schema_copy_series_sql(const char *from, enum series series, struct arena *arena)
{
    const char *name = series_tables[series];
    return arena_printf(arena, "INSERT INTO main.%s SELECT * FROM %s.%s", name, from, name);
}

const char *schema_index_sql(struct arena *arena)
{
    struct memory_text text;
    memory_text_open(&text);
    for (enum series series = 0; series < SERIES_COUNT; series++)
        fprintf(text.out, "CREATE UNIQUE INDEX IF NOT EXISTS %s_key ON %s(run_id, entity_id, t);\n",
                series_tables[series], series_tables[series]);
    return memory_text_close(&text, arena);
}

const char *schema_drop_index_sql(struct arena *arena)
{
    const char *text = "";
    for (enum series series = 0; series < SERIES_COUNT; series++)
        text = arena_printf(arena, "%sDROP INDEX IF EXISTS %s_key;", text, series_tables[series]);
    return text;
}
