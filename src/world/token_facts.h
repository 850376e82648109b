/* SPDX-License-Identifier: Apache-2.0 */
/*
 * token_facts - what a token of a plan is, for whoever reads a figure of tokens without the scenario.
 *
 * A count of tokens means nothing alone: a cached token of a small model is a hundredth of the work of one
 * that a large model writes.  Class, tier, cached share, speed for a user, power and evidence go into the
 * results file, from where reports show them beside the figures.
 */
#ifndef WORLD_TOKEN_FACTS_H
#define WORLD_TOKEN_FACTS_H

#include "plan/record.h"
#include "store/results.h"

/* Fills in the demands and rates of STUDY, which lie in ARENA and borrow the texts of PLAN. */
void token_facts_describe(const struct plan *plan, struct results_study *study, struct arena *arena);

#endif
