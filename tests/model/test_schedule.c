/* SPDX-License-Identifier: Apache-2.0 */
#include "../unit/suites.h"

#include "../unit/plan_maker.h"
#include "base/calendar.h"
#include "plan/condition.h"
#include "plan/frame.h"
#include "schedule/order.h"
#include "schedule/schedule.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAY_S = CALENDAR_DAY_S };

/* A plan under test with one replication of it, and a bank that grants on given terms. */
struct stage {
    struct arena *arena;
    struct diag *diag;
    struct plan_maker *maker;
    const struct plan *plan;
    const struct schedule_plan *compiled;
    struct schedule *schedule;
    struct run *run;
    struct bell money;
    int64_t bank_opens; /* no grant before this tick */
    int64_t charged_cents;
    int64_t unasked_cents; /* charged without a request */
    int64_t compute_cents; /* charged, and booked as compute */
};

static struct stage stage;

static void set_up(void)
{
    stage = (struct stage){.arena = arena_new()};
    stage.diag = diag_new(stage.arena);
    stage.maker = plan_maker_new(stage.arena, "2026-01-01", "2030-01-01");
    plan_maker_metrics(stage.maker, &schedule_metrics);
    const struct kind *kinds[] = {&schedule_activity_kind, &schedule_permit_kind,
                                  &schedule_after_kind,    &schedule_crew_kind,
                                  &schedule_risk_kind,     &schedule_equipment_order_kind};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        plan_maker_kind(stage.maker, kinds[i]);
}

static void tear_down(void)
{
    arena_free(stage.arena);
}

static void bank(struct sim *sim, void *subject, int64_t argument)
{
    (void)subject;
    (void)argument;
    bell_heard(&stage.money);
    struct request_book *book = stage.run->requests;
    for (size_t i = 0; i < book->charge_count; i++) {
        stage.charged_cents += book->charges[i].cents;
        if (book->charges[i].debit == ACCOUNT_COMPUTE)
            stage.compute_cents += book->charges[i].cents;
        if (!book->charges[i].request)
            stage.unasked_cents += book->charges[i].cents;
    }
    book->charge_count = 0;
    if (sim_now(sim) < stage.bank_opens)
        return;
    for (size_t i = 0; i < book->count; i++) {
        struct request *request = book->requests[i];
        if (request->state != REQUEST_WAITING)
            continue;
        request->state = REQUEST_GRANTED;
        request->decided = sim_now(sim);
        sim_schedule(sim, sim_now(sim), PHASE_STARTS, request->granted, request->subject, request->argument);
    }
}

static void compile(void)
{
    stage.plan = plan_maker_plan(stage.maker);
    const struct metric_layout *layout = metric_layout_new(stage.plan, stage.arena);
    stage.compiled = schedule_compile(stage.plan, layout, stage.arena, stage.diag);
}

static void open_run(struct draw draw)
{
    const struct metric_layout *layout = metric_layout_new(stage.plan, stage.arena);
    stage.run = plan_maker_run(stage.plan, layout, draw, stage.arena);
    stage.money = (struct bell){.sim = stage.run->sim, .phase = PHASE_FUNDING, .handler = bank};
    stage.run->requests->submitted = &stage.money;
    if (stage.bank_opens > stage.plan->start)
        sim_schedule(stage.run->sim, stage.bank_opens, PHASE_FUNDING, bank, NULL, 0);
    stage.schedule = schedule_start(stage.compiled, stage.run);
}

static void simulate(void)
{
    compile();
    ck_assert_msg(stage.compiled != NULL, "%s", diag_error_text(stage.diag, 0));
    open_run((struct draw){.seed = 1, .replication = 0});
    sim_run_until(stage.run->sim, stage.plan->end);
}

static int task_of(const char *id)
{
    const struct record *record = plan_find(stage.plan, id);
    ck_assert_ptr_nonnull(record);
    return stage.compiled->network->task_of[record->number];
}

static struct schedule_row row(const char *id)
{
    return schedule_row(stage.schedule, task_of(id));
}

/* Days since the scenario's start. */
static double day(int64_t tick)
{
    return tick == PROGRESS_NEVER ? -9999 : (double)(tick - stage.plan->start) / DAY_S;
}

static void assert_span(const char *id, double start, double finish)
{
    struct schedule_row found = row(id);
    ck_assert_msg(day(found.start) == start && day(found.finish) == finish,
                  "%s ran from %g to %g, not %g to %g", id, day(found.start), day(found.finish), start,
                  finish);
}

static void activity(const char *id, const char *duration)
{
    plan_maker_add(stage.maker, &schedule_activity_kind, NULL, id, "duration", duration, NULL);
}

static void after(const char *id, const char *ref, const char *type, const char *lag)
{
    const char *name = arena_printf(stage.arena, "%s.after.%s.%s", id, ref, type);
    plan_maker_add(stage.maker, &schedule_after_kind, id, name, "ref", ref, "type", type, "lag", lag, NULL);
}

static void party(const char *id)
{
    plan_maker_add(stage.maker, &frame_party_kind, NULL, id, "role", "cloud", NULL);
}

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
    activity("a", "10 d");
    activity("b", "4 d");
    after("b", "a", expected->type, expected->lag);
    simulate();
    assert_span("a", 0, 10);
    assert_span("b", expected->start, expected->finish);
    const struct critical_path_row *base = &stage.compiled->critical_path[task_of("b")];
    ck_assert_double_eq(day(base->early_start), expected->early_start);
    ck_assert_double_eq(day(base->early_finish), expected->early_start + 4);
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
    activity("a", "3 d");
    activity("b", "4 d");
    activity("c", "2 d");
    activity("d", "5 d");
    activity("e", "1 d");
    after("b", "a", "FS", "0 d");
    after("c", "a", "FS", "0 d");
    after("d", "b", "FS", "0 d");
    after("d", "c", "FS", "0 d");
    after("e", "c", "FS", "0 d");
    simulate();
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const struct critical_path_row *base = &stage.compiled->critical_path[task_of(expected[i].id)];
        ck_assert_double_eq(day(base->early_start), expected[i].early);
        ck_assert_double_eq(day(base->late_start), expected[i].late);
        ck_assert_double_eq((double)base->float_s / DAY_S, expected[i].floats);
        ck_assert_int_eq(row(expected[i].id).start, base->early_start);
    }
    ck_assert_ptr_eq(row("d").held_by->by, plan_find(stage.plan, "b"));
    ck_assert_int_eq(row("d").held_by->cause, GATE_PREDECESSOR);
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
    FILE *file = folder ? fopen(arena_printf(stage.arena, "%s/%s", folder, name), "r") : NULL;
    if (!file)
        return NULL;
    char *text = arena_alloc(stage.arena, 1 << 17);
    size_t length = fread(text, 1, (1 << 17) - 1, file);
    fclose(file);
    text[length] = '\0';
    return text;
}

static void add_project_task(const char *task)
{
    static const char *const types[] = {"FF", "FS", "SF", "SS"};
    char text[64];
    const char *id = arena_printf(stage.arena, "t%s", text_of(task, "UID", text, sizeof text));
    int hours = 0;
    ck_assert_int_eq(sscanf(text_of(task, "Duration", text, sizeof text), "PT%dH", &hours), 1);
    activity(id, arena_printf(stage.arena, "%d h", hours));
    if (!text_of(task, "PredecessorUID", text, sizeof text))
        return;
    const char *ref = arena_printf(stage.arena, "t%s", text);
    const char *link = strstr(task, "<PredecessorLink>");
    int type = atoi(text_of(link, "Type", text, sizeof text));
    int lag_tenths = atoi(text_of(link, "LinkLag", text, sizeof text));
    after(id, ref, types[type], arena_printf(stage.arena, "%g h", lag_tenths / 600.0));
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
    compile();
    ck_assert_int_eq(stage.compiled->network->task_count, 5);
    for (const char *task = strstr(file, "<Task>"); task; task = strstr(task + 1, "<Task>")) {
        char text[64];
        const char *id = arena_printf(stage.arena, "t%s", text_of(task, "UID", text, sizeof text));
        if (strcmp(id, "t0") == 0)
            continue;
        const struct critical_path_row *base = &stage.compiled->critical_path[task_of(id)];
        ck_assert_double_eq(day(base->early_start) * 24,
                            working_hours(text_of(task, "Start", text, sizeof text)));
        ck_assert_double_eq(day(base->early_finish) * 24,
                            working_hours(text_of(task, "Finish", text, sizeof text)));
        ck_assert_double_eq((double)base->float_s / 3600,
                            atoi(text_of(task, "TotalSlack", text, sizeof text)) / 600.0);
    }
}
END_TEST

START_TEST(crews_serve_by_priority_then_time_and_nobody_overtakes)
{
    plan_maker_add(stage.maker, &schedule_crew_kind, NULL, "steel", "count", "2", NULL);
    static const struct {
        const char *id, *duration, *count, *priority, *not_before;
    } works[] = {
        {"one", "10 d", "1", "100", "2026-01-01"},
        {"pair", "5 d", "2", "100", "2026-01-03"},
        {"small", "1 d", "1", "100", "2026-01-04"},
        {"urgent", "2 d", "1", "1", "2026-01-05"},
    };
    for (size_t i = 0; i < sizeof works / sizeof *works; i++)
        plan_maker_add(stage.maker, &schedule_activity_kind, NULL, works[i].id, "duration", works[i].duration,
                       "crew", "steel", "crew-count", works[i].count, "priority", works[i].priority,
                       "not-before", works[i].not_before, NULL);
    simulate();
    assert_span("one", 0, 10);
    assert_span("urgent", 4, 6);
    assert_span("pair", 10, 15);
    assert_span("small", 15, 16);
    ck_assert_int_eq(row("pair").held_by->cause, GATE_CREW);
    ck_assert_int_eq(row("pair").held_by->since, stage.plan->start + 2 * DAY_S);
    ck_assert_ptr_eq(row("pair").held_by->by, plan_find(stage.plan, "steel"));
}
END_TEST

START_TEST(permits_and_deliveries_hold_the_work_that_needs_them)
{
    plan_maker_add(stage.maker, &schedule_permit_kind, NULL, "air", "duration", "30 d", "not-before",
                   "2026-01-11", NULL);
    plan_maker_add(stage.maker, &schedule_equipment_kind, NULL, "transformer", "lead-time", "10 week", NULL);
    plan_maker_add(stage.maker, &schedule_equipment_order_kind, NULL, "order", "item", "transformer", NULL);
    plan_maker_add(stage.maker, &schedule_activity_kind, NULL, "build", "duration", "5 d", "needs", "air",
                   NULL);
    plan_maker_add(stage.maker, &schedule_activity_kind, NULL, "install", "duration", "5 d", "needs",
                   "order build", NULL);
    simulate();
    assert_span("air", 10, 40);
    assert_span("build", 40, 45);
    assert_span("order", 0, 70);
    assert_span("install", 70, 75);
    ck_assert_int_eq(row("build").held_by->cause, GATE_PERMIT);
    ck_assert_int_eq(row("install").held_by->cause, GATE_DELIVERY);
    ck_assert_int_eq(progress_tick(stage.run->progress, plan_find(stage.plan, "order")),
                     stage.plan->start + 70 * DAY_S);
}
END_TEST

START_TEST(an_order_placed_before_the_start_is_opening_state)
{
    party("owner");
    plan_maker_add(stage.maker, &schedule_equipment_kind, NULL, "breaker", "lead-time", "100 d", "price",
                   "2 MUSD", NULL);
    plan_maker_add(stage.maker, &schedule_equipment_order_kind, NULL, "early", "item", "breaker", "quantity",
                   "3", "place", "2025-12-02", "deposit", "25 %", "payer", "owner", NULL);
    plan_maker_add(stage.maker, &schedule_equipment_order_kind, NULL, "later", "item", "breaker", "place",
                   "2026-02-01", "deposit", "25 %", "payer", "owner", NULL);
    simulate();
    assert_span("early", -30, 70);
    assert_span("later", 31, 131);
    ck_assert_int_eq(row("early").cost_cents, 600000000);
    ck_assert_int_eq(stage.unasked_cents, 450000000);
    ck_assert_int_eq(stage.charged_cents, 450000000 + 200000000);
    ck_assert_ptr_null(row("early").request);
    ck_assert_int_eq(row("later").request->payment_count, 2);
    ck_assert_int_eq(row("later").request->payments[0].cents, 50000000);
}
END_TEST

START_TEST(work_waits_for_its_money_and_charges_it_to_the_cent)
{
    party("owner");
    stage.bank_opens = calendar_tick_of((struct date){2026, 3, 1});
    plan_maker_add(stage.maker, &schedule_activity_kind, NULL, "dig", "duration", "7 d", NULL);
    plan_maker_add(stage.maker, &schedule_activity_kind, NULL, "hall", "duration", "100 d", "cost",
                   "12.3456789 MUSD", "payer", "owner", "needs", "dig", NULL);
    simulate();
    assert_span("hall", 59, 159);
    ck_assert_int_eq(row("hall").held_by->cause, GATE_FUNDS);
    ck_assert_int_eq(row("hall").held_by->since, stage.plan->start + 7 * DAY_S);
    ck_assert_ptr_eq(row("hall").held_by->by, plan_find(stage.plan, "owner"));
    const struct request *request = row("hall").request;
    ck_assert_int_eq(request->payment_count, 4);
    int64_t sum = 0;
    for (int i = 0; i < request->payment_count; i++)
        sum += request->payments[i].cents;
    ck_assert_int_eq(sum, 1234567890);
    ck_assert_int_eq(stage.charged_cents, 1234567890);
    ck_assert_int_eq(stage.unasked_cents, 0);
}
END_TEST

START_TEST(a_reservation_is_compute_and_no_capital_cost)
{
    party("owner");
    plan_maker_add(stage.maker, &schedule_activity_kind, NULL, "reserve", "duration", "1 d", "cost", "2 MUSD",
                   "payer", "owner", "booked-as", "compute", NULL);
    plan_maker_add(stage.maker, &schedule_activity_kind, NULL, "build", "duration", "9 d", "cost", "5 MUSD",
                   "payer", "owner", NULL);
    simulate();
    ck_assert_int_eq(stage.compute_cents, 200000000);
    ck_assert_int_eq(stage.charged_cents, 700000000);
}
END_TEST

START_TEST(actuals_fix_what_is_done_and_move_the_rest_behind_the_status_date)
{
    plan_maker_set(stage.maker, NULL, "status-date", "2026-03-02");
    plan_maker_add(stage.maker, &schedule_activity_kind, NULL, "done", "duration", "10 d", "actual-start",
                   "2026-01-11", "actual-finish", "2026-02-10", NULL);
    plan_maker_add(stage.maker, &schedule_activity_kind, NULL, "before", "duration", "10 d", "actual-start",
                   "2025-11-01", "actual-finish", "2025-12-02", NULL);
    plan_maker_add(stage.maker, &schedule_activity_kind, NULL, "half", "duration", "500 d", "actual-start",
                   "2026-02-20", "remaining", "12 d", NULL);
    plan_maker_add(stage.maker, &schedule_activity_kind, NULL, "late", "duration", "5 d", "actual-start",
                   "2026-01-02", NULL);
    plan_maker_add(stage.maker, &schedule_activity_kind, NULL, "next", "duration", "3 d", "needs", "done",
                   NULL);
    plan_maker_add(stage.maker, &schedule_activity_kind, NULL, "last", "duration", "3 d", "needs", "half",
                   NULL);
    simulate();
    assert_span("done", 10, 40);
    assert_span("before", -61, -30);
    assert_span("half", 50, 72);
    assert_span("late", 1, 60);
    assert_span("next", 60, 63);
    assert_span("last", 72, 75);
    ck_assert_int_eq(progress_tick(stage.run->progress, plan_find(stage.plan, "before")),
                     stage.plan->start - 30 * DAY_S);
    ck_assert_int_eq(stage.compiled->critical_path[task_of("last")].early_start, row("last").start);
    ck_assert_int_eq(row("next").held_by->cause, GATE_DATE);
}
END_TEST

/* Uniform 0..100 days, 50 days under way: what is left is uniform 0..50 days. */
START_TEST(work_in_progress_is_drawn_from_what_is_left_of_its_distribution)
{
    plan_maker_set(stage.maker, NULL, "status-date", "2026-02-20");
    plan_maker_add(stage.maker, &schedule_activity_kind, NULL, "a", "duration", "uniform 0 d|100 d",
                   "actual-start", "2026-01-01", NULL);
    compile();
    enum { RUNS = 1000 };
    double sum = 0, least = 1e9;
    for (uint32_t i = 0; i < RUNS; i++) {
        open_run((struct draw){.seed = 5, .replication = i});
        sim_run_until(stage.run->sim, stage.plan->end);
        double finish = day(row("a").finish);
        ck_assert_double_gt(finish, 50);
        ck_assert_double_lt(finish, 100);
        least = finish < least ? finish : least;
        sum += finish;
    }
    /* Standard deviation of the mean 50 / sqrt(12 x 1000) = 0.46 d; four of them. */
    ck_assert_double_eq_tol(sum / RUNS, 75, 4 * 0.46);
    ck_assert_double_lt(least, 51);
    ck_assert_double_eq_tol(day(stage.compiled->critical_path[0].early_finish), 75, 0.01);
}
END_TEST

START_TEST(an_actual_leaves_every_other_draw_as_it_was)
{
    activity("a", "pert 10 d|20 d|60 d");
    activity("b", "pert 10 d|20 d|60 d");
    compile();
    open_run((struct draw){.seed = 7, .replication = 3});
    sim_run_until(stage.run->sim, stage.plan->end);
    int64_t without = row("b").work_s;
    tear_down();
    set_up();
    plan_maker_set(stage.maker, NULL, "status-date", "2026-03-01");
    plan_maker_add(stage.maker, &schedule_activity_kind, NULL, "a", "duration", "pert 10 d|20 d|60 d",
                   "actual-start", "2026-01-02", "actual-finish", "2026-01-20", NULL);
    plan_maker_add(stage.maker, &schedule_activity_kind, NULL, "unrelated", "duration", "uniform 1 d|90 d",
                   NULL);
    activity("b", "pert 10 d|20 d|60 d");
    compile();
    open_run((struct draw){.seed = 7, .replication = 3});
    sim_run_until(stage.run->sim, stage.plan->end);
    ck_assert_int_eq(row("b").work_s, without);
    ck_assert_int_eq(row("a").work_s, 18 * DAY_S);
    ck_assert_int_ne(without, 20 * DAY_S);
}
END_TEST

START_TEST(risks_strike_as_often_as_they_should_and_lengthen_the_work)
{
    activity("dig", "10 d");
    plan_maker_add(stage.maker, &schedule_risk_kind, NULL, "rock", "probability", "30 %", "delay", "15 d",
                   "on", "dig", NULL);
    compile();
    enum { RUNS = 2000 };
    int struck = 0;
    for (uint32_t i = 0; i < RUNS; i++) {
        open_run((struct draw){.seed = 11, .replication = i});
        sim_run_until(stage.run->sim, stage.plan->end);
        double finish = day(row("dig").finish);
        ck_assert(finish == 10 || finish == 25);
        struck += finish == 25;
    }
    /* Four standard deviations of the binomial: a sound model fails once in 16,000 seeds. */
    ck_assert_int_gt(struck, 600 - 82);
    ck_assert_int_lt(struck, 600 + 82);
    open_run((struct draw){.seed = 11, .median = true});
    sim_run_until(stage.run->sim, stage.plan->end);
    assert_span("dig", 0, 10);
}
END_TEST

START_TEST(a_condition_on_a_date_or_a_milestone_opens_its_gate)
{
    struct condition *date = arena_alloc(stage.arena, sizeof *date);
    *date = (struct condition){.op = CONDITION_DATE, .date = calendar_tick_of((struct date){2026, 2, 1})};
    activity("a", "10 d");
    activity("b", "4 d");
    after("b", "a", "FS", "0 d");
    plan_maker_put(stage.maker, "b", "when", (union value){.condition = date});
    simulate();
    assert_span("b", 31, 35);
    ck_assert_int_eq(row("b").held_by->cause, GATE_CONDITION);
}
END_TEST

START_TEST(something_outside_of_the_schedule_may_be_waited_for)
{
    plan_maker_kind(stage.maker, &frame_milestone_kind);
    plan_maker_add(stage.maker, &frame_milestone_kind, NULL, "power-on", NULL);
    struct condition *never = arena_alloc(stage.arena, sizeof *never);
    *never = (struct condition){.op = CONDITION_ANY};
    plan_maker_put(stage.maker, "power-on", "when", (union value){.condition = never});
    activity("test", "5 d");
    after("test", "power-on", "FS", "2 d");
    compile();
    open_run((struct draw){.seed = 1});
    sim_run_until(stage.run->sim, stage.plan->start + 20 * DAY_S);
    ck_assert_int_eq(row("test").start, PROGRESS_NEVER);
    ck_assert_ptr_eq(row("test").held_by->by, plan_find(stage.plan, "power-on"));
    progress_mark(stage.run->progress, plan_find(stage.plan, "power-on"));
    sim_run_until(stage.run->sim, stage.plan->end);
    assert_span("test", 22, 27);
}
END_TEST

START_TEST(metrics_follow_the_work)
{
    activity("a", "10 d");
    activity("b", "30 d");
    after("b", "a", "FS", "0 d");
    compile();
    open_run((struct draw){.seed = 1});
    const int *cells = stage.compiled->cells;
    sim_run_until(stage.run->sim, stage.plan->start);
    ck_assert_double_eq(metric_read(stage.run->board, cells[SCHEDULE_ACTIVITIES_WAITING]), 1);
    sim_run_until(stage.run->sim, stage.plan->start + 10 * DAY_S);
    ck_assert_double_eq(metric_read(stage.run->board, cells[SCHEDULE_DONE_SHARE]), 0.25);
    ck_assert_double_eq(metric_read(stage.run->board, cells[SCHEDULE_ACTIVITIES_RUNNING]), 1);
    sim_run_until(stage.run->sim, stage.plan->end);
    ck_assert_double_eq(metric_read(stage.run->board, cells[SCHEDULE_DONE_SHARE]), 1);
    ck_assert_double_eq(metric_read(stage.run->board, cells[SCHEDULE_ACTIVITIES_DONE]), 2);
}
END_TEST

START_TEST(a_circle_is_told_whole_at_one_of_its_links)
{
    activity("a", "1 d");
    activity("b", "1 d");
    activity("c", "1 d");
    activity("d", "1 d");
    after("b", "a", "FS", "0 d");
    after("c", "b", "SS", "0 d");
    plan_maker_set(stage.maker, "a", "needs", "c");
    after("d", "d", "FS", "0 d");
    compile();
    ck_assert_ptr_null(stage.compiled);
    ck_assert_int_eq(diag_error_count(stage.diag), 2);
    ck_assert_str_eq(diag_error_text(stage.diag, 0),
                     "these wait for each other in a circle: a -> c -> b -> a");
    ck_assert_str_eq(diag_error_text(stage.diag, 1), "these wait for each other in a circle: d -> d");
}
END_TEST

START_TEST(a_circle_through_a_condition_is_found_but_not_through_an_alternative)
{
    for (int any = 0; any < 2; any++) {
        struct condition *leaf = arena_alloc(stage.arena, sizeof *leaf);
        const struct condition **children = arena_array(stage.arena, 1, sizeof *children);
        struct condition *whole = arena_alloc(stage.arena, sizeof *whole);
        children[0] = leaf;
        *whole = (struct condition){
            .op = any ? CONDITION_ANY : CONDITION_ALL, .children = children, .child_count = 1};
        plan_maker_add(stage.maker, &frame_milestone_kind, NULL, "go", NULL);
        activity("x", "5 d");
        after("x", "go", "FS", "0 d");
        plan_maker_put(stage.maker, "go", "when", (union value){.condition = whole});
        stage.plan = plan_maker_plan(stage.maker);
        *leaf = (struct condition){.op = CONDITION_MILESTONE, .milestone = plan_find(stage.plan, "x")};
        const struct metric_layout *layout = metric_layout_new(stage.plan, stage.arena);
        ck_assert_int_eq(schedule_compile(stage.plan, layout, stage.arena, stage.diag) != NULL, any);
        tear_down();
        set_up();
    }
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
    plan_maker_add(stage.maker, &schedule_crew_kind, NULL, "steel", "count", "2", NULL);
    plan_maker_add(stage.maker, &schedule_activity_kind, NULL, "x", "duration", "5 d", "crew", "steel", NULL);
    plan_maker_set(stage.maker, "x", mistakes[_i].field, mistakes[_i].text);
    compile();
    ck_assert_ptr_null(stage.compiled);
    ck_assert_int_eq(diag_error_count(stage.diag), 1);
    ck_assert_str_eq(diag_error_text(stage.diag, 0), mistakes[_i].message);
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
    struct condition *never = arena_alloc(stage.arena, sizeof *never);
    *never = (struct condition){.op = CONDITION_ANY};
    plan_maker_add(stage.maker, &frame_milestone_kind, NULL, "mark", NULL);
    plan_maker_put(stage.maker, "mark", "when", (union value){.condition = never});
    activity("x", "5 d");
    activity("y", "5 d");
    after("x", bad_links[_i].ref, bad_links[_i].type, bad_links[_i].lag);
    compile();
    ck_assert_ptr_null(stage.compiled);
    ck_assert_str_eq(diag_error_text(stage.diag, 0), bad_links[_i].message);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

Suite *test_schedule_suite(void)
{
    Suite *suite = suite_create("schedule");
    TCase *tcase = tcase_create("schedule");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, the_four_links_with_lags_hold_start_or_finish, 0, COUNT(link_cases));
    tcase_add_test(tcase, the_base_case_gives_early_and_late_dates_and_floats);
    tcase_add_test(tcase, dates_and_slack_agree_with_microsoft_project);
    tcase_add_test(tcase, crews_serve_by_priority_then_time_and_nobody_overtakes);
    tcase_add_test(tcase, permits_and_deliveries_hold_the_work_that_needs_them);
    tcase_add_test(tcase, an_order_placed_before_the_start_is_opening_state);
    tcase_add_test(tcase, work_waits_for_its_money_and_charges_it_to_the_cent);
    tcase_add_test(tcase, a_reservation_is_compute_and_no_capital_cost);
    tcase_add_test(tcase, actuals_fix_what_is_done_and_move_the_rest_behind_the_status_date);
    tcase_add_test(tcase, work_in_progress_is_drawn_from_what_is_left_of_its_distribution);
    tcase_add_test(tcase, an_actual_leaves_every_other_draw_as_it_was);
    tcase_add_test(tcase, risks_strike_as_often_as_they_should_and_lengthen_the_work);
    tcase_add_test(tcase, a_condition_on_a_date_or_a_milestone_opens_its_gate);
    tcase_add_test(tcase, something_outside_of_the_schedule_may_be_waited_for);
    tcase_add_test(tcase, metrics_follow_the_work);
    tcase_add_test(tcase, a_circle_is_told_whole_at_one_of_its_links);
    tcase_add_test(tcase, a_circle_through_a_condition_is_found_but_not_through_an_alternative);
    tcase_add_loop_test(tcase, mistakes_of_a_task_are_told, 0, COUNT(mistakes));
    tcase_add_loop_test(tcase, links_that_would_need_foresight_are_refused, 0, COUNT(bad_links));
    suite_add_tcase(suite, tcase);
    return suite;
}
