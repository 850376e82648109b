/* SPDX-License-Identifier: Apache-2.0 */
/*
 * economics - what operation costs and earns.
 *
 * Energy is priced hour by hour by a pure kernel; the world sums energy times price and hands in
 * the totals of a month.  At month end they become charges (energy, water, opex), which funding
 * pays, and receipts of token revenue.  Rent and take-or-pay are funding's.  Tax is not modelled.
 *
 * A site's energy contract may name a tariff: then the month is billed line by line (bill.h), on what the
 * site's meter shows (service.h).  Where an opex includes energy, nothing is billed beside it.
 *
 * Price: the region's market (market.h) plus the contract's adder and the tariff's energy charge; a fixed
 * price neither drifts nor is shaped.
 */
#ifndef ECONOMICS_ECONOMICS_H
#define ECONOMICS_ECONOMICS_H

#include "economics/kinds.h"
#include "economics/market.h"
#include "economics/service.h"
#include "plan/run.h"

extern const struct metric_table economics_metrics;

/* One site over the month. */
struct economics_site {
    double energy_j;           /* at the meter */
    double energy_cost_usd;    /* sum of energy x economics_price_block */
    double fuel_cost_usd;      /* burnt on the site, and running cost of what burns it */
    double stack_kg;           /* carbon dioxide from stacks on the site */
    double water_m3;           /* 0 when not modelled */
    double it_capacity_j;      /* watt-seconds of commissioned IT capacity */
    double accepted_it_j;      /* watt-seconds of accepted racks */
    double feeds_w;            /* capacity of the feeds, energised or not */
    double power_factor_ratio; /* of the load; 0: 1 */
};

/* One stream of tokens over the month. */
struct economics_stream {
    const struct record *stream;
    int seller; /* party index, or PARTY_OUTSIDE */
    double revenue_usd;
    double spill_cost_usd; /* what the seller pays to other clouds */
};

struct economics_month {
    const struct economics_site *sites; /* by index of the site */
    const struct economics_stream *streams;
    int stream_count;
};

struct economics_plan;
struct economics;

/* Prices, contracts and opex of all sites, in ARENA; NULL after errors, which stand at their records. */
const struct economics_plan *economics_compile(const struct plan *plan, const struct metric_layout *layout,
                                               struct arena *arena, struct diag *diag);

/* The economics of one replication, prices drawn, in the run's arena. */
struct economics *economics_start(const struct economics_plan *plan, struct run *run);

/*
 * Price of energy at SITE (its index) at each of N ascending ticks, USD per joule, into USD_J.
 * Constant within an hour of the site's local standard time.
 */
void economics_price_block(struct economics *economics, int site, const int64_t *tick, int n, double *usd_j);

/* Where the region of SITE has its air from; before the first price is asked for. */
void economics_set_air(struct economics *economics, int site, struct market_air air);

/* What the meter of SITE shows, hour by hour: before the month is booked. */
void economics_read_meter(struct economics *economics, int site, const struct service_hours *hours);

/* Books the month that ends now: charges for funding to pay, receipts into the ledger. */
void economics_month_end(struct economics *economics, const struct economics_month *month);

/* Totals since the start, cents. */
struct economics_total {
    int64_t energy_cents, water_cents, opex_cents; /* by site; energy is the whole power bill */
};
/* The bills of SITE so far, month by month; *COUNT of them. */
const struct service_month *economics_bills(const struct economics *economics, int site, int *count);

/* Who pays the bill of SITE, a party index; its contract, or NULL; whether its opex includes energy, so that
 * nothing is billed. */
int economics_payer(const struct economics_plan *plan, int site);
const struct record *economics_contract(const struct economics_plan *plan, int site);
bool economics_is_billed(const struct economics_plan *plan, int site);

/* Totals of SITE, and the revenue of SELLER (a party index), cents since the start. */
struct economics_total economics_site_total(const struct economics *economics, int site);
int64_t economics_revenue_cents(const struct economics *economics, int seller);

#endif
