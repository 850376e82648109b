/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ups - losses of an uninterruptible supply (or a rectifier): loss / rating = a + b x + c x^2.
 *
 * X is output over rating, a the no-load, b the proportional, c the square term (Schneider Electric
 * White Paper 113).  Valid 0..1.25 of the rating (the usual overload class), clamped and counted beyond
 * (clamp.h).  In 2N each unit runs at half load or less, so the low end of the curve decides.
 * Threads: pure.
 */
#ifndef PHYSICS_UPS_H
#define PHYSICS_UPS_H

struct ups_curve {
    const char *name;
    const char *source;
    double no_load_ratio, proportional_ratio, square_ratio;
};

/* Modern double conversion (the default, first), conservative, eco mode, MV rectifier to 800 VDC, legacy. */
extern const struct ups_curve ups_curves[];
extern const int ups_curve_count;

/* The curve of that name, or NULL. */
const struct ups_curve *ups_curve_find(const char *name);

/* Loss while OUTPUT_W leaves units with RATED_W (> 0) together, sharing equally. */
double ups_loss_w(const struct ups_curve *curve, double rated_w, double output_w, int *clamp_count);

/* Output over input, 0 without output. */
double ups_efficiency_ratio(const struct ups_curve *curve, double rated_w, double output_w, int *clamp_count);

#endif
