/* SPDX-License-Identifier: Apache-2.0 */
/*
 * share - the largest share of a wish, 0..1, whose load stays within a limit.
 *
 * LOAD(share) is continuous and rises; it is known at 1, above the limit, and roughly at 0.  Secant steps
 * kept within a bracket seek a point a hair (2e-5) below the limit, so that the points they meet lie within
 * it; the largest share seen that does is the answer.  The caller runs as many rounds as it likes, on many
 * searches at once (three leave 2e-5 of the limit on average and 2e-4 at worst, where coolers are bypassed):
 *
 *     share_open(&s, limit_w, load_at_0, load_at_1);
 *     repeat: load = LOAD(share_next(&s)); share_tell(&s, load);
 *     s.best
 */
#ifndef WORLD_SHARE_H
#define WORLD_SHARE_H

struct share {
    double best; /* the answer so far: 0 when even no share is within the limit */
    double limit_w, target_w;
    double low, high;         /* shares that bracket the target */
    double at;                /* the share asked for */
    double last, last_miss_w; /* the one told before */
};

/* Begins a search for LIMIT_W between the loads at 0 (about) and at 1 (above the limit), W. */
void share_open(struct share *share, double limit_w, double load_none_w, double load_full_w);

/* Where the load is wanted next. */
double share_next(const struct share *share);

/* The load, W, at what share_next gave last. */
void share_tell(struct share *share, double load_w);

#endif
