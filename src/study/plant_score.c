/* SPDX-License-Identifier: Apache-2.0 */
#include "study/plant_score.h"

#include "base/calendar.h"

#include <math.h>

struct sums {
    int count;
    double meter, off, square;
};

static void add(struct sums *sums, double meter, double model)
{
    double off = meter - model;
    sums->count++;
    sums->meter += meter;
    sums->off += off;
    sums->square += off * off;
}

static struct plant_score score_of(const struct sums *sums)
{
    struct plant_score score = {.count = sums->count, .nmbe_ratio = NAN, .cvrmse_ratio = NAN};
    double mean = sums->count ? sums->meter / sums->count : 0;
    if (sums->count < 2 || !(mean > 0))
        return score;
    score.nmbe_ratio = sums->off / ((sums->count - 1) * mean);
    score.cvrmse_ratio = sqrt(sums->square / (sums->count - 1)) / mean;
    return score;
}

struct plant_score plant_score_hourly(const struct metered_hours *hours, enum score_hours which,
                                      const double *meter_w, const double *model_w)
{
    struct sums sums = {0};
    for (int i = 0; i < hours->count; i++) {
        bool wanted = which == SCORE_ALL || hours->held_out[i] == (which == SCORE_HELD_OUT);
        if (wanted && !isnan(meter_w[i]))
            add(&sums, meter_w[i], model_w[i]);
    }
    return score_of(&sums);
}

struct plant_score plant_score_monthly(const struct metered_hours *hours, const double *meter_w,
                                       const double *model_w)
{
    struct sums sums = {0};
    for (int at = 0; at < hours->count;) {
        int64_t start = calendar_month_start(hours->tick[at]), end = calendar_next_month(start);
        double meter = 0, model = 0;
        int count = 0;
        for (; at < hours->count && hours->tick[at] < end; at++) {
            if (isnan(meter_w[at]))
                continue;
            meter += meter_w[at];
            model += model_w[at];
            count++;
        }
        if (4 * (int64_t)count * CALENDAR_HOUR_S >= 3 * (end - start))
            add(&sums, meter, model);
    }
    return score_of(&sums);
}
