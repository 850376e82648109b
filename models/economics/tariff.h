/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tariff - the kind <tariff>: a utility's rate schedule for large loads, as an <energy-contract> names it.
 *
 * Charges are those of the as-of date and drift from there.  What is particular to one customer (demand
 * held ready, ramp, contribution) stands in the contract.
 */
#ifndef ECONOMICS_TARIFF_H
#define ECONOMICS_TARIFF_H

#include "economics/bill.h"
#include "plan/record.h"

enum {
    TARIFF_ENERGY,
    TARIFF_ENERGY_CHARGE,
    TARIFF_ENERGY_MONTHS,
    TARIFF_RIDERS,
    TARIFF_DEMAND_CHARGE,
    TARIFF_DEMAND_UNIT,
    TARIFF_LEAST_POWER_FACTOR,
    TARIFF_RATCHET,
    TARIFF_RATCHET_MONTHS,
    TARIFF_MINIMUM_DEMAND,
    TARIFF_MINIMUM_TAKE,
    TARIFF_TRANSMISSION_CHARGE,
    TARIFF_COINCIDENT_MONTHS,
    TARIFF_COINCIDENT_HOURS,
    TARIFF_FIXED_CHARGE,
    TARIFF_TAXES,
    TARIFF_AS_OF,
    TARIFF_PRICE_DRIFT,
    TARIFF_FIELD_COUNT
};
enum tariff_energy { TARIFF_MARKET, TARIFF_CHARGE };
enum tariff_unit { TARIFF_REAL, TARIFF_APPARENT };

extern const struct kind economics_tariff_kind;

/* The charges of TARIFF in the month that begins at MONTH, DRIFT (a year) after its as-of date or START. */
struct bill_rates tariff_rates(const struct record *tariff, int64_t month, int64_t start, double drift);

/* Its charge for a joule in that month: all there is, or what comes on top of the market's price. */
double tariff_energy_usd_j(const struct record *tariff, int64_t month, int64_t start, double drift);

#endif
