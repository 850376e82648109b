/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"

#include "base/calendar.h"
#include "cli/init_size.h"
#include "cli/init_text.h"
#include "cli/init_wish.h"
#include "cli/output_file.h"
#include "economics/kinds.h"
#include "scenario/scenario.h"
#include "weather/climate.h"
#include "world/plant.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

struct init_values {
    const char *site, *climate, *region, *it, *generation, *start, *output;
    bool replace;
};

static const struct option_row rows[] = {
    {"site", 0, OPTION_TEXT, offsetof(struct init_values, site), "NAME",
     "name of the site; default: that of the climate"},
    {"climate", 0, OPTION_TEXT, offsetof(struct init_values, climate), "ID",
     "climate of the catalogues; default: the one called like the site"},
    {"region", 0, OPTION_TEXT, offsetof(struct init_values, region), "ID",
     "grid region of the catalogues; default: the climate's, if known"},
    {"it", 0, OPTION_TEXT, offsetof(struct init_values, it), "MW", "IT load of the whole campus"},
    {"generation", 0, OPTION_TEXT, offsetof(struct init_values, generation), "NAME",
     "gb300, vera-rubin, or a rack system of the catalogues"},
    {"start", 0, OPTION_TEXT, offsetof(struct init_values, start), "DATE", "first day of the plan"},
    {"output", 'o', OPTION_TEXT, offsetof(struct init_values, output), "FILE",
     "scenario to write; default: the site's name with .xml"},
    {"replace", 0, OPTION_FLAG, offsetof(struct init_values, replace), NULL, "overwrite an existing file"},
    {0},
};

/* One thing to know: from its option, from the answers before it, or from the person at the terminal. */
struct question {
    const char *option, *prompt;
    size_t offset; /* of the option's value */
    bool (*read)(struct init_wish *wish, const char *text, struct diag *diag);
    const char *(*likely)(const struct init_wish *wish); /* NULL: there is no default */
    const struct kind *kind;                             /* answers are ids of this kind; NULL: others */
};

static const char *likely_site(const struct init_wish *wish)
{
    return wish->climate ? wish->climate->id : NULL;
}

static const struct question questions[] = {
    {"site", "What is the site called?", offsetof(struct init_values, site), init_wish_site, likely_site,
     NULL},
    {"climate", "Which climate of the catalogues?", offsetof(struct init_values, climate), init_wish_climate,
     init_wish_likely_climate, &weather_climate_kind},
    {"region", "In which grid region?", offsetof(struct init_values, region), init_wish_region,
     init_wish_likely_region, &economics_region_kind},
    {"it", "How many MW of IT load?", offsetof(struct init_values, it), init_wish_it, NULL, NULL},
    {"generation", "Which racks (gb300, vera-rubin)?", offsetof(struct init_values, generation),
     init_wish_generation, NULL, NULL},
    {"start", "Which day does the plan start (YYYY-MM-DD)?", offsetof(struct init_values, start),
     init_wish_start, NULL, NULL},
};
enum { QUESTION_COUNT = sizeof questions / sizeof questions[0] };

static const char *given(const struct init_values *values, const struct question *question)
{
    return *(const char *const *)((const char *)values + question->offset);
}

static void list_choices(const struct init_wish *wish, const struct kind *kind)
{
    struct record_list list = plan_list(wish->catalogues, kind);
    for (int i = 0; i < list.count; i++)
        fprintf(stderr, "  %-14s %s\n", list.items[i]->id, list.items[i]->label);
}

/* Asks until the answer is good, at most three times; false with an error, also at the end of the input. */
static bool ask(struct init_wish *wish, const struct question *question, const char *likely,
                struct diag *diag)
{
    enum { TRIES = 3, ANSWER_SIZE = 200 };
    if (question->kind && !likely)
        list_choices(wish, question->kind);
    for (int i = 0; i < TRIES; i++) {
        char line[ANSWER_SIZE];
        fprintf(stderr, likely ? "%s [%s] " : "%s ", question->prompt, likely);
        if (!fgets(line, sizeof line, stdin))
            break;
        line[strcspn(line, "\n")] = '\0';
        struct diag *attempt = diag_new(wish->arena);
        const char *answer = line[0] || !likely ? arena_strdup(wish->arena, line) : likely;
        if (question->read(wish, answer, attempt))
            return true;
        diag_flush(attempt, stderr);
    }
    return diag_fail(diag, DIAG_USAGE, "no answer for --%s", question->option);
}

/* Reads one part of the wish; nothing is asked where nobody can answer. */
static bool settle(struct init_wish *wish, const struct init_values *values, const struct question *question,
                   struct diag *diag)
{
    const char *text = given(values, question), *likely = question->likely ? question->likely(wish) : NULL;
    if (text)
        return question->read(wish, text, diag);
    if (isatty(STDIN_FILENO))
        return ask(wish, question, likely, diag);
    if (likely)
        return question->read(wish, likely, diag);
    diag_fail(diag, DIAG_USAGE, "--%s is missing", question->option);
    diag_note(diag, "%s", question->prompt);
    return false;
}

/*
 * A site called like a climate needs no --climate, and the other way round; what an answer that is
 * missing would have decided is not told as missing too.
 */
static bool settle_all(struct init_wish *wish, struct init_values *values, struct diag *diag)
{
    bool good = !values->climate || init_wish_climate(wish, values->climate, diag);
    for (int i = 0; i < QUESTION_COUNT; i++) {
        const struct question *question = &questions[i];
        bool is_given = given(values, question) != NULL;
        bool settled = question->read == init_wish_climate && is_given;
        bool follows = (question->read == init_wish_climate && !wish->site) ||
                       (question->read == init_wish_region && !wish->climate);
        if (!settled && (is_given || !follows))
            good &= settle(wish, values, question, diag);
    }
    return good;
}

static const struct plan *read_catalogues(struct cli *cli)
{
    static const char text[] = "<scenario name=\"catalogues\" start=\"2026-01-01\" end=\"2027-01-01\">\n"
                               "<include catalogue=\"climates\"/>\n"
                               "<include catalogue=\"cooling\"/>\n"
                               "<include catalogue=\"equipment\"/>\n"
                               "<include catalogue=\"regions\"/>\n"
                               "<include catalogue=\"throughput\"/>\n"
                               "</scenario>\n";
    struct scenario_request request = {.path = "catalogues", .kinds = &cli->kinds, .arena = cli->arena};
    request.catalogue_paths = scenario_folders(cli->data_path, &request.catalogue_path_count, cli->arena);
    return scenario_read_text(&request, text, cli->diag);
}

/* The plan of TEXT as `check` would read it, so that a mistake is told before a file exists. */
static const struct plan *read_text(struct cli *cli, const char *path, const char *text)
{
    struct scenario_request request = {.path = path, .kinds = &cli->kinds, .arena = cli->arena};
    request.catalogue_paths = scenario_folders(cli->data_path, &request.catalogue_path_count, cli->arena);
    return scenario_read_text(&request, text, cli->diag);
}

/* What the models say of PLAN at the meter on its design day, over its IT load; 0 with errors. */
static double measure_ratio(struct cli *cli, const struct plan *plan)
{
    const double main_loss_ratio = 0.006; /* no-load and load loss of a main transformer at full load */
    const struct plant_plan *plant = plant_compile(plan, plan->layout, NULL, cli->arena, cli->diag);
    if (!plant)
        return 0;
    return ceil(100 * plant->load_per_it_ratio[0] * (1 + main_loss_ratio)) / 100;
}

/* The text of the scenario: once at the usual ratio, and again at the one that the models then find. */
static const char *write_text(struct cli *cli, struct init_size *size, const struct init_wish *wish,
                              const char *path)
{
    const char *text = NULL;
    double ratio = init_usual_ratio;
    for (int pass = 0; pass < 2 && ratio > 0; pass++) {
        if (!init_size_campus(size, wish, ratio, cli->diag))
            return NULL;
        text = init_text_new(wish, size, cli->diag);
        const struct plan *plan = text ? read_text(cli, path, text) : NULL;
        if (!plan)
            return NULL;
        ratio = measure_ratio(cli, plan);
    }
    return ratio > 0 ? text : NULL;
}

static const char *quoted(const char *path, struct arena *arena)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789./_-+";
    return path[strspn(path, plain)] ? arena_printf(arena, "'%s'", path) : path;
}

/* PATH without the folder and with another ending, where `run` puts its results. */
static const char *results_name(const char *path, const char *ending, struct arena *arena)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
    size_t length = dot && dot > name ? (size_t)(dot - name) : strlen(name);
    return quoted(arena_printf(arena, "%.*s%s", (int)length, name, ending), arena);
}

static void tell(struct cli *cli, const struct init_wish *wish, const struct init_size *size,
                 const char *path)
{
    char first[CALENDAR_DATE_SIZE], last[CALENDAR_DATE_SIZE];
    const char *file = quoted(path, cli->arena), *results = results_name(path, ".db", cli->arena);
    printf("%s: %.4g MW of IT in %d hall%s, %d racks of %s, %.4g MW at the meter\n", file, wish->it_w / 1e6,
           size->hall_count, size->hall_count == 1 ? "" : "s", size->hall_count * size->hall_racks,
           wish->system->id, size->facility_w / 1e6);
    printf("  first hall wanted %s, the last %s, if everything takes its mean\n",
           calendar_format_date(size->halls[0].wanted, first), calendar_format_date(size->full, last));
    printf("  to build: %.3g BUSD; equity %.3g BUSD and a loan of up to %.3g BUSD\n", size->capex_musd / 1e3,
           size->equity_musd / 1e3, size->loan_musd / 1e3);
    printf("\nnext:\n"
           "  gigaplan check %s\n"
           "  gigaplan run %s --replications 100\n"
           "  gigaplan report summary %s\n"
           "  gigaplan report milestones %s\n"
           "  gigaplan plot timeline %s --output %s\n",
           file, file, results, results, results, results_name(path, ".svg", cli->arena));
}

static int init_run(struct cli *cli, int argc, char **argv)
{
    (void)argc;
    struct init_values values = {0};
    struct option_list operands = {0};
    if (!cli_options(cli, argv, &values, &operands))
        return EXIT_USAGE;
    if (operands.count) {
        diag_fail(cli->diag, DIAG_USAGE, "init takes options only, not '%s'", operands.items[0]);
        return EXIT_USAGE;
    }
    struct init_wish wish = {.catalogues = read_catalogues(cli), .arena = cli->arena};
    struct init_size size;
    if (!wish.catalogues)
        return EXIT_INPUT;
    if (!settle_all(&wish, &values, cli->diag))
        return EXIT_USAGE;
    const char *path = values.output ? values.output : arena_printf(cli->arena, "%s.xml", wish.name);
    const char *text = write_text(cli, &size, &wish, path);
    if (!text || !output_file_write(cli, path, text, strlen(text), values.replace))
        return diag_exit_code(cli->diag);
    tell(cli, &wish, &size, path);
    return EXIT_GOOD;
}

const struct command cmd_init = {
    .name = "init",
    .summary = "write a first scenario for a site, its megawatts and its racks",
    .usage = "[OPTION]...",
    .rows = rows,
    .run = init_run,
    .more = "On a terminal it asks for what is not given.  Never overwrites a file without --replace.",
};
