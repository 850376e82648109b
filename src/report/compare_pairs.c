/* SPDX-License-Identifier: Apache-2.0 */
#include "report/compare_pairs.h"

#include "report/report.h"

#include <math.h>
#include <string.h>

/* Relative difference that comes from the order of additions alone: other events cut the same hours. */
#define ROUNDING 1e-12

/* Reached in neither of both: no difference to speak of, NAN; in one of both: an infinite one. */
static double difference_of(double a, double b)
{
    if (!isfinite(a) || !isfinite(b))
        return b - a;
    return fabs(b - a) <= ROUNDING * fmax(fabs(a), fabs(b)) ? 0 : b - a;
}

struct compare_pairs compare_pairs_of(const struct compare *compare, const double *a, const double *b,
                                      struct arena *arena)
{
    size_t room = (size_t)compare->count;
    struct compare_pairs pairs = {arena_array(arena, room, sizeof(double)),
                                  arena_array(arena, room, sizeof(double)),
                                  arena_array(arena, room, sizeof(double)), compare->count};
    for (int i = 0; i < compare->count; i++) {
        pairs.a[i] = a[compare->place_a[i]];
        pairs.b[i] = b[compare->place_b[i]];
        pairs.difference[i] = difference_of(pairs.a[i], pairs.b[i]);
    }
    return pairs;
}

bool compare_pairs_equal(const struct compare_pairs *pairs)
{
    for (int i = 0; i < pairs->count; i++)
        if (pairs->difference[i] != 0 && pairs->a[i] != pairs->b[i] &&
            !(isnan(pairs->a[i]) && isnan(pairs->b[i])))
            return false;
    return true;
}

double compare_median(const double *figures, int count, struct arena *arena)
{
    struct sample sample = sample_of(figures, count, arena);
    return sample_quantile(&sample, 0.5);
}

static double finite_mean(const struct sample *sample)
{
    double sum = 0;
    int count = 0;
    for (int i = 0; i < sample->count; i++) {
        if (!isfinite(sample->sorted[i]))
            continue;
        sum += sample->sorted[i];
        count++;
    }
    return count ? sum / count : NAN;
}

struct compare_difference compare_pairs_difference(const struct compare_pairs *pairs, struct arena *arena)
{
    struct sample sample = sample_of(pairs->difference, pairs->count, arena);
    struct sample_interval interval = sample_quantile_interval(&sample, 0.5, REPORT_CONFIDENCE);
    bool told = sample.count > 1 && (interval.low > 0 || interval.high < 0);
    return (struct compare_difference){.median = sample_quantile(&sample, 0.5),
                                       .mean = finite_mean(&sample),
                                       .low = interval.low,
                                       .high = interval.high,
                                       .told = told};
}

bool compare_same_unit(const struct reader_metric *a, const struct reader_metric *b)
{
    return a && b && !strcmp(a->unit ? a->unit : "", b->unit ? b->unit : "");
}

struct compare_side compare_side_of(const struct source *source, const char *query)
{
    struct compare_side side = {.source = source};
    side.dates = source_query_dates(source, query, &side.count);
    return side;
}

const struct source_dates *compare_side_find(const struct compare_side *side,
                                             const struct source_record *wanted)
{
    for (int i = 0; i < side->count; i++) {
        const struct source_record *record = &side->source->records[side->dates[i].record];
        if (!strcmp(record->id, wanted->id) && !strcmp(record->kind, wanted->kind))
            return &side->dates[i];
    }
    return NULL;
}
