/* SPDX-License-Identifier: Apache-2.0 */
#include "report/axis.h"

#include "base/calendar.h"

#include <math.h>
#include <string.h>

struct axis_range axis_range_of(double low, double high, bool widen)
{
    static const double rounds[] = {1, 2, 2.5, 5, 10};
    double span = high > low ? high - low : 1;
    double power = pow(10, floor(log10(span / 4)));
    double step = power;
    for (size_t i = 0; i < sizeof rounds / sizeof *rounds && span / step > 5.0; i++)
        step = rounds[i] * power;
    if (widen)
        high = low + ceil((high - low) / step - 1e-9) * step;
    return (struct axis_range){low, high > low ? high : low + 1, step};
}

/* Digits behind the point that a step needs. */
static int decimals_of(double step)
{
    int decimals = 0;
    while (decimals < 6 && fabs(step - round(step)) > 1e-9 * step) {
        step *= 10;
        decimals++;
    }
    return decimals;
}

/* "12,000" in OUT. */
static void format_number(char *out, double value, int decimals)
{
    char digits[64];
    snprintf(digits, sizeof digits, "%.*f", decimals, fabs(value) < 1e-12 ? 0 : value);
    size_t whole = strcspn(digits, "."), start = digits[0] == '-';
    for (size_t i = 0; digits[i]; i++) {
        if (i > start && i < whole && (whole - i) % 3 == 0)
            *out++ = ',';
        *out++ = digits[i];
    }
    *out = '\0';
}

const char *axis_number_text(double value, double step, struct arena *arena)
{
    char text[96];
    format_number(text, value, decimals_of(step));
    return arena_strdup(arena, text);
}

static void write_axis(FILE *out, char axis, struct axis_range range, bool shown)
{
    if (!shown) {
        fprintf(out, "unset %ctics\n", axis);
        return;
    }
    char text[96];
    int decimals = decimals_of(range.step);
    fprintf(out, "set %ctics scale 0 nomirror textcolor rgb '#6B7280' (", axis);
    int first = (int)ceil(range.low / range.step - 1e-9), last = (int)floor(range.high / range.step + 1e-9);
    for (int i = first; i <= last; i++) {
        format_number(text, i * range.step, decimals);
        fprintf(out, "%s%s' %.9g", i > first ? ", '" : "'", text, i * range.step);
    }
    fputs(")\n", out);
}

void axis_write_values(FILE *out, struct axis_range range, bool shown)
{
    write_axis(out, 'y', range, shown);
}

void axis_write_numbers(FILE *out, struct axis_range range, bool shown)
{
    write_axis(out, 'x', range, shown);
}

/* Months between two lines of the grid, and between two dates that are written. */
struct spacing {
    int line, text;
};

static struct spacing spacing_of(int64_t start, int64_t end)
{
    double years = (double)(end - start) / (365.25 * CALENDAR_DAY_S);
    if (years > 12)
        return (struct spacing){12, 24};
    if (years > 5)
        return (struct spacing){12, 12};
    if (years > 2)
        return (struct spacing){6, 6};
    return years > 1 ? (struct spacing){3, 3} : (struct spacing){1, 2};
}

void axis_write_times(FILE *out, int64_t start, int64_t end, bool labelled)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct spacing spacing = spacing_of(start, end);
    fputs("set xtics scale 0 nomirror textcolor rgb '#6B7280' (", out);
    bool first = true;
    for (int64_t at = calendar_year_start(start); at <= end; at = calendar_add_months(at, spacing.line)) {
        if (at < start)
            continue;
        struct date date = calendar_date_of(at);
        bool written = labelled && ((date.year * 12 + date.month - 1) % spacing.text) == 0;
        fprintf(out, "%s'", first ? "" : ", ");
        if (written)
            fprintf(out, "%s %d", months[date.month - 1], date.year);
        fprintf(out, "' %.4f", (double)at / CALENDAR_DAY_S);
        first = false;
    }
    fputs(")\n", out);
}
