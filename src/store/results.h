/* SPDX-License-Identifier: Apache-2.0 */
/*
 * results - writing a results file: begin, take replications as they come, finish.
 *
 *     results = results_create("out.db", &study, replace, diag);
 *     while (batch = next(queue)) results_write(results, batch, diag);
 *     results_finish(results, diag); results_close(results);
 *
 * A file appears under its name only with the whole study in it, and each replication enters it in
 * one transaction.  So a run that ends at any moment, by kill -9 or a full disk, leaves either no
 * file or a valid one, which results_resume goes on with.  While it is written the file is locked:
 * a second writer and readers are refused.
 *
 * Errors: the disk, the file, a mismatch; all to diag with their remedy.  After the first failed
 * write nothing more is accepted.
 * Threads: one at a time, not always the same; batches are filled by others meanwhile.
 */
#ifndef STORE_RESULTS_H
#define STORE_RESULTS_H

#include "base/diag.h"
#include "store/batch.h"
#include "store/series.h"

#include <stdbool.h>
#include <stdint.h>

struct results_file_row {
    const char *path, *sha256;
};

struct results_record {
    const char *kind, *id, *label;
    const char *site; /* id of its site, or NULL */
};

/* When the thing with record number RECORD really happened. */
struct results_observation {
    int record;
    int64_t tick;
};

/* What the tokens of a demand are; CACHED in %. */
struct results_token_demand {
    int record; /* number */
    const char *class_id, *queueing, *tier, *channel;
    int64_t tier_rank;
    double cached_percent;
};

/* What one rack makes of a class and tier: token/s, kW of IT; NAN or NULL where nothing is stated. */
struct results_token_rate {
    int record; /* number */
    const char *system, *class_id, *tier;
    bool used, proxy;
    double rack_token_s, user_token_s, rack_kw;
    const char *basis, *source, *date, *grade;
};

struct results_entity {
    enum series scope;
    const char *id, *label;
};

/* All that is said once.  Plain values; everything is copied into the file at once. */
struct results_study {
    const char *name, *label;
    int64_t start, end; /* ticks */
    uint64_t seed;
    int64_t replications, points; /* wanted; runs are numbered point * replications + replication */
    const char *options;          /* canonical text of what else changes the rows: sampling, series kept */
    const char *sha256;           /* of the plan */
    const char *resolved_xml;
    const char *version;    /* of gigaplan */
    const char *arithmetic; /* fingerprint of libm */
    const char *const *overrides;
    int override_count;
    const struct results_file_row *files;
    int file_count;
    const struct results_record *records; /* by record number */
    int record_count;
    const struct results_observation *observations;
    int observation_count;
    const struct results_token_demand *token_demands;
    int token_demand_count;
    const struct results_token_rate *token_rates;
    int token_rate_count;
    const struct results_entity *entities; /* by entity id */
    int entity_count;
    const struct series_layout *layout; /* by metric id; must outlive the results */
};

struct results;

/*
 * A new file at PATH, open for writing; NULL after errors.  An existing results file is refused
 * unless REPLACE; anything else that exists there is always refused.
 */
struct results *results_create(const char *path, const struct results_study *study, bool replace,
                               struct diag *diag);

/*
 * The file at PATH, open for more of the same study, or a new one where there is none.  Refused,
 * naming every difference, unless plan, seed, options, points, metrics, version and arithmetic are
 * the same.  More replications than before may be wanted, not fewer.
 */
struct results *results_resume(const char *path, const struct results_study *study, struct diag *diag);

/* Replications that the study at PATH wants; 0 where there is no file; -1 after an error. */
int64_t results_replications(const char *path, struct diag *diag);

/* True when run RUN_ID is already in the file. */
bool results_done(const struct results *results, int64_t run_id);
int64_t results_done_count(const struct results *results);

/* Takes a whole replication, with exactly one row of TABLE_RUN, in one transaction; seals it when need be. */
bool results_write(struct results *results, struct batch *batch, struct diag *diag);

/*
 * The same for COUNT of them, 1 to RESULTS_TOGETHER, in one transaction, which is cheaper: most tables get a
 * few rows of each, and their last pages are written once.
 */
enum { RESULTS_TOGETHER = 4 };
bool results_write_all(struct results *results, struct batch *const *batches, int count, struct diag *diag);

/* Notes where and how it was computed, apart from the results; a later note of NAME replaces it. */
bool results_note(struct results *results, const char *name, const char *value, struct diag *diag);

/*
 * Makes the indexes, marks the file finished and leaves it as one plain file without companions.
 * All runs must be done (asserted).
 */
bool results_finish(struct results *results, struct diag *diag);

/* Closes; an unfinished file stays valid and can be resumed.  Accepts NULL. */
void results_close(struct results *results);

#endif
