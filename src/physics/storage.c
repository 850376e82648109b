/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/storage.h"

#include <assert.h>
#include <math.h>

double storage_ramp_energy_j(double step_w, double ramp_w_s)
{
    assert(ramp_w_s > 0.0);
    return step_w * step_w / (2.0 * ramp_w_s);
}

double storage_swing_throughput_w(double swing_w)
{
    return swing_w / 4.0;
}

struct storage_step storage_step(const struct storage *s, double level_j, double wanted_w, double seconds)
{
    struct storage_step step;
    double change_w; /* of the level */

    assert(seconds > 0.0 && s->charge_ratio > 0.0 && s->discharge_ratio > 0.0);
    if (wanted_w >= 0.0) {
        double held_w = fmax(level_j - s->least_ratio * s->energy_j, 0.0) / seconds;
        step.given_w = fmin(fmin(wanted_w, s->power_w), held_w * s->discharge_ratio);
        change_w = -step.given_w / s->discharge_ratio;
    } else {
        double room_w = fmax(s->energy_j - level_j, 0.0) / seconds;
        step.given_w = -fmin(fmin(-wanted_w, s->power_w), room_w / s->charge_ratio);
        change_w = -step.given_w * s->charge_ratio;
    }
    step.level_j = level_j + change_w * seconds;
    step.lost_w = -change_w - step.given_w;
    return step;
}
