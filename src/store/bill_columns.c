/* SPDX-License-Identifier: Apache-2.0 */
#include "store/bill_columns.h"

#include <stddef.h>

#define LINE(NAME, MEANING)                                                                                  \
    {                                                                                                        \
        NAME, COLUMN_CENTS, "cent", MEANING, false                                                           \
    }

const struct result_column bill_columns[CELL_BILL_COUNT] = {
    {"run_id", COLUMN_RUN, NULL, "the replication", false},
    {"entity_id", COLUMN_ENTITY, NULL, "the site", false},
    {"month", COLUMN_TICK, "s since 1970-01-01 UTC", "start of the calendar month (UTC)", false},
    {"payer", COLUMN_ENTITY, NULL, "the party that pays", false},
    {"record", COLUMN_RECORD, NULL, "the energy contract; NULL: none, the region's price", false},
    {"energy_mwh", COLUMN_REAL, "MWh", "energy from the grid", false},
    {"demand_mw", COLUMN_REAL, "MW", "highest 15 minutes: the highest hour times the contract's ratio",
     false},
    {"demand_mva", COLUMN_REAL, "MVA", "the same over the power factor", false},
    {"billed_mw", COLUMN_REAL, "MW or MVA",
     "billed demand under power factor, ratchet and minimum, in the tariff's unit", false},
    {"contract_mw", COLUMN_REAL, "MW", "contract demand in force, ramp included", false},
    {"coincident_mw", COLUMN_REAL, "MW", "last year's mean demand in the system's peak hours", false},
    LINE("energy_cents", "energy at the hours' prices and the tariff's charge"),
    LINE("riders_cents", "riders and fees on energy"),
    LINE("demand_cents", "demand charge on the metered demand"),
    LINE("power_factor_cents", "what the power factor adds to it"),
    LINE("ratchet_cents", "what the ratchet adds: demand of months before"),
    LINE("minimum_demand_cents", "what the minimum demand adds: demand not used"),
    LINE("transmission_cents", "transmission on last year's demand in the system's peak hours"),
    LINE("minimum_take_cents", "energy of the minimum take that was not used"),
    LINE("fixed_cents", "fixed charge"),
    LINE("taxes_cents", "taxes and franchise fees"),
    LINE("total_cents", "the bill: the sum of the lines before, and what the payer's books show"),
    LINE("minimum_cents", "what would be due without any use: minimum demand, minimum take, fixed, taxes"),
    LINE("contribution_cents", "contribution in aid of construction, beside the bill: capital cost"),
    LINE("fuel_cents", "fuel burnt on the site, beside the bill"),
};

const struct result_column carbon_columns[CELL_CARBON_COUNT] = {
    {"run_id", COLUMN_RUN, NULL, "the replication", false},
    {"entity_id", COLUMN_ENTITY, NULL, "the site", false},
    {"month", COLUMN_TICK, "s since 1970-01-01 UTC", "start of the calendar month (UTC)", false},
    {"average_t", COLUMN_REAL, "tCO2", "grid energy, stacks of the grid on average; NULL: not stated", false},
    {"marginal_t", COLUMN_REAL, "tCO2", "grid energy, the plant that follows load; NULL: not stated", false},
    {"life_cycle_t", COLUMN_REAL, "tCO2",
     "grid energy on average, all of fuels' and plants' lives; NULL: not stated", false},
    {"stack_t", COLUMN_REAL, "tCO2", "from stacks on the site", false},
};
