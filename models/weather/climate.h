/* SPDX-License-Identifier: Apache-2.0 */
/*
 * climate - the kind <climate>: monthly normals of a place, or an hourly file, and its extremes.
 */
#ifndef WEATHER_CLIMATE_H
#define WEATHER_CLIMATE_H

#include "plan/field.h"

enum {
    CLIMATE_ELEVATION,
    CLIMATE_UTC_OFFSET,
    CLIMATE_DRY_BULB,
    CLIMATE_WET_BULB,
    CLIMATE_DEW_POINT,
    CLIMATE_DAILY_RANGE,
    CLIMATE_DAY_SD,
    CLIMATE_PERSISTENCE,
    CLIMATE_DEW_COUPLING,
    CLIMATE_DEW_SD,
    CLIMATE_EXTREME_DRY_BULB,
    CLIMATE_EXTREME_WET_BULB,
    CLIMATE_WARMING,
    CLIMATE_MEMBERS,
    CLIMATE_EPW,
    CLIMATE_EXTREMES,
    CLIMATE_FIELD_COUNT
};

extern const struct kind weather_climate_kind;

#endif
