/* SPDX-License-Identifier: Apache-2.0 */
#include "base/calendar.h"
#include "base/quantity.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

static const int64_t LONGEST_S = 10000LL * 366 * CALENDAR_DAY_S;

static const char *const month_names[] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};

struct reading {
    const char *text;
    const char *at;
    struct span span;
    struct diag *diag;
};

static struct span narrowed(const struct reading *reading, const char *at, int length)
{
    struct span span = reading->span;
    if (span.line > 0 && span.length == (int)strlen(reading->text)) {
        span.column += (int)(at - reading->text);
        span.length = length > 0 ? length : 1;
    }
    return span;
}

/* Exactly COUNT digits; leaves the reader where it was when there are fewer. */
static bool digits(struct reading *reading, int count, int *number)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (!isdigit((unsigned char)reading->at[i])) {
            return false;
        }
        value = value * 10 + reading->at[i] - '0';
    }
    *number = value;
    reading->at += count;
    return true;
}

static bool mark(struct reading *reading, char c)
{
    if (*reading->at != c) {
        return false;
    }
    reading->at++;
    return true;
}

static bool not_a_date(const struct reading *reading)
{
    diag_error(reading->diag, narrowed(reading, reading->text, (int)strlen(reading->text)),
               "'%.40s' is not a date", reading->text);
    diag_note(reading->diag, "write a date as '2026-03-31' or a time as '2026-03-31T18:00Z'");
    return false;
}

static bool date_exists(const struct reading *reading, struct date date, const char *start)
{
    if (date.year < 1900) {
        diag_error(reading->diag, narrowed(reading, start, 4), "the year %04d is out of range", date.year);
        diag_note(reading->diag, "years 1900 to 9999 are read");
        return false;
    }
    if (date.month < 1 || date.month > 12) {
        diag_error(reading->diag, narrowed(reading, start + 5, 2), "there is no month %02d", date.month);
        diag_note(reading->diag, "dates are written year-month-day, months are 01 to 12");
        return false;
    }
    int last = calendar_days_in_month(date.year, date.month);
    if (date.day < 1 || date.day > last) {
        diag_error(reading->diag, narrowed(reading, start + 8, 2), "there is no day %02d in this month",
                   date.day);
        diag_note(reading->diag, "%s %d has %d days", month_names[date.month - 1], date.year, last);
        return false;
    }
    return true;
}

static bool clock_exists(const struct reading *reading, int number, int most, const char *start,
                         const char *what)
{
    if (number <= most) {
        return true;
    }
    diag_error(reading->diag, narrowed(reading, start, 2), "there is no %s %02d", what, number);
    diag_note(reading->diag, "%ss are 00 to %02d", what, most);
    return false;
}

/* The zone in seconds to take off; UTC when there is none. */
static bool zone(struct reading *reading, int *offset_s)
{
    int hours, minutes = 0;
    const char *start = reading->at;
    *offset_s = 0;
    if (mark(reading, 'Z') || *start == '\0') {
        return true;
    }
    if (*start != '+' && *start != '-') {
        return not_a_date(reading);
    }
    reading->at++;
    if (!digits(reading, 2, &hours) || !mark(reading, ':') || !digits(reading, 2, &minutes)) {
        diag_error(reading->diag, narrowed(reading, start, (int)strlen(start)), "'%.20s' is not a time zone",
                   start);
        diag_note(reading->diag, "write 'Z' for UTC, or an offset such as '-06:00'");
        return false;
    }
    *offset_s = (*start == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
    return clock_exists(reading, hours, 14, start + 1, "zone hour") &&
           clock_exists(reading, minutes, 59, start + 4, "zone minute");
}

/* "HH:MM[:SS]" and the zone, in seconds after midnight UTC. */
static bool time_of_day(struct reading *reading, int *second)
{
    int hour, minute, seconds = 0, offset_s;
    const char *start = reading->at;
    if (!digits(reading, 2, &hour) || !mark(reading, ':') || !digits(reading, 2, &minute)) {
        return not_a_date(reading);
    }
    if (mark(reading, ':') && !digits(reading, 2, &seconds)) {
        return not_a_date(reading);
    }
    if (!clock_exists(reading, hour, 23, start, "hour") ||
        !clock_exists(reading, minute, 59, start + 3, "minute") ||
        !clock_exists(reading, seconds, 59, start + 6, "second") || !zone(reading, &offset_s)) {
        return false;
    }
    *second = hour * 3600 + minute * 60 + seconds - offset_s;
    return true;
}

bool calendar_parse(int64_t *tick, const char *text, struct span span, struct diag *diag)
{
    struct reading reading = {text, text, span, diag};
    struct date date;
    int second = 0;
    if (!digits(&reading, 4, &date.year) || !mark(&reading, '-') || !digits(&reading, 2, &date.month) ||
        !mark(&reading, '-') || !digits(&reading, 2, &date.day)) {
        return not_a_date(&reading);
    }
    if (!date_exists(&reading, date, text)) {
        return false;
    }
    if (mark(&reading, 'T') && !time_of_day(&reading, &second)) {
        return false;
    }
    if (*reading.at != '\0') {
        return not_a_date(&reading);
    }
    *tick = calendar_tick_of(date) + second;
    return true;
}

static bool not_a_duration(const struct reading *reading)
{
    diag_error(reading->diag, narrowed(reading, reading->text, (int)strlen(reading->text)),
               "'%.40s' is not a duration", reading->text);
    diag_note(reading->diag, "write '26 weeks', '150 d', 'P26W', 'P150D' or 'PT36H'");
    return false;
}

static bool too_long(const struct reading *reading)
{
    diag_error(reading->diag, narrowed(reading, reading->text, (int)strlen(reading->text)),
               "the duration is longer than 10,000 years");
    diag_note(reading->diag, "check the unit");
    return false;
}

/* Seconds per ISO designator; 0 when it is none, -1 for years and months. */
static int64_t designator_s(char letter, bool clock)
{
    switch (letter) {
    case 'W': return clock ? 0 : CALENDAR_WEEK_S;
    case 'D': return clock ? 0 : CALENDAR_DAY_S;
    case 'Y': return clock ? 0 : -1;
    case 'H': return clock ? CALENDAR_HOUR_S : 0;
    case 'M': return clock ? 60 : -1;
    case 'S': return clock ? 1 : 0;
    default: return 0;
    }
}

/* The parts of "P1DT12H" after the P; each must be smaller than the one before it. */
static bool iso_parts(struct reading *reading, int64_t *duration_s)
{
    int64_t total = 0, previous = INT64_MAX;
    bool clock = false, any = false;
    while (*reading->at) {
        if (!clock && mark(reading, 'T')) {
            clock = true;
            any = false;
            continue;
        }
        const char *start = reading->at;
        int64_t number = 0;
        while (isdigit((unsigned char)*reading->at) && number <= LONGEST_S) {
            number = number * 10 + (*reading->at++ - '0');
        }
        int64_t each = designator_s(*reading->at, clock);
        if (reading->at == start || each == 0 || (each > 0 && each >= previous)) {
            return number > LONGEST_S ? too_long(reading) : not_a_duration(reading);
        }
        if (each < 0) {
            diag_error(reading->diag, narrowed(reading, start, (int)(reading->at - start) + 1),
                       "ISO years and months are no fixed number of days");
            diag_note(reading->diag, "write days or weeks, or '2 years' for mean years of 365.25 days");
            return false;
        }
        if (number > (LONGEST_S - total) / each) {
            return too_long(reading);
        }
        total += number * each;
        previous = each;
        any = true;
        reading->at++;
    }
    if (!any) {
        return not_a_duration(reading);
    }
    *duration_s = total;
    return true;
}

bool calendar_parse_duration(int64_t *duration_s, const char *text, struct span span, struct diag *diag)
{
    struct reading reading = {text, text, span, diag};
    double seconds;
    if (mark(&reading, 'P')) {
        return iso_parts(&reading, duration_s);
    }
    if (!quantity_parse(&seconds, text, "d", span, diag)) {
        return false;
    }
    if (seconds < 0) {
        diag_error(diag, narrowed(&reading, text, (int)strlen(text)), "a duration cannot be negative");
        diag_note(diag, "write a length of time, such as '26 weeks'");
        return false;
    }
    if (seconds > (double)LONGEST_S) {
        return too_long(&reading);
    }
    *duration_s = llround(seconds);
    return true;
}
