/* SPDX-License-Identifier: Apache-2.0 */
/*
 * calendar - dates, months and years for a clock that counts seconds.
 *
 * A tick is a second since 1970-01-01T00:00 UTC, without leap seconds, in the proleptic Gregorian calendar.
 * Everything is integer arithmetic in UTC, with no help from the C library.
 *
 * Errors: only the readers can fail; they tell a diag where and how to mend it.
 */
#ifndef BASE_CALENDAR_H
#define BASE_CALENDAR_H

#include "base/diag.h"

#include <stdint.h>

enum {
    CALENDAR_HOUR_S = 3600,
    CALENDAR_DAY_S = 86400,
    CALENDAR_WEEK_S = 7 * CALENDAR_DAY_S,
    CALENDAR_DATE_SIZE = 11, /* "YYYY-MM-DD" */
    CALENDAR_TIME_SIZE = 21, /* "YYYY-MM-DDTHH:MM:SSZ" */
};

struct date {
    int year;
    int month; /* 1..12 */
    int day;   /* 1..31 */
};

/*
 * Reads "YYYY-MM-DD" (midnight UTC) or "YYYY-MM-DDTHH:MM[:SS][Z|+HH:MM|-HH:MM]", UTC without a zone, of the
 * years 1900..9999.  The span is narrowed to the wrong part when it covers TEXT exactly.
 */
bool calendar_parse(int64_t *tick, const char *text, struct span span, struct diag *diag);

/*
 * Reads a duration in seconds, rounded to the nearest: a quantity of time ("26 weeks", "150 d") or ISO 8601
 * with exact parts ("P26W", "P150D", "P1DT12H", "PT36H").  Refused: ISO years and months, which are no fixed
 * number of days, negative durations, and more than 10,000 years.
 */
bool calendar_parse_duration(int64_t *duration_s, const char *text, struct span span, struct diag *diag);

/* The UTC date that TICK falls on, and the first tick of a date, which must exist. */
struct date calendar_date_of(int64_t tick);
int64_t calendar_tick_of(struct date date);

/* Of the Gregorian calendar; days of MONTH 1..12 are 28..31. */
bool calendar_is_leap(int year);
int calendar_days_in_month(int year, int month);

/*
 * TICK moved by MONTHS (of any sign), keeping the time of day.  The day is clamped to the end of the month:
 * 31 January plus one month is 28 or 29 February.
 */
int64_t calendar_add_months(int64_t tick, int months);

/* First tick of the month of TICK, of the month after it, of its quarter, of its calendar year. */
int64_t calendar_month_start(int64_t tick);
int64_t calendar_next_month(int64_t tick);
int64_t calendar_quarter_start(int64_t tick);
int64_t calendar_year_start(int64_t tick);

/* 1..4. */
int calendar_quarter(int64_t tick);

/* Whole months from the month of FROM to the month of TO, such as an index into monthly tables. */
int calendar_months_between(int64_t from, int64_t to);

/* Hour 0..23; hour of the week 0..167, Monday 00:00 being 0; day of the week 0..6, Monday 0. */
int calendar_hour_of_day(int64_t tick);
int calendar_hour_of_week(int64_t tick);
int calendar_day_of_week(int64_t tick);

/* Hours since 1 January 00:00 of its year, 0..8783. */
int calendar_hour_of_year(int64_t tick);

/* Writes "YYYY-MM-DD", and "YYYY-MM-DDTHH:MM:SSZ", of a year 1..9999.  Return OUT. */
char *calendar_format_date(int64_t tick, char out[CALENDAR_DATE_SIZE]);
char *calendar_format_time(int64_t tick, char out[CALENDAR_TIME_SIZE]);

/*
 * Years between the dates of two ticks by the day count of loans: actual days over 360.  Negative when TO is
 * before FROM.
 */
double calendar_act_360(int64_t from, int64_t to);

#endif
