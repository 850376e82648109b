/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bank - a number of equal generators that are called, start or not, run, fail and are repaired.
 *
 * Counts, not units, carry the state: running lives are exponential, so N running generators wait for one
 * failure of rate N / MTTF, and for a common one of rate beta / MTTF that takes them all.  At a call every
 * generator that is not under repair tries to start: it is available with the stated chance, then fails to
 * start with the stated chance, beta of which strikes all.  All that start run until the call ends.
 * (NREL REopt; Marqusee and Jenket 2020, Applied Energy 268, 114918.)
 *
 * The luck of a bank depends on its calls only, never on how much it gives: so the same calls replay the
 * same luck.  Fuel, where it is stored on site, depends on what was given.
 * Threads: plan shared, state one per replication.  Errors: none.
 */
#ifndef POWER_BANK_H
#define POWER_BANK_H

#include "plan/run.h"

enum bank_rule { BANK_SHORT, BANK_BY_COST, BANK_BASE };

/* Constant facts. */
struct bank_build {
    const struct record *record;
    int count;
    double unit_w;
    enum bank_rule rule;
    bool is_standby;   /* generators, not a gas plant */
    int reserve_count; /* of a gas plant under the contingency */
    int luck_field;    /* this and the next name the streams of starts and lives: fields that draw nothing */
    double available_ratio, start_failure_ratio;
    double failure_per_s; /* of one generator, running */
    double common_ratio;  /* beta */
    const struct distribution *repair;
    int repair_field;             /* names the streams */
    double fuel_per_j;            /* fuel energy for a unit of electricity */
    double fuel_usd_j, own_usd_j; /* a unit of fuel; other cost of a unit of electricity */
    double carbon_kg_j;           /* a unit of fuel */
    double turn_down_ratio;
    double derate_per_k, derate_above_k;
    double permit_s;          /* of a generator and a calendar year; INFINITY: any */
    bool permit_covers_grief; /* the permit counts hours with a failed supply too */
    double planned_s;         /* out of a year, each generator, one after the other */
    double stored_j;          /* fuel; INFINITY: a pipeline */
    double refuel_delay_s, refuel_w;
};

struct bank_state {
    const struct bank_build *build;
    bool sound; /* the base case: nothing fails */
    bool called;
    int running;
    int out;                /* under repair */
    int64_t *back;          /* by generator under repair: when it is back */
    double until_own_ratio; /* of a unit exponential, until the next failure of one */
    double until_all_ratio; /* the same, of all */
    struct stream starts, lives, repairs;
    double fuel_j;   /* on site */
    double refuel_s; /* until the tanker comes */
    int year;        /* of permit_used_s */
    double permit_used_s;
};

/* RUN_S: generator-seconds; PERMIT_S: of calls that a permit counts; THERE_S: in service, called or not. */
struct bank_total {
    double energy_j, fuel_j, run_s, permit_s, there_s;
    double fuel_usd, own_usd, carbon_kg;
    int64_t calls, starts, start_failures, run_failures; /* starts: tried, of single generators */
};

/* A segment as a bank sees it. */
struct bank_segment {
    int64_t tick;
    double seconds, dry_bulb_k;
    bool grief; /* the supply has failed: an emergency */
};

/* The facts of a <genset> and of a <gas-plant>; the records are borrowed. */
struct bank_build bank_of_genset(const struct record *genset);
struct bank_build bank_of_gas_plant(const struct record *plant);

/* What hot air leaves of the rating, 0 .. 1. */
double bank_heat_ratio(const struct bank_build *build, double dry_bulb_k);

/* Marginal cost of a unit of electricity. */
double bank_cost_usd_j(const struct bank_build *build);

/* A bank at rest with all its generators and a full tank, streams named by its record; room in RUN's arena.
 */
void bank_start(struct bank_state *bank, const struct bank_build *build, struct run *run);

/* Copies FROM into TO, which keeps its own room. */
void bank_copy(struct bank_state *to, const struct bank_state *from);

/*
 * Goes through SEGMENT, called or not; returns what the bank can give as a mean over it, W, by running
 * generators, heat and permit, but not by fuel.  TOTAL may be NULL.
 */
double bank_step(struct bank_state *bank, const struct bank_segment *segment, bool called,
                 struct bank_total *total);

/* What the fuel on site allows as a mean over SECONDS, W. */
double bank_fuel_w(const struct bank_state *bank, double seconds);

/* Burns the fuel of GIVEN_W (never more than bank_fuel_w) and takes in what tankers bring. */
void bank_burn(struct bank_state *bank, double given_w, double seconds);

#endif
