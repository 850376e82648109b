/* SPDX-License-Identifier: Apache-2.0 */
#include "report/trace.h"

#include "base/calendar.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* Rows as they come: by run, then time. */
struct rows {
    int64_t *run, *t;
    double *values; /* metric_count to a row */
    size_t count, run_capacity, t_capacity, value_capacity;
};

/* Column names are letters, digits and '_': the reader has refused any others. */
static const char *query_of(const struct trace *trace, const char *table)
{
    struct arena *arena = trace->source->arena;
    const char *columns = "";
    for (int i = 0; i < trace->metric_count; i++)
        columns =
            arena_printf(arena, "%s, %s", columns, trace->metrics[i] ? trace->metrics[i]->column : "NULL");
    return arena_printf(
        arena, "SELECT run_id, t%s FROM %s WHERE " SOURCE_CHOSEN " AND entity_id = ?3 ORDER BY run_id, t",
        columns, table);
}

static struct rows read_rows(const struct trace *trace, const char *table, int64_t entity)
{
    const struct source *source = trace->source;
    struct rows rows = {0};
    struct cursor *row = reader_query(source->reader, source->diag, query_of(trace, table), "iii",
                                      source->point, source->only, entity);
    size_t width = (size_t)trace->metric_count;
    while (cursor_next(row, source->diag)) {
        rows.run = arena_grow(source->arena, rows.run, rows.count, &rows.run_capacity, sizeof *rows.run);
        rows.t = arena_grow(source->arena, rows.t, rows.count, &rows.t_capacity, sizeof *rows.t);
        rows.values = arena_grow(source->arena, rows.values, rows.count, &rows.value_capacity,
                                 width * sizeof *rows.values);
        rows.run[rows.count] = cursor_integer(row, 0);
        rows.t[rows.count] = cursor_integer(row, 1);
        for (int i = 0; i < trace->metric_count; i++)
            rows.values[rows.count * width + (size_t)i] = cursor_real(row, 2 + i);
        rows.count++;
    }
    return rows;
}

/* Replications share their times, but one that stopped early has fewer: the longest gives the axis. */
static void take_times(struct trace *trace, const struct rows *rows)
{
    size_t start = 0;
    for (size_t i = 1; i <= rows->count; i++) {
        if (i < rows->count && rows->run[i] == rows->run[start])
            continue;
        if ((int)(i - start) > trace->time_count) {
            trace->time_count = (int)(i - start);
            trace->t = rows->t + start;
        }
        start = i;
    }
}

static void place_rows(struct trace *trace, const struct rows *rows)
{
    size_t cells = (size_t)trace->run_count * (size_t)trace->time_count;
    for (int m = 0; m < trace->metric_count; m++) {
        if (!trace->metrics[m])
            continue;
        trace->values[m] = arena_array(trace->source->arena, cells, sizeof(double));
        for (size_t i = 0; i < cells; i++)
            trace->values[m][i] = NAN;
    }
    for (size_t i = 0; i < rows->count; i++) {
        int run = source_place(trace->source, rows->run[i]), time = trace_time_at(trace, rows->t[i]);
        if (run < 0 || time < 0 || trace->t[time] != rows->t[i])
            continue;
        for (int m = 0; m < trace->metric_count; m++)
            if (trace->values[m])
                trace->values[m][(size_t)run * (size_t)trace->time_count + (size_t)time] =
                    rows->values[i * (size_t)trace->metric_count + (size_t)m];
    }
}

struct trace *trace_load(const struct source *source, int64_t entity, const char *const *names, int count)
{
    assert(count <= TRACE_METRICS_MAX);
    struct trace *trace = arena_alloc(source->arena, sizeof *trace);
    trace->source = source;
    trace->run_count = source->run_count;
    trace->metric_count = count;
    int entity_count;
    const struct reader_entity *entities = reader_entities(source->reader, &entity_count);
    if (entity < 0 || entity >= entity_count)
        return trace;
    const char *scope = entities[entity].scope;
    for (int i = 0; i < count; i++) {
        const struct reader_metric *metric = source_metric(source, names[i]);
        if (metric && (!strcmp(metric->scope, scope) || (metric->campus && !strcmp(scope, "campus"))))
            trace->metrics[i] = metric;
    }
    const char *table = !strcmp(scope, "site")    ? "series_site"
                        : !strcmp(scope, "party") ? "series_party"
                                                  : "series_campus";
    struct rows rows = read_rows(trace, table, entity);
    take_times(trace, &rows);
    place_rows(trace, &rows);
    return trace;
}

bool trace_has(const struct trace *trace, int metric)
{
    size_t cells = (size_t)trace->run_count * (size_t)trace->time_count;
    for (size_t i = 0; trace->values[metric] && i < cells; i++)
        if (!isnan(trace->values[metric][i]))
            return true;
    return false;
}

int trace_years(const struct source *source, int *first)
{
    *first = calendar_date_of(source->study->start).year;
    return calendar_date_of(source->study->end - 1).year - *first + 1;
}

/* Seconds of the interval that ends at sample TIME which fall into YEAR. */
static double overlap_s(const struct trace *trace, int time, int64_t from, int64_t to)
{
    int64_t start = time > 0 ? trace->t[time - 1] : trace->source->study->start, end = trace->t[time];
    start = start > from ? start : from;
    end = end < to ? end : to;
    return end > start ? (double)(end - start) : 0;
}

static double length_s(const struct trace *trace, int time)
{
    return overlap_s(trace, time, INT64_MIN, INT64_MAX);
}

struct span_of_year {
    int64_t from, to;
};

static struct span_of_year span_of(int year)
{
    return (struct span_of_year){calendar_tick_of((struct date){year, 1, 1}),
                                 calendar_tick_of((struct date){year + 1, 1, 1})};
}

static const double *row_of(const struct trace *trace, int metric, int run)
{
    return trace->values[metric] + (size_t)run * (size_t)trace->time_count;
}

double *trace_year_weighted(const struct trace *trace, int metric, int weight, int year)
{
    if (!trace->values[metric] || (weight >= 0 && !trace->values[weight]))
        return NULL;
    struct span_of_year span = span_of(year);
    double *figures = source_figures(trace->source, NAN);
    for (int run = 0; run < trace->run_count; run++) {
        const double *value = row_of(trace, metric, run);
        double sum = 0, weights = 0;
        for (int i = 0; i < trace->time_count; i++) {
            double w = overlap_s(trace, i, span.from, span.to);
            if (weight >= 0)
                w *= row_of(trace, weight, run)[i];
            if (!(w > 0) || isnan(value[i]))
                continue;
            sum += w * value[i];
            weights += w;
        }
        if (weights > 0)
            figures[run] = sum / weights;
    }
    return figures;
}

static double *year_sum(const struct trace *trace, int metric, int year)
{
    struct span_of_year span = span_of(year);
    double *figures = source_figures(trace->source, 0);
    for (int run = 0; run < trace->run_count; run++) {
        const double *value = row_of(trace, metric, run);
        for (int i = 0; i < trace->time_count; i++) {
            double length = length_s(trace, i);
            if (length > 0 && !isnan(value[i]))
                figures[run] += value[i] * (overlap_s(trace, i, span.from, span.to) / length);
        }
    }
    return figures;
}

double *trace_year(const struct trace *trace, int metric, int year)
{
    if (!trace->values[metric])
        return NULL;
    if (!strcmp(trace->metrics[metric]->sort, "counter"))
        return year_sum(trace, metric, year);
    if (!strcmp(trace->metrics[metric]->sort, "mean"))
        return trace_year_weighted(trace, metric, -1, year);
    int time = trace_time_at(trace, span_of(year).to);
    return time >= 0 ? trace_column(trace, metric, time) : source_figures(trace->source, NAN);
}

double *trace_year_peak(const struct trace *trace, int metric, int year)
{
    if (!trace->values[metric])
        return NULL;
    struct span_of_year span = span_of(year);
    double *figures = source_figures(trace->source, NAN);
    for (int run = 0; run < trace->run_count; run++) {
        const double *value = row_of(trace, metric, run);
        for (int i = 0; i < trace->time_count; i++)
            if (trace->t[i] > span.from && trace->t[i] <= span.to && !isnan(value[i]) &&
                !(figures[run] >= value[i]))
                figures[run] = value[i];
    }
    return figures;
}

double *trace_column(const struct trace *trace, int metric, int time)
{
    double *figures = source_figures(trace->source, NAN);
    for (int run = 0; trace->values[metric] && run < trace->run_count; run++)
        figures[run] = row_of(trace, metric, run)[time];
    return figures;
}

int trace_time_at(const struct trace *trace, int64_t tick)
{
    int low = 0, high = trace->time_count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (trace->t[middle] <= tick)
            low = middle + 1;
        else
            high = middle;
    }
    return low - 1;
}

double *trace_reaches(const struct trace *trace, int metric, double level)
{
    double *figures = source_figures(trace->source, INFINITY);
    for (int run = 0; trace->values[metric] && run < trace->run_count; run++) {
        const double *value = row_of(trace, metric, run);
        int time = 0;
        while (time < trace->time_count && !(value[time] >= level))
            time++;
        if (time < trace->time_count)
            figures[run] = (double)trace->t[time];
    }
    return figures;
}
