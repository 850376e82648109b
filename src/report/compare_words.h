/* SPDX-License-Identifier: Apache-2.0 */
/*
 * compare_words - a told difference in words, with its counts.
 *
 * Owns: texts lie in the arena given.
 * Errors: none.
 */
#ifndef REPORT_COMPARE_WORDS_H
#define REPORT_COMPARE_WORDS_H

#include "report/compare_pairs.h"

/* How a difference is spoken of; SCALE, of the difference, is one UNIT. */
struct compare_words {
    const char *more, *less, *object, *unit; /* OBJECT may be "" */
    double scale;
};

/* Told, and worth words: LEAST at least, in the mean or where it hits, or reached in one file only. */
bool compare_words_material(const struct compare_difference *difference, double least);

/*
 * Of a told difference among PAIRS: "later in 29 of 100, never earlier (by 90 days in those, 26 in the
 * mean)". The mean's own way is told when it is the other one, as when few large differences outweigh many
 * small.
 */
const char *compare_words_told(const struct compare_difference *difference, int pairs,
                               const struct compare_words *words, struct arena *arena);

#endif
