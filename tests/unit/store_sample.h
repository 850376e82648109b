/* SPDX-License-Identifier: Apache-2.0 */
/*
 * store_sample - a small study with made-up but reproducible rows, for the tests of the store.
 */
#ifndef STORE_SAMPLE_H
#define STORE_SAMPLE_H

#include "store/batch.h"
#include "store/results.h"

enum { SAMPLE_RUNS = 6, SAMPLE_TIMES = 300, SAMPLE_ENTITIES = 5, SAMPLE_RECORDS = 4, SAMPLE_METRICS = 4 };

/* What sample_study gives points to constant data. */
struct results_study sample_study(void);

/* The batch of run RUN_ID: rows in every table of a replication, samples of every scope. */
struct batch *sample_batch(const struct results_study *study, int64_t run_id, struct arena *arena);

/* A path inside a scratch folder of this test process, which is emptied at the end of the process. */
const char *sample_path(const char *name, struct arena *arena);

/* A whole finished file; asserts that all went well. */
void sample_file(const char *path, const struct results_study *study);

#endif
