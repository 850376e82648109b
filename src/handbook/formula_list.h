/* SPDX-License-Identifier: Apache-2.0 */
/*
 * formula_list - all formulas that `calc` offers, and those of single subjects.
 */
#ifndef HANDBOOK_FORMULA_LIST_H
#define HANDBOOK_FORMULA_LIST_H

#include "handbook/formula.h"

/* By subject, each ending with a formula without name. */
extern const struct formula formula_air[];
extern const struct formula formula_cooling[];
extern const struct formula formula_power[];
extern const struct formula formula_chain[];
extern const struct formula formula_reliability[];

/* The hall behind a cooling-type of the catalogues: not for `calc`, it needs a record. */
extern const struct formula formula_plant[];

/* The formula in place INDEX from 0, in the order of the list; NULL behind the last. */
const struct formula *formula_list_at(int index);

/* The formula called NAME, or NULL. */
const struct formula *formula_list_find(const char *name);

#endif
