/* SPDX-License-Identifier: Apache-2.0 */
/*
 * component - what `curve` tabulates: a formula by itself, or one behind a kind of the catalogues.
 *
 * A kind of the catalogues (ups-type, transformer-type, cooling-type) gives its fields to the keys of the
 * same names; its entries are found by id.
 */
#ifndef HANDBOOK_COMPONENT_H
#define HANDBOOK_COMPONENT_H

#include "handbook/formula.h"
#include "plan/record.h"

struct component {
    const char *name; /* as the user says it */
    const struct formula *formula;
    const struct kind *kind; /* NULL: the formula by itself */
};

/* The component in place INDEX from 0; false behind the last. */
bool component_at(struct component *component, int index);

/* The component called NAME into *COMPONENT; false when there is none. */
bool component_find(struct component *component, const char *name);

struct component_request {
    const struct kind_list *kinds;
    const char *data_path;   /* folders of catalogues */
    const char *id;          /* entry of the catalogue; NULL: one of defaults, or no kind */
    const char *const *sets; /* "field=value" and "key=value" */
    size_t set_count;
    struct arena *arena;
    struct diag *diag;
};

/* A call with all that is set; NULL with errors. */
struct formula_call *component_call(const struct component *component,
                                    const struct component_request *request);

#endif
