/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/transformer.h"

#include "physics/clamp.h"

#include <assert.h>
#include <math.h>

struct transformer transformer_from_short_circuit(double rated_va, double no_load_w, double resistive_ratio)
{
    struct transformer t = {
        .rated_va = rated_va, .no_load_w = no_load_w, .load_w = resistive_ratio * rated_va};

    return t;
}

double transformer_loss_w(const struct transformer *t, double real_w, double power_factor_ratio,
                          int *clamp_count)
{
    double factor = clamp_between(power_factor_ratio, 0.1, 1.0, clamp_count);
    double load = clamp_between(real_w / factor / t->rated_va, 0.0, 1.5, clamp_count);

    assert(t->rated_va > 0.0);
    return t->no_load_w + load * load * t->load_w;
}

double transformer_efficiency_ratio(const struct transformer *t, double real_w, double power_factor_ratio,
                                    int *clamp_count)
{
    double loss_w = transformer_loss_w(t, real_w, power_factor_ratio, clamp_count);

    return real_w > 0.0 ? real_w / (real_w + loss_w) : 0.0;
}

double transformer_best_load_ratio(const struct transformer *t)
{
    return sqrt(t->no_load_w / t->load_w);
}
