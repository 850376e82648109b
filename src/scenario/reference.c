/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/reference.h"

#include "base/name_match.h"
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

/* ---- something of another kind ---- */

enum { NEEDS_MAX = 4 };

/* The only record that goes by NAME as the last parts of its id, of whatever kind; NULL: none, or several. */
static const struct record *tail_namesake(const struct build *build, const char *name)
{
    const struct record *found = NULL;
    for (size_t i = 0; i < build->count; i++) {
        const struct record *record = &build->drafts[i]->record;
        if (!record->id || !name_match_tail(record->id, name))
            continue;
        if (found)
            return NULL;
        found = record;
    }
    return found;
}

static void search_from(struct search *search, const struct build *build, const struct record *from,
                        const char *name, const char *target)
{
    for (const struct record *scope = from; scope; scope = scope->parent)
        if (look(search, build, scope, name, target))
            return;
    if (from->site && look(search, build, from->site, name, target))
        return;
    look(search, build, NULL, name, target);
}

/* Adds to FOUND what RECORD waits for by its own words and is of a kind that TARGET allows. */
static size_t add_needs(const char **found, size_t count, const struct build *build,
                        const struct record *record, const char *target)
{
    const struct draft *draft = name_map_find(build->ids, record->id);
    const char *text = draft && draft->element ? element_value(draft->element, "needs") : NULL;
    const char *const blanks = " \t\r\n,";
    while (text && *(text += strspn(text, blanks)) && count < NEEDS_MAX) {
        struct search search = {0};
        size_t length = strcspn(text, blanks), at = 0;
        search_from(&search, build, record, arena_strndup(build->arena, text, length), target);
        text += length;
        while (search.found && at < count && strcmp(found[at], search.found->id) != 0)
            at++;
        if (search.found && at == count)
            found[count++] = search.found->id;
    }
    return count;
}

/* OTHER stands where TARGET is wanted: what brings it, as its needs and those of what it stands in say, and
 * what these need in turn. */
static bool suggest_needs(const struct build *build, const struct record *other, const char *target)
{
    const char *found[NEEDS_MAX];
    char text[NAME_MAX_BYTES];
    size_t count = 0;
    for (const struct record *at = other; at && at->parent && at != at->site; at = at->parent)
        count = add_needs(found, count, build, at, target);
    for (size_t i = 0; i < count; i++) {
        const struct draft *draft = name_map_find(build->ids, found[i]);
        count = add_needs(found, count, build, &draft->record, target);
    }
    if (count)
        diag_note(build->diag, "what brings it is %s: name that",
                  name_match_list(text, sizeof text, found, count));
    return count > 0;
}

const struct record *reference_find(const struct build *build, const struct record *from, const char *name,
                                    const char *target, struct span span)
{
    struct search search = {0};
    search_from(&search, build, from, name, target);
    if (search.found || build->incomplete)
        return search.found;
    if (!search.other)
        search.other = tail_namesake(build, name);
    if (search.other && !kind_matches(search.other->kind, target)) {
        bool plain = strcmp(search.other->id, name) == 0;
        diag_error(build->diag, span, "'%s' is a <%s>%s%s%s, and a %s is wanted here", name,
                   search.other->kind->name, plain ? "" : " ('", plain ? "" : search.other->id,
                   plain ? "" : "')", target_text(build, target));
        if (suggest_needs(build, search.other, target))
            return NULL;
    } else
        diag_error(build->diag, span, "there is no %s called '%s'", target_text(build, target), name);
    suggest_records(build, from, name, target);
    return NULL;
}
