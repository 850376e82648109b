/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bill - one month of a site's power bill, line by line.
 *
 * Demand: the highest hour times the ratio of 15 minutes to an hour gives the metered demand D.  It is
 * billed in MVA, D / pf, or in MW, D max(1, least pf / pf); not below a share (ratchet) of the highest
 * such demand of the months before, nor below a share (minimum demand) of the contract.  Each step is a line
 * of its own:
 *
 *     demand        c D                       power factor   c (A - D),  A as above
 *     ratchet       c (max(A, R) - A)         minimum demand c (max(A, R, M) - max(A, R))
 *
 * Transmission is charged on last year's mean demand in the system's peak hours, as in ERCOT (16 Texas
 * Administrative Code 25.192 (b)(1): previous year's average of June to September).  Lines are rounded to
 * cents one by one, taxes are levied on their sum, and the total is the sum of the rounded lines.
 *
 * Threads: pure.
 */
#ifndef ECONOMICS_BILL_H
#define ECONOMICS_BILL_H

#include <stdbool.h>
#include <stdint.h>

enum bill_line {
    BILL_ENERGY,
    BILL_RIDERS,
    BILL_DEMAND,
    BILL_POWER_FACTOR,
    BILL_RATCHET,
    BILL_MINIMUM_DEMAND,
    BILL_TRANSMISSION,
    BILL_MINIMUM_TAKE,
    BILL_FIXED,
    BILL_TAXES,
    BILL_LINES
};

/* Charges in force in a month; all 0: energy alone. */
struct bill_rates {
    double demand_usd_w, transmission_usd_w, fixed_usd; /* a month */
    double riders_usd_j, take_usd_j;
    double tax_ratio, ratchet_ratio, minimum_ratio, take_ratio;
    double least_power_factor_ratio;
    bool apparent; /* demand is billed in MVA */
};

/* What the month was. */
struct bill_use {
    double energy_j, energy_usd;
    double peak_w;             /* highest hour */
    double peak_ratio;         /* of 15 minutes to the hour */
    double power_factor_ratio; /* of the load, > 0 */
    double past_va;            /* highest demand of the months that the ratchet looks back on, adjusted */
    double coincident_w;       /* last year's demand in the system's peak hours */
    double contract_w;         /* in force */
    double seconds;            /* of service in the month */
    double month_ratio;        /* the same over the whole month */
};

struct bill {
    int64_t cents[BILL_LINES];
    int64_t total_cents;   /* the sum of all lines */
    int64_t minimum_cents; /* due without any use: minimum demand, minimum take, fixed charge, taxes */
    double demand_w;       /* metered: of 15 minutes */
    double adjusted_va;    /* by the power factor; W where the tariff bills real power */
    double billed_va;      /* the same under ratchet and minimum */
};

/* The bill of a month; a line is below 0 only where its price is. */
struct bill bill_of(const struct bill_rates *rates, const struct bill_use *use);

#endif
