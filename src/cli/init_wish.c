/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/init_wish.h"

#include "base/calendar.h"
#include "base/name_match.h"
#include "base/quantity.h"
#include "cli/init_size.h"
#include "economics/kinds.h"
#include "racks/rack_system.h"
#include "weather/climate.h"

#include <ctype.h>
#include <string.h>

/* The grid that a climate's place lies in, for the climates and regions of the shipped catalogues. */
static const struct {
    const char *climate, *region;
} grids[] = {
    {"abilene", "ercot"},         {"atlanta", "southern"}, {"buffalo", "nyiso-upstate"},
    {"chicago", "pjm-west"},      {"dallas", "ercot"},     {"houston", "ercot"},
    {"leesburg", "pjm-virginia"}, {"little-rock", "tva"},  {"milwaukee", "miso-wisconsin"},
    {"phoenix", "arizona"},
};

/* Short names of generations beside the ids of rack systems. */
static const struct {
    const char *generation, *system;
} generations[] = {
    {"gb200", "GB200-NVL72"},
    {"gb300", "GB300-NVL72"},
    {"vera-rubin", "VR-NVL72"},
};

static const struct record *find(const struct init_wish *wish, const struct kind *kind, const char *id)
{
    const struct record *record = plan_find(wish->catalogues, id);
    return record && record->kind == kind ? record : NULL;
}

/* The record of KIND called ID; an error that lists what there is, as people call it: states, makers. */
static const struct record *choose(const struct init_wish *wish, const struct kind *kind, const char *id,
                                   const char *what, struct diag *diag)
{
    const struct record *record = find(wish, kind, id);
    if (record)
        return record;
    struct record_list list = plan_list(wish->catalogues, kind);
    diag_fail(diag, DIAG_USAGE, "the catalogues have no %s '%s'", what, id);
    if (!list.count)
        diag_note(diag, "they have none: see GIGAPLAN_DATA_PATH");
    for (int i = 0; i < list.count; i++)
        diag_note(diag, "%-16s %s", list.items[i]->id, list.items[i]->label);
    return NULL;
}

/* Whether the written scenario has an id of this name elsewhere. */
static bool taken(const struct init_wish *wish, const char *id)
{
    static const char own[] = "owner|sponsor|bank|market|adoption|api|shares|construction-loan|half|full|"
                              "agents|conversation|batch-work";
    return plan_find(wish->catalogues, id) || field_list_has(own, id, NULL);
}

bool init_wish_site(struct init_wish *wish, const char *text, struct diag *diag)
{
    char *id = arena_strdup(wish->arena, text);
    size_t length = 0;
    for (const char *c = text; *c; c++) {
        if (isalnum((unsigned char)*c))
            id[length++] = (char)tolower((unsigned char)*c);
        else if (length && id[length - 1] != '-')
            id[length++] = '-';
    }
    while (length && id[length - 1] == '-')
        length--;
    id[length] = '\0';
    if (!length)
        return diag_fail(diag, DIAG_USAGE, "the name of the site needs letters, not '%s'", text);
    if (!isalpha((unsigned char)id[0]))
        id = arena_printf(wish->arena, "site-%s", id);
    wish->name = id;
    wish->site = taken(wish, id) ? arena_printf(wish->arena, "%s-site", id) : id;
    wish->label = text;
    return true;
}

bool init_wish_climate(struct init_wish *wish, const char *text, struct diag *diag)
{
    wish->climate = choose(wish, &weather_climate_kind, text, "climate", diag);
    return wish->climate != NULL;
}

bool init_wish_region(struct init_wish *wish, const char *text, struct diag *diag)
{
    wish->region = choose(wish, &economics_region_kind, text, "region", diag);
    return wish->region != NULL;
}

bool init_wish_it(struct init_wish *wish, const char *text, struct diag *diag)
{
    bool bare = *text && text[strspn(text, "-0123456789.")] == '\0';
    const char *quantity = bare ? arena_printf(wish->arena, "%s MW", text) : text;
    struct diag *attempt = diag_new(wish->arena);
    if (!quantity_parse(&wish->it_w, quantity, "MW", span_of_argument("--it", quantity), attempt)) {
        diag_fail(diag, DIAG_USAGE, "--it: %s", diag_error_text(attempt, 0));
        diag_note(diag, "write it as 100 or '100 MW'");
        return false;
    }
    if (wish->it_w >= INIT_IT_LEAST_MW * 1e6 && wish->it_w <= INIT_IT_MOST_MW * 1e6)
        return true;
    diag_fail(diag, DIAG_USAGE, "--it takes %d to %d MW of IT load, not '%s'", INIT_IT_LEAST_MW,
              INIT_IT_MOST_MW, text);
    if (wish->it_w > INIT_IT_MOST_MW * 1e6)
        diag_note(diag, "larger plans are several sites: make one, and copy it in the file");
    return false;
}

bool init_wish_generation(struct init_wish *wish, const char *text, struct diag *diag)
{
    const char *id = text;
    for (size_t i = 0; i < sizeof generations / sizeof generations[0]; i++)
        if (strcmp(text, generations[i].generation) == 0)
            id = generations[i].system;
    wish->system = choose(wish, &racks_rack_system_kind, id, "generation of racks", diag);
    for (size_t i = 0; !wish->system && i < sizeof generations / sizeof generations[0]; i++)
        diag_note(diag, "%-16s is short for %s", generations[i].generation, generations[i].system);
    return wish->system != NULL;
}

/* A plan whose first hall stands ready before its racks are sold plans nothing: no price is of that time. */
static bool is_late_enough(const struct init_wish *wish, struct diag *diag)
{
    char start[CALENDAR_DATE_SIZE], ship[CALENDAR_DATE_SIZE], ready[CALENDAR_DATE_SIZE];
    if (!wish->system || !record_has(wish->system, RACK_SYSTEM_FIRST_SHIP))
        return true;
    int64_t first_ship = record_tick(wish->system, RACK_SYSTEM_FIRST_SHIP), lead_s = init_first_hall_s();
    int64_t earliest = calendar_tick_of(calendar_date_of(first_ship - lead_s + CALENDAR_DAY_S - 1));
    if (wish->start >= earliest)
        return true;
    diag_fail(diag, DIAG_USAGE, "--start: %s ships from %s on, and the first hall would stand ready on %s",
              wish->system->id, calendar_format_date(first_ship, ship),
              calendar_format_date(wish->start + lead_s, ready));
    diag_note(
        diag,
        "the earliest start for these racks is %s; the prices and lead times of the catalogues are those "
        "of their dates (gigaplan show), not of the plan's",
        calendar_format_date(earliest, start));
    return false;
}

bool init_wish_start(struct init_wish *wish, const char *text, struct diag *diag)
{
    struct diag *attempt = diag_new(wish->arena);
    if (calendar_parse(&wish->start, text, span_of_argument("--start", text), attempt))
        return is_late_enough(wish, diag);
    diag_fail(diag, DIAG_USAGE, "--start: %s", diag_error_text(attempt, 0));
    diag_note(diag, "write it as 2026-06-01");
    return false;
}

const char *init_wish_likely_climate(const struct init_wish *wish)
{
    return wish->name && find(wish, &weather_climate_kind, wish->name) ? wish->name : NULL;
}

const char *init_wish_likely_region(const struct init_wish *wish)
{
    for (size_t i = 0; wish->climate && i < sizeof grids / sizeof grids[0]; i++)
        if (strcmp(wish->climate->id, grids[i].climate) == 0)
            return find(wish, &economics_region_kind, grids[i].region) ? grids[i].region : NULL;
    return NULL;
}
