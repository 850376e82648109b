/* SPDX-License-Identifier: Apache-2.0 */
/*
 * units - the feeds, stages, substations and transformers of all sites as one table of named units.
 *
 * A unit waits at its gates (its needs, and its parent), is energised, is taken out of service for several
 * causes and comes back: it fails; a feed is curtailed, after a notice and up to a cap a year, until it is
 * firm; UPS are locked out by dips of a feed; transformers are maintained in turn.  Each has its own random
 * streams, so one transformer more leaves the failures of the others as they were.
 */
#ifndef POWER_UNITS_H
#define POWER_UNITS_H

#include "plan/run.h"

enum unit_sort {
    UNIT_FEED,
    UNIT_STAGE,
    UNIT_SUBSTATION,
    UNIT_TRANSFORMER,
    UNIT_GENSET,
    UNIT_GAS_PLANT,
    UNIT_BESS,
    UNIT_SORT_COUNT
};

/* What takes a unit out of service for a time. */
enum unit_cause { UNIT_FAILURE, UNIT_CURTAILMENT, UNIT_LOCK_OUT, UNIT_MAINTENANCE, UNIT_CAUSE_COUNT };

/* Constant facts of a unit. */
struct unit_build {
    enum unit_sort sort;
    const struct record *record;
    int parent; /* unit, or -1 */
    int site;
    double rated; /* W of a feed or stage, VA of a transformer */
    double no_load_w, load_w;
    double derate_per_k, derate_above_k;                 /* transformer */
    double power_factor_ratio;                           /* substation */
    int redundancy;                                      /* substation: enum redundancy */
    bool staged;                                         /* feed: has stages */
    double rate_per_s[UNIT_CAUSE_COUNT];                 /* per second in service; 0: never */
    const struct distribution *length[UNIT_CAUSE_COUNT]; /* NULL: exponential with the mean below */
    double mean_length_s[UNIT_CAUSE_COUNT];
    int rate_field[UNIT_CAUSE_COUNT], length_field[UNIT_CAUSE_COUNT]; /* names of the streams */
    double notice_s;                                                  /* of curtailment */
    double curtailment_cap_s;                                         /* of a calendar year */
    double maintenance_s;                                             /* planned work of a year; 0: none */
    int maintenance_month, maintenance_place; /* place among the transformers of its substation */
};

struct units_plan {
    const struct unit_build *builds; /* parents before their children */
    int count;
    const int *by_record; /* unit by the record's number, or -1 */
};

/* State of a unit in one replication. */
struct unit {
    const struct unit_build *build;
    struct run *run;
    bool *changed; /* of its site: set whenever the unit's ability changes */
    struct gate_set gates;
    struct unit *parent; /* or NULL */
    bool energised;
    int later_count; /* still to be done until it changes: a feed gets firm, a bridge is taken away */
    bool later;      /* all done */
    bool retired;
    bool out[UNIT_CAUSE_COUNT];
    int cause_count; /* that it is out for */
    struct stream gaps[UNIT_CAUSE_COUNT], lengths[UNIT_CAUSE_COUNT];
    int64_t out_since; /* tick, while out */
    double out_s;      /* ended outages */
    int out_count[UNIT_CAUSE_COUNT];
    double cause_s[UNIT_CAUSE_COUNT]; /* outages begun, at their whole length */
    int curtailed_year;
    double curtailed_s; /* in that year */
    int siblings_out;   /* substation: transformers out of service */
};

/* All units of PLAN as one table in ARENA, parents first. */
struct units_plan units_compile(const struct plan *plan, struct arena *arena);

/* All units of the plan; those without gates are energised at once.  CHANGED: a flag for each site. */
struct unit *units_start(const struct units_plan *plan, bool *changed, struct run *run);

/* Energised, out for no cause, and not retired. */
static inline bool unit_in_service(const struct unit *unit)
{
    return unit->energised && unit->cause_count == 0 && !unit->retired;
}

#endif
