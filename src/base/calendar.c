/* SPDX-License-Identifier: Apache-2.0 */
#include "base/calendar.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/*
 * Days since 1970-01-01 and back, in eras of 400 years that start on 1 March, so that the leap day is
 * the last of its year.
 */
static int64_t days_of(struct date date)
{
    int64_t year = date.year - (date.month <= 2);
    int64_t era = floor_div(year, 400);
    int64_t year_of_era = year - era * 400;
    int64_t month_from_march = (date.month + 9) % 12;
    int64_t day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static struct date date_of_days(int64_t days)
{
    int64_t shifted = days + 719468;
    int64_t era = floor_div(shifted, 146097);
    int64_t day_of_era = shifted - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month_from_march = (5 * day_of_year + 2) / 153;
    int month = (int)(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
    return (struct date){.year = (int)(year_of_era + era * 400) + (month <= 2),
                         .month = month,
                         .day = (int)(day_of_year - (153 * month_from_march + 2) / 5) + 1};
}

static int64_t second_of_day(int64_t tick)
{
    return tick - floor_div(tick, CALENDAR_DAY_S) * CALENDAR_DAY_S;
}

struct date calendar_date_of(int64_t tick)
{
    return date_of_days(floor_div(tick, CALENDAR_DAY_S));
}

int64_t calendar_tick_of(struct date date)
{
    assert(date.month >= 1 && date.month <= 12 && date.day >= 1);
    assert(date.day <= calendar_days_in_month(date.year, date.month));
    return days_of(date) * CALENDAR_DAY_S;
}

bool calendar_is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int calendar_days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    assert(month >= 1 && month <= 12);
    return days[month - 1] + (month == 2 && calendar_is_leap(year));
}

int64_t calendar_add_months(int64_t tick, int months)
{
    struct date date = calendar_date_of(tick);
    int64_t index = (int64_t)date.year * 12 + date.month - 1 + months;
    date.year = (int)floor_div(index, 12);
    date.month = (int)(index - floor_div(index, 12) * 12) + 1;
    int last = calendar_days_in_month(date.year, date.month);
    date.day = date.day < last ? date.day : last;
    return days_of(date) * CALENDAR_DAY_S + second_of_day(tick);
}

int64_t calendar_month_start(int64_t tick)
{
    struct date date = calendar_date_of(tick);
    date.day = 1;
    return calendar_tick_of(date);
}

int64_t calendar_next_month(int64_t tick)
{
    return calendar_add_months(calendar_month_start(tick), 1);
}

int64_t calendar_quarter_start(int64_t tick)
{
    struct date date = calendar_date_of(tick);
    return calendar_tick_of((struct date){date.year, (date.month - 1) / 3 * 3 + 1, 1});
}

int64_t calendar_year_start(int64_t tick)
{
    return calendar_tick_of((struct date){calendar_date_of(tick).year, 1, 1});
}

int calendar_quarter(int64_t tick)
{
    return (calendar_date_of(tick).month - 1) / 3 + 1;
}

int calendar_months_between(int64_t from, int64_t to)
{
    struct date a = calendar_date_of(from), b = calendar_date_of(to);
    return (b.year - a.year) * 12 + b.month - a.month;
}

int calendar_hour_of_day(int64_t tick)
{
    return (int)(second_of_day(tick) / CALENDAR_HOUR_S);
}

int calendar_day_of_week(int64_t tick)
{
    int64_t days = floor_div(tick, CALENDAR_DAY_S) + 3; /* 1970-01-01 was a Thursday */
    return (int)(days - floor_div(days, 7) * 7);
}

int calendar_hour_of_week(int64_t tick)
{
    return calendar_day_of_week(tick) * 24 + calendar_hour_of_day(tick);
}

int calendar_hour_of_year(int64_t tick)
{
    return (int)((tick - calendar_year_start(tick)) / CALENDAR_HOUR_S);
}

static void two_digits(char *out, int number)
{
    out[0] = (char)('0' + number / 10 % 10);
    out[1] = (char)('0' + number % 10);
}

char *calendar_format_date(int64_t tick, char out[CALENDAR_DATE_SIZE])
{
    struct date date = calendar_date_of(tick);
    assert(date.year >= 1 && date.year <= 9999);
    two_digits(out, date.year / 100);
    two_digits(out + 2, date.year % 100);
    two_digits(out + 5, date.month);
    two_digits(out + 8, date.day);
    out[4] = out[7] = '-';
    out[10] = '\0';
    return out;
}

char *calendar_format_time(int64_t tick, char out[CALENDAR_TIME_SIZE])
{
    int second = (int)second_of_day(tick);
    calendar_format_date(tick, out);
    two_digits(out + 11, second / 3600);
    two_digits(out + 14, second / 60 % 60);
    two_digits(out + 17, second % 60);
    out[10] = 'T';
    out[13] = out[16] = ':';
    out[19] = 'Z';
    out[20] = '\0';
    return out;
}

static double days_between(int64_t from, int64_t to)
{
    return (double)(floor_div(to, CALENDAR_DAY_S) - floor_div(from, CALENDAR_DAY_S));
}

double calendar_act_360(int64_t from, int64_t to)
{
    return days_between(from, to) / 360;
}
