/* SPDX-License-Identifier: Apache-2.0 */
#include "report/timeline.h"

#include "base/calendar.h"
#include "base/quantity.h"
#include "report/draws.h"
#include "report/sample.h"
#include "report/trace.h"

#include <math.h>
#include <string.h>

enum { EVENT_ROWS = 9 };

static const char *const colours[] = {INK_BLUE, INK_ORANGE,    INK_GREEN, INK_PINK,
                                      INK_SKY,  INK_VERMILION, INK_GREY};
enum { COLOURS = sizeof colours / sizeof *colours };

static double total_of(const struct draws *drawn)
{
    double total = 0;
    for (int i = 0; i < drawn->instrument_count; i++)
        total += drawn->usd[i][drawn->count - 1];
    return total;
}

static const char *name_of(const struct draws *drawn, int instrument)
{
    return timeline_short(drawn->source, source_record_label(drawn->source, drawn->instruments[instrument]),
                          22);
}

/* The first instrument lies at the bottom; the names stand in the same order.  Returns the top of the stack.
 */
static const double *draw_stack(const struct draws *drawn, struct panel *panel, double scale)
{
    struct arena *arena = drawn->source->arena;
    double *base = arena_array(arena, (size_t)drawn->count, sizeof *base), height[DRAWS_INSTRUMENTS_MAX];
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
    return base;
}

/* Capital cost paid so far by all parties, mean over the replications. */
struct capex {
    double *t, *sum;
    int count; /* 0: not known */
};

static struct capex load_capex(const struct draws *drawn, double scale)
{
    static const char *const names[] = {"funding.capex"};
    const struct source *source = drawn->source;
    struct capex capex = {0};
    for (int i = 0; i < drawn->payers.count; i++) {
        const struct trace *trace = trace_load(source, drawn->payers.parties[i], names, 1);
        const char *unit = trace_has(trace, 0) ? trace->metrics[0]->unit : NULL;
        if (!unit || !quantity_unit_known(unit))
            continue;
        if (!capex.count) {
            capex.count = trace->time_count;
            capex.sum = arena_array(source->arena, (size_t)capex.count, sizeof *capex.sum);
            capex.t = arena_array(source->arena, (size_t)capex.count, sizeof *capex.t);
        }
        double so_far = 0, usd = quantity_scale(unit);
        for (int time = 0; time < capex.count && time < trace->time_count; time++) {
            struct sample sample = sample_of(trace_column(trace, 0, time), source->run_count, source->arena);
            so_far += sample.count ? sample_mean(&sample) * usd / scale : 0;
            capex.sum[time] += so_far;
            capex.t[time] = (double)trace->t[time];
        }
    }
    return capex;
}

/* CAPEX at the times of the draws, between its samples on a straight line. */
static double capex_at(const struct capex *capex, double t)
{
    int after = 0;
    while (after < capex->count && capex->t[after] < t)
        after++;
    if (after == 0)
        return capex->sum[0];
    if (after == capex->count)
        return capex->sum[after - 1];
    double share = (t - capex->t[after - 1]) / (capex->t[after] - capex->t[after - 1]);
    return capex->sum[after - 1] + share * (capex->sum[after] - capex->sum[after - 1]);
}

/* What the stack up to BASE leaves of the cost: paid from cash at hand and from income. */
static void draw_rest(const struct draws *drawn, const struct capex *capex, struct panel *panel,
                      const double *base)
{
    double *top = arena_array(drawn->source->arena, (size_t)drawn->count, sizeof *top);
    for (int time = 0; time < drawn->count; time++)
        top[time] = fmax(base[time], capex_at(capex, drawn->t[time]));
    int last = drawn->count - 1;
    panel_area(panel, (struct tint){INK_PALE, 0.6, true, true, true}, drawn->t, base, top, drawn->count);
    if (top[last] > base[last])
        panel_label(panel, "own cash and income", INK_GREY, (base[last] + top[last]) / 2);
}

/* The top of all that is drawn of cost. */
static double draw_capex(const struct draws *drawn, struct panel *panel, const double *base, double scale)
{
    struct capex capex = load_capex(drawn, scale);
    if (!capex.count)
        return 0;
    draw_rest(drawn, &capex, panel, base);
    panel_line(panel, (struct ink){INK_BLACK, 1.8, INK_SOLID}, capex.t, capex.sum, capex.count);
    panel_label(panel, "capital cost paid", INK_BLACK, capex.sum[capex.count - 1]);
    return capex.sum[capex.count - 1];
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
        source, "SELECT run_id, record, drawn FROM tranche WHERE " SOURCE_CHOSEN, &drawn_count);
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

/* What is counted and what is not, in grey above HEIGHT; the top of it. */
static double draw_notes(const struct draws *drawn, struct panel *panel, double height, double row,
                         double scale)
{
    struct arena *arena = drawn->source->arena;
    const struct draws_aside *among = &drawn->among, *elsewhere = &drawn->elsewhere;
    const char *payers = draws_payers_text(drawn), *left_out = "";
    if (!payers)
        return height;
    if (among->usd > 0)
        left_out = arena_printf(arena, "%.1f from one of these to another (%s)", among->usd / scale,
                                among->instruments);
    if (elsewhere->usd > 0)
        left_out = arena_printf(arena, "%s%s%.1f to %s (%s)", left_out, *left_out ? ", " : "",
                                elsewhere->usd / scale, elsewhere->recipients, elsewhere->instruments);
    if (*left_out)
        panel_text(panel,
                   timeline_short(drawn->source, arena_printf(arena, "Not in the stack: %s.", left_out), 124),
                   INK_GREY, drawn->t[0], height, false);
    height += *left_out ? row : 0;
    panel_text(panel,
               timeline_short(
                   drawn->source,
                   arena_printf(arena, "Stack: what others gave to those who pay capital cost: %s.", payers),
                   124),
               INK_GREY, drawn->t[0], height, false);
    return height + row;
}

void timeline_funding(const struct source *source, struct sheet *sheet)
{
    struct draws drawn = draws_load(source);
    double total = total_of(&drawn), all = total + drawn.among.usd + drawn.elsewhere.usd;
    double scale = all >= 1e9 ? 1e9 : 1e6;
    const char *unit = arena_printf(
        source->arena, "%s so far%s; triangle: tranche drawn%s", scale > 1e6 ? "BUSD" : "MUSD",
        source->run_count > 1 ? ", mean over the replications" : "", source->run_count > 1 ? ", median" : "");
    bool any = all > 0;
    struct panel *panel = sheet_panel(sheet, "Funding by source", any ? unit : "", any ? 1.8 : 0.3);
    if (!any) {
        panel_note(panel, "no draws in this file");
        return;
    }
    const double *base = draw_stack(&drawn, panel, scale);
    double capex = draw_capex(&drawn, panel, base, scale), top = total > 0 ? total / scale : 1;
    top = capex > top ? capex : top;
    double height = draw_events(source, sheet_page(sheet), panel, top);
    panel_range(panel, 0, draw_notes(&drawn, panel, height + 0.03 * top, 0.11 * top, scale));
}
