/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/ageing.h"

#include <assert.h>

double ageing_early_life_ratio(const struct ageing_early_life *early, double age_s)
{
    double extra = early->multiplier_ratio - 1.0;

    assert(early->settled_s >= early->plateau_s);
    if (age_s < early->plateau_s)
        return 1.0 + extra;
    if (age_s >= early->settled_s)
        return 1.0;
    return 1.0 + extra * (early->settled_s - age_s) / (early->settled_s - early->plateau_s);
}
