/* SPDX-License-Identifier: Apache-2.0 */
#include "report/sheet.h"

#include "report/gnuplot.h"
#include "report/panel_state.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { PANELS_MAX = 16, LEFT = 62, RIGHT = 168, HEADER = 74, FOOTER = 52, TITLE = 36, DATES = 16 };
enum { TITLE_SIZE = 14, UNIT_SIZE = 11 }; /* of the fonts of panel_texts.c, bold being wider */
enum { RIGHT_OF_SEVERAL = 120, TITLE_STACKED = 56, NUMBERS = 32 };

/* Panels beside each other. */
struct row {
    int first, count;
    double weight;
};

struct sheet {
    struct arena *arena;
    struct sheet_page page;
    struct panel *panels[PANELS_MAX];
    struct row rows[PANELS_MAX];
    int count, row_count;
};

bool sheet_format_of(const char *path, enum sheet_format *format)
{
    static const char *const endings[] = {[SHEET_SVG] = ".svg", [SHEET_PNG] = ".png", [SHEET_PDF] = ".pdf"};
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++)
        if (!strcasecmp(dot, endings[i])) {
            *format = (enum sheet_format)i;
            return true;
        }
    return false;
}

struct sheet *sheet_open(const struct sheet_page *page, struct arena *arena)
{
    struct sheet *sheet = arena_alloc(arena, sizeof *sheet);
    sheet->arena = arena;
    sheet->page = *page;
    return sheet;
}

const struct sheet_page *sheet_page(const struct sheet *sheet)
{
    return &sheet->page;
}

struct panel *sheet_panel(struct sheet *sheet, const char *title, const char *unit, double weight)
{
    struct panel *panel = panel_new(title, unit, sheet->arena);
    if (sheet->count < PANELS_MAX) {
        sheet->rows[sheet->row_count++] = (struct row){sheet->count, 1, weight};
        sheet->panels[sheet->count++] = panel;
    }
    return panel;
}

struct panel *sheet_beside(struct sheet *sheet, const char *title, const char *unit)
{
    struct panel *panel = panel_new(title, unit, sheet->arena);
    if (sheet->count < PANELS_MAX && sheet->row_count > 0) {
        sheet->rows[sheet->row_count - 1].count++;
        sheet->panels[sheet->count++] = panel;
    }
    return panel;
}

void sheet_write_terminal(const struct sheet_page *page, FILE *out)
{
    switch (page->format) {
    case SHEET_SVG:
        fprintf(out,
                "set terminal svg size %d,%d fixed noenhanced font 'sans-serif,11' background '#FFFFFF'\n",
                page->width, page->height);
        break;
    case SHEET_PNG:
        fprintf(out,
                "set terminal pngcairo size %d,%d noenhanced font 'sans-serif,11' fontscale 1.6 linewidth 2 "
                "pointscale 2 background rgb '#FFFFFF'\n",
                2 * page->width, 2 * page->height);
        break;
    case SHEET_PDF:
        fprintf(out,
                "set terminal pdfcairo size %.3fin,%.3fin noenhanced font 'sans-serif,11' fontscale %.4f "
                "linewidth %.4f pointscale 0.8 background rgb '#FFFFFF'\n",
                8.27, 8.27 * page->height / page->width, 8.27 * 72 / page->width,
                2 * 8.27 * 72 / page->width);
        break;
    }
}

/*
 * The svg terminal copies the name of a font as it is and knows no weights: the weight rides along as an
 * attribute of its own.
 */
const char *sheet_bold(enum sheet_format format)
{
    return format == SHEET_SVG ? "sans-serif\" font-weight=\"bold" : "sans-serif:Bold";
}

static void write_header(const struct sheet *sheet, FILE *out)
{
    const struct sheet_page *page = &sheet->page;
    double left = (double)LEFT / page->width;
    fprintf(out,
            "set encoding utf8\nset pointsize %.2g\nset multiplot\nunset key\nunset title\nset border 0\n"
            "set grid xtics ytics back lt 1 lw 0.7 lc rgb '#E5E7EB'\n",
            page->format == SHEET_SVG ? 0.8 : 1.1);
    fprintf(out,
            "set label 1001 %s at screen %.5f,%.5f left noenhanced font '%s,19' textcolor rgb "
            "'%s'\n",
            gnuplot_quote(page->title, sheet->arena), left, 1 - 24.0 / page->height, sheet_bold(page->format),
            INK_TEXT);
    fprintf(out, "set label 1002 %s at screen %.5f,%.5f left noenhanced textcolor rgb '%s'\n",
            gnuplot_quote(page->subtitle, sheet->arena), left, 1 - 46.0 / page->height, INK_GREY);
    fprintf(out,
            "set label 1003 %s at screen %.5f,%.5f left noenhanced textcolor rgb '%s' font 'sans-serif,9'\n",
            gnuplot_quote(page->footer, sheet->arena), left, 12.0 / page->height, INK_GREY);
    /* Header and footer belong to no panel: they are drawn with an empty one of the whole page. */
    fprintf(out, "unset xtics\nunset ytics\nset xrange [0:1]\nset yrange [0:1]\n"
                 "$page << EOD_DATA\n0 0\n1 0\nEOD_DATA\n"
                 "plot $page using 1:2 notitle with lines lw 0.1 lc rgb '#FFFFFF'\n");
}

static bool on_dates(const struct sheet *sheet, int row)
{
    return row >= 0 && row < sheet->row_count && !sheet->panels[sheet->rows[row].first]->own_axis;
}

/* Dates stand below the first and the last of the rows that follow each other on the page's axis. */
static bool shows_dates(const struct sheet *sheet, int row)
{
    return on_dates(sheet, row) && (!on_dates(sheet, row - 1) || !on_dates(sheet, row + 1));
}

static double margin_of(double own, double usual)
{
    return isnan(own) ? usual : own;
}

/* Whether units stand below titles: of several panels, and where both would not fit into one line. */
static bool is_stacked(const struct sheet *sheet, const struct row *row)
{
    const struct panel *panel = sheet->panels[row->first];
    double width =
        sheet->page.width - margin_of(panel->left_margin, LEFT) - margin_of(panel->right_margin, RIGHT);
    return row->count > 1 ||
           panel_text_width(panel->title, TITLE_SIZE) + panel_text_width(panel->unit, UNIT_SIZE) > width;
}

static double head_of(const struct sheet *sheet, const struct row *row)
{
    return is_stacked(sheet, row) ? TITLE_STACKED : TITLE;
}

/* The last row's stands in the footer, which has room for dates. */
static double foot_of(const struct sheet *sheet, int row)
{
    bool dates = true, last = row == sheet->row_count - 1;
    for (int i = 0; i < sheet->rows[row].count; i++)
        dates &= !sheet->panels[sheet->rows[row].first + i]->own_axis;
    if (!dates)
        return last ? NUMBERS - DATES - 8 : NUMBERS;
    return shows_dates(sheet, row) && !last ? DATES : 0;
}

/* Writes the panels of ROW, whose frame reaches from BOTTOM to TOP. */
static void write_row(const struct sheet *sheet, int number, double bottom, double top, FILE *out)
{
    const struct sheet_page *page = &sheet->page;
    const struct row *row = &sheet->rows[number];
    for (int i = 0; i < row->count; i++) {
        const struct panel *panel = sheet->panels[row->first + i];
        double left = (double)page->width * i / row->count,
               right = (double)page->width * (i + 1) / row->count;
        struct panel_frame frame = {
            .width = page->width,
            .height = page->height,
            .left = left + margin_of(panel->left_margin, LEFT),
            .right = right - margin_of(panel->right_margin, row->count > 1 ? RIGHT_OF_SEVERAL : RIGHT),
            .bottom = bottom,
            .top = top,
            .start = page->start,
            .end = page->end,
            .status = page->status,
            .bold = sheet_bold(page->format),
            .dates = shows_dates(sheet, number),
            .stacked = is_stacked(sheet, row)};
        panel_write(panel, &frame, row->first + i, out);
    }
}

const char *sheet_script(const struct sheet *sheet, size_t *length)
{
    char *text = NULL;
    FILE *out = open_memstream(&text, length);
    if (!out)
        abort();
    const struct sheet_page *page = &sheet->page;
    double weights = 0, top = page->height - HEADER, room = page->height - HEADER - FOOTER;
    for (int i = 0; i < sheet->row_count; i++) {
        weights += sheet->rows[i].weight;
        room -= head_of(sheet, &sheet->rows[i]) + foot_of(sheet, i);
    }
    sheet_write_terminal(page, out);
    write_header(sheet, out);
    for (int i = 0; i < sheet->row_count; i++) {
        top -= head_of(sheet, &sheet->rows[i]);
        double height = room * sheet->rows[i].weight / weights;
        write_row(sheet, i, top - height, top, out);
        top -= height + foot_of(sheet, i);
    }
    fputs("unset multiplot\n", out);
    fclose(out);
    const char *copy = arena_strndup(sheet->arena, text, *length);
    free(text);
    return copy;
}

bool sheet_draw(const struct sheet *sheet, const char *path, struct diag *diag)
{
    size_t length;
    const char *script = sheet_script(sheet, &length);
    return gnuplot_draw(script, length, path, sheet->arena, diag);
}
