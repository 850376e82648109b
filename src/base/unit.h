/* SPDX-License-Identifier: Apache-2.0 */
/*
 * unit - reads a unit such as "MUSD/MW", "L/min/kW", "kJ/(kg.K)", "W/m^2" or "/year".
 *
 * Grammar: an optional "/" (for "1/"), then factors joined by ".", "*" or "/", read from left to
 * right, so that "L/min/kW" is litres per minute per kilowatt.  A factor is a name of the unit table with an
 * optional power ("m^2"), "1", or a group in parentheses.
 *
 * Errors: told by struct unit_fault; this module knows no diagnostics and so can be asked.
 */
#ifndef BASE_UNIT_H
#define BASE_UNIT_H

#include "base/dimension.h"

#include <stddef.h>

/* What a unit is worth: SI value = value * factor / divisor + offset. */
struct unit_value {
    struct dimension dimension;
    double factor;
    double divisor;
    double offset;
    bool absolute; /* a temperature on a scale */
};

enum unit_fault_kind {
    UNIT_FAULT_NAME,     /* no such unit */
    UNIT_FAULT_GRAMMAR,  /* something else than a unit or an operator stands here */
    UNIT_FAULT_ABSOLUTE, /* degC or degF inside a compound, where only K makes sense */
    UNIT_FAULT_SIZE,     /* more factors or higher powers than are sensible */
};

/* The offending bytes lie in the text that was read; LENGTH is 0 at its end. */
struct unit_fault {
    enum unit_fault_kind kind;
    const char *at;
    size_t length;
};

/*
 * Reads the LENGTH bytes at TEXT as one whole unit.  No text is the unit of a plain number.
 * Returns false with *FAULT set (unless FAULT is NULL) when they are no unit.
 */
bool unit_read(struct unit_value *value, const char *text, size_t length, struct unit_fault *fault);

/* The SI value of X of this unit, and the other way round. */
double unit_to_si(const struct unit_value *value, double x);
double unit_from_si(const struct unit_value *value, double si);

#endif
