/* SPDX-License-Identifier: Apache-2.0 */
#include "base/calendar.h"
#include "report/colour.h"
#include "report/panel_state.h"

#include <math.h>
#include <stdlib.h>

/* Of the y axis. */
static struct axis_range range_of(const struct panel *panel)
{
    double high = 0;
    for (size_t i = 0; i < panel->box_count; i++)
        high = fmax(high, panel->boxes[i].high);
    for (const struct element *element = panel->first; element; element = element->next)
        for (int i = 0; i < element->count; i++)
            if (isfinite(element->y[i]) && element->y[i] > high)
                high = element->y[i];
    if (!isnan(panel->low)) {
        struct axis_range range = axis_range_of(panel->low, panel->high, false);
        range.step = panel->step > 0 ? panel->step : range.step;
        return range;
    }
    return axis_range_of(0, high > 0 ? high : 1, true);
}

/* Of the x axis, in the numbers of the script. */
static struct axis_range x_range(const struct panel *panel, const struct panel_frame *frame)
{
    if (!panel->own_axis)
        return (struct axis_range){(double)frame->start / CALENDAR_DAY_S, (double)frame->end / CALENDAR_DAY_S,
                                   0};
    struct axis_range range = axis_range_of(panel->axis.low, panel->axis.high, false);
    range.step = panel->axis.step > 0 ? panel->axis.step : range.step;
    return range;
}

static bool has_status(const struct panel *panel, const struct panel_frame *frame)
{
    return !panel->own_axis && !isnan(frame->status);
}

/* A way into the script for points of one panel. */
struct pen {
    FILE *out;
    double unit;
};

static void write_point(struct pen pen, double t, double value)
{
    fprintf(pen.out, "%.4f %.6g\n", t / pen.unit, value);
}

/* The outline of COUNT points from START on: along the top and back along the bottom. */
static void write_outline(struct pen pen, const struct element *area, int start, int count)
{
    bool steps = area->tint.steps;
    for (int i = start; i < start + count; i++) {
        if (steps && i > start)
            write_point(pen, area->t[i], area->y[i - 1]);
        write_point(pen, area->t[i], area->y[i]);
    }
    for (int i = start + count - 1; i >= start; i--) {
        write_point(pen, area->t[i], area->low[i]);
        if (steps && i > start)
            write_point(pen, area->t[i], area->low[i - 1]);
    }
    fputs("\n", pen.out);
}

static void write_area(struct pen pen, const struct element *area)
{
    int start = 0;
    for (int i = 0; i <= area->count; i++) {
        if (i < area->count && isfinite(area->y[i]) && isfinite(area->low[i]))
            continue;
        if (i - start > 1)
            write_outline(pen, area, start, i - start);
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

static void write_data(struct pen pen, const struct element *element, int panel, int number)
{
    FILE *out = pen.out;
    fprintf(out, "$p%d_%d << EOD_DATA\n", panel, number);
    if (element->kind == ELEMENT_AREA) {
        write_area(pen, element);
    } else {
        for (int i = 0; i < element->count; i++) {
            if (isfinite(element->y[i]))
                write_point(pen, element->t[i], element->y[i]);
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

static void write_frame(const struct panel *panel, const struct panel_frame *frame, struct axis_range range,
                        FILE *out)
{
    fprintf(
        out,
        "unset label\nset lmargin at screen %.5f\nset rmargin at screen %.5f\nset bmargin at screen %.5f\n"
        "set tmargin at screen %.5f\n",
        frame->left / frame->width, frame->right / frame->width, frame->bottom / frame->height,
        frame->top / frame->height);
    struct axis_range x = x_range(panel, frame);
    fprintf(out, "set xrange [%.4f:%.4f]\nset yrange [%.6g:%.6g]\n", x.low, x.high, range.low, range.high);
    if (panel->own_axis)
        axis_write_numbers(out, x, !panel->axis.names);
    else
        axis_write_times(out, frame->start, frame->end, frame->dates);
    axis_write_values(out, range, !panel->hide_y);
}

/* The line at the foot and the status date; they also keep an empty panel from being a mistake. */
static void write_base(struct pen pen, const struct panel *panel, const struct panel_frame *frame,
                       struct axis_range range, int number)
{
    struct axis_range x = x_range(panel, frame);
    fprintf(pen.out, "$p%d_base << EOD_DATA\n", number);
    write_point(pen, x.low * pen.unit, range.low);
    write_point(pen, x.high * pen.unit, range.low);
    fputs("EOD_DATA\n", pen.out);
    if (!has_status(panel, frame))
        return;
    fprintf(pen.out, "$p%d_status << EOD_DATA\n", number);
    write_point(pen, frame->status, range.low);
    write_point(pen, frame->status, range.high);
    fputs("EOD_DATA\n", pen.out);
}

static void write_boxes(const struct panel *panel, int number, FILE *out)
{
    fprintf(out, "$p%d_boxes << EOD_DATA\n", number);
    for (size_t i = 0; i < panel->box_count; i++) {
        const struct panel_box *box = &panel->boxes[i];
        fprintf(out, "%.6g %.6g %.6g %.6g %.6g %.6g %ld\n", (box->left + box->right) / 2,
                (box->low + box->high) / 2, box->left, box->right, box->low, box->high,
                strtol(box->colour + 1, NULL, 16));
    }
    fputs("EOD_DATA\n", out);
}

static void write_plot(const struct panel *panel, const struct panel_frame *frame, int number, FILE *out)
{
    fprintf(out, "plot $p%d_base using 1:2 notitle with lines lw 1 lc rgb '#9CA3AF'", number);
    if (panel->box_count > 0)
        fprintf(out,
                ", \\\n  $p%d_boxes using 1:2:3:4:5:6:7 notitle with boxxyerror fs solid 1 noborder lc rgb "
                "variable",
                number);
    int place = 0;
    for (const struct element *element = panel->first; element; element = element->next, place++) {
        if (is_empty(element))
            continue;
        fprintf(out, ", \\\n  $p%d_%d using 1:2 notitle ", number, place);
        write_style(out, element, panel->arena);
    }
    if (has_status(panel, frame))
        fprintf(out, ", \\\n  $p%d_status using 1:2 notitle with lines lw 1 lc rgb '" INK_GREY "' dt (10,8)",
                number);
    fputs("\n", out);
}

void panel_write(const struct panel *panel, const struct panel_frame *frame, int number, FILE *out)
{
    struct axis_range range = range_of(panel);
    struct pen pen = {out, panel_x_unit(panel)};
    write_frame(panel, frame, range, out);
    panel_write_texts(panel, frame, range, out);
    write_base(pen, panel, frame, range, number);
    if (panel->box_count > 0)
        write_boxes(panel, number, out);
    int place = 0;
    for (const struct element *element = panel->first; element; element = element->next, place++)
        if (!is_empty(element))
            write_data(pen, element, number, place);
    write_plot(panel, frame, number, out);
    if (!isnan(panel->scale_low))
        fputs("unset object\n", out);
}
