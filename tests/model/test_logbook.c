/* SPDX-License-Identifier: Apache-2.0 */
/* The finer parts of the logbook: hours by mode, by hour of the day, by air and load, from blocks made by
 * hand. */
#include "../unit/suites.h"
#include "plant_world.h"

#include "base/calendar.h"
#include "world/logbook.h"
#include "world/logbook_air.h"

#include <math.h>
#include <string.h>

enum { LANES = 24, SEGMENTS = 6 };
#define K(celsius) (273.15 + (celsius))
#define MW         1e6

/* Six segments from 2026-07-01 22:00 UTC on, 0.5 h the last; what cools in each is another thing. */
static const double seconds[SEGMENTS] = {3600, 3600, 3600, 3600, 3600, 1800};
static const double it_mw[SEGMENTS] = {10, 30, 60, 100, 0, 60};
static const double chiller_mw[SEGMENTS] = {0, 0, 2, 2, 1, 0};
static const double water_kg_s[SEGMENTS] = {0, 5, 5, 0, 0, 5};
static const double dry_c[SEGMENTS] = {20.5, 20.5, -60, 80, 25.999, 26};
static const double wet_c[SEGMENTS] = {-0.25, 15, 15.5, 15.999, 16, 16};

static struct arena *arena;
static struct batch *batch;

/* Arrays of a block by lane; the first segment stands in lane 3. */
static struct lanes {
    double seconds[LANES], price[LANES], dry[LANES], wet[LANES];
    double it[LANES], facility[LANES], chiller[LANES], fan[LANES], water[LANES], supply[LANES];
    int64_t tick[SEGMENTS];
} lanes;
static struct plant_hours hours;
static struct logbook_block block;

static void open_block(void)
{
    enum { LOW = 3 };
    int64_t start = calendar_tick_of((struct date){2026, 7, 1}) + 22 * CALENDAR_HOUR_S;
    arena = arena_new();
    static const struct series_layout none = {0};
    batch = batch_new(&none, 0, arena);
    memset(&lanes, 0, sizeof lanes);
    for (int i = 0; i < SEGMENTS; i++) {
        int at = LOW + i;
        lanes.tick[i] = start + i * CALENDAR_HOUR_S;
        lanes.seconds[at] = seconds[i];
        lanes.dry[at] = K(dry_c[i]);
        lanes.wet[at] = K(wet_c[i]);
        lanes.it[at] = it_mw[i] * MW;
        lanes.chiller[at] = chiller_mw[i] * MW;
        lanes.fan[at] = 1 * MW;
        lanes.facility[at] = lanes.it[at] + lanes.chiller[at] + lanes.fan[at];
        lanes.water[at] = water_kg_s[i];
        lanes.supply[at] = i == 4 ? 0 : K(20 + i);
    }
    static double zero[LANES];
    hours = (struct plant_hours){.count = LANES,
                                 .it_total_w = lanes.it,
                                 .facility_w = lanes.facility,
                                 .fan_w = lanes.fan,
                                 .chiller_w = lanes.chiller,
                                 .pump_w = zero,
                                 .air_fan_w = zero,
                                 .water_kg_s = lanes.water,
                                 .supply_k = lanes.supply};
    block = (struct logbook_block){.n = SEGMENTS,
                                   .low = LOW,
                                   .count = LANES,
                                   .tick = lanes.tick,
                                   .seconds = lanes.seconds,
                                   .price_usd_j = lanes.price,
                                   .dry_bulb_k = lanes.dry,
                                   .wet_bulb_k = lanes.wet,
                                   .hours = &hours,
                                   .hall_w = 100 * MW};
}

static void close_block(void)
{
    arena_free(arena);
}

/* The row whose cell AT is VALUE (of WHAT, unless NULL); the test fails without. */
static const union cell *find(enum result_table_name table, int columns, const char *what, int at,
                              double value)
{
    for (const struct batch_chunk *chunk = batch->rows[table].first; chunk; chunk = chunk->next)
        for (int i = 0; i < chunk->count; i++) {
            const union cell *row = chunk->cells + (ptrdiff_t)i * columns;
            double found = at == CELL_DAY_HOUR_UTC ? (double)row[at].integer : row[at].real;
            if ((!what || !strcmp(row[CELL_AIR_WHAT].text, what)) && found == value)
                return row;
        }
    ck_abort_msg("no row of %s with %g", what ? what : "the day", value);
    return NULL;
}

START_TEST(an_hour_has_one_mode_and_lies_in_the_local_day)
{
    int64_t start = calendar_tick_of((struct date){2026, 7, 1});
    struct logbook_day *day =
        logbook_day_new(start, calendar_add_months(start, 1), -6 * CALENDAR_HOUR_S, 100 * MW, arena);
    logbook_day_add(day, &block);
    logbook_day_next_month(day);
    logbook_day_write(day, 1, batch);
    ck_assert_int_eq(batch->rows[TABLE_PLANT_DAY].count, SEGMENTS);
    static const int mode[SEGMENTS] = {CELL_DAY_FAN_HOURS,  CELL_DAY_WET_HOURS,  CELL_DAY_TRIM_HOURS,
                                       CELL_DAY_TRIM_HOURS, CELL_DAY_TRIM_HOURS, CELL_DAY_WET_HOURS};
    for (int i = 0; i < SEGMENTS; i++) {
        const union cell *row = find(TABLE_PLANT_DAY, CELL_DAY_COUNT, NULL, CELL_DAY_HOUR_UTC, (22 + i) % 24);
        ck_assert_int_eq(row[CELL_DAY_HOUR].integer, (16 + i) % 24);
        ck_assert_double_eq(row[CELL_DAY_HOURS].real, seconds[i] / 3600);
        for (int cell = CELL_DAY_IDLE_HOURS; cell <= CELL_DAY_TRIM_HOURS; cell++)
            ck_assert_double_eq(row[cell].real, cell == mode[i] ? seconds[i] / 3600 : 0);
        ck_assert_double_eq_tol(row[CELL_DAY_WATER].real, water_kg_s[i] * seconds[i] / 1000, 1e-9);
        if (i == 4)
            ck_assert(isnan(row[CELL_DAY_SUPPLY].real) && isnan(row[CELL_DAY_SUPPLY_MAX].real));
        else
            ck_assert_double_eq_tol(row[CELL_DAY_SUPPLY].real, 20 + i, 1e-9);
    }
}
END_TEST

START_TEST(without_a_supply_the_hour_is_idle)
{
    int64_t start = calendar_tick_of((struct date){2026, 7, 1});
    struct logbook_day *day = logbook_day_new(start, calendar_add_months(start, 1), 0, 100 * MW, arena);
    block.hours = NULL;
    logbook_day_add(day, &block);
    logbook_day_next_month(day);
    logbook_day_write(day, 1, batch);
    const union cell *row = find(TABLE_PLANT_DAY, CELL_DAY_COUNT, NULL, CELL_DAY_HOUR_UTC, 22);
    ck_assert_double_eq(row[CELL_DAY_IDLE_HOURS].real, 1);
    ck_assert_double_eq(row[CELL_DAY_FAN_HOURS].real, 0);
    ck_assert(isnan(row[CELL_DAY_SUPPLY].real));
}
END_TEST

/* Cells of plant_air from the bulb WHAT that stands at LOW, in the quarter of load from LOAD_LOW on. */
static const union cell *air_row(const char *what, double low, double load_low)
{
    const union cell *row = find(TABLE_PLANT_AIR, CELL_AIR_COUNT, what, CELL_AIR_LOW, low);
    while (row[CELL_AIR_LOAD_LOW].real != load_low) {
        row += CELL_AIR_COUNT;
        ck_assert_double_eq(row[CELL_AIR_LOW].real, low);
    }
    return row;
}

START_TEST(air_is_counted_by_kelvin_and_quarter_of_the_load)
{
    int64_t start = calendar_tick_of((struct date){2026, 1, 1});
    struct logbook_air *air = logbook_air_new(start, calendar_add_months(start, 12), arena);
    logbook_air_add(air, &block);
    logbook_air_write(air, 1, batch);
    /* 20.5 degC: 10 MW in the first quarter, 30 MW in the second. */
    const union cell *row = air_row("dry bulb", 20, 0);
    ck_assert_int_eq(row[CELL_AIR_YEAR].integer, start);
    ck_assert_double_eq(row[CELL_AIR_HOURS].real, 1);
    ck_assert_double_eq_tol(row[CELL_AIR_IT].real, 10, 1e-9);
    ck_assert_double_eq_tol(row[CELL_AIR_INPUT].real, 11, 1e-9);
    ck_assert_double_eq_tol(row[CELL_AIR_COOLING].real, 1, 1e-9);
    row = air_row("dry bulb", 20, 25);
    ck_assert_double_eq_tol(row[CELL_AIR_IT].real, 30, 1e-9);
    ck_assert_double_eq_tol(row[CELL_AIR_WATER].real, 18, 1e-9);
    /* Beyond the spans: the first and the last; full load lies in the last quarter. */
    ck_assert_double_eq(air_row("dry bulb", -45, 50)[CELL_AIR_HOURS].real, 1);
    ck_assert_double_eq(air_row("dry bulb", 59, 75)[CELL_AIR_HOURS].real, 1);
    ck_assert_double_eq(air_row("dry bulb", 25, 0)[CELL_AIR_HOURS].real, 1);
    ck_assert_double_eq(air_row("dry bulb", 26, 50)[CELL_AIR_HOURS].real, 0.5);
    ck_assert_double_eq(air_row("wet bulb", -1, 0)[CELL_AIR_HOURS].real, 1);
    ck_assert_double_eq(air_row("wet bulb", 15, 25)[CELL_AIR_HOURS].real, 1);
    ck_assert_double_eq(air_row("wet bulb", 16, 50)[CELL_AIR_HOURS].real, 0.5);
}
END_TEST

/* The logbook of a site with a battery and nothing that hot air derates; its row of the first month. */
static const union cell *month_of(const struct plant_world *world)
{
    static const double none[FLOW_COUNT];
    struct logbook *logbook = logbook_new(world->plant_plan, false, arena);
    logbook_add(logbook, 0, &block);
    logbook_close_month(logbook, 0, none, 1);
    logbook_next_month(logbook, world->plant);
    logbook_write(logbook, batch);
    return batch->rows[TABLE_PLANT].first->cells;
}

/* 101 MW are taken while the battery is charged and loses 12 of them: 89 behind it, in the next hour 95. */
START_TEST(headroom_is_least_where_the_load_is_most_not_what_batteries_take)
{
    struct plant_world *world =
        plant_world_open("<site id='tx' owner='cloud' climate='dallas' region='ercot'>"
                         "<feed id='f' capacity='150 MW' failure-rate='0 1/year'/><bess id='b' power='9 MW' "
                         "energy='9 MWh'/></site>");
    double transformer_w[LANES] = {0}, lost_w[LANES] = {0};
    struct power_state supply;
    plant_world_start(world, 0);
    power_site_state(plant_power(world->plant), 0, &supply);
    hours.main_transformer_w = transformer_w;
    block.supply = &supply;
    block.sources = power_sources(plant_power(world->plant), 0);
    block.lost_w = lost_w;
    lanes.facility[3] = 101 * MW;
    lost_w[3] = 12 * MW;
    lanes.facility[4] = 95 * MW;
    for (int i = 5; i < LANES; i++)
        lanes.facility[i] = 50 * MW;
    const union cell *row = month_of(world);
    ck_assert_double_eq_tol(row[CELL_PLANT_PEAK].real, 101, 1e-9);
    ck_assert_int_eq(row[CELL_PLANT_PEAK_TICK].integer, lanes.tick[0]);
    ck_assert_double_eq_tol(row[CELL_PLANT_HEADROOM].real, 150 - 95, 1e-9);
    ck_assert_int_eq(row[CELL_PLANT_HEADROOM_TICK].integer, lanes.tick[1]);
    plant_world_close(world);
}
END_TEST

Suite *test_logbook_suite(void)
{
    Suite *suite = suite_create("logbook");
    TCase *cases = tcase_create("logbook");
    tcase_add_checked_fixture(cases, open_block, close_block);
    tcase_add_test(cases, an_hour_has_one_mode_and_lies_in_the_local_day);
    tcase_add_test(cases, without_a_supply_the_hour_is_idle);
    tcase_add_test(cases, headroom_is_least_where_the_load_is_most_not_what_batteries_take);
    tcase_add_test(cases, air_is_counted_by_kelvin_and_quarter_of_the_load);
    suite_add_tcase(suite, cases);
    return suite;
}
