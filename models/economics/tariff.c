/* SPDX-License-Identifier: Apache-2.0 */
#include "economics/tariff.h"

#include "base/calendar.h"
#include "economics/price.h"
#include "plan/field.h"

#include <math.h>

#define MONTH_S (PRICE_YEAR_S / 12) /* the month of quantities */

static const struct field tariff_fields[TARIFF_FIELD_COUNT] = {
    [TARIFF_ENERGY] = {.name = "energy",
                       .type = FIELD_ENUM,
                       .fallback = "market",
                       .choices = "market|charge",
                       .meaning = "whether the market's hourly price is passed through, the energy charge on "
                                  "top, or the energy charge is all"},
    [TARIFF_ENERGY_CHARGE] = {.name = "energy-charge",
                              .type = FIELD_QUANTITY,
                              .unit = "USD/MWh",
                              .fallback = "0 USD/MWh",
                              .low = -100,
                              .high = 1000,
                              .meaning = "charge for energy; what is missing to the minimum take costs this, "
                                         "too"},
    [TARIFF_ENERGY_MONTHS] = {.name = "energy-months",
                              .type = FIELD_SERIES,
                              .unit = "",
                              .length = 12,
                              .fallback = "1 1 1 1 1 1 1 1 1 1 1 1",
                              .low = 0,
                              .high = 10,
                              .meaning = "the energy charge by month, January first, relative to the one "
                                         "stated; not normalised"},
    [TARIFF_RIDERS] = {.name = "riders",
                       .type = FIELD_QUANTITY,
                       .unit = "USD/MWh",
                       .fallback = "0 USD/MWh",
                       .low = -100,
                       .high = 1000,
                       .meaning = "riders and fees on energy, a line of their own"},
    [TARIFF_DEMAND_CHARGE] = {.name = "demand-charge",
                              .type = FIELD_QUANTITY,
                              .unit = "USD/kW/month",
                              .fallback = "0 USD/kW/month",
                              .low = 0,
                              .high = 200,
                              .meaning = "charge on the billed demand; a kVA costs the same where demand is "
                                         "billed in MVA"},
    [TARIFF_DEMAND_UNIT] = {.name = "demand-unit",
                            .type = FIELD_ENUM,
                            .fallback = "MW",
                            .choices = "MW|MVA",
                            .meaning = "what demand is billed in"},
    [TARIFF_LEAST_POWER_FACTOR] =
        {.name = "least-power-factor",
         .type = FIELD_QUANTITY,
         .unit = "",
         .fallback = "0.95",
         .low = 0.5,
         .high = 1,
         .meaning = "demand in MW is raised by this over the load's power factor where that is lower",
         .source = "usual adjustment clause, 0.90 to 0.95; engineering judgement, grade I"},
    [TARIFF_RATCHET] = {.name = "ratchet",
                        .type = FIELD_QUANTITY,
                        .unit = "%",
                        .fallback = "0 %",
                        .low = 0,
                        .high = 100,
                        .meaning = "demand is billed at this share of the highest of the months before at "
                                   "least"},
    [TARIFF_RATCHET_MONTHS] = {.name = "ratchet-months",
                               .type = FIELD_COUNT,
                               .fallback = "11",
                               .low = 1,
                               .high = 23,
                               .meaning = "how many months before the ratchet looks back on"},
    [TARIFF_MINIMUM_DEMAND] = {.name = "minimum-demand",
                               .type = FIELD_QUANTITY,
                               .unit = "%",
                               .fallback = "0 %",
                               .low = 0,
                               .high = 100,
                               .meaning = "demand is billed at this share of the contract demand in force at "
                                          "least"},
    [TARIFF_MINIMUM_TAKE] = {.name = "minimum-take",
                             .type = FIELD_QUANTITY,
                             .unit = "%",
                             .fallback = "0 %",
                             .low = 0,
                             .high = 100,
                             .meaning = "energy to be paid for, used or not: the load factor at the contract "
                                        "demand in force"},
    [TARIFF_TRANSMISSION_CHARGE] = {.name = "transmission-charge",
                                    .type = FIELD_QUANTITY,
                                    .unit = "USD/kW/year",
                                    .fallback = "0 USD/kW/year",
                                    .low = 0,
                                    .high = 1000,
                                    .meaning = "charge on the mean demand of the calendar year before in the "
                                               "system's peak hours; nothing in the first year"},
    [TARIFF_COINCIDENT_MONTHS] = {.name = "coincident-months",
                                  .type = FIELD_SERIES,
                                  .unit = "",
                                  .length = 12,
                                  .fallback = "0 0 0 0 0 1 1 1 1 0 0 0",
                                  .low = 0,
                                  .high = 1,
                                  .meaning = "1 for months whose peak hour of the system counts, January "
                                             "first",
                                  .source = "June to September: 16 TAC 25.192, read 2026-11-30; grade S"},
    [TARIFF_COINCIDENT_HOURS] =
        {.name = "coincident-hours",
         .type = FIELD_SERIES,
         .unit = "",
         .length = 24,
         .fallback = "0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 1 1 1 0 0 0 0 0 0",
         .low = 0,
         .high = 1,
         .meaning = "1 for hours of the local standard day that may be the peak hour; it is the one of them "
                    "with the warmest air at the site, as heat makes the system's peak",
         .source = "quarters of an hour from 16:30 to 17:00 daylight time in 2017 (Arcadia on ERCOT); the "
                   "hours around: engineering judgement, grade I"},
    [TARIFF_FIXED_CHARGE] = {.name = "fixed-charge",
                             .type = FIELD_QUANTITY,
                             .unit = "USD/month",
                             .fallback = "0 USD/month",
                             .low = 0,
                             .high = 1e9,
                             .meaning = "basic service, metering, customer charge"},
    [TARIFF_TAXES] = {.name = "taxes",
                      .type = FIELD_QUANTITY,
                      .unit = "%",
                      .fallback = "0 %",
                      .low = 0,
                      .high = 100,
                      .meaning = "taxes and franchise fees on all other lines"},
    [TARIFF_AS_OF] = {.name = "as-of",
                      .type = FIELD_DATE,
                      .fallback = "",
                      .meaning = "date of the charges; the scenario's start when absent"},
    [TARIFF_PRICE_DRIFT] = {.name = "price-drift",
                            .type = FIELD_DISTRIBUTION,
                            .unit = "%/year",
                            .fallback = "0 %/year",
                            .low = -50,
                            .high = 50,
                            .meaning = "change of all charges a year, compounded; the market's price has its "
                                       "own"},
};

const struct kind economics_tariff_kind = {
    .name = "tariff",
    .family = "economics",
    .parents = "scenario",
    .fields = tariff_fields,
    .field_count = TARIFF_FIELD_COUNT,
    .flags = KIND_CATALOGUE,
    .meaning = "a utility's rate schedule: how energy, demand and the network are billed",
};

static double drifted(const struct record *tariff, int64_t month, int64_t start, double drift)
{
    int64_t as_of = record_has(tariff, TARIFF_AS_OF) ? record_tick(tariff, TARIFF_AS_OF) : start;
    return pow(1 + drift * PRICE_YEAR_S, (double)(month - as_of) / PRICE_YEAR_S);
}

double tariff_energy_usd_j(const struct record *tariff, int64_t month, int64_t start, double drift)
{
    return record_number(tariff, TARIFF_ENERGY_CHARGE) *
           record_series(tariff, TARIFF_ENERGY_MONTHS)[calendar_date_of(month).month - 1] *
           drifted(tariff, month, start, drift);
}

struct bill_rates tariff_rates(const struct record *tariff, int64_t month, int64_t start, double drift)
{
    double level = drifted(tariff, month, start, drift);
    return (struct bill_rates){
        .demand_usd_w = record_number(tariff, TARIFF_DEMAND_CHARGE) * MONTH_S * level,
        .transmission_usd_w = record_number(tariff, TARIFF_TRANSMISSION_CHARGE) * MONTH_S * level,
        .fixed_usd = record_number(tariff, TARIFF_FIXED_CHARGE) * MONTH_S * level,
        .riders_usd_j = record_number(tariff, TARIFF_RIDERS) * level,
        .take_usd_j = tariff_energy_usd_j(tariff, month, start, drift),
        .tax_ratio = record_number(tariff, TARIFF_TAXES),
        .ratchet_ratio = record_number(tariff, TARIFF_RATCHET),
        .minimum_ratio = record_number(tariff, TARIFF_MINIMUM_DEMAND),
        .take_ratio = record_number(tariff, TARIFF_MINIMUM_TAKE),
        .least_power_factor_ratio = record_number(tariff, TARIFF_LEAST_POWER_FACTOR),
        .apparent = record_choice(tariff, TARIFF_DEMAND_UNIT) == TARIFF_APPARENT,
    };
}
