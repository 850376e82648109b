/* SPDX-License-Identifier: Apache-2.0 */
#include "report/first_service.h"
#include "report/limit_table.h"
#include "report/report.h"

#include "base/calendar.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* What a reader wants first; a metric that the file does not hold is left out and named below. */
static const struct headline {
    const char *metric, *label;
} headlines[] = {
    {"capacity.wanted", "IT capacity wanted at the end"},
    {"capacity.energised", "IT capacity energised at the end"},
    {"capacity.accepted", "IT capacity of accepted racks at the end"},
    {"capacity.serving", "IT capacity of racks in service at the end"},
    {"racks.accepted", "Racks accepted at the end"},
    {"power.it", "IT load, mean over the whole time"},
    {"power.facility", "Facility load, mean over the whole time"},
    {"power.energy", "Energy from the grid"},
    {"cooling.pue", "PUE, energy-weighted"},
    {"cooling.water", "Make-up water"},
    {"tokens.asked", "Tokens asked for"},
    {"tokens.served", "Tokens served"},
    {"tokens.spilled", "Tokens spilled to other clouds"},
    {"tokens.refused", "Tokens refused"},
    {"tokens.revenue", "Revenue from tokens"},
    {"funding.drawn", "Money drawn from instruments"},
    {"funding.payable", "Payments due and unpaid at the end"},
    {"economics.energy_cost", "Cost of energy"},
};

static void put_study_row(struct table *table, const char *name, const char *text)
{
    table_add_row(table);
    table_put_text(table, name);
    table_put_text(table, text);
}

static const char *period_text(const struct report_request *request)
{
    char start[CALENDAR_DATE_SIZE], end[CALENDAR_DATE_SIZE];
    const struct reader_study *study = request->source->study;
    return arena_printf(request->arena, "%s to %s", calendar_format_date(study->start, start),
                        calendar_format_date(study->end, end));
}

static const char *status_of(const struct cursor *row, struct arena *arena)
{
    const char *status = cursor_text(row, 2);
    return status ? arena_strdup(arena, status) : "not completed";
}

static void show_study(struct report_request *request)
{
    static const struct table_column columns[] = {{.name = "what", .heading = "Study"},
                                                  {.name = "value", .heading = "", .max_width = 80}};
    const struct reader_study *study = request->source->study;
    struct table *table = report_table(request, "study", NULL, columns, 2);
    put_study_row(table, "scenario", study->label && *study->label ? study->label : study->name);
    put_study_row(table, "simulated", period_text(request));
    put_study_row(
        table, "basis",
        arena_printf(request->arena, "%s, seed %" PRId64, source_basis(request->source), study->seed));
    struct cursor *row =
        source_query(request->source, "SELECT stop_reason, count(*), status FROM run WHERE " SOURCE_CHOSEN
                                      " AND status <> 'completed' GROUP BY 3, 1 ORDER BY 2 DESC, 1 LIMIT 3");
    while (cursor_next(row, request->diag)) {
        const char *reason = cursor_text(row, 0);
        put_study_row(table, status_of(row, request->arena),
                      arena_printf(request->arena, "%" PRId64 " of %d: %s", cursor_integer(row, 1),
                                   request->source->run_count, reason ? reason : "no reason stored"));
    }
}

static void put_headline(struct report_request *request, struct table *table, const char *label,
                         const char *metric, const double *figures)
{
    table_add_row(table);
    table_put_text(table, label);
    report_put_quantiles(request, table, figures);
    const char *unit = source_metric(request->source, metric)->unit;
    table_put_text(table, unit && *unit ? unit : "1");
    table_put_text(table, metric);
}

/* Before any rack served there was no capacity to be short of. */
static void put_refused(struct report_request *request, struct table *table, const char *metric)
{
    struct first_service first;
    if (!first_service_load(&first, request->source))
        return;
    put_headline(request, table, "Tokens refused before any rack served", metric,
                 first.before[FIRST_REFUSED]);
    put_headline(request, table, "Tokens refused since the first served", metric, first.since[FIRST_REFUSED]);
}

static void show_headlines(struct report_request *request)
{
    static const struct table_column columns[] = {
        {.name = "figure", .heading = "Whole campus"},
        {.name = "p10", .heading = "P10", .align = TABLE_RIGHT, .decimals = -1, .grouped = true},
        {.name = "p50", .heading = "Median", .align = TABLE_RIGHT, .decimals = -1, .grouped = true},
        {.name = "p90", .heading = "P90", .align = TABLE_RIGHT, .decimals = -1, .grouped = true},
        {.name = "unit", .heading = "Unit"},
        {.name = "metric", .heading = "Metric"},
    };
    struct table *table = report_table_over(request, "headlines", "Figures", columns, 6);
    int64_t campus = reader_entity_id(request->source->reader, "campus");
    const char *absent = "";
    for (size_t i = 0; i < sizeof headlines / sizeof *headlines; i++) {
        double *figures = source_kpi(request->source, headlines[i].metric, campus);
        if (!figures) {
            absent = arena_printf(request->arena, "%s%s%s", absent, *absent ? ", " : "", headlines[i].metric);
            continue;
        }
        put_headline(request, table, headlines[i].label, headlines[i].metric, figures);
        if (!strcmp(headlines[i].metric, "tokens.refused"))
            put_refused(request, table, headlines[i].metric);
    }
    table_add_note(table, "P10: exceeded in 90 %% of the replications; P90: exceeded in 10 %%");
    table_add_note(
        table, "IT capacity is what racks must be provided with, energised: on the design day; IT load is "
               "what they draw, which is less, so that more may stand in service than is energised");
    table_add_note(table, "not modelled: tax");
    if (*absent)
        table_add_note(table, "not in this file: %s", absent);
}

/* Value of a target's metric on its date, by run. */
static double *target_values(const struct source *source, int record)
{
    double *values = source_figures(source, NAN);
    struct cursor *row =
        reader_query(source->reader, source->diag,
                     "SELECT run_id, value FROM target WHERE " SOURCE_CHOSEN " AND record = ?3", "iii",
                     source->point, source->only, (int64_t)record);
    while (cursor_next(row, source->diag)) {
        int place = source_place(source, cursor_integer(row, 0));
        if (place >= 0)
            values[place] = cursor_real(row, 1);
    }
    return values;
}

/* What the plan must reach: as confident as it asks is for the command run to judge. */
static void show_targets(struct report_request *request)
{
    static const struct table_column columns[] = {
        {.name = "target", .heading = "Target", .max_width = 56},
        {.name = "date", .heading = "Looked at on"},
        {.name = "p10", .heading = "Value, P10", .align = TABLE_RIGHT, .decimals = -1, .grouped = true},
        {.name = "p50", .heading = "Median", .align = TABLE_RIGHT, .decimals = -1, .grouped = true},
        {.name = "p90", .heading = "P90", .align = TABLE_RIGHT, .decimals = -1, .grouped = true},
        {.name = "met", .heading = "Met in"},
        {.name = "met_low", .heading = "95 %: from", .unit = "%", .align = TABLE_RIGHT, .decimals = 1},
        {.name = "met_high", .heading = "to", .unit = "%", .align = TABLE_RIGHT, .decimals = 1},
    };
    const struct source *source = request->source;
    int count, met_count;
    const struct source_dates *dates =
        source_query_dates(source, "SELECT run_id, record, tick FROM target WHERE " SOURCE_CHOSEN, &count);
    const struct source_dates *met =
        source_query_dates(source, "SELECT run_id, record, met FROM target WHERE " SOURCE_CHOSEN, &met_count);
    struct table *table = NULL;
    for (int i = 0; i < count && i < met_count; i++) {
        int hits = 0;
        for (int run = 0; run < source->run_count; run++)
            hits += met[i].tick[run] == 1;
        struct sample_interval share = sample_share_interval(hits, source->run_count, REPORT_CONFIDENCE);
        if (!table)
            table = report_table_over(request, "targets", "Targets", columns, 8);
        table_add_row(table);
        table_put_text(table, source_record_label(source, dates[i].record));
        report_put_date(table, dates[i].tick[0]);
        report_put_quantiles(request, table, target_values(source, dates[i].record));
        table_put_text(table, arena_printf(request->arena, "%d of %d", hits, source->run_count));
        table_put_number(table, 100 * share.low);
        table_put_number(table, 100 * share.high);
    }
}

/* At most this many milestones on one page. */
enum { DATES_MAX = 12 };

static void show_dates(struct report_request *request)
{
    static const struct table_column columns[] = {
        {.name = "milestone", .heading = "Milestone", .max_width = 40},
        {.name = "done_10", .heading = "10 % done by"},
        {.name = "done_50", .heading = "50 % done by"},
        {.name = "done_90", .heading = "90 % done by"},
        {.name = "not_reached", .heading = "Not reached", .align = TABLE_RIGHT},
    };
    int count, shown = 0;
    const struct source *source = request->source;
    const struct source_dates *dates = source_dates(source, &count);
    struct table *table = NULL;
    for (int i = 0; i < count && shown < DATES_MAX; i++) {
        if (strcmp(source->records[dates[i].record].kind, "milestone"))
            continue;
        if (!shown++)
            table = report_table_over(request, "dates", "Dates", columns, 5);
        struct sample sample = report_sample(request, dates[i].tick);
        table_add_row(table);
        table_put_text(table, source_record_label(source, dates[i].record));
        report_put_date(table, sample_quantile(&sample, 0.1));
        report_put_date(table, sample_quantile(&sample, 0.5));
        report_put_date(table, sample_quantile(&sample, 0.9));
        report_put_share(table, sample.count - sample_finite_count(&sample), sample.count);
    }
}

static void show_limits(struct report_request *request)
{
    static const struct table_column columns[] = {
        {.name = "limit", .heading = "Limit"},
        {.name = "mw_days",
         .heading = "Cut",
         .unit = "MW d",
         .align = TABLE_RIGHT,
         .decimals = 0,
         .grouped = true},
    };
    enum { SHOWN_MAX = 5 };
    const struct limit_table *limits = limit_table_load(request->source);
    if (!limits)
        return;
    struct table *table = report_table_over(request, "limits", "What bound the IT load", columns, 2);
    struct limit_range all = {0, limits->site_count, 0, limits->period_count};
    for (int i = 0; i < limits->name_count && i < SHOWN_MAX; i++) {
        struct limit_cell cell = limit_table_sum(limits, all, i);
        if (!strcmp(limits->names[i], "none") || cell.mw_days <= 0)
            continue;
        table_add_row(table);
        table_put_text(table, limits->names[i]);
        table_put_number(table, cell.mw_days);
    }
    table_add_note(table,
                   "megawatt-days of wanted IT load that each cut, mean over the replications; all of them "
                   "and the time: report limits");
}

static void show_books(struct report_request *request)
{
    static const struct table_column columns[] = {
        {.name = "book", .heading = "Book"},
        {.name = "residual", .heading = "Largest residual", .align = TABLE_RIGHT, .decimals = -1},
        {.name = "throughput",
         .heading = "Throughput",
         .align = TABLE_RIGHT,
         .decimals = -1,
         .grouped = true},
        {.name = "unit", .heading = "Unit"},
    };
    struct cursor *row = source_query(
        request->source, "SELECT book, max(abs(value)), avg(throughput), max(unit) FROM residual "
                         "WHERE " SOURCE_CHOSEN " GROUP BY 1 ORDER BY 1");
    struct table *table = NULL;
    while (cursor_next(row, request->diag)) {
        if (!table)
            table = report_table_over(request, "books", "How exactly the books close", columns, 4);
        table_add_row(table);
        table_put_text(table, cursor_text(row, 0));
        table_put_number(table, cursor_real(row, 1));
        table_put_number(table, cursor_real(row, 2));
        table_put_text(table, cursor_text(row, 3));
    }
}

static void run(struct report_request *request)
{
    show_study(request);
    show_targets(request);
    show_dates(request);
    show_headlines(request);
    show_limits(request);
    show_books(request);
}

const struct report report_summary = {
    .name = "summary",
    .summary = "one page: figures, dates, what bound, how exactly the books close",
    .run = run,
};
