/* SPDX-License-Identifier: Apache-2.0 */
#include "store/supply_columns.h"

#include <stddef.h>

#define TICK_UNIT "s since 1970-01-01 UTC"
#define RUN                                                                                                  \
    {                                                                                                        \
        "run_id", COLUMN_RUN, NULL, "the replication", false                                                 \
    }
#define MONTH                                                                                                \
    {                                                                                                        \
        "month", COLUMN_TICK, TICK_UNIT, "start of the calendar month (UTC)", false                          \
    }

const struct result_column supply_without_columns[CELL_WITHOUT_COUNT] = {
    RUN,
    {"record", COLUMN_RECORD, NULL,
     "feed, substation, transformer, gas plant or farm of generators that is taken out", false},
    MONTH,
    {"all_mw", COLUMN_REAL, "MW",
     "load the site's supply carries under its contingency, in the hottest air of the month, with all units "
     "in",
     false},
    {"kept_mw", COLUMN_REAL, "MW", "the same without this unit, the contingency kept", false},
    {"left_mw", COLUMN_REAL, "MW",
     "the same without this unit and without any reserve, standby generators counted, batteries not", false},
    {"one_kept_mw", COLUMN_REAL, "MW", "kept_mw with one generator of this plant or farm out; NULL: has none",
     false},
    {"one_left_mw", COLUMN_REAL, "MW", "left_mw, the same", false},
};

const struct result_column supply_outage_columns[CELL_OUTAGE_COUNT] = {
    RUN,
    {"record", COLUMN_RECORD, NULL, "feed or transformer", false},
    {"service_h", COLUMN_REAL, "h", "time since it was energised", false},
    {"failures", COLUMN_INTEGER, "count", "failures", false},
    {"curtailments", COLUMN_INTEGER, "count", "curtailments by the utility", false},
    {"out_h", COLUMN_REAL, "h", "time out of service after it was energised", false},
    {"evidence", COLUMN_TEXT, NULL, "grade of its failure data: that of the catalogue, or R by default",
     false},
};

const struct result_column supply_unit_columns[CELL_UNIT_COUNT] = {
    RUN,
    {"record", COLUMN_RECORD, NULL, "farm of generators, gas plant, battery or interruptible feed", false},
    {"year", COLUMN_TICK, TICK_UNIT, "start of the calendar year (UTC)", false},
    {"service_h", COLUMN_REAL, "h", "time in which a source was in service, running or not; NULL: a feed",
     false},
    {"energy_mwh", COLUMN_REAL, "MWh", "given to the site's bus; NULL: a feed", false},
    {"taken_mwh", COLUMN_REAL, "MWh", "taken by a battery from the bus to charge it", false},
    {"lost_mwh", COLUMN_REAL, "MWh", "lost in a battery in giving and taking, without smoothing", false},
    {"smoothed_mwh", COLUMN_REAL, "MWh",
     "passed through a battery to flatten the swing of synchronous training; not part of what it gave",
     false},
    {"smoothing_lost_mwh", COLUMN_REAL, "MWh", "lost in that", false},
    {"cycles", COLUMN_REAL, "count",
     "what a battery gave and smoothed over the energy between empty and full", false},
    {"fuel_mmbtu", COLUMN_REAL, "MMBtu", "fuel burnt, higher heating value", false},
    {"fuel_usd", COLUMN_REAL, "USD", "its cost", false},
    {"running_usd", COLUMN_REAL, "USD", "maintenance and other cost of running", false},
    {"stack_tco2", COLUMN_REAL, "tCO2", "carbon dioxide from its stacks", false},
    {"calls", COLUMN_INTEGER, "count", "times the farm or plant was called", false},
    {"starts", COLUMN_INTEGER, "count", "starts of single generators that were tried", false},
    {"start_failures", COLUMN_INTEGER, "count", "of these, failed", false},
    {"run_failures", COLUMN_INTEGER, "count", "failures of running generators", false},
    {"run_h", COLUMN_REAL, "h", "running time, summed over the generators", false},
    {"permit_used_h", COLUMN_REAL, "h", "time called that its permit counts; NULL: no permit limits it",
     false},
    {"permit_h", COLUMN_REAL, "h", "what the permit allows of that in a calendar year", false},
    {"interruptions", COLUMN_INTEGER, "count", "interruptions of a feed by the utility that began", false},
    {"interrupted_h", COLUMN_REAL, "h", "their length, in the year in which they began", false},
    {"interruption_cap_h", COLUMN_REAL, "h", "what the service allows of that; NULL: no cap", false},
    {"worn_share", COLUMN_REAL, "1", "cycles of a battery over its cycle life", false},
    {"ramp_step_mw", COLUMN_REAL, "MW", "step of load that a battery lets the grid see as a ramp", false},
    {"ramp_held_mwh", COLUMN_REAL, "MWh", "energy it holds back for that", false},
};
