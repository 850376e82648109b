/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "store/results_manual.h"
#include "store/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_new();
}

static void close_arena(void)
{
    arena_free(arena);
}

START_TEST(every_table_and_column_is_described)
{
    const struct result_table *table = &result_tables[_i];
    ck_assert(table->name && *table->name && table->meaning && strlen(table->meaning) > 10);
    ck_assert_int_eq(table->meaning[strlen(table->meaning) - 1], '.');
    ck_assert_int_gt(table->column_count, table->key_count);
    for (int i = 0; i < table->column_count; i++) {
        const struct result_column *column = &table->columns[i];
        ck_assert_msg(column->name && column->meaning, "%s, column %d", table->name, i);
        ck_assert_msg(!strpbrk(column->meaning, "\n"), "%s.%s", table->name, column->name);
        if (column->type == COLUMN_REAL || column->type == COLUMN_CENTS || column->type == COLUMN_TICK)
            ck_assert_msg(column->unit != NULL, "%s.%s has no unit", table->name, column->name);
        for (int j = 0; j < i; j++)
            ck_assert_str_ne(table->columns[j].name, column->name);
    }
}
END_TEST

START_TEST(tables_of_a_replication_begin_with_its_run)
{
    for (int i = TABLE_RUN; i < TABLE_COUNT; i++) {
        ck_assert_int_eq(result_tables[i].columns[0].type, COLUMN_RUN);
        ck_assert_int_ge(result_tables[i].key_count, 1);
        ck_assert(!result_tables[i].apart);
    }
}
END_TEST

START_TEST(names_of_tables_and_views_differ)
{
    for (int i = 0; i < TABLE_COUNT; i++)
        for (int j = 0; j < TABLE_COUNT; j++) {
            ck_assert(i == j || strcmp(result_tables[i].name, result_tables[j].name));
            ck_assert(!result_tables[j].view || strcmp(result_tables[i].name, result_tables[j].view));
        }
}
END_TEST

START_TEST(columns_of_metrics_carry_their_meaning_into_the_schema)
{
    const struct series_metric metrics[] = {
        {"a.b-c", "MW", "state", SERIES_SITE, true, "first"},
        {"d", "1", "mean", SERIES_CAMPUS, true, "second"},
    };
    struct series_layout layout = series_layout_of(metrics, 2);
    ck_assert_int_eq(layout.columns[SERIES_SITE], 1);
    ck_assert_int_eq(layout.columns[SERIES_PARTY], 0);
    ck_assert_int_eq(layout.columns[SERIES_CAMPUS], 2);
    const char *sql = schema_create_sql(&layout, arena);
    ck_assert_ptr_nonnull(strstr(sql, "a_b_c REAL -- first [MW]"));
    ck_assert_ptr_nonnull(strstr(sql, "d REAL -- second [1]"));
    ck_assert_str_eq(schema_copy_series_sql("image", SERIES_CAMPUS, arena),
                     "INSERT INTO main.series_campus SELECT * FROM image.series_campus");
}
END_TEST

/* With GIGAPLAN_UPDATE=1 the page is written anew. */
START_TEST(the_manual_page_is_that_of_the_tables)
{
    const char *top = getenv("abs_top_srcdir"), *page = results_manual(arena);
    if (!top)
        return;
    const char *path = arena_printf(arena, "%s/man/gigaplan-results.5", top);
    FILE *file = fopen(path, getenv("GIGAPLAN_UPDATE") ? "w+" : "r");
    ck_assert_msg(file != NULL, "no %s", path);
    if (getenv("GIGAPLAN_UPDATE"))
        fputs(page, file);
    rewind(file);
    size_t size = strlen(page);
    char *stored = arena_alloc(arena, size + 2);
    ck_assert_uint_eq(fread(stored, 1, size + 1, file), size);
    fclose(file);
    ck_assert_msg(!strcmp(stored, page), "make check GIGAPLAN_UPDATE=1 writes it anew");
}
END_TEST

Suite *test_schema_suite(void)
{
    Suite *suite = suite_create("schema");
    TCase *cases = tcase_create("schema");
    tcase_add_checked_fixture(cases, open_arena, close_arena);
    tcase_add_loop_test(cases, every_table_and_column_is_described, 0, TABLE_COUNT);
    tcase_add_test(cases, tables_of_a_replication_begin_with_its_run);
    tcase_add_test(cases, names_of_tables_and_views_differ);
    tcase_add_test(cases, columns_of_metrics_carry_their_meaning_into_the_schema);
    tcase_add_test(cases, the_manual_page_is_that_of_the_tables);
    suite_add_tcase(suite, cases);
    return suite;
}
