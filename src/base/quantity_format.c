/* SPDX-License-Identifier: Apache-2.0 */
#include "base/quantity.h"

#include <assert.h>
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* DIGITS significant digits without exponent where a reader can take it in, without idle zeros. */
static void write_number(char *text, size_t size, double x, int digits)
{
    double magnitude = fabs(x);
    if (!(magnitude == 0 || (magnitude >= 1e-5 && magnitude < 1e15))) {
        snprintf(text, size, "%.*g", digits, x);
        return;
    }
    snprintf(text, size, "%.*e", digits - 1, x);
    int decimals = digits - 1 - atoi(strchr(text, 'e') + 1);
    snprintf(text, size, "%.*f", decimals > 0 ? decimals : 0, x);
    if (strchr(text, '.')) {
        size_t length = strlen(text);
        while (text[length - 1] == '0') {
            length--;
        }
        text[text[length - 1] == '.' ? length - 1 : length] = '\0';
    }
    if (strcmp(text, "-0") == 0) {
        strcpy(text, "0");
    }
}

static char *joined(struct arena *arena, const char *number, const char *unit)
{
    return arena_printf(arena, "%s%s%s", number, unit[0] ? " " : "", unit);
}

char *quantity_format(struct arena *arena, double si, const char *unit, int digits)
{
    char number[64];
    assert(digits >= 1 && digits <= 17);
    write_number(number, sizeof number, quantity_from_si(si, unit), digits);
    return joined(arena, number, unit);
}

static bool same_ladder(size_t lower, size_t upper)
{
    const struct unit *a = unit_table_at(lower), *b = unit_table_at(upper);
    return dimension_equal(a->dimension, b->dimension) && a->factor / a->divisor < b->factor / b->divisor;
}

/* The unit to show VALUE (in UNIT number INDEX of the table) in; ladders are runs of growing size. */
static const struct unit *best_rung(size_t index, double value, int digits)
{
    const struct unit *from = unit_table_at(index), *best = NULL;
    size_t first = index, i;
    double rounding = 1 + 0.5 * pow(10, -digits); /* 999.99 kW in three digits is 1 MW */
    while (first > 0 && same_ladder(first - 1, first)) {
        first--;
    }
    for (i = first; i < unit_table_count() && (i == first || same_ladder(i - 1, i)); i++) {
        const struct unit *rung = unit_table_at(i);
        double ratio = from->factor / from->divisor / (rung->factor / rung->divisor);
        if (rung->ladder_from == 0) {
            continue;
        }
        if (!best || fabs(value) * ratio * rounding >= rung->ladder_from) {
            best = rung;
        }
    }
    return best;
}

char *quantity_format_auto(struct arena *arena, double si, const char *unit, int digits)
{
    size_t length = 0;
    while (isalnum((unsigned char)unit[length])) {
        length++;
    }
    const struct unit *first = unit_table_find(unit, length);
    double value = quantity_from_si(si, unit);
    if (!first || first->ladder_from == 0 || unit[length] == '^' || value == 0 || !isfinite(value)) {
        return quantity_format(arena, si, unit, digits);
    }
    const struct unit *rung = best_rung((size_t)(first - unit_table_at(0)), value, digits);
    return quantity_format(arena, si, arena_printf(arena, "%s%s", rung->name, unit + length), digits);
}
