/* SPDX-License-Identifier: Apache-2.0 */
#include "base/quantity.h"
#include "base/name_match.h"

#include <assert.h>
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Leaves room for showing the value in any unit without overflow. */
static const double LARGEST = 1e290;

/* The text being read, for all the ways in which it can be wrong. */
struct reading {
    const char *text;
    const char *unit; /* declared */
    struct unit_value want;
    struct span span;
    struct diag *diag;
};

static struct unit_value known_unit(const char *unit)
{
    struct unit_value value;
    bool known = unit_read(&value, unit, strlen(unit), NULL);
    assert(known && "a unit in a constant table is not in unit_table.c");
    (void)known;
    return value;
}

/* The part of LENGTH bytes at AT, when the span covers the text byte by byte. */
static struct span narrowed(const struct reading *reading, const char *at, size_t length)
{
    struct span span = reading->span;
    if (span.line > 0 && span.length == (int)strlen(reading->text)) {
        span.column += (int)(at - reading->text);
        span.length = length > 0 ? (int)length : 1;
    }
    return span;
}

static const char *article(const char *noun)
{
    return strchr("aeiou", noun[0]) ? "an" : "a";
}

/* "a power in MW is wanted, such as '20 MW'", or what fits a kind without a name. */
static void wanted_phrase(const struct reading *reading, char *phrase, size_t size)
{
    const char *noun = dimension_name(reading->want.dimension);
    if (reading->unit[0] == '\0') {
        snprintf(phrase, size, "a plain number is wanted, such as '0.12'");
        return;
    }
    if (strcmp(reading->unit, "%") == 0) {
        noun = "ratio";
    } else if (!noun) {
        noun = "quantity";
    } else if (strcmp(reading->unit, "K") == 0) {
        noun = "temperature difference";
    }
    snprintf(phrase, size, "%s %s in %s is wanted, such as '20 %s'", article(noun), noun, reading->unit,
             reading->unit);
}

/* "units of power: W, kW, MW": what could have been written, when the kind has units of its own. */
static void note_units(const struct reading *reading)
{
    char list[160] = "";
    size_t used = 0;
    const char *noun = dimension_name(reading->want.dimension);
    for (size_t i = 0; noun && reading->unit[0] && i < unit_table_count(); i++) {
        const struct unit *unit = unit_table_at(i);
        bool fits = dimension_equal(unit->dimension, reading->want.dimension) &&
                    (strcmp(reading->unit, "K") != 0 || !unit->absolute);
        if (fits && used + strlen(unit->name) + 3 < sizeof list) {
            used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", used ? ", " : "", unit->name);
        }
    }
    if (used > 0) {
        diag_note(reading->diag, "units of %s: %s", noun, list);
    } else {
        diag_note(reading->diag, "write %s", reading->unit[0] ? reading->unit : "a number without unit");
    }
}

/* The number's end by the grammar, or TEXT when there is none: strtod alone takes hex, inf and nan. */
static const char *number_end(const char *text)
{
    const char *at = text + (*text == '+' || *text == '-');
    int digits = 0;
    for (; isdigit((unsigned char)*at); at++) {
        digits++;
    }
    if (*at == '.') {
        for (at++; isdigit((unsigned char)*at); at++) {
            digits++;
        }
    }
    if (digits == 0) {
        return text;
    }
    if (*at == 'e' || *at == 'E') {
        const char *power = at + 1 + (at[1] == '+' || at[1] == '-');
        if (isdigit((unsigned char)*power)) {
            while (isdigit((unsigned char)*power)) {
                power++;
            }
            at = power;
        }
    }
    return at;
}

static bool number_missing(const struct reading *reading, const char *at)
{
    char phrase[160];
    wanted_phrase(reading, phrase, sizeof phrase);
    struct span span = narrowed(reading, at, strlen(at));
    if (*at == '\0') {
        diag_error(reading->diag, span, "there is no number: %s", phrase);
    } else {
        diag_error(reading->diag, span, "'%.40s' does not start with a number: %s", at, phrase);
    }
    diag_note(reading->diag, "write the number first, then the unit; inf, nan and names are not read");
    return false;
}

/* Tells a comma or a hexadecimal prefix from the start of a unit. */
static bool number_ends_well(const struct reading *reading, const char *start, const char *end)
{
    const char *rest = end;
    if (*rest == ',' || *rest == '\'' || *rest == '_') {
        while (isalnum((unsigned char)*rest) || (*rest && strchr(",'_.", *rest))) {
            rest++;
        }
        diag_error(reading->diag, narrowed(reading, start, (size_t)(rest - start)),
                   "'%.*s' has a '%c' within the number", (int)(rest - start < 40 ? rest - start : 40), start,
                   *end);
        diag_note(reading->diag, "write 1200000 or 1.2e6 without separators, and 1.5 with a point");
        return false;
    }
    if ((*rest == 'x' || *rest == 'X') && isxdigit((unsigned char)rest[1])) {
        diag_error(reading->diag, narrowed(reading, start, strlen(start)),
                   "hexadecimal numbers are not read");
        diag_note(reading->diag, "write the number in decimal digits");
        return false;
    }
    return true;
}

static bool name_unknown(const struct reading *reading, const char *word, size_t length)
{
    const char *advice = unit_table_advice(word, length), *found[3], *names[4 * 128];
    char copy[64], list[160];
    size_t count = 0;
    snprintf(copy, sizeof copy, "%.*s", (int)length, word);
    diag_error(reading->diag, narrowed(reading, word, length), "there is no unit '%s'", copy);
    if (advice) {
        diag_note(reading->diag, "%s", advice);
        return false;
    }
    for (size_t i = 0; i < unit_table_count() && count + 1 + UNIT_TABLE_ALIASES < 4 * 128; i++) {
        names[count++] = unit_table_at(i)->name;
        for (int j = 0; j < UNIT_TABLE_ALIASES && unit_table_at(i)->alias[j]; j++) {
            names[count++] = unit_table_at(i)->alias[j];
        }
    }
    size_t found_count = name_match_nearest(copy, names, count, found, 3);
    if (found_count > 0) {
        diag_note(reading->diag, "did you mean %s?", name_match_list(list, sizeof list, found, found_count));
    } else {
        note_units(reading);
    }
    return false;
}

static bool unit_refused(const struct reading *reading, const struct unit_fault *fault)
{
    struct span span = narrowed(reading, fault->at, fault->length);
    int shown = (int)(fault->length < 40 ? fault->length : 40);
    switch (fault->kind) {
    case UNIT_FAULT_NAME: return name_unknown(reading, fault->at, fault->length);
    case UNIT_FAULT_ABSOLUTE:
        diag_error(reading->diag, span, "degC and degF cannot be part of a compound unit");
        diag_note(reading->diag, "write K, such as 'kW/K': a difference of 1 K is one of 1 degC");
        return false;
    case UNIT_FAULT_SIZE:
        diag_error(reading->diag, span, "the unit has more factors or higher powers than are read");
        diag_note(reading->diag, "at most 8 factors, powers up to 4, parentheses 4 deep");
        return false;
    case UNIT_FAULT_GRAMMAR: break;
    }
    if (fault->length == 0) {
        diag_error(reading->diag, span, "the unit ends too early");
    } else {
        diag_error(reading->diag, span, "'%.*s' cannot stand here in a unit", shown, fault->at);
    }
    diag_note(reading->diag, "join units by '.', '*' or '/', such as 'USD/(kW.month)' or 'W/m^2'");
    return false;
}

static bool unit_missing(const struct reading *reading, const char *number, size_t length)
{
    char phrase[160];
    wanted_phrase(reading, phrase, sizeof phrase);
    diag_error(reading->diag, narrowed(reading, number, length), "'%.*s' lacks a unit: %s",
               (int)(length < 40 ? length : 40), number, phrase);
    if (strcmp(reading->unit, "%") == 0) {
        diag_note(reading->diag, "write '90 %%' for a ratio of 0.9");
    } else {
        note_units(reading);
    }
    return false;
}

static bool kind_refused(const struct reading *reading, const char *unit, size_t length,
                         const struct unit_value *got)
{
    char phrase[160];
    const char *noun = dimension_name(got->dimension);
    struct span span = narrowed(reading, unit, length);
    const struct dimension power = unit_table_find("W", 1)->dimension;
    const struct dimension apparent = unit_table_find("VA", 2)->dimension;
    int shown = (int)(length < 40 ? length : 40);
    wanted_phrase(reading, phrase, sizeof phrase);
    if (noun) {
        diag_error(reading->diag, span, "%s, and '%.*s' is %s %s", phrase, shown, unit, article(noun), noun);
    } else {
        diag_error(reading->diag, span, "%s, and '%.*s' is of another kind", phrase, shown, unit);
    }
    bool mixed_up =
        (dimension_equal(got->dimension, power) && dimension_equal(reading->want.dimension, apparent)) ||
        (dimension_equal(got->dimension, apparent) && dimension_equal(reading->want.dimension, power));
    if (mixed_up) {
        diag_note(reading->diag, "W is real and VA apparent power: apply the power factor yourself");
    }
    note_units(reading);
    return false;
}

/* Points and differences of temperature have one dimension; only the declared unit tells them apart. */
static bool scale_fits(const struct reading *reading, const char *unit, size_t length,
                       const struct unit_value *got)
{
    struct span span = narrowed(reading, unit, length);
    bool kelvin = length == 1 && unit[0] == 'K';
    if (got->absolute && !reading->want.absolute) {
        diag_error(reading->diag, span, "a temperature difference is wanted, and '%.*s' is a temperature",
                   (int)length, unit);
        diag_note(reading->diag, "write K or delta_degF: a difference of 8 degC is '8 K'");
        return false;
    }
    if (reading->want.absolute && !got->absolute && !kelvin) {
        diag_error(reading->diag, span, "a temperature is wanted, and '%.*s' is a difference", (int)length,
                   unit);
        diag_note(reading->diag, "write degC, degF or K");
        return false;
    }
    return true;
}

static bool in_range(const struct reading *reading, const char *start, const char *end, double value)
{
    if (fabs(value) <= LARGEST) {
        return true;
    }
    diag_error(reading->diag, narrowed(reading, start, (size_t)(end - start)),
               "the number is too large to be kept");
    diag_note(reading->diag, "values up to 1e290 in SI are read");
    return false;
}

struct quantity_unit quantity_unit_read(const char *unit)
{
    return (struct quantity_unit){unit, known_unit(unit)};
}

bool quantity_parse(double *si, const char *text, const char *unit, struct span span, struct diag *diag)
{
    const struct quantity_unit read = quantity_unit_read(unit);
    return quantity_parse_in(si, text, &read, span, diag);
}

bool quantity_parse_bare(double *si, const char *text, size_t length, const struct quantity_unit *unit)
{
    const char *end = number_end(text);
    if (end == text || end != text + length) {
        return false;
    }
    double value = unit_to_si(&unit->value, strtod(text, NULL));
    if (!(fabs(value) <= LARGEST)) {
        return false;
    }
    *si = value;
    return true;
}

/* The unit written as the LENGTH bytes at WORD into *GOT, which is the declared one so far. */
static bool unit_written(const struct reading *reading, const char *word, size_t length,
                         struct unit_value *got)
{
    struct unit_fault fault;
    if (length == strlen(reading->unit) && memcmp(word, reading->unit, length) == 0) {
        return true;
    }
    if (!unit_read(got, word, length, &fault)) {
        return unit_refused(reading, &fault);
    }
    if (!dimension_equal(got->dimension, reading->want.dimension)) {
        return kind_refused(reading, word, length, got);
    }
    return scale_fits(reading, word, length, got);
}

bool quantity_parse_in(double *si, const char *text, const struct quantity_unit *unit, struct span span,
                       struct diag *diag)
{
    struct reading reading = {text, unit->name, unit->value, span, diag};
    struct unit_value got = reading.want;
    const char *start = text + strspn(text, " \t\r\n");
    const char *end = number_end(start);
    if (end == start) {
        return number_missing(&reading, start);
    }
    if (!number_ends_well(&reading, start, end)) {
        return false;
    }
    const char *word = end + strspn(end, " \t\r\n");
    size_t length = strlen(word);
    while (length > 0 && isspace((unsigned char)word[length - 1])) {
        length--;
    }
    if (length == 0 && unit->name[0] != '\0') {
        return unit_missing(&reading, start, (size_t)(end - start));
    }
    if (length > 0 && !unit_written(&reading, word, length, &got)) {
        return false;
    }
    double value = unit_to_si(&got, strtod(start, NULL));
    if (!in_range(&reading, start, end, value)) {
        return false;
    }
    *si = value;
    return true;
}

double quantity_scale(const char *unit)
{
    struct unit_value value = known_unit(unit);
    return value.factor / value.divisor;
}

double quantity_to_si(double x, const char *unit)
{
    struct unit_value value = known_unit(unit);
    return unit_to_si(&value, x);
}

double quantity_from_si(double si, const char *unit)
{
    struct unit_value value = known_unit(unit);
    return unit_from_si(&value, si);
}

bool quantity_unit_known(const char *unit)
{
    struct unit_value value;
    return unit_read(&value, unit, strlen(unit), NULL);
}

bool quantity_same_dimension(const char *unit_a, const char *unit_b)
{
    return dimension_equal(known_unit(unit_a).dimension, known_unit(unit_b).dimension);
}

void quantity_unit_each(void (*visit)(const struct unit *unit, void *context), void *context)
{
    for (size_t i = 0; i < unit_table_count(); i++) {
        visit(unit_table_at(i), context);
    }
}
