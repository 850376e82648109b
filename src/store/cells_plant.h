/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cells_plant - the places of the cells in a row of the tables about power and cooling; see cells.h.
 */
#ifndef STORE_CELLS_PLANT_H
#define STORE_CELLS_PLANT_H

/* Every replication: one row for each site and month. */
enum {
    CELL_PLANT_RUN,
    CELL_PLANT_ENTITY,
    CELL_PLANT_MONTH,
    CELL_PLANT_HOURS,
    CELL_PLANT_INPUT, /* MWh, from here to what was generated */
    CELL_PLANT_IT,
    CELL_PLANT_DISTRIBUTION,
    CELL_PLANT_UPS,
    CELL_PLANT_UNIT_TRANSFORMER,
    CELL_PLANT_MAIN_TRANSFORMER,
    CELL_PLANT_FAN,
    CELL_PLANT_CHILLER,
    CELL_PLANT_PUMP,
    CELL_PLANT_AIR_FAN,
    CELL_PLANT_OVERHEAD,
    CELL_PLANT_BATTERY,
    CELL_PLANT_METER,
    CELL_PLANT_GENERATED,
    CELL_PLANT_WATER,
    CELL_PLANT_COST,
    CELL_PLANT_PEAK,
    CELL_PLANT_PEAK_TICK,
    CELL_PLANT_PEAK_IT,
    CELL_PLANT_FEED,
    CELL_PLANT_FIRM,
    CELL_PLANT_INSTALLED,
    CELL_PLANT_HEADROOM,
    CELL_PLANT_HEADROOM_TICK,
    CELL_PLANT_SHORT_HOURS,
    CELL_PLANT_SUPPLY_CUT,
    CELL_PLANT_DARK_HOURS,
    CELL_PLANT_IDLE_HOURS,
    CELL_PLANT_FREE_HOURS,
    CELL_PLANT_TRIM_HOURS,
    CELL_PLANT_HEAT_HOURS,
    CELL_PLANT_HEAT_CUT,
    CELL_PLANT_SUPPLY_MEAN,
    CELL_PLANT_SUPPLY_MAX,
    CELL_PLANT_DRY_MAX,
    CELL_PLANT_WET_MAX,
    CELL_PLANT_UNIT_RATED,
    CELL_PLANT_UPS_RATED,
    CELL_PLANT_HALLS_RATED,
    CELL_PLANT_ACCEPTED,
    CELL_PLANT_COUNT
};

/* Replications kept in detail: the hours of the day of each site and month. */
enum {
    CELL_DAY_RUN,
    CELL_DAY_ENTITY,
    CELL_DAY_MONTH,
    CELL_DAY_HOUR,
    CELL_DAY_LOAD,
    CELL_DAY_LOAD_95,
    CELL_DAY_LOAD_MAX,
    CELL_DAY_IT,
    CELL_DAY_PRICE,
    CELL_DAY_DRY,
    CELL_DAY_WET,
    CELL_DAY_WET_95,
    CELL_DAY_HOUR_UTC,
    CELL_DAY_HOURS,
    CELL_DAY_SUPPLY,
    CELL_DAY_SUPPLY_MAX,
    CELL_DAY_WATER,
    CELL_DAY_IDLE_HOURS, /* from here the modes: together all hours */
    CELL_DAY_FAN_HOURS,
    CELL_DAY_WET_HOURS,
    CELL_DAY_TRIM_HOURS,
    CELL_DAY_COUNT
};

/* The same: how long the load, or the outdoor wet bulb, stood between two values, by site and year. */
enum {
    CELL_SPAN_RUN,
    CELL_SPAN_ENTITY,
    CELL_SPAN_YEAR,
    CELL_SPAN_WHAT,
    CELL_SPAN_LOW,
    CELL_SPAN_HIGH,
    CELL_SPAN_HOURS,
    CELL_SPAN_IT,
    CELL_SPAN_INPUT,
    CELL_SPAN_WATER,
    CELL_SPAN_COUNT
};

/* The same: what the site's supply carries when one unit is out, at the end of each month. */
enum {
    CELL_WITHOUT_RUN,
    CELL_WITHOUT_RECORD,
    CELL_WITHOUT_MONTH,
    CELL_WITHOUT_ALL,
    CELL_WITHOUT_KEPT,
    CELL_WITHOUT_LEFT,
    CELL_WITHOUT_COUNT
};

/* Every replication: what units of supply did. */
enum {
    CELL_OUTAGE_RUN,
    CELL_OUTAGE_RECORD,
    CELL_OUTAGE_SERVICE,
    CELL_OUTAGE_FAILURES,
    CELL_OUTAGE_CURTAILMENTS,
    CELL_OUTAGE_HOURS,
    CELL_OUTAGE_EVIDENCE,
    CELL_OUTAGE_COUNT
};

/* Replications kept in detail: which racks a hall can hold. */
enum {
    CELL_FIT_RUN,
    CELL_FIT_HALL,
    CELL_FIT_SYSTEM,
    CELL_FIT_POSITIONS,
    CELL_FIT_CAPACITY,
    CELL_FIT_RATED,
    CELL_FIT_PEAK,
    CELL_FIT_BY_POWER,
    CELL_FIT_BY_LIQUID,
    CELL_FIT_BY_AIR,
    CELL_FIT_BY_BUSWAY,
    CELL_FIT_BY_FLOW,
    CELL_FIT_BY_FLOOR,
    CELL_FIT_BY_SUPPLY,
    CELL_FIT_RACKS,
    CELL_FIT_BOUND_BY,
    CELL_FIT_STANDING,
    CELL_FIT_COUNT
};

#endif
