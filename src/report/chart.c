/* SPDX-License-Identifier: Apache-2.0 */
#include "report/chart.h"

#include "report/axis.h"
#include "report/gnuplot.h"

#include <math.h>
#include <stdlib.h>

enum { LEFT = 72, RIGHT = 150, HEADER = 74, FOOTER = 52, TITLE = 36, NUMBERS = 34, LABEL_STEP = 14 };

static const char *const colours[CHART_LINES] = {INK_BLUE, INK_VERMILION, INK_GREEN, INK_ORANGE,
                                                 INK_SKY,  INK_PINK,      INK_BLACK, INK_GREY,
                                                 INK_BLUE, INK_GREEN,     INK_PINK,  INK_ORANGE};

/* Least and greatest y of a panel; 0 and 1 without any. */
static void range_of(const struct chart *chart, const struct chart_panel *panel, double *low, double *high)
{
    *low = INFINITY;
    *high = -INFINITY;
    for (int l = 0; l < panel->line_count; l++)
        for (int i = 0; i < chart->count; i++)
            if (isfinite(panel->lines[l].y[i])) {
                *low = fmin(*low, panel->lines[l].y[i]);
                *high = fmax(*high, panel->lines[l].y[i]);
            }
    if (*low > *high) {
        *low = 0;
        *high = 1;
    }
}

/* From 0 when that costs less than half of the height. */
static struct axis_range y_range(const struct chart *chart, const struct chart_panel *panel)
{
    double low, high;
    range_of(chart, panel, &low, &high);
    if (low > 0 && (low < 0.5 * high || low == high))
        low = 0;
    struct axis_range range = axis_range_of(low, high, true);
    for (int i = 0; i < 4; i++) { /* a lower foot may ask for a larger step, and that for a lower foot */
        double foot = floor(low / range.step + 1e-9) * range.step;
        range = axis_range_of(foot, high, true);
    }
    return range;
}

static void write_data(const struct chart *chart, const struct chart_panel *panel, int number, FILE *out)
{
    for (int l = 0; l < panel->line_count; l++) {
        fprintf(out, "$d%d_%d << EOD_DATA\n", number, l);
        for (int i = 0; i < chart->count; i++)
            if (isfinite(panel->lines[l].y[i]))
                fprintf(out, "%.9g %.9g\n", chart->x[i], panel->lines[l].y[i]);
            else
                fputs("\n", out);
        fputs("EOD_DATA\n", out);
    }
}

/* Last finite y of a line, or NAN. */
static double end_of(const struct chart *chart, const struct chart_line *line)
{
    for (int i = chart->count - 1; i >= 0; i--)
        if (isfinite(line->y[i]))
            return line->y[i];
    return NAN;
}

/* Heights of the labels in points of the panel, from their lines' ends, pushed apart; by rank. */
static void place_labels(const struct chart *chart, const struct chart_panel *panel, struct axis_range range,
                         double height, double *at)
{
    int order[CHART_LINES];
    for (int l = 0; l < panel->line_count; l++) {
        double y = end_of(chart, &panel->lines[l]);
        at[l] = isnan(y) ? 0 : (y - range.low) / (range.high - range.low) * height;
        int k = l;
        for (; k > 0 && at[order[k - 1]] > at[l]; k--)
            order[k] = order[k - 1];
        order[k] = l;
    }
    for (int k = 1; k < panel->line_count; k++)
        at[order[k]] = fmax(at[order[k]], at[order[k - 1]] + LABEL_STEP);
    double over = panel->line_count ? at[order[panel->line_count - 1]] - (height + LABEL_STEP) : 0;
    for (int k = panel->line_count - 1; k >= 0 && over > 0; k--)
        at[order[k]] = fmin(at[order[k]], height + LABEL_STEP - LABEL_STEP * (panel->line_count - 1 - k));
}

static void write_labels(const struct chart *chart, const struct chart_panel *panel, struct axis_range range,
                         double bottom, double height, struct arena *arena, FILE *out)
{
    double at[CHART_LINES];
    place_labels(chart, panel, range, height, at);
    for (int l = 0; l < panel->line_count; l++)
        if (panel->lines[l].label)
            fprintf(out, "set label %d %s at screen %.5f,%.5f left noenhanced textcolor rgb '%s'\n", 10 + l,
                    gnuplot_quote(panel->lines[l].label, arena), (chart->width - RIGHT + 8.0) / chart->width,
                    (bottom + at[l]) / chart->height, colours[l]);
}

static void write_titles(const struct chart *chart, const struct chart_panel *panel, double top,
                         struct arena *arena, FILE *out)
{
    double y = (top + 14) / chart->height;
    fprintf(out, "set label 1 %s at screen %.5f,%.5f left noenhanced font '%s,12' textcolor rgb '%s'\n",
            gnuplot_quote(panel->title, arena), (double)LEFT / chart->width, y, sheet_bold(chart->format),
            INK_TEXT);
    fprintf(out, "set label 2 %s at screen %.5f,%.5f right noenhanced textcolor rgb '%s'\n",
            gnuplot_quote(panel->unit, arena), (double)(chart->width - RIGHT) / chart->width, y, INK_GREY);
}

static void write_panel(const struct chart *chart, int number, double bottom, double top, struct arena *arena,
                        FILE *out)
{
    const struct chart_panel *panel = &chart->panels[number];
    struct axis_range range = y_range(chart, panel);
    double width = chart->width, height = chart->height;
    write_data(chart, panel, number, out);
    fprintf(out, "unset label\nset lmargin at screen %.5f\nset rmargin at screen %.5f\n", LEFT / width,
            (width - RIGHT) / width);
    fprintf(out, "set bmargin at screen %.5f\nset tmargin at screen %.5f\n", bottom / height, top / height);
    fprintf(out, "set xrange [%.9g:%.9g]\nset yrange [%.9g:%.9g]\n", chart->x[0], chart->x[chart->count - 1],
            range.low, range.high);
    fprintf(out, "set xtics scale 0 nomirror format '%%g' textcolor rgb '%s'\n", INK_GREY);
    axis_write_values(out, range, true);
    write_titles(chart, panel, top, arena, out);
    write_labels(chart, panel, range, bottom, top - bottom, arena, out);
    if (number == chart->panel_count - 1)
        fprintf(out, "set label 3 %s at screen %.5f,%.5f right noenhanced textcolor rgb '%s'\n",
                gnuplot_quote(arena_printf(arena, "%s%s%s", chart->x_title, chart->x_unit[0] ? ", " : "",
                                           chart->x_unit),
                              arena),
                (width - RIGHT) / width, (bottom - 27) / height, INK_GREY);
    fputs("plot ", out);
    for (int l = 0; l < panel->line_count; l++)
        fprintf(out, "%s$d%d_%d using 1:2 notitle with linespoints lw 1.6 pt 7 ps 0.35 lc rgb '%s'",
                l ? ", " : "", number, l, colours[l]);
    fputs("\n", out);
}

static void write_header(const struct chart *chart, struct arena *arena, FILE *out)
{
    double left = (double)LEFT / chart->width;
    fputs("set encoding utf8\nset multiplot\nunset key\nunset title\nset border 0\n"
          "set grid xtics ytics back lt 1 lw 0.7 lc rgb '#E5E7EB'\n",
          out);
    fprintf(out, "set label 4 %s at screen %.5f,%.5f left noenhanced font '%s,19' textcolor rgb '%s'\n",
            gnuplot_quote(chart->title, arena), left, 1 - 24.0 / chart->height, sheet_bold(chart->format),
            INK_TEXT);
    fprintf(out, "set label 5 %s at screen %.5f,%.5f left noenhanced textcolor rgb '%s'\n",
            gnuplot_quote(chart->subtitle, arena), left, 1 - 46.0 / chart->height, INK_GREY);
    fprintf(out,
            "set label 6 %s at screen %.5f,%.5f left noenhanced textcolor rgb '%s' font 'sans-serif,9'\n",
            gnuplot_quote(chart->footer, arena), left, 12.0 / chart->height, INK_GREY);
    fputs("unset xtics\nunset ytics\nset xrange [0:1]\nset yrange [0:1]\n"
          "$page << EOD_DATA\n0 0\n1 0\nEOD_DATA\n"
          "plot $page using 1:2 notitle with lines lw 0.1 lc rgb '#FFFFFF'\n",
          out);
}

bool chart_draw(const struct chart *chart, const char *path, struct arena *arena, struct diag *diag)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    if (!out)
        abort();
    struct sheet_page page = {.format = chart->format, .width = chart->width, .height = chart->height};
    double top = chart->height - HEADER;
    double room = (double)(chart->height - HEADER - FOOTER) / chart->panel_count - TITLE - NUMBERS;
    sheet_write_terminal(&page, out);
    write_header(chart, arena, out);
    for (int i = 0; i < chart->panel_count; i++) {
        top -= TITLE;
        write_panel(chart, i, top - room, top, arena, out);
        top -= room + NUMBERS;
    }
    fputs("unset multiplot\n", out);
    fclose(out);
    bool good = gnuplot_draw(text, length, path, arena, diag);
    free(text);
    return good;
}
