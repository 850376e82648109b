/* SPDX-License-Identifier: Apache-2.0 */
#include "../unit/suites.h"

#include "schedule/order.h"
#include "schedule_stage.h"

START_TEST(an_order_placed_before_the_start_is_opening_state)
{
    schedule_stage_party("owner");
    plan_maker_add(schedule_stage.maker, &schedule_equipment_kind, NULL, "breaker", "lead-time", "100 d",
                   "price", "2 MUSD", NULL);
    plan_maker_add(schedule_stage.maker, &schedule_equipment_order_kind, NULL, "early", "item", "breaker",
                   "quantity", "3", "place", "2025-12-02", "deposit", "25 %", "payer", "owner", NULL);
    plan_maker_add(schedule_stage.maker, &schedule_equipment_order_kind, NULL, "later", "item", "breaker",
                   "place", "2026-02-01", "deposit", "25 %", "payer", "owner", NULL);
    schedule_stage_simulate();
    schedule_stage_assert_span("early", -30, 70);
    schedule_stage_assert_span("later", 31, 131);
    ck_assert_int_eq(schedule_stage_row("early").cost_cents, 600000000);
    ck_assert_int_eq(schedule_stage.unasked_cents, 450000000);
    ck_assert_int_eq(schedule_stage.charged_cents, 450000000 + 200000000);
    ck_assert_ptr_null(schedule_stage_row("early").request);
    ck_assert_int_eq(schedule_stage_row("later").request->payment_count, 2);
    ck_assert_int_eq(schedule_stage_row("later").request->payments[0].cents, 50000000);
}
END_TEST

static void transformer(const char *lead_time, const char *field, const char *text)
{
    schedule_stage_party("owner");
    plan_maker_add(schedule_stage.maker, &schedule_equipment_kind, NULL, "transformer", "lead-time",
                   lead_time, "price", "10 MUSD", NULL);
    plan_maker_add(schedule_stage.maker, &schedule_equipment_order_kind, NULL, "old", "item", "transformer",
                   "place", "2025-10-01", "deposit", "30 %", "payer", "owner", NULL);
    if (field)
        plan_maker_set(schedule_stage.maker, "old", field, text);
    schedule_stage_simulate();
}

/* Placed 92 days before the start; 10 MUSD with a deposit of 30 %, which is paid in any case. */
static const struct {
    const char *lead_time, *field, *text;
    double delivered; /* day since the start */
    int64_t charged_cents;
    int warnings;
} placed_before[] = {
    {"31 d", NULL, NULL, 0, 700000000, 1},
    {"pert 20 d|31 d|60 d", NULL, NULL, 0, 700000000, 1},
    {"92 d", NULL, NULL, 0, 700000000, 0},
    {"31 d", "remaining", "12 d", 12, 700000000, 0},
    {"31 d", "actual-delivery", "2025-11-05", -57, 0, 0},
    {"102 d", NULL, NULL, 10, 700000000, 0},
};

START_TEST(the_rest_of_an_order_falls_due_when_it_arrives_be_it_overdue)
{
    transformer(placed_before[_i].lead_time, placed_before[_i].field, placed_before[_i].text);
    schedule_stage_assert_span("old", -92, placed_before[_i].delivered);
    ck_assert_int_eq(schedule_stage.charged_cents, placed_before[_i].charged_cents);
    ck_assert_int_eq(schedule_stage.unasked_cents, placed_before[_i].charged_cents);
    ck_assert_int_eq(diag_warning_count(schedule_stage.diag), placed_before[_i].warnings);
}
END_TEST

START_TEST(actuals_fix_what_is_done_and_move_the_rest_behind_the_status_date)
{
    plan_maker_set(schedule_stage.maker, NULL, "status-date", "2026-03-02");
    plan_maker_add(schedule_stage.maker, &schedule_activity_kind, NULL, "done", "duration", "10 d",
                   "actual-start", "2026-01-11", "actual-finish", "2026-02-10", NULL);
    plan_maker_add(schedule_stage.maker, &schedule_activity_kind, NULL, "before", "duration", "10 d",
                   "actual-start", "2025-11-01", "actual-finish", "2025-12-02", NULL);
    plan_maker_add(schedule_stage.maker, &schedule_activity_kind, NULL, "half", "duration", "500 d",
                   "actual-start", "2026-02-20", "remaining", "12 d", NULL);
    plan_maker_add(schedule_stage.maker, &schedule_activity_kind, NULL, "late", "duration", "5 d",
                   "actual-start", "2026-01-02", NULL);
    plan_maker_add(schedule_stage.maker, &schedule_activity_kind, NULL, "next", "duration", "3 d", "needs",
                   "done", NULL);
    plan_maker_add(schedule_stage.maker, &schedule_activity_kind, NULL, "last", "duration", "3 d", "needs",
                   "half", NULL);
    schedule_stage_simulate();
    schedule_stage_assert_span("done", 10, 40);
    schedule_stage_assert_span("before", -61, -30);
    schedule_stage_assert_span("half", 50, 72);
    schedule_stage_assert_span("late", 1, 60);
    schedule_stage_assert_span("next", 60, 63);
    schedule_stage_assert_span("last", 72, 75);
    ck_assert_int_eq(progress_tick(schedule_stage.run->progress, plan_find(schedule_stage.plan, "before")),
                     schedule_stage.plan->start - 30 * DAY_S);
    ck_assert_int_eq(schedule_stage.compiled->critical_path[schedule_stage_task_of("last")].early_start,
                     schedule_stage_row("last").start);
    ck_assert_int_eq(schedule_stage_row("next").held_by->cause, GATE_DATE);
}
END_TEST

/* Uniform 0..100 days, 50 days under way: what is left is uniform 0..50 days. */
START_TEST(work_in_progress_is_drawn_from_what_is_left_of_its_distribution)
{
    plan_maker_set(schedule_stage.maker, NULL, "status-date", "2026-02-20");
    plan_maker_add(schedule_stage.maker, &schedule_activity_kind, NULL, "a", "duration", "uniform 0 d|100 d",
                   "actual-start", "2026-01-01", NULL);
    schedule_stage_compile();
    enum { RUNS = 1000 };
    double sum = 0, least = 1e9;
    for (uint32_t i = 0; i < RUNS; i++) {
        schedule_stage_open_run((struct draw){.seed = 5, .replication = i});
        sim_run_until(schedule_stage.run->sim, schedule_stage.plan->end);
        double finish = schedule_stage_day(schedule_stage_row("a").finish);
        ck_assert_double_gt(finish, 50);
        ck_assert_double_lt(finish, 100);
        least = finish < least ? finish : least;
        sum += finish;
    }
    /* Standard deviation of the mean 50 / sqrt(12 x 1000) = 0.46 d; four of them. */
    ck_assert_double_eq_tol(sum / RUNS, 75, 4 * 0.46);
    ck_assert_double_lt(least, 51);
    ck_assert_double_eq_tol(schedule_stage_day(schedule_stage.compiled->critical_path[0].early_finish), 75,
                            0.01);
}
END_TEST

START_TEST(an_actual_leaves_every_other_draw_as_it_was)
{
    schedule_stage_activity("a", "pert 10 d|20 d|60 d");
    schedule_stage_activity("b", "pert 10 d|20 d|60 d");
    schedule_stage_compile();
    schedule_stage_open_run((struct draw){.seed = 7, .replication = 3});
    sim_run_until(schedule_stage.run->sim, schedule_stage.plan->end);
    int64_t without = schedule_stage_row("b").work_s;
    schedule_stage_tear_down();
    schedule_stage_set_up();
    plan_maker_set(schedule_stage.maker, NULL, "status-date", "2026-03-01");
    plan_maker_add(schedule_stage.maker, &schedule_activity_kind, NULL, "a", "duration",
                   "pert 10 d|20 d|60 d", "actual-start", "2026-01-02", "actual-finish", "2026-01-20", NULL);
    plan_maker_add(schedule_stage.maker, &schedule_activity_kind, NULL, "unrelated", "duration",
                   "uniform 1 d|90 d", NULL);
    schedule_stage_activity("b", "pert 10 d|20 d|60 d");
    schedule_stage_compile();
    schedule_stage_open_run((struct draw){.seed = 7, .replication = 3});
    sim_run_until(schedule_stage.run->sim, schedule_stage.plan->end);
    ck_assert_int_eq(schedule_stage_row("b").work_s, without);
    ck_assert_int_eq(schedule_stage_row("a").work_s, 18 * DAY_S);
    ck_assert_int_ne(without, 20 * DAY_S);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

Suite *test_schedule_actuals_suite(void)
{
    Suite *suite = suite_create("schedule_actuals");
    TCase *tcase = tcase_create("actuals");
    tcase_add_checked_fixture(tcase, schedule_stage_set_up, schedule_stage_tear_down);
    tcase_add_test(tcase, an_order_placed_before_the_start_is_opening_state);
    tcase_add_loop_test(tcase, the_rest_of_an_order_falls_due_when_it_arrives_be_it_overdue, 0,
                        COUNT(placed_before));
    tcase_add_test(tcase, actuals_fix_what_is_done_and_move_the_rest_behind_the_status_date);
    tcase_add_test(tcase, work_in_progress_is_drawn_from_what_is_left_of_its_distribution);
    tcase_add_test(tcase, an_actual_leaves_every_other_draw_as_it_was);
    suite_add_tcase(suite, tcase);
    return suite;
}
