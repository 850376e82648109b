/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/tally.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

void tally_merge(struct tally *into, const struct tally *from)
{
    if (from->count == 0)
        return;
    if (into->count == 0) {
        *into = *from;
        return;
    }
    double n = (double)into->count, m = (double)from->count, distance = from->mean - into->mean;
    into->mean += distance * m / (n + m);
    into->squares += from->squares + distance * distance * n * m / (n + m);
    into->count += from->count;
    into->least = fmin(into->least, from->least);
    into->most = fmax(into->most, from->most);
}

double tally_variance(const struct tally *tally)
{
    return tally->count < 2 ? 0.0 : tally->squares / (double)(tally->count - 1);
}

double tally_standard_error(const struct tally *tally)
{
    return tally->count < 2 ? 0.0 : sqrt(tally_variance(tally) / (double)tally->count);
}

double tally_half_width(const struct tally *tally, double confidence)
{
    assert(confidence > 0.0 && confidence < 1.0);
    if (tally->count < 2)
        return INFINITY;
    double t = gsl_cdf_tdist_Pinv(0.5 + confidence / 2.0, (double)(tally->count - 1));
    return t * tally_standard_error(tally);
}

void tally_level_start(struct tally_level *level, int64_t now, double value)
{
    *level = (struct tally_level){
        .start = now, .since = now, .value = value, .base = value, .least = value, .most = value};
}

/* The level with the time up to NOW counted. */
static struct tally_level up_to(const struct tally_level *level, int64_t now)
{
    assert(now >= level->since);
    struct tally_level copy = *level;
    tally_level_set(&copy, now, level->value);
    return copy;
}

double tally_level_mean(const struct tally_level *level, int64_t now)
{
    struct tally_level whole = up_to(level, now);
    return now == level->start ? level->value : whole.base + whole.area / (double)(now - whole.start);
}

double tally_level_variance(const struct tally_level *level, int64_t now)
{
    struct tally_level whole = up_to(level, now);
    if (now == level->start)
        return 0.0;
    double time = (double)(now - whole.start), mean = whole.area / time;
    return fmax(whole.squares / time - mean * mean, 0.0);
}

double tally_level_area(const struct tally_level *level, int64_t now)
{
    struct tally_level whole = up_to(level, now);
    return whole.area + whole.base * (double)(now - whole.start);
}
