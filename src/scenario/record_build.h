/* SPDX-License-Identifier: Apache-2.0 */
/*
 * record_build - from the merged tree to the records of a plan, by the field tables.
 *
 * Everything in the tree must have a meaning: unknown elements and attributes are errors.
 */
#ifndef SCENARIO_RECORD_BUILD_H
#define SCENARIO_RECORD_BUILD_H

#include "scenario/build.h"

/*
 * Fills PLAN's records, lists, name, start and end from ROOT.  All mistakes go to the diag of
 * BUILD; the plan is usable when there are none.
 */
void record_build(struct build *build, const struct element *root, struct plan *plan);

#endif
