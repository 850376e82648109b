/* SPDX-License-Identifier: Apache-2.0 */
/*
 * in_progress - how long work takes of which one knows that it has not ended yet.
 */
#ifndef SCHEDULE_IN_PROGRESS_H
#define SCHEDULE_IN_PROGRESS_H

struct distribution;

/* How much of DISTRIBUTION lies at or below ELAPSED_S; not for loops. */
double in_progress_passed_ratio(const struct distribution *distribution, double elapsed_s);

/* The longest duration that DISTRIBUTION holds, in seconds: all but one in a billion. */
double in_progress_longest_s(const struct distribution *distribution);

/*
 * The whole duration in seconds, given that it exceeds ELAPSED_S, of which PASSED_RATIO tells: the
 * conditional distribution F^-1(F(elapsed) + F(drawn) (1 - F(elapsed))), so that the same draw leads to the
 * same share of what is left.  ELAPSED_S itself when DISTRIBUTION holds nothing longer: the work is overdue.
 */
double in_progress_s(const struct distribution *distribution, double elapsed_s, double passed_ratio,
                     double drawn_s);

#endif
