/* SPDX-License-Identifier: Apache-2.0 */
/*
 * chart - a page of diagrams over a common quantity, such as efficiency and loss over load.
 *
 * The look is that of panel.h, with numbers below instead of dates.  Arrays and texts are borrowed until the
 * chart is drawn.
 */
#ifndef REPORT_CHART_H
#define REPORT_CHART_H

#include "report/sheet.h"

enum { CHART_PANELS = 4, CHART_LINES = 12 };

struct chart_line {
    const char *label; /* at its right end; NULL: none */
    const double *y;   /* at the chart's x; NAN is a gap */
};

struct chart_panel {
    const char *title, *unit;
    struct chart_line lines[CHART_LINES];
    int line_count;
};

struct chart {
    enum sheet_format format;
    int width, height; /* points */
    const char *title, *subtitle, *footer;
    const char *x_title, *x_unit;
    const double *x; /* rising */
    int count;
    struct chart_panel panels[CHART_PANELS];
    int panel_count;
};

/* Draws the chart to the file PATH; errors as of gnuplot_draw. */
bool chart_draw(const struct chart *chart, const char *path, struct arena *arena, struct diag *diag);

#endif
