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
