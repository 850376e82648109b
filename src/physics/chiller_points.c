/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/chiller_points.h"

#include <math.h>

/* Takes row FROM out of the rows below it. */
static bool eliminate(double m[3][4], int from)
{
    if (fabs(m[from][from]) < 1e-12)
        return false;
    for (int row = from + 1; row < 3; row++) {
        double share = m[row][from] / m[from][from];
        for (int k = from; k < 4; k++)
            m[row][k] -= share * m[from][k];
    }
    return true;
}

/* The normal equations of three unknowns; positive definite, so no pivots are needed. */
static bool solve(double m[3][4], double x[3])
{
    for (int i = 0; i < 3; i++)
        if (!eliminate(m, i))
            return false;
    for (int i = 2; i >= 0; i--) {
        x[i] = m[i][3];
        for (int k = i + 1; k < 3; k++)
            x[i] -= m[i][k] * x[k];
        x[i] /= m[i][i];
    }
    return true;
}

static double parabola(const double c[3], double x)
{
    return c[0] + x * (c[1] + x * c[2]);
}

/* Relative errors count, so that the light loads are met as well as the heavy ones. */
static bool fit(const double *load, const double *input, int count, double c[3])
{
    double m[3][4] = {{0}};
    for (int i = 0; i < count; i++) {
        double power = load[i] * input[i], row[4] = {1.0, load[i], load[i] * load[i], power};
        for (int j = 0; j < 3; j++)
            for (int k = 0; k < 4; k++)
                m[j][k] += row[j] * row[k] / (power * power);
    }
    return solve(m, c);
}

bool chiller_points_fit(const double *load_ratio, const double *input_ratio, int count,
                        struct chiller_points *out)
{
    double c[3], full, low = count > 0 ? load_ratio[0] : 0.0;

    if (count < CHILLER_POINTS_LEAST || low <= 0.0)
        return false;
    for (int i = 0; i < count; i++)
        if (!(input_ratio[i] > 0.0))
            return false;
    if (!fit(load_ratio, input_ratio, count, c))
        return false;
    full = parabola(c, 1.0);
    if (!(full > 0.0) || c[0] < 0.0 || c[1] + 2.0 * c[2] * low < 0.0 || c[1] + 2.0 * c[2] < 0.0)
        return false;
    *out =
        (struct chiller_points){.part_load = {.low_ratio = low, .high_ratio = 1.0}, .cop_ratio = 1.0 / full};
    for (int i = 0; i < 3; i++)
        out->part_load.terms[i] = c[i] / full;
    for (int i = 0; i < count; i++)
        out->worst_ratio =
            fmax(out->worst_ratio, fabs(parabola(c, load_ratio[i]) / (load_ratio[i] * input_ratio[i]) - 1.0));
    return true;
}
