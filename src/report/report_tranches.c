/* SPDX-License-Identifier: Apache-2.0 */
#include "report/holders.h"
#include "report/instruments.h"
#include "report/report.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

/* What all replications say of one tranche, or of a loan without tranches. */
struct tranche {
    double *satisfied, *available, *drawn, *ended, *drawn_usd;
    double amount_usd;
    int count;           /* replications */
    const char *states;  /* "drawn 62 %, lapsed 38 %" */
    const char *bound;   /* cap that bound most often */
    const char *missing; /* condition that was missing most often, with its share */
    const char *last; /* part of the condition that came last most often, with its share of those that came */
};

static double tick_of(const struct cursor *row, int column)
{
    return cursor_is_missing(row, column) ? INFINITY : (double)cursor_integer(row, column);
}

static void start(struct tranche *tranche, const struct source *source)
{
    double **all[] = {&tranche->satisfied, &tranche->available, &tranche->drawn, &tranche->ended,
                      &tranche->drawn_usd};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        *all[i] = source_figures(source, NAN);
}

static struct tranche *load(const struct source *source)
{
    struct tranche *tranches = arena_array(source->arena, (size_t)source->record_count + 1, sizeof *tranches);
    struct cursor *row = source_query(
        source, "SELECT run_id, record, satisfied, available, drawn, ended, amount_cents, drawn_cents "
                "FROM tranche WHERE " SOURCE_CHOSEN);
    while (cursor_next(row, source->diag)) {
        int place = source_place(source, cursor_integer(row, 0));
        int64_t record = cursor_integer(row, 1);
        if (place < 0 || record < 0 || record >= source->record_count)
            continue;
        struct tranche *tranche = &tranches[record];
        if (!tranche->count++)
            start(tranche, source);
        tranche->satisfied[place] = tick_of(row, 2);
        tranche->available[place] = tick_of(row, 3);
        tranche->drawn[place] = tick_of(row, 4);
        tranche->ended[place] = tick_of(row, 5);
        tranche->amount_usd = (double)cursor_integer(row, 6) / 100;
        tranche->drawn_usd[place] = (double)cursor_integer(row, 7) / 100;
    }
    return tranches;
}

/* Words of a query that gives record, text, count: all of them, or the most frequent one. */
enum words { WORDS_ALL, WORDS_FIRST };

static void add_words(const struct source *source, struct tranche *tranches, const char *query, size_t offset,
                      enum words words)
{
    struct cursor *row = source_query(source, query);
    while (cursor_next(row, source->diag)) {
        int64_t record = cursor_integer(row, 0);
        const char *text = cursor_text(row, 1);
        if (record < 0 || record >= source->record_count || !text || !tranches[record].count)
            continue;
        const char **place = (const char **)(void *)((char *)&tranches[record] + offset);
        double share = 100.0 * (double)cursor_integer(row, 2) / tranches[record].count;
        if (*place && words == WORDS_FIRST)
            continue;
        const char *before = *place ? arena_printf(source->arena, "%s, ", *place) : "";
        *place = tranches[record].count > 1 ? arena_printf(source->arena, "%s%s %.0f %%", before, text, share)
                                            : arena_printf(source->arena, "%s%s", before, text);
    }
}

#define COUNTED(COLUMN)                                                                                      \
    "SELECT record, " COLUMN ", count(*) FROM tranche WHERE " SOURCE_CHOSEN " AND " COLUMN                   \
    " IS NOT NULL AND " COLUMN " <> '' GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2"

/* What was drawn before the rest lapsed is no small thing: ends that are called lapsed say so. */
#define STATE                                                                                                \
    "CASE WHEN state = 'lapsed' AND drawn_cents > 0 THEN 'drawn in part, rest lapsed' ELSE state END"

static void load_words(const struct source *source, struct tranche *tranches)
{
    add_words(source, tranches, COUNTED(STATE), offsetof(struct tranche, states), WORDS_ALL);
    add_words(source, tranches, COUNTED("bound_by"), offsetof(struct tranche, bound), WORDS_FIRST);
    add_words(source, tranches, COUNTED("missing"), offsetof(struct tranche, missing), WORDS_FIRST);
}

static void load_last(const struct source *source, struct tranche *tranches)
{
    const struct holder *last = holders_of_tranches(source, holders_load(source));
    for (int i = 0; i < source->record_count; i++)
        if (last[i].text && last[i].hits)
            tranches[i].last = last[i].count > 1 ? arena_printf(source->arena, "%s (%.0f %%)", last[i].text,
                                                                100.0 * last[i].hits / last[i].count)
                                                 : last[i].text;
}

static void put_date_quantiles(struct report_request *request, struct table *table, const double *ticks)
{
    struct sample sample = report_sample(request, ticks);
    report_put_date(table, sample_quantile(&sample, 0.1));
    report_put_date(table, sample_quantile(&sample, 0.5));
    report_put_date(table, sample_quantile(&sample, 0.9));
    report_put_share(table, sample.count - sample_finite_count(&sample), sample.count);
}

static void show_states(struct report_request *request, const struct tranche *tranches)
{
    static const struct table_column columns[] = {
        {.name = "id", .heading = "Tranche"},
        {.name = "state", .heading = "State at the end, by replications", .max_width = 36},
        {.name = "amount",
         .heading = "Amount",
         .unit = "MUSD",
         .align = TABLE_RIGHT,
         .decimals = 2,
         .grouped = true},
        {.name = "drawn",
         .heading = "Drawn, mean",
         .unit = "MUSD",
         .align = TABLE_RIGHT,
         .decimals = 2,
         .grouped = true},
        {.name = "bound_by", .heading = "Last draw bound by", .max_width = 28},
        {.name = "held_by", .heading = "Held last by", .max_width = 56},
        {.name = "missing", .heading = "Missing at the end", .max_width = 56},
    };
    double amount = 0, drawn = 0;
    const struct source *source = request->source;
    struct table *table = report_table_over(request, "tranches", "Tranches and loans", columns, 7);
    for (int i = 0; i < source->record_count; i++) {
        if (!tranches[i].count)
            continue;
        struct sample sample = report_sample(request, tranches[i].drawn_usd);
        table_add_row(table);
        table_put_text(table, source->records[i].id);
        table_put_text(table, tranches[i].states);
        table_put_number(table, tranches[i].amount_usd / 1e6);
        table_put_number(table, sample_mean(&sample) / 1e6);
        table_put_text(table, tranches[i].bound);
        table_put_text(table, tranches[i].last);
        table_put_text(table, tranches[i].missing);
        amount += tranches[i].amount_usd;
        drawn += sample_mean(&sample);
    }
    table_add_total(table);
    table_put_text(table, "all");
    table_put_blank(table);
    table_put_number(table, amount / 1e6);
    table_put_number(table, drawn / 1e6);
    table_add_note(table,
                   "held last by: the part of its condition that came last most often, what had held that, "
                   "and the share of the replications in which it came that way");
    table_add_note(table,
                   "missing: the condition that did not hold at the end most often, with the share of the "
                   "replications");
}

static void show_dates(struct report_request *request, const struct tranche *tranches)
{
    static const struct table_column columns[] = {
        {.name = "id", .heading = "Tranche"},
        {.name = "label", .heading = "What", .max_width = 34},
        {.name = "satisfied_50", .heading = "Conditions met, 50 % by"},
        {.name = "available_10", .heading = "Available, 10 % by"},
        {.name = "available_50", .heading = "50 % by"},
        {.name = "available_90", .heading = "90 % by"},
        {.name = "never", .heading = "Never", .align = TABLE_RIGHT},
        {.name = "available_50_low", .heading = "50 %, 95 %: from"},
        {.name = "available_50_high", .heading = "to"},
    };
    const struct source *source = request->source;
    struct table *table =
        report_table_over(request, "tranche_dates", "When the money can be drawn", columns, 9);
    for (int i = 0; i < source->record_count; i++) {
        if (!tranches[i].count)
            continue;
        struct sample satisfied = report_sample(request, tranches[i].satisfied);
        struct sample available = report_sample(request, tranches[i].available);
        struct sample_interval interval = sample_quantile_interval(&available, 0.5, REPORT_CONFIDENCE);
        table_add_row(table);
        table_put_text(table, source->records[i].id);
        const char *label = source_record_label(source, i);
        table_put_text(table, strcmp(label, source->records[i].id) ? label : NULL);
        report_put_date(table, sample_quantile(&satisfied, 0.5));
        put_date_quantiles(request, table, tranches[i].available);
        table_put_text(table, isfinite(interval.low) ? report_date_text(table->arena, interval.low) : "open");
        table_put_text(table,
                       isfinite(interval.high) ? report_date_text(table->arena, interval.high) : "open");
    }
}

static void run(struct report_request *request)
{
    struct tranche *tranches = load(request->source);
    bool any = false;
    for (int i = 0; i < request->source->record_count; i++)
        any = any || tranches[i].count;
    if (any) {
        load_words(request->source, tranches);
        load_last(request->source, tranches);
        show_states(request, tranches);
        show_dates(request, tranches);
    } else {
        report_missing(request, "tranches", "Tranches",
                       "the file holds no tranches: the plan has neither equity nor loans");
    }
    instruments_show(request);
}

const struct report report_tranches = {
    .name = "tranches",
    .summary = "which money came when, what bound it, and which condition held the rest",
    .run = run,
};
