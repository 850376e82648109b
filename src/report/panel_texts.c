/* SPDX-License-Identifier: Apache-2.0 */
#include "base/calendar.h"
#include "report/colour.h"
#include "report/gnuplot.h"
#include "report/panel_state.h"

#include <math.h>
#include <stdlib.h>

enum { LABEL_GAP = 13 };

static void set_text(FILE *out, const char *text, const char *colour, const char *place, const char *how,
                     struct arena *arena)
{
    fprintf(out, "set label %s at %s %s front noenhanced textcolor rgb '%s'\n", gnuplot_quote(text, arena),
            place, how, colour);
}

/* A point of the page, in points. */
static const char *place_of(const struct panel *panel, const struct panel_frame *frame, double x, double y)
{
    return arena_printf(panel->arena, "screen %.5f,%.5f", x / frame->width, y / frame->height);
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
        const char *place = place_of(panel, frame, frame->right + 8, placed[i].at);
        set_text(out, placed[i].label->text, placed[i].label->colour, place, "left", panel->arena);
    }
}

/* Names instead of numbers along both axes, and the title of the x axis. */
static void write_names(const struct panel *panel, const struct panel_frame *frame, FILE *out)
{
    struct arena *arena = panel->arena;
    const struct panel_axis *axis = &panel->axis;
    double left = (frame->left - 8) / frame->width, below = (frame->bottom - 11) / frame->height;
    for (int i = 0; i < panel->name_count; i++)
        set_text(out, panel->names[i], INK_TEXT,
                 arena_printf(arena, "screen %.5f, first %.4f", left, i + 0.5), "right", arena);
    for (int i = 0; panel->own_axis && axis->names && i < axis->count; i++)
        set_text(out, axis->names[i], INK_GREY,
                 arena_printf(arena, "first %.4f, screen %.5f", axis->low + i + 0.5, below), "center", arena);
    if (panel->own_axis && axis->title)
        set_text(out, axis->title, INK_GREY, place_of(panel, frame, frame->right, frame->bottom - 29),
                 "right", arena);
}

/* A bar of the colours from low to high, with numbers at its ends and its middle. */
static void write_scale(const struct panel *panel, const struct panel_frame *frame, FILE *out)
{
    enum { STEPS = 40, WIDTH = 12 };
    double left = frame->right + 10, height = frame->top - frame->bottom;
    double low = panel->scale_low, high = panel->scale_high, digit = pow(10, floor(log10(high - low)) - 2);
    for (int i = 0; i < STEPS; i++)
        fprintf(out,
                "set object %d rectangle from screen %.5f,%.5f to screen %.5f,%.5f fc rgb '%s' fs solid 1 "
                "noborder\n",
                i + 1, left / frame->width, (frame->bottom + height * i / STEPS) / frame->height,
                (left + WIDTH) / frame->width,
                (frame->bottom + height * (i + 1.2 - (i == STEPS - 1) * 0.2) / STEPS) / frame->height,
                colour_scale((i + 0.5) / STEPS, panel->arena));
    for (int i = 0; i <= 2; i++)
        set_text(out, axis_number_text(low + (high - low) * i / 2, digit, panel->arena), INK_GREY,
                 place_of(panel, frame, left + WIDTH + 6, frame->bottom + (height - 8) * i / 2 + 4), "left",
                 panel->arena);
}

static void write_texts(const struct panel *panel, const struct panel_frame *frame, FILE *out)
{
    struct arena *arena = panel->arena;
    for (const struct text *text = panel->texts; text; text = text->next)
        set_text(out, text->text, text->colour,
                 arena_printf(arena, "first %.4f,%.6g", text->t / panel_x_unit(panel), text->y),
                 text->above  ? "center offset character 0,0.6"
                 : text->left ? "right offset character -1,0"
                              : "left offset character 1,0",
                 arena);
    double title = frame->top + (frame->stacked ? 30 : 14);
    set_text(out, panel->title, INK_TEXT, place_of(panel, frame, frame->left, title),
             arena_printf(arena, "left font '%s,13'", frame->bold), arena);
    if (frame->stacked)
        set_text(out, panel->unit, INK_GREY, place_of(panel, frame, frame->left, frame->top + 12), "left",
                 arena);
    else
        set_text(out, panel->unit, INK_GREY, place_of(panel, frame, frame->right, title), "right", arena);
    if (panel->note)
        set_text(out, panel->note, INK_GREY, "graph 0.5,0.5", "center", arena);
}

void panel_write_texts(const struct panel *panel, const struct panel_frame *frame, struct axis_range range,
                       FILE *out)
{
    write_texts(panel, frame, out);
    write_names(panel, frame, out);
    write_labels(panel, frame, range, out);
    if (!isnan(panel->scale_low))
        write_scale(panel, frame, out);
}
