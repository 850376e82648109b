/* SPDX-License-Identifier: Apache-2.0 */
/*
 * element - the tree of a scenario as its author wrote it, each part with its place in the file.
 *
 * Readers of XML and CSV make these, merging and --set change them, record_build checks them.
 *
 * Owns: everything lies in the arena of the reading.
 */
#ifndef SCENARIO_ELEMENT_H
#define SCENARIO_ELEMENT_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

struct attribute {
    const char *name;
    const char *value; /* entities resolved */
    struct span span;  /* of the value */
    struct span name_span;
};

struct element {
    const char *name;
    struct span span; /* of the start tag, up to the name's end */
    struct element *parent, *first, *last, *next;
    struct attribute *attributes; /* in the order of the file */
    size_t attribute_count, attribute_capacity;
    bool gone;        /* removed by a merge, to be swept */
    const char *text; /* content that is not blank, trimmed, or NULL */
    struct span text_span;
};

struct element *element_new(struct arena *arena, const char *name, struct span span);

/* Puts CHILD, which has no parent, at the end of PARENT's children. */
void element_append(struct element *parent, struct element *child);

/* Moves all children of FROM to the end of those of TO. */
void element_move_children(struct element *from, struct element *to);

/* Takes out the children that are marked gone. */
void element_sweep(struct element *parent);

/* The attribute called NAME, or NULL. */
struct attribute *element_attribute(const struct element *element, const char *name);

/* Its value, or NULL. */
const char *element_value(const struct element *element, const char *name);

/* Sets an attribute, new or not. */
void element_set(struct element *element, struct attribute attribute, struct arena *arena);

/* Takes the attribute called NAME away, if it is there. */
void element_drop(struct element *element, const char *name);

/* Where the attribute stands, or the element when it has none of this name. */
struct span element_span(const struct element *element, const char *name);

/* The first child called NAME from FROM on (NULL: none). */
struct element *element_child(const struct element *from, const char *name);

#endif
