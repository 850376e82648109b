/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/pump.h"

#include "physics/clamp.h"

#include <assert.h>
#include <math.h>

static double head_pa(const struct pump *pump, double ratio)
{
    return pump->static_pa + (pump->rated_pa - pump->static_pa) * ratio * ratio;
}

double pump_head_pa(const struct pump *pump, double flow_m3_s, int *clamp_count)
{
    return head_pa(pump, clamp_between(flow_m3_s / pump->rated_m3_s, 0.0, 1.2, clamp_count));
}

double pump_power_w(const struct pump *pump, double flow_m3_s, int *clamp_count)
{
    double ratio = clamp_between(flow_m3_s / pump->rated_m3_s, 0.0, 1.2, clamp_count);
    double rated_w = pump->rated_m3_s * pump->rated_pa / pump->efficiency_ratio;

    assert(pump->rated_m3_s > 0.0 && pump->efficiency_ratio > 0.0 && pump->static_pa <= pump->rated_pa);
    if (ratio == 0.0)
        return 0.0;
    return fmax(rated_w * ratio * head_pa(pump, ratio) / pump->rated_pa, pump->floor_ratio * rated_w);
}
