/* SPDX-License-Identifier: Apache-2.0 */
#include "report/trace.h"

#include "base/calendar.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* Column names are letters, digits and '_': the reader has refused any others. */
static const char *columns_of(const struct trace *trace)
{
    struct arena *arena = trace->source->arena;
    const char *columns = "";
    for (int i = 0; i < trace->metric_count; i++)
        columns =
            arena_printf(arena, "%s, %s", columns, trace->metrics[i] ? trace->metrics[i]->column : "NULL");
    return columns;
}

/* A query of TABLE for the samples of one entity, ?3. */
static struct cursor *query_samples(const struct trace *trace, int64_t entity, const char *select,
                                    const char *table, const char *rest)
{
    const struct source *source = trace->source;
    const char *query =
        arena_printf(source->arena, "SELECT %s FROM %s WHERE " SOURCE_CHOSEN " AND entity_id = ?3 %s", select,
                     table, rest);
    return reader_query(source->reader, source->diag, query, "iii", source->point, source->only, entity);
}

/* Replications share their times, but one that stopped early has fewer: the longest gives the axis. */
static void load_times(struct trace *trace, int64_t entity, const char *table)
{
    const struct source *source = trace->source;
    struct cursor *row = query_samples(trace, entity, "run_id", table,
                                       "GROUP BY run_id ORDER BY count(*) DESC, run_id LIMIT 1");
    if (!cursor_next(row, source->diag))
        return;
    int64_t longest = cursor_integer(row, 0), *t = NULL;
    cursor_close(row);
    size_t capacity = 0;
    const char *query = arena_printf(
        source->arena, "SELECT t FROM %s WHERE run_id = ?1 AND entity_id = ?2 ORDER BY t", table);
    row = reader_query(source->reader, source->diag, query, "ii", longest, entity);
    while (cursor_next(row, source->diag)) {
        t = arena_grow(source->arena, t, (size_t)trace->time_count, &capacity, sizeof *t);
        t[trace->time_count++] = cursor_integer(row, 0);
    }
    trace->t = t;
}

static void make_room(struct trace *trace)
{
    size_t cells = (size_t)trace->run_count * (size_t)trace->time_count;
    for (int m = 0; m < trace->metric_count; m++) {
        if (!trace->metrics[m])
            continue;
        trace->values[m] = arena_array(trace->source->arena, cells, sizeof(double));
        for (size_t i = 0; i < cells; i++)
            trace->values[m][i] = NAN;
    }
}

static void load_values(struct trace *trace, int64_t entity, const char *table)
{
    const char *select = arena_printf(trace->source->arena, "run_id, t%s", columns_of(trace));
    struct cursor *row = query_samples(trace, entity, select, table, "ORDER BY run_id, t");
    while (cursor_next(row, trace->source->diag)) {
        int64_t t = cursor_integer(row, 1);
        int run = source_place(trace->source, cursor_integer(row, 0)), time = trace_time_at(trace, t);
        if (run < 0 || time < 0 || trace->t[time] != t)
            continue;
        for (int m = 0; m < trace->metric_count; m++)
            if (trace->values[m])
                trace->values[m][(size_t)run * (size_t)trace->time_count + (size_t)time] =
                    cursor_real(row, 2 + m);
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
    const char *scope = entities[entity].scope ? entities[entity].scope : "";
    for (int i = 0; i < count; i++) {
        const struct reader_metric *metric = source_metric(source, names[i]);
        if (metric && metric->sort &&
            (!strcmp(metric->scope, scope) || (metric->campus && !strcmp(scope, "campus"))))
            trace->metrics[i] = metric;
    }
    const char *table = !strcmp(scope, "site")    ? "series_site"
                        : !strcmp(scope, "party") ? "series_party"
                                                  : "series_campus";
    load_times(trace, entity, table);
    make_room(trace);
    load_values(trace, entity, table);
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
