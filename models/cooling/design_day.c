/* SPDX-License-Identifier: Apache-2.0 */
#include "cooling/design_day.h"

#include <math.h>

const char *const design_bound_names[DESIGN_BOUND_COUNT] = {
    [DESIGN_LIQUID] = "liquid loop", [DESIGN_AIR] = "air loop", [DESIGN_WATER] = "water"};

static double least_w(const struct cooling_paths *paths)
{
    return fmin(paths->liquid_w, paths->air_w);
}

enum design_bound design_day_bound(const struct cooling_plant *plant, double dry_bulb_k, double wet_bulb_k)
{
    struct cooling_plant watered = *plant;
    loop_free_water(&watered.liquid);
    loop_free_water(&watered.air);
    struct cooling_paths now = cooling_paths(plant, dry_bulb_k, wet_bulb_k);
    struct cooling_paths then = cooling_paths(&watered, dry_bulb_k, wet_bulb_k);
    if (least_w(&then) > least_w(&now) * (1 + 1e-9))
        return DESIGN_WATER;
    return now.liquid_w <= now.air_w ? DESIGN_LIQUID : DESIGN_AIR;
}

struct design_day design_day_of(const struct cooling_plant *plant, double dry_bulb_k, double wet_bulb_k)
{
    struct cooling_paths paths = cooling_paths(plant, dry_bulb_k, wet_bulb_k);
    struct design_day day = {.capacity_w = fmin(least_w(&paths), 2 * plant->it_w),
                             .bound = design_day_bound(plant, dry_bulb_k, wet_bulb_k)};
    double low_k = -60, high_k = DESIGN_MARGIN_MOST_K;
    day.margin_w = day.capacity_w - plant->it_w;
    while (high_k - low_k > 1e-3) {
        double middle_k = 0.5 * (low_k + high_k);
        struct cooling_paths at = cooling_paths(plant, dry_bulb_k + middle_k, wet_bulb_k + middle_k);
        *(least_w(&at) >= plant->it_w * (1 - 1e-9) ? &low_k : &high_k) = middle_k;
    }
    day.margin_k = low_k;
    return day;
}
