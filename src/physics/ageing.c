/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/ageing.h"

#include <assert.h>
#include <math.h>

static const double year_s = 365.25 * 86400.0;

double ageing_early_life_ratio(const struct ageing_early_life *early, double age_s)
{
    double extra = early->multiplier_ratio - 1.0;

    assert(early->settled_s >= early->plateau_s);
    if (age_s < early->plateau_s)
        return 1.0 + extra;
    if (age_s >= early->settled_s)
        return 1.0;
    return 1.0 + extra * (early->settled_s - age_s) / (early->settled_s - early->plateau_s);
}

/* Integral of the extra rate from birth, over the extra multiplier. */
static double extra_until(const struct ageing_early_life *early, double age_s)
{
    double ramp_s = early->settled_s - early->plateau_s, into_s;

    if (age_s <= early->plateau_s)
        return age_s;
    into_s = fmin(age_s - early->plateau_s, ramp_s);
    return early->plateau_s + (ramp_s > 0.0 ? into_s * (1.0 - 0.5 * into_s / ramp_s) : 0.0);
}

double ageing_early_life_mean_ratio(const struct ageing_early_life *early, double from_s, double to_s)
{
    double from = fmax(from_s, 0.0), to = fmax(to_s, from);

    if (to - from <= 0.0)
        return ageing_early_life_ratio(early, from);
    return 1.0 + (early->multiplier_ratio - 1.0) * (extra_until(early, to) - extra_until(early, from)) /
                     (to - from);
}

double ageing_fade_ratio(double annual_loss_ratio, double age_s)
{
    return exp(fmax(age_s, 0.0) / year_s * log1p(-annual_loss_ratio));
}

double ageing_straight_fade_ratio(double annual_loss_ratio, double age_s)
{
    return fmax(1.0 - annual_loss_ratio * fmax(age_s, 0.0) / year_s, 0.0);
}
