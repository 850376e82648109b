/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/draw.h"

#include "engine/quantile.h"
#include "plan/distribution.h"

#include <math.h>

/* A factor has one uniform of its own, named by a field that no table has. */
enum { FACTOR_FIELD = 999 };

double draw_uniform(const struct draw *draw, const struct record *record, int field)
{
    if (draw->median)
        return 0.5;
    struct stream stream = stream_named(draw->seed, draw->replication, record->hash, (uint64_t)field);
    return stream_uniform_open(&stream);
}

static double coupled_uniform(const struct draw *draw, const struct distribution *distribution, double u)
{
    double shared = quantile_normal(draw_uniform(draw, distribution->factor, FACTOR_FIELD));
    double own = quantile_normal(u);
    double loading = distribution->loading;
    double score = loading * shared + sqrt(1.0 - loading * loading) * own;
    double coupled = 0.5 * erfc(-score / sqrt(2.0));
    return fmin(fmax(coupled, 0x1p-53), 1.0 - 0x1p-53);
}

double draw_once(const struct draw *draw, const struct record *record, int field)
{
    const struct distribution *distribution = record_distribution(record, field);
    if (distribution->shape == SHAPE_FIXED)
        return distribution->mode;
    double u = draw_uniform(draw, record, field);
    if (distribution->factor && !draw->median)
        u = coupled_uniform(draw, distribution, u);
    return distribution_quantile(distribution, u);
}

struct stream draw_stream(const struct draw *draw, const struct record *record, int field)
{
    return stream_named(draw->seed, draw->replication, record->hash, (uint64_t)field);
}

double draw_next(struct stream *stream, const struct distribution *distribution)
{
    if (distribution->shape == SHAPE_FIXED)
        return distribution->mode;
    return distribution_quantile(distribution, stream_uniform_open(stream));
}
