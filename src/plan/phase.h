/* SPDX-License-Identifier: Apache-2.0 */
/*
 * phase - the order of things within one tick; the priority of every event.
 *
 * First what physically happens, then the books of the time that has passed, then what people
 * decide on seeing it.  A phase may schedule into a later phase of the same tick, or into an
 * earlier one: that starts a new round.  More than PHASE_ROUNDS_MAX rounds in a tick end the
 * replication with a stored reason.
 */
#ifndef PLAN_PHASE_H
#define PLAN_PHASE_H

enum phase {
    PHASE_PHYSICAL,   /* deliveries, failures, finishes, energisations */
    PHASE_INTEGRATE,  /* operate up to now with the plant that was in force, then take the new one */
    PHASE_PUBLISH,    /* state metrics */
    PHASE_CONDITIONS, /* tranches, milestones by condition */
    PHASE_FUNDING,    /* draws, grants, payments */
    PHASE_STARTS,     /* work whose gates are all open */
    PHASE_SAMPLING,   /* rows of the series */
    PHASE_END,
    PHASE_COUNT
};

enum { PHASE_ROUNDS_MAX = 1000 };

#endif
