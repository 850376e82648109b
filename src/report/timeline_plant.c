/* SPDX-License-Identifier: Apache-2.0 */
#include "report/timeline.h"

#include "report/band.h"

#include <math.h>

/* From the bottom of the pile up: where an ordered rack is. */
static const struct state {
    const char *metric, *label, *colour;
} states[] = {
    {"racks.serving", "serving", INK_GREEN},      {"racks.failed", "failed", INK_VERMILION},
    {"racks.burn_in", "burn-in", INK_BLUE},       {"racks.rework", "rework", INK_PINK},
    {"racks.installing", "installing", INK_SKY},  {"racks.dock", "on the dock", INK_ORANGE},
    {"racks.gate", "before the dock", "#8C5A00"}, {"racks.in_transit", "in transit", "#9CA3AF"},
    {"racks.ordered", "ordered", INK_BLACK},      {"racks.accepted", "accepted so far", INK_BLUE},
};
enum { STATES = sizeof states / sizeof *states, PILED = STATES - 2, ORDERED = PILED, ACCEPTED = PILED + 1 };

/* Piles the mean of STATE on BASE; the new top. */
static double *pile(const struct source *source, struct panel *panel, const struct band *band, int state,
                    double *base)
{
    double *top = arena_array(source->arena, (size_t)band->count, sizeof *top);
    double thickest = 0, middle = NAN;
    for (int i = 0; i < band->count; i++) {
        double mean = isfinite(band->mean[i]) ? band->mean[i] : 0;
        top[i] = base[i] + mean;
        if (mean > thickest) {
            thickest = mean;
            middle = i == band->count - 1 ? base[i] + mean / 2 : top[i];
        }
    }
    if (!(thickest > 0))
        return base;
    panel_area(panel, (struct tint){states[state].colour, 0.7, true, true}, band->t, base, top, band->count);
    panel_label(panel, states[state].label, states[state].colour,
                band->mean[band->count - 1] > 0 ? (base[band->count - 1] + top[band->count - 1]) / 2
                                                : middle);
    return top;
}

void timeline_racks(const struct source *source, struct sheet *sheet)
{
    struct panel *panel = sheet_panel(
        sheet, "Racks",
        source->run_count > 1 ? "racks, where they are: mean over the replications" : "racks, where they are",
        1.3);
    const char *names[STATES];
    for (int i = 0; i < STATES; i++)
        names[i] = states[i].metric;
    const struct trace *trace = trace_load(source, reader_entity_id(source->reader, "campus"), names, STATES);
    double *base = arena_array(source->arena, (size_t)trace->time_count + 1, sizeof *base);
    bool piled = false;
    for (int i = 0; i < PILED; i++) {
        const struct band *band = band_of(trace, i);
        if (!band)
            continue;
        base = pile(source, panel, band, i, base);
        piled = true;
    }
    const struct band *ordered = band_of(trace, ORDERED), *accepted = band_of(trace, ACCEPTED);
    if (ordered) {
        panel_steps(panel, (struct ink){INK_BLACK, 1.4, INK_SOLID}, ordered->t, ordered->mid, ordered->count);
        panel_label(panel, "ordered", INK_BLACK, band_end(ordered));
    }
    if (accepted && !piled) {
        band_draw(accepted, panel, (struct ink){INK_BLUE, 2.4, INK_SOLID});
        panel_label(panel, "accepted so far", INK_BLUE, band_end(accepted));
    }
    if (!ordered && !accepted && !piled)
        panel_note(panel, "no series of racks in this file");
}

static const char *const site_colours[] = {INK_BLUE, INK_VERMILION, INK_GREEN, INK_ORANGE, INK_PINK};
enum { COLOURS = sizeof site_colours / sizeof *site_colours };

/* One line for each site; the largest P90 in *TOP, the smallest P10 in *LOW. */
static void draw_sites(const struct source *source, struct panel *panel, const char *metric, double range[2],
                       const char *missing)
{
    int count;
    const int64_t *sites = source_entities(source, "site", &count);
    bool any = false;
    range[0] = INFINITY, range[1] = -INFINITY;
    for (int i = 0; i < count; i++) {
        const struct trace *trace = trace_load(source, sites[i], &metric, 1);
        const struct band *band = band_of(trace, 0);
        if (!band)
            continue;
        any = true;
        const char *colour = site_colours[i % COLOURS];
        band_draw(band, panel, (struct ink){colour, 1.5, i < COLOURS ? INK_SOLID : INK_DASHED});
        panel_label(panel, timeline_short(source, source_entity_label(source, sites[i]), 22), colour,
                    band_end(band));
        for (int j = 0; j < band->count; j++) {
            if (isnan(band->mid[j]))
                continue;
            range[0] = fmin(range[0], band->low[j]);
            range[1] = fmax(range[1], band->high[j]);
        }
    }
    if (!any)
        panel_note(panel, missing);
}

/* Above this PUE says only that hardly any rack runs yet. */
#define PUE_SHOWN_MAX 2.0

void timeline_cooling(const struct source *source, struct sheet *sheet)
{
    double range[2];
    const char *band = source->run_count > 1 ? ", band P10\xe2\x80\x93P90" : "";
    struct panel *pue = sheet_panel(
        sheet, "PUE", arena_printf(source->arena, "facility energy over IT energy%s", band), 0.85);
    draw_sites(source, pue, "cooling.pue", range, "no series of PUE in this file");
    if (range[1] > range[0])
        panel_range(pue, 1, fmin(ceil(range[1] * 20) / 20, PUE_SHOWN_MAX));
    struct panel *wet = sheet_panel(sheet, "Outdoor wet bulb",
                                    arena_printf(source->arena,
                                                 "\xc2\xb0"
                                                 "C, mean of each sample%s",
                                                 band),
                                    0.7);
    draw_sites(source, wet, "weather.wet_bulb", range, "no series of the wet bulb in this file");
    if (range[1] > range[0])
        panel_range(wet, floor(range[0] / 5) * 5, ceil(range[1] / 5) * 5);
}

void timeline_tokens(const struct source *source, struct sheet *sheet)
{
    static const struct {
        const char *metric, *label;
        struct ink ink;
    } lines[] = {{"tokens.capacity", "could be served", {INK_BLUE, 1.8, INK_SOLID}},
                 {"tokens.served", "served", {INK_GREEN, 2.4, INK_SOLID}},
                 {"tokens.asked", "asked for", {INK_VERMILION, 1.8, INK_DASHED}}};
    enum { LINES = sizeof lines / sizeof *lines };
    const char *names[LINES];
    for (int i = 0; i < LINES; i++)
        names[i] = lines[i].metric;
    const struct trace *trace = trace_load(source, reader_entity_id(source->reader, "campus"), names, LINES);
    const char *unit = "tokens";
    for (int i = 1; i < LINES; i++)
        if (trace->metrics[i])
            unit = trace->metrics[i]->unit;
    struct panel *panel = sheet_panel(sheet, "Tokens asked for and served",
                                      arena_printf(source->arena, "%s a day%s", unit,
                                                   source->run_count > 1 ? ", band P10\xe2\x80\x93P90" : ""),
                                      1.2);
    bool any = false;
    for (int i = 0; i < LINES; i++) {
        const struct band *band = band_of(trace, i);
        if (!band)
            continue;
        any = true;
        band_draw(band, panel, lines[i].ink);
        panel_label(panel, lines[i].label, lines[i].ink.colour, band_end(band));
    }
    if (!any)
        panel_note(panel, "no series of tokens in this file");
}
