/* SPDX-License-Identifier: Apache-2.0 */
#include "report/kpi_rows.h"

#include <math.h>
#include <string.h>

static const struct table_column columns[] = {
    {.name = "whose", .heading = "Whose"},
    {.name = "figure", .heading = "Figure", .max_width = 44},
    {.name = "p10", .heading = "P10", .align = TABLE_RIGHT, .decimals = TABLE_DECIMALS_AUTO, .grouped = true},
    {.name = "p50",
     .heading = "Median",
     .align = TABLE_RIGHT,
     .decimals = TABLE_DECIMALS_AUTO,
     .grouped = true},
    {.name = "p90", .heading = "P90", .align = TABLE_RIGHT, .decimals = TABLE_DECIMALS_AUTO, .grouped = true},
    {.name = "p50_low",
     .heading = "Median, 95 %: from",
     .align = TABLE_RIGHT,
     .decimals = TABLE_DECIMALS_AUTO,
     .grouped = true},
    {.name = "p50_high",
     .heading = "to",
     .align = TABLE_RIGHT,
     .decimals = TABLE_DECIMALS_AUTO,
     .grouped = true},
    {.name = "mean",
     .heading = "Mean",
     .align = TABLE_RIGHT,
     .decimals = TABLE_DECIMALS_AUTO,
     .grouped = true},
    {.name = "unit", .heading = "Unit"},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static bool are_zero(const struct report_request *request, const double *figures)
{
    for (int run = 0; run < request->source->run_count; run++)
        if (figures[run] != 0 && !isnan(figures[run]))
            return false;
    return true;
}

static void put_row(struct report_request *request, struct table *table, int64_t entity,
                    const struct kpi_row *row, const double *figures)
{
    struct sample sample = report_sample(request, figures);
    struct sample_interval interval = sample_quantile_interval(&sample, 0.5, REPORT_CONFIDENCE);
    const char *unit = source_metric(request->source, row->metric)->unit;
    table_add_row(table);
    table_put_text(table, source_entity_label(request->source, entity));
    table_put_text(table, row->label);
    report_put_quantiles(request, table, figures);
    table_put_number(table, isfinite(interval.low) ? interval.low : NAN);
    table_put_number(table, isfinite(interval.high) ? interval.high : NAN);
    table_put_number(table, sample_mean(&sample));
    table_put_text(table, unit && *unit ? unit : "1");
}

void kpi_rows_show(struct report_request *request, const char *name, const char *title, const char *scope,
                   const struct kpi_row *rows, int count)
{
    int entity_count;
    const int64_t *entities = source_entities(request->source, scope, &entity_count);
    struct table *table = report_table_over(request, name, title, columns, COLUMNS);
    const char *absent = "";
    int zeros = 0;
    for (int i = 0; i < count; i++)
        if (!source_metric(request->source, rows[i].metric))
            absent = arena_printf(request->arena, "%s%s%s", absent, *absent ? ", " : "", rows[i].metric);
    for (int entity = 0; entity < entity_count; entity++)
        for (int i = 0; i < count; i++) {
            const double *figures = source_kpi(request->source, rows[i].metric, entities[entity]);
            if (figures && are_zero(request, figures))
                zeros++;
            else if (figures)
                put_row(request, table, entities[entity], &rows[i], figures);
        }
    if (request->source->run_count > 1)
        table_add_note(table, "P10: exceeded in 90 %% of the replications; only means add up");
    if (zeros)
        table_add_note(table, "%d figures are zero in every replication and left out", zeros);
    if (*absent)
        table_add_note(table, "not in this file: %s", absent);
}

void kpi_rows_family(struct report_request *request, const char *name, const char *title, const char *scope,
                     const char *prefix)
{
    int count, place = 0;
    const struct reader_metric *metrics = reader_metrics(request->source->reader, &count);
    struct kpi_row *rows = arena_array(request->arena, (size_t)count + 1, sizeof *rows);
    for (int i = 0; i < count; i++)
        if (!strncmp(metrics[i].name, prefix, strlen(prefix)))
            rows[place++] = (struct kpi_row){metrics[i].name, metrics[i].meaning};
    kpi_rows_show(request, name, title, scope, rows, place);
}
