/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reliability - closed forms: availability, k of n, standby generators, two feeds.
 *
 * Steady-state two-state Markov units and IEEE Std 493 (Gold Book) combination rules; generators as in
 * NREL's REopt and Marqusee and Jenket 2020 (Applied Energy 268, 114918).  Probabilities are clamped to
 * 0..1 and counted (clamp.h).  Rates are per second; 1 per year is 1 / (8,760 x 3,600 s).  Threads: pure.
 */
#ifndef PHYSICS_RELIABILITY_H
#define PHYSICS_RELIABILITY_H

/* Share of time in service: MTBF / (MTBF + MTTR), with MTBF the mean time from repair to failure. */
double reliability_availability_ratio(double mtbf_s, double mttr_s);

/* Probability that at least NEEDED of INSTALLED equal, independent units work, each with P_RATIO. */
double reliability_k_of_n_ratio(int installed, int needed, double p_ratio, int *clamp_count);

/* Standby generators called when the grid fails; not repaired during the outage. */
struct reliability_gensets {
    int installed;
    int needed;
    double available_ratio;     /* not out for maintenance when called, e.g. 0.995 */
    double fail_to_start_ratio; /* e.g. 0.0094 */
    double run_mttf_s;          /* mean running time to failure, e.g. 1,100 h */
    double common_cause_ratio;  /* beta: share of each unit's failures that strike all (fuel, controls) */
};

/* Probability that enough units run RUN_S after the call; RUN_S 0: that enough start. */
double reliability_gensets_ratio(const struct reliability_gensets *farm, double run_s, int *clamp_count);

/* Something that fails FAILURE_PER_S while in service and is repaired in REPAIR_S on average. */
struct reliability_item {
    double failure_per_s;
    double repair_s;
};

struct reliability_outage {
    double unavailable_ratio; /* share of time */
    double per_s;             /* interruptions per second */
    double mean_s;            /* length of one; 0 when there are none */
};

/* All of COUNT items are needed. */
struct reliability_outage reliability_series(const struct reliability_item *items, int count);

/*
 * Two feeds, either is enough; COMMON strikes both (shared right of way, substation).
 * frequency = f1 f2 (r1 + r2) + common; share of time = 1 - (1 - U1 U2) (1 - Uc).
 */
struct reliability_outage reliability_two_feeds(struct reliability_item first, struct reliability_item second,
                                                struct reliability_item common);

/* Share of a year of 8,760 h lost to planned work and failures, as the Uptime tiers are counted. */
double reliability_downtime_ratio(double planned_s_per_year, double failures_per_year, double repair_s);

#endif
