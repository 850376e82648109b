/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ride_through - seconds until something gets too warm or too empty after a failure.
 *
 * One lump of heat capacity C: C dT/dt = heat in - heat out.  For a loop C = volume x density x specific
 * heat, for a cold plate its metal and the water in it.  Threads: pure.
 */
#ifndef PHYSICS_RIDE_THROUGH_H
#define PHYSICS_RIDE_THROUGH_H

/* Heat capacity of a volume of liquid. */
double ride_through_loop_j_k(double volume_m3, double density_kg_m3, double heat_j_kg_k);

/*
 * Seconds until the lump has warmed by MARGIN_K while HEAT_W comes in and COOLING_W (constant) goes out.
 * INFINITY when the cooling is enough, 0 when the margin is already gone.
 */
double ride_through_s(double capacity_j_k, double margin_k, double heat_w, double cooling_w);

/*
 * The same when the heat out grows with temperature by CONDUCTANCE_W_K, zero at the start:
 * t = -(C / UA) ln(1 - UA margin / heat); INFINITY when it settles below the margin.
 */
double ride_through_leaking_s(double capacity_j_k, double margin_k, double heat_w, double conductance_w_k);

/*
 * Whether a UPS that gives up after DIP_LIMIT dips within WINDOW_S does so: the index of the dip that trips
 * it, or -1.  DIP_S are COUNT rising times.  (NERC incident review of July 2024: three in a minute.)
 */
int ride_through_lockout(const double *dip_s, int count, int dip_limit, double window_s);

#endif
