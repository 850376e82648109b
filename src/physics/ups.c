/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/ups.h"

#include "physics/clamp.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

const struct ups_curve ups_curves[] = {
    {"double-conversion", "judgement, peak tuned to 97.5 % (Eaton 9395XR)", 0.006, 0.009, 0.011},
    {"double-conversion-conservative", "judgement, below the maker's curves", 0.008, 0.010, 0.009},
    {"eco", "judgement, tuned to 99 % (eco modes of Eaton, Schneider)", 0.003, 0.004, 0.002},
    {"rectifier-800vdc", "judgement, 98.5 % at full load (800 VDC chain)", 0.003, 0.007, 0.0052},
    {"legacy", "Schneider Electric White Paper 113, example", 0.040, 0.000, 0.050},
};
const int ups_curve_count = sizeof ups_curves / sizeof ups_curves[0];

const struct ups_curve *ups_curve_find(const char *name)
{
    for (int i = 0; i < ups_curve_count; i++)
        if (strcmp(ups_curves[i].name, name) == 0)
            return &ups_curves[i];
    return NULL;
}

double ups_loss_w(const struct ups_curve *curve, double rated_w, double output_w, int *clamp_count)
{
    double x = clamp_between(output_w / rated_w, 0.0, 1.25, clamp_count);

    assert(rated_w > 0.0);
    return rated_w * (curve->no_load_ratio + x * (curve->proportional_ratio + x * curve->square_ratio));
}

double ups_efficiency_ratio(const struct ups_curve *curve, double rated_w, double output_w, int *clamp_count)
{
    double loss_w = ups_loss_w(curve, rated_w, output_w, clamp_count);

    return output_w > 0.0 ? output_w / (output_w + loss_w) : 0.0;
}

/* Newton's divided differences of the loss points. */
struct ups_curve ups_curve_through(const double load_ratio[3], const double efficiency_ratio[3])
{
    const double *x = load_ratio;
    struct ups_curve curve = {"data-sheet", "points given by the user", 0.0, 0.0, 0.0};
    double y[3], first, second;

    for (int i = 0; i < 3; i++)
        y[i] = x[i] * (1.0 / efficiency_ratio[i] - 1.0);
    first = (y[1] - y[0]) / (x[1] - x[0]);
    second = ((y[2] - y[1]) / (x[2] - x[1]) - first) / (x[2] - x[0]);
    curve.square_ratio = second;
    curve.proportional_ratio = first - second * (x[0] + x[1]);
    curve.no_load_ratio = y[0] - x[0] * (first - second * x[1]);
    return curve;
}
