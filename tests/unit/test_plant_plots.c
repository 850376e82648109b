/* SPDX-License-Identifier: Apache-2.0 */
/* The figures behind the plots of power and cooling: sums by hand, and the same as in the reports. */
#include "results_maker.h"
#include "results_plant.h"
#include "store_sample.h"
#include "suites.h"

#include "report/cooling_panels.h"
#include "report/day_map.h"
#include "report/gnuplot.h"
#include "report/load_curve.h"
#include "report/power_panels.h"
#include "report/report.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

extern const struct plot plot_power, plot_cooling;
extern const struct report report_energy_balance, report_power, report_cooling;

enum { TX = 1, GA = 2, RUNS = 4, JUL = 6 };

/* Means of 1 + R / 10 over all four replications, and over the two in detail. */
#define ALL    1.15
#define DETAIL 1.05

/* IT energy of a year of 365 days and of three summer months, replication 0. */
#define YEAR_MWH   (365 * 1260.0)
#define SUMMER_MWH (92 * 1260.0)

static struct arena *arena;
static struct diag *diag;
static struct source source;

static void open_file(int plant, const char *label)
{
    struct results_maker maker = results_maker_default();
    maker.replications = RUNS;
    maker.plant = plant;
    maker.label = label;
    const char *path = sample_path("plant.db", arena);
    results_maker_write(path, &maker);
    ck_assert(source_open(&source, path, (struct source_choice){.replication = -1}, arena, diag));
}

static void open_all(void)
{
    arena = arena_new();
    diag = diag_new(arena);
    open_file(RUNS, "made up");
}

static void close_all(void)
{
    source_close(&source);
    arena_free(arena);
}

static struct plant_sheet sheet_of(int64_t site, int year)
{
    struct plot_request request = {.source = &source, .site = site, .year = year};
    return plant_sheet_load(&request);
}

static const char *script_of(const struct plot *plot, int64_t site, int year)
{
    struct sheet_page page = {.format = SHEET_SVG, .width = plot->width, .height = plot->height};
    struct plot_request request = {.source = &source, .site = site, .year = year};
    plot_describe(&source, NULL, &page);
    plot_describe_site(&request, plot->name, &page);
    struct sheet *sheet = sheet_open(&page, arena);
    plot->fill(&request, sheet);
    size_t length;
    const char *script = sheet_script(sheet, &length);
    ck_assert_msg(diag_error_count(diag) == 0, "%s", diag_error_text(diag, 0));
    return script;
}

static void says(const char *script, const char *text)
{
    ck_assert_msg(strstr(script, text) != NULL, "no '%s'", text);
}

/* The number in COLUMN of the row of Texas and YEAR in the table NAME of REPORT. */
static double reported(const struct report *report, const char *name, const char *column, int year)
{
    struct report_request request = {.source = &source, .arena = arena, .diag = diag};
    report->run(&request);
    for (size_t t = 0; t < request.table_count; t++) {
        const struct table *table = request.tables[t];
        if (strcmp(table->name, name))
            continue;
        int at = 0;
        while (at < table->column_count && strcmp(table->columns[at].name, column))
            at++;
        ck_assert_int_lt(at, table->column_count);
        for (size_t r = 0; r < table->row_count; r++) {
            const struct table_cell *cells = table->rows[r].cells;
            if (!strcmp(cells[0].text, "Texas") && cells[1].kind == TABLE_INTEGER && cells[1].integer == year)
                return cells[at].number;
        }
    }
    ck_abort_msg("no row of %d in %s", year, name);
    return NAN;
}

START_TEST(the_year_shown_is_the_last_full_one_or_the_one_asked_for)
{
    struct plant_sheet sheet = sheet_of(TX, 0);
    ck_assert_int_eq(sheet.year, 2028); /* the study ends on 2029-12-27 */
    ck_assert(sheet.full);
    ck_assert_int_eq(sheet.detailed, 2);
    ck_assert_int_eq(sheet_of(TX, 2027).year, 2027);
    ck_assert(!sheet_of(TX, 2029).full);
    int first;
    ck_assert_int_eq(plant_sheet_months(&sheet, &first), 12);
    ck_assert_int_eq(first, 24);
}
END_TEST

START_TEST(the_ladder_leads_from_the_input_to_it_and_adds_up)
{
    struct plant_sheet sheet = sheet_of(TX, 2027);
    struct power_rung rungs[POWER_RUNGS_MAX];
    int count = power_ladder(&sheet, rungs);
    ck_assert_int_eq(count, 11); /* no batteries */
    double it = ALL * YEAR_MWH, chillers = 0.02 * ALL * SUMMER_MWH, input = 1.11 * it + chillers + 8760;
    ck_assert_double_eq_tol(rungs[0].mwh, input, 1e-6);
    ck_assert_double_eq_tol(rungs[count - 1].mwh, it, 1e-6);
    double rest = rungs[0].mwh, percent = 0;
    for (int i = 1; i < count; i++) {
        rest -= rungs[i].mwh;
        percent += rungs[i].percent;
    }
    ck_assert_double_eq_tol(rest, 0, 1e-6);
    ck_assert_double_eq_tol(percent, 100, 1e-9);
    ck_assert_str_eq(rungs[3].name, "chillers");
    ck_assert_double_eq_tol(rungs[3].mwh, chillers, 1e-6);
}
END_TEST

START_TEST(rungs_are_those_of_the_energy_balance)
{
    static const struct {
        const char *rung, *column;
    } pairs[] = {{"input", "input"},
                 {"main transformers", "main_transformer"},
                 {"outdoor fans", "fan"},
                 {"chillers", "chiller"},
                 {"pumps and CDUs", "pump"},
                 {"hall fans", "air_fan"},
                 {"overhead", "overhead"},
                 {"unit transformers", "unit_transformer"},
                 {"UPS", "ups"},
                 {"cables and busways", "distribution"},
                 {"IT load", "it"}};
    struct plant_sheet sheet = sheet_of(TX, 2028);
    struct power_rung rungs[POWER_RUNGS_MAX];
    int count = power_ladder(&sheet, rungs);
    ck_assert_int_eq(count, sizeof pairs / sizeof *pairs);
    for (int i = 0; i < count; i++) {
        ck_assert_str_eq(rungs[i].name, pairs[i].rung);
        ck_assert_double_eq(rungs[i].mwh, reported(&report_energy_balance, "balance", pairs[i].column, 2028));
    }
}
END_TEST

START_TEST(a_load_duration_curve_has_the_hours_and_the_energy_of_its_year)
{
    struct plant_sheet sheet = sheet_of(TX, 2027);
    struct load_curves found = load_curves_load(&sheet);
    ck_assert_ptr_null(found.lacks);
    ck_assert_int_eq(found.count, 4);
    const struct load_curve *curve = &found.curves[1];
    ck_assert_int_eq(curve->year, 2027);
    ck_assert_double_eq_tol(curve->from_h[curve->count], 8760, 1e-9);
    double energy = DETAIL * (1.11 * YEAR_MWH + 0.02 * SUMMER_MWH) + 8760, area = 0;
    for (int i = 0; i < curve->count; i++) {
        ck_assert(i == 0 || curve->load_mw[i] <= curve->load_mw[i - 1] + 1e-9);
        area += curve->load_mw[i] * (curve->from_h[i + 1] - curve->from_h[i]);
    }
    ck_assert_double_eq_tol(curve->energy_mwh, energy, 1e-6);
    ck_assert_double_eq_tol(area, energy, 1e-6);
    /* Replication 1 afternoons 276 h in summer, then 819 h; replication 0 the same; nights of replication 1.
     */
    ck_assert_double_eq_tol(load_curve_at(curve, 0), 1.1 * 60 * 1.13 + 1, 1e-9);
    ck_assert_double_eq_tol(load_curve_at(curve, 300.0 / 8760), 1.1 * 60 * 1.11 + 1, 1e-9);
    ck_assert_double_eq_tol(load_curve_at(curve, 1200.0 / 8760), 60 * 1.13 + 1, 1e-9);
    ck_assert_double_eq_tol(load_curve_at(curve, 0.5), 1.1 * 50 * 1.11 + 1, 1e-9);
    ck_assert_double_eq_tol(load_curve_at(curve, 1), 50 * 1.11 + 1, 1e-9);
}
END_TEST

START_TEST(the_map_of_the_day_is_in_local_time_and_holds_the_energy_of_the_year)
{
    struct plant_sheet sheet = sheet_of(TX, 2027);
    struct day_map map = day_map_load(&sheet, DAY_MAP_LOAD);
    ck_assert_ptr_null(map.lacks);
    ck_assert_str_eq(map.zone, "local standard time, UTC-6");
    ck_assert_double_eq_tol(map.value[JUL][13], DETAIL * 60 * 1.13 + 1, 1e-9);
    ck_assert_double_eq_tol(map.value[0][18], DETAIL * 50 * 1.11 + 1, 1e-9);
    ck_assert_double_eq(map.high, map.value[JUL][13]);
    double sum = 0, logged = 0;
    for (int m = 0; m < DAY_MAP_MONTHS; m++)
        for (int h = 0; h < DAY_MAP_HOURS; h++)
            sum += map.input_mwh[m][h];
    for (int run = 0; run < 2; run++)
        logged += sheet.shown->figure[CELL_PLANT_INPUT][run] / 2;
    ck_assert_double_eq_tol(sum, logged, 1e-6);
    map = day_map_load(&sheet, DAY_MAP_PUE);
    ck_assert_double_eq_tol(map.value[JUL][3], 1.13 + 1 / (DETAIL * 50), 1e-9);
    map = day_map_load(&sheet, DAY_MAP_SUPPLY);
    ck_assert_double_eq_tol(map.low, 30, 1e-9);
    ck_assert_double_eq_tol(map.high, 32, 1e-9);
    ck_assert(!map.flat);
    sheet = sheet_of(GA, 2027);
    ck_assert_str_eq(day_map_load(&sheet, DAY_MAP_PUE).zone, "local standard time, UTC+9");
}
END_TEST

START_TEST(pue_by_air_is_that_of_the_energies_at_each_load)
{
    struct plant_sheet sheet = sheet_of(TX, 0);
    const struct air_curves *found = air_curves_load(&sheet);
    ck_assert_ptr_null(found->lacks);
    ck_assert(found->wet); /* it takes water in spring */
    ck_assert_int_eq(found->count, 2);
    ck_assert_int_eq(found->kelvin_count, 12);
    const struct air_curve *night = &found->curves[0], *afternoon = &found->curves[1];
    ck_assert_double_eq(night->load_low, 50);
    ck_assert_double_eq(afternoon->load_high, 100);
    ck_assert_int_eq(night->count, 12);
    ck_assert_double_eq(night->bulb_c[0], 6.5);
    ck_assert_double_eq_tol(night->pue[0], 1.11 + 1 / (DETAIL * 50), 1e-9);
    ck_assert_double_eq_tol(afternoon->pue[JUL], 1.13 + 1 / (DETAIL * 60), 1e-9);
    double it = 0;
    for (int i = 0; i < found->count; i++)
        it += found->curves[i].it_mwh;
    ck_assert_double_eq_tol(it, DETAIL * (4 * YEAR_MWH + 1260), 1e-6); /* 2028 has a day more */
    sheet = sheet_of(GA, 0);
    ck_assert(!air_curves_load(&sheet)->wet);
}
END_TEST

START_TEST(modes_of_the_months_are_those_of_the_report)
{
    struct plant_sheet sheet = sheet_of(TX, 2027);
    struct mode_month months[12];
    ck_assert(cooling_modes(&sheet, months));
    ck_assert_double_eq_tol(months[3].wet_h, 180, 1e-9);
    ck_assert_double_eq_tol(months[3].fan_h, 540, 1e-9);
    ck_assert_double_eq_tol(months[JUL].trim_h, 744, 1e-9);
    ck_assert_double_eq_tol(months[JUL].fan_h + months[JUL].wet_h + months[JUL].idle_h, 0, 1e-9);
    double free = 0, trim = 0, idle = 0;
    for (int m = 0; m < 12; m++) {
        free += months[m].fan_h + months[m].wet_h;
        trim += months[m].trim_h;
        idle += months[m].idle_h;
    }
    ck_assert_double_eq_tol(free, reported(&report_cooling, "years", "free", 2027), 1e-9);
    ck_assert_double_eq_tol(trim, reported(&report_cooling, "years", "trim", 2027), 1e-9);
    ck_assert_double_eq_tol(idle, reported(&report_cooling, "years", "idle", 2027), 1e-9);
}
END_TEST

START_TEST(titles_say_what_the_reports_say)
{
    const char *script = script_of(&plot_power, TX, 2027);
    says(script, "'made up: power of Texas'");
    says(script, "site 1 of 2");
    ck_assert_double_eq_tol(reported(&report_power, "contingency", "median", 2027), 57.64, 1e-9);
    ck_assert_double_eq_tol(reported(&report_power, "contingency", "least", 2027), 50.86, 1e-9);
    says(script, "Headroom: tightest hour of 2027 57.6 MW (median), 50.9 MW (worst replication)");
    says(script, "peak hour of 2027 75.6 MW (median); feeds 150.0, firm 140.0 MW");
    says(script, "88.4 % of the input of 2027 reaches IT");
    script = script_of(&plot_cooling, TX, 2027);
    says(script, "Chillers run in 2,208 of 8,760 h of 2027");
    says(script, "20-year design day: margin +2.0 MW, 0.5 K");
    says(script, "Heat never holds racks back");
    ck_assert_double_eq_tol(reported(&report_cooling, "years", "water", 2027), ALL * 61 * 60, 1e-6);
    says(script, "Water in 2027: 4,209 m\xc2\xb3, WUE 0.008 L/kWh");
    script = script_of(&plot_cooling, GA, 2027);
    says(script, "No water is used in 2027");
    says(script, "Heat holds racks back for 20.0 h in all years");
    says(script, "no hall here");
}
END_TEST

START_TEST(what_the_file_does_not_hold_is_said)
{
    source_close(&source);
    open_file(0, "no plant");
    const char *script = script_of(&plot_power, TX, 0);
    says(script, "not in this file: no replication in detail");
    says(script, "not in this file: no months of the plant");
    ck_assert_ptr_null(strstr(script, "reaches IT"));
    script = script_of(&plot_cooling, TX, 0);
    says(script, "not in this file: no replication in detail");
    ck_assert_ptr_null(strstr(script, "never: the plant carried"));
}
END_TEST

START_TEST(both_sheets_are_drawn_and_names_start_no_command)
{
    static const struct plot *const plots[] = {&plot_power, &plot_cooling};
    static const char *const starts[] = {"set ", "unset ", "plot ", "  $", "$p", "EOD_DATA"};
    source_close(&source);
    open_file(RUNS, "it's '; system('touch pwned'); '\n!touch pwned\n`touch pwned` %s {/:Bold x} a_b");
    for (int i = 0; i < 2; i++) {
        const char *script = script_of(plots[i], TX, 0);
        for (const char *line = script; *line; line = strchr(line, '\n') + 1) {
            bool ours = *line == '\n' || strchr("-0123456789", *line);
            for (size_t j = 0; j < sizeof starts / sizeof *starts; j++)
                ours = ours || !strncmp(line, starts[j], strlen(starts[j]));
            ck_assert_msg(ours, "%.60s", line);
        }
        const char *picture = sample_path("picture.svg", arena);
        if (gnuplot_is_there())
            ck_assert_msg(gnuplot_draw(script, strlen(script), picture, arena, diag), "%s",
                          diag_error_text(diag, 0));
    }
}
END_TEST

Suite *test_plant_plots_suite(void)
{
    Suite *suite = suite_create("plant_plots");
    TCase *cases = tcase_create("plant_plots");
    tcase_add_checked_fixture(cases, open_all, close_all);
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, the_year_shown_is_the_last_full_one_or_the_one_asked_for);
    tcase_add_test(cases, the_ladder_leads_from_the_input_to_it_and_adds_up);
    tcase_add_test(cases, rungs_are_those_of_the_energy_balance);
    tcase_add_test(cases, a_load_duration_curve_has_the_hours_and_the_energy_of_its_year);
    tcase_add_test(cases, the_map_of_the_day_is_in_local_time_and_holds_the_energy_of_the_year);
    tcase_add_test(cases, pue_by_air_is_that_of_the_energies_at_each_load);
    tcase_add_test(cases, modes_of_the_months_are_those_of_the_report);
    tcase_add_test(cases, titles_say_what_the_reports_say);
    tcase_add_test(cases, what_the_file_does_not_hold_is_said);
    tcase_add_test(cases, both_sheets_are_drawn_and_names_start_no_command);
    suite_add_tcase(suite, cases);
    return suite;
}
