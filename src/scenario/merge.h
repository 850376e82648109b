/* SPDX-License-Identifier: Apache-2.0 */
/*
 * merge - lays one tree over another: variants over their base, own elements over included ones.
 *
 * Children with an id meet their namesake of the same element and are merged in turn; children
 * without id replace, as a group, those of the same element.  remove="true" deletes.  What is
 * written as an attribute replaces what was written as a child element of that name, and the
 * other way round.
 */
#ifndef SCENARIO_MERGE_H
#define SCENARIO_MERGE_H

#include "scenario/element.h"

/* Lays the children of OVERLAY over those of BASE; OVERLAY's are moved, so it is used up. */
void merge_children(struct element *base, struct element *overlay, struct arena *arena, struct diag *diag);

/* The same with the attributes and the text. */
void merge_element(struct element *base, struct element *overlay, struct arena *arena, struct diag *diag);

/*
 * Reports siblings of one element and id, here and below, and keeps the first: within one file
 * that is a slip.
 */
void merge_check_twins(struct element *root, struct arena *arena, struct diag *diag);

#endif
