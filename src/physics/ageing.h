/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ageing - how a cohort's failure rate starts high.
 *
 * Early life: the rate is MULTIPLIER times the settled rate up to PLATEAU_S, then falls straight to it at
 * SETTLED_S (months 0-6 and 12 for GB200-class racks; SemiAnalysis 2025, judgement).  Threads: pure.
 */
#ifndef PHYSICS_AGEING_H
#define PHYSICS_AGEING_H

struct ageing_early_life {
    double multiplier_ratio; /* >= 0; 1: no early life */
    double plateau_s;        /* >= 0 */
    double settled_s;        /* >= plateau_s */
};

/* Failure rate at AGE_S over the settled rate; ages below 0 count as 0. */
double ageing_early_life_ratio(const struct ageing_early_life *early, double age_s);

#endif
