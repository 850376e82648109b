/* SPDX-License-Identifier: Apache-2.0 */
/* Writers that are killed, and disks that are full. */
#include "store_sample.h"
#include "suites.h"

#include "store/results_digest.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { KILLED_RUNS = 60 };

static struct arena *arena;
static struct diag *diag;
static struct results_study study;

static void open_all(void)
{
    arena = arena_new();
    diag = diag_new(arena);
    study = sample_study();
    study.replications = KILLED_RUNS;
}

static void close_all(void)
{
    arena_free(arena);
}

/* Goes on with the file until it is finished or something fails; the run closes the file. */
static bool go_on(const char *path)
{
    struct results *results = results_resume(path, &study, diag);
    bool good = results != NULL;
    for (int run = 0; good && run < study.replications; run++)
        if (!results_done(results, run)) {
            struct arena *mine = arena_new();
            good = results_write(results, sample_batch(&study, run, mine), diag);
            arena_free(mine);
        }
    good = good && results_finish(results, diag);
    results_close(results);
    return good;
}

static void assert_sound(const char *path)
{
    sqlite3 *db;
    sqlite3_stmt *row;
    if (access(path, F_OK) != 0)
        return;
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &row, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(row), SQLITE_ROW);
    ck_assert_str_eq((const char *)sqlite3_column_text(row, 0), "ok");
    sqlite3_finalize(row);
    const char *query = "SELECT (SELECT count(*) FROM run) * 600 = (SELECT count(*) FROM series_site)"
                        " AND (SELECT count(*) FROM run) * 100 = (SELECT count(*) FROM posting)";
    ck_assert_int_eq(sqlite3_prepare_v2(db, query, -1, &row, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(row), SQLITE_ROW);
    ck_assert_int_eq(sqlite3_column_int(row, 0), 1);
    sqlite3_finalize(row);
    sqlite3_close(db);
}

static const char *digest_of(const char *path)
{
    char *digest = arena_alloc(arena, DIGEST_TEXT_SIZE);
    ck_assert(results_digest(path, digest, diag));
    return digest;
}

/* Kills a writer after some milliseconds; true when it had finished before. */
static bool killed_after(const char *path, long wait_ms)
{
    pid_t child = fork();
    if (child == 0)
        _exit(go_on(path) ? 0 : 1);
    const struct timespec wait = {wait_ms / 1000, wait_ms % 1000 * 1000000};
    nanosleep(&wait, NULL);
    kill(child, SIGKILL);
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    return !WIFSIGNALED(status);
}

START_TEST(a_writer_killed_again_and_again_loses_nothing)
{
    const char *path = sample_path("killed.db", arena), *unbroken = sample_path("unbroken.db", arena);
    int kills = 0;
    for (long wait_ms = 1; wait_ms < 40 && !killed_after(path, wait_ms); wait_ms += 3, kills++)
        assert_sound(path);
    ck_assert_int_gt(kills, 2);
    ck_assert_msg(go_on(path), "%s", diag_error_text(diag, 0));
    assert_sound(path);
    ck_assert(go_on(unbroken));
    ck_assert_str_eq(digest_of(path), digest_of(unbroken));
    ck_assert_int_ne(access(sample_path("killed.db-wal", arena), F_OK), 0);
    ck_assert_int_ne(access(sample_path("killed.db.new", arena), F_OK), 0);
}
END_TEST

/* Between link() and unlink() the file has two names; another file of that name is none of ours. */
START_TEST(a_writer_killed_while_it_names_the_file_leaves_no_second_name)
{
    const char *path = sample_path("named.db", arena), *second = sample_path("named.db.new", arena);
    results_close(results_create(path, &study, false, diag));
    ck_assert_int_eq(link(path, second), 0);
    ck_assert(go_on(path));
    ck_assert_int_ne(access(second, F_OK), 0);
    FILE *other = fopen(second, "w");
    ck_assert_ptr_nonnull(other);
    fclose(other);
    study.replications++;
    ck_assert(go_on(path));
    ck_assert_int_eq(access(second, F_OK), 0);
    assert_sound(path);
}
END_TEST

static void limit_files(rlim_t bytes)
{
    struct rlimit limit;
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes;
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

START_TEST(a_full_disk_is_said_and_can_be_mended)
{
    const char *path = sample_path("full.db", arena), *unbroken = sample_path("unbroken.db", arena);
    signal(SIGXFSZ, SIG_IGN);
    limit_files(1500000);
    ck_assert(!go_on(path));
    ck_assert_ptr_nonnull(strstr(diag_error_text(diag, 0), "full.db"));
    ck_assert_int_eq(diag_error_count(diag), 1);
    ck_assert_int_eq(diag_exit_code(diag), 4);
    assert_sound(path);
    limit_files(RLIM_INFINITY);
    ck_assert(go_on(path));
    ck_assert(go_on(unbroken));
    ck_assert_str_eq(digest_of(path), digest_of(unbroken));
}
END_TEST

START_TEST(a_disk_too_full_to_begin_leaves_no_file)
{
    const char *path = sample_path("none.db", arena);
    signal(SIGXFSZ, SIG_IGN);
    limit_files(100000);
    ck_assert_ptr_null(results_create(path, &study, false, diag));
    ck_assert_int_eq(diag_exit_code(diag), 4);
    ck_assert_int_ne(access(path, F_OK), 0);
    ck_assert_int_ne(access(sample_path("none.db.new", arena), F_OK), 0);
    limit_files(RLIM_INFINITY);
}
END_TEST

START_TEST(a_damaged_file_is_said)
{
    const char *path = sample_path("damaged.db", arena);
    study.replications = SAMPLE_RUNS;
    sample_file(path, &study);
    FILE *file = fopen(path, "r+");
    char noise[4096];
    memset(noise, 0x5a, sizeof noise);
    for (int page = 1; page < 30; page++) {
        fseek(file, page * 16384L, SEEK_SET);
        fwrite(noise, 1, sizeof noise, file);
    }
    fclose(file);
    ck_assert_ptr_null(results_resume(path, &study, diag));
    ck_assert_ptr_nonnull(strstr(diag_error_text(diag, 0), "damaged"));
}
END_TEST

Suite *test_results_broken_suite(void)
{
    Suite *suite = suite_create("results_broken");
    TCase *cases = tcase_create("results_broken");
    tcase_add_checked_fixture(cases, open_all, close_all);
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, a_writer_killed_again_and_again_loses_nothing);
    tcase_add_test(cases, a_writer_killed_while_it_names_the_file_leaves_no_second_name);
    tcase_add_test(cases, a_full_disk_is_said_and_can_be_mended);
    tcase_add_test(cases, a_disk_too_full_to_begin_leaves_no_file);
    tcase_add_test(cases, a_damaged_file_is_said);
    suite_add_tcase(suite, cases);
    return suite;
}
