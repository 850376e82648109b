/* SPDX-License-Identifier: Apache-2.0 */
#include "base/unit.h"
#include "base/unit_table.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* With these the powers of a dimension stay within a signed char: 8 factors x power 4 x 3. */
enum { MOST_FACTORS = 8, MOST_POWER = 4, MOST_DEPTH = 4 };

struct reader {
    const char *at;
    const char *end;
    int factors;
    int depth;
    struct unit_fault fault;
};

static bool expression(struct reader *reader, struct unit_value *value);

static bool refuse(struct reader *reader, enum unit_fault_kind kind, const char *at, size_t length)
{
    reader->fault = (struct unit_fault){.kind = kind, .at = at, .length = length};
    return false;
}

static char peek(struct reader *reader)
{
    while (reader->at < reader->end && isspace((unsigned char)*reader->at)) {
        reader->at++;
    }
    return reader->at < reader->end ? *reader->at : '\0';
}

static bool in_word(char c)
{
    /* '-' and '$' are in no name, but belong to the word that an error should quote. */
    return isalnum((unsigned char)c) || (c != '\0' && strchr("_%$-", c)) || (unsigned char)c >= 0x80;
}

static bool grammar_fault(struct reader *reader)
{
    size_t length = 0;
    while (reader->at + length < reader->end && in_word(reader->at[length])) {
        length++;
    }
    if (length == 0 && reader->at < reader->end) {
        length = 1;
    }
    return refuse(reader, UNIT_FAULT_GRAMMAR, reader->at, length);
}

/* An optional "^N" after a name; *POWER is left alone when there is none. */
static bool exponent(struct reader *reader, int *power)
{
    if (peek(reader) != '^') {
        return true;
    }
    const char *start = reader->at++;
    bool negative = peek(reader) == '-';
    if (negative) {
        reader->at++;
    }
    char digit = peek(reader);
    if (!isdigit((unsigned char)digit)) {
        return grammar_fault(reader);
    }
    reader->at++;
    if (digit - '0' > MOST_POWER || isdigit((unsigned char)peek(reader))) {
        return refuse(reader, UNIT_FAULT_SIZE, start, (size_t)(reader->at - start));
    }
    *power = negative ? '0' - digit : digit - '0';
    return true;
}

static double raised(double size, int power)
{
    return power == 1 ? size : pow(size, power);
}

static bool name(struct reader *reader, struct unit_value *value)
{
    const char *start = reader->at;
    while (reader->at < reader->end && in_word(*reader->at)) {
        reader->at++;
    }
    size_t length = (size_t)(reader->at - start);
    *value = (struct unit_value){.factor = 1, .divisor = 1};
    if (length == 1 && *start == '1') {
        return true;
    }
    const struct unit *unit = unit_table_find(start, length);
    if (!unit) {
        return refuse(reader, UNIT_FAULT_NAME, start, length);
    }
    int power = 1;
    if (!exponent(reader, &power)) {
        return false;
    }
    if (unit->absolute && (power != 1 || reader->factors > 1)) {
        return refuse(reader, UNIT_FAULT_ABSOLUTE, start, length);
    }
    value->dimension = dimension_times_power(value->dimension, unit->dimension, power);
    value->factor = raised(power < 0 ? unit->divisor : unit->factor, abs(power));
    value->divisor = raised(power < 0 ? unit->factor : unit->divisor, abs(power));
    value->offset = unit->offset;
    value->absolute = unit->absolute;
    return true;
}

static bool factor(struct reader *reader, struct unit_value *value)
{
    char next = peek(reader);
    if (next == '(') {
        const char *open = reader->at++;
        if (++reader->depth > MOST_DEPTH) {
            return refuse(reader, UNIT_FAULT_SIZE, open, 1);
        }
        if (!expression(reader, value)) {
            return false;
        }
        if (peek(reader) != ')') {
            return grammar_fault(reader);
        }
        reader->at++;
        reader->depth--;
        return true;
    }
    if (!in_word(next)) {
        return grammar_fault(reader);
    }
    if (++reader->factors > MOST_FACTORS) {
        return refuse(reader, UNIT_FAULT_SIZE, reader->at, 1);
    }
    return name(reader, value);
}

static bool expression(struct reader *reader, struct unit_value *value)
{
    char operation = peek(reader);
    if (operation == '/') {
        *value = (struct unit_value){.factor = 1, .divisor = 1};
    } else if (!factor(reader, value)) {
        return false;
    }
    while ((operation = peek(reader)) != '\0' && strchr(".*/", operation)) {
        const char *joint = reader->at++;
        struct unit_value right;
        if (value->absolute) {
            return refuse(reader, UNIT_FAULT_ABSOLUTE, joint, 1);
        }
        reader->factors += reader->factors == 0; /* "/degC" is a compound too */
        if (!factor(reader, &right)) {
            return false;
        }
        int sign = operation == '/' ? -1 : 1;
        value->dimension = dimension_times_power(value->dimension, right.dimension, sign);
        value->factor *= sign < 0 ? right.divisor : right.factor;
        value->divisor *= sign < 0 ? right.factor : right.divisor;
    }
    return true;
}

bool unit_read(struct unit_value *value, const char *text, size_t length, struct unit_fault *fault)
{
    struct reader reader = {.at = text, .end = text + length};
    *value = (struct unit_value){.factor = 1, .divisor = 1};
    if (peek(&reader) == '\0') {
        return true;
    }
    bool good = expression(&reader, value);
    if (good && reader.at < reader.end && peek(&reader) != '\0') {
        good = grammar_fault(&reader);
    }
    if (good && !(isnormal(value->factor) && isnormal(value->divisor))) {
        good = refuse(&reader, UNIT_FAULT_SIZE, text, length);
    }
    if (!good && fault) {
        *fault = reader.fault;
    }
    return good;
}

/* One rounding only, whichever of the two is larger: powers of ten divide exactly. */
double unit_to_si(const struct unit_value *value, double x)
{
    double sized = value->factor >= value->divisor ? x * (value->factor / value->divisor)
                                                   : x / (value->divisor / value->factor);
    return sized + value->offset;
}

double unit_from_si(const struct unit_value *value, double si)
{
    double x = si - value->offset;
    return value->factor >= value->divisor ? x / (value->factor / value->divisor)
                                           : x * (value->divisor / value->factor);
}
