/* SPDX-License-Identifier: Apache-2.0 */
/*
 * software_gain - throughput of fixed hardware that grows as its software matures.
 *
 * P(t) = P0 [1 + (G - 1) (1 - exp(-t / tau))]: G is the gain reached in the end, tau the time constant.
 * The facts behind G and tau are those of the rack catalogue.  Threads: pure.
 */
#ifndef PHYSICS_SOFTWARE_GAIN_H
#define PHYSICS_SOFTWARE_GAIN_H

/* Throughput at AGE_S over that at launch; FINAL_RATIO > 0, TAU_S > 0; ages below 0 count as 0. */
double software_gain_ratio(double final_ratio, double tau_s, double age_s);

/* Its mean between two ages, TO_S not below FROM_S, exact: 1 before the launch. */
double software_gain_mean_ratio(double final_ratio, double tau_s, double from_s, double to_s);

#endif
