/* SPDX-License-Identifier: Apache-2.0 */
/*
 * redundancy - what of the units installed may be counted on, and which of them carry load, by topology.
 *
 * Units stand in systems of n that carry and k in reserve:
 *
 *   N       n        no reserve
 *   N+1     n + 1    on a common bus; all share the load, so each runs at n / (n + 1)
 *   N+2     n + 2    the same with two
 *   2N      1 + 1    two paths, each of half the load
 *   3N/2    2 + 1    three paths, any two of which carry all
 *   4N/3    3 + 1    four paths, any three of which carry all
 *   catcher n + 1    block-redundant: the n run fully loaded, the one stands by without load
 *
 * Usable of what is installed: n / (n + k).  With k out, each of the others carries (n + k) / n of its normal
 * load; those of a catcher carry no more than before.  Threads: pure.
 */
#ifndef PHYSICS_REDUNDANCY_H
#define PHYSICS_REDUNDANCY_H

#include <stdbool.h>

/* In the order of the choices, for field tables. */
#define REDUNDANCY_CHOICES "N|N+1|N+2|2N|3N/2|4N/3|catcher"
enum redundancy {
    REDUNDANCY_N,
    REDUNDANCY_N_PLUS_1,
    REDUNDANCY_N_PLUS_2,
    REDUNDANCY_2N,
    REDUNDANCY_3N_2,
    REDUNDANCY_4N_3,
    REDUNDANCY_CATCHER
};

struct redundancy_system {
    int live_count, spare_count; /* n >= 1, k >= 0 */
    bool idle;                   /* the spare carries no load */
};

/* LIVE_COUNT is n of N+1, N+2 and catcher, 1 at least; the others have their own. */
struct redundancy_system redundancy_system(enum redundancy redundancy, int live_count);

/* Installed over what must be carried with the reserve out: (n + k) / n. */
double redundancy_installed_ratio(struct redundancy_system system);

/* Share of the installed units that carries load while all are in service: 1, of a catcher n / (n + 1). */
double redundancy_loaded_ratio(struct redundancy_system system);

/* Of UNIT_COUNT units, those that are reserve; what fills no system has its own reserve; at most all. */
int redundancy_spare_count(struct redundancy_system system, int unit_count);

/* Of a level, in W, VA or units: what is installed, what of it carries load while all are in service, and
   what is left with the reserve out. */
struct redundancy_level {
    double installed, loaded, firm;
};

/* A level in whole systems. */
struct redundancy_level redundancy_level_of(struct redundancy_system system, double installed);

/* A level of UNIT_COUNT units of RATED each. */
struct redundancy_level redundancy_level_of_units(struct redundancy_system system, int unit_count,
                                                  double rated);

/* Levels side by side, such as the halls of one site, both in W, in VA or in units: sums of the figures. */
struct redundancy_level redundancy_level_sum(struct redundancy_level a, struct redundancy_level b);

/*
 * All three figures times FACTOR, >= 0: a rating makes VA of units, a power factor W of VA, a share below 1 a
 * part of the level.  By definition, no figure of its own.
 */
struct redundancy_level redundancy_level_scaled(struct redundancy_level level, double factor);

/* Units to install so that NEEDED_COUNT are left with the reserve out. */
int redundancy_unit_count(struct redundancy_system system, int needed_count);

#endif
