/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"

#include "base/calendar.h"
#include "report/plot.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct values {
    const char *output, *site, *size, *title;
    long run, point, year;
};

static const struct option_row rows[] = {
    {"output", 'o', OPTION_TEXT, offsetof(struct values, output), "FILE", "picture.svg, .png or .pdf"},
    {"point", 0, OPTION_COUNT, offsetof(struct values, point), "N", "design point of a sweep, from 0 [0]"},
    {"run", 0, OPTION_COUNT, offsetof(struct values, run), "N", "one replication alone, from 0 [all]"},
    {"site", 0, OPTION_TEXT, offsetof(struct values, site), "ID",
     "site of the plots power and cooling [the first]"},
    {"size", 0, OPTION_TEXT, offsetof(struct values, size), "WIDTHxHEIGHT", "points of the page [1100x1556]"},
    {"title", 0, OPTION_TEXT, offsetof(struct values, title), "TEXT", "instead of the scenario's label"},
    {"year", 0, OPTION_COUNT, offsetof(struct values, year), "YEAR",
     "shown by the plots power and cooling [the last full one with load]"},
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

/* The entity of the site called ID, or of the first; -1 and an error when there is none. */
static int64_t find_site(const struct source *source, const char *id, struct diag *diag)
{
    int count, all;
    const int64_t *sites = source_entities(source, "site", &count);
    const struct reader_entity *entities = reader_entities(source->reader, &all);
    for (int i = 0; i < count; i++)
        if (!id || !strcmp(entities[sites[i]].id, id))
            return sites[i];
    if (id)
        diag_fail(diag, DIAG_USAGE, "there is no site '%s' in the file", id);
    else
        diag_fail(diag, DIAG_INPUT, "there is no site in the file");
    for (int i = 0; i < count; i++)
        diag_note(diag, "%s", entities[sites[i]].id);
    return -1;
}

/* The year must lie in the time of the study. */
static bool check_year(const struct source *source, long year, struct diag *diag)
{
    int first = calendar_date_of(source->study->start).year,
        last = calendar_date_of(source->study->end - 1).year;
    return year == 0 || (year >= first && year <= last) ||
           diag_fail(diag, DIAG_USAGE, "--year takes a year of the simulated time, %d to %d, not %ld", first,
                     last, year);
}

/* Fills and draws the page from the open file. */
static void draw_page(struct cli *cli, const struct plot *plot, const struct source *source,
                      const struct values *values, struct sheet_page *page)
{
    struct plot_request request = {.source = source, .site = -1, .year = (int)values->year};
    plot_describe(source, values->title, page);
    if (plot->by_site) {
        request.site = find_site(source, values->site, cli->diag);
        if (request.site < 0 || !check_year(source, values->year, cli->diag))
            return;
        plot_describe_site(&request, plot->name, page);
    }
    struct sheet *sheet = sheet_open(page, cli->arena);
    plot->fill(&request, sheet);
    if (diag_error_count(cli->diag) == 0)
        sheet_draw(sheet, values->output, cli->diag);
}

static int draw(struct cli *cli, const struct plot *plot, const char *path, const struct values *values,
                struct sheet_page *page)
{
    struct source source;
    struct source_choice choice = {.point = values->point, .replication = values->run};
    if (!source_open(&source, path, choice, cli->arena, cli->diag))
        return EXIT_INPUT;
    draw_page(cli, plot, &source, values, page);
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
    if (!plot->by_site && (values.site || values.year)) {
        diag_fail(cli->diag, DIAG_USAGE, "--site and --year belong to the plots of one site, not to '%s'",
                  plot->name);
        return EXIT_USAGE;
    }
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
    .more = "plots: timeline, power, cooling.  They are drawn by gnuplot, which must be installed.",
    .run = plot_run,
};
