/* SPDX-License-Identifier: Apache-2.0 */
/* The vocabulary that models share: board, marks, gates, bells, conditions, ledger, draws. */
#include "suites.h"

#include "base/calendar.h"
#include "plan/condition.h"
#include "plan/distribution.h"
#include "plan/frame.h"
#include "plan/opening.h"
#include "plan/run.h"
#include "plan_maker.h"

#include <math.h>

enum { WORK, SHARE, LOAD, ENERGY, METRIC_COUNT };
static const struct metric_def defs[METRIC_COUNT] = {
    [WORK] = {"test.work", "MW", METRIC_STATE, JOIN_SUM, SCOPE_SITE, "a state"},
    [SHARE] = {"test.share", "", METRIC_MEAN, JOIN_RATIO, SCOPE_SITE, "a ratio"},
    [LOAD] = {"test.load", "", METRIC_MEAN, JOIN_SUM, SCOPE_SITE, "a time average"},
    [ENERGY] = {"test.energy", "MWh", METRIC_COUNTER, JOIN_SUM, SCOPE_SITE, "a counter"},
};
static const struct metric_table test_metrics = {defs, METRIC_COUNT};

static const struct field place_fields[] = {
    {.name = "size", .type = FIELD_DISTRIBUTION, .unit = "MW", .fallback = "1 MW", .meaning = "a size"},
};
static const struct kind place_kind = {
    .name = "site", .family = "site", .parents = "scenario", .fields = place_fields, .field_count = 1};

static struct arena *arena;
static const struct plan *plan;
static struct run *run;

static void start(void)
{
    arena = arena_new();
    struct plan_maker *maker = plan_maker_new(arena, "2026-01-01", "2027-01-01");
    plan_maker_metrics(maker, &test_metrics);
    plan_maker_add(maker, &frame_party_kind, NULL, "a", "role", "lab", NULL);
    plan_maker_add(maker, &frame_party_kind, NULL, "b", "role", "cloud", NULL);
    plan_maker_add(maker, &frame_factor_kind, NULL, "market", NULL);
    plan_maker_add(maker, &frame_site_kind, NULL, "tx", "owner", "a", NULL);
    plan_maker_add(maker, &frame_site_kind, NULL, "ga", "owner", "a", NULL);
    plan_maker_add(maker, &place_kind, NULL, "p1", "size", "uniform 0 MW|10 MW", NULL);
    plan_maker_add(maker, &place_kind, NULL, "p2", "size", "uniform 0 MW|10 MW|factor=market loading=0.9",
                   NULL);
    plan_maker_add(maker, &place_kind, NULL, "p3", "size", "uniform 0 MW|10 MW|factor=market loading=0.9",
                   NULL);
    plan = plan_maker_plan(maker);
    run = plan_maker_run(plan, plan->layout, (struct draw){.seed = 1}, arena);
}

static void stop(void)
{
    arena_free(arena);
}

static int cell(const char *name)
{
    return metric_cell_named(plan->layout, name);
}

START_TEST(a_state_of_the_campus_is_the_sum_of_its_sites)
{
    metric_set(run->board, cell("tx.test.work"), 3e6);
    metric_set(run->board, cell("ga.test.work"), 4e6);
    ck_assert_double_eq(metric_read(run->board, cell("test.work")), 7e6);
    ck_assert_int_eq(cell("nowhere.test.work"), -1);
}
END_TEST

START_TEST(a_mean_of_the_campus_weighs_its_sites)
{
    metric_mean(run->board, cell("tx.test.share"), 30, 20);
    metric_mean(run->board, cell("ga.test.share"), 10, 20);
    ck_assert_double_eq(metric_read(run->board, cell("tx.test.share")), 1.5);
    ck_assert_double_eq(metric_read(run->board, cell("test.share")), 1.0); /* a ratio: 40 over 40 */
    metric_mean(run->board, cell("tx.test.load"), 30, 10);
    metric_mean(run->board, cell("ga.test.load"), 40, 10);
    ck_assert_double_eq(metric_read(run->board, cell("test.load")), 7.0); /* loads: 3 and 4 */
}
END_TEST

START_TEST(intervals_and_blocks_begin_anew_without_touching_totals)
{
    int energy = cell("tx.test.energy"), share = cell("tx.test.share");
    metric_count(run->board, energy, 5);
    metric_next_interval(run->board);
    metric_count(run->board, energy, 2);
    ck_assert_double_eq(metric_read(run->board, energy), 2);
    ck_assert_double_eq(metric_read_block(run->board, energy), 7);
    metric_next_block(run->board);
    ck_assert_double_eq(metric_read_block(run->board, energy), 0);
    ck_assert_double_eq(metric_overall(run->board, energy), 7);
    ck_assert(isnan(metric_read(run->board, share)));
}
END_TEST

START_TEST(work_starts_with_its_last_gate_and_remembers_it)
{
    struct gate_set set;
    gate_set_start(&set, plan_find(plan, "p1"), 2, arena);
    int crew = gate_add(&set, GATE_CREW, plan_find(plan, "p2"), 0);
    int date = gate_add(&set, GATE_DATE, NULL, 0);
    ck_assert(gate_holding(&set)->cause == GATE_CREW);
    ck_assert(!gate_open(&set, date, 10));
    ck_assert(gate_open(&set, crew, 20));
    ck_assert(!gate_open(&set, crew, 30));
    ck_assert(gate_holding(&set)->cause == GATE_CREW && gate_holding(&set)->opened == 20);
}
END_TEST

struct listener {
    int heard;
    int64_t argument;
};

static void hear(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    struct listener *listener = subject;
    listener->heard++;
    listener->argument = argument;
}

START_TEST(a_mark_tells_each_listener_once_and_late_ones_at_once)
{
    struct listener early = {0}, late = {0};
    const struct record *work = plan_find(plan, "p1");
    progress_listen(run->progress, work, &(struct progress_listener){PHASE_STARTS, hear, &early, 7});
    progress_mark(run->progress, work);
    progress_mark(run->progress, work);
    ck_assert_int_eq(early.heard, 0);
    sim_run_until(run->sim, plan->start);
    ck_assert_int_eq(early.heard, 1);
    ck_assert_int_eq((int)early.argument, 7);
    progress_listen(run->progress, work, &(struct progress_listener){PHASE_STARTS, hear, &late, 0});
    sim_run_until(run->sim, plan->start);
    ck_assert_int_eq(late.heard, 1);
    ck_assert_int_eq((int)early.heard, 1);
}
END_TEST

static struct bell chaser;

static void chase(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    (void)argument;
    int *rounds = subject;
    ++*rounds;
    if (bell_heard(&chaser))
        bell_ring(&chaser);
}

START_TEST(a_bell_that_rings_itself_is_stopped_after_a_thousand_rounds)
{
    int rounds = 0;
    chaser = (struct bell){.sim = run->sim, .phase = PHASE_CONDITIONS, .handler = chase, .subject = &rounds};
    bell_ring(&chaser);
    bell_ring(&chaser);
    sim_run_until(run->sim, plan->start);
    ck_assert_int_eq(rounds, PHASE_ROUNDS_MAX + 1);
}
END_TEST

static struct condition_view view_at(int64_t now, bool test_date)
{
    return (struct condition_view){.board = run->board,
                                   .progress = run->progress,
                                   .draw = &run->draw,
                                   .owner = plan_find(plan, "p1"),
                                   .now = now,
                                   .test_date = test_date};
}

/* (a from day 1 or b from day 3) and at least 2 of (c from day 2, d from day 5, e from day 9). */
START_TEST(the_part_of_a_condition_that_came_last_is_known)
{
    struct condition parts[5];
    static const int days[] = {1, 3, 2, 5, 9};
    const struct condition *at[5];
    for (int i = 0; i < 5; i++) {
        parts[i] = (struct condition){.op = CONDITION_DATE, .date = plan->start + days[i] * CALENDAR_DAY_S};
        at[i] = &parts[i];
    }
    struct condition any = {.op = CONDITION_ANY, .children = at, .child_count = 2};
    struct condition two = {.op = CONDITION_AT_LEAST, .children = at + 2, .child_count = 3, .k = 2};
    const struct condition *both[] = {&any, &two};
    struct condition all = {.op = CONDITION_ALL, .children = both, .child_count = 2};
    struct opening *opening = opening_new(&all, arena), *of_any = opening_new(&any, arena);
    for (int day = 0; day < 12; day++) {
        struct condition_view view = view_at(plan->start + day * CALENDAR_DAY_S, false);
        opening_look(opening, &view);
        opening_look(of_any, &view);
        ck_assert_ptr_eq(opening_last(opening), day < 5 ? NULL : &parts[3]);
        ck_assert_ptr_eq(opening_last(of_any), day < 1 ? NULL : &parts[0]);
    }
    struct condition alone = {.op = CONDITION_ALL, .children = at, .child_count = 1};
    ck_assert_ptr_eq(opening_last(opening_new(&alone, arena)), &parts[0]);
    ck_assert_ptr_null(opening_last(opening_new(NULL, arena)));
}
END_TEST

START_TEST(conditions_combine_and_name_what_is_missing)
{
    struct condition work = {.op = CONDITION_METRIC,
                             .metric_name = "test.work",
                             .metric = &defs[WORK],
                             .cell = cell("test.work"),
                             .threshold = 5e6};
    struct condition done = {.op = CONDITION_MILESTONE, .milestone = plan_find(plan, "p2")};
    struct condition never = {.op = CONDITION_DATE, .date = INT64_MAX};
    const struct condition *three[] = {&work, &done, &never};
    struct condition all = {.op = CONDITION_ALL, .children = three, .child_count = 2};
    struct condition two_of_three = {.op = CONDITION_AT_LEAST, .children = three, .child_count = 3, .k = 2};
    struct condition_view view = view_at(plan->start, false);
    ck_assert(!condition_holds(&all, &view));
    ck_assert_ptr_eq(condition_missing(&all, &view), &work);
    metric_set(run->board, cell("tx.test.work"), 6e6);
    ck_assert_ptr_eq(condition_missing(&all, &view), &done);
    ck_assert(!condition_holds(&two_of_three, &view));
    progress_mark(run->progress, plan_find(plan, "p2"));
    ck_assert(condition_holds(&all, &view));
    ck_assert(condition_holds(&two_of_three, &view));
    ck_assert_ptr_null(condition_missing(&all, &view));
    ck_assert_str_eq(condition_text(&all, arena), "(test.work at least 5 MW and p2 done)");
}
END_TEST

START_TEST(flow_metrics_are_tested_on_test_dates_only)
{
    struct condition flow = {.op = CONDITION_METRIC,
                             .metric_name = "test.share",
                             .metric = &defs[SHARE],
                             .cell = cell("tx.test.share"),
                             .at_most = true,
                             .threshold = 2};
    metric_mean(run->board, cell("tx.test.share"), 15, 10);
    struct condition_view any_day = view_at(plan->start, false), test_day = view_at(plan->start, true);
    ck_assert(!condition_holds(&flow, &any_day));
    ck_assert(condition_holds(&flow, &test_day));
}
END_TEST

START_TEST(the_contrary_of_a_flow_is_not_known_between_test_dates_nor_before_anything_flowed)
{
    struct condition flow = {.op = CONDITION_METRIC,
                             .metric_name = "test.share",
                             .metric = &defs[SHARE],
                             .cell = cell("tx.test.share"),
                             .at_most = true,
                             .threshold = 1};
    const struct condition *const children[] = {&flow};
    struct condition contrary = {.op = CONDITION_NOT, .children = children, .child_count = 1};
    struct condition_view any_day = view_at(plan->start, false), test_day = view_at(plan->start, true);
    ck_assert(!condition_holds(&contrary, &test_day));
    metric_mean(run->board, cell("tx.test.share"), 15, 10);
    ck_assert(!condition_holds(&contrary, &any_day));
    ck_assert(condition_holds(&contrary, &test_day));
}
END_TEST

START_TEST(a_chance_holds_in_its_share_of_replications)
{
    struct condition chance = {.op = CONDITION_CHANCE, .probability = 0.3, .date = 0};
    struct condition_view view = view_at(plan->start, false);
    int count = 0;
    for (uint32_t replication = 0; replication < 10000; replication++) {
        run->draw.replication = replication;
        count += condition_holds(&chance, &view);
    }
    ck_assert_int_ge(count, 3000 - 137); /* three standard deviations: 3 sqrt(10000 0.3 0.7) */
    ck_assert_int_le(count, 3000 + 137);
}
END_TEST

START_TEST(every_payment_stands_in_both_books_and_they_sum_to_nothing)
{
    struct posting payment = {.party = 0, .debit = ACCOUNT_WORKS, .cents = 12345, .counterparty = 1};
    ledger_pay(run->ledger, &payment, ACCOUNT_REVENUE);
    ck_assert_int_eq(ledger_balance(run->ledger, 0, ACCOUNT_WORKS), 12345);
    ck_assert_int_eq(ledger_balance(run->ledger, 0, ACCOUNT_CASH), -12345);
    ck_assert_int_eq(ledger_balance(run->ledger, 1, ACCOUNT_CASH), 12345);
    ck_assert_int_eq(ledger_balance(run->ledger, 1, ACCOUNT_REVENUE), -12345);
    ck_assert_int_eq(ledger_residual_cents(run->ledger), 0);
    ck_assert_int_eq(cents_of_usd(-0.125), -13);
}
END_TEST

START_TEST(money_beyond_the_books_is_noted_once_and_no_fault)
{
    struct posting sale = {
        .tick = 7, .debit = ACCOUNT_CASH, .credit = ACCOUNT_REVENUE, .cents = LEDGER_CENTS_MAX - 1};
    ledger_post(run->ledger, &sale);
    ck_assert(!ledger_overrun(run->ledger));
    sale.tick = 8;
    for (int i = 0; i < 2000; i++, sale.tick++) /* round what int64_t holds, and back */
        ledger_post(run->ledger, &sale);
    ck_assert_int_eq(ledger_overrun(run->ledger)->tick, 8);
    ck_assert_int_eq(ledger_residual_cents(run->ledger), 0);
    ck_assert_int_eq(cents_of_usd(9.0e13), 9000000000000000);
    ck_assert(ledger_holds(-9.0e13) && !ledger_holds(9.1e13) && !ledger_holds(INFINITY) &&
              !ledger_holds(NAN));
    ck_assert_int_eq(cents_of_usd(-1e300), -LEDGER_CENTS_MAX);
    ck_assert_int_eq(cents_of_usd(NAN), LEDGER_CENTS_MAX);
}
END_TEST

START_TEST(draws_depend_on_names_alone_and_a_shared_factor_ties_them)
{
    const struct record *p1 = plan_find(plan, "p1"), *p2 = plan_find(plan, "p2"), *p3 = plan_find(plan, "p3");
    double tied = 0, loose = 0;
    enum { N = 20000 };
    for (uint32_t replication = 0; replication < N; replication++) {
        struct draw draw = {.seed = 5, .replication = replication};
        double x1 = draw_once(&draw, p1, 0) - 5e6, x2 = draw_once(&draw, p2, 0) - 5e6;
        double x3 = draw_once(&draw, p3, 0) - 5e6;
        ck_assert(draw_once(&draw, p1, 0) - 5e6 == x1);
        tied += x2 * x3;
        loose += x1 * x2;
    }
    double variance = 1e14 / 12;
    /* Gaussian copula with correlation 0.81: Spearman 6 / pi asin(0.405) = 0.796 */
    ck_assert_double_eq_tol(tied / N / variance, 0.796, 0.02);
    ck_assert_double_eq_tol(loose / N / variance, 0, 0.03);
    struct draw base = {.median = true};
    ck_assert_double_eq_tol(draw_once(&base, p2, 0), 5e6, 1e-6);
}
END_TEST

Suite *test_plan_suite(void)
{
    Suite *suite = suite_create("plan");
    TCase *tests = tcase_create("plan");
    tcase_add_checked_fixture(tests, start, stop);
    tcase_add_test(tests, a_state_of_the_campus_is_the_sum_of_its_sites);
    tcase_add_test(tests, a_mean_of_the_campus_weighs_its_sites);
    tcase_add_test(tests, intervals_and_blocks_begin_anew_without_touching_totals);
    tcase_add_test(tests, work_starts_with_its_last_gate_and_remembers_it);
    tcase_add_test(tests, a_mark_tells_each_listener_once_and_late_ones_at_once);
    tcase_add_test(tests, a_bell_that_rings_itself_is_stopped_after_a_thousand_rounds);
    tcase_add_test(tests, conditions_combine_and_name_what_is_missing);
    tcase_add_test(tests, the_part_of_a_condition_that_came_last_is_known);
    tcase_add_test(tests, flow_metrics_are_tested_on_test_dates_only);
    tcase_add_test(tests, the_contrary_of_a_flow_is_not_known_between_test_dates_nor_before_anything_flowed);
    tcase_add_test(tests, a_chance_holds_in_its_share_of_replications);
    tcase_add_test(tests, every_payment_stands_in_both_books_and_they_sum_to_nothing);
    tcase_add_test(tests, money_beyond_the_books_is_noted_once_and_no_fault);
    tcase_add_test(tests, draws_depend_on_names_alone_and_a_shared_factor_ties_them);
    suite_add_tcase(suite, tests);
    return suite;
}
