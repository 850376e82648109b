/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"
#include "cli/input.h"

#include "base/calendar.h"
#include "plan/frame.h"
#include "weather/weather.h"
#include "world/world.h"

#include <stdio.h>

struct check_values {
    struct option_list sets;
};

static const struct option_row rows[] = {
    {"set", 's', OPTION_LIST, offsetof(struct check_values, sets), "XPATH=VALUE",
     "change the scenario first"},
    {0},
};

static void tell(const struct plan *plan, const char *path)
{
    char start[CALENDAR_DATE_SIZE], end[CALENDAR_DATE_SIZE];
    int sites = plan_list(plan, &frame_site_kind).count;
    printf("%s: good: '%s', %s to %s, %d site%s, %d elements, plan %.12s\n", path, plan->name,
           calendar_format_date(plan->start, start), calendar_format_date(plan->end, end), sites,
           sites == 1 ? "" : "s", plan->record_count, plan->sha256);
}

static int check_run(struct cli *cli, int argc, char **argv)
{
    (void)argc;
    struct check_values values = {0};
    struct option_list operands = {0};
    if (!cli_options(cli, argv, &values, &operands))
        return EXIT_USAGE;
    if (!operands.count) {
        input_operand(cli, &operands, "scenario");
        return EXIT_USAGE;
    }
    int code = EXIT_GOOD;
    struct weather_cache *cache = weather_cache_new(cli->arena); /* scenarios often share their climate */
    for (size_t i = 0; i < operands.count; i++) {
        const struct plan *plan = input_plan(cli, operands.items[i], &values.sets);
        /* What only the models can see, circles of work among it, they tell as they compile. */
        if (plan && world_compile(plan, cache, cli->arena, cli->diag))
            tell(plan, operands.items[i]);
        else
            code = EXIT_INPUT;
    }
    return code;
}

const struct command cmd_check = {
    .name = "check",
    .summary = "tell all mistakes of a scenario, each with its place",
    .usage = "[--set XPATH=VALUE]... SCENARIO...",
    .rows = rows,
    .more = "Exit code 0: the scenario can be run; 3: it has mistakes, told on stderr.",
    .run = check_run,
};
