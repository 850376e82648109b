/* SPDX-License-Identifier: Apache-2.0 */
/*
 * unit_table - every unit a scenario may use: its names, its kind and its size in SI.
 *
 * The list is closed: prefixes are not composed, so that a slip such as "mW" for "MW" or "Gal"
 * for "gal" is an error and not a silent factor.  Sizes are exact by definition (SI brochure,
 * 9th edition; NIST SP 811 appendix B for inch, pound, gallon, BTU).
 *
 * A year is 365.25 days and a month a twelfth of it: as durations they are mean values, and only
 * dates know calendar months.
 */
#ifndef BASE_UNIT_TABLE_H
#define BASE_UNIT_TABLE_H

#include "base/dimension.h"

#include <stddef.h>

enum { UNIT_TABLE_ALIASES = 3 };

struct unit {
    const char *name;
    const char *alias[UNIT_TABLE_ALIASES]; /* other spellings, NULL where there are fewer */
    const char *meaning;                   /* a few words for the manual */
    struct dimension dimension;
    double factor;   /* SI value = value * factor / divisor + offset */
    double divisor;  /* kept apart so that 225 bp is 0.0225 to the last bit */
    double offset;   /* K; only for absolute temperatures */
    bool absolute;   /* a point on a scale (degC, degF) and not a size */
    int ladder_from; /* smallest value worth printing in this unit when free to choose; 0 never */
};

/* Units in the order of the manual: kind by kind, small to large within a ladder. */
size_t unit_table_count(void);
const struct unit *unit_table_at(size_t index);

/* The unit spelt as the LENGTH bytes at WORD, or NULL.  Case matters. */
const struct unit *unit_table_find(const char *word, size_t length);

/*
 * Advice for LENGTH bytes at WORD that are not a unit but are often written for one, such as "$"
 * or "TR"; NULL when there is none.
 */
const char *unit_table_advice(const char *word, size_t length);

#endif
