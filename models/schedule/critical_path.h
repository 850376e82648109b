/* SPDX-License-Identifier: Apache-2.0 */
/*
 * critical_path - early and late dates and floats of the base case.
 *
 * The precedence diagramming method (Kelley and Walker 1959; links with lags: Fondahl 1961, IBM 1964)
 * on median durations and risks likelier than not, contiguous work, actuals fixed.  Money, crews,
 * conditions and records outside of the schedule are left out: what they cost shows in the
 * simulated dates.  A simulated activity starts as early as its gates allow and waits for FF and SF at
 * its end; contiguous work instead starts later, so only finishes are comparable there.
 */
#ifndef SCHEDULE_CRITICAL_PATH_H
#define SCHEDULE_CRITICAL_PATH_H

#include "schedule/network.h"

struct critical_path_row {
    int64_t early_start, early_finish; /* ticks */
    int64_t late_start, late_finish;   /* without delaying the last finish of the whole network */
    int64_t float_s;                   /* total float: late_finish - early_finish */
};

/* One row per task of NETWORK, which has no circles; the rows lie in ARENA. */
const struct critical_path_row *critical_path_compile(const struct network *network, struct arena *arena);

#endif
