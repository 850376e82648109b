/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"

#include "report/plot.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct values {
    const char *output, *size, *title;
    long run, point;
};

static const struct option_row rows[] = {
    {"output", 'o', OPTION_TEXT, offsetof(struct values, output), "FILE", "picture.svg, .png or .pdf"},
    {"point", 0, OPTION_COUNT, offsetof(struct values, point), "N", "design point of a sweep, from 0 [0]"},
    {"run", 0, OPTION_COUNT, offsetof(struct values, run), "N", "one replication alone, from 0 [all]"},
    {"size", 0, OPTION_TEXT, offsetof(struct values, size), "WIDTHxHEIGHT", "points of the page [1100x1556]"},
    {"title", 0, OPTION_TEXT, offsetof(struct values, title), "TEXT", "instead of the scenario's label"},
    {0},
};

static void list_plots(const struct cli *cli)
{
    for (const struct plot *const *plot = cli->tables->plots; *plot; plot++)
        diag_note(cli->diag, "%-10s %s", (*plot)->name, (*plot)->summary);
}

static const struct plot *find(const struct cli *cli, const char *name)
{
    for (const struct plot *const *plot = cli->tables->plots; *plot; plot++)
        if (!strcmp((*plot)->name, name))
            return *plot;
    diag_fail(cli->diag, DIAG_USAGE, "there is no plot '%s'", name);
    list_plots(cli);
    return NULL;
}

/* "1100x1556"; the limits keep text legible and pictures below a hundred megapixels. */
static bool read_size(const char *text, struct sheet_page *page, struct diag *diag)
{
    enum { PAGE_LEAST = 1000, PAGE_MOST = 5000 };
    if (!text)
        return true;
    char *end;
    long width = strtol(text, &end, 10), height = *end == 'x' ? strtol(end + 1, &end, 10) : 0;
    if (*end || width < PAGE_LEAST || width > PAGE_MOST || height < PAGE_LEAST || height > PAGE_MOST)
        return diag_fail(diag, DIAG_USAGE, "--size takes WIDTHxHEIGHT, each from %d to %d, not '%s'",
                         PAGE_LEAST, PAGE_MOST, text);
    page->width = (int)width;
    page->height = (int)height;
    return true;
}

static bool read_format(const char *output, struct sheet_page *page, struct diag *diag)
{
    if (!output)
        return diag_fail(diag, DIAG_USAGE, "--output is missing: picture.svg, .png or .pdf");
    if (!sheet_format_of(output, &page->format))
        return diag_fail(diag, DIAG_USAGE, "the ending of '%s' tells no format: .svg, .png or .pdf", output);
    return true;
}

static int draw(struct cli *cli, const struct plot *plot, const char *path, const struct values *values,
                struct sheet_page *page)
{
    struct source source;
    struct source_choice choice = {.point = values->point, .replication = values->run};
    if (!source_open(&source, path, choice, cli->arena, cli->diag))
        return EXIT_INPUT;
    plot_describe(&source, values->title, page);
    struct sheet *sheet = sheet_open(page, cli->arena);
    plot->fill(&source, sheet);
    if (diag_error_count(cli->diag) == 0)
        sheet_draw(sheet, values->output, cli->diag);
    source_close(&source);
    return EXIT_GOOD;
}

static int plot_run(struct cli *cli, int argc, char **argv)
{
    (void)argc;
    struct values values = {.run = -1};
    struct option_list operands = {0};
    if (!cli_options(cli, argv, &values, &operands))
        return EXIT_USAGE;
    if (operands.count != 2) {
        diag_fail(cli->diag, DIAG_USAGE, "plot takes a name and a results file");
        list_plots(cli);
        return EXIT_USAGE;
    }
    const struct plot *plot = find(cli, operands.items[0]);
    if (!plot)
        return EXIT_USAGE;
    struct sheet_page page = {.width = plot->width, .height = plot->height};
    if (!read_format(values.output, &page, cli->diag) || !read_size(values.size, &page, cli->diag))
        return EXIT_USAGE;
    return draw(cli, plot, operands.items[1], &values, &page);
}

const struct command cmd_plot = {
    .name = "plot",
    .summary = "draw a picture of a results file",
    .usage = "[OPTION]... NAME FILE --output PICTURE",
    .rows = rows,
    .more = "plots: timeline.  They are drawn by gnuplot, which must be installed.",
    .run = plot_run,
};
