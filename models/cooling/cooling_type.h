/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cooling_type - the catalogue kind <cooling-type>: how a hall's heat reaches the outside air.
 *
 * Three temperatures are kept apart: the liquid at the racks (their limit), the approach of the CDU
 * between it and the facility loop, and the facility supply that coolers and chillers hold.  Whatever is
 * not cooled by liquid goes to the hall's air and from there to a colder loop of its own.
 */
#ifndef COOLING_COOLING_TYPE_H
#define COOLING_COOLING_TYPE_H

#include "plan/field.h"

enum {
    COOLING_REJECTION,
    COOLING_APPROACH,
    COOLING_FAN_POWER,
    COOLING_INSTALLED,
    COOLING_SPARE,
    COOLING_FACILITY_SUPPLY,
    COOLING_LOOP_RISE,
    COOLING_CDU_APPROACH,
    COOLING_CDU_POWER,
    COOLING_PUMP_POWER,
    COOLING_AIR_SUPPLY,
    COOLING_AIR_LIMIT,
    COOLING_AIR_APPROACH,
    COOLING_AIR_FAN_POWER,
    COOLING_CHILLER,
    COOLING_CHILLER_COP,
    COOLING_CHILLER_SIZE,
    COOLING_TRIM_CAPACITY,
    COOLING_RECIRCULATION,
    COOLING_PRECOOL,
    COOLING_EXCHANGER_APPROACH,
    COOLING_CYCLES,
    COOLING_FOULING,
    COOLING_LOOP_VOLUME,
    COOLING_RACK_VOLUME,
    COOLING_UPS_PUMPS,
    COOLING_RESTART,
    COOLING_TRIP_MARGIN,
    COOLING_PLATE_INERTIA,
    COOLING_PLATE_MARGIN,
    COOLING_HALL_INERTIA,
    COOLING_CHILLER_POINTS,
    COOLING_SPARE_CHILLERS,
    COOLING_FAN_PUMP_FACTOR,
    COOLING_CHILLER_FACTOR,
    COOLING_FIELD_COUNT
};
enum cooling_rejection { COOLING_DRY, COOLING_ADIABATIC, COOLING_TOWER };

extern const struct kind cooling_cooling_type_kind;

#endif
