/* SPDX-License-Identifier: Apache-2.0 */
/*
 * draft - makes a record without values of every element, and checks what stands where.
 *
 * Ids: a child of the scenario, and a kind that is KIND_GLOBAL, has its id as written; any other
 * has its parent's id before it ("tx.h1", "vendor-a.t2").  A kind that needs no id gets one by its
 * place, counted among its like from 1: "tx.phase-2".
 */
#ifndef SCENARIO_DRAFT_H
#define SCENARIO_DRAFT_H

#include "scenario/build.h"

/* Drafts ROOT, which is the <scenario>, and everything in it into BUILD. */
void draft_all(struct build *build, const struct element *root);

/* True when FIELD may be given as a child element of its name. */
bool draft_is_child_field(const struct field *field);

#endif
