/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/reference.h"

#include "scenario/suggest.h"

#include <string.h>

enum { NAME_MAX_BYTES = 512 };

/* SCOPE's id and a dot before NAME; NULL scope: the whole scenario. */
static const struct record *in_scope(const struct build *build, const struct record *scope, const char *name)
{
    char full[NAME_MAX_BYTES];
    size_t front = scope && scope->parent ? strlen(scope->id) + 1 : 0, length = strlen(name);
    if (front + length >= sizeof full)
        return NULL;
    if (front) {
        memcpy(full, scope->id, front - 1);
        full[front - 1] = '.';
    }
    memcpy(full + front, name, length + 1);
    const struct draft *draft = name_map_find(build->ids, full);
    return draft ? &draft->record : NULL;
}

/* What was met on the way out: the answer, or the innermost namesake of a wrong kind. */
struct search {
    const struct record *found, *other;
};

static bool look(struct search *search, const struct build *build, const struct record *scope,
                 const char *name, const char *target)
{
    const struct record *record = in_scope(build, scope, name);
    if (record && kind_matches(record->kind, target))
        search->found = record;
    else if (record && !search->other)
        search->other = record;
    return search->found != NULL;
}

/* People see names of elements; a family is told as itself. */
static const char *target_text(const struct build *build, const char *target)
{
    if (strcmp(target, "*done") == 0)
        return "thing that can be finished";
    const char *text = "";
    struct suggest_list words = {0};
    suggest_add_choices(&words, target, build->arena);
    for (size_t i = 0; i < words.count; i++)
        text = arena_printf(build->arena, "%s%s<%s>", text, i ? " or " : "", words.names[i]);
    return text;
}

/* True when RECORD's id starts with SITE's, so that it may be left out there. */
static bool lies_in(const struct record *record, const struct record *site)
{
    size_t length = site ? strlen(site->id) : 0;
    return site && strncmp(record->id, site->id, length) == 0 && record->id[length] == '.';
}

static void suggest_records(const struct build *build, const struct record *from, const char *name,
                            const char *target)
{
    struct suggest_list names = {0};
    for (size_t i = 0; i < build->count; i++) {
        const struct record *record = &build->drafts[i]->record;
        if (!kind_matches(record->kind, target) || record == from)
            continue;
        const char *dot = strrchr(record->id, '.');
        bool near = lies_in(record, from->site);
        suggest_add(&names, near ? record->id + strlen(from->site->id) + 1 : record->id, build->arena);
        if (!near && dot && strcmp(dot + 1, name) == 0) {
            diag_note(build->diag, "did you mean '%s'?", record->id);
            return;
        }
    }
    if (names.count)
        suggest_any(&names, name, "there are", build->diag);
    else
        diag_note(build->diag, "the scenario has no %s at all", target_text(build, target));
}

const struct record *reference_find(const struct build *build, const struct record *from, const char *name,
                                    const char *target, struct span span)
{
    struct search search = {0};
    for (const struct record *scope = from; scope; scope = scope->parent)
        if (look(&search, build, scope, name, target))
            break;
    if (!search.found && from->site)
        look(&search, build, from->site, name, target);
    if (!search.found)
        look(&search, build, NULL, name, target);
    if (search.found || build->incomplete)
        return search.found;
    if (search.other)
        diag_error(build->diag, span, "'%s' is a <%s>, and a %s is wanted here", name,
                   search.other->kind->name, target_text(build, target));
    else
        diag_error(build->diag, span, "there is no %s called '%s'", target_text(build, target), name);
    suggest_records(build, from, name, target);
    return NULL;
}
