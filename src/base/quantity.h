/* SPDX-License-Identifier: Apache-2.0 */
/*
 * quantity - numbers with units: from the user's text to SI and back.
 *
 * A field is declared in one unit ("MW", "degC", "%"), which fixes its kind; its user may write any
 * unit of that kind.  Inside the program all is SI: W, J, s, K, m3, kg, Pa, VA, USD, tokens, racks,
 * accelerators, bits; a percentage is a ratio 0..1.
 *
 * Temperatures: a field declared in degC or degF is a point on the scale and takes degC, degF or K.  A
 * field declared in K is a difference and takes K or delta_degF.
 * Time: a year is 365.25 d, a month a twelfth of it; calendar months exist only in dates.
 * Names of units: base/unit_table.h; compound units: base/unit.h.
 */
#ifndef BASE_QUANTITY_H
#define BASE_QUANTITY_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/unit.h"
#include "base/unit_table.h"

/*
 * Reads TEXT ("138 kW", "9.3 MUSD/MW", "45 degC", "225 bp", "0.12") for a field declared in UNIT and
 * sets *SI.
 *
 *   unit  of the field; "" for a plain number.  It must be known (programmer error otherwise)
 *   span  where TEXT stands; narrowed to the offending part when it covers TEXT exactly
 *
 * Returns false with *SI untouched and one error and its remedy in DIAG when TEXT is no number, the
 * unit is missing, unknown or of another kind, or the value is beyond 1e290 in SI.
 */
bool quantity_parse(double *si, const char *text, const char *unit, struct span span, struct diag *diag);

/* A declared unit once it was read, for those who read many texts in it. */
struct quantity_unit {
    const char *name;
    struct unit_value value;
};

/* UNIT ("" for a plain number), which must be known and outlive what is returned. */
struct quantity_unit quantity_unit_read(const char *unit);

/* quantity_parse for a field declared in UNIT. */
bool quantity_parse_in(double *si, const char *text, const struct quantity_unit *unit, struct span span,
                       struct diag *diag);

/*
 * Sets *SI when the LENGTH bytes at TEXT are a number and nothing else, which then is one of UNIT.  False
 * with nothing told for all other texts, numbers that are too large among them.
 */
bool quantity_parse_bare(double *si, const char *text, size_t length, const struct quantity_unit *unit);

/* SI per unit, such as 1e6 for "MW"; for degC and degF the size of a degree.  UNIT must be known. */
double quantity_scale(const char *unit);

/* The SI value of X in UNIT and the other way round, with the offset of degC and degF. */
double quantity_to_si(double x, const char *unit);
double quantity_from_si(double si, const char *unit);

/* Whether UNIT can be read; "" (a plain number) can. */
bool quantity_unit_known(const char *unit);

/* Whether the two are of one kind, so that one can be shown in the other.  Both must be known. */
bool quantity_same_dimension(const char *unit_a, const char *unit_b);

/*
 * SI shown in UNIT with DIGITS (1..17) significant digits, such as "138 kW"; integer digits are never
 * dropped, nor zeros shown after the point.  With 17 digits quantity_parse reads the value back to within 2
 * roundings.
 */
char *quantity_format(struct arena *arena, double si, const char *unit, int digits);

/*
 * The same in the member of UNIT's ladder (W kW MW GW TW, USD kUSD MUSD BUSD, s min h d year, ...) that gives
 * the smallest number of at least 1.  Of a compound the first factor moves: 9300000 USD/MW becomes "9.3
 * MUSD/MW".  A unit on no ladder stays.
 */
char *quantity_format_auto(struct arena *arena, double si, const char *unit, int digits);

/* Visits every unit in the order of the manual. */
void quantity_unit_each(void (*visit)(const struct unit *unit, void *context), void *context);

#endif
