/* SPDX-License-Identifier: Apache-2.0 */
#include "report/report.h"

#include <math.h>

#define DAY_S 86400.0

/* How one forecast of a date stands to what was observed. */
struct score {
    double observed, low, median, high; /* ticks: P5, P50, P95 */
    double share;                       /* of the replications that were done by then */
    double crps_days;
};

/*
 * Continuous ranked probability score of a sample: mean |x - y| - mean |x - x'| / 2 (Gneiting and Raftery,
 * JASA 102, 2007, equation 21).  A replication that never got there counts with the end of the simulated
 * time, which is the best that can be said for it.
 */
static double crps_days(const struct sample *sample, double observed, double end)
{
    double off = 0, spread = 0;
    int n = sample->count;
    for (int i = 0; i < n; i++) {
        double x = fmin(sample->sorted[i], end);
        off += fabs(x - observed);
        spread += (2.0 * i - n + 1) * x;
    }
    return n ? (off / n - spread / ((double)n * n)) / DAY_S : NAN;
}

static struct score score_of(const struct report_request *request, const double *ticks, double observed)
{
    struct sample sample = report_sample(request, ticks);
    int done = 0;
    while (done < sample.count && sample.sorted[done] <= observed)
        done++;
    return (struct score){.observed = observed,
                          .low = sample_quantile(&sample, 0.05),
                          .median = sample_quantile(&sample, 0.5),
                          .high = sample_quantile(&sample, 0.95),
                          .share = sample.count ? (double)done / sample.count : NAN,
                          .crps_days = crps_days(&sample, observed, (double)request->source->study->end)};
}

static double days(double from, double to)
{
    return (to - from) / DAY_S;
}

static void put_score(struct table *table, const struct source *source, int record, const struct score *score)
{
    table_add_row(table);
    table_put_text(table, source_record_label(source, record));
    report_put_date(table, score->observed);
    report_put_date(table, score->low);
    report_put_date(table, score->median);
    report_put_date(table, score->high);
    table_put_number(table, 100 * score->share);
    table_put_text(table, score->observed >= score->low && score->observed <= score->high ? "yes" : "no");
    table_put_number(table, days(score->low, score->high));
    table_put_number(table, days(score->observed, score->median));
    table_put_number(table, score->crps_days);
}

/* What all scores come to; COVERED of COUNT lay within their interval. */
static void put_sum(struct table *table, const struct score *sum, int covered, int count)
{
    table_add_total(table);
    table_put_text(table, "all: covered, and means");
    for (int i = 0; i < 5; i++)
        table_put_blank(table);
    table_put_text(table, arena_printf(table->arena, "%d of %d", covered, count));
    table_put_number(table, sum->high / count);
    table_put_number(table, sum->median / count);
    table_put_number(table, sum->crps_days / count);
}

static const struct source_dates *dates_of(const struct source *source, int record)
{
    int count;
    const struct source_dates *dates = source_dates(source, &count);
    for (int i = 0; i < count; i++)
        if (dates[i].record == record)
            return &dates[i];
    return NULL;
}

static void run(struct report_request *request)
{
    static const struct table_column columns[] = {
        {.name = "milestone", .heading = "Milestone"},
        {.name = "observed", .heading = "Observed"},
        {.name = "done_5", .heading = "5 % done by"},
        {.name = "done_50", .heading = "50 % done by"},
        {.name = "done_95", .heading = "95 % done by"},
        {.name = "done_by_then", .heading = "Done by then", .unit = "%", .align = TABLE_RIGHT, .decimals = 1},
        {.name = "covered", .heading = "Within 5-95 %"},
        {.name = "width", .heading = "Width", .unit = "d", .align = TABLE_RIGHT, .decimals = 0},
        {.name = "bias", .heading = "Median late by", .unit = "d", .align = TABLE_RIGHT, .decimals = 0},
        {.name = "crps", .heading = "CRPS", .unit = "d", .align = TABLE_RIGHT, .decimals = 1},
    };
    const struct source *source = request->source;
    struct cursor *row =
        reader_query(source->reader, source->diag,
                     "SELECT record, observed FROM observation ORDER BY observed, record", "");
    struct table *table = NULL;
    struct score sum = {0};
    int covered = 0, count = 0;
    while (row && cursor_next(row, source->diag)) {
        const struct source_dates *dates = dates_of(source, (int)cursor_integer(row, 0));
        if (!dates)
            continue;
        if (!table)
            table = report_table_over(request, "replay", "The replay against what was observed", columns, 10);
        struct score score = score_of(request, dates->tick, (double)cursor_integer(row, 1));
        put_score(table, source, dates->record, &score);
        covered += score.observed >= score.low && score.observed <= score.high;
        sum.high += days(score.low, score.high);
        sum.median += days(score.observed, score.median);
        sum.crps_days += score.crps_days;
        count++;
    }
    if (!table) {
        report_missing(request, "replay", "The replay against what was observed",
                       "no milestone of the scenario says when it was observed");
        return;
    }
    put_sum(table, &sum, covered, count);
    table_add_note(table,
                   "width of the 5-95 %% interval beside the coverage, since wide intervals cover anything; "
                   "CRPS, the continuous ranked probability score, punishes both: the smaller the better");
}

const struct report report_replay = {
    .name = "replay",
    .summary = "milestones of a replay against the dates observed: coverage, width, CRPS",
    .run = run,
};
