/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "base/calendar.h"

#include <math.h>
#include <string.h>
#include <time.h>

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

static int64_t tick_of(const char *text)
{
    int64_t tick = INT64_MIN;
    ck_assert_msg(calendar_parse(&tick, text, span_of_argument("x", text), diag), "%s", text);
    return tick;
}

static const struct {
    const char *text;
    int64_t tick;
} good_times[] = {
    {"1970-01-01", 0},
    {"1970-01-02", 86400},
    {"1969-12-31", -86400},
    {"2000-02-29", 951782400},
    {"2026-03-31", 1774915200},
    {"2026-03-31T18:00Z", 1774980000},
    {"2026-03-31T18:00", 1774980000},
    {"2026-03-31T12:00-06:00", 1774980000},
    {"2026-03-31T23:30:15+05:30", 1774980015},
    {"2038-01-19T03:14:08Z", 2147483648},
    {"2100-03-01", 4107542400},
};

START_TEST(iso_dates_and_times_become_ticks)
{
    for (size_t i = 0; i < sizeof good_times / sizeof *good_times; i++)
        ck_assert_int_eq(tick_of(good_times[i].text), good_times[i].tick);
    ck_assert_int_eq(diag_error_count(diag), 0);
}
END_TEST

static const struct {
    const char *text;
    const char *error;
    int column;
    const char *note;
} bad_times[] = {
    {"2025-02-30", "no day 30", 9, "February 2025 has 28 days"},
    {"2024-02-30", "no day 30", 9, "February 2024 has 29 days"},
    {"2100-02-29", "no day 29", 9, "February 2100 has 28 days"},
    {"2025-04-31", "no day 31", 9, "April 2025 has 30 days"},
    {"2025-04-00", "no day 00", 9, "April 2025 has 30 days"},
    {"2025-13-01", "no month 13", 6, "01 to 12"},
    {"2025-00-01", "no month 00", 6, "01 to 12"},
    {"1899-12-31", "1899 is out of range", 1, "1900 to 9999"},
    {"2025-2-3", "is not a date", 1, "'2026-03-31'"},
    {"31.12.2025", "is not a date", 1, "'2026-03-31'"},
    {"2025-12-31 ", "is not a date", 1, "'2026-03-31'"},
    {"2025-12-31x", "is not a date", 1, "'2026-03-31'"},
    {"2025-12-31T", "is not a date", 1, "'2026-03-31'"},
    {"2025-12-31T24:00", "no hour 24", 12, "00 to 23"},
    {"2025-12-31T10:60", "no minute 60", 15, "00 to 59"},
    {"2025-12-31T10:00:60Z", "no second 60", 18, "00 to 59"},
    {"2025-12-31T10:00+6", "'+6' is not a time zone", 17, "'-06:00'"},
    {"2025-12-31T10:00+15:00", "no zone hour 15", 18, "00 to 14"},
    {"2025-12-31T10:00Zz", "is not a date", 1, "'2026-03-31'"},
    {"-2025-12-31", "is not a date", 1, "'2026-03-31'"},
    {"", "is not a date", 1, "'2026-03-31'"},
};

static char *printed(struct diag *from)
{
    FILE *file = tmpfile();
    char *text = arena_alloc(arena, 4096);
    diag_flush(from, file);
    rewind(file);
    text[fread(text, 1, 4095, file)] = '\0';
    fclose(file);
    return text;
}

START_TEST(dates_that_do_not_exist_are_refused_where_they_are_wrong)
{
    for (size_t i = 0; i < sizeof bad_times / sizeof *bad_times; i++) {
        int64_t tick = 42;
        char place[32];
        struct diag *one = diag_new(arena);
        struct span span = {"plan.xml", NULL, 3, 1, (int)strlen(bad_times[i].text)};
        ck_assert_msg(!calendar_parse(&tick, bad_times[i].text, span, one), "%s", bad_times[i].text);
        ck_assert_int_eq(tick, 42);
        const char *text = printed(one);
        snprintf(place, sizeof place, "plan.xml:3:%d: ", bad_times[i].column);
        ck_assert_msg(strstr(text, bad_times[i].error), "%s: %s", bad_times[i].text, text);
        ck_assert_msg(strstr(text, bad_times[i].note), "%s: %s", bad_times[i].text, text);
        ck_assert_msg(strstr(text, place), "%s: %s", place, text);
    }
}
END_TEST

static const struct {
    const char *text;
    int64_t duration_s; /* -1: refused */
} durations[] = {
    {"26 weeks", 26 * 604800},
    {"150 d", 150 * 86400},
    {"1 month", 2629800},
    {"1.5 h", 5400},
    {"0 d", 0},
    {"P26W", 26 * 604800},
    {"P150D", 150 * 86400},
    {"P1DT12H", 129600},
    {"PT36H", 129600},
    {"PT1H30M15S", 5415},
    {"P1W2D", 9 * 86400},
    {"P", -1},
    {"PT", -1},
    {"P1", -1},
    {"P1DT", -1},
    {"P1M", -1},
    {"P2Y", -1},
    {"P1D1W", -1},
    {"P1D1D", -1},
    {"PT1D", -1},
    {"P1H", -1},
    {"P-1D", -1},
    {"P1.5D", -1},
    {"P99999999999999999999W", -1},
    {"P9999999D", -1},
    {"-3 d", -1},
    {"3", -1},
    {"3 MW", -1},
    {"20000 years", -1},
    {"", -1},
};

START_TEST(durations_are_quantities_or_exact_iso_parts)
{
    for (size_t i = 0; i < sizeof durations / sizeof *durations; i++) {
        int64_t duration_s = -7;
        const char *text = durations[i].text;
        struct diag *one = diag_new(arena);
        bool good = calendar_parse_duration(&duration_s, text, span_of_argument("x", text), one);
        ck_assert_msg(good == (durations[i].duration_s >= 0), "%s", text);
        ck_assert_int_eq(diag_error_count(one), !good);
        ck_assert_int_eq(duration_s, good ? durations[i].duration_s : -7);
        ck_assert(good || strstr(printed(one), "note: "));
    }
}
END_TEST

START_TEST(every_day_of_four_centuries_agrees_with_the_c_library)
{
    int64_t first = tick_of("1900-01-01"), last = tick_of("2300-12-31");
    char text[CALENDAR_DATE_SIZE], expected[32];
    for (int64_t tick = first; tick <= last; tick += CALENDAR_DAY_S) {
        time_t seconds = (time_t)tick;
        struct tm tm;
        gmtime_r(&seconds, &tm);
        struct date date = calendar_date_of(tick + CALENDAR_DAY_S - 1);
        ck_assert_int_eq(date.year, tm.tm_year + 1900);
        ck_assert_int_eq(date.month, tm.tm_mon + 1);
        ck_assert_int_eq(date.day, tm.tm_mday);
        ck_assert_int_eq(calendar_tick_of(date), tick);
        ck_assert_int_eq(calendar_day_of_week(tick), (tm.tm_wday + 6) % 7);
        strftime(expected, sizeof expected, "%Y-%m-%d", &tm);
        ck_assert_str_eq(calendar_format_date(tick, text), expected);
    }
}
END_TEST

static const struct {
    const char *from;
    int months;
    const char *to;
} moves[] = {
    {"2026-01-31", 1, "2026-02-28"},
    {"2024-01-31", 1, "2024-02-29"},
    {"2026-01-31", 2, "2026-03-31"},
    {"2026-03-31", -1, "2026-02-28"},
    {"2026-11-15", 2, "2027-01-15"},
    {"2026-01-15", -13, "2024-12-15"},
    {"2024-02-29", 12, "2025-02-28"},
    {"2024-02-29", 48, "2028-02-29"},
    {"2026-05-31T18:30", 1, "2026-06-30T18:30"},
    {"1970-01-31", -1, "1969-12-31"},
};

START_TEST(months_are_added_with_the_end_of_month_clamped)
{
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        ck_assert_int_eq(calendar_add_months(tick_of(moves[i].from), moves[i].months), tick_of(moves[i].to));
        ck_assert_int_eq(calendar_months_between(tick_of(moves[i].from), tick_of(moves[i].to)),
                         moves[i].months);
    }
}
END_TEST

START_TEST(periods_start_where_people_expect)
{
    int64_t tick = tick_of("2028-08-17T13:45");
    ck_assert_int_eq(calendar_month_start(tick), tick_of("2028-08-01"));
    ck_assert_int_eq(calendar_next_month(tick), tick_of("2028-09-01"));
    ck_assert_int_eq(calendar_next_month(tick_of("2028-12-31")), tick_of("2029-01-01"));
    ck_assert_int_eq(calendar_quarter_start(tick), tick_of("2028-07-01"));
    ck_assert_int_eq(calendar_year_start(tick), tick_of("2028-01-01"));
    ck_assert_int_eq(calendar_quarter(tick), 3);
    ck_assert_int_eq(calendar_hour_of_day(tick), 13);
    ck_assert_int_eq(calendar_hour_of_week(tick), 3 * 24 + 13); /* a Thursday */
    ck_assert_int_eq(calendar_hour_of_year(tick_of("2028-12-31T23:59")), 8783);
    ck_assert_int_eq(calendar_hour_of_day(-1), 23);
    ck_assert_int_eq(calendar_hour_of_week(tick_of("2026-06-01")), 0); /* a Monday */
}
END_TEST

START_TEST(times_are_written_as_they_are_read)
{
    char text[CALENDAR_TIME_SIZE];
    ck_assert_str_eq(calendar_format_time(tick_of("2026-03-31T18:05:09Z"), text), "2026-03-31T18:05:09Z");
    ck_assert_str_eq(calendar_format_time(-1, text), "1969-12-31T23:59:59Z");
    for (int64_t tick = tick_of("1999-12-31"); tick < tick_of("2001-01-02"); tick += 12347)
        ck_assert_int_eq(tick_of(calendar_format_time(tick, text)), tick);
}
END_TEST

START_TEST(the_day_count_of_loans_is_actual_over_360)
{
    static const struct {
        const char *from, *to;
        int days;
    } counts[] = {{"2006-08-31", "2007-02-28", 181}, {"2007-02-26", "2008-02-29", 368},
                  {"2008-02-29", "2009-02-28", 365}, {"2008-02-29", "2008-03-31", 31},
                  {"2008-01-01", "2009-01-01", 366}, {"2026-04-01", "2026-07-01", 91}};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        ck_assert_double_eq(calendar_act_360(tick_of(counts[i].from), tick_of(counts[i].to) + 3600),
                            counts[i].days / 360.0);
    ck_assert_double_eq(calendar_act_360(86400, 0), -1 / 360.0);
}
END_TEST

/* Flows and their rate of return by this day count in a published example. */
START_TEST(a_rate_of_return_matches_the_published_figure)
{
    static const struct {
        const char *date;
        double amount;
    } flows[] = {{"2007-01-12", -10000},
                 {"2008-02-14", 2500},
                 {"2008-03-03", 2000},
                 {"2008-06-14", 3000},
                 {"2008-12-01", 4000}};
    double value = 0, size = 0;
    for (size_t j = 0; j < sizeof flows / sizeof *flows; j++) {
        double years = calendar_act_360(tick_of(flows[0].date), tick_of(flows[j].date));
        value += flows[j].amount * pow(1 + 0.0991988898057, -years);
        size += fabs(flows[j].amount);
    }
    ck_assert_double_le(fabs(value), 1e-10 * size);
}
END_TEST

Suite *test_calendar_suite(void)
{
    Suite *suite = suite_create("calendar");
    TCase *tcase = tcase_create("calendar");
    tcase_set_timeout(tcase, 60); /* four centuries of days, also on a busy machine */
    tcase_add_checked_fixture(tcase, open_arena, close_arena);
    tcase_add_test(tcase, iso_dates_and_times_become_ticks);
    tcase_add_test(tcase, dates_that_do_not_exist_are_refused_where_they_are_wrong);
    tcase_add_test(tcase, durations_are_quantities_or_exact_iso_parts);
    tcase_add_test(tcase, every_day_of_four_centuries_agrees_with_the_c_library);
    tcase_add_test(tcase, months_are_added_with_the_end_of_month_clamped);
    tcase_add_test(tcase, periods_start_where_people_expect);
    tcase_add_test(tcase, times_are_written_as_they_are_read);
    tcase_add_test(tcase, the_day_count_of_loans_is_actual_over_360);
    tcase_add_test(tcase, a_rate_of_return_matches_the_published_figure);
    suite_add_tcase(suite, tcase);
    return suite;
}
