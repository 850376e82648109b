/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"
#include "cli/input.h"
#include "cli/output_file.h"
#include "cli/site_choice.h"

#include "base/calendar.h"
#include "base/quantity.h"
#include "plan/frame.h"
#include "study/rehearse.h"
#include "weather/climate.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct values {
    struct option_list sets, halls;
    const char *from, *noise, *output, *site;
    long minutes, seed, weeks;
    bool replace;
};

static const struct option_row rows[] = {
    {"from", 0, OPTION_TEXT, offsetof(struct values, from), "DATE", "the first day [the scenario's start]"},
    {"hall", 0, OPTION_LIST, offsetof(struct values, halls), "ID",
     "commissioned then; may be repeated [all of the site]"},
    {"minutes", 0, OPTION_COUNT, offsetof(struct values, minutes), "N", "from reading to reading [15]"},
    {"noise", 0, OPTION_TEXT, offsetof(struct values, noise), "PERCENT",
     "standard deviation of a power reading [\"0.5 %\"]"},
    {"output", 'o', OPTION_TEXT, offsetof(struct values, output), "FILE", "where it goes [standard output]"},
    {"replace", 0, OPTION_FLAG, offsetof(struct values, replace), NULL, "overwrite an existing file"},
    {"seed", 0, OPTION_COUNT, offsetof(struct values, seed), "N", "of load and noise [1]"},
    {"set", 's', OPTION_LIST, offsetof(struct values, sets), "XPATH=VALUE", "change the scenario first"},
    {"site", 0, OPTION_TEXT, offsetof(struct values, site), "ID", "the site, where there are several"},
    {"weeks", 0, OPTION_COUNT, offsetof(struct values, weeks), "N", "how long [8]"},
    {0},
};

static bool settle(struct cli *cli, const struct values *values, const struct plan *plan,
                   struct rehearse *rehearse)
{
    struct diag *told = diag_new(cli->arena);
    rehearse->start = plan->start;
    if (values->from && !calendar_parse(&rehearse->start, values->from, (struct span){0}, told))
        return diag_fail(cli->diag, DIAG_USAGE, "--from takes a date such as 2028-06-01, not '%s'",
                         values->from);
    if (!values->from || !strchr(values->from, 'T')) /* a day of the site */
        rehearse->start -=
            (int64_t)record_number(record_ref(rehearse->site, SITE_CLIMATE), CLIMATE_UTC_OFFSET);
    rehearse->start -= rehearse->start % CALENDAR_HOUR_S;
    if (!quantity_parse(&rehearse->noise_ratio, values->noise, "%", (struct span){0}, told) ||
        rehearse->noise_ratio < 0 || rehearse->noise_ratio > 0.2)
        return diag_fail(cli->diag, DIAG_USAGE, "--noise takes 0 to 20 %%, such as \"0.5 %%\", not '%s'",
                         values->noise);
    if (values->minutes < 1 || values->minutes > 60 || 60 % values->minutes)
        return diag_fail(cli->diag, DIAG_USAGE,
                         "--minutes takes a whole part of an hour, such as 15, not %ld", values->minutes);
    if (values->weeks < 1 || values->weeks > 520)
        return diag_fail(cli->diag, DIAG_USAGE, "--weeks takes 1 to 520, not %ld", values->weeks);
    rehearse->weeks = (int)values->weeks;
    rehearse->step_s = values->minutes * 60;
    rehearse->seed = (uint64_t)values->seed;
    return true;
}

static int write_readings(struct cli *cli, const struct rehearse *rehearse, const struct values *values)
{
    char *bytes = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&bytes, &length);
    bool good = stream && rehearse_write(rehearse, stream, cli->arena, cli->diag);
    if (!stream || fclose(stream) != 0)
        good = diag_fail(cli->diag, DIAG_OUTSIDE, "no memory for the readings");
    if (good && values->output)
        output_file_write(cli, values->output, bytes, length, values->replace);
    else if (good)
        fwrite(bytes, 1, length, stdout);
    free(bytes);
    return good ? EXIT_GOOD : EXIT_INPUT;
}

static int rehearse_run(struct cli *cli, int argc, char **argv)
{
    (void)argc;
    struct values values = {.minutes = 15, .noise = "0.5 %", .seed = 1, .weeks = 8};
    struct option_list operands = {0};
    if (!cli_options(cli, argv, &values, &operands))
        return EXIT_USAGE;
    const char *path = input_operand(cli, &operands, "scenario");
    if (!path)
        return EXIT_USAGE;
    const struct plan *plan = input_plan(cli, path, &values.sets);
    struct site_choice choice;
    if (!plan)
        return EXIT_INPUT;
    if (!site_choice_make(&choice, plan, values.site, &values.halls, cli))
        return EXIT_USAGE;
    struct rehearse rehearse = {
        .plan = plan, .site = choice.site, .halls = choice.halls, .hall_count = choice.hall_count};
    if (!settle(cli, &values, plan, &rehearse))
        return EXIT_USAGE;
    return write_readings(cli, &rehearse, &values);
}

const struct command cmd_rehearse = {
    .name = "rehearse",
    .summary = "write the readings that a site's meters would give",
    .usage = "[OPTION]... SCENARIO",
    .rows = rows,
    .more = "For trying out with 'gigaplan calibrate' what a set of meters can tell before it is bought.",
    .run = rehearse_run,
};
