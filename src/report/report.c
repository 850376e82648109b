/* SPDX-License-Identifier: Apache-2.0 */
#include "report/report.h"

#include "base/calendar.h"

#include <math.h>

struct table *report_table(struct report_request *request, const char *name, const char *title,
                           const struct table_column *columns, int column_count)
{
    struct table *table = table_new(request->arena, name, title, columns, column_count);
    request->tables = arena_grow(request->arena, request->tables, request->table_count,
                                 &request->table_capacity, sizeof *request->tables);
    request->tables[request->table_count++] = table;
    return table;
}

struct table *report_table_over(struct report_request *request, const char *name, const char *title,
                                const struct table_column *columns, int column_count)
{
    title = arena_printf(request->arena, "%s (%s)", title, source_basis(request->source));
    return report_table(request, name, title, columns, column_count);
}

void report_missing(struct report_request *request, const char *name, const char *title, const char *why)
{
    static const struct table_column columns[] = {{.name = "note", .heading = "Note", .max_width = 90}};
    struct table *table = report_table(request, name, title, columns, 1);
    table_add_row(table);
    table_put_text(table, why);
}

const char *report_date_text(struct arena *arena, double tick)
{
    char text[CALENDAR_DATE_SIZE];
    if (tick == INFINITY)
        return "not reached";
    if (!isfinite(tick))
        return NULL;
    return arena_strdup(arena, calendar_format_date((int64_t)tick, text));
}

void report_put_date(struct table *table, double tick)
{
    table_put_text(table, report_date_text(table->arena, tick));
}

void report_put_share(struct table *table, int hits, int count)
{
    if (hits > 0)
        table_put_text(table, arena_printf(table->arena, "%d of %d", hits, count));
    else
        table_put_blank(table);
}

struct sample report_sample(const struct report_request *request, const double *values)
{
    return sample_of(values, request->source->run_count, request->arena);
}

void report_put_quantiles(const struct report_request *request, struct table *table, const double *values)
{
    static const double shares[] = {0.1, 0.5, 0.9};
    struct sample sample = values ? report_sample(request, values) : (struct sample){NULL, 0};
    for (int i = 0; i < 3; i++)
        table_put_number(table, sample_quantile(&sample, shares[i]));
}

/* Whole hundredths of a figure that may be a rounding below them. */
static double hundredths(double percent)
{
    return floor(percent * 100 + 1e-6);
}

void report_round_shares(double *percent, int count)
{
    double sum = 0, floors = 0;
    for (int i = 0; i < count; i++) {
        sum += percent[i];
        floors += hundredths(percent[i]);
    }
    for (long left = lround(sum * 100 - floors); left > 0; left--) {
        int best = 0;
        for (int i = 1; i < count; i++)
            if (percent[i] * 100 - hundredths(percent[i]) > percent[best] * 100 - hundredths(percent[best]))
                best = i;
        percent[best] = (hundredths(percent[best]) + 1) / 100;
    }
    for (int i = 0; i < count; i++)
        percent[i] = hundredths(percent[i]) / 100;
}
