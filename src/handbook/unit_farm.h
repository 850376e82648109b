/* SPDX-License-Identifier: Apache-2.0 */
/*
 * unit_farm - chronological Monte Carlo of generating units against an hourly load, by the event engine.
 *
 * Units fail and return after exponential times, each with streams of its own, from their steady state on.
 * Every change is an event; between two of them the shortfall is integrated over the hours.  The mean over
 * years converges to the convolution of outage_table.h, which the two check in each other.
 *
 * Owns: memory of the arena.  Threads: one each.
 */
#ifndef HANDBOOK_UNIT_FARM_H
#define HANDBOOK_UNIT_FARM_H

#include "base/arena.h"
#include "engine/tally.h"

#include <stdint.h>

struct unit_farm_unit {
    double mw, mttf_h, mttr_h;
};

struct unit_farm {
    const struct unit_farm_unit *units;
    int unit_count;
    const double *load_mw; /* by hour of the year */
    int hour_count;
    uint64_t seed;
};

/* One observation a year. */
struct unit_farm_result {
    struct tally hours; /* in which the load exceeds what is up */
    struct tally days;  /* whose peak does */
    struct tally unserved_mwh;
    uint64_t event_count;
};

/* Simulates FARM for YEARS > 0, each an observation; the same seed gives the same results. */
struct unit_farm_result unit_farm_run(const struct unit_farm *farm, int years, struct arena *arena);

#endif
