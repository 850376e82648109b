/* SPDX-License-Identifier: Apache-2.0 */
#include "store/plant_columns.h"

#include <stddef.h>

#define TICK_UNIT "s since 1970-01-01 UTC"
#define RUN                                                                                                  \
    {                                                                                                        \
        "run_id", COLUMN_RUN, NULL, "the replication", false                                                 \
    }
#define SITE                                                                                                 \
    {                                                                                                        \
        "entity_id", COLUMN_ENTITY, NULL, "the site", false                                                  \
    }
#define MONTH                                                                                                \
    {                                                                                                        \
        "month", COLUMN_TICK, TICK_UNIT, "start of the calendar month (UTC)", false                          \
    }

const struct result_column plant_columns[CELL_PLANT_COUNT] = {
    RUN,
    SITE,
    MONTH,
    {"hours", COLUMN_REAL, "h", "how much of the month was simulated", false},
    {"input_mwh", COLUMN_REAL, "MWh", "energy of the site: the sum of all that follows up to battery_mwh",
     false},
    {"it_mwh", COLUMN_REAL, "MWh", "energy of the IT load at the racks' inlets", false},
    {"distribution_mwh", COLUMN_REAL, "MWh", "loss in cables and busways", false},
    {"ups_mwh", COLUMN_REAL, "MWh", "loss of the UPS", false},
    {"unit_transformer_mwh", COLUMN_REAL, "MWh", "loss of the halls' unit transformers", false},
    {"main_transformer_mwh", COLUMN_REAL, "MWh", "loss of the main transformers", false},
    {"fan_mwh", COLUMN_REAL, "MWh", "outdoor fans", false},
    {"chiller_mwh", COLUMN_REAL, "MWh", "chillers", false},
    {"pump_mwh", COLUMN_REAL, "MWh", "pumps and coolant distribution units", false},
    {"air_fan_mwh", COLUMN_REAL, "MWh", "fans of the halls' air", false},
    {"overhead_mwh", COLUMN_REAL, "MWh", "the site's own overhead", false},
    {"battery_mwh", COLUMN_REAL, "MWh", "losses of batteries on the site's bus", false},
    {"meter_mwh", COLUMN_REAL, "MWh", "of the input, what came from the grid", false},
    {"generated_mwh", COLUMN_REAL, "MWh",
     "of the input, what generators and gas plants on the site gave; what is left came out of batteries",
     false},
    {"water_m3", COLUMN_REAL, "m3", "make-up water", false},
    {"energy_cost_usd", COLUMN_REAL, "USD", "energy at each hour's price", false},
    {"peak_mw", COLUMN_REAL, "MW", "largest hourly power at the meter", false},
    {"peak", COLUMN_TICK, TICK_UNIT, "the hour of that", false},
    {"it_peak_mw", COLUMN_REAL, "MW", "largest hourly IT load", false},
    {"feed_mw", COLUMN_REAL, "MW", "feeds energised and in service at the end of the month", false},
    {"firm_mw", COLUMN_REAL, "MW",
     "what the main transformers carry under their stated redundancy, at the end of the month", false},
    {"installed_mw", COLUMN_REAL, "MW", "main transformers in service, at the end of the month", false},
    {"headroom_mw", COLUMN_REAL, "MW",
     "least hourly margin under the contingency: what feeds and firm capacity carry in the air of the hour, "
     "and gas plants without their reserve, less the load; NULL: never energised",
     false},
    {"headroom", COLUMN_TICK, TICK_UNIT, "the hour of that", false},
    {"short_h", COLUMN_REAL, "h", "time in which that held racks in service back", false},
    {"supply_cut_mwh", COLUMN_REAL, "MWh", "IT capacity in service that it cut, times its time", false},
    {"dark_h", COLUMN_REAL, "h", "time with racks in service and without any supply", false},
    {"idle_h", COLUMN_REAL, "h", "time without IT load and without chillers", false},
    {"free_h", COLUMN_REAL, "h", "time with IT load and without chillers", false},
    {"trim_h", COLUMN_REAL, "h", "time with chillers", false},
    {"heat_h", COLUMN_REAL, "h", "time in which heat held the IT load back", false},
    {"heat_cut_mwh", COLUMN_REAL, "MWh", "IT capacity in service that it cut, times its time", false},
    {"supply_mean_c", COLUMN_REAL, "degC", "facility supply, mean of the time in which it runs", false},
    {"supply_max_c", COLUMN_REAL, "degC", "facility supply, warmest hour", false},
    {"dry_bulb_max_c", COLUMN_REAL, "degC", "outdoor dry bulb, hottest hour", false},
    {"wet_bulb_max_c", COLUMN_REAL, "degC", "outdoor wet bulb, most humid hour", false},
    {"unit_rated_mw", COLUMN_REAL, "MW",
     "unit transformers of the halls commissioned, at the power factor that they feed, at the end of the "
     "month",
     false},
    {"ups_rated_mw", COLUMN_REAL, "MW", "UPS of the halls commissioned, installed, the same", false},
    {"halls_mw", COLUMN_REAL, "MW", "IT capacity of the halls commissioned, the same", false},
    {"accepted_mwh", COLUMN_REAL, "MWh",
     "time of accepted racks at their facility capacity: IT capacity times the site's design-day load per IT",
     false},
    {"unserved_mwh", COLUMN_REAL, "MWh",
     "IT energy that racks did not get because something of the supply had failed", false},
    {"outage_h", COLUMN_REAL, "h", "time of that", false},
    {"curtailed_mwh", COLUMN_REAL, "MWh",
     "IT energy that racks did not get because the utility interrupted a feed", false},
    {"curtailed_h", COLUMN_REAL, "h", "time in which a feed was interrupted, bridged or not", false},
    {"unit_firm_mw", COLUMN_REAL, "MW", "of unit_rated_mw, what is left with their reserve out", false},
    {"ups_firm_mw", COLUMN_REAL, "MW", "of ups_rated_mw, the same", false},
    {"unit_mva", COLUMN_REAL, "MVA", "unit transformers by their ratings, at the end of the month", false},
    {"main_mva", COLUMN_REAL, "MVA", "main transformers in service by their ratings, the same", false},
    {"heat_lost_mw", COLUMN_REAL, "MW",
     "of firm_mw at the end of the month, what its hottest hour took by the main transformers' derating",
     false},
    {"gas_firm_mw", COLUMN_REAL, "MW",
     "gas plants in service without their stated reserve, at their ratings, at the end of the month", false},
    {"standby_mw", COLUMN_REAL, "MW", "generators in service at their ratings, the same", false},
    {"battery_mw", COLUMN_REAL, "MW", "batteries in service at their power, the same", false},
};

const struct result_column plant_day_columns[CELL_DAY_COUNT] = {
    RUN,
    SITE,
    MONTH,
    {"hour", COLUMN_INTEGER, "h", "hour of the day in the site's standard time, 0 to 23", false},
    {"load_mw", COLUMN_REAL, "MW", "power at the meter, mean over the days", false},
    {"load_95_mw", COLUMN_REAL, "MW", "the same, not exceeded on 95 % of the days", false},
    {"load_max_mw", COLUMN_REAL, "MW", "the same, largest day", false},
    {"it_mw", COLUMN_REAL, "MW", "IT load, mean over the days", false},
    {"price_usd_mwh", COLUMN_REAL, "USD/MWh", "price of energy, mean over the days with supply", false},
    {"dry_bulb_c", COLUMN_REAL, "degC", "outdoor dry bulb, mean over the days", false},
    {"wet_bulb_c", COLUMN_REAL, "degC", "outdoor wet bulb, mean over the days", false},
    {"wet_bulb_95_c", COLUMN_REAL, "degC", "the same, not exceeded on 95 % of the days", false},
    {"hour_utc", COLUMN_INTEGER, "h", "the same hour of the day in UTC, 0 to 23", false},
    {"hours", COLUMN_REAL, "h", "how much of this hour, over the days, was simulated", false},
    {"supply_c", COLUMN_REAL, "degC", "facility supply, mean of the time in which it runs; NULL: never",
     false},
    {"supply_max_c", COLUMN_REAL, "degC", "the same, warmest hour", false},
    {"water_m3", COLUMN_REAL, "m3", "make-up water of this hour, all days together", false},
    {"idle_h", COLUMN_REAL, "h", "time without IT load and without chillers", false},
    {"fan_h", COLUMN_REAL, "h", "time with IT load on fans alone: neither water nor chillers", false},
    {"wet_h", COLUMN_REAL, "h", "time with IT load on pads or towers, without chillers", false},
    {"trim_h", COLUMN_REAL, "h", "time with chillers; idle, fan, wet and trim are all of the hours", false},
};

const struct result_column plant_span_columns[CELL_SPAN_COUNT] = {
    RUN,
    SITE,
    {"year", COLUMN_TICK, TICK_UNIT, "start of the calendar year", false},
    {"what", COLUMN_TEXT, NULL, "load: power at the meter, MW; wet bulb: outdoors, degC", false},
    {"low", COLUMN_REAL, "unit of the row", "the hours counted lie at or above this", false},
    {"high", COLUMN_REAL, "unit of the row", "and below this", false},
    {"hours", COLUMN_REAL, "h", "how long", false},
    {"it_mwh", COLUMN_REAL, "MWh", "IT energy in that time", false},
    {"input_mwh", COLUMN_REAL, "MWh", "energy at the meter in that time", false},
    {"water_m3", COLUMN_REAL, "m3", "make-up water in that time", false},
};

const struct result_column plant_fit_columns[CELL_FIT_COUNT] = {
    RUN,
    {"hall", COLUMN_RECORD, NULL, "the hall", false},
    {"system", COLUMN_RECORD, NULL, "the racks", false},
    {"positions", COLUMN_INTEGER, "rack", "places for racks", false},
    {"it_mw", COLUMN_REAL, "MW", "IT capacity of the hall", false},
    {"rated_kw", COLUMN_REAL, "kW", "IT power to be provided for a rack", false},
    {"peak_kw", COLUMN_REAL, "kW", "highest power of a rack; NULL: not stated", false},
    {"by_power", COLUMN_INTEGER, "rack", "racks that the hall's IT capacity allows", false},
    {"by_liquid", COLUMN_INTEGER, "rack", "racks whose liquid heat its loop carries", false},
    {"by_air", COLUMN_INTEGER, "rack", "racks whose other heat its air carries", false},
    {"by_busway", COLUMN_INTEGER, "rack", "racks that its busway can feed; NULL: not stated", false},
    {"by_flow", COLUMN_INTEGER, "rack", "racks that a position's coolant flow allows; NULL: not stated",
     false},
    {"by_floor", COLUMN_INTEGER, "rack", "racks that its floor carries; NULL: not stated", false},
    {"by_supply", COLUMN_INTEGER, "rack", "racks that accept its warmest coolant", false},
    {"racks", COLUMN_INTEGER, "rack", "the least of all: how many fit", false},
    {"bound_by", COLUMN_TEXT, NULL, "which of them is the least; positions: all places can be used", false},
    {"standing", COLUMN_INTEGER, "rack", "racks in service there at the end", false},
    {"by_inlet", COLUMN_INTEGER, "rack", "racks whose inlet takes the current that its busway gives", false},
};

const struct result_column plant_level_columns[CELL_LEVEL_COUNT] = {
    RUN,
    {"hall", COLUMN_RECORD, NULL, "the hall", false},
    {"level", COLUMN_TEXT, NULL, "UPS (or rectifier), unit transformers", false},
    {"type", COLUMN_RECORD, NULL, "its ups-type or transformer-type", false},
    {"topology", COLUMN_TEXT, NULL, "its redundancy, with units that carry + units in reserve of a system",
     false},
    {"units", COLUMN_INTEGER, "count", "units installed; NULL: no unit has a stated size", false},
    {"installed_mw", COLUMN_REAL, "MW", "all of them, transformers at the power factor that they feed",
     false},
    {"installed_mva", COLUMN_REAL, "MVA", "transformers by their ratings; NULL: UPS", false},
    {"firm_mw", COLUMN_REAL, "MW", "what is left with the reserve out", false},
    {"full_mw", COLUMN_REAL, "MW", "what leaves it at the hall's full IT load", false},
    {"load", COLUMN_REAL, "1", "that over the rating of the units that carry load, all in service", false},
    {"loss_mw", COLUMN_REAL, "MW", "what it loses then", false},
};
