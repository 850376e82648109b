/* SPDX-License-Identifier: Apache-2.0 */
/*
 * operate - the campus at work between two events, hour by hour.
 *
 * Time since the last change of the plant is cut at hour boundaries into segments.  Each block of
 * segments takes three steps: every site finds the load that its feeds, firm power and cooling
 * allow; the demand for tokens is routed once over all sites; the plant runs at the load that
 * results.  Nothing of this depends on when the books are looked at: totals accumulate per segment,
 * in the order of time.
 *
 * Two kinds of watts are kept apart: capacity (what racks must be provided with, the measure of the
 * plan's wishes and of the limits) and draw (what they take at this hour's work, the measure of
 * energy, losses, heat and bills).
 */
#ifndef WORLD_OPERATE_H
#define WORLD_OPERATE_H

#include "world/cast.h"
#include "world/limit.h"
#include "world/logbook.h"

extern const struct metric_table operate_metrics;
extern const struct metric_table supply_metrics;

struct operate;

/* What one site used in the current month. */
struct operate_month {
    double energy_j;            /* at the meter */
    double energy_cost_usd;     /* at each hour's price */
    double fuel_cost_usd;       /* burnt on the site, and running cost of what burns it */
    double stack_kg;            /* carbon dioxide from stacks on the site */
    double water_kg;            /* make-up water */
    double commissioned_j;      /* IT capacity of the halls x time */
    double accepted_it_j;       /* IT capacity of the racks accepted x time */
    double accepted_facility_j; /* the same at the site's design ratio of load to IT */
};

/* Balance of energy of one site over the replication. */
struct operate_balance {
    double input_j; /* at the meter, generated, and out of batteries */
    double it_j, losses_j, cooling_j, overhead_j;
};

/* DETAILED: the logbook keeps its finer part. */
struct operate *operate_start(struct cast *cast, bool detailed, struct arena *arena);

/* Runs from where it stands up to TICK with the plant in force. */
void operate_until(struct operate *operate, int64_t tick);

/* Takes halls, power and racks as they are now. */
void operate_take_plant(struct operate *operate);

/* State metrics of the capacity ladder. */
void operate_publish(struct operate *operate);

/* Brings the flow metrics up to where it stands: before they are looked at. */
void operate_show(struct operate *operate);

/* This month's use of SITE, and a new month for all sites. */
struct operate_month operate_month(const struct operate *operate, int site);
void operate_next_month(struct operate *operate);

/* What the plant did, month by month. */
const struct logbook *operate_logbook(const struct operate *operate);

/* What bound the load so far; borrowed. */
const struct limit_book *operate_limits(const struct operate *operate);

/* Energy of SITE; input = it + losses + cooling + overhead but for rounding. */
struct operate_balance operate_balance(const struct operate *operate, int site);

#endif
