/* SPDX-License-Identifier: Apache-2.0 */
/*
 * price - what a joule costs at one site, hour by hour: the region's market, a contract and its tariff.
 *
 * Threads: belongs to its replication.
 */
#ifndef ECONOMICS_PRICE_H
#define ECONOMICS_PRICE_H

#include "economics/market.h"

struct price_plan {
    const struct record *contract; /* energy contract, or NULL */
    const struct record *tariff;   /* of the contract, or NULL */
    int64_t start;                 /* of the scenario */
    int64_t offset_s;              /* local standard time minus UTC */
};

/* The price of one site; its local month last asked for is kept, all zero: none yet. */
struct price {
    const struct price_plan *plan;
    struct market *market; /* shared by the sites of a region */
    double adder_usd_j;
    double fixed_usd_j;  /* NAN: by the market */
    double tariff_drift; /* a year */
    int64_t from, until; /* ticks of the month */
    double usd_j[MARKET_MONTH_HOURS];
};

/* Fills in PRICE, all zero before, and draws what is drawn once; PLAN and MARKET are borrowed. */
void price_start(struct price *price, const struct price_plan *plan, struct market *market,
                 const struct draw *draw);

/* USD per joule at each of N ascending ticks. */
void price_block(struct price *price, const int64_t *tick, int n, double *usd_j);

#endif
