/* SPDX-License-Identifier: Apache-2.0 */
/*
 * colour - the few calculations with colours "#RRGGBB" that pictures need.
 */
#ifndef REPORT_COLOUR_H
#define REPORT_COLOUR_H

#include "base/arena.h"

/* COLOUR laid over white with OPACITY 0..1: the same look without transparency. */
const char *colour_tint(const char *colour, double opacity, struct arena *arena);

/*
 * COLOUR, darkened until text in it has a contrast of 4.5 to 1 against white (Web Content Accessibility
 * Guidelines 2.1, success criterion 1.4.3).
 */
const char *colour_of_text(const char *colour, struct arena *arena);

/*
 * The colour of SHARE 0..1 on a scale that darkens evenly from a pale to a deep blue: told apart by
 * colour-blind eyes and in grey print.  Shares beyond are those of the ends.
 */
const char *colour_scale(double share, struct arena *arena);

#endif
