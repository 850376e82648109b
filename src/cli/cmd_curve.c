/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"

#include "base/quantity.h"
#include "base/table.h"
#include "cli/format_option.h"
#include "cli/formula_help.h"
#include "handbook/component.h"
#include "handbook/sweep.h"
#include "report/chart.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct values {
    const char *format, *plot;
    struct option_list sets, overs, shows;
    bool list;
};

static const struct option_row rows[] = {
    FORMAT_OPTION_ROW(struct values),
    {"list", 0, OPTION_FLAG, offsetof(struct values, list), NULL, "the kinds, one per line"},
    {"over", 0, OPTION_LIST, offsetof(struct values, overs), "KEY=FROM:TO:STEP",
     "a range, up to three; the first runs fastest"},
    {"plot", 0, OPTION_TEXT, offsetof(struct values, plot), "FILE", "draw it: picture.svg, .png or .pdf"},
    {"set", 0, OPTION_LIST, offsetof(struct values, sets), "KEY=VALUE",
     "a field of the kind or a key of its formula"},
    {"show", 0, OPTION_LIST, offsetof(struct values, shows), "RESULT",
     "a result that the picture shows, up to four"},
    {0},
};

enum { NAMES_MOST = 64, PICTURE_WIDTH = 900, PANEL_HEIGHT = 330, FRAME_HEIGHT = 126 };

static size_t names_of(const char *names[NAMES_MOST])
{
    struct component component;
    size_t count = 0;
    while (count < NAMES_MOST && component_at(&component, (int)count))
        names[count++] = component.name;
    return count;
}

static void list(void)
{
    struct component component;
    for (int i = 0; component_at(&component, i); i++)
        printf("%-20s %s\n", component.name, component.formula->summary);
}

static bool find(struct cli *cli, const char *name, struct component *component)
{
    const char *names[NAMES_MOST];
    if (component_find(component, name))
        return true;
    size_t count = names_of(names);
    diag_fail(cli->diag, DIAG_USAGE, "there is no curve of '%s'", name);
    options_suggest(name, names, count, cli->diag);
    diag_note(cli->diag, "'gigaplan curve --list' lists the kinds");
    return false;
}

static bool curve_help(struct cli *cli, char **argv)
{
    struct component component;
    for (char **word = argv + 1; *word; word++)
        if (component_find(&component, *word)) {
            formula_help_print("curve", component.formula, cli->arena);
            if (component.kind)
                printf("\nThe fields of <%s> are keys too: 'gigaplan describe %s'.\n", component.name,
                       component.name);
            return true;
        }
    return false;
}

/* ---- table */

static struct table *table_of(struct cli *cli, const struct component *component, const struct sweep *sweep)
{
    const struct formula *formula = component->formula;
    int keys = sweep->range_count, outputs = sweep->output_count;
    struct table_column *columns = arena_array(cli->arena, (size_t)(keys + outputs), sizeof *columns);
    for (int i = 0; i < keys + outputs; i++) {
        const struct formula_key *key = i < keys ? &formula->keys[sweep->ranges[i].key] : NULL;
        columns[i] = (struct table_column){.name = key ? key->name : formula->outputs[i - keys].name,
                                           .unit = key ? (key->unit ? key->unit : "")
                                                       : formula->outputs[i - keys].unit,
                                           .align = key && key->kind == KEY_CHOICE ? TABLE_LEFT : TABLE_RIGHT,
                                           .decimals = TABLE_DECIMALS_AUTO};
    }
    const struct record *entry = sweep->call->record;
    const char *title = arena_printf(cli->arena, "%s%s%s: %s", component->name, entry ? " " : "",
                                     entry ? entry->id : "", formula->summary);
    struct table *table = table_new(cli->arena, component->name, title, columns, keys + outputs);
    table_add_note(table, "%s", formula->equation);
    table_add_note(table, "source: %s", formula->source);
    return table;
}

/* The word in place PLACE of the choices of KEY. */
static const char *word_at(const struct formula_key *key, int place, struct arena *arena)
{
    const char *word = key->choices;
    for (; place > 0; place--)
        word = strchr(word, '|') + 1;
    return arena_strndup(arena, word, strcspn(word, "|"));
}

static void fill(struct table *table, const struct sweep *sweep, struct arena *arena)
{
    for (int row = 0; row < sweep->row_count; row++) {
        table_add_row(table);
        for (int r = 0; r < sweep->range_count; r++) {
            const struct sweep_range *range = &sweep->ranges[r];
            const struct formula_key *key = &sweep->call->formula->keys[range->key];
            double si = range->si[sweep_place(sweep, row, r)];
            if (key->kind == KEY_CHOICE)
                table_put_text(table, word_at(key, (int)si, arena));
            else
                table_put_si(table, si);
        }
        for (int o = 0; o < sweep->output_count; o++)
            table_put_si(table, sweep->out[(size_t)row * (size_t)sweep->output_count + (size_t)o]);
    }
}

/* ---- picture */

/* "wet-bulb 5 degC": what holds for the line that begins at ROW; NULL when there is but one. */
static const char *label_of(const struct sweep *sweep, int row, struct arena *arena)
{
    const char *label = NULL;
    for (int r = 1; r < sweep->range_count; r++) {
        const struct formula_key *key = &sweep->call->formula->keys[sweep->ranges[r].key];
        double si = sweep->ranges[r].si[sweep_place(sweep, row, r)];
        const char *value = key->kind == KEY_CHOICE
                                ? word_at(key, (int)si, arena)
                                : quantity_format(arena, si, key->unit ? key->unit : "", 4);
        label = arena_printf(arena, "%s%s%s%s", label ? label : "", label ? ", " : "",
                             key->kind == KEY_CHOICE ? "" : arena_printf(arena, "%s ", key->name), value);
    }
    return label;
}

/* Whether COUNT values are those of the first line, so that the second range does not matter. */
static bool same_line(const double *y, const double *first, int count)
{
    for (int i = 0; i < count; i++)
        if (y[i] != first[i] && !(isnan(y[i]) && isnan(first[i])))
            return false;
    return true;
}

static void add_panel(struct chart *chart, const struct sweep *sweep, int output, struct arena *arena)
{
    const struct formula_output *of = &sweep->call->formula->outputs[output];
    struct chart_panel *panel = &chart->panels[chart->panel_count++];
    bool differ = false;
    *panel =
        (struct chart_panel){.title = arena_printf(arena, "%s: %s", of->name, of->meaning), .unit = of->unit};
    for (int row = 0; row < sweep->row_count; row += chart->count) {
        double *y = arena_array(arena, (size_t)chart->count, sizeof *y);
        for (int i = 0; i < chart->count; i++)
            y[i] = quantity_from_si(
                sweep->out[(size_t)(row + i) * (size_t)sweep->output_count + (size_t)output], of->unit);
        panel->lines[panel->line_count++] = (struct chart_line){label_of(sweep, row, arena), y};
        differ = differ || !same_line(y, panel->lines[0].y, chart->count);
    }
    if (!differ) {
        panel->line_count = 1;
        panel->lines[0].label = NULL;
    }
}

/* What the picture shows: as told, as the formula has it, or its first result. */
static bool add_panels(struct cli *cli, struct chart *chart, const struct sweep *sweep,
                       const struct option_list *shows)
{
    const struct formula *formula = sweep->call->formula;
    size_t count = shows->count ? shows->count : formula->shown[1] ? 2 : 1;
    for (size_t i = 0; i < count && i < CHART_PANELS; i++) {
        const char *name = shows->count        ? shows->items[i]
                           : formula->shown[i] ? formula->shown[i]
                                               : formula->outputs[0].name;
        int output = formula_output_place(formula, name);
        if (output < 0)
            return diag_fail(cli->diag, DIAG_USAGE, "'%s' has no result '%s'", formula->name, name);
        add_panel(chart, sweep, output, cli->arena);
    }
    return true;
}

static bool check_picture(struct cli *cli, const struct sweep *sweep, const char *path,
                          enum sheet_format *format)
{
    const struct sweep_range *first = &sweep->ranges[0];
    if (!sheet_format_of(path, format))
        return diag_fail(cli->diag, DIAG_USAGE, "the ending of '%s' tells no format: .svg, .png or .pdf",
                         path);
    if (sweep->call->formula->keys[first->key].kind == KEY_CHOICE || first->count < 2)
        return diag_fail(cli->diag, DIAG_USAGE, "a picture needs a first range of two numbers or more");
    if (sweep->row_count / first->count > CHART_LINES)
        return diag_fail(cli->diag, DIAG_USAGE, "a picture has at most %d lines, and this has %d",
                         CHART_LINES, sweep->row_count / first->count);
    return true;
}

static bool draw(struct cli *cli, const struct component *component, const struct sweep *sweep,
                 const char *id, const struct values *values)
{
    const struct formula_key *key = &component->formula->keys[sweep->ranges[0].key];
    const char *unit = key->unit ? key->unit : "";
    enum sheet_format format;
    if (!check_picture(cli, sweep, values->plot, &format))
        return false;
    int count = sweep->ranges[0].count;
    double *x = arena_array(cli->arena, (size_t)count, sizeof *x);
    for (int i = 0; i < count; i++)
        x[i] = quantity_from_si(sweep->ranges[0].si[i], unit);
    struct chart chart = {.format = format,
                          .width = PICTURE_WIDTH,
                          .title =
                              id ? arena_printf(cli->arena, "%s %s", component->name, id) : component->name,
                          .subtitle = component->formula->summary,
                          .footer = component->formula->source,
                          .x_title = key->name,
                          .x_unit = unit,
                          .x = x,
                          .count = count};
    if (!add_panels(cli, &chart, sweep, &values->shows))
        return false;
    chart.height = FRAME_HEIGHT + PANEL_HEIGHT * chart.panel_count;
    return chart_draw(&chart, values->plot, cli->arena, cli->diag);
}

/* ---- command */

static bool add_ranges(struct sweep *sweep, struct formula_call *call, const struct option_list *overs)
{
    bool good = true;
    for (size_t i = 0; i < overs->count; i++)
        good = sweep_add(sweep, call, overs->items[i]) && good;
    for (int i = 0; i < 2 && !overs->count && call->formula->sweep[i]; i++)
        good = sweep_add(sweep, call, call->formula->sweep[i]) && good;
    if (!good || sweep->range_count)
        return good;
    diag_fail(call->diag, DIAG_USAGE, "over which range?");
    diag_note(call->diag, "such as --over dry-bulb=0C:40C:5K");
    return false;
}

static int curve(struct cli *cli, const struct component *component, const char *id,
                 const struct values *values, enum table_format format)
{
    struct component_request request = {.kinds = &cli->kinds,
                                        .data_path = cli->data_path,
                                        .id = id,
                                        .sets = values->sets.items,
                                        .set_count = values->sets.count,
                                        .arena = cli->arena,
                                        .diag = cli->diag};
    struct formula_call *call = component_call(component, &request);
    struct sweep sweep = {0};
    if (!call || !add_ranges(&sweep, call, &values->overs) || !sweep_run(&sweep, call))
        return EXIT_INPUT;
    if (sweep.clamped_count)
        diag_warn(
            cli->diag, (struct span){0},
            "in %d of %d rows a value lay outside the range of the equation; the nearest valid one was used",
            sweep.clamped_count, sweep.row_count);
    if (values->plot)
        return draw(cli, component, &sweep, id, values) ? EXIT_GOOD : EXIT_USAGE;
    struct table *table = table_of(cli, component, &sweep);
    fill(table, &sweep, cli->arena);
    table_print((const struct table *const[]){table}, 1, (struct table_style){.format = format}, stdout);
    return EXIT_GOOD;
}

static int curve_run(struct cli *cli, int argc, char **argv)
{
    (void)argc;
    struct values values = {.format = "text"};
    struct option_list operands = {0};
    struct component component;
    enum table_format format;
    if (!cli_options(cli, argv, &values, &operands))
        return EXIT_USAGE;
    if (!format_option_find(&format, values.format, cli->diag))
        return EXIT_USAGE;
    if (values.list) {
        list();
        return EXIT_GOOD;
    }
    if (operands.count < 1 || operands.count > 2) {
        diag_fail(cli->diag, DIAG_USAGE, operands.count ? "one curve at a time" : "the curve of what?");
        diag_note(cli->diag, "'gigaplan curve --list' lists the kinds");
        return EXIT_USAGE;
    }
    if (!find(cli, operands.items[0], &component))
        return EXIT_USAGE;
    return curve(cli, &component, operands.count > 1 ? operands.items[1] : NULL, &values, format);
}

const struct command cmd_curve = {
    .name = "curve",
    .summary = "tabulate or draw a component over its range",
    .usage = "[OPTION]... KIND [ID]",
    .rows = rows,
    .more = "ID names an entry of the catalogues.  Ranges: --over load=0.1:1:0.1 --over wet-bulb=0C:30C:5K.\n"
            "'gigaplan curve KIND --help' tells the keys; the points of a data sheet are a key too.",
    .run = curve_run,
    .help = curve_help,
};
