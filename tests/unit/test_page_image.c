/* SPDX-License-Identifier: Apache-2.0 */
/* What is written page by page is read back by SQLite itself. */
#include "suites.h"

#include "store/page_image.h"

#include <math.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <string.h>

static struct arena *arena;
static sqlite3 *db;

static void open_all(void)
{
    arena = arena_new();
    ck_assert_int_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(db, "ATTACH ':memory:' AS image", NULL, NULL, NULL), SQLITE_OK);
}

static void close_all(void)
{
    sqlite3_close(db);
    arena_free(arena);
}

static sqlite3_stmt *query(const char *sql)
{
    sqlite3_stmt *row;
    ck_assert_msg(sqlite3_prepare_v2(db, sql, -1, &row, NULL) == SQLITE_OK, "%s", sqlite3_errmsg(db));
    return row;
}

static int64_t ask(const char *sql)
{
    sqlite3_stmt *row = query(sql);
    ck_assert_int_eq(sqlite3_step(row), SQLITE_ROW);
    int64_t number = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return number;
}

/* Lets SQLite have the image under the name "image"; asserts that it finds no fault in it. */
static void show(struct page_image *image)
{
    size_t size;
    unsigned char *bytes = page_image_finish(image, &size);
    ck_assert_int_eq(sqlite3_deserialize(db, "image", bytes, (sqlite3_int64)size, (sqlite3_int64)size,
                                         SQLITE_DESERIALIZE_READONLY),
                     SQLITE_OK);
    sqlite3_stmt *row = query("PRAGMA image.integrity_check");
    ck_assert_int_eq(sqlite3_step(row), SQLITE_ROW);
    ck_assert_str_eq((const char *)sqlite3_column_text(row, 0), "ok");
    sqlite3_finalize(row);
}

static const int64_t whole[] = {0,
                                1,
                                -1,
                                127,
                                128,
                                -128,
                                -129,
                                32767,
                                32768,
                                -32768,
                                -32769,
                                8388607,
                                8388608,
                                -8388608,
                                -8388609,
                                INT32_MAX,
                                1LL << 31,
                                INT32_MIN,
                                -(3LL << 30),
                                (1LL << 47) - 1,
                                1LL << 47,
                                -(1LL << 47),
                                -(1LL << 47) - 1,
                                INT64_MAX,
                                INT64_MIN};
enum { WHOLE_COUNT = sizeof whole / sizeof *whole };

/* Row I: a whole number, then it as a real, a neighbour of that, and something of all digits. */
static void reals_of(int i, double *reals)
{
    static const double odd[] = {0.1, -0.0, NAN, INFINITY, -1e300, 5e-324};
    reals[0] = (double)whole[i];
    reals[1] = nextafter((double)whole[i], 1e30);
    reals[2] = odd[i % 6];
}

/* What SQLite makes of the same values when they come one by one. */
static void insert_all(void)
{
    ck_assert_int_eq(
        sqlite3_exec(db, "CREATE TABLE main.t(a INTEGER,b REAL,c REAL,d REAL)", NULL, NULL, NULL), 0);
    sqlite3_stmt *insert = query("INSERT INTO main.t VALUES(?,?,?,?)");
    for (int i = 0; i < WHOLE_COUNT; i++) {
        double reals[3];
        reals_of(i, reals);
        sqlite3_bind_int64(insert, 1, whole[i]);
        for (int k = 0; k < 3; k++)
            sqlite3_bind_double(insert, 2 + k, reals[k]);
        ck_assert_int_eq(sqlite3_step(insert), SQLITE_DONE);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
}

static bool same_cell(sqlite3_stmt *row, int a, int b)
{
    double x = sqlite3_column_double(row, a), y = sqlite3_column_double(row, b);
    return sqlite3_column_type(row, a) == sqlite3_column_type(row, b) &&
           sqlite3_column_int64(row, a) == sqlite3_column_int64(row, b) && !memcmp(&x, &y, sizeof x);
}

START_TEST(numbers_are_stored_as_sqlite_stores_them)
{
    const struct page_image_table table = {"t", "CREATE TABLE t(a INTEGER,b REAL,c REAL,d REAL)"};
    struct page_image *image = page_image_new(4096, &table, 1, arena);
    page_image_begin(image, 0);
    for (int i = 0; i < WHOLE_COUNT; i++) {
        double reals[3];
        reals_of(i, reals);
        page_image_row(image, &whole[i], 1, reals, 3);
    }
    page_image_end(image);
    show(image);
    insert_all();
    sqlite3_stmt *row = query("SELECT m.*, i.* FROM main.t AS m JOIN image.t AS i ON m.rowid = i.rowid");
    for (int i = 0; i < WHOLE_COUNT; i++) {
        ck_assert_int_eq(sqlite3_step(row), SQLITE_ROW);
        for (int column = 0; column < 4; column++)
            ck_assert_msg(same_cell(row, column, 4 + column), "row %d, column %d", i, column);
    }
    ck_assert_int_eq(sqlite3_step(row), SQLITE_DONE);
    sqlite3_finalize(row);
}
END_TEST

/* From a root that is a leaf to a root two pages above the leaves. */
START_TEST(trees_of_any_height_are_found_sound)
{
    static const int counts[] = {0, 1, 17, 25, 26, 27, 900, 901, 30000};
    const struct page_image_table tables[] = {{"a", "CREATE TABLE a(x INTEGER,y REAL)"},
                                              {"b", "CREATE TABLE b(x INTEGER,y REAL)"}};
    struct page_image *image = page_image_new(512, tables, 2, arena);
    int count = counts[_i];
    for (int table = 0; table < 2; table++) {
        page_image_begin(image, table);
        for (int i = 0; i < count + table; i++)
            page_image_row(image, &(const int64_t){i}, 1, &(const double){i / 3.0}, 1);
        page_image_end(image);
    }
    show(image);
    ck_assert_int_eq(ask("SELECT count(*) FROM image.a"), count);
    ck_assert_int_eq(ask("SELECT count(*) FROM image.b"), count + 1);
    ck_assert_int_eq(ask("SELECT count(*) FROM image.b AS b WHERE (SELECT x FROM image.b AS c WHERE "
                         "c.rowid = b.x + 1) = b.x AND b.y = b.x / 3.0"),
                     count + 1);
}
END_TEST

START_TEST(rows_of_many_columns_fit)
{
    enum { COLUMNS = 453 };
    const char *create = "CREATE TABLE wide(c0 REAL";
    double values[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
        values[i] = i + 0.5;
        if (i)
            create = arena_printf(arena, "%s,c%d REAL", create, i);
    }
    const struct page_image_table table = {"wide", arena_printf(arena, "%s)", create)};
    struct page_image *image = page_image_new(65536, &table, 1, arena);
    page_image_begin(image, 0);
    for (int i = 0; i < 40; i++)
        page_image_row(image, NULL, 0, values, COLUMNS);
    page_image_end(image);
    show(image);
    ck_assert_int_eq(ask("SELECT count(*) FROM image.wide WHERE c0 = 0.5 AND c126 = 126.5 AND c452 = 452.5"),
                     40);
}
END_TEST

Suite *test_page_image_suite(void)
{
    Suite *suite = suite_create("page_image");
    TCase *cases = tcase_create("page_image");
    tcase_add_checked_fixture(cases, open_all, close_all);
    tcase_add_test(cases, numbers_are_stored_as_sqlite_stores_them);
    tcase_add_loop_test(cases, trees_of_any_height_are_found_sound, 0, 9);
    tcase_add_test(cases, rows_of_many_columns_fit);
    suite_add_tcase(suite, cases);
    return suite;
}
