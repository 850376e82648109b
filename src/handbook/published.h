/* SPDX-License-Identifier: Apache-2.0 */
/*
 * published - cases with known answers that the program must reproduce: `gigaplan verify`.
 *
 * A case is a constant with a title, a source and a function that computes values and lays each beside what
 * is expected.  PUBLISHED cases repeat a figure that others printed; SELF cases check that the program agrees
 * with a closed form or with itself.  Cases that need files of the reference data are skipped, and say so,
 * when the folder is not there.
 *
 * Owns: rows lie in the arena of the run.
 */
#ifndef HANDBOOK_PUBLISHED_H
#define HANDBOOK_PUBLISHED_H

#include "base/arena.h"
#include "base/diag.h"
#include "plan/field.h"

#include <stddef.h>

enum published_basis { BASIS_PUBLISHED, BASIS_SELF };

struct published_run;

struct published_case {
    const char *name, *title, *source;
    enum published_basis basis;
    void (*work)(struct published_run *run);
};

enum published_verdict { VERDICT_MET, VERDICT_MISSED, VERDICT_SKIPPED };

struct published_row {
    const struct published_case *of;
    const char *quantity, *unit;
    double expected, found, tolerance; /* in UNIT */
    enum published_verdict verdict;
};

struct published_run {
    const struct kind_list *kinds; /* for cases with a plant of the catalogues */
    const char *data_path;         /* folders of the catalogues */
    const char *reference;         /* folder of the reference data, NULL: absent */
    const struct published_case *now;
    struct published_row *rows;
    size_t row_count, row_capacity;
    struct arena *arena;
    struct diag *diag;
};

/* For cases: FOUND must be within TOLERANCE of EXPECTED, all in UNIT ("" for ratios). */
void published_near(struct published_run *run, const char *quantity, const char *unit, double expected,
                    double found, double tolerance);

/* FOUND must lie between LOW and HIGH; the row shows the middle and half the width. */
void published_band(struct published_run *run, const char *quantity, const char *unit, double low,
                    double high, double found);

/* The rest of the case cannot be tried: WHY. */
void published_skip(struct published_run *run, const char *why);

/* By subject, each ending with a case without name. */
extern const struct published_case published_air[];
extern const struct published_case published_machines[];
extern const struct published_case published_reliability[];
extern const struct published_case published_plant[];

#endif
