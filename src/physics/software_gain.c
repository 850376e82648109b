/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/software_gain.h"

#include <assert.h>
#include <math.h>

double software_gain_ratio(double final_ratio, double tau_s, double age_s)
{
    assert(tau_s > 0.0 && final_ratio > 0.0);
    return 1.0 - (final_ratio - 1.0) * expm1(-fmax(age_s, 0.0) / tau_s);
}

double software_gain_mean_ratio(double final_ratio, double tau_s, double from_s, double to_s)
{
    double from = fmax(from_s, 0.0), width = fmax(to_s, from) - from;

    if (width <= 0.0)
        return software_gain_ratio(final_ratio, tau_s, from);
    double fading = -tau_s / width * exp(-from / tau_s) * expm1(-width / tau_s); /* mean of exp(-t / tau) */
    double part = width / (to_s - from_s); /* of the time, since launch */
    return 1.0 + (final_ratio - 1.0) * (1.0 - fading) * part;
}
