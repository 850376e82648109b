/* SPDX-License-Identifier: Apache-2.0 */
#include "results_maker.h"
#include "store_sample.h"
#include "suites.h"

#include "report/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const struct report report_capacity, report_cooling, report_funding, report_limits, report_milestones,
    report_power, report_racks, report_summary, report_tokens, report_tranches;

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
        line_of(text, "half Half of the capacity milestone"),
        "half Half of the capacity milestone 2027-12-07 2028-03-13 2028-05-22 - finished with tx.o1 "
        "(100 %)");
    ck_assert_str_eq(line_of(text, "full All of the capacity milestone"),
                     "full All of the capacity milestone 2029-08-28 2029-12-03 not reached 5 of 16");
    ck_assert_str_eq(line_of(text, "full All of the capacity open"),
                     "full All of the capacity open 2029-11-06 2029-10-25 open open open 41.3 89.0");
    ck_assert_str_eq(
        line_of(text, "tx.substation"),
        "tx.substation Substation activity 2026-05-26 2026-08-31 2026-11-09 - predecessor tx.shell "
        "(69 %)");
}
END_TEST

START_TEST(one_replication_has_dates_and_no_quantiles)
{
    const char *text = printed(&report_milestones, 3, TABLE_FORMAT_TEXT);
    ck_assert_str_eq(line_of(text, "half Half"),
                     "half Half of the capacity milestone 2028-03-06 finished with tx.o1");
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
    ck_assert_str_eq(line_of(text, "IT capacity of racks in service"),
                     "IT capacity of racks in service at the end 600 600 600 MW capacity.serving");
    ck_assert_ptr_nonnull(strstr(line_of(text, "not in this file"), "economics.energy_cost"));
    ck_assert_str_eq(line_of(text, "All of the capacity"),
                     "All of the capacity 2029-08-28 2029-12-03 not reached 5 of 16");
    ck_assert_str_eq(line_of(text, "money"), "money 0 490,000,000,000 cent");
}
END_TEST

START_TEST(cash_of_every_party_closes_to_the_cent)
{
    const char *text = printed(&report_funding, -1, TABLE_FORMAT_TEXT);
    ck_assert_str_eq(line_of(text, "the cloud 70"),
                     "the cloud 70,000,000.02 1,400,000,001.32 500,000,000.11 970,000,001.23 0.00");
    ck_assert_str_eq(line_of(text, "the lab 50"),
                     "the lab 50,000,000.01 3,000,000,000.00 900,000,000.99 2,149,999,999.02 0.00");
    ck_assert_str_eq(line_of(text, "the lab source"), "the lab source equity the vendor 3,000,000,000.00");
    ck_assert_str_eq(line_of(text, "the cloud use"), "the cloud use works outside 500,000,000.11");
    ck_assert_str_eq(line_of(text, "vendor-a.t2 1"), "vendor-a.t2 1.00 1.00 -");
    for (int run = 0; run < 16; run++) {
        const char *csv = printed(&report_funding, run, TABLE_FORMAT_CSV);
        ck_assert_double_eq(column_sum(csv, 5), 0);
    }
}
END_TEST

START_TEST(tranches_tell_states_dates_and_the_missing_condition)
{
    const char *text = printed(&report_tranches, -1, TABLE_FORMAT_TEXT);
    ck_assert_str_eq(line_of(text, "vendor-a.t1 drawn"),
                     "vendor-a.t1 drawn 100 % 1,000.00 1,000.00 tranche amount 100 % tx.shell done, held by "
                     "predecessor tx.shell (100 %)");
    ck_assert_str_eq(
        line_of(text, "vendor-a.t2 drawn"),
        "vendor-a.t2 drawn 94 %, lapsed 6 % 2,000.00 1,875.00 tranche amount 94 % racks.it_accepted at "
        "least 90 MW: position power.it_energised at least 250 MW 6 %");
    ck_assert_str_eq(
        line_of(text, "vendor-a.t2 second"),
        "vendor-a.t2 second tranche 2027-08-09 2027-05-11 2027-08-16 2027-10-25 1 of 16 2027-07-08 "
        "2027-10-15");
}
END_TEST

START_TEST(a_tranche_that_was_drawn_in_part_is_not_just_lapsed)
{
    struct results_maker maker = results_maker_default();
    maker.in_part = true;
    results_maker_write(path, &maker);
    const char *csv = printed(&report_tranches, -1, TABLE_FORMAT_CSV);
    ck_assert_str_eq(
        line_of(csv, "vendor-a.t2,"),
        "vendor-a.t2,\"drawn 94 %, drawn in part, rest lapsed 6 %\",2000,1906.25,"
        "tranche amount 94 %,\"racks.it_accepted at least 90 MW: position tx.substation, held by "
        "predecessor tx.shell (100 %)\",power.it_energised at least 250 MW 6 %\r");
}
END_TEST

START_TEST(tokens_add_up_by_year_and_by_demand)
{
    const char *csv = printed(&report_tokens, -1, TABLE_FORMAT_CSV);
    double rest = column_sum(csv, 2) - column_sum(csv, 3) - column_sum(csv, 4) - column_sum(csv, 5);
    ck_assert_double_eq_tol(rest, column_sum(csv, 6), 1e-6);
    ck_assert_double_eq_tol(rest, 0, 1e-6);
    const char *streams = strstr(csv, "\r\ndemand,") + 2;
    ck_assert_double_eq_tol(column_sum(streams, 1), column_sum(csv, 2), 1e-6);
}
END_TEST

START_TEST(energy_of_the_sites_adds_up_to_the_campus)
{
    const char *csv = strstr(printed(&report_power, -1, TABLE_FORMAT_CSV), "\r\n\r\n") + 4;
    double sites = 0, campus = 0;
    for (const char *line = strchr(csv, '\n') + 1; *line != '\r'; line = strchr(line, '\n') + 1) {
        const char *at = strchr(strchr(line, ',') + 1, ',') + 1;
        *(strncmp(line, "the campus", 10) ? &sites : &campus) += strtod(at, NULL);
    }
    ck_assert_double_gt(campus, 1e6);
    ck_assert_double_eq_tol(sites / campus, 1, 1e-9);
}
END_TEST

START_TEST(capacity_tells_the_ladder_and_when_levels_are_reached)
{
    const char *text = printed(&report_capacity, -1, TABLE_FORMAT_TEXT);
    ck_assert_str_eq(
        line_of(text, "the campus 2027-01-01"),
        "the campus 2027-01-01 200.0 300.0 100.0 100.0 100.0 100.0 50.0 0.0 100.0 -100.0 energised");
    ck_assert_str_eq(line_of(text, "accepted 300.0"), "accepted 300.0 50 2027-09-23 2027-12-30 2028-03-09 -");
}
END_TEST

/* Nothing that a report says breaks a reader of JSON, and each says something. */
START_TEST(every_report_prints_in_every_format_of_one_replication_and_of_all)
{
    static const struct report *const reports[] = {
        &report_capacity, &report_cooling, &report_funding, &report_limits, &report_milestones,
        &report_power,    &report_racks,   &report_summary, &report_tokens, &report_tranches};
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++)
        for (int format = TABLE_FORMAT_TEXT; format <= TABLE_FORMAT_JSON; format++)
            for (int run = -1; run < 1; run++) {
                const char *text = printed(reports[i], run, (enum table_format)format);
                ck_assert_msg(strlen(text) > 100, "%s", reports[i]->name);
                ck_assert_msg(!strstr(text, "nan") && !strstr(text, "inf,"), "%s", reports[i]->name);
            }
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
    tcase_add_test(cases, cash_of_every_party_closes_to_the_cent);
    tcase_add_test(cases, tranches_tell_states_dates_and_the_missing_condition);
    tcase_add_test(cases, a_tranche_that_was_drawn_in_part_is_not_just_lapsed);
    tcase_add_test(cases, tokens_add_up_by_year_and_by_demand);
    tcase_add_test(cases, energy_of_the_sites_adds_up_to_the_campus);
    tcase_add_test(cases, capacity_tells_the_ladder_and_when_levels_are_reached);
    tcase_add_test(cases, every_report_prints_in_every_format_of_one_replication_and_of_all);
    tcase_add_test(cases, a_replication_or_file_that_is_not_there_is_told);
    suite_add_tcase(suite, cases);
    return suite;
}
