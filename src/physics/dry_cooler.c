/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/dry_cooler.h"

#include "physics/clamp.h"
#include "physics/water.h"

#include <assert.h>
#include <math.h>

double dry_cooler_approach_k(const struct dry_cooler *cooler, double heat_w, double air_ratio,
                             int *clamp_count)
{
    double air = clamp_between(air_ratio, 0.05, 1.0, clamp_count);
    double load = clamp_between(heat_w / cooler->rated_heat_w, 0.0, 1.1, clamp_count);

    return cooler->rated_approach_k * load / pow(air, 0.8);
}

double dry_cooler_air_ratio(const struct dry_cooler *cooler, double heat_w, double approach_k,
                            int *clamp_count)
{
    double load = clamp_between(heat_w / cooler->rated_heat_w, 0.0, 1.1, clamp_count);
    double full_air_k = cooler->rated_approach_k * load;

    if (full_air_k == 0.0)
        return 0.0;
    return clamp_between(approach_k > 0.0 ? pow(full_air_k / approach_k, 1.25) : INFINITY, 0.0, 1.0,
                         clamp_count);
}

double dry_cooler_fan_w(const struct dry_cooler *cooler, double air_ratio, int *clamp_count)
{
    double air = clamp_between(air_ratio, 0.0, 1.0, clamp_count);

    return air > 0.0 ? cooler->rated_fan_w * fmax(air * air * air, cooler->fan_floor_ratio) : 0.0;
}

double dry_cooler_inlet_k(const struct dry_cooler *cooler, double dry_bulb_k, double wet_bulb_k,
                          double wetted_ratio, int *clamp_count)
{
    double wetted = clamp_between(wetted_ratio, 0.0, 1.0, clamp_count);
    double wet_k = fmin(wet_bulb_k, dry_bulb_k);

    return dry_bulb_k - wetted * cooler->precool_ratio * (dry_bulb_k - wet_k);
}

double dry_cooler_water_kg_s(const struct dry_cooler *cooler, double air_ratio, double precool_k,
                             double wet_bulb_k, int *clamp_count)
{
    double air = clamp_between(air_ratio, 0.0, 1.0, clamp_count);
    double air_w_k = cooler->rated_heat_w / cooler->air_rise_k * air;
    double evaporated = air_w_k * fmax(precool_k, 0.0) / water_vaporisation_j_kg(wet_bulb_k, clamp_count);

    assert(cooler->air_rise_k > 0.0);
    return evaporated + water_blowdown_kg_s(evaporated, 0.0, cooler->cycles_ratio, clamp_count);
}
