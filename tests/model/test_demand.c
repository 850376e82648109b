/* SPDX-License-Identifier: Apache-2.0 */
#include "../unit/suites.h"

#include "../unit/plan_maker.h"
#include "base/calendar.h"
#include "base/lanes.h"
#include "demand/demand.h"
#include "plan/frame.h"
#include "racks/rack_system.h"

#include <math.h>

/* One site, one system of 72 packages, one interactive and one batch stream of 100 Gtoken a day. */
static struct arena *arena;
static struct plan_maker *maker;

static const struct record *fleet_site, *fleet_system;
static struct demand_pool pool;
static const double packages = 72;

static void add_world(void)
{
    plan_maker_metrics(maker, &demand_metrics);
    plan_maker_kind(maker, &demand_software_gain_kind);
    plan_maker_kind(maker, &demand_spill_kind);
    plan_maker_kind(maker, &demand_throughput_kind);
    plan_maker_add(maker, &frame_party_kind, NULL, "lab", "role", "lab", NULL);
    plan_maker_add(maker, &demand_tier_kind, NULL, "tier", "rank", "1", NULL);
    plan_maker_add(maker, &demand_channel_kind, NULL, "api", "share", "20 %", NULL);
    plan_maker_add(maker, &demand_class_kind, NULL, "chat", NULL);
    plan_maker_add(maker, &demand_class_kind, NULL, "batch", "queueing", "batch", "max-wait", "6 h", NULL);
    plan_maker_add(maker, &demand_demand_kind, NULL, "d1", "class", "chat", "tier", "tier", "channel", "api",
                   "seller", "lab", "volume", "100 Gtoken/day", "growth", "0 %/month", "price",
                   "2 USD/Mtoken", NULL);
    plan_maker_add(maker, &demand_demand_kind, NULL, "d2", "class", "batch", "tier", "tier", "channel", "api",
                   "seller", "lab", "volume", "100 Gtoken/day", "growth", "0 %/month", "price",
                   "1 USD/Mtoken", "priority", "200", NULL);
}

static void start(void)
{
    arena = arena_new();
    maker = plan_maker_new(arena, "2026-01-05", "2026-02-02"); /* a Monday */
    add_world();
    plan_maker_add(maker, &frame_site_kind, NULL, "tx", "owner", "lab", NULL);
    plan_maker_add(maker, &racks_rack_system_kind, NULL, "sys", "packages", "72", "rack-power", "130 kW",
                   "it-power", "150 kW", "liquid-fraction", "87 %", "supply-limit", "45 degC", NULL);
    plan_maker_add(maker, &demand_throughput_kind, NULL, "t1", "system", "sys", "class", "chat", "tier",
                   "tier", "rate", "10000 token/s/gpu", "basis", "test", NULL);
    plan_maker_add(maker, &demand_throughput_kind, NULL, "t2", "system", "sys", "class", "batch", "tier",
                   "tier", "rate", "10000 token/s/gpu", "basis", "test", NULL);
}

static void stop(void)
{
    arena_free(arena);
}

static struct demand *begin(const struct plan **plan_out, struct run **run_out)
{
    const struct plan *plan = plan_maker_plan(maker);
    struct diag *diag = diag_new(arena);
    fleet_site = plan_find(plan, "tx");
    fleet_system = plan_find(plan, "sys");
    pool = (struct demand_pool){.site = fleet_site->index, .system = fleet_system};
    const struct demand_plan *compiled = demand_compile(plan, &pool, &packages, 1, arena, diag);
    ck_assert_msg(compiled != NULL, "%s", diag_error_text(diag, 0));
    *run_out = plan_maker_run(plan, plan->layout, (struct draw){.seed = 1}, arena);
    *plan_out = plan;
    return demand_start(compiled, *run_out);
}

/* HOURS hours of RACKS racks; returns the mean share of them in use. */
static double serve(struct demand *demand, int64_t from, int hours, double racks)
{
    static int64_t tick[DEMAND_BLOCK_MAX];
    enum { ROOM = DEMAND_BLOCK_MAX + LANES_COUNT };
    double seconds[ROOM] = {0}, rack[ROOM] = {0}, busy[ROOM];
    int low = (int)(from / 3600 % LANES_COUNT);
    struct demand_block block = {
        .n = hours, .low = low, .tick = tick, .seconds = seconds, .racks = {rack}, .busy = {busy}};
    double sum = 0;
    for (int i = 0; i < hours; i++) {
        tick[i] = from + 3600 * i;
        seconds[low + i] = 3600;
        rack[low + i] = racks;
    }
    demand_serve(demand, &block);
    for (int i = 0; i < hours; i++)
        sum += busy[low + i];
    return sum / hours;
}

/* 72 x 10,000 token/s x 86,400 s = 62.208 Gtoken a rack and day. */
static const double rack_day = 72.0 * 10000.0 * 86400.0;

START_TEST(a_week_with_enough_racks_serves_all_that_is_asked)
{
    const struct plan *plan;
    struct run *run;
    struct demand *demand = begin(&plan, &run);
    double busy = serve(demand, plan->start, 168, 10);
    const struct demand_total *total = demand_totals(demand);
    for (int s = 0; s < 2; s++) {
        ck_assert_double_eq_tol(total[s].asked, 700e9, 1);
        ck_assert_double_eq_tol(total[s].served, 700e9, 1);
        ck_assert_double_eq_tol(total[s].refused, 0, 1e-3);
    }
    ck_assert_double_eq_tol(busy, 200e9 / (10 * rack_day), 1e-9);
    /* 700 Gtoken at 2 and at 1 USD/Mtoken, less the channel's 20 % */
    ck_assert_double_eq_tol(total[0].revenue_usd, 0.8 * 1.4e6, 1e-3);
    ck_assert_double_eq_tol(total[1].revenue_usd, 0.8 * 0.7e6, 1e-3);
    ck_assert_double_eq_tol(demand_residual_tokens(demand), 0, 1);
}
END_TEST

START_TEST(with_one_rack_the_first_stream_goes_first_and_batch_waits_its_six_hours)
{
    const struct plan *plan;
    struct run *run;
    struct demand *demand = begin(&plan, &run);
    double busy = serve(demand, plan->start, 24, 1);
    const struct demand_total *total = demand_totals(demand);
    ck_assert_double_eq_tol(busy, 1, 1e-12);
    ck_assert_double_eq_tol(total[0].served, rack_day, 1e-3 * rack_day);
    ck_assert_double_eq_tol(total[0].refused, 100e9 - rack_day, 1e-3 * rack_day);
    ck_assert_double_eq_tol(total[1].served, 0, 1e-3);
    /* the queue holds what six hours bring: 25 Gtoken; the rest has waited too long */
    ck_assert_double_eq_tol(total[1].queued, 25e9, 1);
    ck_assert_double_eq_tol(total[1].refused, 75e9, 1);
    ck_assert_double_eq_tol(demand_residual_tokens(demand), 0, 1);
}
END_TEST

START_TEST(what_cannot_be_served_spills_at_its_price_where_there_is_somewhere_to_go)
{
    const struct plan *plan;
    struct run *run;
    plan_maker_add(maker, &demand_spill_kind, NULL, "spill-1", "price", "50 %", "payer", "lab", NULL);
    struct demand *demand = begin(&plan, &run);
    serve(demand, plan->start, 24, 0);
    const struct demand_total *total = demand_totals(demand);
    ck_assert_double_eq_tol(total[0].spilled, 100e9, 1);
    ck_assert_double_eq(total[0].refused, 0);
    ck_assert_double_eq_tol(total[0].spill_cost_usd, 0.5 * 0.2e6, 1e-3);
    ck_assert_double_eq_tol(total[0].revenue_usd, 0.8 * 0.2e6, 1e-3);
}
END_TEST

START_TEST(growth_decays_by_its_half_life)
{
    const struct plan *plan;
    struct run *run;
    plan_maker_set(maker, "d1", "growth", "10 %/month");
    plan_maker_set(maker, "d1", "growth-half-life", "12 months");
    plan_maker_set(maker, "d1", "as-of", "2025-01-06");
    struct demand *demand = begin(&plan, &run);
    serve(demand, plan->start, 24, 100);
    /* 364 days: v0 exp(ln 1.1 h / ln 2 (1 - 2^(-t/h))) */
    double months = 364 / (365.25 / 12);
    double factor = exp(log(1.1) * 12 / log(2) * (1 - pow(2, -months / 12)));
    ck_assert_double_eq_tol(demand_totals(demand)[0].asked, 100e9 * factor, 1e3);
}
END_TEST

START_TEST(the_week_has_the_shape_of_its_class_and_keeps_its_mean)
{
    const struct plan *plan;
    struct run *run;
    static double weekday[24], weekend[24];
    for (int h = 0; h < 24; h++) {
        weekday[h] = 1 + (h >= 12); /* afternoons twice the mornings */
        weekend[h] = 0.5;
    }
    plan_maker_put(maker, "chat", "weekday", (union value){.series = weekday});
    plan_maker_put(maker, "chat", "weekend", (union value){.series = weekend});
    struct demand *demand = begin(&plan, &run);
    serve(demand, plan->start, 12, 100);
    double morning = demand_totals(demand)[0].asked;
    serve(demand, plan->start + 12 * 3600, 12, 100);
    double afternoon = demand_totals(demand)[0].asked - morning;
    serve(demand, plan->start + 24 * 3600, 144, 100);
    ck_assert_double_eq_tol(afternoon / morning, 2, 1e-12);
    ck_assert_double_eq_tol(demand_totals(demand)[0].asked, 700e9, 1);
}
END_TEST

START_TEST(a_block_may_be_cut_anywhere_without_changing_a_bit)
{
    const struct plan *plan;
    struct run *run;
    struct demand *whole = begin(&plan, &run);
    serve(whole, plan->start, 100, 2);
    struct run *again = plan_maker_run(plan, plan->layout, (struct draw){.seed = 1}, arena);
    struct diag *diag = diag_new(arena);
    struct demand *parts = demand_start(demand_compile(plan, &pool, &packages, 1, arena, diag), again);
    for (int at = 0; at < 100; at += 7)
        serve(parts, plan->start + 3600 * at, at + 7 < 100 ? 7 : 100 - at, 2);
    for (int s = 0; s < 2; s++) {
        ck_assert(demand_totals(whole)[s].served == demand_totals(parts)[s].served);
        ck_assert(demand_totals(whole)[s].revenue_usd == demand_totals(parts)[s].revenue_usd);
    }
}
END_TEST

/* Stream by stream and by what is published, to the bit. */
static void compare(struct demand *a, const struct run *run_a, struct demand *b, const struct run *run_b)
{
    static const char *const names[] = {"tokens.asked",   "tokens.spilled",  "tokens.refused",
                                        "tokens.backlog", "tokens.capacity", "tokens.revenue"};
    demand_publish(a);
    demand_publish(b);
    const struct demand_total *x = demand_totals(a), *y = demand_totals(b);
    for (int s = 0; s < 2; s++) {
        ck_assert(x[s].asked == y[s].asked && x[s].served == y[s].served && x[s].queued == y[s].queued);
        ck_assert(x[s].refused == y[s].refused && x[s].revenue_usd == y[s].revenue_usd);
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int cell = metric_cell_find(run_a->plan->layout, names[i], NULL);
        ck_assert_msg(run_a->board->total[cell] == run_b->board->total[cell], "%s", names[i]);
    }
}

START_TEST(a_week_in_one_block_is_a_week_of_hours)
{
    const struct plan *plan;
    struct run *run;
    static double weekday[24], weekend[24];
    for (int h = 0; h < 24; h++) {
        weekday[h] = 0.2 + 0.1 * h; /* racks suffice by night, not by day: the queue fills and drains */
        weekend[h] = 0.3;
    }
    plan_maker_put(maker, "chat", "weekday", (union value){.series = weekday});
    plan_maker_put(maker, "chat", "weekend", (union value){.series = weekend});
    plan_maker_set(maker, "d1", "growth", "15 %/month");
    plan_maker_set(maker, "d2", "growth", "-20 %/month");
    struct demand *whole = begin(&plan, &run);
    struct run *again = plan_maker_run(plan, plan->layout, (struct draw){.seed = 1}, arena);
    struct diag *diag = diag_new(arena);
    struct demand *hours = demand_start(demand_compile(plan, &pool, &packages, 1, arena, diag), again);
    int64_t from = plan->start + 5 * 3600; /* neither a midnight nor the begin of eight hours */
    double busy = serve(whole, from, DEMAND_BLOCK_MAX, 3.1), sum = 0;
    for (int i = 0; i < DEMAND_BLOCK_MAX; i++)
        sum += serve(hours, from + 3600 * i, 1, 3.1);
    ck_assert_double_eq_tol(busy, sum / DEMAND_BLOCK_MAX, 1e-14);
    compare(whole, run, hours, again);
    ck_assert_double_gt(demand_totals(whole)[1].refused, 0);
    ck_assert_double_gt(demand_totals(whole)[1].served, 0.5 * demand_totals(whole)[1].asked);
    ck_assert_double_eq_tol(demand_residual_tokens(whole), 0, 1);
}
END_TEST

START_TEST(what_waits_is_served_when_racks_come)
{
    const struct plan *plan;
    struct run *run;
    struct demand *demand = begin(&plan, &run);
    /* four hours without racks: 100/6 Gtoken wait, chat is lost; then 20 hours of plenty */
    serve(demand, plan->start, 4, 0);
    ck_assert_double_eq_tol(demand_totals(demand)[1].queued, 100e9 / 6, 1);
    serve(demand, plan->start + 4 * 3600, 20, 10);
    const struct demand_total *total = demand_totals(demand);
    ck_assert_double_eq_tol(total[1].queued, 0, 1e-3);
    ck_assert_double_eq_tol(total[1].served, 100e9, 1);
    ck_assert_double_eq_tol(total[0].refused, 100e9 / 6, 1);
    demand_publish(demand);
    int backlog = metric_cell_find(plan->layout, "tokens.backlog", NULL);
    /* after the first to fourth hour 1, 2, 3 and 4 hours' worth */
    ck_assert_double_eq_tol(run->board->total[backlog], 10 * 100e9 / 24 * 3600, 1e6);
    /* capacity is idle racks at the mix of all that asks, here one rate: 10 racks for 20 hours */
    int capacity = metric_cell_find(plan->layout, "tokens.capacity", NULL);
    ck_assert_double_eq_tol(run->board->total[capacity], 10 * rack_day * 20 / 24, 1e-9 * rack_day);
}
END_TEST

/* Two systems side by side: racks of the first and the second, HOURS hours; shares in use at the last. */
static void serve_two(struct demand *demand, int64_t from, int hours, double busy_last[2])
{
    static int64_t tick[DEMAND_BLOCK_MAX];
    enum { ROOM = DEMAND_BLOCK_MAX + LANES_COUNT };
    static double seconds[ROOM], rack[ROOM], busy[2][ROOM];
    int low = (int)(from / 3600 % LANES_COUNT);
    struct demand_block block = {.n = hours, .low = low, .tick = tick, .seconds = seconds};
    for (int p = 0; p < 2; p++) {
        block.racks[p] = rack;
        block.busy[p] = busy[p];
    }
    for (int i = 0; i < ROOM; i++) {
        seconds[i] = i >= low && i < low + hours ? 3600 : 0;
        rack[i] = 5;
    }
    for (int i = 0; i < hours; i++)
        tick[i] = from + 3600 * i;
    demand_serve(demand, &block);
    for (int p = 0; p < 2; p++)
        busy_last[p] = busy[p][low + hours - 1];
}

START_TEST(a_pool_whose_software_overtakes_is_asked_first)
{
    plan_maker_add(maker, &racks_rack_system_kind, NULL, "new", "packages", "72", "rack-power", "130 kW",
                   "it-power", "150 kW", "liquid-fraction", "87 %", "supply-limit", "45 degC", NULL);
    plan_maker_add(maker, &demand_throughput_kind, NULL, "t3", "system", "new", "class", "chat", "tier",
                   "tier", "rate", "8000 token/s/gpu", "basis", "test", NULL);
    /* P = 8000 (2 - exp(-t / tau)) passes 10000 at tau ln(4/3) = 8.76 days */
    plan_maker_add(maker, &demand_software_gain_kind, NULL, "g", "systems", "new", "since", "2026-01-05",
                   "gain", "2", "time-constant", "1 month", NULL);
    plan_maker_set(maker, "d2", "volume", "0 Gtoken/day");
    const struct plan *plan = plan_maker_plan(maker);
    const struct demand_pool two[2] = {{.site = 0, .system = plan_find(plan, "sys")},
                                       {.site = 0, .system = plan_find(plan, "new")}};
    const double two_packages[2] = {72, 72};
    struct diag *diag = diag_new(arena);
    const struct demand_plan *compiled = demand_compile(plan, two, two_packages, 2, arena, diag);
    ck_assert_msg(compiled != NULL, "%s", diag_error_text(diag, 0));
    struct run *run = plan_maker_run(plan, plan->layout, (struct draw){.seed = 1}, arena);
    struct demand *demand = demand_start(compiled, run);
    double busy[2], all = 100e9 / (5 * rack_day);
    for (int day = 0; day < 21; day += 7) { /* blocks of six days and of one */
        serve_two(demand, plan->start + day * 86400, 144, busy);
        serve_two(demand, plan->start + (day + 6) * 86400, 24, busy);
        double tau = 365.25 / 12, age = day + 6, gain = 2 - tau * (exp(-age / tau) - exp(-(age + 1) / tau));
        ck_assert_double_eq_tol(busy[0], day == 0 ? all : 0, 1e-12);
        ck_assert_double_eq_tol(busy[1], day == 0 ? 0 : all / (0.8 * gain), 1e-12);
    }
    ck_assert_double_eq_tol(demand_totals(demand)[0].served, 2100e9, 10);
    demand_publish(demand);
    int served = metric_cell_find(plan->layout, "tokens.served", plan_find(plan, "tx"));
    ck_assert_double_eq_tol(run->board->total[served], 2100e9, 10);
}
END_TEST

START_TEST(a_demand_that_no_rack_can_serve_is_told)
{
    plan_maker_add(maker, &demand_class_kind, NULL, "video", NULL);
    plan_maker_add(maker, &demand_demand_kind, NULL, "d3", "class", "video", "tier", "tier", "channel", "api",
                   "seller", "lab", "volume", "1 Gtoken/day", "price", "1 USD/Mtoken", NULL);
    const struct plan *plan = plan_maker_plan(maker);
    struct diag *diag = diag_new(arena);
    pool = (struct demand_pool){.site = 0, .system = plan_find(plan, "sys")};
    ck_assert_ptr_null(demand_compile(plan, &pool, &packages, 1, arena, diag));
    ck_assert_str_eq(diag_error_text(diag, 0), "no ordered rack system can serve demand 'd3'");
}
END_TEST

Suite *test_demand_suite(void)
{
    Suite *suite = suite_create("demand");
    TCase *tests = tcase_create("demand");
    tcase_add_checked_fixture(tests, start, stop);
    tcase_add_test(tests, a_week_with_enough_racks_serves_all_that_is_asked);
    tcase_add_test(tests, with_one_rack_the_first_stream_goes_first_and_batch_waits_its_six_hours);
    tcase_add_test(tests, what_cannot_be_served_spills_at_its_price_where_there_is_somewhere_to_go);
    tcase_add_test(tests, growth_decays_by_its_half_life);
    tcase_add_test(tests, the_week_has_the_shape_of_its_class_and_keeps_its_mean);
    tcase_add_test(tests, a_block_may_be_cut_anywhere_without_changing_a_bit);
    tcase_add_test(tests, a_week_in_one_block_is_a_week_of_hours);
    tcase_add_test(tests, what_waits_is_served_when_racks_come);
    tcase_add_test(tests, a_pool_whose_software_overtakes_is_asked_first);
    tcase_add_test(tests, a_demand_that_no_rack_can_serve_is_told);
    suite_add_tcase(suite, tests);
    return suite;
}
