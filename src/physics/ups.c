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
