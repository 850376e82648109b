/* SPDX-License-Identifier: Apache-2.0 */
#include "handbook/sweep.h"

#include "plan/field.h"

#include <math.h>
#include <string.h>

/* Words of TEXT parted by colons; how many, at most MOST. */
static int split(const char *text, const char **words, int most, struct arena *arena)
{
    int count = 0;
    for (const char *at = text; count < most; at++) {
        size_t length = strcspn(at, ":");
        words[count++] = arena_strndup(arena, at, length);
        at += length;
        if (!*at)
            break;
    }
    return count;
}

static bool add_choices(struct sweep_range *range, const struct formula_key *key, const char *text,
                        struct formula_call *call, struct span span)
{
    enum { WORDS_MOST = 16 };
    const char *words[WORDS_MOST];
    int count = split(text, words, WORDS_MOST, call->arena), place;
    double *si = arena_array(call->arena, (size_t)count, sizeof *si);
    for (int i = 0; i < count; i++) {
        if (!field_list_has(key->choices, words[i], &place)) {
            diag_error(call->diag, span, "'%s' cannot be '%.40s'", key->name, words[i]);
            diag_note(call->diag, "it is one of %s", key->choices);
            return false;
        }
        si[i] = place;
    }
    range->si = si;
    range->count = count;
    return true;
}

/* Ends beyond the key's range: an error where nothing stands for them, else a warning. */
static bool check_ends(const struct sweep_range *range, const struct formula_key *key,
                       struct formula_call *call, struct span span)
{
    const char *unit = key->unit ? key->unit : "";
    if (formula_inside(key, range->si[0]) && formula_inside(key, range->si[range->count - 1]))
        return true;
    if (key->strict || key->kind == KEY_COUNT)
        return diag_error(call->diag, span, "'%s' is outside %g to %g %s", key->name, key->low, key->high,
                          unit);
    diag_warn(call->diag, span, "'%s' is valid from %g to %g %s; rows beyond use the nearest of these",
              key->name, key->low, key->high, unit);
    return true;
}

static bool add_numbers(struct sweep_range *range, const struct formula_key *key, const char *text,
                        struct formula_call *call, struct span span)
{
    const char *words[4], *unit = key->unit ? key->unit : "";
    const char *step_unit = strcmp(unit, "degC") == 0 || strcmp(unit, "degF") == 0 ? "K" : unit;
    double from, to, step;
    if (split(text, words, 4, call->arena) != 3) {
        diag_error(call->diag, span, "a range of '%s' is from:to:step", key->name);
        diag_note(call->diag, "such as load=0.1:1:0.1 or wet-bulb=0C:30C:5K");
        return false;
    }
    if (!formula_quantity(&from, words[0], unit, span, call->arena, call->diag) ||
        !formula_quantity(&to, words[1], unit, span, call->arena, call->diag) ||
        !formula_quantity(&step, words[2], step_unit, span, call->arena, call->diag))
        return false;
    if (!(step > 0) || to < from || (to - from) / step > SWEEP_MOST)
        return diag_error(call->diag, span, "a range of '%s' rises in steps above 0, %d at most", key->name,
                          SWEEP_MOST);
    range->count = (int)floor((to - from) / step * (1 + 1e-12) + 1e-9) + 1;
    double *si = arena_array(call->arena, (size_t)range->count, sizeof *si);
    for (int i = 0; i < range->count; i++)
        si[i] = i == range->count - 1 && fabs(from + i * step - to) < 1e-9 * step ? to : from + i * step;
    range->si = si;
    return check_ends(range, key, call, span);
}

bool sweep_add(struct sweep *sweep, struct formula_call *call, const char *text)
{
    struct span span = span_of_argument("--over", text);
    size_t length = strcspn(text, "=");
    int place =
        text[length] ? formula_key_place(call->formula, arena_strndup(call->arena, text, length)) : -1;
    if (place < 0) {
        diag_error(call->diag, span, "'%s' has no key '%.*s'", call->formula->name, (int)length, text);
        diag_note(call->diag, "'gigaplan curve %s --help' tells its keys", call->formula->name);
        return false;
    }
    if (sweep->range_count == SWEEP_RANGES)
        return diag_error(call->diag, span, "%d ranges at most", SWEEP_RANGES);
    const struct formula_key *key = &call->formula->keys[place];
    struct sweep_range *range = &sweep->ranges[sweep->range_count];
    range->key = place;
    bool numbers = key->kind == KEY_NUMBER || key->kind == KEY_COUNT;
    if (!numbers && key->kind != KEY_CHOICE)
        return diag_error(call->diag, span, "'%s' has no range", key->name);
    if (!(numbers ? add_numbers : add_choices)(range, key, text + length + 1, call, span))
        return false;
    sweep->range_count++;
    return true;
}

int sweep_place(const struct sweep *sweep, int row, int range)
{
    for (int i = 0; i < range; i++)
        row /= sweep->ranges[i].count;
    return row % sweep->ranges[range].count;
}

static void set_row(const struct sweep *sweep, struct formula_call *call, int row)
{
    for (int r = 0; r < sweep->range_count; r++) {
        const struct sweep_range *range = &sweep->ranges[r];
        double si = range->si[sweep_place(sweep, row, r)];
        if (call->formula->keys[range->key].kind == KEY_CHOICE) {
            call->values[range->key].choice = (int)si;
            call->values[range->key].given = true;
        } else {
            formula_set_number(call, range->key, si);
        }
    }
}

bool sweep_run(struct sweep *sweep, struct formula_call *call)
{
    long rows = 1;
    for (int r = 0; r < sweep->range_count; r++)
        rows *= sweep->ranges[r].count;
    if (rows > SWEEP_MOST)
        return diag_fail(call->diag, DIAG_USAGE, "the ranges have %ld rows together, more than %d", rows,
                         SWEEP_MOST);
    sweep->call = call;
    sweep->row_count = (int)rows;
    sweep->output_count = formula_output_count(call->formula);
    size_t width = (size_t)sweep->output_count;
    double *out = arena_array(call->arena, (size_t)rows * width, sizeof *out);
    sweep->out = out;
    for (int row = 0; row < sweep->row_count; row++) {
        set_row(sweep, call, row);
        if ((row == 0 && !formula_complete(call)) || !formula_run(call, false))
            return false;
        sweep->clamped_count += call->clamp_count > 0;
        memcpy(out + (size_t)row * width, call->out, width * sizeof *out);
    }
    return true;
}
