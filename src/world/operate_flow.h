/* SPDX-License-Identifier: Apache-2.0 */
/*
 * operate_flow - the names of the sums that operate keeps for a site.
 */
#ifndef WORLD_OPERATE_FLOW_H
#define WORLD_OPERATE_FLOW_H

/* What is summed up hour by hour: value x seconds.  The energies are in the order of the columns of
 * plant_month. */
enum flow {
    FLOW_FACILITY,
    FLOW_IT,
    FLOW_DISTRIBUTION,
    FLOW_UPS,
    FLOW_UNIT_TRANSFORMER,
    FLOW_MAIN_TRANSFORMER,
    FLOW_FAN,
    FLOW_CHILLER,
    FLOW_PUMP,
    FLOW_AIR_FAN,
    FLOW_OVERHEAD,
    FLOW_BATTERY,   /* losses of batteries */
    FLOW_METER,     /* drawn from the grid; only where there are sources on the bus, else FLOW_FACILITY */
    FLOW_GENERATED, /* the last of the energies */
    FLOW_TIME,
    FLOW_WATER,
    FLOW_SUPPLY,      /* kelvins of the facility supply */
    FLOW_SUPPLY_TIME, /* while it runs */
    FLOW_CHILLED,     /* time in which a chiller runs */
    FLOW_IDLE,        /* time in which neither racks nor chillers run */
    FLOW_DRY_BULB,
    FLOW_WET_BULB,
    FLOW_THROTTLED,
    FLOW_COST,       /* USD of energy */
    FLOW_HALLS,      /* IT capacity commissioned */
    FLOW_ACCEPTED,   /* IT capacity of racks accepted */
    FLOW_STORED,     /* out of the cells of batteries */
    FLOW_DISCHARGED, /* given by batteries */
    FLOW_FUEL,
    FLOW_FUEL_COST, /* USD */
    FLOW_STACK,     /* kg of carbon dioxide */
    FLOW_UNSERVED,  /* IT, for failures of the supply */
    FLOW_CURTAILED, /* IT, for interruptions by the utility */
    FLOW_OUTAGE,    /* time */
    FLOW_CURTAILED_TIME,
    FLOW_COUNT,
    FLOW_ENERGIES = FLOW_GENERATED + 1
};

#endif
