/* SPDX-License-Identifier: Apache-2.0 */
/*
 * deal_costs - which capital cost which loan finances.
 *
 * Costs that the same loans finance are one sort: all that caused them is told apart no further.  Sort
 * 0 is what no loan names; loans that name nothing finance every sort, notes that name nothing none.
 */
#ifndef FUNDING_DEAL_COSTS_H
#define FUNDING_DEAL_COSTS_H

#include "funding/deal.h"

/* Sorts the costs of DEAL, whose loans are compiled, and tells each loan what it finances. */
void deal_costs_compile(struct funding_plan *deal, struct arena *arena);

/* Sort of what CAUSE costs; NULL: a cost without a cause. */
int deal_costs_sort(const struct funding_plan *deal, const struct record *cause);

/* Whether two loans of one obligor lend on some cost both. */
bool deal_costs_shared(const struct funding_plan *deal, const struct deal_loan *a, const struct deal_loan *b);

#endif
