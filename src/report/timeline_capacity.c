/* SPDX-License-Identifier: Apache-2.0 */
#include "report/timeline.h"

#include "base/calendar.h"
#include "report/band.h"
#include "report/limit_table.h"

#include <math.h>
#include <string.h>

/* The rungs from the top of the ladder; the second metric stands in where the first is missing. */
static const struct rung {
    const char *metric, *other, *label;
    struct ink ink;
    bool band;
} rungs[] = {
    {"capacity.wanted", "capacity.wanted", "wanted", {INK_BLACK, 1.6, INK_SOLID}, false},
    {"capacity.contracted", "power.contracted", "contracted", {INK_GREY, 1.3, INK_DOTTED}, false},
    {"capacity.energised", "power.it_energised", "energised", {INK_ORANGE, 1.8, INK_SOLID}, false},
    {"capacity.commissioned", "halls.it_commissioned", "commissioned", {INK_PINK, 1.8, INK_SOLID}, false},
    {"capacity.accepted", "racks.it_accepted", "accepted", {INK_BLUE, 2.6, INK_SOLID}, true},
    {"capacity.serving", "racks.it_serving", "serving", {INK_GREEN, 1.6, INK_DASHED}, false},
};
enum { RUNGS = sizeof rungs / sizeof *rungs };

void timeline_capacity(const struct source *source, struct sheet *sheet)
{
    struct panel *panel = sheet_panel(sheet, "Capacity", "MW of IT capacity", 1.75);
    const char *names[2 * RUNGS];
    for (int i = 0; i < RUNGS; i++) {
        names[i] = rungs[i].metric;
        names[RUNGS + i] = rungs[i].other;
    }
    const struct trace *trace =
        trace_load(source, reader_entity_id(source->reader, "campus"), names, 2 * RUNGS);
    bool any = false;
    for (int i = 0; i < RUNGS; i++) {
        const struct band *band = band_of(trace, trace_has(trace, i) ? i : RUNGS + i);
        if (!band)
            continue;
        any = true;
        if (rungs[i].band)
            band_draw(band, panel, rungs[i].ink);
        else
            panel_steps(panel, rungs[i].ink, band->t, band->mid, band->count);
        const char *label = rungs[i].band && band->spread ? "accepted, P10\xe2\x80\x93P90" : rungs[i].label;
        panel_label(panel, label, rungs[i].ink.colour, band_end(band));
    }
    if (!any)
        panel_note(panel, "no series of capacity in this file");
}

/* Colours of limits by name; others take the last. */
static const struct {
    const char *name, *colour;
} limit_colours[] = {
    {"none", "#DCE9F5"}, {"grid feed", INK_ORANGE}, {"firm power", INK_VERMILION}, {"cooling", INK_SKY},
    {"halls", INK_PINK}, {"racks", INK_BLUE},       {"demand", INK_GREEN},         {NULL, INK_GREY},
};

static const char *limit_colour(const char *name)
{
    size_t i = 0;
    while (limit_colours[i].name && strcmp(limit_colours[i].name, name))
        i++;
    return limit_colours[i].colour;
}

/* Share of each limit in what was wanted, by period; the layers pile up from BASE. */
struct stack {
    const struct limit_table *limits;
    double *t, *base;
    int count; /* periods and the end */
};

static double wanted_of(const struct limit_table *limits, struct limit_range range)
{
    double wanted = 0;
    for (int i = 0; i < limits->name_count; i++)
        wanted += limit_table_sum(limits, range, i).mw_days;
    return wanted;
}

/* Piles limit NAME on the stack and draws it; false when it never cut a hundredth. */
static bool pile(const struct source *source, struct stack *stack, struct panel *panel, int name)
{
    const struct limit_table *limits = stack->limits;
    double *top = arena_array(source->arena, (size_t)stack->count, sizeof *top);
    double thickest = 0;
    for (int i = 0; i < stack->count; i++) {
        int period = i < limits->period_count ? i : limits->period_count - 1;
        struct limit_range range = {0, limits->site_count, period, 1};
        double wanted = wanted_of(limits, range);
        double share = wanted > 0 ? limit_table_sum(limits, range, name).mw_days / wanted : 0;
        top[i] = wanted > 0 ? stack->base[i] + 100 * share : NAN;
        thickest = fmax(thickest, share);
    }
    bool granted = !strcmp(limits->names[name], "none");
    struct tint tint = {limit_colour(limits->names[name]), granted ? 1 : 0.8, true, true, true};
    panel_area(panel, tint, stack->t, stack->base, top, stack->count);
    stack->base = top;
    return thickest >= 0.01;
}

void timeline_limits(const struct source *source, struct sheet *sheet)
{
    struct panel *panel = sheet_panel(sheet, "What bound it", "% of the wanted megawatt-days, by year", 0.8);
    const struct limit_table *limits = limit_table_load(source);
    panel_range(panel, 0, 100);
    if (!limits) {
        panel_note(panel, "no limits in this file");
        return;
    }
    struct stack stack = {.limits = limits, .count = limits->period_count + 1};
    stack.t = arena_array(source->arena, (size_t)stack.count, sizeof *stack.t);
    stack.base = arena_array(source->arena, (size_t)stack.count, sizeof *stack.base);
    for (int i = 0; i < limits->period_count; i++)
        stack.t[i] = fmax((double)limits->periods[i], (double)source->study->start);
    stack.t[limits->period_count] = (double)source->study->end;
    /* "none" is the last name: what was granted lies at the bottom.  The names stand in the same order. */
    double height[LIMIT_TABLE_NAMES_MAX];
    for (int i = limits->name_count - 1; i >= 0; i--) {
        double base = stack.base[stack.count - 1];
        bool shown = pile(source, &stack, panel, i);
        height[i] = shown ? (base + stack.base[stack.count - 1]) / 2 : NAN;
    }
    for (int i = 0; i < limits->name_count; i++) {
        bool granted = !strcmp(limits->names[i], "none");
        const char *name = granted ? "granted" : timeline_short(source, limits->names[i], 20);
        if (!isnan(height[i]))
            panel_label(panel, name, granted ? INK_GREY : limit_colour(limits->names[i]), height[i]);
    }
}
