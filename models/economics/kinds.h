/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kinds - what operation costs: the region's energy, who pays for it, and the work on site.
 *
 * Prices of catalogues are of a year; `price-drift` carries them along from their as-of date.
 */
#ifndef ECONOMICS_KINDS_H
#define ECONOMICS_KINDS_H

#include "plan/field.h"

enum {
    REGION_ENERGY_PRICE,
    REGION_AS_OF,
    REGION_PRICE_DRIFT,
    REGION_MONTHS,
    REGION_HOURS,
    REGION_UTC_OFFSET,
    REGION_WATER_PRICE,
    REGION_MONTH_HOURS,
    REGION_PRICES,
    REGION_VOLATILITY,
    REGION_PERSISTENCE,
    REGION_SCARCITY_HOURS,
    REGION_SCARCITY_LOW,
    REGION_SCARCITY_MEAN,
    REGION_PRICE_CAP,
    REGION_SCARCITY_DAYS,
    REGION_FIELD_COUNT
};
enum {
    OPEX_SITE,
    OPEX_RATE,
    OPEX_BASIS,
    OPEX_PAYER,
    OPEX_PAYEE,
    OPEX_PRICE_DRIFT,
    OPEX_INCLUDES_ENERGY,
    OPEX_FIELD_COUNT
};
enum opex_basis { OPEX_COMMISSIONED, OPEX_ACCEPTED };
enum {
    ENERGY_SITE,
    ENERGY_PAYER,
    ENERGY_PAYEE,
    ENERGY_FIXED_PRICE,
    ENERGY_ADDER,
    ENERGY_TARIFF,
    ENERGY_CONTRACT_DEMAND,
    ENERGY_RAMP,
    ENERGY_SERVICE_START,
    ENERGY_PEAK_RATIO,
    ENERGY_CONTRIBUTION,
    ENERGY_CONTRIBUTION_DUE,
    ENERGY_FIELD_COUNT
};

extern const struct kind economics_region_kind;
extern const struct kind economics_opex_kind;
extern const struct kind economics_energy_contract_kind;

#endif
