/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/draft.h"

#include "base/digest.h"
#include "plan/frame.h"
#include "scenario/suggest.h"

#include <ctype.h>
#include <string.h>

enum { ID_MAX = 120 };

bool draft_is_child_field(const struct field *field)
{
    switch (field->type) {
    case FIELD_CONDITION:
    case FIELD_DISTRIBUTION:
    case FIELD_TEXT:
    case FIELD_SERIES:
    case FIELD_CURVE: return true;
    default: return false;
    }
}

static bool is_field_child(const struct kind *kind, const struct element *child)
{
    int field = kind_field(kind, child->name);
    return field >= 0 && draft_is_child_field(&kind->fields[field]);
}

/* Sites and parties stand before dots in names of metrics, so theirs have none. */
static bool check_id(const struct build *build, const struct kind *kind, const char *id, struct span span)
{
    bool plain = kind == &frame_site_kind || kind == &frame_party_kind;
    const char *allowed = plain ? "-_+" : "-_+.";
    size_t length = 0;
    while (isalnum((unsigned char)id[length]) || (id[length] && strchr(allowed, id[length])))
        length++;
    if (id[length] || !isalnum((unsigned char)id[0])) {
        diag_error(build->diag, span, "'%s' cannot be the id of a <%s>", id, kind->name);
        diag_note(build->diag,
                  "an id starts with a letter or digit and has letters, digits%s '-', '_' and '+'",
                  plain ? "," : ", '.',");
        return false;
    }
    if (length > ID_MAX)
        return diag_error(build->diag, span, "the id is longer than %d letters", ID_MAX);
    return true;
}

/* Counts ELEMENT among its like in PARENT, from 1. */
static int place_among_its_like(const struct build *build, struct draft *parent, const char *element)
{
    if (!parent->counts)
        parent->counts = name_map_new(build->arena);
    int *count = name_map_find(parent->counts, element);
    if (!count) {
        count = arena_alloc(build->arena, sizeof *count);
        name_map_add(parent->counts, element, count);
    }
    return ++*count;
}

/* The id as the element gives it, or by its place; an error when one is needed. */
static const char *own_id(const struct build *build, const struct kind *kind, const struct element *element,
                          int place)
{
    const struct attribute *given = element_attribute(element, "id");
    if (given && check_id(build, kind, given->value, given->span))
        return given->value;
    if (!element->parent)
        return "scenario";
    if (!given && !(kind->flags & KIND_NO_ID)) {
        diag_error(build->diag, element->span, "a <%s> needs an id", kind->name);
        diag_note(build->diag, "write <%s id=\"...\">, a name to refer to it by", kind->name);
    }
    return arena_printf(build->arena, "%s-%d", element->name, place);
}

static const char *full_id(const struct build *build, const struct kind *kind, const struct draft *parent,
                           const char *own)
{
    if (!parent || !parent->parent || (kind->flags & KIND_GLOBAL))
        return own;
    return arena_printf(build->arena, "%s.%s", parent->record.id, own);
}

static void check_single(const struct build *build, const struct kind *kind, const struct element *element,
                         int place)
{
    if ((kind->flags & KIND_SINGLE) && place > 1)
        diag_error(build->diag, element->span, "only one <%s> may stand in a <%s>", element->name,
                   element->parent->name);
}

static void check_parent(const struct build *build, const struct kind *kind, const struct element *element,
                         const struct kind *parent)
{
    if (field_list_has(kind->parents, parent->name, NULL))
        return;
    struct suggest_list places = {0};
    suggest_add_choices(&places, kind->parents, build->arena);
    diag_error(build->diag, element->span, "<%s> cannot stand in <%s>", element->name, parent->name);
    suggest_any(&places, "", "it belongs in", build->diag);
}

static struct draft *add(struct build *build, const struct kind *kind, const struct element *element,
                         struct draft *parent)
{
    struct draft *draft = arena_alloc(build->arena, sizeof *draft);
    size_t fields = (size_t)kind->field_count;
    draft->values = arena_array(build->arena, fields, sizeof *draft->values);
    draft->given = arena_array(build->arena, fields, sizeof *draft->given);
    draft->element = element;
    draft->parent = parent;
    int place = parent ? place_among_its_like(build, parent, element->name) : 1;
    check_single(build, kind, element, place);
    const char *own = own_id(build, kind, element, place);
    struct record *record = &draft->record;
    record->kind = kind;
    record->id = full_id(build, kind, parent, own);
    const char *label = element_value(element, "label");
    record->label = label ? label : record->id;
    record->hash = digest_hash64_text(record->id);
    record->number = (int)build->count;
    record->parent = parent ? &parent->record : NULL;
    record->site = kind == &frame_site_kind ? record : parent ? parent->record.site : NULL;
    record->values = draft->values;
    record->given = draft->given;
    record->span = element->span;
    build->drafts =
        arena_grow(build->arena, build->drafts, build->count, &build->capacity, sizeof *build->drafts);
    build->drafts[build->count++] = draft;
    return draft;
}

static void register_id(struct build *build, struct draft *draft)
{
    const struct draft *twin = name_map_add(build->ids, draft->record.id, draft);
    if (!twin)
        return;
    const struct span *first = &twin->record.span;
    diag_error(build->diag, element_span(draft->element, "id"), "the id '%s' is already taken by a <%s>",
               draft->record.id, twin->record.kind->name);
    diag_note(build->diag, "that one is at %s:%d:%d", first->file, first->line, first->column);
}

static void unknown_element(const struct build *build, const struct kind *parent, const struct element *child)
{
    struct suggest_list names = {0};
    for (int i = 0; i < build->kinds->count; i++)
        if (field_list_has(build->kinds->kinds[i]->parents, parent->name, NULL))
            suggest_add(&names, build->kinds->kinds[i]->name, build->arena);
    for (int i = 0; i < parent->field_count; i++)
        if (draft_is_child_field(&parent->fields[i]))
            suggest_add(&names, parent->fields[i].name, build->arena);
    diag_error(build->diag, child->span, "there is no element <%s>", child->name);
    int field = kind_field(parent, child->name);
    if (field >= 0)
        diag_note(build->diag, "'%s' of <%s> is an attribute: write %s=\"...\"", child->name, parent->name,
                  child->name);
    else
        suggest_any(&names, child->name, arena_printf(build->arena, "in <%s> may stand", parent->name),
                    build->diag);
}

static void draft_element(struct build *build, const struct kind *kind, const struct element *element,
                          struct draft *parent)
{
    struct draft *draft = add(build, kind, element, parent);
    register_id(build, draft);
    for (const struct element *child = element->first; child; child = child->next) {
        if (is_field_child(kind, child))
            continue;
        const struct kind *inner = name_map_find(build->kind_names, child->name);
        if (!inner) {
            unknown_element(build, kind, child);
            continue;
        }
        check_parent(build, inner, child, kind);
        draft_element(build, inner, child, draft);
    }
}

void draft_all(struct build *build, const struct element *root)
{
    draft_element(build, &frame_scenario_kind, root, NULL);
}
