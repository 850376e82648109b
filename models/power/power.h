/* SPDX-License-Identifier: Apache-2.0 */
/*
 * power - what each site's feeds and substations can carry, as energised, failed and repaired by events.
 *
 * Feeds, stages, substations and transformers are energised when their needs are done, and are then marked
 * done themselves.  Feeds, transformers and the common part of a substation fail (exponential time in
 * service, repair from their distribution); power/units.h says what else takes them out.  In the base case
 * (draw.median) nothing fails.  Generators, gas plants and batteries: power/sources.h.
 *
 * Capacities of a site, all in W:
 *   feed        energised feeds in service: the sum of their stages, at most the contract
 *   (in air above derate-above, firm and installed capacity are less: power_firm_load_at_w; where the
 *   transformers of a site differ, the steepest loss and the coolest limit of them hold for all)
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
#include "power/sources.h"

extern const struct metric_table power_metrics;

struct power;
struct power_plan;

/* One site's supply between two events. */
struct power_state {
    double contracted_w; /* all feeds, energised or not */
    double feed_w;
    double firm_w;
    double installed_w;     /* transformers in service at their power factor */
    double installed_va;    /* the same by their ratings; 0 without transformers */
    double no_load_w;       /* sum of P0 */
    double load_loss_per_w; /* W of loss per W^2 of load */
    int transformers_out;   /* failed now */
    int feeds_out;          /* failed, curtailed or locked out now */
    double whole_feed_w;    /* as they would be with nothing out of service */
    double whole_firm_w;
    double curtailed_w;                  /* feeds: out by curtailment alone */
    double failed_w;                     /* feeds: out by failure or lock-out */
    bool grief;                          /* something that is needed has failed: an emergency */
    double plant_w;                      /* gas plants in service less their reserve, design day */
    double swing_ratio;                  /* what batteries lose in smoothing, over the load on the bus */
    double derate_per_k, derate_above_k; /* of firm and installed capacity in hot air; INFINITY: never */
};

/* NULL after errors. */
const struct power_plan *power_compile(const struct plan *plan, const struct metric_layout *layout,
                                       struct arena *arena, struct diag *diag);

/* Power of one replication in the run's arena; its first events are scheduled. */
struct power *power_start(const struct power_plan *plan, struct run *run);

/*
 * Load leaving the main transformers per watt of IT when all halls are full on the design day; 1 .. 3.
 * The world sets it once after the start; power.it_energised is stated with it, in that day's air
 * DRY_BULB_K.  1 until then, and where there is no hall that could tell.
 */
void power_set_design(struct power *power, int site, double load_per_it_ratio, double dry_bulb_k);

/* What stands on the site's bus beside the grid; NULL when nothing does. */
struct sources *power_sources(struct power *power, int site);

/* The supply of SITE (index) as it stands now into *OUT. */
void power_site_state(const struct power *power, int site, struct power_state *out);

/* Largest load behind the main transformers that a site carries in an hour, W. */
struct power_reach {
    double kept_w; /* under the contingency: feeds and firm capacity, gas plants without their reserve */
    double left_w; /* with nothing in reserve, standby generators too; batteries, which last minutes, not */
};
struct power_reach power_reach(const struct power *power, int site, double dry_bulb_k);

/*
 * The same if UNIT (feed, substation, transformer, gas plant, generators) were not energised now; of a farm
 * or plant ONE: if one of its generators were not there.
 */
struct power_reach power_reach_without(struct power *power, const struct record *unit, bool one,
                                       double dry_bulb_k);

/* Largest load behind the main transformers that the feed alone, or the firm capacity alone, allows. */
double power_feed_load_w(const struct power_state *state);
double power_firm_load_w(const struct power_state *state);

/* What hot air leaves of the main transformers' capacity, 0 .. 1; and what is firm then. */
double power_derate_ratio(const struct power_state *state, double dry_bulb_k);
double power_firm_load_at_w(const struct power_state *state, double dry_bulb_k);

/* COUNT hours of LOAD_W behind the main transformers: their loss, and the power drawn from the feeds. */
void power_feed_block(const struct power_state *state, int count, const double *load_w, double *loss_w,
                      double *feed_w);

/* Sets power.contracted, .energised, .firm, .it_energised of every site. */
void power_publish(struct power *power);

/* What a unit (feed, stage, substation, transformer) waits or waited for; NULL for other records. */
const struct gate_set *power_gates(const struct power *power, const struct record *unit);

/*
 * Times out of service so far, by cause, and seconds out of service in all of them; CURTAILED_S at the whole
 * length of each curtailment that has begun, as its cap counts it.
 */
struct power_outages {
    int failure_count, curtailment_count, lock_out_count, maintenance_count;
    double out_s, curtailed_s;
};
struct power_outages power_outages_of(const struct power *power, const struct record *unit);

#endif
