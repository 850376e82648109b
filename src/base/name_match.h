/* SPDX-License-Identifier: Apache-2.0 */
/*
 * name_match - which known names an unknown word was probably meant to be.
 *
 * Edit distance with swapped neighbours (optimal string alignment) at 2 points an edit, 1 point where only
 * the case differs; names further than a third of the word are not proposed.
 */
#ifndef BASE_NAME_MATCH_H
#define BASE_NAME_MATCH_H

#include <stdbool.h>
#include <stddef.h>

/* Points between A and B, 0 when equal.  Words over 63 bytes are compared by their first 63. */
int name_match_distance(const char *a, const char *b);

/* Whether NAME is WORD, or ends with it after a dot: "tx.main.t1" is called "main.t1" and "t1" too. */
bool name_match_tail(const char *name, const char *word);

/*
 * The names nearest to WORD, best first, in the order of the list where equal.
 *
 *   names  COUNT names; NULL entries are passed over
 *   found  out: at most MAX borrowed names
 *
 * Returns how many were found; 0 when nothing is near.
 */
size_t name_match_nearest(const char *word, const char *const *names, size_t count, const char **found,
                          size_t max);

/*
 * Writes "'a', 'b' or 'c'" for COUNT names into TEXT of SIZE bytes, cut to whole names when it is full.
 * Returns TEXT.
 */
char *name_match_list(char *text, size_t size, const char *const *names, size_t count);

#endif
