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

/* What is to be drawn. */
struct plot_request {
    const struct source *source;
    int64_t site; /* entity, of plots by site; else -1 */
    int year;     /* calendar year of the panels that show one; 0: the last full one with load */
};

struct plot {
    const char *name;
    const char *summary; /* what it shows, one line, lower case */
    bool by_site;
    int width, height; /* points, when the user names no size */
    void (*fill)(const struct plot_request *request, struct sheet *sheet); /* panels and their content */
};

/* Sets the page's time, status date, footer, subtitle and title; TITLE NULL takes the study's label. */
void plot_describe(const struct source *source, const char *title, struct sheet_page *page);

/* Adds to that which site is drawn, what the plot NAME shows of it and, of several sites, how to see the
 * others. */
void plot_describe_site(const struct plot_request *request, const char *name, struct sheet_page *page);

#endif
