/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/distribution.h"

#include "physics/clamp.h"

#include <assert.h>

double distribution_loss_w(double rated_w, double rated_loss_ratio, double flow_w, int *clamp_count)
{
    double load = clamp_between(flow_w / rated_w, 0.0, 1.5, clamp_count);

    assert(rated_w > 0.0);
    return rated_w * rated_loss_ratio * load * load;
}

double distribution_chain_ratio(const double *efficiency_ratio, int count)
{
    double product = 1.0;

    for (int i = 0; i < count; i++)
        product *= efficiency_ratio[i];
    return product;
}
