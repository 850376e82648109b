/* SPDX-License-Identifier: Apache-2.0 */
#include "report/panel.h"

#include "base/calendar.h"
#include "base/utf8.h"
#include "report/axis.h"
#include "report/colour.h"
#include "report/gnuplot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum element_kind { ELEMENT_LINE, ELEMENT_STEPS, ELEMENT_AREA, ELEMENT_MARK };

struct element {
    struct element *next;
    enum element_kind kind;
    struct ink ink;
    struct tint tint;
    enum panel_mark mark;
    const double *t, *y, *low; /* low only of areas */
    int count;
};

/* A text at a point, or at the right end. */
struct text {
    struct text *next;
    const char *text, *colour;
    double t, y;
    bool left;
};

struct panel {
    struct arena *arena;
    const char *title, *unit, *note;
    struct element *first, **last;
    struct text *texts, **last_text;
    struct text *labels, **last_label;
    double low, high; /* NAN: by what is drawn */
    bool hide_y;
};

enum { LABEL_GAP = 13 };

struct panel *panel_new(const char *title, const char *unit, struct arena *arena)
{
    struct panel *panel = arena_alloc(arena, sizeof *panel);
    panel->arena = arena;
    panel->title = title;
    panel->unit = unit;
    panel->last = &panel->first;
    panel->last_text = &panel->texts;
    panel->last_label = &panel->labels;
    panel->low = panel->high = NAN;
    return panel;
}

static struct element *add(struct panel *panel, enum element_kind kind, const double *t, const double *y,
                           int count)
{
    struct element *element = arena_alloc(panel->arena, sizeof *element);
    element->kind = kind;
    element->t = t;
    element->y = y;
    element->count = count;
    *panel->last = element;
    panel->last = &element->next;
    return element;
}

void panel_line(struct panel *panel, struct ink ink, const double *t, const double *y, int count)
{
    add(panel, ELEMENT_LINE, t, y, count)->ink = ink;
}

void panel_steps(struct panel *panel, struct ink ink, const double *t, const double *y, int count)
{
    add(panel, ELEMENT_STEPS, t, y, count)->ink = ink;
}

void panel_area(struct panel *panel, struct tint tint, const double *t, const double *low, const double *high,
                int count)
{
    struct element *element = add(panel, ELEMENT_AREA, t, high, count);
    element->tint = tint;
    element->low = low;
}

void panel_mark(struct panel *panel, enum panel_mark mark, const char *colour, double t, double y)
{
    double *point = arena_array(panel->arena, 2, sizeof *point);
    point[0] = t;
    point[1] = y;
    struct element *element = add(panel, ELEMENT_MARK, point, point + 1, 1);
    element->mark = mark;
    element->ink.colour = colour;
}

void panel_text(struct panel *panel, const char *text, const char *colour, double t, double y, bool left)
{
    struct text *added = arena_alloc(panel->arena, sizeof *added);
    *added = (struct text){NULL, text, colour_of_text(colour, panel->arena), t, y, left};
    *panel->last_text = added;
    panel->last_text = &added->next;
}

void panel_label(struct panel *panel, const char *text, const char *colour, double y)
{
    struct text *added = arena_alloc(panel->arena, sizeof *added);
    *added = (struct text){NULL, text, colour_of_text(colour, panel->arena), NAN, y, false};
    *panel->last_label = added;
    panel->last_label = &added->next;
}

void panel_note(struct panel *panel, const char *text)
{
    panel->note = text;
    panel->hide_y = true;
}

void panel_range(struct panel *panel, double low, double high)
{
    panel->low = low;
    panel->high = high;
}

void panel_hide_y(struct panel *panel)
{
    panel->hide_y = true;
}

double panel_text_width(const char *text, double size)
{
    return (double)utf8_width(text, strlen(text)) * size * 0.58;
}

static struct axis_range range_of(const struct panel *panel)
{
    double high = 0;
    for (const struct element *element = panel->first; element; element = element->next)
        for (int i = 0; i < element->count; i++)
            if (isfinite(element->y[i]) && element->y[i] > high)
                high = element->y[i];
    if (!isnan(panel->low))
        return axis_range_of(panel->low, panel->high, false);
    return axis_range_of(0, high > 0 ? high : 1, true);
}

/* Points of a day since 1970: the numbers stay short. */
static void write_point(FILE *out, double tick, double value)
{
    fprintf(out, "%.4f %.6g\n", tick / CALENDAR_DAY_S, value);
}

/* The outline of COUNT points from START on: along the top and back along the bottom. */
static void write_outline(FILE *out, const struct element *area, int start, int count)
{
    bool steps = area->tint.steps;
    for (int i = start; i < start + count; i++) {
        if (steps && i > start)
            write_point(out, area->t[i], area->y[i - 1]);
        write_point(out, area->t[i], area->y[i]);
    }
    for (int i = start + count - 1; i >= start; i--) {
        write_point(out, area->t[i], area->low[i]);
        if (steps && i > start)
            write_point(out, area->t[i], area->low[i - 1]);
    }
    fputs("\n", out);
}

static void write_area(FILE *out, const struct element *area)
{
    int start = 0;
    for (int i = 0; i <= area->count; i++) {
        if (i < area->count && isfinite(area->y[i]) && isfinite(area->low[i]))
            continue;
        if (i - start > 1)
            write_outline(out, area, start, i - start);
        start = i + 1;
    }
}

/* False when there is nothing to draw: gnuplot takes that for a mistake. */
static bool is_empty(const struct element *element)
{
    int good = 0;
    for (int i = 0; i < element->count; i++)
        good += isfinite(element->y[i]) && (!element->low || isfinite(element->low[i]));
    return good < (element->kind == ELEMENT_MARK ? 1 : 2);
}

static void write_data(FILE *out, const struct element *element, int panel, int number)
{
    fprintf(out, "$p%d_%d << EOD_DATA\n", panel, number);
    if (element->kind == ELEMENT_AREA) {
        write_area(out, element);
    } else {
        for (int i = 0; i < element->count; i++) {
            if (isfinite(element->y[i]))
                write_point(out, element->t[i], element->y[i]);
            else
                fputs("\n", out);
        }
    }
    fputs("EOD_DATA\n", out);
}

static const char *dash_text(enum ink_dash dash)
{
    return dash == INK_DASHED ? "dt (14,8)" : dash == INK_DOTTED ? "dt (4,6)" : "dt 1";
}

/* Layers cover the grid; bands let it through. */
static void write_tint(FILE *out, const struct tint *tint, struct arena *arena)
{
    if (tint->layer)
        fprintf(out, "with filledcurves closed lc rgb '%s' fs solid 1 %s",
                colour_tint(tint->colour, tint->opacity, arena),
                tint->edge ? "border lc rgb '#FFFFFF'" : "noborder");
    else
        fprintf(out, "with filledcurves closed lc rgb '%s' fs transparent solid %.3g noborder", tint->colour,
                tint->opacity);
}

static void write_style(FILE *out, const struct element *element, struct arena *arena)
{
    static const int symbols[] = {[MARK_DIAMOND] = 13, [MARK_HOLLOW] = 12, [MARK_TRIANGLE] = 11};
    switch (element->kind) {
    case ELEMENT_LINE:
    case ELEMENT_STEPS:
        fprintf(out, "with %s lw %.3g lc rgb '%s' %s", element->kind == ELEMENT_LINE ? "lines" : "steps",
                element->ink.width, element->ink.colour, dash_text(element->ink.dash));
        break;
    case ELEMENT_AREA: write_tint(out, &element->tint, arena); break;
    case ELEMENT_MARK:
        fprintf(out, "with points pt %d lw 1.5 lc rgb '%s'", symbols[element->mark], element->ink.colour);
        break;
    }
}

static void set_text(FILE *out, const char *text, const char *colour, const char *place, const char *how,
                     struct arena *arena)
{
    fprintf(out, "set label %s at %s %s front noenhanced textcolor rgb '%s'\n", gnuplot_quote(text, arena),
            place, how, colour);
}

/* Where a label ends up, in points from the bottom of the page. */
struct placed {
    const struct text *label;
    double wanted, at;
    int order;
};

static int compare_placed(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;
    if (x->wanted != y->wanted)
        return x->wanted < y->wanted ? -1 : 1;
    return x->order > y->order ? -1 : x->order < y->order;
}

/* Labels from the bottom up, LABEL_GAP apart, as near to where they want to be as the panel allows. */
static void push_apart(struct placed *placed, int count, const struct panel_frame *frame)
{
    double low = frame->bottom + 4;
    for (int i = 0; i < count; i++) {
        placed[i].at = placed[i].wanted > low ? placed[i].wanted : low;
        low = placed[i].at + LABEL_GAP;
    }
    double high = frame->top + 2;
    for (int i = count - 1; i >= 0; i--) {
        if (placed[i].at > high)
            placed[i].at = high;
        high = placed[i].at - LABEL_GAP;
    }
}

static void write_labels(const struct panel *panel, const struct panel_frame *frame, struct axis_range range,
                         FILE *out)
{
    int count = 0;
    for (const struct text *label = panel->labels; label; label = label->next)
        count++;
    struct placed *placed = arena_array(panel->arena, (size_t)count + 1, sizeof *placed);
    count = 0;
    for (const struct text *label = panel->labels; label; label = label->next) {
        double share = (label->y - range.low) / (range.high - range.low);
        share = isnan(share) ? 0 : share < 0 ? 0 : share > 1 ? 1 : share;
        placed[count] =
            (struct placed){label, frame->bottom + share * (frame->top - frame->bottom), 0, count};
        count++;
    }
    qsort(placed, (size_t)count, sizeof *placed, compare_placed);
    push_apart(placed, count, frame);
    for (int i = 0; i < count; i++) {
        const char *place = arena_printf(panel->arena, "screen %.5f,%.5f", (frame->right + 8) / frame->width,
                                         placed[i].at / frame->height);
        set_text(out, placed[i].label->text, placed[i].label->colour, place, "left", panel->arena);
    }
}

static void write_texts(const struct panel *panel, const struct panel_frame *frame, FILE *out)
{
    struct arena *arena = panel->arena;
    for (const struct text *text = panel->texts; text; text = text->next)
        set_text(out, text->text, text->colour,
                 arena_printf(arena, "first %.4f,%.6g", text->t / CALENDAR_DAY_S, text->y),
                 text->left ? "right offset character -1,0" : "left offset character 1,0", arena);
    double title = (frame->top + 14) / frame->height;
    set_text(out, panel->title, INK_TEXT,
             arena_printf(arena, "screen %.5f,%.5f", frame->left / frame->width, title),
             arena_printf(arena, "left font '%s,13'", frame->bold), arena);
    set_text(out, panel->unit, INK_GREY,
             arena_printf(arena, "screen %.5f,%.5f", frame->right / frame->width, title), "right", arena);
    if (panel->note)
        set_text(out, panel->note, INK_GREY, "graph 0.5,0.5", "center", arena);
}

static void write_frame(const struct panel *panel, const struct panel_frame *frame, struct axis_range range,
                        FILE *out)
{
    fprintf(
        out,
        "unset label\nset lmargin at screen %.5f\nset rmargin at screen %.5f\nset bmargin at screen %.5f\n"
        "set tmargin at screen %.5f\n",
        frame->left / frame->width, frame->right / frame->width, frame->bottom / frame->height,
        frame->top / frame->height);
    fprintf(out, "set xrange [%.4f:%.4f]\nset yrange [%.6g:%.6g]\n", (double)frame->start / CALENDAR_DAY_S,
            (double)frame->end / CALENDAR_DAY_S, range.low, range.high);
    axis_write_times(out, frame->start, frame->end, frame->dates);
    axis_write_values(out, range, !panel->hide_y);
}

/* The line at the foot and the status date; they also keep an empty panel from being a mistake. */
static void write_base(const struct panel_frame *frame, struct axis_range range, int number, FILE *out)
{
    fprintf(out, "$p%d_base << EOD_DATA\n", number);
    write_point(out, (double)frame->start, range.low);
    write_point(out, (double)frame->end, range.low);
    fputs("EOD_DATA\n", out);
    if (isnan(frame->status))
        return;
    fprintf(out, "$p%d_status << EOD_DATA\n", number);
    write_point(out, frame->status, range.low);
    write_point(out, frame->status, range.high);
    fputs("EOD_DATA\n", out);
}

void panel_write(const struct panel *panel, const struct panel_frame *frame, int number, FILE *out)
{
    struct axis_range range = range_of(panel);
    write_frame(panel, frame, range, out);
    write_texts(panel, frame, out);
    write_labels(panel, frame, range, out);
    write_base(frame, range, number, out);
    int place = 0;
    for (const struct element *element = panel->first; element; element = element->next, place++)
        if (!is_empty(element))
            write_data(out, element, number, place);
    fprintf(out, "plot $p%d_base using 1:2 notitle with lines lw 1 lc rgb '#9CA3AF'", number);
    place = 0;
    for (const struct element *element = panel->first; element; element = element->next, place++) {
        if (is_empty(element))
            continue;
        fprintf(out, ", \\\n  $p%d_%d using 1:2 notitle ", number, place);
        write_style(out, element, panel->arena);
    }
    if (!isnan(frame->status))
        fprintf(out, ", \\\n  $p%d_status using 1:2 notitle with lines lw 1 lc rgb '" INK_GREY "' dt (10,8)",
                number);
    fputs("\n", out);
}
