/* SPDX-License-Identifier: Apache-2.0 */
#include "store/cooling_columns.h"

#include <stddef.h>

#define RUN                                                                                                  \
    {                                                                                                        \
        "run_id", COLUMN_RUN, NULL, "the replication", false                                                 \
    }
#define HALL                                                                                                 \
    {                                                                                                        \
        "hall", COLUMN_RECORD, NULL, "first hall of the group that is built alike", false                    \
    }
#define SECONDS(NAME, MEANING)                                                                               \
    {                                                                                                        \
        NAME, COLUMN_REAL, "s", MEANING, false                                                               \
    }

const struct result_column cooling_design_columns[CELL_DESIGN_COUNT] = {
    RUN,
    HALL,
    {"years", COLUMN_INTEGER, "year", "return period of the dry bulb", false},
    {"halls", COLUMN_INTEGER, "count", "halls of the group", false},
    {"it_mw", COLUMN_REAL, "MW", "their IT capacity", false},
    {"dry_bulb_c", COLUMN_REAL, "degC", "maximum dry bulb of that period, with the warming", false},
    {"wet_bulb_c", COLUMN_REAL, "degC", "the highest wet bulb, at the same time", false},
    {"carries_mw", COLUMN_REAL, "MW", "IT load that can be cooled then, at most twice the capacity", false},
    {"margin_mw", COLUMN_REAL, "MW", "that less the capacity; below 0: so much must be throttled", false},
    {"margin_k", COLUMN_REAL, "K", "dry and wet bulb may both be so much higher at full load", false},
    {"bound_by", COLUMN_TEXT, NULL, "what gives way first: liquid loop, air loop, water", false},
    {"out_carries_mw", COLUMN_REAL, "MW",
     "carries_mw without the spare cells and without one chiller of each loop", false},
    {"out_margin_mw", COLUMN_REAL, "MW", "that less the capacity", false},
};

const struct result_column cooling_ride_columns[CELL_RIDE_COUNT] = {
    RUN,
    HALL,
    {"halls", COLUMN_INTEGER, "count", "halls of the group", false},
    {"it_mw", COLUMN_REAL, "MW", "their IT capacity", false},
    SECONDS("flow_s", "pumps lost: cold plates alone; NULL, here and below: never, or no such path"),
    SECONDS("liquid_s", "coolers and chillers lost, pumps run: the liquid of the loops"),
    SECONDS("liquid_chiller_s", "chillers lost on the 20-year design day, coolers run"),
    SECONDS("air_s", "cooling of the halls' air lost"),
    SECONDS("air_chiller_s", "chillers of the halls' air lost on the 20-year design day"),
    SECONDS("power_ups_s", "power lost, pumps and fans on UPS"),
    SECONDS("power_bare_s", "power lost, pumps and fans stand"),
    SECONDS("power_s", "power lost, as the cooling type states"),
    SECONDS("restart_s", "until coolers and chillers carry the heat again"),
};

const struct result_column cooling_air_columns[CELL_AIR_COUNT] = {
    RUN,
    {"entity_id", COLUMN_ENTITY, NULL, "the site", false},
    {"year", COLUMN_TICK, "s since 1970-01-01 UTC", "start of the calendar year", false},
    {"what", COLUMN_TEXT, NULL, "dry bulb or wet bulb, outdoors", false},
    {"low", COLUMN_REAL, "degC", "the hours counted lie at or above this", false},
    {"load_low", COLUMN_REAL, "%",
     "and their IT load, of the IT capacity of the halls commissioned, at or above this", false},
    {"high", COLUMN_REAL, "degC", "and below this", false},
    {"load_high", COLUMN_REAL, "%", "the load below this", false},
    {"hours", COLUMN_REAL, "h", "how long", false},
    {"it_mwh", COLUMN_REAL, "MWh", "IT energy in that time", false},
    {"input_mwh", COLUMN_REAL, "MWh", "energy of the site in that time", false},
    {"cooling_mwh", COLUMN_REAL, "MWh", "of it, fans, chillers, pumps and coolant distribution units", false},
    {"water_m3", COLUMN_REAL, "m3", "make-up water in that time", false},
};
