/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plant_score - how well a model meets its meters: NMBE and CV(RMSE), hourly and monthly.
 *
 *     NMBE     = sum (meter - model) / ((n - 1) mean meter)        above 0: the model is low
 *     CV(RMSE) = sqrt(sum (meter - model)^2 / (n - 1)) / mean meter
 *
 * ASHRAE Guideline 14-2014 calls a model calibrated within 10 % and 30 % of hourly, 5 % and 15 % of monthly
 * data (its limits as quoted by guides to it; grade S2).
 */
#ifndef STUDY_PLANT_SCORE_H
#define STUDY_PLANT_SCORE_H

#include "study/metered_hours.h"

#define SCORE_HOURLY_NMBE    0.10
#define SCORE_HOURLY_CVRMSE  0.30
#define SCORE_MONTHLY_NMBE   0.05
#define SCORE_MONTHLY_CVRMSE 0.15

enum { SCORE_MONTHS_LEAST = 3 }; /* fewer are not judged */

struct plant_score {
    int count; /* hours or months; the rest is NAN below 2 */
    double nmbe_ratio, cvrmse_ratio;
};

enum score_hours { SCORE_FITTED, SCORE_HELD_OUT, SCORE_ALL };

/* MODEL_W against METER_W, each [hours->count], in some of the hours; those where METER_W is NAN are left
 * out. */
struct plant_score plant_score_hourly(const struct metered_hours *hours, enum score_hours which,
                                      const double *meter_w, const double *model_w);

/* The same by sums of calendar months (UTC) that have three quarters of their hours. */
struct plant_score plant_score_monthly(const struct metered_hours *hours, const double *meter_w,
                                       const double *model_w);

#endif
