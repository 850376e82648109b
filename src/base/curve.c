/* SPDX-License-Identifier: Apache-2.0 */
#include "base/curve.h"

#include <assert.h>
#include <math.h>
#include <string.h>

struct curve *curve_new(struct arena *arena, const double *x, const double *y, int count)
{
    if (count < 1) {
        return NULL;
    }
    for (int i = 0; i < count; i++) {
        if (!isfinite(x[i]) || !isfinite(y[i]) || (i > 0 && !(x[i] > x[i - 1]))) {
            return NULL;
        }
    }
    size_t size = (size_t)count * sizeof(double);
    double *copy_x = arena_alloc(arena, size), *copy_y = arena_alloc(arena, size);
    struct curve *curve = arena_alloc(arena, sizeof *curve);
    memcpy(copy_x, x, size);
    memcpy(copy_y, y, size);
    *curve = (struct curve){copy_x, copy_y, count};
    return curve;
}

/* The last point at or below X, which lies within the points. */
static int piece(const struct curve *curve, double x)
{
    int low = 0, high = curve->count - 1;
    while (high - low > 1) {
        int middle = low + (high - low) / 2;
        if (curve->x[middle] <= x) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

static void count_clamped(long *clamped)
{
    if (clamped) {
        ++*clamped;
    }
}

double curve_value(const struct curve *curve, double x, long *clamped)
{
    int last = curve->count - 1;
    if (isnan(x)) {
        return x;
    }
    if (x < curve->x[0] || x > curve->x[last]) {
        count_clamped(clamped);
        return x < curve->x[0] ? curve->y[0] : curve->y[last];
    }
    if (x == curve->x[last]) {
        return curve->y[last];
    }
    int i = piece(curve, x);
    double share = (x - curve->x[i]) / (curve->x[i + 1] - curve->x[i]);
    return curve->y[i] + share * (curve->y[i + 1] - curve->y[i]);
}

int curve_monotonic(const struct curve *curve)
{
    bool rises = false, falls = false;
    for (int i = 1; i < curve->count; i++) {
        rises |= curve->y[i] > curve->y[i - 1];
        falls |= curve->y[i] < curve->y[i - 1];
    }
    return rises && falls ? 0 : falls ? -1 : 1;
}

double curve_inverse(const struct curve *curve, double y, long *clamped)
{
    int direction = curve_monotonic(curve), last = curve->count - 1;
    assert(direction != 0);
    /* A falling curve is read from its far end, where it is a rising one. */
    int step = direction, i = direction > 0 ? 0 : last;
    int far = last - i;
    if (y < curve->y[i] || y > curve->y[far]) {
        count_clamped(clamped);
        return y < curve->y[i] ? curve->x[i] : curve->x[far];
    }
    while (i != far && curve->y[i] < y) {
        i += step;
    }
    if (curve->y[i] == y) {
        return curve->x[i];
    }
    double share = (y - curve->y[i - step]) / (curve->y[i] - curve->y[i - step]);
    return curve->x[i - step] + share * (curve->x[i] - curve->x[i - step]);
}

double curve_integral(const struct curve *curve, double from, double to)
{
    if (to < from) {
        return -curve_integral(curve, to, from);
    }
    double sum = 0, x = from, y = curve_value(curve, from, NULL);
    for (int i = 0; i < curve->count && curve->x[i] < to; i++) {
        if (curve->x[i] > x) {
            sum += (curve->x[i] - x) * (y + curve->y[i]) / 2;
            x = curve->x[i];
            y = curve->y[i];
        }
    }
    return sum + (to - x) * (y + curve_value(curve, to, NULL)) / 2;
}
