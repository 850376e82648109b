/* SPDX-License-Identifier: Apache-2.0 */
#include "results_maker.h"
#include "store_sample.h"
#include "suites.h"

#include "report/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const struct report report_limits, report_milestones, report_summary;

static struct arena *arena;
static struct diag *diag;
static const char *path;

static void open_all(void)
{
    arena = arena_new();
    diag = diag_new(arena);
    path = sample_path("report.db", arena);
    struct results_maker maker = results_maker_default();
    results_maker_write(path, &maker);
}

static void close_all(void)
{
    arena_free(arena);
}

static const char *printed(const struct report *report, int64_t replication, enum table_format format)
{
    struct source source;
    struct source_choice choice = {.replication = replication};
    ck_assert_msg(source_open(&source, path, choice, arena, diag), "%s", diag_error_text(diag, 0));
    struct report_request request = {.source = &source, .arena = arena, .diag = diag};
    report->run(&request);
    ck_assert_msg(diag_error_count(diag) == 0, "%s", diag_error_text(diag, 0));
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    table_print(request.tables, request.table_count, (struct table_style){.format = format}, stream);
    fclose(stream);
    source_close(&source);
    const char *copy = arena_strdup(arena, text);
    free(text);
    return copy;
}

/* TEXT with its blanks joined. */
static const char *joined(const char *text)
{
    char *copy = arena_strdup(arena, text), *to = copy;
    for (const char *from = copy; *from; from++)
        if (*from != ' ' || (to > copy && to[-1] != ' '))
            *to++ = *from;
    *to = '\0';
    return copy;
}

/* The line that starts with START, with its blanks joined. */
static const char *line_of(const char *text, const char *start)
{
    text = joined(text);
    const char *at = strstr(text, start);
    while (at && at > text && at[-1] != '\n')
        at = strstr(at + 1, start);
    ck_assert_msg(at != NULL, "no line '%s'", start);
    return arena_strndup(arena, at, strcspn(at, "\n"));
}

START_TEST(milestones_tell_quantiles_what_held_them_and_what_was_not_reached)
{
    const char *text = printed(&report_milestones, -1, TABLE_FORMAT_TEXT);
    ck_assert_str_eq(
        line_of(text, "Half of the capacity half milestone"),
        "Half of the capacity half milestone 2027-12-07 2028-03-13 2028-05-22 - finished with tx.o1 "
        "(100 %)");
    ck_assert_str_eq(line_of(text, "All of the capacity full milestone"),
                     "All of the capacity full milestone 2029-08-28 2029-12-03 not reached 5 of 16");
    ck_assert_str_eq(line_of(text, "All of the capacity full open"),
                     "All of the capacity full open 2029-11-06 2029-10-25 open open open 41.3 89.0");
    ck_assert_str_eq(
        line_of(text, "Substation"),
        "Substation tx.substation activity 2026-05-26 2026-08-31 2026-11-09 - predecessor tx.shell "
        "(69 %)");
}
END_TEST

START_TEST(one_replication_has_dates_and_no_quantiles)
{
    const char *text = printed(&report_milestones, 3, TABLE_FORMAT_TEXT);
    ck_assert_str_eq(line_of(text, "Half of the capacity"),
                     "Half of the capacity half milestone 2028-03-06 finished with tx.o1");
    ck_assert_ptr_null(strstr(text, "10 %"));
}
END_TEST

/* The numbers of column COLUMN (from 0) of a CSV table, added up. */
static double column_sum(const char *csv, int column)
{
    double sum = 0;
    for (const char *line = strchr(csv, '\n') + 1; *line && *line != '\r' && *line != '\n';) {
        const char *at = line;
        for (int i = 0; i < column; i++)
            at = strchr(at, ',') + 1;
        sum += strtod(at, NULL);
        line = strchr(line, '\n') + 1;
    }
    return sum;
}

START_TEST(limits_add_up_to_all_hours_and_all_that_was_wanted)
{
    const char *csv = printed(&report_limits, -1, TABLE_FORMAT_CSV);
    ck_assert_double_eq_tol(column_sum(csv, 1), 2 * 4 * 8766, 1e-6);
    ck_assert_double_eq_tol(column_sum(csv, 2), 100, 1e-9);
    ck_assert_double_eq_tol(column_sum(csv, 3), 2 * 36525.0 * (1 + 2 + 3 + 4), 1e-6);
    ck_assert_double_eq_tol(column_sum(csv, 4), 100, 1e-9);
    const char *parts = strstr(csv, "\r\n\r\n") + 4;
    ck_assert_double_eq_tol(column_sum(parts, 3), 2 * 4 * 8766, 1e-6);
    ck_assert_double_eq_tol(column_sum(parts, 6), 8 * 100, 1e-9);
}
END_TEST

START_TEST(the_summary_says_what_the_file_does_not_hold)
{
    const char *text = printed(&report_summary, -1, TABLE_FORMAT_TEXT);
    ck_assert_str_eq(line_of(text, "scenario"), "scenario Two sites, made up");
    ck_assert_str_eq(line_of(text, "IT load of serving"),
                     "IT load of serving racks at the end 600 600 600 MW capacity.serving");
    ck_assert_ptr_nonnull(strstr(line_of(text, "not in this file"), "economics.energy_cost"));
    ck_assert_str_eq(line_of(text, "All of the capacity"),
                     "All of the capacity 2029-08-28 2029-12-03 not reached 5 of 16");
    ck_assert_str_eq(line_of(text, "money"), "money 0 490,000,000,000 cent");
}
END_TEST

START_TEST(a_replication_or_file_that_is_not_there_is_told)
{
    struct source source;
    ck_assert(!source_open(&source, path, (struct source_choice){.replication = 16}, arena, diag));
    ck_assert_ptr_nonnull(strstr(diag_error_text(diag, 0), "has no replication 16"));
    ck_assert(!source_open(&source, "absent.db", (struct source_choice){.replication = -1}, arena, diag));
    ck_assert_int_eq(diag_error_count(diag), 2);
}
END_TEST

Suite *test_report_suite(void)
{
    Suite *suite = suite_create("report");
    TCase *cases = tcase_create("report");
    tcase_add_checked_fixture(cases, open_all, close_all);
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, milestones_tell_quantiles_what_held_them_and_what_was_not_reached);
    tcase_add_test(cases, one_replication_has_dates_and_no_quantiles);
    tcase_add_test(cases, limits_add_up_to_all_hours_and_all_that_was_wanted);
    tcase_add_test(cases, the_summary_says_what_the_file_does_not_hold);
    tcase_add_test(cases, a_replication_or_file_that_is_not_there_is_told);
    suite_add_tcase(suite, cases);
    return suite;
}
