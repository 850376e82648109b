/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xml_set - changes a tree by XPath: what --set and the axes of a sweep do.
 *
 *     //hall[@id='h1']/@it-capacity=50 MW     sets an attribute, new or not, of all that match
 *     //activity[@id='dig']/duration=200 d    gives a plain value to what was written with parts
 *
 * The path is everything before the first '=' outside quotes and brackets.  The overrides are made in
 * order; each must match something.  Values are checked later, like those of a file.
 * Only file with xml_source that knows libxml2.
 */
#ifndef SCENARIO_XML_SET_H
#define SCENARIO_XML_SET_H

#include "scenario/element.h"

/* Makes COUNT overrides on the tree of ROOT; errors point into the text of the override. */
void xml_set_all(struct element *root, const char *const *overrides, int count, struct arena *arena,
                 struct diag *diag);

#endif
