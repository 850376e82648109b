/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/calibrate_tables.h"
#include "cli/calibrate_variant.h"
#include "cli/cli.h"
#include "cli/format_option.h"
#include "cli/input.h"
#include "cli/output_file.h"
#include "cli/site_choice.h"

#include "halls/hall.h"
#include "plan/frame.h"
#include "power/substation.h"
#include "weather/climate.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_LENGTH = 4096 };

struct values {
    struct option_list halls;
    const char *format, *meter, *output, *site, *zone;
    bool replace;
};

static const struct option_row rows[] = {
    FORMAT_OPTION_ROW(struct values),
    {"hall", 0, OPTION_LIST, offsetof(struct values, halls), "ID",
     "commissioned while metered; may be repeated [all of the site]"},
    {"meter", 'm', OPTION_TEXT, offsetof(struct values, meter), "FILE", "readings of the site's meters, CSV"},
    {"output", 'o', OPTION_TEXT, offsetof(struct values, output), "FILE",
     "the variant that sets what was fitted"},
    {"replace", 0, OPTION_FLAG, offsetof(struct values, replace), NULL, "overwrite an existing file"},
    {"site", 0, OPTION_TEXT, offsetof(struct values, site), "ID", "the site, where there are several"},
    {"zone", 0, OPTION_TEXT, offsetof(struct values, zone), "ZONE",
     "of times without one: site, UTC, +HH:MM or -HH:MM"},
    {0},
};

static bool find_zone(struct cli *cli, const char *text, const struct record *site, struct meter_zone *zone)
{
    *zone = (struct meter_zone){0};
    if (!text)
        return true;
    if (strcmp(text, "site") == 0) {
        double offset_s = record_number(record_ref(site, SITE_CLIMATE), CLIMATE_UTC_OFFSET);
        *zone = (struct meter_zone){true, (int64_t)offset_s};
        return true;
    }
    if (meter_csv_zone(zone, text))
        return true;
    diag_fail(cli->diag, DIAG_USAGE, "'%s' is no zone", text);
    diag_note(cli->diag,
              "it is 'site' for the standard time of the site, 'UTC', or an offset such as '-06:00'");
    return false;
}

static bool uses(const struct record *record, int field, const struct record *type)
{
    return record_has(record, field) && record_ref(record, field) == type;
}

/* Something beyond SITE that is of TYPE, or NULL. */
static const struct record *other_user(const struct plan *plan, const struct record *site,
                                       const struct record *type)
{
    struct record_list halls = plan_list(plan, &halls_hall_kind);
    struct record_list mains = plan_list(plan, &power_transformer_kind);
    for (int i = 0; i < halls.count; i++)
        if (halls.items[i]->site != site &&
            (uses(halls.items[i], HALL_COOLING, type) || uses(halls.items[i], HALL_UPS, type) ||
             uses(halls.items[i], HALL_TRANSFORMER, type)))
            return halls.items[i];
    for (int i = 0; i < mains.count; i++)
        if (mains.items[i]->site != site && uses(mains.items[i], TRANSFORMER_TYPE, type))
            return mains.items[i];
    return NULL;
}

/* Types are the scenario's, not the site's. */
static void warn_of_others(struct cli *cli, const struct calibrate_request *request,
                           const struct calibrate *result)
{
    for (enum site_figure f = 0; f < FIGURE_COUNT; f++) {
        int count;
        const struct site_place *places = site_trial_places(result->trial, f, &count);
        for (int i = 0; plant_fit_sets(result->fit, f) && i < count; i++) {
            const struct record *user = other_user(request->plan, request->site, places[i].record);
            if (!user)
                continue;
            diag_warn(cli->diag, (struct span){0},
                      "the %s '%s', which the variant changes, is that of %s '%s' too",
                      places[i].record->kind->name, places[i].record->id, user->kind->name, user->id);
            diag_note(cli->diag, "give this site types of its own where its plant differs");
            return;
        }
    }
}

/* The base as a variant at OUTPUT sees it: beside it by name, from elsewhere by its whole path. */
static const char *base_of(struct cli *cli, const char *scenario, const char *output)
{
    char here[PATH_LENGTH];
    const char *slash = strrchr(output, '/'), *base_slash = strrchr(scenario, '/');
    size_t length = slash ? (size_t)(slash - output) + 1 : 0;
    size_t base_length = base_slash ? (size_t)(base_slash - scenario) + 1 : 0;
    if (length == base_length && strncmp(output, scenario, length) == 0)
        return scenario + base_length;
    if (!slash || scenario[0] == '/' || !getcwd(here, sizeof here))
        return scenario;
    return arena_printf(cli->arena, "%s/%s", here, scenario);
}

static bool write_variant(struct cli *cli, const struct calibrate *result,
                          const struct calibrate_request *request, const char *scenario,
                          const struct values *values)
{
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    if (stream)
        calibrate_variant_write(stream, result, request, base_of(cli, scenario, values->output), cli->arena);
    bool good = stream && fclose(stream) == 0;
    if (!good)
        diag_fail(cli->diag, DIAG_OUTSIDE, "no memory for the variant");
    good = good && output_file_write(cli, values->output, text, length, values->replace);
    free(text);
    if (good)
        warn_of_others(cli, request, result);
    return good;
}

static int calibrate(struct cli *cli, const char *scenario, const struct values *values,
                     enum table_format format)
{
    const struct table *tables[CALIBRATE_TABLES];
    struct option_list none = {0};
    struct site_choice choice;
    struct meter_zone zone;
    const struct plan *plan = input_plan(cli, scenario, &none);
    if (!plan)
        return EXIT_INPUT;
    if (!site_choice_make(&choice, plan, values->site, &values->halls, cli) ||
        !find_zone(cli, values->zone, choice.site, &zone))
        return EXIT_USAGE;
    const struct text_file *file = text_file_load(values->meter, cli->arena, (struct span){0}, cli->diag);
    struct calibrate_request request = {.plan = plan,
                                        .meter =
                                            file ? meter_csv_read(file, zone, cli->arena, cli->diag) : NULL,
                                        .site = choice.site,
                                        .halls = choice.halls,
                                        .hall_count = choice.hall_count};
    const struct calibrate *result = request.meter ? calibrate_run(&request, cli->arena, cli->diag) : NULL;
    if (!result)
        return EXIT_INPUT;
    cli_print_tables(tables, (size_t)calibrate_tables_make(result, &request, tables, cli->arena), format);
    if (values->output && !write_variant(cli, result, &request, scenario, values))
        return EXIT_USAGE;
    return result->met ? EXIT_GOOD : EXIT_NO;
}

static int calibrate_command(struct cli *cli, int argc, char **argv)
{
    (void)argc;
    struct values values = {.format = "text"};
    struct option_list operands = {0};
    enum table_format format;
    if (!cli_options(cli, argv, &values, &operands) || !format_option_find(&format, values.format, cli->diag))
        return EXIT_USAGE;
    const char *scenario = input_operand(cli, &operands, "scenario");
    if (scenario && !values.meter) {
        diag_fail(cli->diag, DIAG_USAGE, "--meter is missing: which readings?");
        diag_note(cli->diag, "a CSV table with the columns time, facility [MW] and it [MW], at least");
    }
    return scenario && values.meter ? calibrate(cli, scenario, &values, format) : EXIT_USAGE;
}

const struct command cmd_calibrate = {
    .name = "calibrate",
    .summary = "fit losses and cooling of a site to the readings of its meters",
    .usage = "[OPTION]... SCENARIO --meter FILE",
    .rows = rows,
    .more = "Exit code 0: within ASHRAE Guideline 14 in the weeks held out; 1: not; 3: bad input.\n"
            "'gigaplan rehearse' writes readings to try it with.",
    .run = calibrate_command,
};
