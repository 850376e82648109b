/* SPDX-License-Identifier: Apache-2.0 */
#include "report/timeline.h"

#include "base/calendar.h"
#include "report/sample.h"

#include <math.h>
#include <string.h>

enum { TIMES_MAX = 1500, SOURCES_MAX = 12, EVENT_ROWS = 3 };

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

static void draw_stack(const struct drawn *drawn, struct panel *panel, double scale)
{
    struct arena *arena = drawn->source->arena;
    double *base = arena_array(arena, (size_t)drawn->count, sizeof *base);
    for (int i = 0; i < drawn->instrument_count; i++) {
        double *top = arena_array(arena, (size_t)drawn->count, sizeof *top);
        for (int time = 0; time < drawn->count; time++)
            top[time] = base[time] + drawn->usd[i][time] / scale;
        const char *colour = colours[i % COLOURS];
        panel_area(panel, (struct tint){colour, 0.6, true, true}, drawn->t, base, top, drawn->count);
        panel_label(
            panel,
            timeline_short(drawn->source, source_record_label(drawn->source, drawn->instruments[i]), 22),
            colour, (base[drawn->count - 1] + top[drawn->count - 1]) / 2);
        base = top;
    }
    panel_steps(panel, (struct ink){INK_BLACK, 1.2, INK_SOLID}, drawn->t, base, drawn->count);
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

/* Above the stack, in as many rows as are needed for names not to touch. */
static void draw_events(const struct source *source, const struct sheet_page *page, struct panel *panel,
                        double top)
{
    enum { EVENTS_MAX = 24 };
    struct event events[EVENTS_MAX];
    double free_from[EVENT_ROWS] = {0};
    int count = load_events(source, events, EVENTS_MAX);
    double point = (double)(page->end - page->start) / (page->width - 230.0);
    for (int i = 0; i < count; i++) {
        const char *text = event_text(source, &events[i]);
        double length = (panel_text_width(text, 11) + 26) * point;
        bool left = events[i].tick + length > (double)page->end;
        double from = left ? events[i].tick - length : events[i].tick - 6 * point;
        int row = 0;
        while (row < EVENT_ROWS && free_from[row] > from)
            row++;
        double y = top * (1.10 + 0.14 * (row < EVENT_ROWS ? row : 0));
        const char *colour = events[i].lapsed ? INK_GREY : INK_BLACK;
        panel_mark(panel, events[i].lapsed ? MARK_HOLLOW : MARK_TRIANGLE, colour, events[i].tick, y);
        if (row < EVENT_ROWS) {
            panel_text(panel, text, colour, events[i].tick, y, left);
            free_from[row] = left ? events[i].tick + 10 * point : events[i].tick + length;
        }
    }
}

void timeline_funding(const struct source *source, struct sheet *sheet)
{
    struct drawn drawn = load_draws(source);
    double total = total_of(&drawn), scale = total >= 1e9 ? 1e9 : 1e6;
    const char *unit = arena_printf(source->arena, "%s drawn so far%s; triangle: tranche, median",
                                    scale > 1e6 ? "BUSD" : "MUSD",
                                    source->run_count > 1 ? ", mean over the replications" : "");
    struct panel *panel = sheet_panel(sheet, "Funding by source", unit, 1.35);
    if (!drawn.instrument_count) {
        panel_note(panel, "no draws in this file");
        return;
    }
    draw_stack(&drawn, panel, scale);
    double top = total > 0 ? total / scale : 1;
    draw_events(source, sheet_page(sheet), panel, top);
    panel_range(panel, 0, top * 1.5);
}
