/* SPDX-License-Identifier: Apache-2.0 */
/*
 * outage_table - capacity-outage probabilities of units that differ, and what load they fail to carry.
 *
 * A table is COUNT probabilities in the caller's array: [x] is the probability that exactly x steps of
 * capacity are out (a step is whatever the caller chose, 1 MW say).  Units are added by convolution, exact
 * and in any order (Billinton and Allan 1996, chapter 2; checked with the IEEE Reliability Test System
 * 1979).  COUNT must exceed the sum of all outages.  Allocates nothing.  Threads: pure.
 */
#ifndef PHYSICS_OUTAGE_TABLE_H
#define PHYSICS_OUTAGE_TABLE_H

/* A table with no units: nothing is out. */
void outage_table_start(double *probability, int count);

/* Adds a unit that loses OUT_STEPS with probability FORCED_OUT_RATIO (0..1) and nothing otherwise. */
void outage_table_add(double *probability, int count, int out_steps, double forced_out_ratio);

/* Adds a unit with STATE_COUNT states (derated ones too): steps out and probability; they sum to 1. */
void outage_table_add_states(double *probability, int count, const int *out_steps, const double *state_ratio,
                             int state_count);

/* Probability that more than RESERVE_STEPS are out; a negative reserve gives 1. */
double outage_table_beyond_ratio(const double *probability, int count, double reserve_steps);

struct outage_loss {
    double expected_count;    /* of the samples, those in which the load exceeds the capacity left */
    double expected_unserved; /* steps x samples not served: MWh for hourly samples and 1 MW steps */
};

/*
 * Loss of load over SAMPLE_COUNT loads in steps, with INSTALLED_STEPS in all: hourly loads give hours per
 * year and energy, daily peaks give days per year.
 */
struct outage_loss outage_table_loss_of_load(const double *probability, int count, double installed_steps,
                                             const double *load_steps, int sample_count);

#endif
