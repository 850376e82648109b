/* SPDX-License-Identifier: Apache-2.0 */
#include "report/kpi_rows.h"
#include "report/trace.h"

#include "base/calendar.h"

#include <math.h>

static const char *const metrics[] = {
    "racks.ordered",    "racks.in_transit", "racks.gate",    "racks.dock",
    "racks.installing", "racks.burn_in",    "racks.rework",  "racks.accepted",
    "racks.serving",    "racks.failed",     "racks.retired", "racks.stranded",
};
enum { METRICS = sizeof metrics / sizeof *metrics, ORDERED = 0, WAITING = 1, ACCEPTED = 7 };

#define RACKS(NAME, HEADING)                                                                                 \
    {                                                                                                        \
        .name = NAME, .heading = HEADING, .align = TABLE_RIGHT, .decimals = 1, .grouped = true               \
    }

static const struct table_column columns[] = {
    {.name = "whose", .heading = "Whose"},
    {.name = "date", .heading = "On"},
    RACKS("ordered", "Ordered"),
    RACKS("not_shipped", "Not shipped"),
    RACKS("in_transit", "In transit"),
    RACKS("gate", "Before the dock"),
    RACKS("dock", "On the dock"),
    RACKS("installing", "Installing"),
    RACKS("burn_in", "Burn-in"),
    RACKS("rework", "Rework"),
    RACKS("accepted", "Accepted so far"),
    RACKS("serving", "Serving"),
    RACKS("failed", "Failed"),
    RACKS("retired", "Retired"),
    RACKS("stranded", "Stranded"),
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static const struct kpi_row whole[] = {
    {"racks.stranded_time", "Stranded: delivered without a ready position"},
    {"racks.failures", "Permanent failures of packages"},
    {"racks.interruptions", "Interruptions of work"},
    {"racks.accepted", "Racks accepted at the end"},
    {"racks.serving", "Racks serving at the end"},
    {"racks.live_packages", "Working packages in service at the end"},
};

static void put_date(struct report_request *request, struct table *table, const struct trace *trace,
                     int64_t entity, int64_t tick)
{
    double mean[METRICS], waiting = 0;
    int time = trace_time_at(trace, tick);
    if (time < 0)
        return;
    for (int i = 0; i < METRICS; i++) {
        struct sample sample = report_sample(request, trace_column(trace, i, time));
        mean[i] = sample_mean(&sample);
        if (i >= WAITING && i < ACCEPTED && !isnan(mean[i]))
            waiting += mean[i];
    }
    table_add_row(table);
    table_put_text(table, source_entity_label(request->source, entity));
    table_put_date(table, tick);
    for (int i = 0; i < METRICS; i++) {
        table_put_number(table, mean[i]);
        if (i == ORDERED)
            table_put_number(table, mean[ORDERED] - waiting - mean[ACCEPTED]);
    }
}

static void put_dates(struct report_request *request, struct table *table, int64_t entity, int months)
{
    const struct reader_study *study = request->source->study;
    const struct trace *trace = trace_load(request->source, entity, metrics, METRICS);
    int64_t tick = calendar_add_months(calendar_year_start(study->start), months);
    for (; tick < study->end; tick = calendar_add_months(tick, months))
        if (tick > study->start)
            put_date(request, table, trace, entity, tick);
    put_date(request, table, trace, entity, study->end);
}

static void run(struct report_request *request)
{
    const struct source *source = request->source;
    struct table *table =
        report_table_over(request, "racks", "Racks, whole campus, by quarter", columns, COLUMNS);
    put_dates(request, table, reader_entity_id(source->reader, "campus"), 3);
    table_add_note(
        table, "means over the replications, which add up: ordered = not shipped + in transit + before the "
               "dock + on the dock + installing + burn-in + rework + accepted so far");
    table_add_note(table,
                   "failed counts rack-equivalents out of service among the accepted; stranded racks are "
                   "delivered and have no ready position: they are counted among those not yet accepted");
    table = report_table_over(request, "racks_by_site", "Racks by site, at the turn of the year", columns,
                              COLUMNS);
    int count;
    const int64_t *sites = source_entities(source, "site", &count);
    for (int i = 0; i < count; i++)
        put_dates(request, table, sites[i], 12);
    kpi_rows_show(request, "whole", "Racks over the whole time", "campus", whole,
                  sizeof whole / sizeof *whole);
}

const struct report report_racks = {
    .name = "racks",
    .summary = "where the ordered racks are, how many fail or stand stranded",
    .run = run,
};
