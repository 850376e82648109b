/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cells_cooling - the places of the cells in a row of the tables that check cooling plants; see cells.h.
 */
#ifndef STORE_CELLS_COOLING_H
#define STORE_CELLS_COOLING_H

/* Replications kept in detail: each group of halls, all built, in n-year extremes. */
enum {
    CELL_DESIGN_RUN,
    CELL_DESIGN_HALL,
    CELL_DESIGN_YEARS,
    CELL_DESIGN_HALLS,
    CELL_DESIGN_CAPACITY,
    CELL_DESIGN_DRY,
    CELL_DESIGN_WET,
    CELL_DESIGN_CARRIES,
    CELL_DESIGN_MARGIN,
    CELL_DESIGN_MARGIN_K,
    CELL_DESIGN_BOUND_BY,
    CELL_DESIGN_OUT_CARRIES,
    CELL_DESIGN_OUT_MARGIN,
    CELL_DESIGN_COUNT
};

/* The same: seconds until it trips, at full load. */
enum {
    CELL_RIDE_RUN,
    CELL_RIDE_HALL,
    CELL_RIDE_HALLS,
    CELL_RIDE_CAPACITY,
    CELL_RIDE_FLOW,
    CELL_RIDE_LIQUID,
    CELL_RIDE_LIQUID_CHILLER,
    CELL_RIDE_AIR,
    CELL_RIDE_AIR_CHILLER,
    CELL_RIDE_POWER_UPS,
    CELL_RIDE_POWER_BARE,
    CELL_RIDE_POWER,
    CELL_RIDE_RESTART,
    CELL_RIDE_COUNT
};

/* The same: what the plant took in which air and at which load, by site and year. */
enum {
    CELL_AIR_RUN,
    CELL_AIR_ENTITY,
    CELL_AIR_YEAR,
    CELL_AIR_WHAT,
    CELL_AIR_LOW,
    CELL_AIR_LOAD_LOW,
    CELL_AIR_HIGH,
    CELL_AIR_LOAD_HIGH,
    CELL_AIR_HOURS,
    CELL_AIR_IT,
    CELL_AIR_INPUT,
    CELL_AIR_COOLING,
    CELL_AIR_WATER,
    CELL_AIR_COUNT
};

#endif
