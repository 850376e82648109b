/* SPDX-License-Identifier: Apache-2.0 */
/*
 * in_progress - how long work takes of which one knows that it has not ended yet.
 */
#ifndef SCHEDULE_IN_PROGRESS_H
#define SCHEDULE_IN_PROGRESS_H

struct distribution;

/*
 * The whole duration in seconds, given that it exceeds ELAPSED_S: the conditional distribution
 * F^-1(F(elapsed) + F(drawn) (1 - F(elapsed))), so that the same draw leads to the same share of what
 * is left.  ELAPSED_S itself when DISTRIBUTION holds nothing longer: the work is overdue.
 */
double in_progress_s(const struct distribution *distribution, double elapsed_s, double drawn_s);

#endif
