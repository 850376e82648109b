/* SPDX-License-Identifier: Apache-2.0 */
#include "../unit/suites.h"

#include "../unit/plan_maker.h"
#include "base/calendar.h"
#include "plan/frame.h"
#include "racks/rack_order.h"
#include "racks/rack_system.h"
#include "racks/racks.h"
#include "racks/site_install.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DAY_S = CALENDAR_DAY_S, MAX_HALLS = 8 };

/* Halls are another model's; all that racks look at is their record. */
static const struct kind hall_kind = {
    .name = "hall", .family = "halls", .parents = "site", .meaning = "a hall", .flags = KIND_MILESTONE};

struct stage {
    struct arena *arena;
    struct diag *diag;
    struct plan_maker *maker;
    const struct plan *plan;
    struct racks_hall halls[MAX_HALLS];
    struct racks_halls list;
    const char *hall_ids[MAX_HALLS];
    const struct racks_plan *compiled;
    struct racks *racks;
    struct run *run;
    struct bell money;
    bool bank_shut;
    int64_t charged_cents, unasked_cents;
};

static struct stage stage;

static void set_up(void)
{
    stage = (struct stage){.arena = arena_new()};
    stage.diag = diag_new(stage.arena);
    stage.maker = plan_maker_new(stage.arena, "2026-01-01", "2030-01-01");
    plan_maker_metrics(stage.maker, &racks_metrics);
    plan_maker_kind(stage.maker, &racks_rack_order_kind);
    plan_maker_kind(stage.maker, &racks_site_install_kind);
    plan_maker_add(stage.maker, &frame_party_kind, NULL, "owner", "role", "cloud", NULL);
    plan_maker_add(stage.maker, &frame_site_kind, NULL, "tx", "owner", "owner", NULL);
    plan_maker_add(stage.maker, &racks_site_install_kind, "tx", "tx.install", "rate", "14 rack/week",
                   "burn-in", "4 d", "yield", "100 %", NULL);
    plan_maker_add(stage.maker, &racks_rack_system_kind, NULL, "gb", "packages", "72", "module-packages", "4",
                   "rack-power", "138 kW", "it-power", "160 kW", "liquid-fraction", "88 %", "supply-limit",
                   "45 degC", "early-life-multiplier", "1", NULL);
}

static void tear_down(void)
{
    arena_free(stage.arena);
}

static void add_hall(const char *site, const char *id, int positions, double it_capacity_w)
{
    plan_maker_add(stage.maker, &hall_kind, site, id, NULL);
    stage.hall_ids[stage.list.count] = id;
    stage.halls[stage.list.count++] =
        (struct racks_hall){.positions = positions, .it_capacity_w = it_capacity_w};
}

static void add_order(const char *id, const char *count, const char *rate)
{
    plan_maker_add(stage.maker, &racks_rack_order_kind, "tx", id, "system", "gb", "count", count, "rate",
                   rate, "lead", "10 week", "slip", "2 week", NULL);
}

static void bank(struct sim *sim, void *subject, int64_t argument)
{
    (void)subject;
    (void)argument;
    bell_heard(&stage.money);
    struct request_book *book = stage.run->requests;
    for (size_t i = 0; i < book->charge_count; i++) {
        stage.charged_cents += book->charges[i].cents;
        if (!book->charges[i].request)
            stage.unasked_cents += book->charges[i].cents;
    }
    book->charge_count = 0;
    for (size_t i = 0; i < book->count && !stage.bank_shut; i++) {
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
    for (int h = 0; h < stage.list.count; h++) {
        stage.halls[h].record = plan_find(stage.plan, stage.hall_ids[h]);
        stage.halls[h].site = stage.halls[h].record->site->index;
    }
    stage.list.items = stage.halls;
    stage.compiled = racks_compile(stage.plan, metric_layout_new(stage.plan, stage.arena), &stage.list,
                                   stage.arena, stage.diag);
}

static void open_run(struct draw draw)
{
    ck_assert_msg(stage.compiled != NULL, "%s", diag_error_text(stage.diag, 0));
    stage.run = plan_maker_run(stage.plan, metric_layout_new(stage.plan, stage.arena), draw, stage.arena);
    stage.money = (struct bell){.sim = stage.run->sim, .phase = PHASE_FUNDING, .handler = bank};
    stage.run->requests->submitted = &stage.money;
    stage.charged_cents = stage.unasked_cents = 0;
    stage.racks = racks_start(stage.compiled, stage.run);
}

static void hall_opens(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    (void)subject;
    racks_hall_ready(stage.racks, (int)argument, stage.halls[argument].positions);
}

static void hall_on(int hall, int day)
{
    sim_schedule(stage.run->sim, stage.plan->start + (int64_t)day * DAY_S, PHASE_PHYSICAL, hall_opens, NULL,
                 hall);
}

/* Runs to DAY since the start, looking at the books after every event. */
static void run_to(int day)
{
    while (sim_step(stage.run->sim, stage.plan->start + (int64_t)day * DAY_S))
        ck_assert_int_eq(racks_residual(stage.racks), 0);
}

static double day(int64_t tick)
{
    return tick == PROGRESS_NEVER ? -9999 : (double)(tick - stage.plan->start) / DAY_S;
}

/* Failures are counted without a bell: who looks publishes first. */
static double metric(const char *name)
{
    racks_publish(stage.racks);
    int cell = metric_cell_find(stage.run->board->layout, name, plan_find(stage.plan, "tx"));
    ck_assert_int_ge(cell, 0);
    return metric_overall(stage.run->board, cell);
}

static const struct draw plain = {.seed = 1, .replication = 0};

/*
 * 100 racks, 12 weeks to the first 20 a week, 5 days on the road: the first arrive on day 89 and enter on
 * the midnight of day 90; two a day are installed, burn in for 4 days; the last pair starts on day
 * 139, is connected on day 140 and accepted on day 144.
 */
START_TEST(an_order_flows_through_the_site_as_its_rates_say)
{
    add_hall("tx", "tx.h1", 120, 20e6);
    add_order("o", "100", "20 rack/week");
    compile();
    open_run(plain);
    hall_on(0, 0);
    run_to(85);
    ck_assert_double_eq(metric("racks.ordered"), 100);
    ck_assert_double_eq(metric("racks.in_transit"), 20);
    run_to(90);
    ck_assert_double_eq(metric("racks.dock"), 18);
    ck_assert_double_eq(metric("racks.installing"), 2);
    ck_assert_double_eq(metric("racks.stranded"), 0);
    run_to(94);
    ck_assert_double_eq(metric("racks.burn_in"), 8);
    ck_assert_double_eq(metric("racks.it_racked"), 10 * 160e3);
    run_to(95);
    ck_assert_double_eq(metric("racks.accepted"), 2);
    run_to(400);
    struct racks_order_row row = racks_order_row(stage.racks, 0);
    ck_assert_double_eq(day(row.placed), 0);
    ck_assert_double_eq(day(row.first_shipment), 84);
    ck_assert_double_eq(day(row.first_delivery), 89);
    ck_assert_double_eq(day(row.first_accepted), 95);
    ck_assert_double_eq(day(row.last_accepted), 144);
    ck_assert_int_eq(progress_tick(stage.run->progress, plan_find(stage.plan, "o")), row.last_accepted);
    ck_assert_ptr_eq(row.position->by, stage.halls[0].record);
}
END_TEST

START_TEST(racks_without_a_ready_hall_are_stranded_and_cost)
{
    add_hall("tx", "tx.h1", 60, 20e6);
    add_order("o", "50", "50 rack/week");
    plan_maker_set(stage.maker, "o", "lead", "30 d");
    plan_maker_set(stage.maker, "o", "slip", "0 d");
    plan_maker_set(stage.maker, "o", "price", "4 MUSD");
    plan_maker_set(stage.maker, "tx.install", "capital-rate", "10 %");
    compile();
    open_run(plain);
    hall_on(0, 100);
    run_to(60);
    ck_assert_double_eq(metric("racks.stranded"), 50);
    run_to(99);
    struct racks_site_row row = racks_site_row(stage.racks, 0);
    ck_assert_double_eq(row.stranded_rack_s, 50.0 * 64 * DAY_S);
    run_to(300);
    row = racks_site_row(stage.racks, 0);
    ck_assert_double_eq(row.stranded_rack_s, 50.0 * 66 * DAY_S);
    ck_assert_double_eq_tol(row.stranded_cost_usd, 50 * 4e6 * 0.10 * 66 / 365.25, 1e-3);
    ck_assert_double_eq(metric("racks.stranded_time"), row.stranded_rack_s);
    ck_assert_double_eq(metric("racks.stranded"), 0);
    ck_assert_double_eq(metric("racks.accepted"), 50);
    ck_assert_double_eq(day(racks_order_row(stage.racks, 0).position->since), 35);
}
END_TEST

START_TEST(a_full_dock_holds_racks_at_the_gate_and_power_limits_a_hall)
{
    add_hall("tx", "tx.h1", 60, 10 * 160e3);
    add_order("o", "40", "40 rack/week");
    plan_maker_set(stage.maker, "tx.install", "dock-capacity", "12");
    compile();
    open_run(plain);
    hall_on(0, 0);
    run_to(90);
    ck_assert_double_eq(metric("racks.dock"), 12);
    ck_assert_double_eq(metric("racks.gate"), 26);
    run_to(200);
    ck_assert_double_eq(metric("racks.accepted"), 10);
    ck_assert_double_eq(metric("racks.stranded"), 30);
    ck_assert_double_eq(metric("racks.gate"), 18);
    ck_assert(isnan(racks_site_row(stage.racks, 0).stranded_cost_usd));
}
END_TEST

START_TEST(money_gates_the_order_and_is_charged_to_the_cent)
{
    add_hall("tx", "tx.h1", 60, 20e6);
    add_order("o", "37", "10 rack/week");
    plan_maker_set(stage.maker, "o", "price", "3.9999999 MUSD");
    plan_maker_set(stage.maker, "o", "deposit", "30 %");
    compile();
    stage.bank_shut = true;
    open_run(plain);
    hall_on(0, 0);
    run_to(20);
    ck_assert_int_eq(racks_order_row(stage.racks, 0).held_by->cause, GATE_FUNDS);
    stage.bank_shut = false;
    bell_ring(&stage.money);
    run_to(21);
    int64_t cost = INT64_C(399999990) * 37;
    ck_assert_int_eq(stage.charged_cents, llround(cost * 0.3));
    run_to(300);
    ck_assert_int_eq(stage.charged_cents, cost);
    ck_assert_int_eq(stage.unasked_cents, 0);
    const struct request *request = racks_order_row(stage.racks, 0).request;
    int64_t sum = 0;
    for (int i = 0; i < request->payment_count; i++)
        sum += request->payments[i].cents;
    ck_assert_int_eq(sum, cost);
    ck_assert_double_eq(day(racks_order_row(stage.racks, 0).placed), 20);
}
END_TEST

START_TEST(an_order_placed_before_the_start_brings_its_racks_along)
{
    add_hall("tx", "tx.h1", 60, 20e6);
    add_order("o", "30", "10 rack/week");
    plan_maker_set(stage.maker, "o", "price", "1 MUSD");
    plan_maker_set(stage.maker, "o", "place", "2025-10-01");
    compile();
    open_run(plain);
    hall_on(0, 0);
    /* Placed on day -92, shipped on -8, -1 and 6: ten stand at the gate, ten are on the road. */
    run_to(0);
    ck_assert_double_eq(metric("racks.in_transit"), 10);
    ck_assert_double_eq(metric("racks.gate"), 10);
    run_to(200);
    ck_assert_double_eq(metric("racks.accepted"), 30);
    ck_assert_int_eq(stage.charged_cents, 2000000000);
    ck_assert_int_eq(stage.unasked_cents, 2000000000);
    ck_assert_int_eq(racks_order_row(stage.racks, 0).charged_cents, 3000000000);
}
END_TEST

START_TEST(the_books_close_at_every_event_of_a_wild_site)
{
    plan_maker_set(stage.maker, "tx.install", "yield", "70 %");
    plan_maker_set(stage.maker, "tx.install", "burn-in", "pert 24 h|96 h|400 h");
    plan_maker_set(stage.maker, "tx.install", "dock-capacity", "17");
    plan_maker_set(stage.maker, "tx.install", "spare-share", "1 %");
    plan_maker_set(stage.maker, "gb", "failure-rate", "1.5 1/year");
    plan_maker_set(stage.maker, "gb", "repair", "pert 20 d|60 d|200 d");
    plan_maker_set(stage.maker, "gb", "swap", "uniform 1 d|9 d");
    plan_maker_set(stage.maker, "gb", "life", "500 d");
    plan_maker_add(stage.maker, &racks_rack_system_kind, NULL, "vr", "packages", "72", "rack-power", "220 kW",
                   "it-power", "270 kW", "liquid-fraction", "100 %", "supply-limit", "45 degC", NULL);
    add_hall("tx", "tx.h1", 30, 20e6);
    add_hall("tx", "tx.h2", 55, 9e6);
    add_order("o1", "60", "7.3 rack/week");
    add_order("o2", "90", "31 rack/week");
    plan_maker_set(stage.maker, "o2", "system", "vr");
    plan_maker_set(stage.maker, "o2", "lead", "uniform 3 week|60 week");
    compile();
    ck_assert_int_eq(racks_fleet_count(stage.compiled), 2);
    for (uint32_t i = 0; i < 5; i++) {
        open_run((struct draw){.seed = 4, .replication = i});
        hall_on(0, 40);
        hall_on(1, 150);
        run_to(1460);
        ck_assert_int_eq(racks_order_row(stage.racks, 0).delivered, 60);
        ck_assert_double_gt(metric("racks.retired") + metric("racks.stranded"), 0);
        ck_assert_double_gt(metric("racks.failures"), 100);
    }
}
END_TEST

/* 1000 racks accepted on one day; everything else as the test sets it. */
static void big_fleet(void)
{
    plan_maker_set(stage.maker, "tx.install", "rate", "70000 rack/week");
    plan_maker_set(stage.maker, "tx.install", "dock-capacity", "5000");
    add_hall("tx", "tx.h1", 1000, 1e9);
    add_order("o", "1000", "1000 rack/week");
    plan_maker_set(stage.maker, "o", "lead", "0 d");
    plan_maker_set(stage.maker, "o", "slip", "0 d");
    plan_maker_set(stage.maker, "o", "transit", "0 d");
    compile();
    open_run(plain);
    hall_on(0, 0);
    run_to(6);
    ck_assert_double_eq(metric("racks.accepted"), 1000);
}

START_TEST(failures_and_outages_agree_with_theory)
{
    plan_maker_set(stage.maker, "tx.install", "spare-share", "50 %");
    big_fleet();
    double down = 0;
    for (int i = 36; i < 6 + 731; i++) {
        sim_run_until(stage.run->sim, stage.plan->start + (int64_t)i * DAY_S);
        down += metric("racks.modules_down");
    }
    sim_run_until(stage.run->sim, stage.plan->start + INT64_C(737) * DAY_S);
    ck_assert_int_eq(racks_residual(stage.racks), 0);
    /* Poisson of 731 days at 72000 packages, 0.04 a year: 5764 within four standard deviations of 76. */
    double failures = metric("racks.failures");
    ck_assert_double_eq_tol(failures, 731 / 365.25 * 72000 * 0.04, 4 * 76);
    double interruptions = metric("racks.interruptions");
    ck_assert_double_eq_tol(interruptions, 731 / 365.25 * 72000 * 0.173, 4 * 158);
    /* Little: failures a day times the four days of a swap; the mean of 701 days within 6 %. */
    double expected = failures / 731 * 4;
    ck_assert_double_eq_tol(down / 701, expected, 0.06 * expected);
}
END_TEST

START_TEST(new_racks_fail_more_often)
{
    plan_maker_set(stage.maker, "tx.install", "spare-share", "50 %");
    plan_maker_set(stage.maker, "gb", "early-life-multiplier", "3");
    plan_maker_set(stage.maker, "gb", "failure-rate", "0.2 1/year");
    big_fleet();
    sim_run_until(stage.run->sim, stage.plan->start + INT64_C(737) * DAY_S);
    /* Twice as many on top for 6 months, then 1, 5/6 ... 1/6 of that: 2 x 9.5 months; four standard
     * deviations. */
    double months = 731 / (365.25 / 12) + 2 * 9.5;
    double expected = months / 12 * 72000 * 0.2;
    ck_assert_double_eq_tol(metric("racks.failures"), expected, 0.012 * expected + 4 * sqrt(expected));
}
END_TEST

START_TEST(without_spares_modules_wait_for_their_repair)
{
    plan_maker_set(stage.maker, "tx.install", "spare-share", "0 %");
    plan_maker_set(stage.maker, "gb", "failure-rate", "0.1 1/year");
    big_fleet();
    double down = 0;
    for (int i = 137; i < 1137; i++) {
        sim_run_until(stage.run->sim, stage.plan->start + (int64_t)i * DAY_S);
        down += metric("racks.modules_down");
        ck_assert_int_eq(racks_residual(stage.racks), 0);
    }
    /* 19.7 failures a day wait 42 days for the part and 4 for the swap; the 5 % down fail no more. */
    double up = 1 / (1 + 46 * 4 * 0.1 / 365.25);
    ck_assert_double_eq_tol(down / 1000, 18000 * (1 - up), 0.03 * 18000 * (1 - up));
    struct racks_site_state state;
    racks_site_state(stage.racks, 0, &state);
    ck_assert_double_eq(state.serving_racks, metric("racks.serving"));
    ck_assert_double_eq(state.live_packages, metric("racks.live_packages"));
    ck_assert_double_eq_tol(state.cohorts[0].serving_racks * 72 * state.cohorts[0].up_ratio,
                            state.live_packages, 1e-6);
    ck_assert_double_le(state.cohorts[0].up_ratio, 1);
    ck_assert_double_gt(metric("racks.failed"), 30);
}
END_TEST

START_TEST(days_remember_the_share_that_works_until_they_are_forgotten)
{
    plan_maker_set(stage.maker, "gb", "failure-rate", "0.1 1/year");
    big_fleet();
    sim_run_until(stage.run->sim, stage.plan->start + INT64_C(200) * DAY_S);
    racks_forget_days(stage.racks);
    ck_assert_int_eq(racks_days(stage.racks).count, 1);
    double live[8];
    for (int i = 0; i < 8; i++) {
        live[i] = metric("racks.live_packages") / (1000 * 72);
        sim_run_until(stage.run->sim, stage.plan->start + (INT64_C(201) + i) * DAY_S);
    }
    struct racks_days days = racks_days(stage.racks);
    ck_assert_int_eq(days.count, 9);
    for (int i = 0; i < 8; i++) {
        ck_assert_int_eq(days.tick[i], stage.plan->start + (INT64_C(200) + i) * DAY_S);
        ck_assert_double_eq_tol(days.up_ratio[i], live[i], 1e-12);
    }
    ck_assert_double_lt(days.up_ratio[8], 1);
    racks_forget_days(stage.racks);
    ck_assert_int_eq(racks_days(stage.racks).count, 1);
    ck_assert_double_eq_tol(racks_days(stage.racks).up_ratio[0], metric("racks.live_packages") / 72e3, 1e-12);
}
END_TEST

/* The state as the board has it, without a look by the one who asks. */
static double told(const char *name)
{
    return metric_overall(stage.run->board,
                          metric_cell_find(stage.run->board->layout, name, plan_find(stage.plan, "tx")));
}

START_TEST(failures_ring_only_when_they_are_watched)
{
    plan_maker_set(stage.maker, "gb", "failure-rate", "0.1 1/year");
    big_fleet();
    sim_run_until(stage.run->sim, stage.plan->start + INT64_C(300) * DAY_S);
    double silent = told("racks.live_packages");
    ck_assert_double_ne(silent, metric("racks.live_packages"));
    racks_ring_days(stage.racks);
    for (int i = 301; i < 310; i++) {
        sim_run_until(stage.run->sim, stage.plan->start + (int64_t)i * DAY_S);
        double before = told("racks.live_packages");
        ck_assert_double_eq(before, metric("racks.live_packages"));
    }
}
END_TEST

/* Day by day, what the board has and what a look finds; whether they ever differed. */
static bool ever_late(const char *name, bool watched)
{
    bool late = false;
    add_hall("tx", "tx.h1", 120, 20e6);
    add_order("o", "100", "20 rack/week");
    compile();
    if (watched)
        ((struct metric_cell *)stage.plan->layout->cells)[metric_cell_named(stage.plan->layout, name)]
            .watched = true;
    open_run(plain);
    hall_on(0, 0);
    for (int i = 1; i < 160; i++) {
        sim_run_until(stage.run->sim, stage.plan->start + (int64_t)i * DAY_S);
        double before = told(strchr(name, '.') + 1);
        late |= before != metric(strchr(name, '.') + 1);
    }
    return late;
}

START_TEST(racks_on_their_way_are_told_at_once_only_when_they_are_watched)
{
    ck_assert(ever_late("tx.racks.installing", false));
}
END_TEST

START_TEST(racks_on_their_way_are_told_at_once_when_they_are_watched)
{
    ck_assert(!ever_late("tx.racks.installing", true));
}
END_TEST

START_TEST(accepted_racks_are_told_at_once)
{
    ck_assert(!ever_late("tx.racks.it_accepted", false));
}
END_TEST

START_TEST(halls_share_what_has_failed_to_the_whole_rack)
{
    plan_maker_set(stage.maker, "gb", "failure-rate", "3 1/year");
    plan_maker_set(stage.maker, "tx.install", "rate", "7000 rack/week");
    add_hall("tx", "tx.h1", 33, 1e9);
    add_hall("tx", "tx.h2", 47, 1e9);
    add_hall("tx", "tx.h3", 20, 1e9);
    add_order("o", "100", "100 rack/week");
    plan_maker_set(stage.maker, "o", "halls", "tx.h3 tx.h1 tx.h2");
    compile();
    open_run(plain);
    for (int h = 0; h < 3; h++)
        hall_on(h, 0);
    run_to(250);
    struct racks_site_state state;
    racks_site_state(stage.racks, 0, &state);
    ck_assert_int_eq(state.cohort_count, 3);
    int serving = 0;
    for (int c = 0; c < 3; c++)
        serving += state.cohorts[c].serving_racks;
    ck_assert_int_eq(serving, state.serving_racks);
    ck_assert_int_lt(serving, 95);
    ck_assert_double_eq(state.it_provided_w, serving * 160e3);
}
END_TEST

START_TEST(retirement_frees_positions_for_the_next_racks)
{
    plan_maker_set(stage.maker, "gb", "life", "300 d");
    add_hall("tx", "tx.h1", 10, 1e9);
    add_order("o", "20", "20 rack/week");
    compile();
    open_run(plain);
    hall_on(0, 0);
    run_to(380);
    ck_assert_double_eq(metric("racks.stranded"), 10);
    run_to(600);
    ck_assert_double_eq(metric("racks.retired"), 10);
    ck_assert_double_eq(metric("racks.accepted"), 20);
    ck_assert_double_eq(metric("racks.stranded"), 0);
    ck_assert_int_eq(racks_order_row(stage.racks, 0).retired, 10);
}
END_TEST

static void uncertain_site(void)
{
    plan_maker_set(stage.maker, "tx.install", "yield", "80 %");
    plan_maker_set(stage.maker, "tx.install", "burn-in", "pert 48 h|96 h|240 h");
    add_hall("tx", "tx.h1", 60, 1e9);
    add_order("o", "60", "10 rack/week");
    plan_maker_set(stage.maker, "o", "slip", "uniform 0 d|90 d");
}

START_TEST(another_site_and_hall_leave_all_draws_as_they_were)
{
    uncertain_site();
    compile();
    open_run((struct draw){.seed = 9, .replication = 2});
    hall_on(0, 0);
    run_to(700);
    struct racks_order_row alone = racks_order_row(stage.racks, 0);
    struct racks_site_row site_alone = racks_site_row(stage.racks, 0);
    tear_down();
    set_up();
    plan_maker_add(stage.maker, &frame_site_kind, NULL, "ga", "owner", "owner", NULL);
    plan_maker_add(stage.maker, &racks_site_install_kind, "ga", "ga.install", NULL);
    plan_maker_add(stage.maker, &racks_rack_order_kind, "ga", "first", "system", "gb", "count", "70", "rate",
                   "9 rack/week", "lead", "uniform 1 week|9 week", NULL);
    uncertain_site();
    add_hall("ga", "ga.h1", 100, 1e9);
    add_hall("tx", "tx.h9", 40, 1e9);
    compile();
    open_run((struct draw){.seed = 9, .replication = 2});
    hall_on(0, 0);
    hall_on(1, 0);
    run_to(700);
    struct racks_order_row both = racks_order_row(stage.racks, 1);
    ck_assert_str_eq(both.record->id, "o");
    ck_assert_int_eq(both.first_shipment, alone.first_shipment);
    ck_assert_int_eq(both.last_accepted, alone.last_accepted);
    ck_assert_int_eq(racks_site_row(stage.racks, 0).failure_count, site_alone.failure_count);
    ck_assert_int_eq(racks_site_row(stage.racks, 0).interruption_count, site_alone.interruption_count);
    ck_assert_int_gt(racks_site_row(stage.racks, 1).failure_count, 0);
}
END_TEST

START_TEST(the_base_case_fails_at_expectation)
{
    plan_maker_set(stage.maker, "tx.install", "yield", "90 %");
    add_hall("tx", "tx.h1", 100, 1e9);
    add_order("o", "100", "100 rack/week");
    compile();
    open_run((struct draw){.seed = 1, .median = true});
    hall_on(0, 0);
    run_to(1000);
    int64_t failures = racks_site_row(stage.racks, 0).failure_count;
    open_run((struct draw){.seed = 2, .median = true});
    hall_on(0, 0);
    run_to(1000);
    ck_assert_int_eq(racks_site_row(stage.racks, 0).failure_count, failures);
    ck_assert_double_eq_tol((double)failures, (1000 - 130) / 365.25 * 7200 * 0.04, 30);
}
END_TEST

static const struct {
    const char *id, *field, *text, *message;
} mistakes[] = {
    {"gb", "module-packages", "5", "'gb' has packages that do not fill its modules"},
    {"gb", "supply-limit", "25 degC", "'o' has no hall that suits its racks"},
    {"gb", "it-power", "3 MW", "'o' has no hall that suits its racks"},
    {"o", "halls", "ga.h1", "'o' names a hall of another site"},
    {"o", "site", "ga", "'o' goes to a site that cannot install racks"},
};

START_TEST(mistakes_of_racks_are_told)
{
    plan_maker_add(stage.maker, &frame_site_kind, NULL, "ga", "owner", "owner", NULL);
    add_hall("tx", "tx.h1", 60, 2e6);
    add_hall("ga", "ga.h1", 60, 2e6);
    stage.halls[0].rack_supply_k = stage.halls[1].rack_supply_k = 313.15;
    add_order("o", "10", "10 rack/week");
    plan_maker_set(stage.maker, mistakes[_i].id, mistakes[_i].field, mistakes[_i].text);
    compile();
    ck_assert_ptr_null(stage.compiled);
    ck_assert_int_eq(diag_error_count(stage.diag), 1);
    ck_assert_str_eq(diag_error_text(stage.diag, 0), mistakes[_i].message);
}
END_TEST

START_TEST(more_racks_than_positions_are_worth_a_warning)
{
    add_hall("tx", "tx.h1", 9, 20e6);
    add_order("o", "10", "10 rack/week");
    compile();
    ck_assert_ptr_nonnull(stage.compiled);
    ck_assert_int_eq(diag_warning_count(stage.diag), 1);
}
END_TEST

Suite *test_racks_suite(void)
{
    Suite *suite = suite_create("racks");
    TCase *tcase = tcase_create("racks");
    tcase_set_timeout(tcase, 30);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, an_order_flows_through_the_site_as_its_rates_say);
    tcase_add_test(tcase, racks_without_a_ready_hall_are_stranded_and_cost);
    tcase_add_test(tcase, a_full_dock_holds_racks_at_the_gate_and_power_limits_a_hall);
    tcase_add_test(tcase, money_gates_the_order_and_is_charged_to_the_cent);
    tcase_add_test(tcase, an_order_placed_before_the_start_brings_its_racks_along);
    tcase_add_test(tcase, the_books_close_at_every_event_of_a_wild_site);
    tcase_add_test(tcase, failures_and_outages_agree_with_theory);
    tcase_add_test(tcase, new_racks_fail_more_often);
    tcase_add_test(tcase, without_spares_modules_wait_for_their_repair);
    tcase_add_test(tcase, days_remember_the_share_that_works_until_they_are_forgotten);
    tcase_add_test(tcase, failures_ring_only_when_they_are_watched);
    tcase_add_test(tcase, racks_on_their_way_are_told_at_once_only_when_they_are_watched);
    tcase_add_test(tcase, racks_on_their_way_are_told_at_once_when_they_are_watched);
    tcase_add_test(tcase, accepted_racks_are_told_at_once);
    tcase_add_test(tcase, halls_share_what_has_failed_to_the_whole_rack);
    tcase_add_test(tcase, retirement_frees_positions_for_the_next_racks);
    tcase_add_test(tcase, another_site_and_hall_leave_all_draws_as_they_were);
    tcase_add_test(tcase, the_base_case_fails_at_expectation);
    tcase_add_loop_test(tcase, mistakes_of_racks_are_told, 0, (int)(sizeof mistakes / sizeof *mistakes));
    tcase_add_test(tcase, more_racks_than_positions_are_worth_a_warning);
    suite_add_tcase(suite, tcase);
    return suite;
}
