/* SPDX-License-Identifier: Apache-2.0 */
/*
 * operate_flow - the names of the sums that operate keeps for a site.
 */
#ifndef WORLD_OPERATE_FLOW_H
#define WORLD_OPERATE_FLOW_H

/* What is summed up hour by hour: value x seconds. */
enum flow {
    FLOW_TIME,
    FLOW_IT,
    FLOW_FACILITY,
    FLOW_LOSSES,
    FLOW_COOLING,
    FLOW_OVERHEAD,
    FLOW_WATER,
    FLOW_SUPPLY,      /* kelvins of the facility supply */
    FLOW_SUPPLY_TIME, /* while it runs */
    FLOW_DRY_BULB,
    FLOW_WET_BULB,
    FLOW_THROTTLED,
    FLOW_COST,     /* USD of energy */
    FLOW_HALLS,    /* IT capacity commissioned */
    FLOW_ACCEPTED, /* IT capacity of racks accepted */
    FLOW_METER,    /* drawn from the grid; only where there are sources on the bus, else FLOW_FACILITY */
    FLOW_GENERATED,
    FLOW_STORED,     /* out of the cells of batteries */
    FLOW_DISCHARGED, /* given by batteries */
    FLOW_BATTERY,    /* their losses, part of FLOW_LOSSES */
    FLOW_FUEL,
    FLOW_FUEL_COST, /* USD */
    FLOW_STACK,     /* kg of carbon dioxide */
    FLOW_UNSERVED,  /* IT, for failures of the supply */
    FLOW_CURTAILED, /* IT, for interruptions by the utility */
    FLOW_OUTAGE,    /* time */
    FLOW_CURTAILED_TIME,
    FLOW_COUNT
};

#endif
