/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/site_choice.h"

#include "halls/hall.h"
#include "plan/frame.h"

#include <string.h>

static const char *names_of(const struct plan *plan, const struct kind *kind, const struct record *site,
                            struct arena *arena)
{
    struct record_list list = plan_list(plan, kind);
    const char *names = "";
    for (int i = 0; i < list.count; i++)
        if (!site || list.items[i]->site == site)
            names = arena_printf(arena, "%s%s%s", names, *names ? ", " : "", list.items[i]->id);
    return names;
}

static const struct record *find_site(const struct plan *plan, const char *id, struct cli *cli)
{
    struct record_list sites = plan_list(plan, &frame_site_kind);
    for (int i = 0; i < sites.count; i++)
        if (id ? strcmp(sites.items[i]->id, id) == 0 : sites.count == 1)
            return sites.items[i];
    if (id)
        diag_fail(cli->diag, DIAG_USAGE, "the scenario has no site '%s'", id);
    else
        diag_fail(cli->diag, DIAG_USAGE, "--site is missing: which site's meters?");
    diag_note(cli->diag, "its sites: %s", names_of(plan, &frame_site_kind, NULL, cli->arena));
    return NULL;
}

/* By its whole id or that within the site. */
static const struct record *find_hall(const struct plan *plan, const struct record *site, const char *id)
{
    struct record_list halls = plan_list(plan, &halls_hall_kind);
    size_t length = strlen(site->id);
    for (int i = 0; i < halls.count; i++) {
        const struct record *hall = halls.items[i];
        if (hall->site == site && (!strcmp(hall->id, id) || !strcmp(hall->id + length + 1, id)))
            return hall;
    }
    return NULL;
}

bool site_choice_make(struct site_choice *choice, const struct plan *plan, const char *site,
                      const struct option_list *halls, struct cli *cli)
{
    const struct record **found = arena_array(cli->arena, halls->count + 1, sizeof *found);
    *choice = (struct site_choice){.site = find_site(plan, site, cli), .halls = found};
    if (!choice->site)
        return false;
    bool good = true;
    for (size_t i = 0; i < halls->count; i++) {
        const struct record *hall = find_hall(plan, choice->site, halls->items[i]);
        bool twice = false;
        for (int h = 0; hall && h < choice->hall_count; h++)
            twice |= found[h] == hall;
        if (hall && !twice) {
            found[choice->hall_count++] = hall;
            continue;
        }
        good = false;
        diag_fail(cli->diag, DIAG_USAGE, twice ? "hall '%s' is named twice" : "the site has no hall '%s'",
                  halls->items[i]);
        diag_note(cli->diag, "its halls: %s", names_of(plan, &halls_hall_kind, choice->site, cli->arena));
    }
    return good;
}
