/* SPDX-License-Identifier: Apache-2.0 */
/*
 * market - the hourly price of energy in one grid region.
 *
 * With P the mean price on the as-of date, g = (1 + drift)^years and s(month, hour) a shape of mean 1 in
 * local standard time,
 *
 *     p(t) = g ((P - E) s(t) f(day) + a(t))
 *
 * f = exp(x - sd^2 / 2) is a log-normal daily factor of mean 1; x is a stationary first-order
 * autoregression, x' = r x + sd sqrt(1 - r^2) z.  Scarcity: events come as a Poisson process whose rate
 * follows s by month; they begin at an hour drawn in proportion to s, last a geometric number of hours of
 * mean 2, and add a = low + min(Exp(mean - low), cap - low).  Each falls, of some days drawn from its month,
 * on the one with most degree-days (mean of the day against 18.3 degC).  E is the mean of a over a year, so
 * that the mean of p stays g P; where scarcity would take more than nine tenths of P it is scaled down.
 *
 * Hours of the user's file replace s; hours beyond a dated file have its mean by month and hour.  In the base
 * case f is 1 and scarcity is spread over all hours.
 *
 * Threads: a plan is constant; a market belongs to its replication.
 */
#ifndef ECONOMICS_MARKET_H
#define ECONOMICS_MARKET_H

#include "economics/hour_shape.h"
#include "plan/draw.h"

#define PRICE_YEAR_S 31557600.0 /* 365.25 days, the year of quantities */

enum { MARKET_MONTH_HOURS = HOUR_SHAPE_MONTH };

struct market_plan {
    const struct record *region;
    int64_t start, end, as_of; /* ticks */
    int64_t offset_s;          /* local standard time minus UTC */
    struct hour_shape shape;   /* mean 1 */
};

/* Mean dry bulb of the local day that begins at DAY (a UTC tick), in the region. */
struct market_air {
    double (*day_k)(const void *subject, int64_t day);
    const void *subject;
};

struct market;

/* The market of REGION from START to END, ticks; the record is borrowed. */
struct market_plan market_plan_of(const struct record *region, int64_t start, int64_t end);

/* The market of one replication in ARENA; it draws by DRAW, which must outlive it. */
struct market *market_start(const struct market_plan *plan, const struct draw *draw, struct arena *arena);

/* Where scarcity looks for heat and cold; before the first month is asked for. */
void market_set_air(struct market *market, struct market_air air);

/* USD per joule in each hour of the local month that begins at MONTH (local time as a tick). */
void market_month(struct market *market, int64_t month, double usd_j[MARKET_MONTH_HOURS]);

#endif
