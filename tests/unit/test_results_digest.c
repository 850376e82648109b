/* SPDX-License-Identifier: Apache-2.0 */
#include "store_sample.h"
#include "suites.h"

#include "store/results_digest.h"

#include <sqlite3.h>
#include <string.h>

static struct arena *arena;
static struct diag *diag;
static struct results_study study;
static char reference[DIGEST_TEXT_SIZE];

static void open_all(void)
{
    arena = arena_new();
    diag = diag_new(arena);
    study = sample_study();
    const char *path = sample_path("reference.db", arena);
    sample_file(path, &study);
    ck_assert(results_digest(path, reference, diag));
    ck_assert_uint_eq(strlen(reference), 64);
}

static void close_all(void)
{
    arena_free(arena);
}

static const char *digest_of(const char *path)
{
    char *digest = arena_alloc(arena, DIGEST_TEXT_SIZE);
    ck_assert(results_digest(path, digest, diag));
    return digest;
}

static void change(const char *path, const char *statements)
{
    sqlite3 *db;
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_msg(sqlite3_exec(db, statements, NULL, NULL, NULL) == SQLITE_OK, "%s", sqlite3_errmsg(db));
    sqlite3_close(db);
}

START_TEST(the_order_of_the_runs_does_not_matter)
{
    static const int orders[][SAMPLE_RUNS] = {{5, 4, 3, 2, 1, 0}, {3, 0, 5, 1, 4, 2}};
    const char *path = sample_path("order.db", arena);
    struct results *results = results_create(path, &study, true, diag);
    for (int i = 0; i < SAMPLE_RUNS; i++)
        ck_assert(results_write(results, sample_batch(&study, orders[_i][i], arena), diag));
    ck_assert(results_finish(results, diag));
    results_close(results);
    ck_assert_str_eq(digest_of(path), reference);
}
END_TEST

START_TEST(resuming_provenance_and_missing_indexes_do_not_matter)
{
    const char *path = sample_path("resumed.db", arena);
    for (int run = 0; run < SAMPLE_RUNS; run++) {
        struct results *results = results_resume(path, &study, diag);
        ck_assert_ptr_nonnull(results);
        ck_assert(results_note(results, "host", arena_printf(arena, "host %d", run), diag));
        ck_assert(results_write(results, sample_batch(&study, run, arena), diag));
        results_close(results);
    }
    ck_assert_str_eq(digest_of(path), reference);
}
END_TEST

START_TEST(page_size_and_the_order_of_rows_on_the_disk_do_not_matter)
{
    const char *path = sample_path("pages.db", arena);
    sample_file(path, &study);
    change(path, "DROP INDEX series_site_key;"
                 "CREATE TEMP TABLE kept AS SELECT * FROM series_site ORDER BY power_it_energised DESC;"
                 "DELETE FROM series_site; INSERT INTO series_site SELECT * FROM kept;"
                 "PRAGMA page_size=1024; VACUUM");
    ck_assert_str_eq(digest_of(path), reference);
}
END_TEST

START_TEST(a_changed_value_changes_the_digest)
{
    static const char *const changes[] = {
        "UPDATE study SET seed = 43",
        "UPDATE series_site SET power_pue = power_pue + 1e-9 WHERE run_id = 1 AND entity_id = 2 AND t = "
        "1767830400",
        "UPDATE series_party SET money_cash = NULL WHERE run_id = 1 AND entity_id = 3 AND t = 1767830400",
        "UPDATE posting SET amount_cents = amount_cents + 1 WHERE run_id = 2 AND seq = 3",
        "UPDATE milestone SET done = 0 WHERE run_id = 0 AND record = 1",
        "UPDATE happening SET what = what || ' ' WHERE run_id = 0 AND seq IN (SELECT min(seq) FROM happening "
        "WHERE "
        "what > '' AND run_id = 0)",
        "DELETE FROM run WHERE run_id = 5",
        "UPDATE record SET label = 'Hall 2' WHERE number = 1",
        "UPDATE override SET text = ''",
        "UPDATE kpi SET value = NULL WHERE run_id = 3 AND metric_id = (SELECT min(metric_id) FROM kpi WHERE "
        "run_id = 3 AND value > 0)",
    };
    const char *path = sample_path("changed.db", arena);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        sample_file(path, &study);
        ck_assert_str_eq(digest_of(path), reference);
        change(path, changes[i]);
        ck_assert_msg(strcmp(digest_of(path), reference) != 0, "unseen: %s", changes[i]);
    }
}
END_TEST

START_TEST(a_file_that_is_not_there_has_no_digest)
{
    char digest[DIGEST_TEXT_SIZE];
    ck_assert(!results_digest(sample_path("absent.db", arena), digest, diag));
    ck_assert_int_eq(diag_exit_code(diag), 3);
}
END_TEST

Suite *test_results_digest_suite(void)
{
    Suite *suite = suite_create("results_digest");
    TCase *cases = tcase_create("results_digest");
    tcase_add_checked_fixture(cases, open_all, close_all);
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, the_order_of_the_runs_does_not_matter, 0, 2);
    tcase_add_test(cases, resuming_provenance_and_missing_indexes_do_not_matter);
    tcase_add_test(cases, page_size_and_the_order_of_rows_on_the_disk_do_not_matter);
    tcase_add_test(cases, a_changed_value_changes_the_digest);
    tcase_add_test(cases, a_file_that_is_not_there_has_no_digest);
    suite_add_tcase(suite, cases);
    return suite;
}
