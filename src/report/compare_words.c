/* SPDX-License-Identifier: Apache-2.0 */
#include "report/compare_words.h"

#include <math.h>
#include <string.h>

/* Two digits, or all before the point, with commas. */
static const char *number_text(double value, struct arena *arena)
{
    if (value < 9.5)
        return arena_printf(arena, "%.2g", value);
    const char *text = arena_printf(arena, "%.0f", value);
    const char *rest = "";
    size_t length = strlen(text);
    for (; length > 3; length -= 3)
        rest = arena_printf(arena, ",%.3s%s", text + length - 3, rest);
    return arena_printf(arena, "%.*s%s", (int)length, text, rest);
}

/* Of the pairs that differ the way that is told and that both files reach; NAN without any. */
static double told_mean(const struct compare_difference *difference)
{
    return difference->more > difference->less ? difference->mean_more : difference->mean_less;
}

bool compare_words_material(const struct compare_difference *difference, double least)
{
    return difference->told && (difference->only_a + difference->only_b ||
                                fmax(fabs(told_mean(difference)), fabs(difference->mean)) >= least);
}

/* "by 90 days in those, 26 in the mean"; a few large differences may turn the mean of all the other way. */
static const char *sizes_text(const struct compare_difference *difference, int pairs,
                              const struct compare_words *words, struct arena *arena)
{
    bool up = difference->more > difference->less;
    int lost = up ? difference->only_a : difference->only_b;
    double those = told_mean(difference) / words->scale, mean = difference->mean / words->scale;
    const char *size = arena_printf(arena, "by %s %s", number_text(fabs(those), arena), words->unit);
    const char *all = number_text(fabs(mean), arena);
    if (lost)
        size = arena_printf(arena, "in %d of those %s never does%s", lost, up ? "B" : "A",
                            isnan(those) ? "" : arena_printf(arena, ", %s in the others", size));
    else if (up ? difference->more == pairs : difference->less == pairs)
        return arena_printf(arena, "%s in the mean", size);
    else
        size = arena_printf(arena, "%s in those", size);
    if (mean != 0 && !isnan(mean) && up != (mean > 0))
        return arena_printf(arena, "%s, but %s %s %s in the mean", size, all, words->unit,
                            up ? words->less : words->more);
    return lost || isnan(mean) ? size : arena_printf(arena, "%s, %s in the mean", size, all);
}

const char *compare_words_told(const struct compare_difference *difference, int pairs,
                               const struct compare_words *words, struct arena *arena)
{
    bool up = difference->more > difference->less;
    int hits = up ? difference->more : difference->less, others = up ? difference->less : difference->more;
    const char *way = up ? words->more : words->less, *other = up ? words->less : words->more;
    const char *text = arena_printf(arena, "%s%s%s in %d of %d, ", way, *words->object ? " " : "",
                                    words->object, hits, pairs);
    text = others ? arena_printf(arena, "%s%s in %d", text, other, others)
                  : arena_printf(arena, "%snever %s", text, other);
    return arena_printf(arena, "%s (%s)", text, sizes_text(difference, pairs, words, arena));
}
