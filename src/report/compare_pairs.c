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

bool compare_told(int less, int more)
{
    return sample_sign_risk(less, more) <= 1 - REPORT_CONFIDENCE;
}

double compare_median(const double *figures, int count, struct arena *arena)
{
    struct sample sample = sample_of(figures, count, arena);
    return sample_quantile(&sample, 0.5);
}

/* Counts the pairs by their signs, and sums their finite differences into means. */
static void count_signs(struct compare_difference *found, const struct compare_pairs *pairs)
{
    double less = 0, more = 0;
    int both = 0;
    for (int i = 0; i < pairs->count; i++) {
        double difference = pairs->difference[i];
        found->less += difference < 0;
        found->more += difference > 0;
        found->only_a += difference == INFINITY;
        found->only_b += difference == -INFINITY;
        found->equal +=
            difference == 0 || pairs->a[i] == pairs->b[i] || (isnan(pairs->a[i]) && isnan(pairs->b[i]));
        if (!isfinite(difference))
            continue;
        both++;
        less += fmin(difference, 0);
        more += fmax(difference, 0);
    }
    int count_less = found->less - found->only_b, count_more = found->more - found->only_a;
    found->mean = both ? (less + more) / both : NAN;
    found->mean_less = count_less ? less / count_less : NAN;
    found->mean_more = count_more ? more / count_more : NAN;
}

struct compare_difference compare_pairs_difference(const struct compare_pairs *pairs, struct arena *arena)
{
    struct sample sample = sample_of(pairs->difference, pairs->count, arena);
    struct sample_interval interval = sample_quantile_interval(&sample, 0.5, REPORT_CONFIDENCE);
    struct compare_difference found = {
        .median = sample_quantile(&sample, 0.5), .low = interval.low, .high = interval.high};
    count_signs(&found, pairs);
    found.told = compare_told(found.less, found.more);
    return found;
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
