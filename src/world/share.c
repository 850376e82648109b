/* SPDX-License-Identifier: Apache-2.0 */
#include "world/share.h"

static const double hair_ratio = 2e-5;

void share_open(struct share *share, double limit_w, double load_none_w, double load_full_w)
{
    double target_w = limit_w * (1 - hair_ratio);
    *share = (struct share){.limit_w = limit_w,
                            .target_w = target_w,
                            .high = 1,
                            .below_w = load_none_w - target_w,
                            .above_w = load_full_w - target_w};
}

double share_next(struct share *share)
{
    share->at = share->below_w < 0 ? (share->low * share->above_w - share->high * share->below_w) /
                                         (share->above_w - share->below_w)
                                   : share->low;
    return share->at;
}

void share_tell(struct share *share, double load_w)
{
    double miss_w = load_w - share->target_w;
    if (load_w <= share->limit_w && share->at > share->best)
        share->best = share->at;
    if (miss_w <= 0) {
        share->low = share->at;
        share->below_w = miss_w;
        share->above_w *= share->side < 0 ? 0.5 : 1;
        share->side = -1;
    } else {
        share->high = share->at;
        share->above_w = miss_w;
        share->below_w *= share->side > 0 ? 0.5 : 1;
        share->side = 1;
    }
}
