/* SPDX-License-Identifier: Apache-2.0 */
/* Generators, gas plants and batteries on a site's bus against known answers. */
#include "../unit/suites.h"
#include "plant_world.h"

#include "base/calendar.h"
#include "physics/reliability.h"
#include "power/sources.h"
#include "store/batch.h"
#include "world/logbook_units.h"

#include <math.h>

#define HOUR 3600
#define SITE "<site id='tx' owner='cloud' climate='dallas' region='ercot'>"
#define GRID "<feed id='f' capacity='100 MW' failure-rate='0 1/year'/>"

static struct plant_world *world;
static struct sources *sources;

static void close_world(void)
{
    plant_world_close(world);
}

static void start(const char *body)
{
    world = plant_world_open(body);
    plant_world_start(world, 0);
    sources = power_sources(plant_power(world->plant), 0);
}

enum { MOST = 168 };

/* A block of hours, and what the sources did in it. */
static struct block {
    int64_t tick[MOST];
    double seconds[MOST], dry_k[MOST], price[MOST], load[MOST], offer[MOST];
    double grid[MOST], generated[MOST], stored[MOST], given[MOST], lost[MOST], usd[MOST], fuel[MOST],
        carbon[MOST];
} block;

/* N hours from hour AT on with LOAD_W on the bus and GRID_W from the grid; returns how many were served. */
static int serve(int at, int n, double load_w, double grid_w, bool grief)
{
    double grids_w[MOST];
    for (int i = 0; i < n; i++) {
        grids_w[i] = grid_w;
        block.tick[i] = world->plan->start + (int64_t)(at + i) * HOUR;
        block.seconds[i] = HOUR;
        block.dry_k[i] = 283;
        block.price[i] = 40 / 3.6e9;
        block.load[i] = load_w;
    }
    struct sources_hours hours = {n,           block.tick, block.seconds, block.dry_k,
                                  block.price, block.load, grids_w,       grief};
    hours.count = sources_offer(sources, &hours, block.offer);
    for (int i = 0; i < hours.count; i++)
        block.load[i] = fmin(load_w, block.offer[i]);
    struct sources_flow flow = {block.grid, block.generated, block.stored, block.given,
                                block.lost, block.usd,       block.fuel,   block.carbon};
    sources_run(sources, &hours, &flow);
    for (int i = 0; i < hours.count; i++)
        ck_assert_double_eq_tol(block.grid[i] + block.generated[i] + block.stored[i],
                                block.load[i] + block.lost[i], 1e-9 * load_w);
    return hours.count;
}

/* All N hours, cut wherever a store runs empty; the sum of what was served, J. */
static double serve_all(int at, int n, double load_w, double grid_w, bool grief)
{
    double served_j = 0;
    for (int done = 0; done < n;) {
        int count = serve(at + done, n - done < MOST ? n - done : MOST, load_w, grid_w, grief);
        for (int i = 0; i < count; i++)
            served_j += block.load[i] * HOUR;
        done += count;
    }
    return served_j;
}

/* Hours of a call of a bank until fewer than ten of its generators run; CALLS calls, repaired in between. */
static void call_farm(int calls, const struct bank_build *build, int *started, int *lasted)
{
    struct bank_state bank;
    bank_start(&bank, build, &world->run);
    for (int c = 0; c < calls; c++) {
        int64_t tick = world->plan->start + (int64_t)c * 48 * HOUR;
        struct bank_segment first = {tick, 1, 283, true}, rest = {tick + 1, 24 * HOUR - 1, 283, true};
        struct bank_segment gap = {tick + 24 * HOUR, 24 * HOUR, 283, false};
        bank_step(&bank, &first, true, NULL);
        *started += bank.running >= 10;
        bank_step(&bank, &rest, true, NULL);
        *lasted += bank.running >= 10;
        bank_step(&bank, &gap, false, NULL);
    }
}

#define FARM(BETA)                                                                                           \
    SITE GRID "<genset id='g' count='11' rating='2 MW' common-cause='" BETA "' availability='99.5 %' "       \
              "fail-to-start='0.94 %' run-mttf='1100 h' repair='1 h'/></site>"

/* Ten of eleven: 0.989604 at the start, 0.9436 after 24 h (NREL REopt's values, binomial); with beta less. */
START_TEST(a_genset_farm_starts_and_runs_as_often_as_theory_says)
{
    enum { CALLS = 40000 };
    struct reliability_gensets theory = {11, 10, 0.995, 0.0094, 1100 * HOUR, _i == 0 ? 0 : 0.2};
    int started = 0, lasted = 0, clamped = 0;
    start(_i == 0 ? FARM("0 %") : FARM("20 %"));
    struct bank_build build = bank_of_genset(plan_find(world->plan, "tx.g"));
    call_farm(CALLS, &build, &started, &lasted);
    double at_start = reliability_gensets_ratio(&theory, 0, &clamped);
    double later = reliability_gensets_ratio(&theory, 24 * HOUR, &clamped);
    if (_i == 0) {
        ck_assert_double_eq_tol(at_start, 0.989604, 1e-6);
        ck_assert_double_eq_tol(later, 0.9436, 1e-4);
    }
    ck_assert_double_eq_tol((double)started / CALLS, at_start, 4 * sqrt(at_start * (1 - at_start) / CALLS));
    ck_assert_double_eq_tol((double)lasted / CALLS, later, 4 * sqrt(later * (1 - later) / CALLS));
}
END_TEST

#define BATTERY                                                                                              \
    "<bess id='b' power='10 MW' energy='40 MWh' charge-efficiency='90 %' discharge-efficiency='80 %' "       \
    "least-charge='25 %'/>"

/* 30 MWh of the cells give 24 MWh; to fill them takes 33.3 MWh. */
START_TEST(a_battery_gives_what_its_cells_hold_and_takes_it_back)
{
    start(SITE GRID BATTERY "</site>");
    ck_assert_double_eq_tol(serve_all(0, 10, 30e6, 22e6, false) / 3.6e9, 10 * 22 + 24, 1e-6);
    struct bess_total total;
    ck_assert(sources_bess_total(sources, plan_find(world->plan, "tx.b"), &total));
    ck_assert_double_eq_tol(total.given_j / 3.6e9, 24, 1e-9);
    ck_assert_double_eq_tol(total.lost_j / 3.6e9, 6, 1e-9);
    serve_all(10, 10, 30e6, 35e6, false);
    sources_bess_total(sources, plan_find(world->plan, "tx.b"), &total);
    ck_assert_double_eq_tol(total.taken_j / 3.6e9, 30 / 0.9, 1e-9);
    ck_assert_double_eq_tol(total.lost_j / 3.6e9, 6 + 30 / 0.9 - 30, 1e-9);
}
END_TEST

/* 100 MW at 10 MW/min: 8.33 MWh are kept for the ramp, 40 % of 40 MWh for the cells. */
START_TEST(the_energy_of_a_ramp_is_held_back)
{
    start(SITE GRID "<bess id='b' power='100 MW' energy='40 MWh' charge-efficiency='100 %' "
                    "discharge-efficiency='100 %' least-charge='40 %' ramp-step='100 MW' "
                    "ramp-limit='10 MW/min'/></site>");
    serve_all(0, 5, 60e6, 0, true);
    struct bess_total total;
    sources_bess_total(sources, plan_find(world->plan, "tx.b"), &total);
    ck_assert_double_eq_tol(total.given_j / 3.6e9, 40 - 16 - 25.0 / 3, 1e-9);
}
END_TEST

/* Half of the load swings: a quarter of the swing passes through, and a tenth of a round trip is lost. */
START_TEST(smoothing_costs_a_part_of_the_throughput)
{
    start(SITE GRID "<bess id='b' power='100 MW' energy='40 MWh' charge-efficiency='100 %' "
                    "discharge-efficiency='90 %' swing='50 %'/></site>");
    serve(0, 1, 80e6, 95e6, false);
    ck_assert_double_eq_tol(block.grid[0], 80e6 * (1 + 0.125 * (1 / 0.9 - 1)), 1);
    struct bess_total total;
    sources_bess_total(sources, plan_find(world->plan, "tx.b"), &total);
    ck_assert_double_eq_tol(total.swing_j / 3.6e9, 10, 1e-9);
    ck_assert_double_eq_tol(total.swing_lost_j / 3.6e9, 10 * (1 / 0.9 - 1), 1e-9);
    ck_assert_double_eq(total.lost_j, total.swing_lost_j); /* its cells neither gave nor took */
    ck_assert_double_eq(total.there_s, HOUR);
    struct power_state state;
    power_site_state(plant_power(world->plant), 0, &state);
    ck_assert_double_eq_tol(power_feed_load_w(&state), 100e6 / (1 + 0.125 * (1 / 0.9 - 1)), 1);
}
END_TEST

#define ENGINE "fail-to-start='0 %' forced-outage='0 %' planned-outage='0 h/year' derate='0 %/K' "

/* Grid at 40, gas at 34 and 60, battery at 40 / 0.9 + 10, diesel at 286 USD/MWh. */
START_TEST(sources_are_called_cheapest_first)
{
    static const struct {
        double load_mw, grid_mw, cheap, grid, dear, battery, diesel, offer;
    } cases[] = {
        {8, 100, 8, 0, 0, 0, 0, 8},     {30, 100, 10, 20, 0, 0, 0, 30},  {36, 20, 10, 20, 0, 6, 0, 36},
        {48, 20, 10, 20, 8, 10, 0, 48}, {55, 20, 10, 20, 10, 10, 5, 55}, {80, 20, 10, 20, 10, 10, 10, 60},
        {52, 0, 10, 0, 10, 10, 10, 40},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        start(SITE GRID
              "<genset id='g' count='5' rating='2 MW' availability='100 %' fail-to-start='0 %' "
              "run-mttf='1e7 h' common-cause='0 %'/>"
              "<gas-plant id='dear' count='1' rating='10 MW' turn-down='0 %' heat-rate='10000 BTU/kWh' "
              "fuel-price='6 USD/MMBtu' maintenance-cost='0 USD/MWh' " ENGINE "/>"
              "<gas-plant id='cheap' count='1' rating='10 MW' dispatch='cost' heat-rate='8500 BTU/kWh' "
              "fuel-price='4 USD/MMBtu' maintenance-cost='0 USD/MWh' " ENGINE "/>"
              "<bess id='b' power='10 MW' energy='400 MWh' charge-efficiency='100 %' "
              "discharge-efficiency='90 %' wear-cost='10 USD/MWh'/></site>");
        serve(0, 1, cases[i].load_mw * 1e6, cases[i].grid_mw * 1e6, true);
        struct bank_total cheap, dear, diesel;
        sources_bank_total(sources, plan_find(world->plan, "tx.cheap"), &cheap);
        sources_bank_total(sources, plan_find(world->plan, "tx.dear"), &dear);
        sources_bank_total(sources, plan_find(world->plan, "tx.g"), &diesel);
        ck_assert_double_eq_tol(block.offer[0] / 1e6, cases[i].offer, 2e-5);
        ck_assert_double_eq_tol(cheap.energy_j / 3.6e9, cases[i].cheap, 2e-5);
        ck_assert_double_eq_tol(block.grid[0] / 1e6, cases[i].grid, 2e-5);
        ck_assert_double_eq_tol(dear.energy_j / 3.6e9, cases[i].dear, 2e-5);
        ck_assert_double_eq_tol(block.given[0] / 1e6, cases[i].battery, 2e-5);
        ck_assert_double_eq_tol(diesel.energy_j / 3.6e9, cases[i].diesel, 2e-5);
        ck_assert_double_eq_tol(block.usd[0] * 3600,
                                34 * cases[i].cheap + 60 * cases[i].dear + 286.2 * cases[i].diesel, 0.01);
        close_world();
    }
    start(SITE GRID "</site>");
    ck_assert_ptr_null(sources);
}
END_TEST

/* Ten hours of fuel at the rating, tankers after 16 h with half of the burn: 10 h, nothing for 6, half. */
/* 10 MW come from the battery, cheaper than this gas; the half that is left is less than the engine's least.
 */
START_TEST(what_a_battery_has_given_is_not_given_twice)
{
    start(SITE GRID BATTERY
          "<gas-plant id='p' count='1' rating='4 MW' turn-down='50 %' fuel-price='20 USD/MMBtu' " ENGINE
          "/></site>");
    ck_assert_int_eq(serve(0, 1, 10.5e6, 0, true), 1); /* serve() looks at the balance */
    ck_assert_double_eq_tol(block.given[0], 10e6, 1e-6);
    ck_assert_double_eq_tol(block.generated[0], 0.5e6, 1e-6);
    ck_assert_double_eq(block.grid[0], 0);
}
END_TEST

START_TEST(a_farm_without_fuel_waits_for_the_tanker)
{
    start(SITE GRID "<genset id='g' count='10' rating='2 MW' availability='100 %' fail-to-start='0 %' "
                    "run-mttf='1e7 h' common-cause='0 %' fuel-stored='10 h' refuel-delay='16 h' "
                    "refuel-rate='50 %'/></site>");
    ck_assert_double_eq_tol(serve_all(0, 16, 20e6, 0, true) / 3.6e9, 200, 0.01);
    ck_assert_double_eq_tol(serve_all(16, 10, 20e6, 0, true) / 3.6e9, 100, 0.01);
    /* at half the load the first filling lasts to the tanker, and that keeps up */
    close_world();
    start(SITE GRID "<genset id='g' count='10' rating='2 MW' availability='100 %' fail-to-start='0 %' "
                    "run-mttf='1e7 h' common-cause='0 %' fuel-stored='10 h' refuel-delay='16 h' "
                    "refuel-rate='50 %'/></site>");
    ck_assert_double_eq_tol(serve_all(0, 100, 10e6, 0, true) / 3.6e9, 1000, 0.1);
}
END_TEST

/* 20 h a year outside of emergencies, and as long as it takes in them. */
START_TEST(the_permit_counts_only_hours_without_an_emergency)
{
    start(SITE GRID
          "<genset id='g' count='10' rating='2 MW' availability='100 %' fail-to-start='0 %' "
          "run-mttf='1e7 h' common-cause='0 %' fuel-stored='1000 h' curtailment-hours='20 h/year'/></site>");
    ck_assert_double_eq_tol(serve_all(0, 30, 20e6, 0, false) / 3.6e9, 20 * 20, 0.01);
    struct bank_total total;
    sources_bank_total(sources, plan_find(world->plan, "tx.g"), &total);
    ck_assert_double_eq(total.permit_s, 20 * HOUR);
    ck_assert_int_eq(total.starts, 10);
    ck_assert_double_eq_tol(serve_all(30, 30, 20e6, 0, true) / 3.6e9, 30 * 20, 0.01);
    sources_bank_total(sources, plan_find(world->plan, "tx.g"), &total);
    ck_assert_double_eq(total.permit_s, 20 * HOUR);
    ck_assert_double_eq(total.run_s, 10 * 50 * HOUR);
    ck_assert_int_eq(total.starts, 20);
    ck_assert_double_eq_tol(serve_all(8760, 30, 20e6, 0, false) / 3.6e9, 20 * 20, 0.01);
}
END_TEST

/* Row of unit_year of the unit ID in YEAR. */
static const union cell *row_of(const struct batch *batch, const char *id, int year)
{
    int64_t start = calendar_tick_of((struct date){year, 1, 1});
    for (const struct batch_chunk *chunk = batch->rows[TABLE_UNIT_YEAR].first; chunk; chunk = chunk->next)
        for (int i = 0; i < chunk->count; i++) {
            const union cell *row = chunk->cells + (ptrdiff_t)i * CELL_UNIT_COUNT;
            if (row[CELL_UNIT_RECORD].integer == plan_find(world->plan, id)->number &&
                row[CELL_UNIT_YEAR].integer == start)
                return row;
        }
    ck_abort_msg("no row of %s in %d", id, year);
    return NULL;
}

/*
 * 2026: 5 h at 30 MW over a grid of 14: 10 MW of battery for 2.4 h (24 MWh), the rest from gas; 2027: 3 h of
 * gas. Gas: 9,000 BTU/kWh at 4 USD/MMBtu are 36 USD/MWh, and 9 MMBtu.
 */
START_TEST(units_are_logged_by_year)
{
    static const struct series_layout none = {0};
    start(SITE GRID BATTERY "<gas-plant id='p' count='4' rating='5 MW' heat-rate='9000 BTU/kWh' "
                            "fuel-price='4 USD/MMBtu' maintenance-cost='7 USD/MWh' turn-down='0 %' "
                            "permit-hours='500 h/year' " ENGINE "/></site>");
    struct arena *arena = arena_new();
    struct logbook_units *units = logbook_units_new(world->plan, arena);
    double served_mwh = serve_all(0, 5, 30e6, 14e6, false) / 3.6e9;
    logbook_units_take(units, plant_power(world->plant), plant_world_tick(2026, 3, 1));
    logbook_units_take(units, plant_power(world->plant), plant_world_tick(2026, 4, 1)); /* nothing since */
    serve_all(8760, 3, 12e6, 0, false);
    logbook_units_take(units, plant_power(world->plant), plant_world_tick(2027, 1, 1));
    struct batch *batch = batch_new(&none, 0, arena);
    logbook_units_write(units, batch);
    ck_assert_int_eq(batch->rows[TABLE_UNIT_YEAR].count, 4);
    const union cell *gas = row_of(batch, "tx.p", 2026), *battery = row_of(batch, "tx.b", 2026);
    ck_assert_double_eq_tol(served_mwh, 150, 1e-6);
    ck_assert_double_eq_tol(gas[CELL_UNIT_ENERGY].real + battery[CELL_UNIT_ENERGY].real, 80, 1e-6);
    ck_assert_double_eq_tol(gas[CELL_UNIT_FUEL].real, 9 * gas[CELL_UNIT_ENERGY].real, 1e-6);
    ck_assert_double_eq_tol(gas[CELL_UNIT_FUEL_COST].real, 36 * gas[CELL_UNIT_ENERGY].real, 1e-6);
    ck_assert_double_eq_tol(gas[CELL_UNIT_RUNNING_COST].real, 7 * gas[CELL_UNIT_ENERGY].real, 1e-6);
    ck_assert_int_eq(gas[CELL_UNIT_INTERRUPTIONS].integer, CELL_NONE);
    ck_assert_double_eq(gas[CELL_UNIT_PERMIT].real, 500);
    ck_assert(isnan(gas[CELL_UNIT_CYCLES].real) && isnan(battery[CELL_UNIT_FUEL].real));
    ck_assert_double_eq_tol(battery[CELL_UNIT_CYCLES].real, battery[CELL_UNIT_ENERGY].real / 40, 1e-9);
    ck_assert(isnan(battery[CELL_UNIT_RAMP_HELD].real)); /* none is asked of it */
    ck_assert_double_eq_tol(battery[CELL_UNIT_WORN].real, battery[CELL_UNIT_CYCLES].real / 6000, 1e-12);
    ck_assert_int_eq(gas[CELL_UNIT_STARTS].integer, 4);
    ck_assert_int_eq(gas[CELL_UNIT_START_FAILURES].integer, 0);
    gas = row_of(batch, "tx.p", 2027);
    ck_assert_double_eq_tol(gas[CELL_UNIT_ENERGY].real, 36, 1e-6);
    ck_assert_double_eq(gas[CELL_UNIT_RUN_HOURS].real, 3 * 4);
    ck_assert_double_eq(gas[CELL_UNIT_PERMIT_USED].real, 3);
    ck_assert_int_eq(gas[CELL_UNIT_STARTS].integer, 0); /* the call goes on: nothing ran in between */
    arena_free(arena);
}
END_TEST

/* Forced outages of 4 %: a plant that always runs gives 96 % of its rating. */
START_TEST(a_gas_plant_is_out_as_often_as_stated)
{
    start(SITE GRID "<gas-plant id='p' count='20' rating='5 MW' dispatch='base' fail-to-start='0 %' "
                    "forced-outage='4 %' repair='50 h' planned-outage='0 h/year' derate='0 %/K'/></site>");
    int hours = 6 * 8760;
    double mean_w = serve_all(0, hours, 100e6, 0, false) / HOUR / hours;
    /* 20 units, relaxation 48 h: 2190 independent looks at 20 units */
    double sd = 5e6 * sqrt(20 * 0.04 * 0.96 / (hours / (2 * 48.0)));
    ck_assert_double_eq_tol(mean_w, 96e6, 4 * sd);
}
END_TEST

/* What is offered may not depend on how the hours are cut into blocks. */
START_TEST(blocks_change_nothing)
{
    static const int lengths[] = {168, 24, 7, 1};
    double served_j[4];
    for (int k = 0; k < 4; k++) {
        start(SITE GRID BATTERY
              "<genset id='g' count='10' rating='2 MW' fuel-stored='4 h' refuel-delay='20 h' "
              "run-mttf='30 h' repair='10 h'/></site>");
        served_j[k] = 0;
        for (int at = 0; at < 168;) {
            int left = (at / lengths[k] + 1) * lengths[k] - at;
            int n =
                serve(at, left < 168 - at ? left : 168 - at, at < 60 ? 25e6 : 22e6, at < 60 ? 0 : 20e6, true);
            for (int i = 0; i < n; i++)
                served_j[k] += block.load[i] * HOUR;
            at += n;
        }
        close_world();
    }
    for (int k = 1; k < 4; k++)
        ck_assert_double_eq(served_j[k], served_j[0]);
    start(SITE GRID "</site>");
}
END_TEST

Suite *test_sources_suite(void)
{
    Suite *suite = suite_create("sources");
    TCase *cases = tcase_create("sources");
    tcase_set_timeout(cases, 60);
    tcase_add_checked_fixture(cases, NULL, close_world);
    tcase_add_loop_test(cases, a_genset_farm_starts_and_runs_as_often_as_theory_says, 0, 2);
    tcase_add_test(cases, a_battery_gives_what_its_cells_hold_and_takes_it_back);
    tcase_add_test(cases, the_energy_of_a_ramp_is_held_back);
    tcase_add_test(cases, smoothing_costs_a_part_of_the_throughput);
    tcase_add_test(cases, sources_are_called_cheapest_first);
    tcase_add_test(cases, what_a_battery_has_given_is_not_given_twice);
    tcase_add_test(cases, a_farm_without_fuel_waits_for_the_tanker);
    tcase_add_test(cases, the_permit_counts_only_hours_without_an_emergency);
    tcase_add_test(cases, a_gas_plant_is_out_as_often_as_stated);
    tcase_add_test(cases, blocks_change_nothing);
    tcase_add_test(cases, units_are_logged_by_year);
    suite_add_tcase(suite, cases);
    return suite;
}
