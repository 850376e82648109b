/* SPDX-License-Identifier: Apache-2.0 */
/*
 * journal - which share of each fleet's packages works, midnight by midnight.
 *
 * Inside of racks only; others read it through racks_days (racks.h).
 */
#ifndef RACKS_JOURNAL_H
#define RACKS_JOURNAL_H

#include <stddef.h>
#include <stdint.h>

struct racks;

/* Shares of working packages, midnight by midnight (racks_days). */
struct racks_journal {
    int64_t *tick;
    double *up_ratio;
    size_t count, capacity, ratio_capacity;
};

/* The fleets as they are now hold from now on. */
void journal_add(struct racks *racks);

#endif
