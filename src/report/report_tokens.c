/* SPDX-License-Identifier: Apache-2.0 */
#include "report/first_service.h"
#include "report/kpi_rows.h"
#include "report/plant_log.h"
#include "report/token_table.h"
#include "report/yearly.h"

#include "base/calendar.h"

#include <math.h>

static const struct yearly_column columns[] = {
    {"tokens.asked", YEARLY_SUM, NULL, {"asked", "Asked for", "Ttoken", .decimals = 2}},
    {"tokens.served", YEARLY_SUM, NULL, {"served", "Served", "Ttoken", .decimals = 2}},
    {"tokens.spilled", YEARLY_SUM, NULL, {"spilled", "Spilled", "Ttoken", .decimals = 2}},
    {"tokens.refused", YEARLY_SUM, NULL, {"refused", "Refused", "Ttoken", .decimals = 2}},
    {NULL, YEARLY_REST, NULL, {"queued", "Queue grew by", "Ttoken", .decimals = 2}},
    {"tokens.backlog", YEARLY_MEAN, NULL, {"backlog", "Mean queue", "Ttoken", .decimals = 3}},
    {"tokens.capacity", YEARLY_MEAN, NULL, {"capacity", "Could be served", "Ttoken/day", .decimals = 3}},
};

/* What the money says: revenue against power. */
static const struct table_column money_columns[] = {
    {.name = "year", .heading = "Year"},
    {.name = "revenue",
     .heading = "Revenue",
     .unit = "MUSD",
     .align = TABLE_RIGHT,
     .decimals = 1,
     .grouped = true},
    {.name = "revenue_served",
     .heading = "Of served tokens",
     .unit = "MUSD",
     .align = TABLE_RIGHT,
     .decimals = 1,
     .grouped = true},
    {.name = "energy", .heading = "Facility energy", .unit = "GW.year", .align = TABLE_RIGHT, .decimals = 4},
    {.name = "revenue_per_energy",
     .heading = "Of served tokens per facility GW-year",
     .unit = "BUSD",
     .align = TABLE_RIGHT,
     .decimals = 2},
    {.name = "capacity",
     .heading = "Accepted facility capacity",
     .unit = "GW.year",
     .align = TABLE_RIGHT,
     .decimals = 4},
    {.name = "revenue_per_capacity",
     .heading = "Of served tokens per GW-year of it",
     .unit = "BUSD",
     .align = TABLE_RIGHT,
     .decimals = 2},
    {.name = "price",
     .heading = "Revenue per token sold",
     .unit = "USD/Mtoken",
     .align = TABLE_RIGHT,
     .decimals = 3},
};
enum { MONEY_COLUMNS = sizeof money_columns / sizeof *money_columns };

static double mean_of(struct report_request *request, const struct trace *trace, int metric, int year)
{
    double *figures = trace_year(trace, metric, year);
    if (!figures)
        return NAN;
    struct sample sample = report_sample(request, figures);
    return sample_mean(&sample);
}

enum { REVENUE, ENERGY, SERVED, SPILLED, METRICS, ACCEPTED = METRICS, FIGURES };
static const char *const money_metrics[METRICS] = {"tokens.revenue", "power.energy", "tokens.served",
                                                   "tokens.spilled"};

/* Facility capacity of accepted racks x time in YEAR, MWh over all sites; NAN when the file does not tell. */
static double accepted_in(const struct plant_log *log, int year)
{
    double sum = log->count > 0 ? 0 : NAN;
    for (int i = 0; i < log->count; i++)
        if (calendar_date_of(log->periods[i].start).year == year)
            sum += plant_log_mean(log, &log->periods[i], CELL_PLANT_ACCEPTED);
    return sum;
}

/* MUSD, MWh, Ttoken, Ttoken and MWh; a revenue of MUSD for Ttoken is USD for Mtoken. */
static void put_money(struct table *table, const double *figure)
{
    const double mwh_per_gw_year = 1000 * 8766.0;
    double gw_years = figure[ENERGY] / mwh_per_gw_year, sold = figure[SERVED] + figure[SPILLED];
    double served = sold > 0 ? figure[REVENUE] * figure[SERVED] / sold : NAN;
    table_put_number(table, figure[REVENUE]);
    table_put_number(table, served);
    table_put_number(table, gw_years);
    table_put_number(table, gw_years > 0 ? served / 1000 / gw_years : NAN);
    double accepted = figure[ACCEPTED] / mwh_per_gw_year;
    table_put_number(table, accepted);
    table_put_number(table, accepted > 0 ? served / 1000 / accepted : NAN);
    table_put_number(table, sold > 0 ? figure[REVENUE] / sold : NAN);
}

static void show_money(struct report_request *request)
{
    const struct trace *trace = trace_load(
        request->source, reader_entity_id(request->source->reader, "campus"), money_metrics, METRICS);
    if (!trace_has(trace, REVENUE))
        return;
    struct table *table =
        report_table_over(request, "revenue", "Revenue against power, by year", money_columns, MONEY_COLUMNS);
    struct plant_log log = plant_log_load(request->source, PLANT_BY_YEAR);
    int first, years = trace_years(request->source, &first);
    double total[FIGURES] = {0};
    for (int year = first; year < first + years; year++) {
        double figure[FIGURES];
        for (int i = 0; i < METRICS; i++)
            figure[i] = mean_of(request, trace, i, year);
        figure[ACCEPTED] = accepted_in(&log, year);
        for (int i = 0; i < FIGURES; i++)
            total[i] += figure[i];
        table_add_row(table);
        table_put_integer(table, year);
        put_money(table, figure);
    }
    table_add_total(table);
    table_put_text(table, "all");
    put_money(table, total);
    table_add_note(table,
                   "means over the replications, after the channels' share; of served tokens: the revenue by "
                   "their share in what was sold, as spilled tokens make no use of this power");
    table_add_note(table,
                   "facility energy is what the meter drew; accepted facility capacity is the IT capacity "
                   "of accepted racks at the design day's load per IT, whether it works or not");
    table_add_note(table,
                   "price and growth are the scenario's: what a token is worth depends on its class, cached "
                   "share and speed");
}

#define TOKENS(NAME, HEADING)                                                                                \
    {                                                                                                        \
        .name = NAME, .heading = HEADING, .unit = "Ttoken", .align = TABLE_RIGHT, .decimals = 2,             \
        .grouped = true                                                                                      \
    }

static const struct table_column stream_columns[] = {
    {.name = "demand", .heading = "Demand", .max_width = 40},
    TOKENS("asked", "Asked for"),
    TOKENS("served", "Served"),
    TOKENS("spilled", "Spilled"),
    TOKENS("refused", "Refused"),
    {.name = "queued", .heading = "Queued at the end", .unit = "Ttoken", .align = TABLE_RIGHT, .decimals = 3},
    {.name = "served_share", .heading = "Served", .unit = "%", .align = TABLE_RIGHT, .decimals = 1},
    {.name = "revenue",
     .heading = "Revenue",
     .unit = "MUSD",
     .align = TABLE_RIGHT,
     .decimals = 1,
     .grouped = true},
    {.name = "spill_cost",
     .heading = "Paid for spilled",
     .unit = "MUSD",
     .align = TABLE_RIGHT,
     .decimals = 1,
     .grouped = true},
};

enum { STREAM_SUMS = 7, STREAM_TOKENS = 5 };

/* The share served stands between the tokens and the money. */
static void put_stream(struct table *table, const char *name, const double *sums)
{
    table_put_text(table, name);
    for (int i = 0; i < STREAM_SUMS; i++) {
        if (i == STREAM_TOKENS)
            table_put_number(table, sums[0] > 0 ? 100 * sums[1] / sums[0] : NAN);
        table_put_number(table, sums[i]);
    }
}

static void show_streams(struct report_request *request)
{
    double total[STREAM_SUMS] = {0};
    struct table *table = NULL;
    struct cursor *row = source_query(
        request->source,
        "SELECT record, avg(asked), avg(served), avg(spilled), avg(refused), avg(queued), "
        "avg(revenue_usd), avg(spill_cost_usd) FROM stream WHERE " SOURCE_CHOSEN " GROUP BY 1 ORDER BY 1");
    while (cursor_next(row, request->diag)) {
        double sums[STREAM_SUMS];
        if (!table)
            table = report_table_over(request, "streams", "Tokens by demand, whole time", stream_columns, 9);
        for (int i = 0; i < STREAM_SUMS; i++) {
            sums[i] = cursor_real(row, 1 + i) / (i < STREAM_TOKENS ? 1e12 : 1e6);
            total[i] += sums[i];
        }
        table_add_row(table);
        put_stream(table, source_record_label(request->source, cursor_integer(row, 0)), sums);
    }
    if (!table)
        return;
    table_add_total(table);
    put_stream(table, "all", total);
    table_add_note(table,
                   "means over the replications; asked for = served + spilled + refused + queued at the end");
}

static void put_times(struct report_request *request, struct table *table, const char *name,
                      double *const *tokens)
{
    table_add_row(table);
    table_put_text(table, name);
    for (int m = 0; m < FIRST_COUNT; m++) {
        struct sample sample = report_sample(request, tokens[m]);
        table_put_number(table, sample_mean(&sample));
    }
}

static void show_first_service(struct report_request *request)
{
    static const struct table_column times_columns[] = {
        {.name = "time", .heading = "Time"}, TOKENS("asked", "Asked for"), TOKENS("served", "Served"),
        TOKENS("spilled", "Spilled"),        TOKENS("refused", "Refused"),
    };
    struct first_service first;
    if (!first_service_load(&first, request->source))
        return;
    struct table *table = report_table_over(request, "first_service", "Before and since the first service",
                                            times_columns, sizeof times_columns / sizeof *times_columns);
    put_times(request, table, "before any rack served", first.before);
    put_times(request, table, "since", first.since);
    struct sample sample = report_sample(request, first.tick);
    table_add_note(
        table,
        "means over the replications, by sampling intervals; only what is refused or spilled since "
        "is for want of capacity; first service: 10 %% by %s, 50 %% by %s, 90 %% by %s",
        report_date_text(request->arena, sample_quantile(&sample, 0.1)),
        report_date_text(request->arena, sample_quantile(&sample, 0.5)),
        report_date_text(request->arena, sample_quantile(&sample, 0.9)));
}

static const struct kpi_row whole[] = {
    {"tokens.asked", "Tokens asked for"},         {"tokens.served", "Tokens served"},
    {"tokens.spilled", "Spilled elsewhere"},      {"tokens.refused", "Refused"},
    {"tokens.capacity", "Could be served, mean"}, {"tokens.revenue", "Revenue"},
};

static void run(struct report_request *request)
{
    struct table *table = yearly_show(request, "tokens", "Tokens by year", "campus", false, columns,
                                      sizeof columns / sizeof *columns);
    table_add_note(
        table, "asked for = served + spilled + refused + growth of the queue; could be served: by the racks "
               "in service, of the mix asked for");
    show_first_service(request);
    show_money(request);
    show_streams(request);
    token_table_show(request);
    kpi_rows_show(request, "whole", "Tokens over the whole time", "campus", whole,
                  sizeof whole / sizeof *whole);
}

const struct report report_tokens = {
    .name = "tokens",
    .summary = "tokens asked for, served, spilled, refused and queued, and what they earn per facility "
               "gigawatt-year",
    .run = run,
};
