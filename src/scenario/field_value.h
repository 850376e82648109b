/* SPDX-License-Identifier: Apache-2.0 */
/*
 * field_value - reads the text of one field into SI, within the bounds of its table.
 *
 * Types whose text alone does not say all have their own readers: references, conditions, uncertain
 * values with parts, files.
 */
#ifndef SCENARIO_FIELD_VALUE_H
#define SCENARIO_FIELD_VALUE_H

#include "scenario/build.h"

/*
 * Reads TEXT into *VALUE: text, flag, count, quantity, series, date, duration, enum, curve, or a
 * distribution that is a fixed value.  False with an error at SPAN.
 */
bool field_value_read(union value *value, const struct field *field, const char *text, struct span span,
                      const struct build *build);

/* One quantity of FIELD in SI, in UNIT, within the field's bounds.  Time may be ISO 8601. */
bool field_value_number(double *si, const struct field *field, const char *text, struct span span,
                        const struct build *build);

/*
 * Blank-separated quantities of UNIT: each with its unit, or one unit at the end for all.  Returns
 * how many, with *SI in the arena, or -1 with an error.
 */
int field_value_list(double **si, const char *unit, const char *text, struct span span,
                     const struct build *build);

/* Checks an SI value against the bounds of FIELD. */
bool field_value_bounds(double si, const struct field *field, struct span span, const struct build *build);

#endif
