/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/element.h"

#include <string.h>

struct element *element_new(struct arena *arena, const char *name, struct span span)
{
    struct element *element = arena_alloc(arena, sizeof *element);
    element->name = name;
    element->span = span;
    return element;
}

void element_append(struct element *parent, struct element *child)
{
    child->parent = parent;
    child->next = NULL;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

void element_move_children(struct element *from, struct element *to)
{
    struct element *child = from->first, *next;
    from->first = from->last = NULL;
    for (; child; child = next) {
        next = child->next;
        element_append(to, child);
    }
}

void element_sweep(struct element *parent)
{
    struct element *child = parent->first, *next;
    parent->first = parent->last = NULL;
    for (; child; child = next) {
        next = child->next;
        if (!child->gone)
            element_append(parent, child);
    }
}

/* Most names differ in their first letter: that is seen without a call. */
static bool is_called(const char *given, const char *name)
{
    return given[0] == name[0] && strcmp(given, name) == 0;
}

struct attribute *element_attribute(const struct element *element, const char *name)
{
    for (size_t i = 0; i < element->attribute_count; i++)
        if (is_called(element->attributes[i].name, name))
            return &element->attributes[i];
    return NULL;
}

const char *element_value(const struct element *element, const char *name)
{
    const struct attribute *attribute = element_attribute(element, name);
    return attribute ? attribute->value : NULL;
}

void element_set(struct element *element, struct attribute attribute, struct arena *arena)
{
    struct attribute *old = element_attribute(element, attribute.name);
    if (old) {
        *old = attribute;
        return;
    }
    element->attributes = arena_grow(arena, element->attributes, element->attribute_count,
                                     &element->attribute_capacity, sizeof *element->attributes);
    element->attributes[element->attribute_count++] = attribute;
}

void element_drop(struct element *element, const char *name)
{
    struct attribute *attribute = element_attribute(element, name);
    if (!attribute)
        return;
    size_t place = (size_t)(attribute - element->attributes);
    memmove(attribute, attribute + 1, (element->attribute_count - place - 1) * sizeof *attribute);
    element->attribute_count--;
}

struct span element_span(const struct element *element, const char *name)
{
    const struct attribute *attribute = element_attribute(element, name);
    return attribute ? attribute->span : element->span;
}

struct element *element_child(const struct element *from, const char *name)
{
    for (; from; from = from->next)
        if (is_called(from->name, name))
            return (struct element *)from;
    return NULL;
}
