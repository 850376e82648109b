/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cells_halls - places of the columns of the tables that tell what halls are built for (plant_columns.h).
 */
#ifndef STORE_CELLS_HALLS_H
#define STORE_CELLS_HALLS_H

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
    CELL_FIT_BY_INLET,
    CELL_FIT_COUNT
};

/* The same: UPS and unit transformers of each hall, as designed. */
enum {
    CELL_LEVEL_RUN,
    CELL_LEVEL_HALL,
    CELL_LEVEL_NAME,
    CELL_LEVEL_TYPE,
    CELL_LEVEL_TOPOLOGY,
    CELL_LEVEL_UNITS,
    CELL_LEVEL_INSTALLED,
    CELL_LEVEL_MVA,
    CELL_LEVEL_FIRM,
    CELL_LEVEL_FULL,
    CELL_LEVEL_LOAD,
    CELL_LEVEL_LOSS,
    CELL_LEVEL_COUNT
};

#endif
