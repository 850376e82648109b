/* SPDX-License-Identifier: Apache-2.0 */
/*
 * condition_check - finds conditions that can never hold.
 *
 * Told are only those that can be proved from the plan: thresholds that exclude each other, a
 * counter below nothing, a milestone that waits for itself, a chance of 0.  A date after the
 * scenario's end is a warning.
 */
#ifndef SCENARIO_CONDITION_CHECK_H
#define SCENARIO_CONDITION_CHECK_H

#include "scenario/build.h"

/* Checks all conditions of the drafts, which have been filled. */
void condition_check_all(const struct build *build);

#endif
