/* SPDX-License-Identifier: Apache-2.0 */
#include "store_sample.h"
#include "suites.h"

#include "store/reader.h"
#include "store/results_digest.h"
#include "store/results_file.h"

#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct arena *arena;
static struct diag *diag;
static struct results_study study;

static void open_all(void)
{
    arena = arena_new();
    diag = diag_new(arena);
    study = sample_study();
}

static void close_all(void)
{
    arena_free(arena);
}

/* What a stock program sees: the first cell of QUERY's first row as text. */
static const char *ask(const char *path, const char *query)
{
    sqlite3 *db;
    sqlite3_stmt *row;
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_msg(sqlite3_prepare_v2(db, query, -1, &row, NULL) == SQLITE_OK, "%s", sqlite3_errmsg(db));
    ck_assert_int_eq(sqlite3_step(row), SQLITE_ROW);
    const char *text = (const char *)sqlite3_column_text(row, 0);
    text = text ? arena_strdup(arena, text) : "NULL";
    sqlite3_finalize(row);
    sqlite3_close(db);
    return text;
}

static void write_runs(struct results *results, int first, int end)
{
    for (int run = first; run < end; run++)
        ck_assert(results_write(results, sample_batch(&study, run, arena), diag));
}

static bool said(const char *part)
{
    const char *text = diag_error_text(diag, diag_error_count(diag) - 1);
    return text && strstr(text, part);
}

static void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

START_TEST(rows_of_a_table_are_numbered_and_begin_with_nothing)
{
    struct batch *batch = batch_new(study.layout, 7, arena);
    for (int i = 0; i < 100; i++) { /* more than lie together */
        union cell *row = batch_row(batch, TABLE_HAPPENING);
        ck_assert_int_eq(row[0].integer, 7);
        ck_assert_int_eq(row[1].integer, i);
        ck_assert_int_eq(row[CELL_HAPPENING_RECORD].integer, CELL_NONE);
        ck_assert_ptr_null(row[CELL_HAPPENING_WHAT].text);
        ck_assert(isnan(row[CELL_HAPPENING_AMOUNT].real));
        row[CELL_HAPPENING_RECORD].integer = i;
        row[CELL_HAPPENING_WHAT].text = "full";
        row[CELL_HAPPENING_AMOUNT].real = i;
    }
    union cell *other = batch_row(batch, TABLE_LIMIT); /* has no numbers */
    ck_assert_int_eq(other[0].integer, 7);
    ck_assert_int_eq(other[CELL_LIMIT_ENTITY].integer, CELL_NONE);
    ck_assert_int_eq(batch->rows[TABLE_HAPPENING].count, 100);
}
END_TEST

START_TEST(every_row_of_a_batch_is_found_again)
{
    const char *path = sample_path("whole.db", arena);
    sample_file(path, &study);
    struct batch *batch = sample_batch(&study, 0, arena);
    for (int name = TABLE_RUN; name < TABLE_COUNT; name++) {
        const char *query =
            arena_printf(arena, "SELECT count(*) FROM %s WHERE run_id = 3", result_tables[name].name);
        ck_assert_str_eq(ask(path, query), arena_printf(arena, "%d", (int)batch->rows[name].count));
    }
    ck_assert_str_eq(ask(path, "SELECT count(*) FROM series_site"),
                     arena_printf(arena, "%d", SAMPLE_RUNS * SAMPLE_TIMES * 2));
    ck_assert_str_eq(ask(path,
                         "SELECT power_it_energised = 5 + 7 * 0.1 + 2 FROM series_site WHERE run_id = 5 "
                         "AND entity_id = 2 AND t = 1767225600 + 7 * 604800"),
                     "1");
    ck_assert_str_eq(ask(path,
                         "SELECT tokens_served = 2 + 9 * 0.1 + 2e-9 FROM series_campus WHERE run_id = 2 "
                         "AND t = 1767225600 + 9 * 604800"),
                     "1");
}
END_TEST

START_TEST(replications_may_enter_together)
{
    const char *path = sample_path("together.db", arena), *single = sample_path("single.db", arena);
    sample_file(single, &study);
    struct results *results = results_create(path, &study, false, diag);
    struct batch *batches[SAMPLE_RUNS];
    for (int run = 0; run < SAMPLE_RUNS; run++)
        batches[run] = sample_batch(&study, run, arena);
    ck_assert_int_gt(SAMPLE_RUNS, RESULTS_TOGETHER);
    ck_assert(results_write_all(results, batches, RESULTS_TOGETHER, diag));
    ck_assert_int_eq(results_done_count(results), RESULTS_TOGETHER);
    ck_assert(results_write_all(results, batches + RESULTS_TOGETHER, SAMPLE_RUNS - RESULTS_TOGETHER, diag));
    ck_assert(results_finish(results, diag));
    results_close(results);
    char expected[DIGEST_TEXT_SIZE], found[DIGEST_TEXT_SIZE];
    ck_assert(results_digest(single, expected, diag) && results_digest(path, found, diag));
    ck_assert_str_eq(found, expected);
}
END_TEST

START_TEST(missing_values_are_null)
{
    const char *path = sample_path("null.db", arena);
    struct results *results = results_create(path, &study, false, diag);
    struct batch *batch = batch_new(study.layout, 0, arena);
    batch_row(batch, TABLE_RUN)[CELL_RUN_STATUS].text = "completed";
    union cell *row = batch_row(batch, TABLE_MILESTONE);
    row[CELL_MILESTONE_RECORD].integer = 1;
    row = batch_row(batch, TABLE_POSTING);
    row[CELL_POSTING_COUNTERPARTY].integer = -1;
    row[CELL_POSTING_CENTS].integer = INT64_MAX;
    ck_assert(results_write(results, batch, diag));
    results_close(results);
    ck_assert_str_eq(ask(path, "SELECT done FROM milestone"), "NULL");
    ck_assert_str_eq(ask(path, "SELECT counterparty FROM posting"), "NULL");
    ck_assert_str_eq(ask(path, "SELECT debit FROM posting"), "NULL");
    ck_assert_str_eq(ask(path, "SELECT amount_cents FROM posting"), "9223372036854775807");
}
END_TEST

START_TEST(a_finished_file_stands_alone)
{
    const char *path = sample_path("alone.db", arena);
    sample_file(path, &study);
    ck_assert_int_ne(access(arena_printf(arena, "%s-wal", path), F_OK), 0);
    ck_assert_int_ne(access(arena_printf(arena, "%s-shm", path), F_OK), 0);
    ck_assert_int_ne(access(arena_printf(arena, "%s-journal", path), F_OK), 0);
    ck_assert_int_ne(access(arena_printf(arena, "%s.new", path), F_OK), 0);
    ck_assert_str_eq(ask(path, "PRAGMA journal_mode"), "delete");
    ck_assert_str_eq(ask(path, "PRAGMA integrity_check"), "ok");
    ck_assert_str_eq(ask(path, "SELECT finished FROM study"), "1");
}
END_TEST

START_TEST(an_existing_file_is_refused_and_left_as_it_is)
{
    const char *path = sample_path("there.db", arena);
    sample_file(path, &study);
    ck_assert_ptr_null(results_create(path, &study, false, diag));
    ck_assert(said("already exists"));
    ck_assert_int_eq(diag_exit_code(diag), 2);
    ck_assert_str_eq(ask(path, "SELECT count(*) FROM run"), arena_printf(arena, "%d", SAMPLE_RUNS));
}
END_TEST

START_TEST(replace_starts_anew)
{
    const char *path = sample_path("anew.db", arena);
    sample_file(path, &study);
    study.seed = 43;
    struct results *results = results_create(path, &study, true, diag);
    ck_assert_ptr_nonnull(results);
    results_close(results);
    ck_assert_str_eq(ask(path, "SELECT seed FROM study"), "43");
    ck_assert_str_eq(ask(path, "SELECT count(*) FROM run"), "0");
}
END_TEST

START_TEST(a_foreign_file_is_never_replaced)
{
    static const char *const texts[] = {"dear diary", "SQLite format 3", NULL};
    const char *path = sample_path("foreign.db", arena);
    for (int i = 0; texts[i]; i++) {
        write_text(path, texts[i]);
        ck_assert_ptr_null(results_create(path, &study, true, diag));
        ck_assert(said("is not a results file of gigaplan"));
        ck_assert_ptr_null(results_create(path, &study, false, diag));
        ck_assert_ptr_null(results_resume(path, &study, diag));
    }
    unlink(path);
    sqlite3 *db;
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(db, "PRAGMA user_version=1; CREATE TABLE theirs(x)", NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(db);
    ck_assert_ptr_null(results_create(path, &study, true, diag));
    ck_assert_str_eq(ask(path, "SELECT count(*) FROM theirs"), "0");
    ck_assert_ptr_null(results_create("/dev/null", &study, true, diag));
    ck_assert_ptr_null(results_create("/tmp", &study, true, diag));
}
END_TEST

START_TEST(an_absent_folder_is_said_and_leaves_nothing)
{
    ck_assert_ptr_null(results_create(sample_path("no/such/x.db", arena), &study, false, diag));
    ck_assert(said("No such file or directory"));
    ck_assert_int_eq(diag_exit_code(diag), 4);
}
END_TEST

/* What an ordinary user is told; 0 when all is as it should be. */
static int ask_as_nobody(const char *path)
{
    enum { NOBODY = 65534 };
    if (geteuid() == 0 && setuid(NOBODY) != 0)
        return 1;
    if (results_create("/gigaplan-test.db", &study, false, diag) || !said("ermission denied"))
        return 2;
    if (results_resume(path, &study, diag) || !said("for writing"))
        return 3;
    struct reader *reader = reader_open(path, diag);
    if (!reader || reader_number(reader, diag, "SELECT count(*) FROM run") != SAMPLE_RUNS)
        return 4;
    reader_close(reader);
    return diag_error_count(diag) == 2 && diag_exit_code(diag) == 4 ? 0 : 5;
}

START_TEST(without_permission_nothing_is_written_but_all_is_read)
{
    const char *path = sample_path("readonly.db", arena);
    sample_file(path, &study);
    chmod(path, 0444);
    chmod(sample_path("", arena), 0555);
    pid_t child = fork();
    if (child == 0)
        _exit(ask_as_nobody(path));
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(WEXITSTATUS(status), 0);
    chmod(sample_path("", arena), 0755);
}
END_TEST

START_TEST(a_name_that_sqlite_finds_special_is_just_a_file)
{
    const char *folder = sample_path("", arena);
    ck_assert_int_eq(chdir(folder), 0);
    sample_file(":memory:", &study);
    ck_assert_int_eq(access(":memory:", R_OK), 0);
    sample_file("file:x.db?mode=memory", &study);
    ck_assert_int_eq(access("file:x.db?mode=memory", R_OK), 0);
    ck_assert_int_eq(chdir("/"), 0);
}
END_TEST

/* Holds the file open for writing until it is told to go on; then finishes it. */
static int write_when_told(const char *path, int ready, int go_on)
{
    char byte = 0;
    struct results *results = results_create(path, &study, true, diag);
    write_runs(results, 0, 1);
    if (write(ready, &byte, 1) != 1 || read(go_on, &byte, 1) != 1)
        return 1;
    write_runs(results, 1, SAMPLE_RUNS);
    bool good = results_finish(results, diag);
    results_close(results);
    return good ? 0 : 2;
}

START_TEST(a_file_that_is_being_written_is_locked)
{
    const char *path = sample_path("locked.db", arena);
    int ready[2], go_on[2], status;
    char byte = 0;
    ck_assert(pipe(ready) == 0 && pipe(go_on) == 0);
    pid_t child = fork();
    if (child == 0)
        _exit(write_when_told(path, ready[1], go_on[0]));
    ck_assert_int_eq(read(ready[0], &byte, 1), 1);
    ck_assert_ptr_null(results_create(path, &study, true, diag));
    ck_assert(said("is being written"));
    ck_assert_ptr_null(results_resume(path, &study, diag));
    ck_assert(said("another program is using it"));
    ck_assert_ptr_null(reader_open(path, diag));
    ck_assert(said("another program is using it"));
    ck_assert_int_eq(diag_exit_code(diag), 4);
    ck_assert_int_eq(write(go_on[1], &byte, 1), 1);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(status, 0);
    ck_assert_str_eq(ask(path, "SELECT count(*) FROM run"), arena_printf(arena, "%d", SAMPLE_RUNS));
}
END_TEST

START_TEST(an_interrupted_run_goes_on_where_it_was)
{
    const char *path = sample_path("resume.db", arena);
    struct results *results = results_resume(path, &study, diag);
    ck_assert_ptr_nonnull(results);
    write_runs(results, 0, 2);
    write_runs(results, 4, 5);
    results_close(results);
    ck_assert_str_eq(ask(path, "SELECT finished FROM study"), "0");
    results = results_resume(path, &study, diag);
    ck_assert_ptr_nonnull(results);
    ck_assert_int_eq(results_done_count(results), 3);
    for (int run = 0; run < SAMPLE_RUNS; run++)
        ck_assert_int_eq(results_done(results, run), run < 2 || run == 4);
    write_runs(results, 2, 4);
    write_runs(results, 5, SAMPLE_RUNS);
    ck_assert(results_finish(results, diag));
    results_close(results);
    ck_assert_str_eq(ask(path, "SELECT count(*) FROM run"), arena_printf(arena, "%d", SAMPLE_RUNS));
}
END_TEST

START_TEST(another_study_is_not_resumed)
{
    const char *path = sample_path("other.db", arena);
    sample_file(path, &study);
    struct results_study others[7];
    for (int i = 0; i < 7; i++)
        others[i] = study;
    others[0].sha256 = "def456";
    others[1].seed = 1;
    others[2].options = "sample=day";
    others[3].version = "0.2.0";
    others[4].arithmetic = "libm-2";
    others[5].replications = SAMPLE_RUNS - 1;
    struct series_layout layout = *study.layout;
    layout.metric_count--;
    others[6].layout = &layout;
    for (int i = 0; i < 7; i++) {
        ck_assert_ptr_null(results_resume(path, &others[i], diag));
        ck_assert(said(i == 5 ? "made for more replications" : "made by another run"));
        ck_assert_int_eq(diag_error_count(diag), i + 1);
    }
    ck_assert_int_eq(diag_exit_code(diag), 3);
}
END_TEST

START_TEST(more_replications_may_be_added_later)
{
    const char *path = sample_path("more.db", arena);
    sample_file(path, &study);
    study.replications = SAMPLE_RUNS + 2;
    struct results *results = results_resume(path, &study, diag);
    ck_assert_ptr_nonnull(results);
    ck_assert_str_eq(results_done(results, SAMPLE_RUNS) ? "done" : "open", "open");
    write_runs(results, SAMPLE_RUNS, SAMPLE_RUNS + 2);
    ck_assert(results_finish(results, diag));
    results_close(results);
    ck_assert_str_eq(ask(path, "SELECT replications || ' ' || finished FROM study"), "8 1");
}
END_TEST

START_TEST(views_show_ids_dates_and_dollars)
{
    const char *path = sample_path("views.db", arena);
    struct results *results = results_create(path, &study, false, diag);
    struct batch *batch = batch_new(study.layout, 0, arena);
    batch_row(batch, TABLE_RUN)[CELL_RUN_STATUS].text = "completed";
    union cell *row = batch_row(batch, TABLE_DRAW);
    row[CELL_DRAW_TICK].integer = 1803081600;
    row[CELL_DRAW_RECORD].integer = 2;
    row[CELL_DRAW_PARTY].integer = 4;
    row[CELL_DRAW_CENTS].integer = 12345;
    row = batch_row(batch, TABLE_KPI);
    row[CELL_KPI_METRIC].integer = 0;
    row[CELL_KPI_ENTITY].integer = 1;
    row[CELL_KPI_VALUE].real = 250.5;
    batch_sample(batch, SERIES_SITE, 1, 1803081600)[1] = 1.25;
    ck_assert(results_write(results, batch, diag));
    results_close(results);
    ck_assert_str_eq(ask(path,
                         "SELECT record || '|' || record_label || '|' || party || '|' || tick_date || '|' "
                         "|| amount_usd FROM draws"),
                     "vendor-a.t2|second tranche|lab|2027-02-20|123.45");
    ck_assert_str_eq(ask(path, "SELECT metric || '|' || unit || '|' || entity || '|' || value FROM kpis"),
                     "power.it_energised|MW|tx|250.5");
    ck_assert_str_eq(ask(path, "SELECT scope || '|' || entity || '|' || date || '|' || unit || '|' || value "
                               "FROM series WHERE metric = 'power.pue'"),
                     "site|tx|2027-02-20T00:00:00Z|1|1.25");
    ck_assert_str_eq(ask(path, "SELECT entity || '|' || date || '|' || power_pue FROM site_series"),
                     "tx|2027-02-20T00:00:00Z|1.25");
}
END_TEST

START_TEST(every_view_and_table_can_be_read)
{
    const char *path = sample_path("read.db", arena);
    sample_file(path, &study);
    for (int name = 0; name < TABLE_COUNT; name++) {
        ask(path, arena_printf(arena, "SELECT count(*) FROM %s", result_tables[name].name));
        if (result_tables[name].view)
            ck_assert_str_eq(
                ask(path, arena_printf(arena, "SELECT (SELECT count(*) FROM %s) = (SELECT count(*) FROM %s)",
                                       result_tables[name].view, result_tables[name].name)),
                "1");
    }
    ck_assert_str_eq(ask(path, "SELECT count(*) FROM series"),
                     arena_printf(arena, "%d", SAMPLE_RUNS * SAMPLE_TIMES * (2 * 2 + 2 * 1 + 3)));
}
END_TEST

Suite *test_results_suite(void)
{
    Suite *suite = suite_create("results");
    TCase *cases = tcase_create("results");
    tcase_add_checked_fixture(cases, open_all, close_all);
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, rows_of_a_table_are_numbered_and_begin_with_nothing);
    tcase_add_test(cases, every_row_of_a_batch_is_found_again);
    tcase_add_test(cases, replications_may_enter_together);
    tcase_add_test(cases, missing_values_are_null);
    tcase_add_test(cases, a_finished_file_stands_alone);
    tcase_add_test(cases, an_existing_file_is_refused_and_left_as_it_is);
    tcase_add_test(cases, replace_starts_anew);
    tcase_add_test(cases, a_foreign_file_is_never_replaced);
    tcase_add_test(cases, an_absent_folder_is_said_and_leaves_nothing);
    tcase_add_test(cases, without_permission_nothing_is_written_but_all_is_read);
    tcase_add_test(cases, a_name_that_sqlite_finds_special_is_just_a_file);
    tcase_add_test(cases, a_file_that_is_being_written_is_locked);
    tcase_add_test(cases, an_interrupted_run_goes_on_where_it_was);
    tcase_add_test(cases, another_study_is_not_resumed);
    tcase_add_test(cases, more_replications_may_be_added_later);
    tcase_add_test(cases, views_show_ids_dates_and_dollars);
    tcase_add_test(cases, every_view_and_table_can_be_read);
    suite_add_tcase(suite, cases);
    return suite;
}
