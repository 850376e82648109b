/* SPDX-License-Identifier: Apache-2.0 */
/*
 * study - one plan, many replications, one results file: what `run` does.
 */
#ifndef STUDY_STUDY_H
#define STUDY_STUDY_H

#include "plan/record.h"
#include "study/replicate.h"

#include <stdio.h>

struct study {
    const char *scenario, *output;
    bool seed_given;
    uint64_t seed;        /* else the scenario's */
    int64_t replications; /* 0: 1, or when resuming as many as the file wants */
    int64_t detail_count; /* replications that keep every posting, gate and happening */
    int jobs;
    bool resume, replace, digest, profile;
    const char *version; /* of gigaplan */
    const volatile sig_atomic_t *interrupt;
    void (*progress)(const struct replicate_progress *progress, void *context);
    void *context;
};

struct table;

struct study_end {
    enum replicate_end replicate;
    int64_t wanted, done;
    int64_t before;              /* of those done, by an earlier run */
    double seconds;              /* of wall-clock time */
    int targets_missed;          /* met in fewer replications than their confidence asks */
    char digest[65];             /* of all results, when it was asked for; else "" */
    const struct table *profile; /* of the events of a replication, when it was asked for; else NULL */
    const char *stops_text;      /* one line for each reason why replications stopped or stood still */
    const char *targets_text;    /* one line for each target */
    const char
        *unpaid_text; /* one line when bills stand open at the end, more than a thousandth of the cost */
};

/* Compiles, opens the file, runs, finishes.  After REPLICATE_FAILED the diag says why. */
struct study_end study_run(const struct study *study, const struct plan *plan, struct arena *arena,
                           struct diag *diag);

/* What was done and whether the targets were met, for people. */
void study_print_end(const struct study *study, const struct study_end *end, FILE *stream);

/*
 * Identifies the arithmetic of this machine: a hash of the bits of some values of libm.  Results
 * are the same bits only where it is the same.
 */
const char *study_arithmetic(struct arena *arena);

#endif
