/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plot - pictures drawn from a results file.
 *
 * A plot is one file plot_NAME.c that ends with one constant plot_NAME, listed in PLOTS of src/src.mk.  It
 * fills a sheet with panels; what the file does not hold is said in its panel.
 */
#ifndef REPORT_PLOT_H
#define REPORT_PLOT_H

#include "report/sheet.h"
#include "report/source.h"

struct plot {
    const char *name;
    const char *summary;                                            /* what it shows, one line, lower case */
    int width, height;                                              /* points, when the user names no size */
    void (*fill)(const struct source *source, struct sheet *sheet); /* panels and their content */
};

/* Sets the page's time, status date, footer, subtitle and title; TITLE NULL takes the study's label. */
void plot_describe(const struct source *source, const char *title, struct sheet_page *page);

#endif
