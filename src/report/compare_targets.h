/* SPDX-License-Identifier: Apache-2.0 */
/*
 * compare_targets - what two plans reach of what they must reach.
 *
 * Pairs of replications in which a target is met, by both plans or by one of them alone.
 */
#ifndef REPORT_COMPARE_TARGETS_H
#define REPORT_COMPARE_TARGETS_H

#include "report/compare.h"

/* One row for each target of file A that file B has by the same id; NULL where there is none. */
struct table *compare_targets(const struct compare *compare, struct arena *arena);

#endif
