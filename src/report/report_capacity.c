/* SPDX-License-Identifier: Apache-2.0 */
#include "report/limit_table.h"
#include "report/report.h"
#include "report/trace.h"

#include "base/calendar.h"

#include <math.h>
#include <string.h>

/* The ladder; the second metric stands in where a file has not the first. */
static const struct rung {
    const char *metric, *other, *name;
} rungs[] = {
    {"capacity.wanted", "capacity.wanted", "wanted"},
    {"capacity.contracted", "power.contracted", "contracted"},
    {"capacity.energised", "power.it_energised", "energised"},
    {"capacity.commissioned", "halls.it_commissioned", "commissioned"},
    {"capacity.racked", "racks.it_racked", "racked"},
    {"capacity.accepted", "racks.it_accepted", "accepted"},
    {"capacity.serving", "racks.it_serving", "serving"},
};
enum { RUNGS = sizeof rungs / sizeof *rungs, WANTED = 0, ENERGISED = 2, ACCEPTED = 5 };

struct ladder {
    const struct trace *trace;
    int place[RUNGS]; /* in the trace, or -1 */
};

static struct ladder load(const struct source *source, int64_t entity)
{
    const char *names[2 * RUNGS];
    struct ladder ladder;
    for (int i = 0; i < RUNGS; i++) {
        names[2 * i] = rungs[i].metric;
        names[2 * i + 1] = rungs[i].other;
    }
    ladder.trace = trace_load(source, entity, names, 2 * RUNGS);
    for (int i = 0; i < RUNGS; i++)
        ladder.place[i] = trace_has(ladder.trace, 2 * i)       ? 2 * i
                          : trace_has(ladder.trace, 2 * i + 1) ? 2 * i + 1
                                                               : -1;
    return ladder;
}

#define MEGAWATTS(NAME, HEADING)                                                                             \
    {                                                                                                        \
        .name = NAME, .heading = HEADING, .unit = "MW", .align = TABLE_RIGHT, .decimals = 1, .grouped = true \
    }

static const struct table_column columns[] = {
    {.name = "site", .heading = "Site"},
    {.name = "date", .heading = "On"},
    MEGAWATTS("wanted", "Wanted"),
    MEGAWATTS("contracted", "Contracted"),
    MEGAWATTS("energised", "Energised"),
    MEGAWATTS("commissioned", "Commissioned"),
    MEGAWATTS("racked", "Racked"),
    MEGAWATTS("accepted", "Accepted"),
    MEGAWATTS("serving", "Serving"),
    MEGAWATTS("accepted_10", "Accepted, P10"),
    MEGAWATTS("accepted_90", "Accepted, P90"),
    MEGAWATTS("missing", "Accepted less wanted"),
    {.name = "lowest_rung", .heading = "Lowest rung"},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static double quantile_at(const struct report_request *request, const struct ladder *ladder, int rung,
                          int time, double p)
{
    if (ladder->place[rung] < 0)
        return NAN;
    struct sample sample = report_sample(request, trace_column(ladder->trace, ladder->place[rung], time));
    return sample_quantile(&sample, p);
}

/* The first rung of those that are built one after another which lies below what is wanted and lowest. */
static const char *lowest_rung(const double *median)
{
    int lowest = -1;
    double level = median[WANTED];
    for (int i = ENERGISED; i <= ACCEPTED; i++)
        if (median[i] < level - 1e-6) {
            level = median[i];
            lowest = i;
        }
    return lowest < 0 ? "wanted met" : rungs[lowest].name;
}

static void put_date(struct report_request *request, struct table *table, const struct ladder *ladder,
                     const char *site, int64_t tick)
{
    double median[RUNGS];
    int time = trace_time_at(ladder->trace, tick);
    if (time < 0)
        return;
    table_add_row(table);
    table_put_text(table, site);
    table_put_date(table, tick);
    for (int i = 0; i < RUNGS; i++) {
        median[i] = quantile_at(request, ladder, i, time, 0.5);
        table_put_number(table, median[i]);
    }
    table_put_number(table, quantile_at(request, ladder, ACCEPTED, time, 0.1));
    table_put_number(table, quantile_at(request, ladder, ACCEPTED, time, 0.9));
    table_put_number(table, median[ACCEPTED] - median[WANTED]);
    table_put_text(table, lowest_rung(median));
}

/* Every MONTHS months, and at the end. */
static void put_dates(struct report_request *request, struct table *table, int64_t entity, int months)
{
    const struct reader_study *study = request->source->study;
    struct ladder ladder = load(request->source, entity);
    const char *site = source_entity_label(request->source, entity);
    int64_t tick = calendar_add_months(calendar_year_start(study->start), months);
    for (; tick < study->end; tick = calendar_add_months(tick, months))
        if (tick > study->start)
            put_date(request, table, &ladder, site, tick);
    put_date(request, table, &ladder, site, study->end);
}

static void note_ladder(struct table *table)
{
    table_add_note(table,
                   "medians over the replications of the last sample at or before the date; MW of IT load, "
                   "contracted as its metric states it");
    table_add_note(
        table, "lowest rung: the first of energised, commissioned, racked, accepted that lies lowest below "
               "what is wanted; what bound the load and for how long: report limits");
}

/* Levels of what is wanted at most, in percent. */
static const int levels[] = {10, 25, 50, 75, 90, 99};

static void show_levels(struct report_request *request, const struct ladder *ladder)
{
    static const struct table_column level_columns[] = {
        {.name = "rung", .heading = "Rung"},
        {.name = "level",
         .heading = "At least",
         .unit = "MW",
         .align = TABLE_RIGHT,
         .decimals = 1,
         .grouped = true},
        {.name = "share", .heading = "Of the most wanted", .unit = "%", .align = TABLE_RIGHT},
        {.name = "done_10", .heading = "10 % there by"},
        {.name = "done_50", .heading = "50 % there by"},
        {.name = "done_90", .heading = "90 % there by"},
        {.name = "not_reached", .heading = "Not reached", .align = TABLE_RIGHT},
    };
    double most = 0;
    for (int i = 0; ladder->place[WANTED] >= 0 && i < ladder->trace->time_count; i++)
        most = fmax(most, quantile_at(request, ladder, WANTED, i, 0.5));
    if (!(most > 0))
        return;
    struct table *table = report_table_over(request, "levels", "When is how much there", level_columns, 7);
    for (int rung = WANTED; rung < RUNGS; rung++)
        for (size_t i = 0; ladder->place[rung] >= 0 && i < sizeof levels / sizeof *levels; i++) {
            double level = most * levels[i] / 100;
            struct sample sample =
                report_sample(request, trace_reaches(ladder->trace, ladder->place[rung], level - 1e-6));
            table_add_row(table);
            table_put_text(table, rungs[rung].name);
            table_put_number(table, level);
            table_put_integer(table, levels[i]);
            report_put_date(table, sample_quantile(&sample, 0.1));
            report_put_date(table, sample_quantile(&sample, 0.5));
            report_put_date(table, sample_quantile(&sample, 0.9));
            report_put_share(table, sample.count - sample_finite_count(&sample), sample.count);
        }
    table_add_note(table,
                   "dates of samples: a level may have been there up to one sampling interval earlier");
}

static void run(struct report_request *request)
{
    const struct source *source = request->source;
    int64_t campus = reader_entity_id(source->reader, "campus");
    struct ladder ladder = load(source, campus);
    if (!ladder.trace->time_count) {
        report_missing(request, "capacity", "Capacity", "the file holds no series of the campus");
        return;
    }
    struct table *table =
        report_table_over(request, "capacity", "Capacity, whole campus, by quarter", columns, COLUMNS);
    put_dates(request, table, campus, 3);
    note_ladder(table);
    show_levels(request, &ladder);
    int count;
    const int64_t *sites = source_entities(source, "site", &count);
    table = report_table_over(request, "capacity_by_site", "Capacity by site, at the turn of the year",
                              columns, COLUMNS);
    for (int i = 0; i < count; i++)
        put_dates(request, table, sites[i], 12);
}

const struct report report_capacity = {
    .name = "capacity",
    .summary =
        "how much is contracted, energised, commissioned, racked, accepted, serving, against what is wanted",
    .run = run,
};
