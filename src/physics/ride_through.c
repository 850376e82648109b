/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/ride_through.h"

#include <assert.h>
#include <math.h>

double ride_through_loop_j_k(double volume_m3, double density_kg_m3, double heat_j_kg_k)
{
    return volume_m3 * density_kg_m3 * heat_j_kg_k;
}

double ride_through_s(double capacity_j_k, double margin_k, double heat_w, double cooling_w)
{
    double net_w = heat_w - cooling_w;

    if (margin_k <= 0.0)
        return 0.0;
    return net_w > 0.0 ? capacity_j_k * margin_k / net_w : INFINITY;
}

double ride_through_leaking_s(double capacity_j_k, double margin_k, double heat_w, double conductance_w_k)
{
    double leak = conductance_w_k * margin_k;

    if (conductance_w_k <= 0.0)
        return ride_through_s(capacity_j_k, margin_k, heat_w, 0.0);
    if (margin_k <= 0.0)
        return 0.0;
    return leak < heat_w ? -capacity_j_k / conductance_w_k * log1p(-leak / heat_w) : INFINITY;
}

int ride_through_lockout(const double *dip_s, int count, int dip_limit, double window_s)
{
    assert(dip_limit >= 1);
    for (int i = dip_limit - 1; i < count; i++)
        if (dip_s[i] - dip_s[i - dip_limit + 1] <= window_s)
            return i;
    return -1;
}
