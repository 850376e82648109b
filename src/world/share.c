/* SPDX-License-Identifier: Apache-2.0 */
#include "world/share.h"

static const double hair_ratio = 2e-5;

void share_open(struct share *share, double limit_w, double load_none_w, double load_full_w)
{
    double target_w = limit_w * (1 - hair_ratio), none_w = load_none_w - target_w;
    double full_w = load_full_w - target_w;
    *share =
        (struct share){.limit_w = limit_w, .target_w = target_w, .high = 1, .last = 1, .last_miss_w = full_w};
    share->at = none_w < 0 ? -none_w / (full_w - none_w) : 0;
}

double share_next(const struct share *share)
{
    return share->at;
}

void share_tell(struct share *share, double load_w)
{
    double at = share->at, miss_w = load_w - share->target_w, run_w = miss_w - share->last_miss_w;
    if (load_w <= share->limit_w && at > share->best)
        share->best = at;
    *(miss_w <= 0 ? &share->low : &share->high) = at;
    double next = run_w > 0 || run_w < 0 ? at - miss_w * (at - share->last) / run_w : at;
    if (!(next > share->low && next < share->high))
        next = 0.5 * (share->low + share->high);
    share->last = at;
    share->last_miss_w = miss_w;
    share->at = next;
}
