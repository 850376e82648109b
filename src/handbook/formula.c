/* SPDX-License-Identifier: Apache-2.0 */
#include "handbook/formula.h"

#include "base/curve.h"
#include "base/name_match.h"
#include "base/quantity.h"
#include "plan/field.h"

#include <assert.h>
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_DIGITS = 12 };

int formula_key_count(const struct formula *formula)
{
    int count = 0;
    while (formula->keys[count].name)
        count++;
    return count;
}

int formula_output_count(const struct formula *formula)
{
    int count = 0;
    while (formula->outputs[count].name)
        count++;
    return count;
}

int formula_key_place(const struct formula *formula, const char *name)
{
    for (int i = 0; formula->keys[i].name; i++)
        if (strcmp(formula->keys[i].name, name) == 0)
            return i;
    return -1;
}

int formula_output_place(const struct formula *formula, const char *name)
{
    for (int i = 0; formula->outputs[i].name; i++)
        if (strcmp(formula->outputs[i].name, name) == 0)
            return i;
    return -1;
}

static bool scale_unit(const char *unit)
{
    return strcmp(unit, "degC") == 0 || strcmp(unit, "degF") == 0;
}

const char *formula_text(const char *text, const char *unit, struct arena *arena)
{
    size_t length = strlen(text);
    bool short_scale = length > 1 && strchr("CF", text[length - 1]) &&
                       (isdigit((unsigned char)text[length - 2]) || strchr(". ", text[length - 2]));
    if (scale_unit(unit) && short_scale)
        return arena_printf(arena, "%.*s deg%c", (int)length - 1, text, text[length - 1]);
    return text;
}

bool formula_quantity(double *si, const char *text, const char *unit, struct span span, struct arena *arena,
                      struct diag *diag)
{
    return quantity_parse(si, formula_text(text, unit, arena), unit, span, diag);
}

static const char *shown(struct arena *arena, double si, const char *unit)
{
    return unit[0] ? quantity_format(arena, si, unit, SHOWN_DIGITS)
                   : arena_printf(arena, "%.*g", SHOWN_DIGITS, si);
}

/* SI kept within the range of KEY; *OUTSIDE tells whether it was not. */
static double within(const struct formula_key *key, double si, bool *outside)
{
    *outside = false;
    if (key->low == 0 && key->high == 0)
        return si;
    const char *unit = key->unit ? key->unit : ""; /* counts have none */
    double low = quantity_to_si(key->low, unit), high = quantity_to_si(key->high, unit);
    double slack = 1e-12 * fmax(fabs(low), fabs(high));
    *outside = !(si >= low - slack && si <= high + slack);
    return si < low ? low : si > high ? high : si;
}

bool formula_inside(const struct formula_key *key, double si)
{
    bool outside;
    within(key, si, &outside);
    return !outside;
}

static bool set_number(struct formula_call *call, const struct formula_key *key, struct formula_value *value,
                       const char *text)
{
    const char *unit = key->unit ? key->unit : "";
    bool outside;
    if (!formula_quantity(&value->number, text, unit, value->span, call->arena, call->diag))
        return false;
    double used = within(key, value->number, &outside);
    if (outside && key->strict) {
        diag_error(call->diag, value->span, "'%s' is outside %g to %g%s%s", key->name, key->low, key->high,
                   unit[0] ? " " : "", unit);
        diag_note(call->diag, "'%s' is the %s", key->name, key->meaning);
        return false;
    }
    if (outside)
        diag_warn(call->diag, value->span, "'%s' is valid from %g to %g%s%s; %s is used", key->name, key->low,
                  key->high, unit[0] ? " " : "", unit, shown(call->arena, used, unit));
    value->number = used;
    return true;
}

static bool set_count(struct formula_call *call, const struct formula_key *key, struct formula_value *value,
                      const char *text)
{
    char *end;
    double count = strtod(text, &end);
    if (end == text || *end || count != floor(count) || count < key->low || count > key->high)
        return diag_error(call->diag, value->span, "'%s' is a whole number from %g to %g, not '%.40s'",
                          key->name, key->low, key->high, text);
    value->number = count;
    return true;
}

static bool set_choice(struct formula_call *call, const struct formula_key *key, struct formula_value *value,
                       const char *text)
{
    if (text[0] && field_list_has(key->choices, text, &value->choice))
        return true;
    diag_error(call->diag, value->span, "'%s' cannot be '%.40s'", key->name, text);
    diag_note(call->diag, "it is one of %s", key->choices);
    return false;
}

static bool read_half(double *si, const char *text, size_t length, const char *unit,
                      struct formula_call *call, struct span span)
{
    const char *word = arena_strndup(call->arena, text, length);
    if (unit[0] && strspn(word, "+-0123456789.eE") == length)
        word = arena_printf(call->arena, "%s %s", word, unit);
    return formula_quantity(si, word, unit, span, call->arena, call->diag);
}

/* "25%:95.8% 50%:97%", parted by blanks or commas. */
static bool set_curve(struct formula_call *call, const struct formula_key *key, struct formula_value *value,
                      const char *text)
{
    size_t room = strlen(text) / 2 + 1;
    double *x = arena_array(call->arena, room, sizeof *x), *y = arena_array(call->arena, room, sizeof *y);
    int count = 0;
    for (const char *at = text + strspn(text, ", "); *at; at += strspn(at, ", ")) {
        size_t length = strcspn(at, ", ");
        const char *colon = memchr(at, ':', length);
        if (!colon)
            return diag_error(call->diag, value->span, "a point of '%s' is written x:y, in %s and %s",
                              key->name, key->unit, key->unit_y);
        size_t half = (size_t)(colon - at);
        if (!read_half(&x[count], at, half, key->unit, call, value->span) ||
            !read_half(&y[count], colon + 1, length - half - 1, key->unit_y, call, value->span))
            return false;
        count++;
        at += length;
    }
    value->curve = curve_new(call->arena, x, y, count);
    if (value->curve)
        return true;
    return diag_error(call->diag, value->span, "the points of '%s' go from left to right", key->name);
}

static bool set_value(struct formula_call *call, int place, const char *text, struct span span)
{
    const struct formula_key *key = &call->formula->keys[place];
    struct formula_value *value = &call->values[place];
    bool good = true;
    value->text = text;
    value->span = span;
    switch (key->kind) {
    case KEY_NUMBER: good = set_number(call, key, value, text); break;
    case KEY_COUNT: good = set_count(call, key, value, text); break;
    case KEY_CHOICE: good = set_choice(call, key, value, text); break;
    case KEY_CURVE: good = set_curve(call, key, value, text); break;
    case KEY_FILE: break;
    }
    value->given = good;
    return good;
}

struct formula_call *formula_call_new(const struct formula *formula, struct arena *arena, struct diag *diag)
{
    struct formula_call *call = arena_alloc(arena, sizeof *call);
    int count = formula_key_count(formula);
    call->formula = formula;
    call->values = arena_array(arena, (size_t)count, sizeof *call->values);
    call->out = arena_array(arena, (size_t)formula_output_count(formula), sizeof *call->out);
    call->arena = arena;
    call->diag = diag;
    for (int i = 0; i < count; i++) {
        const char *fallback = formula->keys[i].fallback;
        call->values[i].span = span_of_argument(formula->name, formula->keys[i].name);
        if (fallback && fallback[0])
            set_value(call, i, fallback, call->values[i].span);
    }
    return call;
}

static bool unknown_key(struct formula_call *call, const char *name, struct span span)
{
    int count = formula_key_count(call->formula);
    const char **names = arena_array(call->arena, (size_t)count, sizeof *names), *found[3];
    char text[256];
    const char *all = "";
    for (int i = 0; i < count; i++) {
        names[i] = call->formula->keys[i].name;
        all = arena_printf(call->arena, "%s%s%s", all, i ? ", " : "", names[i]);
    }
    diag_error(call->diag, span, "'%s' has no key '%s'", call->formula->name, name);
    size_t near = name_match_nearest(name, names, (size_t)count, found, 3);
    if (near)
        diag_note(call->diag, "did you mean %s?", name_match_list(text, sizeof text, found, near));
    else
        diag_note(call->diag, "its keys: %s", all);
    return false;
}

bool formula_set(struct formula_call *call, const char *argument)
{
    struct span span = span_of_argument(call->formula->name, argument);
    const char *equals = strchr(argument, '=');
    if (!equals) {
        diag_error(call->diag, span, "'%s' is no key=value", argument);
        diag_note(call->diag, "such as dry-bulb=20C: the key, an equals sign, the number with its unit");
        return false;
    }
    const char *name = arena_strndup(call->arena, argument, (size_t)(equals - argument));
    int place = formula_key_place(call->formula, name);
    if (place < 0) {
        span.length = (int)(equals - argument) > 0 ? (int)(equals - argument) : 1;
        return unknown_key(call, name, span);
    }
    span.column += (int)(equals - argument) + 1;
    span.length = equals[1] ? (int)strlen(equals + 1) : 1;
    call->values[place].told = true;
    return set_value(call, place, equals + 1, span);
}

void formula_set_number(struct formula_call *call, int key, double si)
{
    bool outside;
    call->values[key].number = within(&call->formula->keys[key], si, &outside);
    call->values[key].given = true;
}

bool formula_complete(struct formula_call *call)
{
    bool good = true;
    for (int i = 0; call->formula->keys[i].name; i++) {
        const struct formula_key *key = &call->formula->keys[i];
        if (call->values[i].given || (key->fallback && !key->fallback[0]))
            continue;
        good = diag_fail(call->diag, DIAG_INPUT, "'%s' needs %s=%s, the %s", call->formula->name, key->name,
                         key->unit && key->unit[0] ? key->unit : "...", key->meaning);
    }
    return good;
}

bool formula_run(struct formula_call *call, bool warn)
{
    for (int i = 0; call->formula->outputs[i].name; i++)
        call->out[i] = NAN;
    call->clamp_count = 0;
    if (!call->formula->work(call))
        return false;
    if (warn && call->clamp_count)
        diag_warn(call->diag, (struct span){0},
                  "%d of the values lay outside the range of the equation; the nearest valid ones were used",
                  call->clamp_count);
    return true;
}

const struct formula_value *formula_value(const struct formula_call *call, const char *key)
{
    int place = formula_key_place(call->formula, key);
    assert(place >= 0);
    return &call->values[place];
}

double formula_number(const struct formula_call *call, const char *key)
{
    return formula_value(call, key)->number;
}

int formula_choice(const struct formula_call *call, const char *key)
{
    return formula_value(call, key)->choice;
}

bool formula_given(const struct formula_call *call, const char *key)
{
    return formula_value(call, key)->given;
}

void formula_put(struct formula_call *call, const char *output, double si)
{
    int place = formula_output_place(call->formula, output);
    assert(place >= 0);
    call->out[place] = si;
}

bool formula_fail(struct formula_call *call, const char *key, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(call->arena, format, args);
    va_end(args);
    return diag_error(call->diag, formula_value(call, key)->span, "%s", text);
}
