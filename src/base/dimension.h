/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dimension - of what kind a quantity is: the powers of the base units it is made of.
 *
 * Apparent power is a base of its own, so that MW and MVA cannot be confused; reactive power
 * counts with it.  Racks, accelerators, tokens, bits and dollars are bases too, so that a price
 * per rack and a price per accelerator are different kinds.
 */
#ifndef BASE_DIMENSION_H
#define BASE_DIMENSION_H

#include <stdbool.h>

enum dimension_base {
    DIMENSION_METRE,
    DIMENSION_KILOGRAM,
    DIMENSION_SECOND,
    DIMENSION_KELVIN,
    DIMENSION_AMPERE,
    DIMENSION_VOLT_AMPERE,
    DIMENSION_USD,
    DIMENSION_TOKEN,
    DIMENSION_RACK,
    DIMENSION_GPU,
    DIMENSION_BIT,
    DIMENSION_COUNT
};

/* Powers by enum dimension_base; all zero is a plain number. */
struct dimension {
    signed char power[DIMENSION_COUNT];
};

/* Whether quantities of both can be added. */
bool dimension_equal(struct dimension a, struct dimension b);

/* A times B to the power EXPONENT (-4..4).  The caller keeps the result within -127..127. */
struct dimension dimension_times_power(struct dimension a, struct dimension b, int exponent);

/* "power", "energy", "sum of money", ...; NULL for a compound that has no name of its own. */
const char *dimension_name(struct dimension dimension);

#endif
