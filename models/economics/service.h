/* SPDX-License-Identifier: Apache-2.0 */
/*
 * service - a site as the utility's customer: what its meter shows in a month, and the bills so far.
 *
 * The meter keeps the highest hour and, where the tariff has a transmission charge, the load in the
 * system's peak hour: among the tariff's hours of the local standard day the one with the warmest air.
 * Without a tariff a bill is energy alone.
 */
#ifndef ECONOMICS_SERVICE_H
#define ECONOMICS_SERVICE_H

#include "economics/bill.h"
#include "plan/draw.h"

struct service_plan {
    const struct record *contract, *tariff; /* NULL: none */
    int64_t start, offset_s;                /* of the scenario; local standard time minus UTC */
    int month_capacity;                     /* of the scenario, begun ones too */
};

/*
 * N hours or parts of hours in order of time, in lanes LOW to LOW + N - 1 of COUNT, whole groups; all others
 * have no seconds (base/lanes.h).  Only ticks begin with the first.  Parts under 15 minutes set no demand.
 */
struct service_hours {
    int n, low, count;
    const int64_t *tick;
    const double *seconds, *dry_bulb_k, *grid_w;
};

/* What the world knows of a month at its end. */
struct service_use {
    int64_t from, until; /* ticks */
    double energy_j, energy_usd;
    double feeds_w;            /* capacity of the site's feeds */
    double power_factor_ratio; /* 0: 1 */
};

struct service_month {
    int64_t month; /* tick of its start */
    struct bill_use use;
    struct bill bill;
    int64_t contribution_cents, fuel_cents; /* beside the bill */
    double carbon_kg[3];                    /* by enum carbon_basis; NAN: not modelled */
    double stack_kg;                        /* from stacks on the site */
};

struct service;

/* The meter of one replication, without a month yet, in ARENA; PLAN is borrowed. */
struct service *service_start(const struct service_plan *plan, const struct draw *draw, struct arena *arena);

/* Shows the meter HOURS, which follow those before in time. */
void service_read(struct service *service, const struct service_hours *hours);

/* Closes the month and bills it; the row stays open to be completed until the next one. */
struct service_month *service_bill(struct service *service, const struct service_use *use);

/* All months so far; *COUNT of them. */
const struct service_month *service_months(const struct service *service, int *count);

#endif
