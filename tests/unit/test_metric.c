/* SPDX-License-Identifier: Apache-2.0 */
/* The board as a whole: whose cells lie where, and that a sample of all is what reading each gives. */
#include "suites.h"

#include "plan/frame.h"
#include "plan/metric.h"
#include "plan_maker.h"

#include <math.h>
#include <string.h>

enum { STANDING, HIGHEST, LEFT, SHARE, LOAD, WARMTH, ENERGY, PEAKS, PAID, ASKED, METRIC_COUNT };
static const struct metric_def defs[METRIC_COUNT] = {
    [STANDING] = {"test.standing", "MW", METRIC_STATE, JOIN_SUM, SCOPE_SITE, "a state"},
    [HIGHEST] = {"test.highest", "MW", METRIC_STATE, JOIN_MAX, SCOPE_SITE, "the largest state counts"},
    [LEFT] = {"test.left", "MUSD", METRIC_STATE, JOIN_NONE, SCOPE_PARTY, "a state of parties"},
    [SHARE] = {"test.share", "", METRIC_MEAN, JOIN_RATIO, SCOPE_SITE, "a ratio"},
    [LOAD] = {"test.load", "MW", METRIC_MEAN, JOIN_SUM, SCOPE_SITE, "a time average"},
    [WARMTH] = {"test.warmth", "degC", METRIC_MEAN, JOIN_NONE, SCOPE_SITE, "a unit with an offset"},
    [ENERGY] = {"test.energy", "MWh", METRIC_COUNTER, JOIN_SUM, SCOPE_SITE, "a counter"},
    [PEAKS] = {"test.peaks", "", METRIC_COUNTER, JOIN_MAX, SCOPE_SITE, "the largest counter counts"},
    [PAID] = {"test.paid", "MUSD", METRIC_COUNTER, JOIN_SUM, SCOPE_PARTY, "a counter of parties"},
    [ASKED] = {"test.asked", "", METRIC_COUNTER, JOIN_NONE, SCOPE_CAMPUS, "the campus alone"},
};
static const struct metric_table test_metrics = {defs, METRIC_COUNT};

enum { CELLS_MAX = 64, OWNERS_MAX = 8, SITES = 3 };

static struct arena *arena;
static const struct metric_layout *layout;
static struct metric_board *board;
static double rows[OWNERS_MAX][CELLS_MAX];

static void start(void)
{
    arena = arena_new();
    struct plan_maker *maker = plan_maker_new(arena, "2026-01-01", "2027-01-01");
    plan_maker_metrics(maker, &test_metrics);
    plan_maker_add(maker, &frame_party_kind, NULL, "a", "role", "lab", NULL);
    plan_maker_add(maker, &frame_party_kind, NULL, "b", "role", "cloud", NULL);
    plan_maker_add(maker, &frame_site_kind, NULL, "tx", "owner", "a", NULL);
    plan_maker_add(maker, &frame_site_kind, NULL, "ga", "owner", "a", NULL);
    plan_maker_add(maker, &frame_site_kind, NULL, "nm", "owner", "b", NULL);
    layout = plan_maker_plan(maker)->layout;
    board = metric_board_new(layout, arena);
    ck_assert_int_le(layout->owner_count, OWNERS_MAX);
    ck_assert_int_le(layout->cell_count, CELLS_MAX);
    for (int o = 0; o < layout->owner_count; o++)
        board->rows[o] = rows[o];
}

static void stop(void)
{
    arena_free(arena);
}

/* Numbers whose sums depend on their order: thirds, and of all sizes. */
static double number(int step, int cell)
{
    return (double)((step * 31 + cell * 17) % 23 + 1) / 3.0 * pow(10, (step + cell) % 5);
}

/* Something happens to the cells that models write; in some steps some owners are idle. */
static void happen(int step)
{
    for (int c = 0; c < layout->cell_count; c++) {
        const struct metric_cell *cell = &layout->cells[c];
        if (cell->joined > 0 || (step + c) % 3 == 0)
            continue;
        if (cell->def->sort == METRIC_STATE)
            metric_set(board, c, number(step, c));
        else if (cell->def->sort == METRIC_COUNTER)
            metric_count(board, c, number(step, c));
        else
            metric_mean(board, c, number(step, c), 3600);
    }
}

START_TEST(owners_have_their_cells_in_a_row_in_the_order_of_the_tables)
{
    ck_assert_int_eq(layout->owner_count, 1 + SITES + 2);
    ck_assert_int_eq(layout->first[layout->owner_count], layout->cell_count);
    for (int o = 0; o < layout->owner_count; o++)
        for (int c = layout->first[o]; c < layout->first[o + 1]; c++) {
            ck_assert_ptr_eq(layout->cells[c].owner, layout->cells[layout->first[o]].owner);
            ck_assert(c == layout->first[o] || layout->cells[c].def > layout->cells[c - 1].def);
        }
    ck_assert_ptr_null(layout->cells[0].owner);
    ck_assert_str_eq(layout->cells[layout->first[1]].owner->id, "tx");
    ck_assert_str_eq(layout->cells[layout->first[1 + SITES]].owner->id, "a");
    ck_assert_int_eq(metric_cell_named(layout, "test.left"), -1); /* no campus joins it */
    ck_assert_int_eq(metric_cell_named(layout, "a.test.load"), -1);
}
END_TEST

START_TEST(cells_of_the_campus_know_those_they_join)
{
    static const char *const ids[SITES] = {"tx", "ga", "nm"};
    const struct metric_cell *energy = &layout->cells[metric_cell_named(layout, "test.energy")];
    ck_assert_int_eq(energy->joined, SITES);
    for (int i = 0; i < SITES; i++) {
        int cell = energy->first_joined + i * energy->stride;
        ck_assert_int_eq(cell, metric_cell_named(layout, arena_printf(arena, "%s.test.energy", ids[i])));
        ck_assert_ptr_eq(&layout->cells[layout->cells[cell].campus], energy);
    }
    ck_assert_int_eq(layout->cells[metric_cell_named(layout, "test.paid")].joined, 2);
    ck_assert_int_eq(layout->cells[metric_cell_named(layout, "test.asked")].joined, 0);
    ck_assert_int_eq(layout->cells[metric_cell_named(layout, "tx.test.warmth")].campus, -1);
}
END_TEST

/* To the bit, or a diagram would depend on who looked; over intervals in which sites rest. */
START_TEST(a_sample_of_all_is_what_reading_each_gives)
{
    for (int step = 0; step < 12; step++) {
        double expected[CELLS_MAX];
        if (step != 5)
            happen(step);
        for (int c = 0; c < layout->cell_count; c++)
            expected[c] = metric_in_unit(layout, c, metric_read(board, c));
        metric_sample(board);
        for (int o = 0; o < layout->owner_count; o++)
            ck_assert_mem_eq(rows[o], expected + layout->first[o],
                             sizeof(double) * (size_t)(layout->first[o + 1] - layout->first[o]));
    }
}
END_TEST

START_TEST(a_sample_begins_the_next_interval_and_no_block)
{
    int energy = metric_cell_named(layout, "test.energy"),
        highest = metric_cell_named(layout, "test.highest");
    metric_count(board, metric_cell_named(layout, "tx.test.energy"), 3.6e9);
    metric_count(board, metric_cell_named(layout, "nm.test.energy"), 7.2e9);
    metric_set(board, metric_cell_named(layout, "ga.test.highest"), 5e6);
    metric_sample(board);
    ck_assert_double_eq(rows[0][energy], 3);
    ck_assert_double_eq(rows[0][highest], 5);
    ck_assert_double_eq(metric_read(board, energy), 0);
    metric_sample(board);
    ck_assert_double_eq(rows[0][energy], 0);
    ck_assert_double_eq(rows[0][highest], 5);
    ck_assert_double_eq(metric_read_block(board, energy), 10.8e9);
    ck_assert_double_eq(metric_overall(board, energy), 10.8e9);
}
END_TEST

START_TEST(loads_of_idle_sites_add_nothing_and_none_is_no_number)
{
    int load = metric_cell_named(layout, "test.load"), warmth = metric_cell_named(layout, "ga.test.warmth");
    metric_mean(board, metric_cell_named(layout, "tx.test.load"), 2e6 * 60, 60);
    metric_mean(board, metric_cell_named(layout, "nm.test.load"), 3e6 * 3600, 3600);
    metric_mean(board, warmth, 300.15 * 60, 60);
    metric_sample(board);
    ck_assert_double_eq_tol(rows[0][load], 5, 1e-12);
    ck_assert_double_eq_tol(rows[2][warmth - layout->first[2]], 27, 1e-9);
    metric_sample(board);
    ck_assert(isnan(rows[0][load]));
    ck_assert(isnan(rows[2][warmth - layout->first[2]]));
}
END_TEST

Suite *test_metric_suite(void)
{
    Suite *suite = suite_create("metric");
    TCase *tests = tcase_create("board");
    tcase_add_checked_fixture(tests, start, stop);
    tcase_add_test(tests, owners_have_their_cells_in_a_row_in_the_order_of_the_tables);
    tcase_add_test(tests, cells_of_the_campus_know_those_they_join);
    tcase_add_test(tests, a_sample_of_all_is_what_reading_each_gives);
    tcase_add_test(tests, a_sample_begins_the_next_interval_and_no_block);
    tcase_add_test(tests, loads_of_idle_sites_add_nothing_and_none_is_no_number);
    suite_add_tcase(suite, tests);
    return suite;
}
