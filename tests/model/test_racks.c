/* SPDX-License-Identifier: Apache-2.0 */
#include "../unit/suites.h"

#include "plan/frame.h"
#include "racks/rack_order.h"
#include "racks/rack_system.h"
#include "racks/site_install.h"
#include "racks_stage.h"

#include <math.h>
#include <string.h>

static const struct draw plain = {.seed = 1, .replication = 0};

/*
 * 100 racks, 12 weeks to the first 20 a week, 5 days on the road: the first arrive on day 89 at
 * midnight and enter at once; two a day are installed, burn in for 4 days; the last pair starts on day
 * 138, is connected on day 139 and accepted on day 143.
 */
START_TEST(an_order_flows_through_the_site_as_its_rates_say)
{
    racks_stage_add_hall("tx", "tx.h1", 120, 20e6);
    racks_stage_add_order("o", "100", "20 rack/week");
    racks_stage_compile();
    racks_stage_open_run(plain);
    racks_stage_hall_on(0, 0);
    racks_stage_run_to(85);
    ck_assert_double_eq(racks_stage_metric("racks.ordered"), 100);
    ck_assert_double_eq(racks_stage_metric("racks.in_transit"), 20);
    racks_stage_run_to(89);
    ck_assert_double_eq(racks_stage_metric("racks.dock"), 18);
    ck_assert_double_eq(racks_stage_metric("racks.installing"), 2);
    ck_assert_double_eq(racks_stage_metric("racks.stranded"), 0);
    racks_stage_run_to(93);
    ck_assert_double_eq(racks_stage_metric("racks.burn_in"), 8);
    ck_assert_double_eq(racks_stage_metric("racks.it_racked"), 10 * 160e3);
    racks_stage_run_to(94);
    ck_assert_double_eq(racks_stage_metric("racks.accepted"), 2);
    racks_stage_run_to(400);
    struct racks_order_row row = racks_order_row(racks_stage.racks, 0);
    ck_assert_double_eq(racks_stage_day(row.placed), 0);
    ck_assert_double_eq(racks_stage_day(row.first_shipment), 84);
    ck_assert_double_eq(racks_stage_day(row.first_delivery), 89);
    ck_assert_double_eq(racks_stage_day(row.first_accepted), 94);
    ck_assert_double_eq(racks_stage_day(row.last_accepted), 143);
    ck_assert_int_eq(progress_tick(racks_stage.run->progress, plan_find(racks_stage.plan, "o")),
                     row.last_accepted);
    ck_assert_ptr_eq(row.position->by, racks_stage.halls[0].record);
    struct racks_lot first = racks_accepted_at(racks_stage.racks, row.first_accepted);
    ck_assert_ptr_eq(first.order, row.record);
    ck_assert_ptr_eq(first.hall, racks_stage.halls[0].record);
    ck_assert_double_eq(racks_stage_day(first.delivered), 89);
    ck_assert_double_eq(racks_stage_day(first.installed), 89);
    ck_assert_double_eq(racks_stage_day(first.behind), 89);
    struct racks_lot last = racks_accepted_at(racks_stage.racks, row.last_accepted);
    ck_assert_ptr_eq(last.order, row.record);
    ck_assert_double_eq(racks_stage_day(last.delivered), 89 + 4 * 7);
    ck_assert_double_eq(racks_stage_day(last.installed), 138);
    ck_assert_double_eq(racks_stage_day(last.behind), 89); /* there was a line all the time */
    ck_assert_ptr_null(racks_accepted_at(racks_stage.racks, row.first_accepted - 1).order);
    ck_assert_ptr_null(racks_accepted_at(racks_stage.racks, row.last_accepted + 1).order);
}
END_TEST

/* Ten racks, two a day, 4 days of burn-in: accepted nine days after the midnight at which crews begin. */
static const struct {
    const char *transit;
    double arrival, accepted;
} arrivals[] = {
    {"120 h", 89, 98}, {"121 h", 89 + 1 / 24.0, 99}, {"143 h", 89 + 23 / 24.0, 99}, {"144 h", 90, 99}};

START_TEST(crews_begin_at_the_first_midnight_not_before_the_arrival)
{
    racks_stage_add_hall("tx", "tx.h1", 120, 20e6);
    racks_stage_add_order("o", "10", "10 rack/week");
    plan_maker_set(racks_stage.maker, "o", "transit", arrivals[_i].transit);
    racks_stage_compile();
    racks_stage_open_run(plain);
    racks_stage_hall_on(0, 0);
    racks_stage_run_to(400);
    struct racks_order_row row = racks_order_row(racks_stage.racks, 0);
    ck_assert_double_eq_tol(racks_stage_day(row.first_delivery), arrivals[_i].arrival, 1e-9);
    ck_assert_double_eq(racks_stage_day(row.last_accepted), arrivals[_i].accepted);
}
END_TEST

static void expect_held(enum gate_cause cause, const char *by, double accepted_day)
{
    ck_assert_str_eq(gate_cause_names[racks_stage.run->accepted.cause], gate_cause_names[cause]);
    ck_assert_str_eq(racks_stage.run->accepted.by->id, by);
    ck_assert_double_eq(racks_stage_day(racks_stage.run->accepted_tick), accepted_day);
}

/* Two go in each day from day 89 on: who waits no longer than a day was held by the delivery, then by crews.
 */
START_TEST(accepted_racks_tell_what_they_had_waited_for)
{
    racks_stage_add_hall("tx", "tx.h1", 120, 20e6);
    racks_stage_add_order("o", "100", "20 rack/week");
    racks_stage_compile();
    racks_stage_open_run(plain);
    racks_stage_hall_on(0, 0);
    racks_stage_run_to(95);
    expect_held(GATE_DELIVERY, "o", 95);
    racks_stage_run_to(104);
    expect_held(GATE_CREW, "tx", 104);
    racks_stage_tear_down();
    racks_stage_set_up();
    racks_stage_add_hall("tx", "tx.h1", 120, 20e6);
    racks_stage_add_order("o", "100", "20 rack/week");
    racks_stage_compile();
    racks_stage_open_run(plain);
    racks_stage_hall_on(0, 100);
    racks_stage_run_to(
        106); /* came on day 89, went in on day 101, a day after the hall, tested from day 102 on */
    expect_held(GATE_POSITION, "tx.h1", 106);
    ck_assert_double_eq(racks_stage_day(racks_stage.run->accepted.since), 89);
    ck_assert_double_eq(racks_stage_day(racks_stage.run->accepted.opened), 101);
}
END_TEST

START_TEST(racks_without_a_ready_hall_are_stranded_and_cost)
{
    racks_stage_add_hall("tx", "tx.h1", 60, 20e6);
    racks_stage_add_order("o", "50", "50 rack/week");
    plan_maker_set(racks_stage.maker, "o", "lead", "30 d");
    plan_maker_set(racks_stage.maker, "o", "slip", "0 d");
    plan_maker_set(racks_stage.maker, "o", "price", "4 MUSD");
    plan_maker_set(racks_stage.maker, "tx.install", "capital-rate", "10 %");
    racks_stage_compile();
    racks_stage_open_run(plain);
    racks_stage_hall_on(0, 100);
    racks_stage_run_to(60);
    ck_assert_double_eq(racks_stage_metric("racks.stranded"), 50);
    racks_stage_run_to(99);
    struct racks_site_row row = racks_site_row(racks_stage.racks, 0);
    ck_assert_double_eq(row.stranded_rack_s, 50.0 * 64 * DAY_S);
    racks_stage_run_to(300);
    row = racks_site_row(racks_stage.racks, 0);
    ck_assert_double_eq(row.stranded_rack_s, 50.0 * 65 * DAY_S);
    ck_assert_double_eq_tol(row.stranded_cost_usd, 50 * 4e6 * 0.10 * 65 / 365.25, 1e-3);
    ck_assert_double_eq(racks_stage_metric("racks.stranded_time"), row.stranded_rack_s);
    ck_assert_double_eq(racks_stage_metric("racks.stranded"), 0);
    ck_assert_double_eq(racks_stage_metric("racks.accepted"), 50);
    ck_assert_double_eq(racks_stage_day(racks_order_row(racks_stage.racks, 0).position->since), 35);
}
END_TEST

START_TEST(a_full_dock_holds_racks_at_the_gate_and_power_limits_a_hall)
{
    racks_stage_add_hall("tx", "tx.h1", 60, 10 * 160e3);
    racks_stage_add_order("o", "40", "40 rack/week");
    plan_maker_set(racks_stage.maker, "tx.install", "dock-capacity", "12");
    racks_stage_compile();
    racks_stage_open_run(plain);
    racks_stage_hall_on(0, 0);
    racks_stage_run_to(89);
    ck_assert_double_eq(racks_stage_metric("racks.dock"), 12);
    ck_assert_double_eq(racks_stage_metric("racks.gate"), 26);
    racks_stage_run_to(200);
    ck_assert_double_eq(racks_stage_metric("racks.accepted"), 10);
    ck_assert_double_eq(racks_stage_metric("racks.stranded"), 30);
    ck_assert_double_eq(racks_stage_metric("racks.gate"), 18);
    ck_assert(isnan(racks_site_row(racks_stage.racks, 0).stranded_cost_usd));
}
END_TEST

START_TEST(money_gates_the_order_and_is_charged_to_the_cent)
{
    racks_stage_add_hall("tx", "tx.h1", 60, 20e6);
    racks_stage_add_order("o", "37", "10 rack/week");
    plan_maker_set(racks_stage.maker, "o", "price", "3.9999999 MUSD");
    plan_maker_set(racks_stage.maker, "o", "deposit", "30 %");
    racks_stage_compile();
    racks_stage.bank_shut = true;
    racks_stage_open_run(plain);
    racks_stage_hall_on(0, 0);
    racks_stage_run_to(20);
    ck_assert_int_eq(racks_order_row(racks_stage.racks, 0).held_by->cause, GATE_FUNDS);
    racks_stage.bank_shut = false;
    bell_ring(&racks_stage.money);
    racks_stage_run_to(21);
    int64_t cost = INT64_C(399999990) * 37;
    ck_assert_int_eq(racks_stage.charged_cents, llround(cost * 0.3));
    racks_stage_run_to(300);
    ck_assert_int_eq(racks_stage.charged_cents, cost);
    ck_assert_int_eq(racks_stage.unasked_cents, 0);
    const struct request *request = racks_order_row(racks_stage.racks, 0).request;
    int64_t sum = 0;
    for (int i = 0; i < request->payment_count; i++)
        sum += request->payments[i].cents;
    ck_assert_int_eq(sum, cost);
    ck_assert_double_eq(racks_stage_day(racks_order_row(racks_stage.racks, 0).placed), 20);
}
END_TEST

START_TEST(an_order_placed_before_the_start_brings_its_racks_along)
{
    racks_stage_add_hall("tx", "tx.h1", 60, 20e6);
    racks_stage_add_order("o", "30", "10 rack/week");
    plan_maker_set(racks_stage.maker, "o", "price", "1 MUSD");
    plan_maker_set(racks_stage.maker, "o", "place", "2025-10-01");
    racks_stage_compile();
    racks_stage_open_run(plain);
    racks_stage_hall_on(0, 0);
    /* Placed on day -92, shipped on -8, -1 and 6: ten stand at the gate and are taken in, ten are on the
     * road. */
    racks_stage_run_to(0);
    ck_assert_double_eq(racks_stage_metric("racks.in_transit"), 10);
    ck_assert_double_eq(racks_stage_metric("racks.dock"), 8);
    ck_assert_double_eq(racks_stage_metric("racks.installing"), 2);
    racks_stage_run_to(200);
    ck_assert_double_eq(racks_stage_metric("racks.accepted"), 30);
    ck_assert_int_eq(racks_stage.charged_cents, 2000000000);
    ck_assert_int_eq(racks_stage.unasked_cents, 2000000000);
    ck_assert_int_eq(racks_order_row(racks_stage.racks, 0).charged_cents, 3000000000);
}
END_TEST

START_TEST(the_books_close_at_every_event_of_a_wild_site)
{
    plan_maker_set(racks_stage.maker, "tx.install", "yield", "70 %");
    plan_maker_set(racks_stage.maker, "tx.install", "burn-in", "pert 24 h|96 h|400 h");
    plan_maker_set(racks_stage.maker, "tx.install", "dock-capacity", "17");
    plan_maker_set(racks_stage.maker, "tx.install", "spare-share", "1 %");
    plan_maker_set(racks_stage.maker, "gb", "failure-rate", "1.5 1/year");
    plan_maker_set(racks_stage.maker, "gb", "repair", "pert 20 d|60 d|200 d");
    plan_maker_set(racks_stage.maker, "gb", "swap", "uniform 1 d|9 d");
    plan_maker_set(racks_stage.maker, "gb", "life", "500 d");
    plan_maker_add(racks_stage.maker, &racks_rack_system_kind, NULL, "vr", "packages", "72", "rack-power",
                   "220 kW", "it-power", "270 kW", "liquid-fraction", "100 %", "supply-limit", "45 degC",
                   NULL);
    racks_stage_add_hall("tx", "tx.h1", 30, 20e6);
    racks_stage_add_hall("tx", "tx.h2", 55, 9e6);
    racks_stage_add_order("o1", "60", "7.3 rack/week");
    racks_stage_add_order("o2", "90", "31 rack/week");
    plan_maker_set(racks_stage.maker, "o2", "system", "vr");
    plan_maker_set(racks_stage.maker, "o2", "lead", "uniform 3 week|60 week");
    racks_stage_compile();
    ck_assert_int_eq(racks_fleet_count(racks_stage.compiled), 2);
    for (uint32_t i = 0; i < 5; i++) {
        racks_stage_open_run((struct draw){.seed = 4, .replication = i});
        racks_stage_hall_on(0, 40);
        racks_stage_hall_on(1, 150);
        racks_stage_run_to(1460);
        ck_assert_int_eq(racks_order_row(racks_stage.racks, 0).delivered, 60);
        ck_assert_double_gt(racks_stage_metric("racks.retired") + racks_stage_metric("racks.stranded"), 0);
        ck_assert_double_gt(racks_stage_metric("racks.failures"), 100);
    }
}
END_TEST

/* Day by day, what the board has and what a look finds; whether they ever differed. */
static bool ever_late(const char *name, bool watched)
{
    bool late = false;
    racks_stage_add_hall("tx", "tx.h1", 120, 20e6);
    racks_stage_add_order("o", "100", "20 rack/week");
    racks_stage_compile();
    if (watched)
        ((struct metric_cell *)
             racks_stage.plan->layout->cells)[metric_cell_named(racks_stage.plan->layout, name)]
            .watched = true;
    racks_stage_open_run(plain);
    racks_stage_hall_on(0, 0);
    for (int i = 1; i < 160; i++) {
        sim_run_until(racks_stage.run->sim, racks_stage.plan->start + (int64_t)i * DAY_S);
        double before = racks_stage_told(strchr(name, '.') + 1);
        late |= before != racks_stage_metric(strchr(name, '.') + 1);
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

static void uncertain_site(void)
{
    plan_maker_set(racks_stage.maker, "tx.install", "yield", "80 %");
    plan_maker_set(racks_stage.maker, "tx.install", "burn-in", "pert 48 h|96 h|240 h");
    racks_stage_add_hall("tx", "tx.h1", 60, 1e9);
    racks_stage_add_order("o", "60", "10 rack/week");
    plan_maker_set(racks_stage.maker, "o", "slip", "uniform 0 d|90 d");
}

START_TEST(another_site_and_hall_leave_all_draws_as_they_were)
{
    uncertain_site();
    racks_stage_compile();
    racks_stage_open_run((struct draw){.seed = 9, .replication = 2});
    racks_stage_hall_on(0, 0);
    racks_stage_run_to(700);
    struct racks_order_row alone = racks_order_row(racks_stage.racks, 0);
    struct racks_site_row site_alone = racks_site_row(racks_stage.racks, 0);
    racks_stage_tear_down();
    racks_stage_set_up();
    plan_maker_add(racks_stage.maker, &frame_site_kind, NULL, "ga", "owner", "owner", NULL);
    plan_maker_add(racks_stage.maker, &racks_site_install_kind, "ga", "ga.install", NULL);
    plan_maker_add(racks_stage.maker, &racks_rack_order_kind, "ga", "first", "system", "gb", "count", "70",
                   "rate", "9 rack/week", "lead", "uniform 1 week|9 week", NULL);
    uncertain_site();
    racks_stage_add_hall("ga", "ga.h1", 100, 1e9);
    racks_stage_add_hall("tx", "tx.h9", 40, 1e9);
    racks_stage_compile();
    racks_stage_open_run((struct draw){.seed = 9, .replication = 2});
    racks_stage_hall_on(0, 0);
    racks_stage_hall_on(1, 0);
    racks_stage_run_to(700);
    struct racks_order_row both = racks_order_row(racks_stage.racks, 1);
    ck_assert_str_eq(both.record->id, "o");
    ck_assert_int_eq(both.first_shipment, alone.first_shipment);
    ck_assert_int_eq(both.last_accepted, alone.last_accepted);
    ck_assert_int_eq(racks_site_row(racks_stage.racks, 0).failure_count, site_alone.failure_count);
    ck_assert_int_eq(racks_site_row(racks_stage.racks, 0).interruption_count, site_alone.interruption_count);
    ck_assert_int_gt(racks_site_row(racks_stage.racks, 1).failure_count, 0);
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
    plan_maker_add(racks_stage.maker, &frame_site_kind, NULL, "ga", "owner", "owner", NULL);
    racks_stage_add_hall("tx", "tx.h1", 60, 2e6);
    racks_stage_add_hall("ga", "ga.h1", 60, 2e6);
    racks_stage.halls[0].rack_supply_k = racks_stage.halls[1].rack_supply_k = 313.15;
    racks_stage_add_order("o", "10", "10 rack/week");
    plan_maker_set(racks_stage.maker, mistakes[_i].id, mistakes[_i].field, mistakes[_i].text);
    racks_stage_compile();
    ck_assert_ptr_null(racks_stage.compiled);
    ck_assert_int_eq(diag_error_count(racks_stage.diag), 1);
    ck_assert_str_eq(diag_error_text(racks_stage.diag, 0), mistakes[_i].message);
}
END_TEST

START_TEST(more_racks_than_positions_are_worth_a_warning)
{
    racks_stage_add_hall("tx", "tx.h1", 9, 20e6);
    racks_stage_add_order("o", "10", "10 rack/week");
    racks_stage_compile();
    ck_assert_ptr_nonnull(racks_stage.compiled);
    ck_assert_int_eq(diag_warning_count(racks_stage.diag), 1);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

Suite *test_racks_suite(void)
{
    Suite *suite = suite_create("racks");
    TCase *tcase = tcase_create("racks");
    tcase_set_timeout(tcase, 30);
    tcase_add_checked_fixture(tcase, racks_stage_set_up, racks_stage_tear_down);
    tcase_add_test(tcase, an_order_flows_through_the_site_as_its_rates_say);
    tcase_add_loop_test(tcase, crews_begin_at_the_first_midnight_not_before_the_arrival, 0, COUNT(arrivals));
    tcase_add_test(tcase, accepted_racks_tell_what_they_had_waited_for);
    tcase_add_test(tcase, racks_without_a_ready_hall_are_stranded_and_cost);
    tcase_add_test(tcase, a_full_dock_holds_racks_at_the_gate_and_power_limits_a_hall);
    tcase_add_test(tcase, money_gates_the_order_and_is_charged_to_the_cent);
    tcase_add_test(tcase, an_order_placed_before_the_start_brings_its_racks_along);
    tcase_add_test(tcase, the_books_close_at_every_event_of_a_wild_site);
    tcase_add_test(tcase, racks_on_their_way_are_told_at_once_only_when_they_are_watched);
    tcase_add_test(tcase, racks_on_their_way_are_told_at_once_when_they_are_watched);
    tcase_add_test(tcase, accepted_racks_are_told_at_once);
    tcase_add_test(tcase, another_site_and_hall_leave_all_draws_as_they_were);
    tcase_add_loop_test(tcase, mistakes_of_racks_are_told, 0, COUNT(mistakes));
    tcase_add_test(tcase, more_racks_than_positions_are_worth_a_warning);
    suite_add_tcase(suite, tcase);
    return suite;
}
