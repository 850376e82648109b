/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/xml_text.h"

#include <stdlib.h>
#include <string.h>

struct text {
    struct arena *arena;
    char *bytes;
    size_t length, room;
};

static void put(struct text *text, const char *bytes, size_t length)
{
    if (text->length + length + 1 > text->room) {
        size_t room = (text->length + length + 1) * 2;
        char *wider = arena_room(text->arena, room, 1);
        if (text->length)
            memcpy(wider, text->bytes, text->length);
        text->bytes = wider;
        text->room = room;
    }
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
}

static void put_text(struct text *text, const char *string)
{
    put(text, string, strlen(string));
}

static const char *entity_of(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\n': return "&#10;";
    case '\r': return "&#13;";
    case '\t': return "&#9;";
    default: return NULL;
    }
}

static void put_escaped(struct text *text, const char *string)
{
    for (const char *start = string;; string++) {
        const char *entity = entity_of(*string);
        if (*string && !entity)
            continue;
        put(text, start, (size_t)(string - start));
        if (!*string)
            return;
        put_text(text, entity);
        start = string + 1;
    }
}

/* The id first, then by the alphabet: names are unique, so the order is total. */
static int attribute_order(const void *a, const void *b)
{
    const struct attribute *x = a, *y = b;
    bool x_first = strcmp(x->name, "id") == 0, y_first = strcmp(y->name, "id") == 0;
    if (x_first != y_first)
        return x_first ? -1 : 1;
    return strcmp(x->name, y->name);
}

static void put_attributes(struct text *text, const struct element *element)
{
    size_t bytes = element->attribute_count * sizeof *element->attributes;
    struct attribute *sorted = arena_alloc(text->arena, bytes);
    if (bytes)
        memcpy(sorted, element->attributes, bytes);
    qsort(sorted, element->attribute_count, sizeof *sorted, attribute_order);
    for (size_t i = 0; i < element->attribute_count; i++) {
        put_text(text, " ");
        put_text(text, sorted[i].name);
        put_text(text, "=\"");
        put_escaped(text, sorted[i].value);
        put_text(text, "\"");
    }
}

static void put_indent(struct text *text, int depth)
{
    for (int i = 0; i < depth; i++)
        put_text(text, "  ");
}

static void put_element(struct text *text, const struct element *element, int depth)
{
    put_indent(text, depth);
    put_text(text, "<");
    put_text(text, element->name);
    put_attributes(text, element);
    if (!element->first && !element->text) {
        put_text(text, "/>\n");
        return;
    }
    put_text(text, ">");
    if (element->text)
        put_escaped(text, element->text);
    if (element->first) {
        put_text(text, "\n");
        for (const struct element *child = element->first; child; child = child->next)
            put_element(text, child, depth + 1);
        put_indent(text, depth);
    }
    put_text(text, "</");
    put_text(text, element->name);
    put_text(text, ">\n");
}

const char *xml_text_canonical(const struct element *root, struct arena *arena)
{
    struct text text = {.arena = arena};
    put_element(&text, root, 0);
    return text.bytes;
}
