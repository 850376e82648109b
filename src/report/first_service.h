/* SPDX-License-Identifier: Apache-2.0 */
/*
 * first_service - tokens asked for before any rack served, apart from those since.
 *
 * A plan is not short of capacity while it has none: what is refused or spilled before the first token was
 * served says when demand begins, and only what comes later says how much is missing.  By sampling intervals:
 * the one in which the first token was served counts as since.
 *
 * Owns: all in the arena of the source.
 */
#ifndef REPORT_FIRST_SERVICE_H
#define REPORT_FIRST_SERVICE_H

#include "report/source.h"

enum { FIRST_ASKED, FIRST_SERVED, FIRST_SPILLED, FIRST_REFUSED, FIRST_COUNT };

/* By run of the source; tokens in the unit of the metrics. */
struct first_service {
    double *tick; /* start of the interval of the first token served; INFINITY: never */
    double *before[FIRST_COUNT], *since[FIRST_COUNT];
};

/* False when the file holds no samples of tokens. */
bool first_service_load(struct first_service *first, const struct source *source);

#endif
