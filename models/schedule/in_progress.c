/* SPDX-License-Identifier: Apache-2.0 */
#include "schedule/in_progress.h"

#include "plan/distribution.h"

#include <math.h>

#define LEAST_U 0x1p-53

/* What is rarer counts as impossible. */
#define PASSED_MAX (1 - 1e-9)

/* Probability of at most X: the largest u whose quantile does not exceed it, by bisection. */
static double probability_of(const struct distribution *distribution, double x)
{
    double low = 0, high = 1;
    for (int i = 0; i < 52; i++) {
        double middle = 0.5 * (low + high);
        if (distribution_quantile(distribution, fmin(fmax(middle, LEAST_U), 1 - LEAST_U)) <= x)
            low = middle;
        else
            high = middle;
    }
    return low;
}

double in_progress_passed_ratio(const struct distribution *distribution, double elapsed_s)
{
    return probability_of(distribution, elapsed_s);
}

double in_progress_longest_s(const struct distribution *distribution)
{
    return distribution_quantile(distribution, PASSED_MAX);
}

double in_progress_s(const struct distribution *distribution, double elapsed_s, double passed_ratio,
                     double drawn_s)
{
    if (passed_ratio >= PASSED_MAX)
        return elapsed_s;
    double u = passed_ratio + probability_of(distribution, drawn_s) * (1 - passed_ratio);
    return fmax(elapsed_s, distribution_quantile(distribution, fmin(fmax(u, LEAST_U), 1 - LEAST_U)));
}
