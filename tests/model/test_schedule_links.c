/* SPDX-License-Identifier: Apache-2.0 */
#include "../unit/suites.h"

#include "plan/condition.h"
#include "plan/frame.h"
#include "schedule_stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One pair A (10 days), B (4 days) tied by one link; A starts on day 0. */
struct link_case {
    const char *type, *lag;
    double start, finish; /* of B, simulated */
    double early_start;   /* of B, contiguous base case */
};

static const struct link_case link_cases[] = {
    {"FS", "0 d", 10, 14, 10}, {"FS", "3 d", 13, 17, 13}, {"FS", "-2 d", 8, 12, 8}, {"SS", "0 d", 0, 4, 0},
    {"SS", "5 d", 5, 9, 5},    {"SS", "9 d", 9, 13, 9},   {"FF", "0 d", 0, 10, 6},  {"FF", "2 d", 0, 12, 8},
    {"FF", "-8 d", 0, 4, 0},   {"SF", "0 d", 0, 4, 0},    {"SF", "12 d", 0, 12, 8},
};

START_TEST(the_four_links_with_lags_hold_start_or_finish)
{
    const struct link_case *expected = &link_cases[_i];
    schedule_stage_activity("a", "10 d");
    schedule_stage_activity("b", "4 d");
    schedule_stage_after("b", "a", expected->type, expected->lag);
    schedule_stage_simulate();
    schedule_stage_assert_span("a", 0, 10);
    schedule_stage_assert_span("b", expected->start, expected->finish);
    const struct critical_path_row *base =
        &schedule_stage.compiled->critical_path[schedule_stage_task_of("b")];
    ck_assert_double_eq(schedule_stage_day(base->early_start), expected->early_start);
    ck_assert_double_eq(schedule_stage_day(base->early_finish), expected->early_start + 4);
}
END_TEST

/* A (10 days), then B (5 days) whose finish FIRST holds, then C (3 days) tied to B by SECOND; all start with
 * A. */
static const struct {
    const char *first, *first_lag, *second, *second_lag;
    double b_finish, c_start, c_finish;
} held_cases[] = {
    {"FF", "2 d", "FS", "-2 d", 12, 10, 13},   {"FF", "2 d", "FS", "0 d", 12, 12, 15},
    {"FF", "2 d", "FS", "1 d", 12, 13, 16},    {"FF", "2 d", "FS", "-20 d", 12, 0, 3},
    {"FF", "2 d", "FF", "-2 d", 12, 0, 10},    {"FF", "2 d", "FF", "1 d", 12, 0, 13},
    {"FF", "2 d", "FF", "-11 d", 12, 0, 3},    {"FF", "2 d", "SS", "1 d", 12, 1, 4},
    {"FF", "2 d", "SF", "8 d", 12, 0, 8},      {"FF", "-3 d", "FS", "-2 d", 7, 5, 8},
    {"FF", "-3 d", "FF", "-2 d", 7, 0, 5},     {"FF", "-8 d", "FS", "-2 d", 5, 3, 6},
    {"SF", "7 d", "FS", "-2 d", 7, 5, 8},      {"SF", "7 d", "FF", "-1 d", 7, 0, 6},
    {"SF", "30 d", "FS", "-12 d", 30, 18, 21}, {"SF", "4 d", "FS", "-1 d", 5, 4, 7},
};

START_TEST(a_negative_lag_counts_back_from_a_finish_that_links_hold)
{
    schedule_stage_activity("c", "3 d");
    schedule_stage_activity("b", "5 d");
    schedule_stage_activity("a", "10 d");
    schedule_stage_after("b", "a", held_cases[_i].first, held_cases[_i].first_lag);
    schedule_stage_after("c", "b", held_cases[_i].second, held_cases[_i].second_lag);
    schedule_stage_simulate();
    schedule_stage_assert_span("b", 0, held_cases[_i].b_finish);
    schedule_stage_assert_span("c", held_cases[_i].c_start, held_cases[_i].c_finish);
    const struct critical_path_row *rows = schedule_stage.compiled->critical_path;
    int64_t finish = rows[schedule_stage_task_of("c")].early_finish;
    if (held_cases[_i].second[0] == 'F')
        ck_assert_double_eq(schedule_stage_day(finish), held_cases[_i].c_finish);
}
END_TEST

START_TEST(a_gate_tells_its_link_and_holds_the_finish_only_of_work_that_is_over)
{
    schedule_stage_activity("a", "10 d");
    schedule_stage_activity("b", "5 d");
    schedule_stage_activity("c", "5 d");
    schedule_stage_after("b", "a", "SS", "1 d");
    schedule_stage_after("b", "a", "FF", "2 d");
    schedule_stage_after("c", "a", "SF", "3 d");
    schedule_stage_simulate();
    struct schedule_row b = schedule_stage_row("b"), c = schedule_stage_row("c");
    ck_assert_str_eq(b.held_by->link, "SS");
    ck_assert_int_eq(b.finish_gates->count, 1);
    ck_assert_ptr_eq(b.finish_held_by, &b.finish_gates->gates[0]);
    ck_assert_str_eq(b.finish_held_by->link, "FF");
    ck_assert_double_eq(schedule_stage_day(b.finish_held_by->opened), 12);
    ck_assert_ptr_null(c.finish_held_by);
    ck_assert_str_eq(c.finish_gates->gates[0].link, "SF");
    ck_assert_ptr_null(c.held_by->link);
}
END_TEST

/* a 10, b 5 finishes on day 12, c 2 a day before it, d 4 begins three days before that. */
START_TEST(a_finish_is_known_along_a_chain_of_links_that_hold_it)
{
    schedule_stage_activity("a", "10 d");
    schedule_stage_activity("b", "5 d");
    schedule_stage_activity("c", "2 d");
    schedule_stage_activity("d", "4 d");
    schedule_stage_after("d", "c", "FS", "-3 d");
    schedule_stage_after("c", "b", "FF", "-1 d");
    schedule_stage_after("b", "a", "FF", "2 d");
    schedule_stage_simulate();
    schedule_stage_assert_span("c", 0, 11);
    schedule_stage_assert_span("d", 8, 12);
}
END_TEST

/* What holds the finish of b begins on day 20 only; until then nobody knows when b will end. */
START_TEST(a_finish_that_nobody_knows_yet_is_waited_for)
{
    schedule_stage_activity("late", "4 d");
    plan_maker_set(schedule_stage.maker, "late", "not-before", "2026-01-21");
    schedule_stage_activity("b", "5 d");
    schedule_stage_activity("c", "3 d");
    schedule_stage_activity("d", "3 d");
    schedule_stage_after("b", "late", "FF", "0 d");
    schedule_stage_after("c", "b", "FS", "-1 d");
    schedule_stage_after("d", "b", "FS", "-9 d");
    schedule_stage_simulate();
    schedule_stage_assert_span("b", 0, 24);
    schedule_stage_assert_span("c", 23, 26);
    schedule_stage_assert_span("d", 20, 23);
}
END_TEST

/* The textbook network A3 -> B4, C2 -> D5 (after both), E1 after C: ends on day 12, C floats 2, E floats 6.
 */
START_TEST(the_base_case_gives_early_and_late_dates_and_floats)
{
    static const struct {
        const char *id;
        double early, late, floats;
    } expected[] = {{"a", 0, 0, 0}, {"b", 3, 3, 0}, {"c", 3, 5, 2}, {"d", 7, 7, 0}, {"e", 5, 11, 6}};
    schedule_stage_activity("a", "3 d");
    schedule_stage_activity("b", "4 d");
    schedule_stage_activity("c", "2 d");
    schedule_stage_activity("d", "5 d");
    schedule_stage_activity("e", "1 d");
    schedule_stage_after("b", "a", "FS", "0 d");
    schedule_stage_after("c", "a", "FS", "0 d");
    schedule_stage_after("d", "b", "FS", "0 d");
    schedule_stage_after("d", "c", "FS", "0 d");
    schedule_stage_after("e", "c", "FS", "0 d");
    schedule_stage_simulate();
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const struct critical_path_row *base =
            &schedule_stage.compiled->critical_path[schedule_stage_task_of(expected[i].id)];
        ck_assert_double_eq(schedule_stage_day(base->early_start), expected[i].early);
        ck_assert_double_eq(schedule_stage_day(base->late_start), expected[i].late);
        ck_assert_double_eq((double)base->float_s / DAY_S, expected[i].floats);
        ck_assert_int_eq(schedule_stage_row(expected[i].id).start, base->early_start);
    }
    ck_assert_ptr_eq(schedule_stage_row("d").held_by->by, plan_find(schedule_stage.plan, "b"));
    ck_assert_int_eq(schedule_stage_row("d").held_by->cause, GATE_PREDECESSOR);
}
END_TEST

static const char *text_of(const char *task, const char *name, char *out, size_t size)
{
    char open[64];
    snprintf(open, sizeof open, "<%s>", name);
    const char *at = strstr(task, open);
    const char *end = strstr(task, "</Task>");
    if (!at || at > end)
        return NULL;
    at += strlen(open);
    size_t length = strcspn(at, "<");
    ck_assert_uint_lt(length, size);
    memcpy(out, at, length);
    out[length] = '\0';
    return out;
}

/* Working time of the file, 8:00-12:00 and 13:00-17:00 on Thursday, Friday, Monday, as plain hours. */
static double working_hours(const char *time)
{
    int month_day = 0, hour = 0;
    ck_assert_int_eq(sscanf(time, "2006-09-%dT%d:00:00", &month_day, &hour), 2);
    int worked = month_day == 21 ? 0 : month_day == 22 ? 8 : 16;
    return worked + hour - 8 - (hour > 12 ? 1 : 0);
}

static char *read_reference(const char *name)
{
    const char *folder = getenv("GIGAPLAN_REFERENCE_DATA");
    FILE *file = folder ? fopen(arena_printf(schedule_stage.arena, "%s/%s", folder, name), "r") : NULL;
    if (!file)
        return NULL;
    char *text = arena_alloc(schedule_stage.arena, 1 << 17);
    size_t length = fread(text, 1, (1 << 17) - 1, file);
    fclose(file);
    text[length] = '\0';
    return text;
}

static void add_project_task(const char *task)
{
    static const char *const types[] = {"FF", "FS", "SF", "SS"};
    char text[64];
    const char *id = arena_printf(schedule_stage.arena, "t%s", text_of(task, "UID", text, sizeof text));
    int hours = 0;
    ck_assert_int_eq(sscanf(text_of(task, "Duration", text, sizeof text), "PT%dH", &hours), 1);
    schedule_stage_activity(id, arena_printf(schedule_stage.arena, "%d h", hours));
    if (!text_of(task, "PredecessorUID", text, sizeof text))
        return;
    const char *ref = arena_printf(schedule_stage.arena, "t%s", text);
    const char *link = strstr(task, "<PredecessorLink>");
    int type = atoi(text_of(link, "Type", text, sizeof text));
    int lag_tenths = atoi(text_of(link, "LinkLag", text, sizeof text));
    schedule_stage_after(id, ref, types[type],
                         arena_printf(schedule_stage.arena, "%g h", lag_tenths / 600.0));
}

START_TEST(dates_and_slack_agree_with_microsoft_project)
{
    const char *file = read_reference("schedules/mspdirelations.xml");
    if (!file)
        return;
    for (const char *task = strstr(file, "<Task>"); task; task = strstr(task + 1, "<Task>")) {
        char text[64];
        if (strcmp(text_of(task, "UID", text, sizeof text), "0") != 0)
            add_project_task(task);
    }
    schedule_stage_compile();
    ck_assert_int_eq(schedule_stage.compiled->network->task_count, 5);
    for (const char *task = strstr(file, "<Task>"); task; task = strstr(task + 1, "<Task>")) {
        char text[64];
        const char *id = arena_printf(schedule_stage.arena, "t%s", text_of(task, "UID", text, sizeof text));
        if (strcmp(id, "t0") == 0)
            continue;
        const struct critical_path_row *base =
            &schedule_stage.compiled->critical_path[schedule_stage_task_of(id)];
        ck_assert_double_eq(schedule_stage_day(base->early_start) * 24,
                            working_hours(text_of(task, "Start", text, sizeof text)));
        ck_assert_double_eq(schedule_stage_day(base->early_finish) * 24,
                            working_hours(text_of(task, "Finish", text, sizeof text)));
        ck_assert_double_eq((double)base->float_s / 3600,
                            atoi(text_of(task, "TotalSlack", text, sizeof text)) / 600.0);
    }
}
END_TEST

START_TEST(a_circle_is_told_whole_at_one_of_its_links)
{
    schedule_stage_activity("a", "1 d");
    schedule_stage_activity("b", "1 d");
    schedule_stage_activity("c", "1 d");
    schedule_stage_activity("d", "1 d");
    schedule_stage_after("b", "a", "FS", "0 d");
    schedule_stage_after("c", "b", "SS", "0 d");
    plan_maker_set(schedule_stage.maker, "a", "needs", "c");
    schedule_stage_after("d", "d", "FS", "0 d");
    schedule_stage_compile();
    ck_assert_ptr_null(schedule_stage.compiled);
    ck_assert_int_eq(diag_error_count(schedule_stage.diag), 2);
    ck_assert_str_eq(diag_error_text(schedule_stage.diag, 0),
                     "these wait for each other in a circle: a -> c -> b -> a");
    ck_assert_str_eq(diag_error_text(schedule_stage.diag, 1),
                     "these wait for each other in a circle: d -> d");
}
END_TEST

START_TEST(a_circle_through_a_condition_is_found_but_not_through_an_alternative)
{
    for (int any = 0; any < 2; any++) {
        struct condition *leaf = arena_alloc(schedule_stage.arena, sizeof *leaf);
        const struct condition **children = arena_array(schedule_stage.arena, 1, sizeof *children);
        struct condition *whole = arena_alloc(schedule_stage.arena, sizeof *whole);
        children[0] = leaf;
        *whole = (struct condition){
            .op = any ? CONDITION_ANY : CONDITION_ALL, .children = children, .child_count = 1};
        plan_maker_add(schedule_stage.maker, &frame_milestone_kind, NULL, "go", NULL);
        schedule_stage_activity("x", "5 d");
        schedule_stage_after("x", "go", "FS", "0 d");
        plan_maker_put(schedule_stage.maker, "go", "when", (union value){.condition = whole});
        schedule_stage.plan = plan_maker_plan(schedule_stage.maker);
        *leaf =
            (struct condition){.op = CONDITION_MILESTONE, .milestone = plan_find(schedule_stage.plan, "x")};
        const struct metric_layout *layout = metric_layout_new(schedule_stage.plan, schedule_stage.arena);
        ck_assert_int_eq(
            schedule_compile(schedule_stage.plan, layout, schedule_stage.arena, schedule_stage.diag) != NULL,
            any);
        schedule_stage_tear_down();
        schedule_stage_set_up();
    }
}
END_TEST

static const struct {
    const char *ref, *type, *lag, *message;
} bad_links[] = {
    {"y", "SS", "-1 d", "'x' cannot act ahead of a start"},
    {"mark", "SS", "0 d", "'x' follows the start of something that only has an end"},
    {"mark", "FS", "-1 d", "'x' cannot begin ahead of something whose end is not scheduled"},
};

START_TEST(links_that_would_need_foresight_are_refused)
{
    struct condition *never = arena_alloc(schedule_stage.arena, sizeof *never);
    *never = (struct condition){.op = CONDITION_ANY};
    plan_maker_add(schedule_stage.maker, &frame_milestone_kind, NULL, "mark", NULL);
    plan_maker_put(schedule_stage.maker, "mark", "when", (union value){.condition = never});
    schedule_stage_activity("x", "5 d");
    schedule_stage_activity("y", "5 d");
    schedule_stage_after("x", bad_links[_i].ref, bad_links[_i].type, bad_links[_i].lag);
    schedule_stage_compile();
    ck_assert_ptr_null(schedule_stage.compiled);
    ck_assert_str_eq(diag_error_text(schedule_stage.diag, 0), bad_links[_i].message);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

Suite *test_schedule_links_suite(void)
{
    Suite *suite = suite_create("schedule_links");
    TCase *tcase = tcase_create("links");
    tcase_add_checked_fixture(tcase, schedule_stage_set_up, schedule_stage_tear_down);
    tcase_add_loop_test(tcase, the_four_links_with_lags_hold_start_or_finish, 0, COUNT(link_cases));
    tcase_add_loop_test(tcase, a_negative_lag_counts_back_from_a_finish_that_links_hold, 0,
                        COUNT(held_cases));
    tcase_add_test(tcase, a_gate_tells_its_link_and_holds_the_finish_only_of_work_that_is_over);
    tcase_add_test(tcase, a_finish_is_known_along_a_chain_of_links_that_hold_it);
    tcase_add_test(tcase, a_finish_that_nobody_knows_yet_is_waited_for);
    tcase_add_test(tcase, the_base_case_gives_early_and_late_dates_and_floats);
    tcase_add_test(tcase, dates_and_slack_agree_with_microsoft_project);
    tcase_add_test(tcase, a_circle_is_told_whole_at_one_of_its_links);
    tcase_add_test(tcase, a_circle_through_a_condition_is_found_but_not_through_an_alternative);
    tcase_add_loop_test(tcase, links_that_would_need_foresight_are_refused, 0, COUNT(bad_links));
    suite_add_tcase(suite, tcase);
    return suite;
}
