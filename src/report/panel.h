/* SPDX-License-Identifier: Apache-2.0 */
/*
 * panel - one diagram of a sheet: lines, steps, areas, boxes, marks, and names at their right ends.
 *
 * The look: grey grid behind, bold title at the left and the unit at the right, no frame and no key: series
 * are named at their right ends in their own colour, pushed apart.  Colours are those of Okabe and Ito
 * (jfly.uni-koeln.de/color, 2008), which colour-blind readers tell apart; dashes, near-black and the names
 * carry the meaning too.
 *
 * Times are ticks; with an axis of its own, x is a plain number.  Arrays and texts are borrowed: they must
 * live until the sheet is drawn.
 * Owns: all in the arena.
 */
#ifndef REPORT_PANEL_H
#define REPORT_PANEL_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct panel;

enum ink_dash { INK_SOLID, INK_DASHED, INK_DOTTED };

/* What a line looks like. */
struct ink {
    const char *colour; /* "#0072B2" */
    double width;       /* points */
    enum ink_dash dash;
};

#define INK_BLACK     "#262626"
#define INK_TEXT      "#262626"
#define INK_GREY      "#6B7280"
#define INK_PALE      "#D1D5DB"
#define INK_BLUE      "#0072B2"
#define INK_SKY       "#56B4E9"
#define INK_GREEN     "#009E73"
#define INK_ORANGE    "#E69F00"
#define INK_VERMILION "#D55E00"
#define INK_PINK      "#CC79A7"

/* What an area looks like: a tint of COLOUR. */
struct tint {
    const char *colour;
    double opacity; /* 0..1 */
    bool steps;     /* values are kept until the next time */
    bool layer;     /* of a pile: covers the grid */
    bool edge;      /* white between layers */
};

enum panel_mark { MARK_DIAMOND, MARK_HOLLOW, MARK_TRIANGLE };

/* A panel with nothing in it, in ARENA; TITLE and UNIT are borrowed.  See sheet_panel. */
struct panel *panel_new(const char *title, const char *unit, struct arena *arena);

/* COUNT points (T, Y); a Y of NAN is a gap.  Steps keep a value until the next time. */
void panel_line(struct panel *panel, struct ink ink, const double *t, const double *y, int count);
void panel_steps(struct panel *panel, struct ink ink, const double *t, const double *y, int count);

/* The area between LOW and HIGH. */
void panel_area(struct panel *panel, struct tint tint, const double *t, const double *low, const double *high,
                int count);

/* A mark at the point (T, Y). */
void panel_mark(struct panel *panel, enum panel_mark mark, const char *colour, double t, double y);

/* TEXT beside the point (T, Y): to its right, or to its left when LEFT. */
void panel_text(struct panel *panel, const char *text, const char *colour, double t, double y, bool left);

/* TEXT centred above the point. */
void panel_caption(struct panel *panel, const char *text, const char *colour, double t, double y);

/* TEXT at the right end, at the height Y or near it. */
void panel_label(struct panel *panel, const char *text, const char *colour, double y);

/* TEXT in grey in the middle: why there is nothing to see.  Numbers on the y axis go. */
void panel_note(struct panel *panel, const char *text);

/* Fixes the range of y.  Otherwise it goes from 0 to a round number above all that is drawn. */
void panel_range(struct panel *panel, double low, double high);

/* The same with a line of the grid at every multiple of STEP. */
void panel_range_by(struct panel *panel, double low, double high, double step);

/* From a round number at or below LOW to one at or above HIGH. */
void panel_range_round(struct panel *panel, double low, double high);

/* No numbers and no grid on the y axis. */
void panel_hide_y(struct panel *panel);

/* COUNT names instead of numbers, from the bottom up at 0.5, 1.5, ...; the range is 0 to COUNT. */
void panel_names(struct panel *panel, const char *const *names, int count);

/* An x axis of numbers, or of COUNT names at LOW + 0.5, 1.5, ..., instead of the page's dates. */
struct panel_axis {
    double low, high;
    double step;              /* of the numbers; 0: by the range */
    const char *title;        /* below, with the unit; NULL: none */
    const char *const *names; /* NULL: numbers */
    int count;
};
void panel_axis(struct panel *panel, struct panel_axis axis);

/* A filled rectangle behind lines and marks. */
struct panel_box {
    double left, right, low, high;
    const char *colour;
};
void panel_box(struct panel *panel, struct panel_box box);

/* At the right, instead of names of series: which colours of colour_scale stand for LOW to HIGH. */
void panel_scale(struct panel *panel, double low, double high);

/* Points kept free at the left and the right of the panel for names, instead of the page's usual. */
void panel_margins(struct panel *panel, double left, double right);

/* Points that TEXT takes at a font of SIZE points: an estimate from mean widths. */
double panel_text_width(const char *text, double size);

#endif
