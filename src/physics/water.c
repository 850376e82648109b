/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/water.h"

#include "physics/clamp.h"

#include <math.h>

double water_vaporisation_j_kg(double temperature_k, int *clamp_count)
{
    double t = clamp_between(temperature_k, 243.15, 373.15, clamp_count) - 273.15;

    return 1000.0 * (2500.5 - t * (2.3097 + 0.0013 * t));
}

double water_evaporative_ratio(double dry_bulb_k)
{
    double warm = (dry_bulb_k - 273.15) / 25.0;

    return 0.75 + 0.20 * fmin(fmax(warm, 0.0), 1.0);
}

double water_evaporation_kg_s(double heat_w, double evaporative_ratio, double temperature_k, int *clamp_count)
{
    double heat = clamp_between(heat_w, 0.0, INFINITY, clamp_count);

    return heat * clamp_between(evaporative_ratio, 0.0, 1.0, clamp_count) /
           water_vaporisation_j_kg(temperature_k, clamp_count);
}

double water_blowdown_kg_s(double evaporation_kg_s, double drift_kg_s, double cycles_ratio, int *clamp_count)
{
    if (cycles_ratio <= 0.0)
        return 0.0;
    return fmax(evaporation_kg_s / (clamp_between(cycles_ratio, 1.01, 50.0, clamp_count) - 1.0) - drift_kg_s,
                0.0);
}

struct water_use water_tower_use(double evaporation_kg_s, double circulating_kg_s, double drift_ratio,
                                 double cycles_ratio, int *clamp_count)
{
    struct water_use use;

    use.evaporation_kg_s = evaporation_kg_s;
    use.drift_kg_s = circulating_kg_s * clamp_between(drift_ratio, 0.0, 0.05, clamp_count);
    use.blowdown_kg_s = water_blowdown_kg_s(evaporation_kg_s, use.drift_kg_s, cycles_ratio, clamp_count);
    use.makeup_kg_s = use.evaporation_kg_s + use.drift_kg_s + use.blowdown_kg_s;
    return use;
}
