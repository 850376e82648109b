/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cells_supply - the places of the cells in a row of the tables about units of supply; see cells.h.
 */
#ifndef STORE_CELLS_SUPPLY_H
#define STORE_CELLS_SUPPLY_H

/* Replications kept in detail: what the site's supply carries when one unit is out, at the end of each month.
 */
enum {
    CELL_WITHOUT_RUN,
    CELL_WITHOUT_RECORD,
    CELL_WITHOUT_MONTH,
    CELL_WITHOUT_ALL,
    CELL_WITHOUT_KEPT,
    CELL_WITHOUT_LEFT,
    CELL_WITHOUT_ONE_KEPT,
    CELL_WITHOUT_ONE_LEFT,
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

/* Every replication: generators, gas plants, batteries and interruptible feeds by calendar year. */
enum {
    CELL_UNIT_RUN,
    CELL_UNIT_RECORD,
    CELL_UNIT_YEAR,
    CELL_UNIT_SERVICE,
    CELL_UNIT_ENERGY,
    CELL_UNIT_TAKEN,
    CELL_UNIT_LOST,
    CELL_UNIT_SMOOTHED,
    CELL_UNIT_SMOOTHING_LOST,
    CELL_UNIT_CYCLES,
    CELL_UNIT_FUEL,
    CELL_UNIT_FUEL_COST,
    CELL_UNIT_RUNNING_COST,
    CELL_UNIT_STACK,
    CELL_UNIT_CALLS,
    CELL_UNIT_STARTS,
    CELL_UNIT_START_FAILURES,
    CELL_UNIT_RUN_FAILURES,
    CELL_UNIT_RUN_HOURS,
    CELL_UNIT_PERMIT_USED,
    CELL_UNIT_PERMIT,
    CELL_UNIT_INTERRUPTIONS,
    CELL_UNIT_INTERRUPTED_HOURS,
    CELL_UNIT_INTERRUPTION_CAP,
    CELL_UNIT_WORN,
    CELL_UNIT_RAMP_STEP,
    CELL_UNIT_RAMP_HELD,
    CELL_UNIT_COUNT
};

#endif
