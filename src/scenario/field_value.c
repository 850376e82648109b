/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/field_value.h"

#include "base/calendar.h"
#include "base/curve.h"
#include "base/quantity.h"
#include "plan/distribution.h"
#include "scenario/suggest.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BLANKS_PER_TEXT = 4, SHOWN_DIGITS = 6 };

static const char blanks[] = " \t\r\n";

static const char *unit_of(const struct field *field)
{
    return field->unit ? field->unit : field->type == FIELD_DURATION ? "s" : "";
}

static const struct quantity_unit *known_unit(const char *unit, const struct build *build)
{
    struct quantity_unit *known = name_map_find(build->units, unit);
    if (known)
        return known;
    known = arena_alloc(build->arena, sizeof *known);
    *known = quantity_unit_read(unit);
    name_map_add(build->units, unit, known);
    return known;
}

static const char *shown(double si, const char *unit, struct arena *arena)
{
    return unit[0] ? quantity_format(arena, si, unit, SHOWN_DIGITS)
                   : arena_printf(arena, "%.*g", SHOWN_DIGITS, si);
}

bool field_value_bounds(double si, const struct field *field, struct span span, const struct build *build)
{
    if (field->low == 0 && field->high == 0)
        return true;
    const char *unit = unit_of(field);
    const struct unit_value *value = &known_unit(unit, build)->value;
    double low = unit_to_si(value, field->low), high = unit_to_si(value, field->high);
    double slack = 1e-12 * fmax(fabs(low), isfinite(high) ? fabs(high) : 0);
    if (si >= low - slack && si <= high + slack)
        return true;
    bool below = si < low;
    diag_error(build->diag, span, "'%s' is %s, %s than the %s allowed", field->name,
               shown(si, unit, build->arena), below ? "less" : "more",
               shown(below ? low : high, unit, build->arena));
    diag_note(build->diag, "'%s': %s", field->name, field->meaning);
    return false;
}

bool field_value_number(double *si, const struct field *field, const char *text, struct span span,
                        const struct build *build)
{
    const char *unit = unit_of(field);
    bool iso = text[0] == 'P' && unit[0] && quantity_same_dimension(unit, "s");
    int64_t duration_s;
    if (iso ? !calendar_parse_duration(&duration_s, text, span, build->diag)
            : !quantity_parse_in(si, text, known_unit(unit, build), span, build->diag))
        return false;
    if (iso)
        *si = (double)duration_s;
    return field_value_bounds(*si, field, span, build);
}

/* The part of SPAN that LENGTH bytes at AT cover, if it covers TEXT byte by byte. */
static struct span part(struct span span, const char *text, const char *at, size_t length)
{
    if (span.length == (int)strlen(text)) {
        span.column += (int)(at - text);
        span.length = (int)length;
    }
    return span;
}

/* A word that starts a number; what else stands in a list is a unit. */
static bool starts_number(const char *word)
{
    return isdigit((unsigned char)word[0]) ||
           (strchr("+-.", word[0]) && (isdigit((unsigned char)word[1]) || word[1] == '.'));
}

/* The unit behind the last number of a list, "" when there is none. */
static const char *common_unit(const char *text, struct arena *arena)
{
    size_t end = strlen(text);
    while (end && strchr(blanks, text[end - 1]))
        end--;
    size_t start = end;
    while (start && !strchr(blanks, text[start - 1]))
        start--;
    if (start == end || starts_number(text + start))
        return "";
    return arena_strndup(arena, text + start, end - start);
}

int field_value_list(double **si, const char *unit, const char *text, struct span span,
                     const struct build *build)
{
    const char *common = common_unit(text, build->arena);
    const struct quantity_unit *want = known_unit(unit, build);
    bool as_declared = strcmp(common, unit) == 0;
    *si = arena_array(build->arena, strlen(text) / 2 + 1, sizeof **si);
    int count = 0;
    for (const char *at = text + strspn(text, blanks); *at; count++) {
        size_t length = strcspn(at, blanks);
        const char *next = at + length + strspn(at + length, blanks);
        if (as_declared && (!*next || starts_number(next)) &&
            quantity_parse_bare(&(*si)[count], at, length, want)) {
            at = next;
            continue;
        }
        const char *word = arena_strndup(build->arena, at, length);
        size_t unit_length = strcspn(next, blanks);
        struct span place = part(span, text, at, length);
        bool bare = strspn(word, "+-0123456789.eE") == length;
        if (*next && !starts_number(next)) {
            word = arena_printf(build->arena, "%s %.*s", word, (int)unit_length, next);
            next += unit_length + strspn(next + unit_length, blanks);
        } else if (bare && common[0]) {
            word = arena_printf(build->arena, "%s %s", word, common);
        }
        if (!quantity_parse_in(&(*si)[count], word, want, place, build->diag))
            return -1;
        at = next;
    }
    return count;
}

static bool read_series(union value *value, const struct field *field, const char *text, struct span span,
                        const struct build *build)
{
    double *si;
    int count = field_value_list(&si, unit_of(field), text, span, build);
    if (count < 0)
        return false;
    if (count != field->length) {
        diag_error(build->diag, span, "'%s' has %d numbers instead of %d", field->name, count, field->length);
        diag_note(build->diag, "'%s': %s", field->name, field->meaning);
        return false;
    }
    for (int i = 0; i < count; i++)
        if (!field_value_bounds(si[i], field, span, build))
            return false;
    value->series = si;
    return true;
}

/* One "x:y"; a bare number is in the unit that the field declares. */
static bool read_point(double *si, const char *text, size_t length, const char *unit, struct span span,
                       const struct build *build)
{
    const struct quantity_unit *want = known_unit(unit, build);
    if (quantity_parse_bare(si, text, length, want))
        return true;
    const char *word = arena_strndup(build->arena, text, length);
    if (unit[0] && strspn(word, "+-0123456789.eE") == length)
        word = arena_printf(build->arena, "%s %s", word, unit);
    return quantity_parse_in(si, word, want, span, build->diag);
}

static bool read_curve(union value *value, const struct field *field, const char *text, struct span span,
                       const struct build *build)
{
    size_t room = strlen(text) / BLANKS_PER_TEXT + 1;
    double *x = arena_array(build->arena, room, sizeof *x), *y = arena_array(build->arena, room, sizeof *y);
    int count = 0;
    for (const char *at = text + strspn(text, blanks); *at; at += strspn(at, blanks)) {
        size_t length = strcspn(at, blanks);
        const char *colon = memchr(at, ':', length);
        struct span place = part(span, text, at, length);
        if (!colon || (size_t)count == room) {
            diag_error(build->diag, place, "a point of a curve is written as x:y");
            diag_note(build->diag, "such as %s=\"0:0.5 1:0.9\", x in %s, y in %s", field->name,
                      unit_of(field)[0] ? field->unit : "plain numbers",
                      field->unit_y && field->unit_y[0] ? field->unit_y : "plain numbers");
            return false;
        }
        size_t x_length = (size_t)(colon - at);
        if (!read_point(&x[count], at, x_length, unit_of(field), place, build) ||
            !read_point(&y[count], colon + 1, length - x_length - 1, field->unit_y ? field->unit_y : "",
                        place, build))
            return false;
        count++;
        at += length;
    }
    value->curve = curve_new(build->arena, x, y, count);
    if (value->curve)
        return true;
    return diag_error(build->diag, span, "the points of '%s' must be at least one, from left to right",
                      field->name);
}

static bool read_count(union value *value, const struct field *field, const char *text, struct span span,
                       const struct build *build)
{
    char *end;
    errno = 0;
    long long count = strtoll(text, &end, 10);
    if (end == text || *end || errno || isspace((unsigned char)text[0])) {
        diag_error(build->diag, span, "'%s' is a whole number, and '%.40s' is none", field->name, text);
        return false;
    }
    value->count = count;
    return field_value_bounds((double)count, field, span, build);
}

static bool read_choice(union value *value, const struct field *field, const char *choices, const char *text,
                        struct span span, const struct build *build)
{
    int place;
    if (text[0] && field_list_has(choices, text, &place)) {
        value->choice = place;
        return true;
    }
    struct suggest_list names = {0};
    suggest_add_choices(&names, choices, build->arena);
    diag_error(build->diag, span, "'%s' cannot be '%.40s'", field->name, text);
    suggest_any(&names, "", "it is one of", build->diag);
    suggest_nearest(&names, text, build->diag);
    return false;
}

static bool read_flag(union value *value, const struct field *field, const char *text, struct span span,
                      const struct build *build)
{
    union value choice = {0};
    if (!read_choice(&choice, field, "no|yes", text, span, build))
        return false;
    value->count = choice.choice;
    return true;
}

static bool read_duration(union value *value, const struct field *field, const char *text, struct span span,
                          const struct build *build)
{
    int64_t duration_s;
    if (!calendar_parse_duration(&duration_s, text, span, build->diag))
        return false;
    value->number = (double)duration_s;
    return field_value_bounds(value->number, field, span, build);
}

static bool read_fixed(union value *value, const struct field *field, const char *text, struct span span,
                       const struct build *build)
{
    double si;
    if (!field_value_number(&si, field, text, span, build))
        return false;
    value->distribution = distribution_fixed(si, build->arena);
    return true;
}

bool field_value_read(union value *value, const struct field *field, const char *text, struct span span,
                      const struct build *build)
{
    switch (field->type) {
    case FIELD_TEXT: value->text = text; return true;
    case FIELD_FLAG: return read_flag(value, field, text, span, build);
    case FIELD_COUNT: return read_count(value, field, text, span, build);
    case FIELD_QUANTITY: return field_value_number(&value->number, field, text, span, build);
    case FIELD_SERIES: return read_series(value, field, text, span, build);
    case FIELD_DATE: return calendar_parse(&value->tick, text, span, build->diag);
    case FIELD_DURATION: return read_duration(value, field, text, span, build);
    case FIELD_DISTRIBUTION: return read_fixed(value, field, text, span, build);
    case FIELD_ENUM: return read_choice(value, field, field->choices, text, span, build);
    case FIELD_CURVE: return read_curve(value, field, text, span, build);
    default: break;
    }
    return diag_error(build->diag, span, "'%s' cannot be read from plain text", field->name);
}
