/* SPDX-License-Identifier: Apache-2.0 */
/*
 * power - what each site's feeds and substations can carry, as energised, failed and repaired by events.
 *
 * Feeds, stages, substations and transformers are energised when their needs are done, and are then marked
 * done themselves.  Feeds and transformers fail (exponential time in service, repair from their
 * distribution); an interruptible feed is also curtailed (events of 2 h on average).  In the base case
 * (draw.median) nothing fails.
 *
 * Capacities of a site, all in W:
 *   feed        energised feeds in service: the sum of their stages, at most the contract
 *   firm        main transformers energised, less the largest ones held in reserve, times power factor;
 *               never more than those in service; as large as the feed where a site has no substation
 * Loss of the main transformers sharing the load by rating: sum P0 + (P / sum Sr pf)^2 sum Pk.
 *
 * Use by the world (src/world/plant.h does all of it): power_site_state whenever the plant changed, then
 * the block functions below; power_publish in PHASE_PUBLISH.
 * Owns: compile from its arena, start from the run's.  Errors at the record's place.  Threads: plan shared.
 */
#ifndef POWER_POWER_H
#define POWER_POWER_H

#include "plan/run.h"

extern const struct metric_table power_metrics;

struct power;
struct power_plan;

/* One site's supply between two events. */
struct power_state {
    double contracted_w; /* all feeds, energised or not */
    double feed_w;
    double firm_w;
    double installed_w;     /* transformers in service at their power factor */
    double no_load_w;       /* sum of P0 */
    double load_loss_per_w; /* W of loss per W^2 of load */
    int transformers_out;   /* failed now */
    int feeds_out;          /* failed or curtailed now */
};

/* NULL after errors. */
const struct power_plan *power_compile(const struct plan *plan, const struct metric_layout *layout,
                                       struct arena *arena, struct diag *diag);

struct power *power_start(const struct power_plan *plan, struct run *run);

/*
 * Load leaving the main transformers per watt of IT when all halls are full on the design day; 1 .. 3.
 * The world sets it once after the start; power.it_energised is stated with it.  1.3 until then.
 */
void power_set_design(struct power *power, int site, double load_per_it_ratio);

void power_site_state(const struct power *power, int site, struct power_state *out);

/* The site of UNIT (feed, substation, transformer) as it would be if UNIT were not energised now. */
void power_state_without(struct power *power, const struct record *unit, struct power_state *out);

/* Largest load behind the main transformers that the feed alone, or the firm capacity alone, allows. */
double power_feed_load_w(const struct power_state *state);
double power_firm_load_w(const struct power_state *state);

/* COUNT hours of LOAD_W behind the main transformers: their loss, and the power drawn from the feeds. */
void power_feed_block(const struct power_state *state, int count, const double *load_w, double *loss_w,
                      double *feed_w);

/* Sets power.contracted, .energised, .firm, .it_energised of every site. */
void power_publish(struct power *power);

/* What a unit (feed, stage, substation, transformer) waits or waited for; NULL for other records. */
const struct gate_set *power_gates(const struct power *power, const struct record *unit);

/* Failures (and curtailments of feeds) so far, and hours out of service in them. */
struct power_outages {
    int failure_count, curtailment_count;
    double out_s;
};
struct power_outages power_outages_of(const struct power *power, const struct record *unit);

#endif
