/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sheet - a page of panels under and beside each other; those without an axis of their own share one of time.
 *
 *     sheet = sheet_open(&page, arena);
 *     panel = sheet_panel(sheet, "Racks", "racks", weight); panel_steps(panel, ...); ...
 *     sheet_draw(sheet, "out.svg", diag);
 *
 * Lengths are points of the page: pixels of an svg, two pixels of a png, and a pdf is as wide as A4.
 * Owns: all in the arena.
 */
#ifndef REPORT_SHEET_H
#define REPORT_SHEET_H

#include "base/diag.h"
#include "report/panel.h"

enum sheet_format { SHEET_SVG, SHEET_PNG, SHEET_PDF };

/* Finds the format by the ending of PATH; false for any other. */
bool sheet_format_of(const char *path, enum sheet_format *format);

struct sheet_page {
    enum sheet_format format;
    int width, height; /* points */
    int64_t start, end;
    double status; /* tick of the dashed line through all panels, NAN: none */
    const char *title, *subtitle;
    const char *footer;
};

struct sheet;

/* A page without panels in ARENA; a copy of PAGE, whose texts are borrowed. */
struct sheet *sheet_open(const struct sheet_page *page, struct arena *arena);

/* The page that SHEET was opened with; borrowed. */
const struct sheet_page *sheet_page(const struct sheet *sheet);

/* An empty panel below the others; its height is WEIGHT among all weights.  See panel_new. */
struct panel *sheet_panel(struct sheet *sheet, const char *title, const char *unit, double weight);

/* An empty panel at the right of the last one, both of the same width; its unit stands below the title. */
struct panel *sheet_beside(struct sheet *sheet, const char *title, const char *unit);

/* The script that draws the page, *LENGTH bytes. */
const char *sheet_script(const struct sheet *sheet, size_t *length);

/* For other kinds of pages: the line that sets gnuplot's terminal, and the name of its bold font. */
void sheet_write_terminal(const struct sheet_page *page, FILE *out);
const char *sheet_bold(enum sheet_format format);

/* Draws the page to the file PATH; errors as of gnuplot_draw. */
bool sheet_draw(const struct sheet *sheet, const char *path, struct diag *diag);

#endif
