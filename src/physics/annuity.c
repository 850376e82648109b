/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/annuity.h"

#include <assert.h>
#include <math.h>

/* log1p and expm1 keep the digits of small rates. */
double annuity_factor(double rate_ratio, double periods)
{
    assert(rate_ratio > -1.0);
    if (rate_ratio == 0.0)
        return periods;
    return -expm1(-periods * log1p(rate_ratio)) / rate_ratio;
}

double annuity_payment_cents(double present_cents, double future_cents, double rate_ratio, double periods)
{
    double later = future_cents * exp(-periods * log1p(rate_ratio));

    assert(periods > 0.0);
    return (present_cents - later) / annuity_factor(rate_ratio, periods);
}

double annuity_balance_cents(double present_cents, double payment_cents, double rate_ratio, double paid)
{
    return (present_cents - payment_cents * annuity_factor(rate_ratio, paid)) * exp(paid * log1p(rate_ratio));
}

double annuity_growing_cents(double first_cents, double growth_ratio, double rate_ratio, int periods)
{
    double gap = log1p(growth_ratio) - log1p(rate_ratio);

    assert(growth_ratio > -1.0 && rate_ratio > -1.0);
    if (fabs(gap) < 1e-14)
        return first_cents * periods / (1.0 + rate_ratio);
    return first_cents * expm1(periods * gap) / (growth_ratio - rate_ratio);
}

double annuity_net_present_cents(const double *flow_cents, int count, double rate_ratio)
{
    double sum = 0.0, discount = 1.0 / (1.0 + rate_ratio);

    for (int t = count - 1; t >= 0; t--)
        sum = flow_cents[t] + discount * sum;
    return sum;
}

double annuity_periodic_ratio(double annual_ratio, double periods_per_year)
{
    assert(periods_per_year > 0.0);
    return expm1(log1p(annual_ratio) / periods_per_year);
}
