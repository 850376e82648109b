/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/hourly_fill.h"

#include <math.h>

static int first_known(const double *values, int count)
{
    for (int i = 0; i < count; i++)
        if (!isnan(values[i]))
            return i;
    return -1;
}

/* Fills the GAP hours behind BEFORE, on a line from there to AFTER; indices wrap around. */
static void bridge(double *values, int count, int before, int gap, int after)
{
    double from = values[before % count], to = values[after % count];
    for (int i = 1; i <= gap; i++)
        values[(before + i) % count] = from + (to - from) * i / (gap + 1);
}

static int hold_ends(double *values, int count, int first)
{
    int filled = first, last = count - 1;
    for (int i = 0; i < first; i++)
        values[i] = values[first];
    while (isnan(values[last]))
        last--;
    for (int i = last + 1; i < count; i++, filled++)
        values[i] = values[last];
    return filled;
}

int hourly_fill(double *values, int count, bool round)
{
    int first = first_known(values, count);
    if (first < 0)
        return -1;
    int filled = round ? 0 : hold_ends(values, count, first);
    int begin = round ? first : 0;
    for (int i = 0, before = begin; i <= count; i++) {
        int at = begin + i;
        if (at >= count && !round)
            break;
        if (isnan(values[at % count]))
            continue;
        int gap = at - before - 1;
        if (gap > 0) {
            bridge(values, count, before, gap, at);
            filled += gap;
        }
        before = at;
    }
    return filled;
}
