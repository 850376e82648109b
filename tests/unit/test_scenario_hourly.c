/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "scenario/epw.h"
#include "scenario/hourly_csv.h"
#include "scenario/hourly_fill.h"
#include "scenario_kinds.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;
static struct diag *diag;

static void open_arena(void)
{
    arena = arena_new();
    diag = diag_new(arena);
}

static void close_arena(void)
{
    arena_free(arena);
}

/* How a made-up EPW file differs from a plain one. */
struct made {
    int per_hour;
    bool leap;
    const char *end; /* of a line */
    int odd_row;     /* this row (0: first of the year) has the text below instead; -1: none */
    const char *odd_text;
};

static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

/* Row of hour HOUR (1..24), part PART: 10 degC at night, 20 degC by day, half an hour 1 K warmer. */
static int put_row(char *text, int month, int day, int hour, int part, const struct made *made)
{
    double dry_c = (hour > 6 && hour <= 18 ? 20 : 10) + part;
    int minute = made->per_hour == 1 ? 60 : (part + 1) * 60 / made->per_hour;
    return sprintf(text, "1999,%d,%d,%d,%d,?9?9,%.1f,%.1f,50,98000,0,0%s", month, day, hour, minute, dry_c,
                   dry_c - 8, made->end);
}

static struct hourly *read_made(const struct made *made)
{
    char *text = arena_alloc(arena, (size_t)(9000 * made->per_hour + 20) * 80), *at = text;
    int row = 0;
    at += sprintf(at,
                  "LOCATION,Nowhere,TX,USA,TMY3,1,32.9,-97.0,-6.0,171.0%sDESIGN CONDITIONS,0%s"
                  "DATA PERIODS,1,%d,Data,Sunday,1/1,12/31%s",
                  made->end, made->end, made->per_hour, made->end);
    for (int month = 1; month <= 12; month++)
        for (int day = 1; day <= days[month - 1] + (made->leap && month == 2); day++)
            for (int part = 0; part < 24 * made->per_hour; part++, row++) {
                if (row == made->odd_row)
                    at += sprintf(at, "%s%s", made->odd_text, made->end);
                else
                    at += put_row(at, month, day, part / made->per_hour + 1, part % made->per_hour, made);
            }
    struct text_file *file = text_file_of("w.epw", text, strlen(text), arena, diag);
    return file ? epw_read(file, arena, diag) : NULL;
}

static const char *messages(void)
{
    struct scenario_try attempt = {.arena = arena, .diag = diag};
    return scenario_try_messages(&attempt);
}

static const char *const line_ends[] = {"\n", "\r\n", "\r"};

START_TEST(line_ends_do_not_matter)
{
    struct hourly *hourly = read_made(&(struct made){1, false, line_ends[_i], -1, NULL});
    ck_assert_msg(hourly != NULL, "%s", messages());
    ck_assert_int_eq(hourly->row_count, 8760);
    ck_assert_int_eq(hourly->utc_offset_s, -6 * 3600);
    ck_assert_double_eq(hourly->elevation_m, 171);
    ck_assert_double_eq_tol(hourly->columns[HOURLY_DRY_BULB_K][0], 283.15, 1e-9);
    ck_assert_double_eq_tol(hourly->columns[HOURLY_DRY_BULB_K][6], 293.15, 1e-9);
    ck_assert_double_eq_tol(hourly->columns[HOURLY_DEW_POINT_K][8759], 275.15, 1e-9);
    ck_assert_double_eq(hourly->columns[HOURLY_PRESSURE_PA][100], 98000);
    ck_assert_ptr_null(hourly->columns[HOURLY_PRICE_USD_J]);
    ck_assert_int_eq(hourly->filled_count, 0);
}
END_TEST

START_TEST(half_hours_are_averaged)
{
    struct hourly *hourly = read_made(&(struct made){2, false, "\n", -1, NULL});
    ck_assert_msg(hourly != NULL, "%s", messages());
    ck_assert_int_eq(hourly->row_count, 8760);
    ck_assert_double_eq_tol(hourly->columns[HOURLY_DRY_BULB_K][0], 283.65, 1e-9);
}
END_TEST

START_TEST(the_leap_day_is_dropped)
{
    struct hourly *plain = read_made(&(struct made){1, false, "\n", -1, NULL});
    struct hourly *leap = read_made(&(struct made){1, true, "\n", -1, NULL});
    ck_assert_msg(leap != NULL, "%s", messages());
    for (int i = 0; i < 8760; i++)
        ck_assert_double_eq(plain->columns[HOURLY_DRY_BULB_K][i], leap->columns[HOURLY_DRY_BULB_K][i]);
}
END_TEST

START_TEST(missing_values_are_filled_and_counted)
{
    struct made made = {1, false, "\n", 2, "1999,1,1,3,60,?,99.9,99.9,999,999999,0"};
    struct hourly *hourly = read_made(&made);
    ck_assert_msg(hourly != NULL, "%s", messages());
    ck_assert_double_eq_tol(hourly->columns[HOURLY_DRY_BULB_K][2], 283.15, 1e-9);
    ck_assert_double_eq_tol(hourly->columns[HOURLY_DEW_POINT_K][2], 275.15, 1e-9);
    ck_assert_int_eq(hourly->filled_count, 3);
}
END_TEST

START_TEST(a_missing_dew_point_comes_from_the_humidity)
{
    struct made made = {1, false, "\n", 2, "1999,1,1,3,60,?,20.0,99.9,50,101325,0"};
    struct hourly *hourly = read_made(&made);
    ck_assert_msg(hourly != NULL, "%s", messages());
    /* ASHRAE Fundamentals 2017, chapter 1: 20 degC and 50 % have a dew point of 9.27 degC */
    ck_assert_double_eq_tol(hourly->columns[HOURLY_DEW_POINT_K][2], 273.15 + 9.27, 0.02);
    ck_assert_int_eq(hourly->filled_count, 1);
}
END_TEST

static const struct {
    int row;
    const char *text, *message;
} odd_rows[] = {
    {0, "1999,1,1,1,60,?,abc,2,50,98000,0", "w.epw:4:17: error: this is no number"},
    {0, "1999,1,1,1,60,?,nan,2,50,98000,0", "w.epw:4:17: error: this is no number"},
    {1, "1999,1,1,2,60,?,98,2,50,98000,0", "w.epw:5:17: error: a dry bulb is from -90 to 70 degC"},
    {1, "1999,1,1,2,60,?,8,2,50,9800,0", "w.epw:5:24: error: a pressure is from 31000 to 120000 Pa"},
    {1, "1999,1,1,2,60,?,8,2", "w.epw:5:1: error: this row is cut short"},
    {1, "1999,1,1,3,60,?,8,2,50,98000,0", "w.epw:5:6: error: this hour is out of order"},
    {1, "1999,1,1,25,60,?,8,2,50,98000,0", "w.epw:5:6: error: this is no month, day and hour"},
    {1, "1999,13,1,2,60,?,8,2,50,98000,0", "w.epw:5:6: error: this is no month, day and hour"},
    {8759, "", "w.epw:8762:1: error: the year has 8759 rows instead of 8760"},
};

START_TEST(odd_rows_are_told_where_they_stand)
{
    struct made made = {1, false, "\n", odd_rows[_i].row, odd_rows[_i].text};
    ck_assert_ptr_null(read_made(&made));
    const char *text = messages();
    ck_assert_msg(strncmp(text, odd_rows[_i].message, strlen(odd_rows[_i].message)) == 0,
                  "wanted '%s', got:\n%s", odd_rows[_i].message, text);
}
END_TEST

static const struct {
    const char *text, *message;
} no_weather[] = {
    {"", "w.epw:1:1: error: this is no EPW file"},
    {"hello\n", "w.epw:1:1: error: this is no EPW file"},
    {"LOCATION,a,b\n", "w.epw:1:1: error: LOCATION has its time zone"},
    {"LOCATION,a,b,c,d,e,1,2,-6,171\nDATA PERIODS,2,1\n", "w.epw:2:1: error: DATA PERIODS tells one period"},
    {"LOCATION,a,b,c,d,e,1,2,-6,171\nDATA PERIODS,1,1\n", "w.epw: error: the year has 0 rows"},
};

START_TEST(what_is_no_weather_is_refused)
{
    const char *text = no_weather[_i].text;
    ck_assert_ptr_null(epw_read(text_file_of("w.epw", text, strlen(text), arena, diag), arena, diag));
    const char *told = messages();
    ck_assert_msg(strncmp(told, no_weather[_i].message, strlen(no_weather[_i].message)) == 0,
                  "wanted '%s', got:\n%s", no_weather[_i].message, told);
}
END_TEST

START_TEST(real_files_are_read)
{
    static const char *const names[] = {"USA_GA_Atlanta-Hartsfield-Jackson.Intl.AP.722190_TMY3.epw",
                                        "USA_IL_Chicago-OHare.Intl.AP.725300_TMY3.epw",
                                        "USA_TX_Dallas-Fort.Worth.Intl.AP.722590_TMY3.epw"};
    const char *data = getenv("GIGAPLAN_REFERENCE_DATA");
    for (size_t i = 0; data && *data && i < sizeof names / sizeof *names; i++) {
        const char *path = arena_printf(arena, "%s/weather/%s", data, names[i]);
        struct text_file *file = text_file_load(path, arena, (struct span){0}, diag);
        struct hourly *hourly = file ? epw_read(file, arena, diag) : NULL;
        ck_assert_msg(hourly != NULL, "%s", messages());
        ck_assert_int_eq(hourly->row_count, 8760);
        for (int h = 0; h < 8760; h++)
            ck_assert(hourly->columns[HOURLY_DEW_POINT_K][h] <= hourly->columns[HOURLY_DRY_BULB_K][h]);
    }
}
END_TEST

static struct hourly *read_csv(const char *text)
{
    return hourly_csv_read(text_file_of("p.csv", text, strlen(text), arena, diag), arena, diag);
}

START_TEST(dated_prices_are_read_in_si)
{
    struct hourly *hourly = read_csv("time,price [USD/MWh],carbon [g/kWh]\n2026-01-01T00:00Z,36,360\n"
                                     "2026-01-01T01:00Z,,0\n2026-01-01T02:00Z,72,720\n");
    ck_assert_msg(hourly != NULL, "%s", messages());
    ck_assert_int_eq(hourly->row_count, 3);
    ck_assert_int_eq(hourly->start, 1767225600);
    ck_assert_double_eq_tol(hourly->columns[HOURLY_PRICE_USD_J][0], 1e-8, 1e-20);
    ck_assert_double_eq_tol(hourly->columns[HOURLY_PRICE_USD_J][1], 1.5e-8, 1e-20);
    ck_assert_double_eq_tol(hourly->columns[HOURLY_CARBON_KG_J][2], 0.72 / 3.6e6, 1e-18);
    ck_assert_int_eq(hourly->filled_count, 1);
}
END_TEST

static const struct {
    const char *text, *message;
} bad_csv[] = {
    {"time,prize [USD/MWh]\n", "p.csv:1:6: error: there is no hourly column"},
    {"time,price\n", "p.csv:1:6: error: the column 'price' needs a unit"},
    {"time,price [MW]\n", "p.csv:1:6: error: 'MW' is no unit of a column 'price'"},
    {"time,price [USD/MWh],price [USD/MWh]\n",
     "p.csv:1:22: error: the column 'price [USD/MWh]' stands here twice"},
    {"price [USD/MWh]\n1\n", "p.csv: error: a year without times has 8760 rows, and this one 1"},
    {"time,price [USD/MWh]\n2026-01-01,1\n2026-01-01T02:00Z,1\n",
     "p.csv:3:1: error: rows are an hour apart, so this should be 2026-01-01T01:00:00Z"},
    {"time,price [USD/MWh]\n2026-01-01,x\n", "p.csv:2:12: error: "},
    {"time,price [USD/MWh]\n2026-01-01,\n", "p.csv:1:6: error: no row has a price"},
};

START_TEST(mistakes_in_hourly_tables_are_told_where_they_stand)
{
    ck_assert_ptr_null(read_csv(bad_csv[_i].text));
    const char *text = messages();
    ck_assert_msg(strncmp(text, bad_csv[_i].message, strlen(bad_csv[_i].message)) == 0,
                  "wanted '%s', got:\n%s", bad_csv[_i].message, text);
}
END_TEST

START_TEST(gaps_are_bridged_by_straight_lines)
{
    double round[] = {NAN, 4, NAN, NAN, 10, NAN};
    ck_assert_int_eq(hourly_fill(round, 6, true), 4);
    const double wanted[] = {6, 4, 6, 8, 10, 8};
    for (int i = 0; i < 6; i++)
        ck_assert_double_eq_tol(round[i], wanted[i], 1e-12);
    double open[] = {NAN, 4, NAN, 8, NAN};
    ck_assert_int_eq(hourly_fill(open, 5, false), 3);
    const double held[] = {4, 4, 6, 8, 8};
    for (int i = 0; i < 5; i++)
        ck_assert_double_eq_tol(open[i], held[i], 1e-12);
    double none[] = {NAN, NAN};
    ck_assert_int_eq(hourly_fill(none, 2, true), -1);
    double lone[] = {NAN, 3, NAN};
    ck_assert_int_eq(hourly_fill(lone, 3, true), 2);
    ck_assert_double_eq(lone[0], 3);
    ck_assert_double_eq(lone[2], 3);
}
END_TEST

Suite *test_scenario_hourly_suite(void)
{
    Suite *suite = suite_create("scenario_hourly");
    TCase *tests = tcase_create("hourly");
    tcase_add_checked_fixture(tests, open_arena, close_arena);
    tcase_add_loop_test(tests, line_ends_do_not_matter, 0, sizeof line_ends / sizeof *line_ends);
    tcase_add_test(tests, half_hours_are_averaged);
    tcase_add_test(tests, the_leap_day_is_dropped);
    tcase_add_test(tests, missing_values_are_filled_and_counted);
    tcase_add_test(tests, a_missing_dew_point_comes_from_the_humidity);
    tcase_add_loop_test(tests, odd_rows_are_told_where_they_stand, 0, sizeof odd_rows / sizeof *odd_rows);
    tcase_add_loop_test(tests, what_is_no_weather_is_refused, 0, sizeof no_weather / sizeof *no_weather);
    tcase_add_test(tests, real_files_are_read);
    tcase_add_test(tests, dated_prices_are_read_in_si);
    tcase_add_loop_test(tests, mistakes_in_hourly_tables_are_told_where_they_stand, 0,
                        sizeof bad_csv / sizeof *bad_csv);
    tcase_add_test(tests, gaps_are_bridged_by_straight_lines);
    suite_add_tcase(suite, tests);
    return suite;
}
