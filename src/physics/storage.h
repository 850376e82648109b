/* SPDX-License-Identifier: Apache-2.0 */
/*
 * storage - batteries: what a ramp limit or a swinging load asks of them, and one step of charge.
 *
 * Threads: pure; the level of charge is the caller's.
 */
#ifndef PHYSICS_STORAGE_H
#define PHYSICS_STORAGE_H

/*
 * Energy that lets a sudden step of STEP_W appear to the grid as a ramp of RAMP_W_S (> 0, W/s):
 * dP^2 / (2 R), one-sided.  The power rating needed is the step itself.
 */
double storage_ramp_energy_j(double step_w, double ramp_w_s);

/* Mean power through a store that flattens a load jumping by SWING_W up and down (square wave): swing / 4. */
double storage_swing_throughput_w(double swing_w);

struct storage {
    double energy_j;        /* between empty and full */
    double power_w;         /* at the terminals, both ways */
    double charge_ratio;    /* stored over taken in, 0..1; NREL REopt default 0.96 x sqrt(0.975) */
    double discharge_ratio; /* given out over taken from store */
    double least_ratio;     /* least level kept, over energy_j (0.2 usual) */
};

struct storage_step {
    double level_j;
    double given_w; /* at the terminals, mean of the step: > 0 out, < 0 in; never more than asked */
    double lost_w;  /* heat; level change + given + lost sums to zero */
};

/* WANTED_W (> 0 discharge, < 0 charge) for SECONDS (> 0) from LEVEL_J, within power and level limits. */
struct storage_step storage_step(const struct storage *s, double level_j, double wanted_w, double seconds);

#endif
