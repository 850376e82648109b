/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reference - finds what a name in the scenario means.
 *
 * A name is looked for among the children of the thing that names it, then of each thing around
 * it, then in its site, then in the whole scenario: "h1" inside site tx is "tx.h1".
 */
#ifndef SCENARIO_REFERENCE_H
#define SCENARIO_REFERENCE_H

#include "scenario/build.h"

/*
 * The record that NAME means for FROM, of a kind that TARGET allows (field.h).  NULL with an
 * error at SPAN and the nearest names when there is none.
 */
const struct record *reference_find(const struct build *build, const struct record *from, const char *name,
                                    const char *target, struct span span);

#endif
