/* SPDX-License-Identifier: Apache-2.0 */
/*
 * transformer - losses of a power transformer: loss = P0 + (S / Sr)^2 Pk, with S the apparent power.
 *
 * P0 is the no-load (iron) loss, Pk the load (copper) loss at rating; Pk = vkr Sr with vkr the resistive
 * short-circuit voltage (IEC 60076-1; the law as in pandapower's transformer model).  Valid 0..1.5 of the
 * rating, clamped and counted beyond (clamp.h); a heavier load has tripped.  Threads: pure.
 */
#ifndef PHYSICS_TRANSFORMER_H
#define PHYSICS_TRANSFORMER_H

struct transformer {
    double rated_va;  /* > 0 */
    double no_load_w; /* drawn whenever energised */
    double load_w;    /* added at rated apparent power */
};

/* From a data sheet that states the resistive short-circuit voltage, as ratio (0.0031 for 0.31 %). */
struct transformer transformer_from_short_circuit(double rated_va, double no_load_w, double resistive_ratio);

/* Loss while REAL_W at POWER_FACTOR_RATIO (0.1..1) leaves the transformer. */
double transformer_loss_w(const struct transformer *t, double real_w, double power_factor_ratio,
                          int *clamp_count);

/* Output over input, 0 without output. */
double transformer_efficiency_ratio(const struct transformer *t, double real_w, double power_factor_ratio,
                                    int *clamp_count);

/* Apparent power over rating at which the efficiency peaks: sqrt(P0 / Pk). */
double transformer_best_load_ratio(const struct transformer *t);

#endif
