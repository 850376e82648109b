/* SPDX-License-Identifier: Apache-2.0 */
/*
 * compare_targets - what two plans reach of what they must reach.
 *
 * Pairs of replications in which a target is met, by both plans or by one of them alone.
 */
#ifndef REPORT_COMPARE_TARGETS_H
#define REPORT_COMPARE_TARGETS_H

#include "report/compare.h"

/* One target and the pairs in which it is met. */
struct compare_target {
    const char *label, *other; /* in A and in B */
    int both, only_a, only_b;
};

/* The targets of file A that file B has by the same id, in ARENA; *COUNT of them. */
const struct compare_target *compare_target_list(const struct compare *compare, struct arena *arena,
                                                 int *count);

/* One row for each target of file A that file B has by the same id; NULL where there is none. */
struct table *compare_targets(const struct compare *compare, struct arena *arena);

#endif
