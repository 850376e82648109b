/* SPDX-License-Identifier: Apache-2.0 */
#include "report/timeline.h"

#include "report/band.h"

#include <math.h>

/* Where an ordered rack is, from the bottom of the pile up; a layer joins up to three metrics. */
enum { JOINED = 3 };
static const struct layer {
    const char *label, *colour;
    const char *metrics[JOINED];
} layers[] = {
    {"serving", INK_GREEN, {"racks.serving"}},
    {"failed", INK_VERMILION, {"racks.failed"}},
    {"installing, in tests", INK_BLUE, {"racks.installing", "racks.burn_in", "racks.rework"}},
    {"delivered, waiting", INK_ORANGE, {"racks.dock", "racks.gate"}},
    {"in transit", "#9CA3AF", {"racks.in_transit"}},
};
enum { LAYERS = sizeof layers / sizeof *layers, ORDERED = LAYERS * JOINED, ACCEPTED, STRANDED, RACK_METRICS };

struct pile {
    const double *t;
    double *top; /* so far */
    int count;   /* of times, 0 while nothing is piled */
    double peak;
};

/* Puts LAYER on the pile; the height of its middle at the end, NAN when there is nothing of it. */
static double add_layer(const struct source *source, struct panel *panel, const struct trace *trace,
                        int layer, struct pile *pile)
{
    double *top = NULL, thickest = 0, before = pile->count ? pile->top[pile->count - 1] : 0;
    for (int i = 0; i < JOINED; i++) {
        const struct band *band = band_of(trace, layer * JOINED + i);
        if (!band)
            continue;
        if (!pile->count) {
            *pile = (struct pile){band->t, arena_array(source->arena, (size_t)band->count, sizeof(double)),
                                  band->count, 0};
        }
        if (!top)
            top = arena_array(source->arena, (size_t)pile->count, sizeof *top);
        for (int j = 0; j < pile->count; j++)
            top[j] += isfinite(band->mean[j]) ? band->mean[j] : 0;
    }
    for (int j = 0; top && j < pile->count; j++) {
        thickest = fmax(thickest, top[j]);
        top[j] += pile->top[j];
        pile->peak = fmax(pile->peak, top[j]);
    }
    if (!(thickest > 0))
        return NAN;
    struct tint tint = {layers[layer].colour, 0.7, true, true, false};
    panel_area(panel, tint, pile->t, pile->top, top, pile->count);
    pile->top = top;
    return thickest >= 0.01 * pile->peak ? (before + top[pile->count - 1]) / 2 : NAN;
}

static void draw_line(struct panel *panel, const struct trace *trace, int metric, const char *label,
                      struct ink ink)
{
    const struct band *band = band_of(trace, metric);
    if (!band)
        return;
    panel_steps(panel, ink, band->t, band->mid, band->count);
    panel_label(panel, label, ink.colour, band_end(band));
}

static const struct trace *load_racks(const struct source *source)
{
    const char *names[RACK_METRICS] = {
        [ORDERED] = "racks.ordered", [ACCEPTED] = "racks.accepted", [STRANDED] = "racks.stranded"};
    for (int i = 0; i < LAYERS; i++)
        for (int j = 0; j < JOINED; j++)
            names[i * JOINED + j] = layers[i].metrics[j] ? layers[i].metrics[j] : "";
    return trace_load(source, reader_entity_id(source->reader, "campus"), names, RACK_METRICS);
}

void timeline_racks(const struct source *source, struct sheet *sheet)
{
    const char *unit = source->run_count > 1
                           ? "racks, where they are: mean over the replications; lines: medians"
                           : "racks, where they are";
    struct panel *panel = sheet_panel(sheet, "Racks", unit, 1.3);
    const struct trace *trace = load_racks(source);
    struct pile pile = {0};
    double height[LAYERS];
    for (int i = 0; i < LAYERS; i++)
        height[i] = add_layer(source, panel, trace, i, &pile);
    draw_line(panel, trace, ORDERED, "ordered", (struct ink){INK_BLACK, 1.4, INK_SOLID});
    for (int i = LAYERS - 1; i >= 0; i--)
        if (!isnan(height[i]))
            panel_label(panel, layers[i].label, layers[i].colour, height[i]);
    if (!pile.count && trace_has(trace, ACCEPTED)) {
        const struct band *accepted = band_of(trace, ACCEPTED);
        band_draw(accepted, panel, (struct ink){INK_BLUE, 2.4, INK_SOLID});
        panel_label(panel, "accepted so far", INK_BLUE, band_end(accepted));
    }
    draw_line(panel, trace, STRANDED, "stranded", (struct ink){INK_VERMILION, 1.6, INK_DASHED});
    if (!pile.count && !trace_has(trace, ACCEPTED) && !trace_has(trace, ORDERED))
        panel_note(panel, "no series of racks in this file");
}

static const char *const site_colours[] = {INK_BLUE, INK_VERMILION, INK_GREEN, INK_ORANGE, INK_PINK};
enum { COLOURS = sizeof site_colours / sizeof *site_colours };

/* The first metric, and the load that says when it means something (NULL: always). */
struct site_lines {
    const char *metrics[2];
    const char *missing;
    bool band;
    double low, high; /* of what was drawn */
};

/* Below this share of its largest load a plant's ratios tell of its idle losses only. */
#define LOAD_SHARE_MIN 0.05

/* Blanks metric 0 where metric 1 of the same replication is below that share. */
static void blank_idle(const struct trace *trace)
{
    for (int run = 0; trace->values[0] && trace->values[1] && run < trace->run_count; run++) {
        double *value = trace->values[0] + (size_t)run * (size_t)trace->time_count;
        const double *load = trace->values[1] + (size_t)run * (size_t)trace->time_count;
        double peak = 0;
        for (int i = 0; i < trace->time_count; i++)
            peak = fmax(peak, load[i]);
        for (int i = 0; i < trace->time_count; i++)
            if (!(load[i] >= LOAD_SHARE_MIN * peak))
                value[i] = NAN;
    }
}

static void draw_site(struct panel *panel, struct site_lines *lines, const struct band *band, int site)
{
    struct ink ink = {site_colours[site % COLOURS], 1.5, site < COLOURS ? INK_SOLID : INK_DASHED};
    if (lines->band)
        band_draw(band, panel, ink);
    else
        panel_line(panel, ink, band->t, band->mid, band->count);
    for (int i = 0; i < band->count; i++) {
        if (isnan(band->mid[i]))
            continue;
        lines->low = fmin(lines->low, lines->band ? band->low[i] : band->mid[i]);
        lines->high = fmax(lines->high, lines->band ? band->high[i] : band->mid[i]);
    }
}

/* One line for each site. */
static void draw_sites(const struct source *source, struct panel *panel, struct site_lines *lines)
{
    int count;
    const int64_t *sites = source_entities(source, "site", &count);
    bool any = false;
    lines->low = INFINITY, lines->high = -INFINITY;
    for (int i = 0; i < count; i++) {
        const struct trace *trace = trace_load(source, sites[i], lines->metrics, lines->metrics[1] ? 2 : 1);
        if (lines->metrics[1])
            blank_idle(trace);
        const struct band *band = band_of(trace, 0);
        if (!band)
            continue;
        any = true;
        draw_site(panel, lines, band, i);
        panel_label(panel, timeline_short(source, source_entity_label(source, sites[i]), 22),
                    site_colours[i % COLOURS], band_end(band));
    }
    if (!any)
        panel_note(panel, lines->missing);
}

/* Above this PUE says only that hardly any rack runs yet. */
#define PUE_SHOWN_MAX 2.0

void timeline_cooling(const struct source *source, struct sheet *sheet)
{
    struct site_lines pue = {{"cooling.pue", "power.it"}, "no series of PUE in this file", true, 0, 0};
    struct panel *panel =
        sheet_panel(sheet, "PUE", "facility over IT energy, where IT load is above 5 % of its peak", 0.85);
    draw_sites(source, panel, &pue);
    if (pue.high > pue.low)
        panel_range(panel, 1, fmin(fmax(ceil(pue.high * 20) / 20, 1.1), PUE_SHOWN_MAX));
    struct site_lines wet = {
        {"weather.wet_bulb", NULL}, "no series of the wet bulb in this file", false, 0, 0};
    panel = sheet_panel(sheet, "Outdoor wet bulb",
                        source->run_count > 1 ? "\xc2\xb0"
                                                "C, mean of each sample, median over the replications"
                                              : "\xc2\xb0"
                                                "C, mean of each sample",
                        0.7);
    draw_sites(source, panel, &wet);
    if (wet.high > wet.low)
        panel_range(panel, floor(wet.low / 5) * 5, ceil(wet.high / 5) * 5);
}

void timeline_tokens(const struct source *source, struct sheet *sheet)
{
    static const struct {
        const char *metric, *label;
        struct ink ink;
        bool band;
    } lines[] = {{"tokens.asked", "asked for", {INK_VERMILION, 1.8, INK_DASHED}, true},
                 {"tokens.served", "served", {INK_GREEN, 2.4, INK_SOLID}, true},
                 {"tokens.capacity", "could be served", {INK_BLUE, 1.8, INK_SOLID}, false}};
    enum { LINES = sizeof lines / sizeof *lines };
    const char *names[LINES];
    for (int i = 0; i < LINES; i++)
        names[i] = lines[i].metric;
    const struct trace *trace = trace_load(source, reader_entity_id(source->reader, "campus"), names, LINES);
    const char *unit = "tokens";
    for (int i = 0; i < 2; i++)
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
        if (lines[i].band)
            band_draw(band, panel, lines[i].ink);
        else
            panel_line(panel, lines[i].ink, band->t, band->mid, band->count);
        panel_label(panel, lines[i].label, lines[i].ink.colour, band_end(band));
    }
    if (!any)
        panel_note(panel, "no series of tokens in this file");
}
