/* SPDX-License-Identifier: Apache-2.0 */
/*
 * compare_answer - what a planner wants first of a comparison: does it help, and what does it cost.
 *
 * One sentence of the differences that are more than noise, and the figures that it rests on: targets,
 * milestones, capital, tokens.  A difference is told when the exact sign test of the pairs that differ
 * rejects chance at 5 %, so that what hits a few replications hard is not lost in a median.
 */
#ifndef REPORT_COMPARE_ANSWER_H
#define REPORT_COMPARE_ANSWER_H

#include "report/compare.h"

/* The sentence in *ANSWER and the figures in *VERDICTS, two tables in ARENA. */
void compare_answer(const struct compare *compare, struct arena *arena, const struct table **answer,
                    const struct table **verdicts);

#endif
