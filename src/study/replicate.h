/* SPDX-License-Identifier: Apache-2.0 */
/*
 * replicate - many replications of one plan, on several threads, into one results file.
 *
 * Workers, the calling thread among them, take the next replication by an atomic count, simulate it in
 * a world of their own and hand over a full batch; whoever finds nobody writing writes all that waits.
 * So JOBS threads are busy and none is kept for writing.  What is stored depends on the plan, the seed
 * and the replication's number, never on the thread or the order of arrival.
 *
 * Threads: call from one thread; a worker touches nothing but its world, its slot and the plan, and,
 * while it is the one that writes, the results and the diag.
 */
#ifndef STUDY_REPLICATE_H
#define STUDY_REPLICATE_H

#include "base/diag.h"
#include "store/results.h"
#include "world/world.h"

#include <signal.h>

struct replicate_progress {
    int64_t done, wanted; /* replications, those of an earlier run included */
    int64_t stopped;      /* of them, ended early with a stored reason */
};

struct replicate {
    const struct world_plan *plan;
    struct results *results;
    uint64_t seed;
    int64_t replications, detail_count;     /* detail_count: see world_new */
    int jobs;                               /* threads in all, at least 1 */
    const volatile sig_atomic_t *interrupt; /* set by a signal handler; NULL: none */
    /* May be NULL; called by whoever writes, one at a time. */
    void (*progress)(const struct replicate_progress *progress, void *context);
    void *context;
};

enum replicate_end { REPLICATE_DONE, REPLICATE_INTERRUPTED, REPLICATE_FAILED };

/* Runs whatever is not yet in the results.  REPLICATE_FAILED: the diag says why. */
enum replicate_end replicate_run(const struct replicate *replicate, struct diag *diag);

#endif
