/* SPDX-License-Identifier: Apache-2.0 */
/*
 * results_study - what a results file says once: written at its birth, compared when it is resumed.
 */
#ifndef STORE_RESULTS_STUDY_H
#define STORE_RESULTS_STUDY_H

#include "store/results.h"
#include "store/sql.h"

/* Writes all rows about the study; texts made on the way lie in ARENA. */
bool results_study_write(struct sql *sql, const struct results_study *study, struct arena *arena,
                         struct diag *diag);

/* True when the file holds the same study, perhaps with fewer replications; names every difference. */
bool results_study_matches(struct sql *sql, const struct results_study *study, struct diag *diag);

/* Replications wanted; -1 after an error. */
int64_t results_study_replications(struct sql *sql, struct diag *diag);

/* Takes over a larger number of replications: the file is then unfinished again. */
bool results_study_extend(struct sql *sql, const struct results_study *study, struct diag *diag);

#endif
