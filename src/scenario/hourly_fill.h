/* SPDX-License-Identifier: Apache-2.0 */
/*
 * hourly_fill - gaps in a series of hours, closed by straight lines between their neighbours.
 */
#ifndef SCENARIO_HOURLY_FILL_H
#define SCENARIO_HOURLY_FILL_H

#include <stdbool.h>

/*
 * Replaces each NaN among the COUNT values; in a typical year (ROUND) the last hour comes before the
 * first, otherwise the ends are held.  Returns how many were filled, -1 when there is no value at all.
 */
int hourly_fill(double *values, int count, bool round);

#endif
