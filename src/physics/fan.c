/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/fan.h"

#include "physics/clamp.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

#define APPENDIX_G "ASHRAE 90.1-2016 appendix G, openstudio-standards"

const struct fan_curve fan_curves[] = {
    {"vsd-reset", APPENDIX_G, {0.040759894, 0.08804497, -0.07292612, 0.943739823}, 0.1},
    {"vsd-fixed", APPENDIX_G, {0.0013, 0.1470, 0.9506, -0.0998}, 0.2},
    {"discharge-damper", APPENDIX_G, {0.18984763, 0.31447014, 0.49568211, 0.0}, 0.0},
    {"airfoil-riding", APPENDIX_G, {0.1631, 1.5901, -0.8817, 0.1281}, 0.0},
    {"tower-vsd", "EnergyPlus tower fan curve, recalled", {-0.0093, 0.0512, -0.0838, 1.0419}, 0.0},
    {"cube", "affinity law", {0.0, 0.0, 0.0, 1.0}, 0.05},
};
const int fan_curve_count = sizeof fan_curves / sizeof fan_curves[0];

const struct fan_curve *fan_curve_find(const char *name)
{
    for (int i = 0; i < fan_curve_count; i++)
        if (strcmp(fan_curves[i].name, name) == 0)
            return &fan_curves[i];
    return NULL;
}

double fan_part_load_ratio(const struct fan_curve *curve, double flow_ratio, int *clamp_count)
{
    const double *c = curve->terms;
    double x = clamp_between(flow_ratio, 0.0, 1.1, clamp_count);

    if (x == 0.0)
        return 0.0;
    return fmax(c[0] + x * (c[1] + x * (c[2] + x * c[3])), curve->least_ratio);
}

double fan_rated_w(double flow_m3_s, double pressure_pa, double efficiency_ratio)
{
    assert(efficiency_ratio > 0.0);
    return flow_m3_s * pressure_pa / efficiency_ratio;
}
