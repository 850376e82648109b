/* SPDX-License-Identifier: Apache-2.0 */
/*
 * distribution - resistive losses of busways, cables and distribution units: ratio x rating x load^2.
 *
 * The current at constant voltage is proportional to the flow, the loss to its square.  Typical losses at
 * rating over flow: busway 0.5 %, cabling 1 %, distribution units 2 % (judgement; Lei and Masanet 2020
 * state 0-2 %).  Valid 0..1.5 of the rating, clamped and counted beyond (clamp.h).  Threads: pure.
 */
#ifndef PHYSICS_DISTRIBUTION_H
#define PHYSICS_DISTRIBUTION_H

/* Loss while FLOW_W passes equipment of RATED_W (> 0) that loses RATED_LOSS_RATIO of it at rating. */
double distribution_loss_w(double rated_w, double rated_loss_ratio, double flow_w, int *clamp_count);

/* Output over input of COUNT stages in a row. */
double distribution_chain_ratio(const double *efficiency_ratio, int count);

#endif
