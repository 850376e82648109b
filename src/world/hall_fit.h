/* SPDX-License-Identifier: Apache-2.0 */
/*
 * hall_fit - how many racks of a system one hall can hold, and what binds.
 *
 * Pure.  A run heeds positions, IT power and coolant temperature; the other limits it only reports.
 */
#ifndef WORLD_HALL_FIT_H
#define WORLD_HALL_FIT_H

#include "racks/racks.h"

/* In the order of the columns of the results; ties go to the earlier. */
enum hall_fit_limit {
    HALL_FIT_POSITIONS,
    HALL_FIT_POWER,
    HALL_FIT_LIQUID,
    HALL_FIT_AIR,
    HALL_FIT_BUSWAY,
    HALL_FIT_FLOW,
    HALL_FIT_FLOOR,
    HALL_FIT_SUPPLY,
    HALL_FIT_INLET,
    HALL_FIT_COUNT
};

enum { HALL_FIT_OPEN = -1 };

/* By limit: racks that it allows (HALL_FIT_OPEN: it is not stated, or nothing asks for it), and in SI what
 * the hall has and one rack asks for; both 0 of positions and inlet. */
struct hall_fit {
    int64_t racks[HALL_FIT_COUNT];
    double has[HALL_FIT_COUNT], asks[HALL_FIT_COUNT];
};

struct hall_fit hall_fit_of(const struct racks_hall *place, const struct record *system);

/* The limit before END that allows the fewest racks. */
enum hall_fit_limit hall_fit_least(const struct hall_fit *fit, enum hall_fit_limit end);

/* "busway". */
const char *hall_fit_name(enum hall_fit_limit limit);

/*
 * Tells of orders whose racks their halls do not hold: false after errors, of those that fit in no hall at
 * all; a warning where halls take none, or fewer in all than are ordered.  What only positions
 * forbid is told by racks_compile, the inlet by hall_levels.
 */
bool hall_fit_check(const struct plan *plan, const struct racks_halls *halls, struct diag *diag);

#endif
