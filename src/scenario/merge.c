/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/merge.h"
#include "scenario/name_map.h"

#include <string.h>

/* Blanks cannot stand in an element's name, so the pair is unambiguous. */
static const char *key_of(const struct element *element, const char *id, struct arena *arena)
{
    return arena_printf(arena, "%s %s", element->name, id);
}

static bool is_removal(const struct element *element)
{
    const char *remove = element_value(element, "remove");
    return remove && strcmp(remove, "true") == 0;
}

static void nothing_to_remove(const struct element *overlay, struct diag *diag)
{
    const char *id = element_value(overlay, "id");
    if (id)
        diag_error(diag, overlay->span, "there is no <%s id=\"%s\"> to remove", overlay->name, id);
    else
        diag_error(diag, overlay->span, "there is no <%s> without id to remove", overlay->name);
    diag_note(diag, "remove=\"true\" takes away what the base or an included file has");
}

/* Marks the children of BASE without id that are called like OVERLAY; true when there were some. */
static bool mark_group(struct element *base, const struct element *overlay)
{
    bool found = false;
    for (struct element *child = base->first; child; child = child->next)
        if (strcmp(child->name, overlay->name) == 0 && !element_value(child, "id"))
            found = child->gone = true;
    return found;
}

/* What a merge of two lists of children knows. */
struct merging {
    struct element *base;
    struct name_map *known;    /* children of the base that have an id */
    struct name_map *replaced; /* names of groups that were replaced */
    struct element added;      /* new children, appended in the end */
    struct arena *arena;
    struct diag *diag;
};

static void merge_named(struct merging *merging, struct element *child, const char *id)
{
    struct element *old = name_map_find(merging->known, key_of(child, id, merging->arena));
    if (is_removal(child)) {
        if (old && !old->gone)
            old->gone = true;
        else
            nothing_to_remove(child, merging->diag);
    } else if (old && !old->gone) {
        merge_element(old, child, merging->arena, merging->diag);
    } else {
        element_append(&merging->added, child);
    }
}

static void merge_group(struct merging *merging, struct element *child)
{
    bool first = !name_map_add(merging->replaced, child->name, child);
    bool found = first && mark_group(merging->base, child);
    if (first)
        element_drop(merging->base, child->name);
    if (!is_removal(child))
        element_append(&merging->added, child);
    else if (first && !found)
        nothing_to_remove(child, merging->diag);
}

void merge_children(struct element *base, struct element *overlay, struct arena *arena, struct diag *diag)
{
    struct merging merging = {.base = base, .arena = arena, .diag = diag};
    merging.known = name_map_new(arena);
    merging.replaced = name_map_new(arena);
    for (struct element *child = base->first; child; child = child->next) {
        const char *id = element_value(child, "id");
        if (id)
            name_map_add(merging.known, key_of(child, id, arena), child);
    }
    for (struct element *child = overlay->first, *next; child; child = next) {
        next = child->next;
        const char *id = element_value(child, "id");
        if (id)
            merge_named(&merging, child, id);
        else
            merge_group(&merging, child);
    }
    overlay->first = overlay->last = NULL;
    element_sweep(base);
    element_move_children(&merging.added, base);
}

void merge_element(struct element *base, struct element *overlay, struct arena *arena, struct diag *diag)
{
    for (size_t i = 0; i < overlay->attribute_count; i++) {
        const struct element wanted = {.name = overlay->attributes[i].name};
        mark_group(base, &wanted);
        element_set(base, overlay->attributes[i], arena);
    }
    if (overlay->text) {
        base->text = overlay->text;
        base->text_span = overlay->text_span;
    }
    merge_children(base, overlay, arena, diag);
}

void merge_check_twins(struct element *root, struct arena *arena, struct diag *diag)
{
    struct name_map *known = NULL;
    for (struct element *child = root->first; child; child = child->next) {
        merge_check_twins(child, arena, diag);
        const char *id = element_value(child, "id");
        if (!id)
            continue;
        if (!known)
            known = name_map_new(arena);
        const struct element *twin = name_map_add(known, key_of(child, id, arena), child);
        if (!twin)
            continue;
        diag_error(diag, element_span(child, "id"), "there is already a <%s> with the id '%s'", child->name,
                   id);
        diag_note(diag, "the first one is at %s:%d:%d", twin->span.file, twin->span.line, twin->span.column);
        child->gone = true;
    }
    element_sweep(root);
}
