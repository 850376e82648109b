/* SPDX-License-Identifier: Apache-2.0 */
#include "report/timeline.h"

#include "base/calendar.h"
#include "base/quantity.h"
#include "report/sample.h"
#include "report/trace.h"

#include <math.h>
#include <string.h>

enum { TIMES_MAX = 1500, SOURCES_MAX = 12, EVENT_ROWS = 6 };

static const char *const colours[] = {INK_BLUE, INK_ORANGE,    INK_GREEN, INK_PINK,
                                      INK_SKY,  INK_VERMILION, INK_GREY};
enum { COLOURS = sizeof colours / sizeof *colours };

/* Money drawn so far, mean over the replications, by instrument and time. */
struct drawn {
    const struct source *source;
    int count; /* of times */
    double *t;
    int instrument_count;
    int instruments[SOURCES_MAX]; /* record numbers */
    double *usd[SOURCES_MAX];
};

static int record_called(const struct source *source, const char *id, size_t length)
{
    for (int i = 0; i < source->record_count; i++)
        if (strlen(source->records[i].id) == length && !memcmp(source->records[i].id, id, length))
            return i;
    return -1;
}

/* The instrument that a tranche belongs to; any other record stands for itself. */
static int instrument_of(const struct source *source, int record)
{
    const struct source_record *row = &source->records[record];
    const char *dot = strrchr(row->id, '.');
    if (strcmp(row->kind, "tranche") || !dot)
        return record;
    int parent = record_called(source, row->id, (size_t)(dot - row->id));
    return parent >= 0 ? parent : record;
}

/* The last place stands for all that have none of their own. */
static int place_of(struct drawn *drawn, int instrument)
{
    int place = 0;
    while (place < drawn->instrument_count && drawn->instruments[place] != instrument)
        place++;
    if (place == drawn->instrument_count && place < SOURCES_MAX) {
        drawn->instruments[drawn->instrument_count++] = instrument;
        drawn->usd[place] = arena_array(drawn->source->arena, (size_t)drawn->count, sizeof(double));
    }
    return place < SOURCES_MAX ? place : SOURCES_MAX - 1;
}

static void set_times(struct drawn *drawn)
{
    const struct reader_study *study = drawn->source->study;
    int64_t days = (study->end - study->start) / CALENDAR_DAY_S;
    int64_t step = (days / TIMES_MAX + 1) * CALENDAR_DAY_S;
    drawn->count = (int)((study->end - study->start) / step) + 1;
    drawn->t = arena_array(drawn->source->arena, (size_t)drawn->count, sizeof *drawn->t);
    for (int i = 0; i < drawn->count; i++)
        drawn->t[i] = (double)(study->start + i * step);
}

static struct drawn load_draws(const struct source *source)
{
    struct drawn drawn = {.source = source};
    set_times(&drawn);
    struct cursor *row = source_query(
        source, "SELECT tick, record, amount_cents FROM draw WHERE " SOURCE_CHOSEN " ORDER BY record, tick");
    double step = drawn.count > 1 ? drawn.t[1] - drawn.t[0] : 1;
    while (cursor_next(row, source->diag)) {
        int64_t record = cursor_integer(row, 1);
        if (record < 0 || record >= source->record_count)
            continue;
        int place = place_of(&drawn, instrument_of(source, (int)record));
        double at = ceil(((double)cursor_integer(row, 0) - drawn.t[0]) / step);
        int time = at < 0 ? 0 : at >= drawn.count ? drawn.count - 1 : (int)at;
        drawn.usd[place][time] += (double)cursor_integer(row, 2) / 100 / source->run_count;
    }
    for (int i = 0; i < drawn.instrument_count; i++)
        for (int time = 1; time < drawn.count; time++)
            drawn.usd[i][time] += drawn.usd[i][time - 1];
    return drawn;
}

static double total_of(const struct drawn *drawn)
{
    double total = 0;
    for (int i = 0; i < drawn->instrument_count; i++)
        total += drawn->usd[i][drawn->count - 1];
    return total;
}

static const char *name_of(const struct drawn *drawn, int instrument)
{
    return timeline_short(drawn->source, source_record_label(drawn->source, drawn->instruments[instrument]),
                          22);
}

/* The first instrument lies at the bottom; the names stand in the same order. */
static void draw_stack(const struct drawn *drawn, struct panel *panel, double scale)
{
    struct arena *arena = drawn->source->arena;
    double *base = arena_array(arena, (size_t)drawn->count, sizeof *base), height[SOURCES_MAX];
    for (int i = 0; i < drawn->instrument_count; i++) {
        double *top = arena_array(arena, (size_t)drawn->count, sizeof *top);
        for (int time = 0; time < drawn->count; time++)
            top[time] = base[time] + drawn->usd[i][time] / scale;
        struct tint tint = {colours[i % COLOURS], 0.6, true, true, true};
        panel_area(panel, tint, drawn->t, base, top, drawn->count);
        height[i] = (base[drawn->count - 1] + top[drawn->count - 1]) / 2;
        base = top;
    }
    for (int i = drawn->instrument_count - 1; i >= 0; i--)
        panel_label(panel, name_of(drawn, i), colours[i % COLOURS], height[i]);
}

/* Capital cost paid so far by all parties, mean over the replications; its end, or 0 when unknown. */
static double draw_capex(const struct source *source, struct panel *panel, double scale)
{
    static const char *const names[] = {"funding.capex"};
    int count;
    const int64_t *parties = source_entities(source, "party", &count);
    double *sum = NULL, *t = NULL;
    int times = 0;
    for (int i = 0; i < count; i++) {
        const struct trace *trace = trace_load(source, parties[i], names, 1);
        const char *unit = trace_has(trace, 0) ? trace->metrics[0]->unit : NULL;
        if (!unit || !quantity_unit_known(unit))
            continue;
        if (!sum) {
            times = trace->time_count;
            sum = arena_array(source->arena, (size_t)times, sizeof *sum);
            t = arena_array(source->arena, (size_t)times, sizeof *t);
        }
        double so_far = 0, usd = quantity_scale(unit);
        for (int time = 0; time < times && time < trace->time_count; time++) {
            struct sample sample = sample_of(trace_column(trace, 0, time), source->run_count, source->arena);
            so_far += sample.count ? sample_mean(&sample) * usd / scale : 0;
            sum[time] += so_far;
            t[time] = (double)trace->t[time];
        }
    }
    if (!sum)
        return 0;
    panel_line(panel, (struct ink){INK_BLACK, 1.8, INK_SOLID}, t, sum, times);
    panel_label(panel, "capital cost paid", INK_BLACK, sum[times - 1]);
    return sum[times - 1];
}

/* Tranches as they ended: when their money came, or when they lapsed. */
struct event {
    int record;
    double tick;
    bool lapsed; /* in more than half of the replications */
    int drawn, count;
};

static int load_events(const struct source *source, struct event *events, int room)
{
    int drawn_count, ended_count, count = 0;
    const struct source_dates *drawn = source_query_dates(
        source, "SELECT run_id, record, coalesce(drawn, available) FROM tranche WHERE " SOURCE_CHOSEN,
        &drawn_count);
    const struct source_dates *ended = source_query_dates(
        source,
        "SELECT run_id, record, CASE WHEN state = 'lapsed' THEN ended END FROM tranche WHERE " SOURCE_CHOSEN,
        &ended_count);
    for (int i = 0; i < drawn_count && count < room; i++) {
        struct sample came = sample_of(drawn[i].tick, source->run_count, source->arena);
        struct event event = {
            .record = drawn[i].record, .tick = sample_quantile(&came, 0.5), .count = came.count};
        event.drawn = sample_finite_count(&came);
        if (isinf(event.tick) && i < ended_count && ended[i].record == event.record) {
            struct sample lapsed = sample_of(ended[i].tick, source->run_count, source->arena);
            event.tick = sample_quantile(&lapsed, 0.5);
            event.lapsed = true;
        }
        int place = count;
        for (; place > 0 && events[place - 1].tick > event.tick; place--)
            events[place] = events[place - 1];
        if (isfinite(event.tick)) {
            events[place] = event;
            count++;
        }
    }
    return count;
}

static const char *event_text(const struct source *source, const struct event *event)
{
    const char *id = timeline_short(source, source->records[event->record].id, 22);
    if (event->lapsed)
        return arena_printf(source->arena, "%s lapses", id);
    if (event->drawn < event->count)
        return arena_printf(source->arena, "%s (%d of %d)", id, event->drawn, event->count);
    return id;
}

/* One event in a row of its own as far as there is room. */
struct place {
    const char *text;
    bool left;
    int row;
};

/* Finds rows in which names do not touch; how many rows there are. */
static int place_events(const struct source *source, const struct sheet_page *page,
                        const struct event *events, int count, struct place *places)
{
    double free_from[EVENT_ROWS] = {0}, point = (double)(page->end - page->start) / (page->width - 230.0);
    int rows = 0;
    for (int i = 0; i < count; i++) {
        const char *text = event_text(source, &events[i]);
        double length = (panel_text_width(text, 11) + 26) * point, tick = events[i].tick;
        bool left = tick + length > (double)page->end;
        double from = left ? tick - length : tick - 8 * point;
        int row = 0;
        while (row < EVENT_ROWS - 1 && free_from[row] > from)
            row++;
        places[i] = (struct place){free_from[row] > from ? NULL : text, left, row};
        free_from[row] = left ? tick + 10 * point : tick + length;
        rows = row + 1 > rows ? row + 1 : rows;
    }
    return rows;
}

/* Above the stack, which reaches up to TOP; the top of all. */
static double draw_events(const struct source *source, const struct sheet_page *page, struct panel *panel,
                          double top)
{
    enum { EVENTS_MAX = 32 };
    struct event events[EVENTS_MAX];
    struct place places[EVENTS_MAX];
    int count = load_events(source, events, EVENTS_MAX);
    int rows = place_events(source, page, events, count, places);
    for (int i = 0; i < count; i++) {
        double y = top * (1.1 + 0.11 * places[i].row);
        const char *colour = events[i].lapsed ? INK_GREY : INK_BLACK;
        panel_mark(panel, events[i].lapsed ? MARK_HOLLOW : MARK_TRIANGLE, colour, events[i].tick, y);
        if (places[i].text)
            panel_text(panel, places[i].text, colour, events[i].tick, y, places[i].left);
    }
    return top * (1.08 + 0.11 * rows);
}

void timeline_funding(const struct source *source, struct sheet *sheet)
{
    struct drawn drawn = load_draws(source);
    double total = total_of(&drawn), scale = total >= 1e9 ? 1e9 : 1e6;
    const char *unit = arena_printf(
        source->arena, "%s so far%s; triangle: tranche drawn%s", scale > 1e6 ? "BUSD" : "MUSD",
        source->run_count > 1 ? ", mean over the replications" : "", source->run_count > 1 ? ", median" : "");
    bool any = drawn.instrument_count > 0;
    struct panel *panel = sheet_panel(sheet, "Funding by source", any ? unit : "", any ? 1.6 : 0.3);
    if (!any) {
        panel_note(panel, "no draws in this file");
        return;
    }
    draw_stack(&drawn, panel, scale);
    double capex = draw_capex(source, panel, scale), top = total > 0 ? total / scale : 1;
    panel_range(panel, 0, draw_events(source, sheet_page(sheet), panel, capex > top ? capex : top));
}
