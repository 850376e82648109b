/* SPDX-License-Identifier: Apache-2.0 */
/*
 * panel_state - what panel and sheet share; nobody else includes it.
 */
#ifndef REPORT_PANEL_STATE_H
#define REPORT_PANEL_STATE_H

#include "report/axis.h"
#include "report/panel.h"

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
    bool left, above;
};

struct panel {
    struct arena *arena;
    const char *title, *unit, *note;
    struct element *first, **last;
    struct text *texts, **last_text;
    struct text *labels, **last_label;
    double low, high; /* NAN: by what is drawn */
    double step;      /* of the grid of y; 0: by the range */
    bool hide_y;
    const char *const *names; /* on the y axis */
    int name_count;
    bool own_axis;
    struct panel_axis axis;
    struct panel_box *boxes;
    size_t box_count, box_capacity;
    double scale_low, scale_high;     /* NAN: no scale */
    double left_margin, right_margin; /* NAN: those of the page */
};

/* Where a panel stands on its page, in points from the left and the bottom; and the time axis. */
struct panel_frame {
    int width, height; /* of the page */
    double left, right, bottom, top;
    int64_t start, end;
    double status;    /* tick, or NAN */
    const char *bold; /* font of titles, without its size */
    bool dates;       /* stand below this one */
    bool stacked;     /* the unit stands below the title */
};

/* Writes what draws the panel NUMBER (from 0) of the page; NUMBER makes names unique. */
void panel_write(const struct panel *panel, const struct panel_frame *frame, int number, FILE *out);

/* Title, unit, names and labels of a panel with RANGE on its y axis. */
void panel_write_texts(const struct panel *panel, const struct panel_frame *frame, struct axis_range range,
                       FILE *out);

/* What an x of the script is counted in. */
double panel_x_unit(const struct panel *panel);

#endif
