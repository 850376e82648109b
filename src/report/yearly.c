/* SPDX-License-Identifier: Apache-2.0 */
#include "report/yearly.h"

#include "base/calendar.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* One entity on its way into the table: metric I of the columns has place I, its weight COUNT + I. */
struct part {
    const struct trace *trace;
    const struct yearly_column *columns;
    int count;
};

static double hours_of(const struct trace *trace, int year)
{
    int64_t from = calendar_tick_of((struct date){year, 1, 1}),
            to = calendar_tick_of((struct date){year + 1, 1, 1});
    int64_t start = trace->source->study->start, end = trace->source->study->end;
    from = from > start ? from : start;
    to = to < end ? to : end;
    return (double)(to - from) / CALENDAR_HOUR_S;
}

static double *figures_of(const struct part *part, int column, int year)
{
    switch (part->columns[column].how) {
    case YEARLY_PEAK: return trace_year_peak(part->trace, column, year);
    case YEARLY_MEAN:
        return part->columns[column].weight
                   ? trace_year_weighted(part->trace, column, part->count + column, year)
                   : trace_year(part->trace, column, year);
    case YEARLY_REST: return NULL;
    default: return trace_year(part->trace, column, year);
    }
}

static bool adds_up(enum yearly_how how)
{
    return how == YEARLY_SUM || how == YEARLY_ENERGY || how == YEARLY_REST;
}

static double figure_of(struct report_request *request, const struct part *part, int column, int year)
{
    enum yearly_how how = part->columns[column].how;
    const double *figures = figures_of(part, column, year);
    if (!figures)
        return NAN;
    struct sample sample = report_sample(request, figures);
    double figure = adds_up(how) ? sample_mean(&sample) : sample_quantile(&sample, 0.5);
    if (how != YEARLY_ENERGY)
        return figure;
    return isnan(figure) ? 0 : figure * hours_of(part->trace, year);
}

/* What is left of the first sum. */
static double rest_of(const struct yearly_column *columns, int count, const double *figures)
{
    double rest = NAN;
    for (int i = 0; i < count; i++) {
        if (columns[i].how != YEARLY_SUM && columns[i].how != YEARLY_ENERGY)
            continue;
        rest = isnan(rest) ? figures[i] : rest - figures[i];
    }
    return rest;
}

static void put_figures(struct table *table, const struct yearly_column *columns, int count,
                        const double *figures)
{
    for (int i = 0; i < count; i++)
        table_put_number(table,
                         columns[i].how == YEARLY_REST ? rest_of(columns, count, figures) : figures[i]);
}

static bool any_adds_up(const struct yearly_column *columns, int count)
{
    for (int i = 0; i < count; i++)
        if (adds_up(columns[i].how))
            return true;
    return false;
}

static void put_entity(struct report_request *request, struct table *table, int64_t entity,
                       const struct yearly_column *columns, int count)
{
    const char *names[2 * YEARLY_COLUMNS_MAX] = {NULL};
    double total[YEARLY_COLUMNS_MAX];
    for (int i = 0; i < count; i++) {
        names[i] = columns[i].metric ? columns[i].metric : "";
        names[count + i] = columns[i].weight ? columns[i].weight : "";
        total[i] = adds_up(columns[i].how) ? 0 : NAN;
    }
    struct part part = {trace_load(request->source, entity, names, 2 * count), columns, count};
    int first, years = trace_years(request->source, &first);
    for (int year = first; year < first + years; year++) {
        double figures[YEARLY_COLUMNS_MAX];
        table_add_row(table);
        table_put_text(table, source_entity_label(request->source, entity));
        table_put_integer(table, year);
        for (int i = 0; i < count; i++) {
            figures[i] = figure_of(request, &part, i, year);
            total[i] += figures[i];
        }
        put_figures(table, columns, count, figures);
    }
    if (!any_adds_up(columns, count)) {
        table_add_rule(table);
        return;
    }
    table_add_total(table);
    table_put_text(table, source_entity_label(request->source, entity));
    table_put_text(table, "all");
    put_figures(table, columns, count, total);
}

static void note_absent(struct report_request *request, struct table *table,
                        const struct yearly_column *columns, int count)
{
    const char *absent = "";
    for (int i = 0; i < count; i++)
        if (columns[i].metric && !source_metric(request->source, columns[i].metric))
            absent = arena_printf(request->arena, "%s%s%s", absent, *absent ? ", " : "", columns[i].metric);
    if (request->source->run_count > 1)
        table_add_note(table, any_adds_up(columns, count)
                                  ? "sums are means over the replications and add up; all other figures are "
                                    "medians"
                                  : "figures are medians over the replications, which differ from means");
    if (*absent)
        table_add_note(table, "not in this file: %s", absent);
}

struct table *yearly_show(struct report_request *request, const char *name, const char *title,
                          const char *scope, bool whole, const struct yearly_column *columns, int count)
{
    assert(count <= YEARLY_COLUMNS_MAX && 2 * count <= TRACE_METRICS_MAX);
    struct table_column *shown = arena_array(request->arena, (size_t)count + 2, sizeof *shown);
    shown[0] = (struct table_column){.name = "whose", .heading = "Whose"};
    shown[1] = (struct table_column){.name = "year", .heading = "Year"};
    for (int i = 0; i < count; i++) {
        shown[2 + i] = columns[i].column;
        shown[2 + i].align = TABLE_RIGHT;
        shown[2 + i].grouped = true;
    }
    struct table *table = report_table_over(request, name, title, shown, count + 2);
    int entity_count;
    const int64_t *entities = source_entities(request->source, scope, &entity_count);
    for (int i = 0; i < entity_count; i++)
        put_entity(request, table, entities[i], columns, count);
    if (whole)
        put_entity(request, table, reader_entity_id(request->source->reader, "campus"), columns, count);
    note_absent(request, table, columns, count);
    return table;
}
