/* SPDX-License-Identifier: Apache-2.0 */
/*
 * price - what a joule costs at one site, hour by hour.
 *
 * Threads: pure; a drawn price is constant.
 */
#ifndef ECONOMICS_PRICE_H
#define ECONOMICS_PRICE_H

#include "economics/kinds.h"
#include "plan/draw.h"

#define PRICE_YEAR_S 31557600.0 /* 365.25 days, the year of quantities */

struct price_plan {
    const struct record *region;
    const struct record *contract; /* energy contract, or NULL */
    const struct record *tariff;   /* of the contract, or NULL */
    int64_t start;                 /* of the scenario */
    int64_t as_of;
    int64_t offset_s;             /* local standard time minus UTC */
    double months[12], hours[24]; /* mean 1 */
};

struct price {
    const struct price_plan *plan;
    double usd_j; /* drawn mean on the as-of date */
    double drift; /* a year */
    double adder_usd_j;
    double fixed_usd_j;  /* NAN: by the region */
    double tariff_drift; /* a year */
};

struct price_plan price_of_region(const struct record *region, int64_t start);

struct price price_draw(const struct price_plan *plan, const struct draw *draw);

/* The prices of one local month; all zero: none yet. */
struct price_month {
    int64_t from, until; /* ticks */
    double usd_j[24];    /* by the hour of the local day */
};

/* USD per joule at each of N ascending ticks.  MONTH holds the last month between calls. */
void price_block(const struct price *price, struct price_month *month, const int64_t *tick, int n,
                 double *usd_j);

#endif
