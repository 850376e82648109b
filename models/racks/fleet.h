/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fleet - accepted racks of one system at one site: how they fail and are mended, day by day.
 *
 * Failures of a day and interruptions of a week are Poisson counts of the whole fleet, drawn from
 * a stream of its own; new racks fail more often.  A broken package takes its module out of service.
 * A spare is swapped in after a drawn time; without a spare the module stays down until one comes
 * back from repair.  What breaks on one day goes to repair together.  Two books close exactly:
 * modules down = in swap + waiting, and spares bought = on hand + in repair - waiting.
 *
 * The racks of a fleet are alike, so halls share its losses in proportion.
 */
#ifndef RACKS_FLEET_H
#define RACKS_FLEET_H

#include "engine/stream.h"
#include "physics/ageing.h"
#include "plan/draw.h"

enum { FLEET_STEPS = 256, FLEET_MONTH_S = 2629800, FLEET_DAY_S = 86400 };

struct fleet_plan {
    const struct record *system;
    int site;
    int packages, module_packages;          /* of a rack; of a module */
    int modules;                            /* of a rack */
    double failures_day, interruptions_day; /* per package and day, of racks that are no longer new */
    double recovery_ratio;                  /* day lost by a rack at each interruption */
    struct ageing_early_life early;         /* of failures and interruptions */
    double spare_ratio;
    int16_t swap_days[FLEET_STEPS], repair_days[FLEET_STEPS]; /* equally likely steps of the drawn times */
    int ring_days;                                            /* longer than any of them */
    int month_count;
    int64_t start; /* of the scenario: months of acceptance count from here */
    uint64_t stream_id;
    double it_power_w, typical_w, idle_w; /* of a rack: provided, serving, without work */
    double liquid_ratio, supply_limit_k;
};

struct fleet {
    const struct fleet_plan *plan;
    struct stream stream;
    bool median;           /* base case: counts at their expectation */
    int64_t racks;         /* accepted and not retired */
    int64_t *month_racks;  /* of these, by month of acceptance */
    double weighted_racks; /* racks times the multiplier of their age */
    int64_t bought, on_hand, in_repair;
    int64_t waiting, in_swap;
    int64_t *swaps_due, *repairs_due; /* by day, in a ring */
    int64_t failure_count, interruption_count;
    int64_t interruptions_week; /* drawn for this week; -1 before the first */
    int64_t interrupted_today;
    double failures_carry, interruptions_carry; /* base case */
};

void fleet_start(struct fleet *fleet, const struct fleet_plan *plan, const struct draw *draw,
                 struct arena *arena);

/* RACKS join, or leave that were accepted in the month of ACCEPTED. */
void fleet_accept(struct fleet *fleet, int64_t racks, int64_t now);
void fleet_retire(struct fleet *fleet, int64_t racks, int64_t accepted, int64_t now);

/* The day that ends at NOW, a multiple of a day. */
void fleet_day(struct fleet *fleet, int64_t now);

/* Modules in all, and out of service. */
static inline int64_t fleet_modules(const struct fleet *fleet)
{
    return fleet->racks * fleet->plan->modules;
}
static inline int64_t fleet_modules_down(const struct fleet *fleet)
{
    return fleet->in_swap + fleet->waiting;
}

/* Rack-equivalents out of service, whole racks, at most the fleet's. */
static inline int64_t fleet_failed_racks(const struct fleet *fleet)
{
    int64_t failed = fleet_modules_down(fleet) / fleet->plan->modules;
    return failed < fleet->racks ? failed : fleet->racks;
}

/* Packages that work: all those in service, less what interruptions of the last day cost. */
static inline double fleet_live_packages(const struct fleet *fleet)
{
    const struct fleet_plan *plan = fleet->plan;
    double up = (double)(fleet_modules(fleet) - fleet_modules_down(fleet));
    double lost = (double)fleet->interrupted_today * plan->recovery_ratio * plan->packages;
    double live = up * plan->module_packages - lost;
    return live > 0 ? live : 0;
}

/* Spares and modules that the books do not account for; 0. */
int64_t fleet_residual(const struct fleet *fleet);

#endif
