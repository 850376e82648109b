/* SPDX-License-Identifier: Apache-2.0 */
#include "store_sample.h"
#include "suites.h"

#include "store/reader.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct arena *arena;
static struct diag *diag;
static struct results_study study;
static const char *path;

static void open_all(void)
{
    arena = arena_new();
    diag = diag_new(arena);
    study = sample_study();
    path = sample_path("read.db", arena);
    sample_file(path, &study);
}

static void close_all(void)
{
    arena_free(arena);
}

START_TEST(the_study_metrics_and_entities_are_read)
{
    struct reader *reader = reader_open(path, diag);
    const struct reader_study *read = reader_study(reader);
    ck_assert_str_eq(read->name, study.name);
    ck_assert_str_eq(read->label, study.label);
    ck_assert_int_eq(read->start, study.start);
    ck_assert_int_eq(read->end, study.end);
    ck_assert_int_eq(read->run_count, SAMPLE_RUNS);
    ck_assert(read->finished);
    int count;
    const struct reader_metric *metrics = reader_metrics(reader, &count);
    ck_assert_int_eq(count, SAMPLE_METRICS);
    int64_t pue = reader_metric_id(reader, "power.pue");
    ck_assert_int_eq(pue, 1);
    ck_assert_str_eq(metrics[pue].column, "power_pue");
    ck_assert(metrics[pue].campus && !metrics[2].campus);
    ck_assert_int_eq(reader_metric_id(reader, "power.pui"), -1);
    const struct reader_entity *entities = reader_entities(reader, &count);
    ck_assert_int_eq(count, SAMPLE_ENTITIES);
    ck_assert_str_eq(entities[reader_entity_id(reader, "ga")].label, "Georgia");
    ck_assert_str_eq(reader_resolved_xml(reader, diag), "<scenario/>");
    ck_assert_int_eq(diag_error_count(diag) + diag_warning_count(diag), 0);
    reader_close(reader);
}
END_TEST

START_TEST(a_query_gives_typed_cells_and_binds_what_users_say)
{
    struct reader *reader = reader_open(path, diag);
    struct cursor *rows =
        reader_query(reader, diag, "SELECT ?1 + 1, ?2 / 2, ?3, NULL AS gap WHERE ?3 LIKE '%drop%'", "irt",
                     (int64_t)41, 5.0, "'; drop table run; --");
    ck_assert_int_eq(cursor_column_count(rows), 4);
    ck_assert_str_eq(cursor_column_name(rows, 3), "gap");
    ck_assert(cursor_next(rows, diag));
    ck_assert_int_eq(cursor_integer(rows, 0), 42);
    ck_assert_double_eq(cursor_real(rows, 1), 2.5);
    ck_assert_str_eq(cursor_text(rows, 2), "'; drop table run; --");
    ck_assert(cursor_is_missing(rows, 3) && isnan(cursor_real(rows, 3)));
    ck_assert(cursor_integer(rows, 3) == CELL_NONE && !cursor_text(rows, 3));
    ck_assert(!cursor_next(rows, diag));
    ck_assert(!cursor_next(rows, diag));
    ck_assert_int_eq(reader_number(reader, diag, "SELECT count(*) FROM run"), SAMPLE_RUNS);
    ck_assert_int_eq(diag_error_count(diag), 0);
    reader_query(reader, diag, "SELECT 1", "");
    reader_close(reader);
}
END_TEST

START_TEST(samples_come_in_the_order_of_time_and_run)
{
    struct reader *reader = reader_open(path, diag);
    struct cursor *rows = reader_samples(reader, 0, reader_entity_id(reader, "ga"), diag);
    for (int time = 0; time < SAMPLE_TIMES; time++)
        for (int run = 0; run < SAMPLE_RUNS; run++) {
            ck_assert(cursor_next(rows, diag));
            ck_assert_int_eq(cursor_integer(rows, 0), 1767225600 + time * 604800);
            ck_assert_int_eq(cursor_integer(rows, 1), run);
            ck_assert_double_eq(cursor_real(rows, 2), run + time * 0.1 + 0 * 1e-9 + 2);
        }
    ck_assert(!cursor_next(rows, diag));
    ck_assert(cursor_next(reader_samples(reader, 0, reader_entity_id(reader, "campus"), diag), diag));
    ck_assert_int_eq(diag_error_count(diag), 0);
    ck_assert_ptr_null(reader_samples(reader, 0, reader_entity_id(reader, "lab"), diag));
    ck_assert_int_eq(diag_error_count(diag), 1);
    reader_close(reader);
}
END_TEST

START_TEST(a_reader_cannot_change_the_file)
{
    struct reader *reader = reader_open(path, diag);
    ck_assert(!cursor_next(reader_query(reader, diag, "DELETE FROM run", ""), diag));
    ck_assert_int_eq(diag_error_count(diag), 1);
    reader_close(reader);
    reader = reader_open(path, diag);
    ck_assert_int_eq(reader_study(reader)->run_count, SAMPLE_RUNS);
    reader_close(reader);
}
END_TEST

START_TEST(what_is_not_a_finished_results_file_is_told_apart)
{
    struct results *results = results_create(sample_path("part.db", arena), &study, false, diag);
    ck_assert(results_write(results, sample_batch(&study, 3, arena), diag));
    results_close(results);
    struct reader *reader = reader_open(sample_path("part.db", arena), diag);
    ck_assert_ptr_nonnull(reader);
    ck_assert_int_eq(diag_warning_count(diag), 1);
    ck_assert_int_eq(reader_study(reader)->run_count, 1);
    reader_close(reader);
    ck_assert_ptr_null(reader_open(sample_path("absent.db", arena), diag));
    ck_assert_ptr_nonnull(strstr(diag_error_text(diag, 0), "there is no file"));
    ck_assert_ptr_null(reader_open("/dev/null", diag));
    ck_assert_ptr_nonnull(strstr(diag_error_text(diag, 1), "not a results file"));
    FILE *file = fopen(path, "r+");
    fseek(file, 60, SEEK_SET);
    fwrite("\0\0\0\2", 1, 4, file);
    fclose(file);
    ck_assert_ptr_null(reader_open(path, diag));
    ck_assert_ptr_nonnull(strstr(diag_error_text(diag, 2), "has schema 2"));
    ck_assert_int_eq(diag_exit_code(diag), 3);
}
END_TEST

/* The first line that COMMAND prints. */
static const char *line_of(const char *command)
{
    char *line = arena_alloc(arena, 1000);
    FILE *pipe = popen(command, "r");
    ck_assert_ptr_nonnull(pipe);
    if (!fgets(line, 1000, pipe))
        line[0] = '\0';
    ck_assert_int_eq(pclose(pipe), 0);
    line[strcspn(line, "\n")] = '\0';
    return line;
}

START_TEST(stock_sqlite_reads_everything)
{
    if (system("sqlite3 --version >/dev/null 2>&1") != 0)
        return;
    static const struct {
        const char *query, *answer;
    } cases[] = {
        {"SELECT name, unit, scope FROM metric WHERE metric_id = 2", "money.cash|MUSD|party"},
        {"SELECT start_date, finish_date FROM studies", "2026-01-01|2033-01-01"},
        {"SELECT date, value FROM series WHERE run_id = 0 AND entity = 'tx' AND metric = "
         "'power.it_energised' "
         "ORDER BY t LIMIT 1",
         "2026-01-01T00:00:00Z|1.0"},
        {"SELECT count(*), count(done_date) <= count(*) FROM milestones", "24|1"},
        {"SELECT count(*) FROM activities WHERE record = 'tx.h1-shell' AND record_label = 'Shell of Hall 1'",
         "6"},
        {"SELECT count(DISTINCT table_name) > 20 FROM documentation", "1"},
        {"SELECT unit FROM documentation WHERE table_name = 'posting' AND column_name = 'amount_cents'",
         "USD cents"},
        {"SELECT count(*) FROM posting WHERE amount_cents / 100.0 <> (SELECT amount_usd FROM postings AS p "
         "WHERE "
         "p.run_id = posting.run_id AND p.seq = posting.seq)",
         "0"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_str_eq(line_of(arena_printf(arena, "sqlite3 -readonly '%s' \"%s\"", path, cases[i].query)),
                         cases[i].answer);
}
END_TEST

Suite *test_reader_suite(void)
{
    Suite *suite = suite_create("reader");
    TCase *cases = tcase_create("reader");
    tcase_add_checked_fixture(cases, open_all, close_all);
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, the_study_metrics_and_entities_are_read);
    tcase_add_test(cases, a_query_gives_typed_cells_and_binds_what_users_say);
    tcase_add_test(cases, samples_come_in_the_order_of_time_and_run);
    tcase_add_test(cases, a_reader_cannot_change_the_file);
    tcase_add_test(cases, what_is_not_a_finished_results_file_is_told_apart);
    tcase_add_test(cases, stock_sqlite_reads_everything);
    suite_add_tcase(suite, cases);
    return suite;
}
