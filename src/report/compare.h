/* SPDX-License-Identifier: Apache-2.0 */
/*
 * compare - two results files side by side, replication by replication.
 *
 * With one seed, replication N of both files draws the same numbers for all that they have in common, so
 * differences are taken within pairs: they show what the plans differ in and not the luck of the draw.
 */
#ifndef REPORT_COMPARE_H
#define REPORT_COMPARE_H

#include "base/table.h"
#include "report/source.h"

/* Two open files and the replications that both have. */
struct compare {
    const struct source *a, *b;
    int count;                    /* pairs */
    const int *place_a, *place_b; /* of each pair among the runs of its file */
};

/* Pairs the replications; false, with an error, when the seeds differ or no replication is in both. */
bool compare_open(struct compare *compare, const struct source *a, const struct source *b, struct diag *diag);

/* What the comparison tells, as tables in ARENA, the answer first; *COUNT of them. */
const struct table *const *compare_tables(const struct compare *compare, struct arena *arena, size_t *count);

#endif
