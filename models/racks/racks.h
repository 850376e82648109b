/* SPDX-License-Identifier: Apache-2.0 */
/*
 * racks - from the order to the rack that serves, in whole racks, of one replication.
 *
 * An order is placed when its gates and its money allow, shipped week by week as the vendor
 * allocates, and delivered.  At the site racks wait at the gate and on the dock, are
 * installed by crews into positions of ready halls that suit them, burn in and are accepted; then
 * they serve, fail and are mended (fleet.h) until they retire.  Sites work at midnights UTC.
 *
 * Books: racks ordered = with the vendor + on the road + at the gate + on the dock + installing + burning
 * in + in rework + serving + failed + retired, at every event (racks_residual).
 * What was paid before the scenario's start is opening state and not in the books.
 */
#ifndef RACKS_RACKS_H
#define RACKS_RACKS_H

#include "plan/metric.h"
#include "plan/run.h"

/* A hall, as the world tells it; the plan numbers halls by their place in the list. */
struct racks_hall {
    const struct record *record;
    int site;             /* index of the site record */
    int positions;        /* for racks */
    double it_capacity_w; /* IT power that its chain and cooling are built for */
    double rack_supply_k; /* warmest coolant it may give to racks; 0: not to be looked at */
};

struct racks_halls {
    const struct racks_hall *items;
    int count;
};

/* All racks of one system at one site; numbered through, those of a site stand together. */
struct racks_fleet {
    const struct record *system;
    int site;
    int package_count;                    /* of a rack */
    double it_power_w, typical_w, idle_w; /* of a rack: to be provided, serving, without work */
    double liquid_ratio, supply_limit_k;
};

/* Racks of one fleet in one hall. */
struct racks_cohort_state {
    int fleet;
    int hall;
    int accepted_racks; /* and not retired */
    int serving_racks;  /* accepted, less those counted as failed */
    double up_ratio;    /* packages that work, as a share of those in serving racks */
};

struct racks_site_state {
    const struct racks_cohort_state *cohorts; /* good until the next event */
    int cohort_count;
    int64_t serving_racks;
    double live_packages;
    double it_provided_w, it_typical_w, it_idle_w; /* of the serving racks */
};

/* An order at the end of a replication, or at any time. */
struct racks_order_row {
    const struct record *record;
    int64_t placed, first_shipment, first_delivery, first_accepted, last_accepted; /* PROGRESS_NEVER */
    int64_t count, shipped, delivered, accepted, retired;
    int64_t cost_cents, charged_cents; /* charged includes what was paid before the scenario */
    double waited_rack_s;              /* at the gate and on the dock */
    const struct gate *held_by;        /* what held the placing */
    const struct gate_set *gates;      /* all that the placing waited for */
    const struct gate *position;       /* what held the racks installed last: the hall; or NULL */
    const struct request *request;
};

struct racks_site_row {
    const struct record *site;
    double stranded_rack_s;   /* delivered, without a position in a ready hall that suits */
    double stranded_cost_usd; /* capital bound in them; NAN when not modelled */
    int64_t failure_count, interruption_count;
};

extern const struct metric_table racks_metrics;

struct racks;
struct racks_plan;

/* Compiles orders, systems and sites; HALLS is borrowed.  NULL after errors. */
const struct racks_plan *racks_compile(const struct plan *plan, const struct metric_layout *layout,
                                       const struct racks_halls *halls, struct arena *arena,
                                       struct diag *diag);

int racks_fleet_count(const struct racks_plan *plan);
struct racks_fleet racks_fleet(const struct racks_plan *plan, int fleet);

/* Puts one replication into its opening state and schedules its first events. */
struct racks *racks_start(const struct racks_plan *plan, struct run *run);

/* POSITIONS more of HALL are ready to take racks: commissioned, with power and cooling. */
void racks_hall_ready(struct racks *racks, int hall, int positions);

/* The site's serving racks as they are now. */
void racks_site_state(const struct racks *racks, int site, struct racks_site_state *state);

/*
 * The share of each fleet's accepted packages that work: failures and repairs are counted at midnights, which
 * change no plant and ring no bell, so that whoever integrates asks for all days that have passed at once.
 */
struct racks_days {
    int count;              /* at least 1, in the order of time */
    const int64_t *tick;    /* from then on, until the next */
    const double *up_ratio; /* [day * fleets + fleet] */
};

/* What racks_forget_days left, and the midnights since; good until the next event. */
struct racks_days racks_days(const struct racks *racks);

/* All days so far have been used: only what holds now is kept. */
void racks_forget_days(struct racks *racks);

/* From now on every midnight rings the plant and publishes, for those who watch what failures change. */
void racks_ring_days(struct racks *racks);

/* The same of racks between order and acceptance: whatever happens to them rings the plant at once. */
void racks_ring_pipeline(struct racks *racks);

/*
 * Sets the state metrics.  It happens by itself in PHASE_PUBLISH after every event, of what somebody watches,
 * but for the midnights' counts of failures (racks_ring_days); who looks at others calls it before.
 */
void racks_publish(struct racks *racks);

/* Rows for the results: orders in the plan's order, sites by index. */
int racks_order_count(const struct racks_plan *plan);
struct racks_order_row racks_order_row(const struct racks *racks, int order);
struct racks_site_row racks_site_row(const struct racks *racks, int site);

/* Racks that were accepted together. */
struct racks_lot {
    const struct record *order, *hall;
    int64_t delivered, installed; /* when the first of them came, and when crews began with them */
    int64_t behind; /* when the first of their order came behind which they stood in line for this hall */
};

/* Of the racks accepted at TICK the last lot; its order is NULL when none were. */
struct racks_lot racks_accepted_at(const struct racks *racks, int64_t tick);

/* Racks, modules and spares that the books do not account for: 0. */
int64_t racks_residual(const struct racks *racks);

#endif
