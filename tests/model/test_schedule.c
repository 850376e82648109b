/* SPDX-License-Identifier: Apache-2.0 */
#include "../unit/suites.h"

#include "plan/condition.h"
#include "plan/frame.h"
#include "schedule/order.h"
#include "schedule_stage.h"

START_TEST(crews_serve_by_priority_then_time_and_nobody_overtakes)
{
    plan_maker_add(schedule_stage.maker, &schedule_crew_kind, NULL, "steel", "count", "2", NULL);
    static const struct {
        const char *id, *duration, *count, *priority, *not_before;
    } works[] = {
        {"one", "10 d", "1", "100", "2026-01-01"},
        {"pair", "5 d", "2", "100", "2026-01-03"},
        {"small", "1 d", "1", "100", "2026-01-04"},
        {"urgent", "2 d", "1", "1", "2026-01-05"},
    };
    for (size_t i = 0; i < sizeof works / sizeof *works; i++)
        plan_maker_add(schedule_stage.maker, &schedule_activity_kind, NULL, works[i].id, "duration",
                       works[i].duration, "crew", "steel", "crew-count", works[i].count, "priority",
                       works[i].priority, "not-before", works[i].not_before, NULL);
    schedule_stage_simulate();
    schedule_stage_assert_span("one", 0, 10);
    schedule_stage_assert_span("urgent", 4, 6);
    schedule_stage_assert_span("pair", 10, 15);
    schedule_stage_assert_span("small", 15, 16);
    ck_assert_int_eq(schedule_stage_row("pair").held_by->cause, GATE_CREW);
    ck_assert_int_eq(schedule_stage_row("pair").held_by->since, schedule_stage.plan->start + 2 * DAY_S);
    ck_assert_ptr_eq(schedule_stage_row("pair").held_by->by, plan_find(schedule_stage.plan, "steel"));
    ck_assert_ptr_eq(schedule_stage_row("pair").held_by->via, plan_find(schedule_stage.plan, "one"));
    const struct gate_set *urgent = schedule_stage_row("urgent").start_gates;
    ck_assert_int_eq(urgent->gates[urgent->count - 1].cause, GATE_CREW);
    ck_assert_ptr_null(urgent->gates[urgent->count - 1].via);
}
END_TEST

START_TEST(permits_and_deliveries_hold_the_work_that_needs_them)
{
    plan_maker_add(schedule_stage.maker, &schedule_permit_kind, NULL, "air", "duration", "30 d", "not-before",
                   "2026-01-11", NULL);
    plan_maker_add(schedule_stage.maker, &schedule_equipment_kind, NULL, "transformer", "lead-time",
                   "10 week", NULL);
    plan_maker_add(schedule_stage.maker, &schedule_equipment_order_kind, NULL, "order", "item", "transformer",
                   NULL);
    plan_maker_add(schedule_stage.maker, &schedule_activity_kind, NULL, "build", "duration", "5 d", "needs",
                   "air", NULL);
    plan_maker_add(schedule_stage.maker, &schedule_activity_kind, NULL, "install", "duration", "5 d", "needs",
                   "order build", NULL);
    schedule_stage_simulate();
    schedule_stage_assert_span("air", 10, 40);
    schedule_stage_assert_span("build", 40, 45);
    schedule_stage_assert_span("order", 0, 70);
    schedule_stage_assert_span("install", 70, 75);
    ck_assert_int_eq(schedule_stage_row("build").held_by->cause, GATE_PERMIT);
    ck_assert_int_eq(schedule_stage_row("install").held_by->cause, GATE_DELIVERY);
    ck_assert_int_eq(progress_tick(schedule_stage.run->progress, plan_find(schedule_stage.plan, "order")),
                     schedule_stage.plan->start + 70 * DAY_S);
}
END_TEST

START_TEST(work_waits_for_its_money_and_charges_it_to_the_cent)
{
    schedule_stage_party("owner");
    schedule_stage.bank_opens = calendar_tick_of((struct date){2026, 3, 1});
    plan_maker_add(schedule_stage.maker, &schedule_activity_kind, NULL, "dig", "duration", "7 d", NULL);
    plan_maker_add(schedule_stage.maker, &schedule_activity_kind, NULL, "hall", "duration", "100 d", "cost",
                   "12.3456789 MUSD", "payer", "owner", "needs", "dig", NULL);
    schedule_stage_simulate();
    schedule_stage_assert_span("hall", 59, 159);
    ck_assert_int_eq(schedule_stage_row("hall").held_by->cause, GATE_FUNDS);
    ck_assert_int_eq(schedule_stage_row("hall").held_by->since, schedule_stage.plan->start + 7 * DAY_S);
    ck_assert_ptr_eq(schedule_stage_row("hall").held_by->by, plan_find(schedule_stage.plan, "owner"));
    const struct request *request = schedule_stage_row("hall").request;
    ck_assert_int_eq(request->payment_count, 4);
    int64_t sum = 0;
    for (int i = 0; i < request->payment_count; i++)
        sum += request->payments[i].cents;
    ck_assert_int_eq(sum, 1234567890);
    ck_assert_int_eq(schedule_stage.charged_cents, 1234567890);
    ck_assert_int_eq(schedule_stage.unasked_cents, 0);
}
END_TEST

START_TEST(a_reservation_is_compute_and_no_capital_cost)
{
    schedule_stage_party("owner");
    plan_maker_add(schedule_stage.maker, &schedule_activity_kind, NULL, "reserve", "duration", "1 d", "cost",
                   "2 MUSD", "payer", "owner", "booked-as", "compute", NULL);
    plan_maker_add(schedule_stage.maker, &schedule_activity_kind, NULL, "build", "duration", "9 d", "cost",
                   "5 MUSD", "payer", "owner", NULL);
    schedule_stage_simulate();
    ck_assert_int_eq(schedule_stage.compute_cents, 200000000);
    ck_assert_int_eq(schedule_stage.charged_cents, 700000000);
}
END_TEST

START_TEST(risks_strike_as_often_as_they_should_and_lengthen_the_work)
{
    schedule_stage_activity("dig", "10 d");
    plan_maker_add(schedule_stage.maker, &schedule_risk_kind, NULL, "rock", "probability", "30 %", "delay",
                   "15 d", "on", "dig", NULL);
    schedule_stage_compile();
    enum { RUNS = 2000 };
    int struck = 0;
    for (uint32_t i = 0; i < RUNS; i++) {
        schedule_stage_open_run((struct draw){.seed = 11, .replication = i});
        sim_run_until(schedule_stage.run->sim, schedule_stage.plan->end);
        double finish = schedule_stage_day(schedule_stage_row("dig").finish);
        ck_assert(finish == 10 || finish == 25);
        struck += finish == 25;
    }
    /* Four standard deviations of the binomial: a sound model fails once in 16,000 seeds. */
    ck_assert_int_gt(struck, 600 - 82);
    ck_assert_int_lt(struck, 600 + 82);
    schedule_stage_open_run((struct draw){.seed = 11, .median = true});
    sim_run_until(schedule_stage.run->sim, schedule_stage.plan->end);
    schedule_stage_assert_span("dig", 0, 10);
}
END_TEST

START_TEST(a_condition_on_a_date_or_a_milestone_opens_its_gate)
{
    struct condition *date = arena_alloc(schedule_stage.arena, sizeof *date);
    *date = (struct condition){.op = CONDITION_DATE, .date = calendar_tick_of((struct date){2026, 2, 1})};
    schedule_stage_activity("a", "10 d");
    schedule_stage_activity("b", "4 d");
    schedule_stage_after("b", "a", "FS", "0 d");
    plan_maker_put(schedule_stage.maker, "b", "when", (union value){.condition = date});
    schedule_stage_simulate();
    schedule_stage_assert_span("b", 31, 35);
    ck_assert_int_eq(schedule_stage_row("b").held_by->cause, GATE_CONDITION);
}
END_TEST

START_TEST(something_outside_of_the_schedule_may_be_waited_for)
{
    plan_maker_kind(schedule_stage.maker, &frame_milestone_kind);
    plan_maker_add(schedule_stage.maker, &frame_milestone_kind, NULL, "power-on", NULL);
    struct condition *never = arena_alloc(schedule_stage.arena, sizeof *never);
    *never = (struct condition){.op = CONDITION_ANY};
    plan_maker_put(schedule_stage.maker, "power-on", "when", (union value){.condition = never});
    schedule_stage_activity("test", "5 d");
    schedule_stage_after("test", "power-on", "FS", "2 d");
    schedule_stage_compile();
    schedule_stage_open_run((struct draw){.seed = 1});
    sim_run_until(schedule_stage.run->sim, schedule_stage.plan->start + 20 * DAY_S);
    ck_assert_int_eq(schedule_stage_row("test").start, PROGRESS_NEVER);
    ck_assert_ptr_eq(schedule_stage_row("test").held_by->by, plan_find(schedule_stage.plan, "power-on"));
    progress_mark(schedule_stage.run->progress, plan_find(schedule_stage.plan, "power-on"));
    sim_run_until(schedule_stage.run->sim, schedule_stage.plan->end);
    schedule_stage_assert_span("test", 22, 27);
}
END_TEST

START_TEST(metrics_follow_the_work)
{
    schedule_stage_activity("a", "10 d");
    schedule_stage_activity("b", "30 d");
    schedule_stage_after("b", "a", "FS", "0 d");
    schedule_stage_compile();
    schedule_stage_open_run((struct draw){.seed = 1});
    const int *cells = schedule_stage.compiled->cells;
    sim_run_until(schedule_stage.run->sim, schedule_stage.plan->start);
    ck_assert_double_eq(metric_read(schedule_stage.run->board, cells[SCHEDULE_ACTIVITIES_WAITING]), 1);
    sim_run_until(schedule_stage.run->sim, schedule_stage.plan->start + 10 * DAY_S);
    ck_assert_double_eq(metric_read(schedule_stage.run->board, cells[SCHEDULE_DONE_SHARE]), 0.25);
    ck_assert_double_eq(metric_read(schedule_stage.run->board, cells[SCHEDULE_ACTIVITIES_RUNNING]), 1);
    sim_run_until(schedule_stage.run->sim, schedule_stage.plan->end);
    ck_assert_double_eq(metric_read(schedule_stage.run->board, cells[SCHEDULE_DONE_SHARE]), 1);
    ck_assert_double_eq(metric_read(schedule_stage.run->board, cells[SCHEDULE_ACTIVITIES_DONE]), 2);
}
END_TEST

/* Each breaks one rule of the schedule's own checks. */
static const struct {
    const char *field, *text, *message;
} mistakes[] = {
    {"actual-start", "2026-02-01", "'x' has an actual start after the status date"},
    {"actual-finish", "2025-12-01", "'x' has finished but never started"},
    {"remaining", "5 d", "'x' has a remaining time but is not in progress"},
    {"cost", "5 MUSD", "'x' costs money but nobody pays"},
    {"crew-count", "3", "'x' needs more crews than there are, so it can never start"},
};

START_TEST(mistakes_of_a_task_are_told)
{
    plan_maker_add(schedule_stage.maker, &schedule_crew_kind, NULL, "steel", "count", "2", NULL);
    plan_maker_add(schedule_stage.maker, &schedule_activity_kind, NULL, "x", "duration", "5 d", "crew",
                   "steel", NULL);
    plan_maker_set(schedule_stage.maker, "x", mistakes[_i].field, mistakes[_i].text);
    schedule_stage_compile();
    ck_assert_ptr_null(schedule_stage.compiled);
    ck_assert_int_eq(diag_error_count(schedule_stage.diag), 1);
    ck_assert_str_eq(diag_error_text(schedule_stage.diag, 0), mistakes[_i].message);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

Suite *test_schedule_suite(void)
{
    Suite *suite = suite_create("schedule");
    TCase *tcase = tcase_create("schedule");
    tcase_add_checked_fixture(tcase, schedule_stage_set_up, schedule_stage_tear_down);
    tcase_add_test(tcase, crews_serve_by_priority_then_time_and_nobody_overtakes);
    tcase_add_test(tcase, permits_and_deliveries_hold_the_work_that_needs_them);
    tcase_add_test(tcase, work_waits_for_its_money_and_charges_it_to_the_cent);
    tcase_add_test(tcase, a_reservation_is_compute_and_no_capital_cost);
    tcase_add_test(tcase, risks_strike_as_often_as_they_should_and_lengthen_the_work);
    tcase_add_test(tcase, a_condition_on_a_date_or_a_milestone_opens_its_gate);
    tcase_add_test(tcase, something_outside_of_the_schedule_may_be_waited_for);
    tcase_add_test(tcase, metrics_follow_the_work);
    tcase_add_loop_test(tcase, mistakes_of_a_task_are_told, 0, COUNT(mistakes));
    suite_add_tcase(suite, tcase);
    return suite;
}
