/* SPDX-License-Identifier: Apache-2.0 */
#include "report/chain_table.h"
#include "report/holders.h"
#include "report/report.h"

#include "base/calendar.h"

#include <math.h>
#include <string.h>

enum { QUANTILES = 3 };
static const double shares[QUANTILES] = {0.1, 0.5, 0.9};

/* Which records stand in a table: kinds separated by blanks, or all but those. */
struct group {
    const char *name, *title;
    const char *kinds;
    bool others;    /* every kind that is not in KINDS */
    bool intervals; /* a second table */
};

static const struct group groups[] = {
    {"milestones", "Milestones", " milestone ", false, true},
    {"deliverables", "Power, halls, permits, racks and tranches", " milestone activity equipment-order ",
     true, true},
    {"works", "Works and orders of equipment", " activity equipment-order ", false, false},
};

static bool belongs(const struct group *group, const char *kind)
{
    size_t length = strlen(kind);
    bool named = false;
    for (const char *at = strstr(group->kinds, kind); at && !named; at = strstr(at + 1, kind))
        named = at > group->kinds && at[-1] == ' ' && at[length] == ' ';
    return named != group->others;
}

struct line {
    struct source_dates dates;
    struct sample sample;
};

/* By the median, then the early tail, then the order of the scenario. */
static bool before(const struct line *a, const struct line *b)
{
    static const double order[] = {0.5, 0.1, 0.9};
    for (int i = 0; i < QUANTILES; i++) {
        double x = sample_quantile(&a->sample, order[i]), y = sample_quantile(&b->sample, order[i]);
        if (x != y)
            return x < y;
    }
    return a->dates.record < b->dates.record;
}

static struct line *lines_of(const struct report_request *request, const struct group *group, int *count)
{
    int date_count;
    const struct source *source = request->source;
    const struct source_dates *dates = source_dates(source, &date_count);
    struct line *lines = arena_array(request->arena, (size_t)date_count + 1, sizeof *lines);
    *count = 0;
    for (int i = 0; i < date_count; i++) {
        if (!belongs(group, source->records[dates[i].record].kind))
            continue;
        struct line line = {dates[i], report_sample(request, dates[i].tick)};
        int place = (*count)++;
        for (; place > 0 && before(&line, &lines[place - 1]); place--)
            lines[place] = lines[place - 1];
        lines[place] = line;
    }
    return lines;
}

/* A label that only repeats the id says nothing. */
static void put_label(struct table *table, const struct source *source, int record)
{
    const char *label = source_record_label(source, record);
    table_put_text(table, strcmp(label, source->records[record].id) ? label : NULL);
}

static void put_name(struct table *table, const struct source *source, int record)
{
    const struct source_record *row = &source->records[record];
    table_put_text(table, row->id);
    put_label(table, source, record);
    table_put_text(table, row->kind);
}

static void put_holder(struct table *table, const struct holder *holder)
{
    if (holder->text && holder->count > 1)
        table_put_text(table, arena_printf(table->arena, "%s (%.0f %%)", holder->text,
                                           100.0 * holder->hits / holder->count));
    else
        table_put_text(table, holder->text);
}

static void note_end(struct table *table, const struct source *source)
{
    char end[CALENDAR_DATE_SIZE];
    calendar_format_date(source->study->end, end);
    table_add_note(table,
                   "not reached: by the end of the simulated time, %s; those replications stay in the "
                   "denominator of every quantile",
                   end);
}

static void show_dates(struct report_request *request, const struct group *group, const struct line *lines,
                       int count, const struct holder *holders)
{
    static const struct table_column columns[] = {
        {.name = "id", .heading = "Id"},
        {.name = "label", .heading = "What", .max_width = 34},
        {.name = "kind", .heading = "Kind"},
        {.name = "done_10", .heading = "10 % done by"},
        {.name = "done_50", .heading = "50 % done by"},
        {.name = "done_90", .heading = "90 % done by"},
        {.name = "not_reached", .heading = "Not reached", .align = TABLE_RIGHT},
        {.name = "held_by", .heading = "Held most often by", .max_width = 44},
    };
    struct table *table = report_table_over(request, group->name, group->title, columns, 8);
    for (int i = 0; i < count; i++) {
        const struct sample *sample = &lines[i].sample;
        table_add_row(table);
        put_name(table, request->source, lines[i].dates.record);
        for (int q = 0; q < QUANTILES; q++)
            report_put_date(table, sample_quantile(sample, shares[q]));
        report_put_share(table, sample->count - sample_finite_count(sample), sample->count);
        put_holder(table, &holders[lines[i].dates.record]);
    }
    note_end(table, request->source);
    table_add_note(table,
                   "held most often by: the gate that opened last before the work began, or is still "
                   "closed, and the share of the replications in which it was that one; at the finish: "
                   "what held the end of work that was over; of racks, what those that came last had waited "
                   "for longest on the site (a position, its crews, burn-in once more), else their delivery; "
                   "--chain ID walks from one to the next");
}

static void put_end(struct table *table, double tick, const char *open)
{
    table_put_text(table, isfinite(tick) ? report_date_text(table->arena, tick) : open);
}

static void show_intervals(struct report_request *request, const struct group *group,
                           const struct line *lines, int count)
{
    static const struct table_column columns[] = {
        {.name = "id", .heading = "Id"},
        {.name = "label", .heading = "What", .max_width = 34},
        {.name = "done_10_low", .heading = "10 %: from"},
        {.name = "done_10_high", .heading = "to"},
        {.name = "done_50_low", .heading = "50 %: from"},
        {.name = "done_50_high", .heading = "to"},
        {.name = "done_90_low", .heading = "90 %: from"},
        {.name = "done_90_high", .heading = "to"},
        {.name = "reached_low", .heading = "Reached: from", .unit = "%", .align = TABLE_RIGHT, .decimals = 1},
        {.name = "reached_high", .heading = "to", .unit = "%", .align = TABLE_RIGHT, .decimals = 1},
    };
    struct table *table = report_table(
        request, arena_printf(request->arena, "%s_intervals", group->name),
        arena_printf(request->arena, "%s: 95 %% intervals of these dates", group->title), columns, 10);
    for (int i = 0; i < count; i++) {
        const struct sample *sample = &lines[i].sample;
        table_add_row(table);
        table_put_text(table, request->source->records[lines[i].dates.record].id);
        put_label(table, request->source, lines[i].dates.record);
        for (int q = 0; q < QUANTILES; q++) {
            struct sample_interval interval = sample_quantile_interval(sample, shares[q], REPORT_CONFIDENCE);
            put_end(table, interval.low, "open");
            put_end(table, interval.high, "open");
        }
        struct sample_interval reached =
            sample_share_interval(sample_finite_count(sample), sample->count, REPORT_CONFIDENCE);
        table_put_number(table, 100 * reached.low);
        table_put_number(table, 100 * reached.high);
    }
    table_add_note(table,
                   "from order statistics and the binomial distribution, whatever the shape; open: too "
                   "few replications, or reached in too few, to bound that end");
}

static void show_single(struct report_request *request, const struct group *group, const struct line *lines,
                        int count, const struct holder *holders)
{
    static const struct table_column columns[] = {
        {.name = "id", .heading = "Id"},           {.name = "label", .heading = "What", .max_width = 34},
        {.name = "kind", .heading = "Kind"},       {.name = "done", .heading = "Done"},
        {.name = "held_by", .heading = "Held by"},
    };
    struct table *table = report_table_over(request, group->name, group->title, columns, 5);
    for (int i = 0; i < count; i++) {
        table_add_row(table);
        put_name(table, request->source, lines[i].dates.record);
        report_put_date(table, sample_quantile(&lines[i].sample, 0.5));
        table_put_text(table, holders[lines[i].dates.record].text);
    }
}

static void run(struct report_request *request)
{
    if (request->chain) {
        chain_table_show(request);
        return;
    }
    const struct holder *holders = holders_load(request->source);
    bool any = false;
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        int count;
        const struct line *lines = lines_of(request, &groups[i], &count);
        any = any || count > 0;
        if (count && request->source->run_count == 1) {
            show_single(request, &groups[i], lines, count, holders);
        } else if (count) {
            show_dates(request, &groups[i], lines, count, holders);
            if (groups[i].intervals)
                show_intervals(request, &groups[i], lines, count);
        }
    }
    if (!any)
        report_missing(request, "milestones", "Milestones",
                       "the file holds no dates: nothing in the plan can be done");
}

const struct report report_milestones = {
    .name = "milestones",
    .summary = "when is what done, with which confidence, and what held it",
    .run = run,
};
