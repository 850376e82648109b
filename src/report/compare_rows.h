/* SPDX-License-Identifier: Apache-2.0 */
/*
 * compare_rows - the tables of a comparison: figures, milestones, tranches.
 *
 * Differences are B less A.  Their medians have intervals of 95 % from order statistics; a difference that
 * the sign test tells is marked.
 */
#ifndef REPORT_COMPARE_ROWS_H
#define REPORT_COMPARE_ROWS_H

#include "report/compare.h"

/* Whole-run figures that both files hold, in the same unit. */
struct table *compare_kpis(const struct compare *compare, struct arena *arena);

/* Dates of milestones and of whatever else can be done, except activities and orders of equipment. */
struct table *compare_milestones(const struct compare *compare, struct arena *arena);

/* Dates on which tranches and loans became available, and what was drawn of them. */
struct table *compare_tranche_dates(const struct compare *compare, struct arena *arena);
struct table *compare_tranche_amounts(const struct compare *compare, struct arena *arena);

#endif
