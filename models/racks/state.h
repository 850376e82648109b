/* SPDX-License-Identifier: Apache-2.0 */
/*
 * state - the plan and the replication of racks as their files share them.
 *
 * Inside of racks only; others use racks.h.
 */
#ifndef RACKS_STATE_H
#define RACKS_STATE_H

#include "racks/accepted.h"
#include "racks/fleet.h"
#include "racks/journal.h"
#include "racks/lot.h"
#include "racks/racks.h"

enum racks_metric {
    RACKS_ORDERED,
    RACKS_IN_TRANSIT,
    RACKS_GATE,
    RACKS_DOCK,
    RACKS_INSTALLING,
    RACKS_BURN_IN,
    RACKS_REWORK,
    RACKS_ACCEPTED,
    RACKS_SERVING,
    RACKS_FAILED,
    RACKS_RETIRED,
    RACKS_STRANDED,
    RACKS_MODULES_DOWN,
    RACKS_SPARES,
    RACKS_LIVE_PACKAGES,
    RACKS_IT_RACKED,
    RACKS_IT_ACCEPTED,
    RACKS_IT_SERVING,
    RACKS_FAILURES,
    RACKS_INTERRUPTIONS,
    RACKS_STRANDED_TIME,
    RACKS_METRIC_COUNT
};

struct racks_order_plan {
    const struct record *record;
    int site, fleet;
    int64_t count;
    int64_t earliest; /* not placed before; when PLACED_BEFORE the day on which it was */
    bool placed_before;
    double rate_week;
    int64_t transit_s;
    int64_t first_ship;
    const int *halls; /* that it may go to and that suit it, in the order of filling */
    int hall_count;
    bool has_price;
    double price_usd; /* of a rack */
    double deposit_ratio;
    int payer, payee, priority;
    struct record_list needs;
    int64_t p50_s; /* median time from the order to the first shipment */
};

struct racks_site_plan {
    const struct record *record;
    const struct record *install; /* NULL: no racks here */
    double installs_day;
    int64_t work_limit; /* racks that crews have open at a time */
    int64_t dock_capacity;
    const struct distribution *burn_in, *rework;
    double yield_ratio;
    double capital_rate_s; /* share per second; NAN when not modelled */
    int first_fleet, fleet_count;
    int first_cohort, cohort_count;
    int cells[RACKS_METRIC_COUNT];
};

struct racks_cohort_plan {
    int fleet, hall;
};

struct racks_plan {
    const struct plan *plan;
    const struct racks_halls *halls;
    const int *hall_place; /* by hall: its place among the halls of its site */
    const struct racks_order_plan *orders;
    int order_count;
    const struct racks_site_plan *sites;
    int site_count;
    const struct fleet_plan *fleets;
    const int *fleet_cohort; /* by fleet: its first cohort; one per hall of the site follows */
    int fleet_count;
    const struct racks_cohort_plan *cohorts;
    int cohort_count;
};

struct racks_order {
    struct gate_set gates;
    struct gate position;
    bool installed; /* POSITION and the line have been set */
    int line_hall;  /* of the racks installed last: */
    int64_t line_installed, line_behind;
    struct request *request;
    int64_t placed, first_shipment, first_delivery, first_accepted, last_accepted;
    int64_t shipped, delivered, accepted, retired;
    int64_t week;   /* of shipping */
    int full_count; /* of its first halls that have no room until something is freed */
    int64_t cost_cents, charged_cents;
    double waited_rack_s;
    double failed_carry; /* base case: racks that do not pass */
    struct stream burn_in, yield, rework;
};

struct racks_yard {
    struct lot_queue gate, dock, installing;
    double credit; /* racks that the crews may still finish */
    int64_t burn_in, rework;
    bool awake;          /* works at the next midnight */
    bool taking_in;      /* racks or positions came at this midnight */
    bool changed;        /* since the metrics of the pipeline were last set */
    bool fleets_changed; /* the same of those of fleets */
    int64_t stranded;
    double stranded_usd;
    int64_t stranded_since;
    double stranded_rack_s, stranded_cost_usd;
};

struct racks_place {
    int64_t ready, used, free_since; /* positions; when the first of the free ones became so */
    double used_w;
};

struct racks {
    const struct racks_plan *plan;
    struct run *run;
    struct racks_order *orders;
    struct racks_yard *yards;   /* by site */
    struct racks_place *places; /* by hall */
    struct fleet *fleets;
    int64_t *cohort_racks;              /* accepted and not retired */
    struct racks_cohort_state *cohorts; /* filled by racks_site_state */
    struct bell publish;
    bool day_planned;
    bool days_ring;                        /* somebody watches what failures change */
    bool pipeline_watched, pipeline_rings; /* racks before acceptance; what others make of them */
    struct racks_journal journal;
    struct accepted accepted;
};

/* The metrics table's rows in the order of enum racks_metric. */
extern const struct metric_def racks_metric_defs[RACKS_METRIC_COUNT];

#endif
