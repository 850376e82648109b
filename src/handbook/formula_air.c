/* SPDX-License-Identifier: Apache-2.0 */
#include "handbook/formula_list.h"
#include "physics/psychrometrics.h"
#include "plan/hourly.h"

#define ASHRAE "ASHRAE Handbook Fundamentals 2017, chapter 1; Hyland and Wexler 1983"

#define DRY_BULB                                                                                             \
    {                                                                                                        \
        .name = "dry-bulb", .unit = "degC", .low = -100, .high = 80, .hourly = HOURLY_DRY_BULB_K + 1,        \
        .meaning = "temperature of the air"                                                                  \
    }
#define RELATIVE                                                                                             \
    {                                                                                                        \
        .name = "relative-humidity", .unit = "", .fallback = "", .low = 0, .high = 1,                        \
        .hourly = HOURLY_RELATIVE_RATIO + 1, .meaning = "moisture, given in one of these ways"               \
    }
#define WET_BULB                                                                                             \
    {                                                                                                        \
        .name = "wet-bulb", .unit = "degC", .fallback = "", .low = -100, .high = 80,                         \
        .meaning = "moisture, given in one of these ways"                                                    \
    }
#define DEW_POINT                                                                                            \
    {                                                                                                        \
        .name = "dew-point", .unit = "degC", .fallback = "", .low = -100, .high = 80,                        \
        .hourly = HOURLY_DEW_POINT_K + 1, .meaning = "moisture, in one way; frost point below 0 degC"        \
    }
#define HUMIDITY                                                                                             \
    {                                                                                                        \
        .name = "humidity-ratio", .unit = "", .fallback = "", .low = 1e-7, .high = 1,                        \
        .meaning = "moisture, in one way; kg of water per kg of dry air"                                     \
    }
#define PRESSURE                                                                                             \
    {                                                                                                        \
        .name = "pressure", .unit = "Pa", .fallback = "", .low = 50e3, .high = 110e3,                        \
        .hourly = HOURLY_PRESSURE_PA + 1, .meaning = "pressure at the station; left out: of the altitude"    \
    }
#define ALTITUDE                                                                                             \
    {                                                                                                        \
        .name = "altitude", .unit = "m", .fallback = "0 m", .low = -700, .high = 5500,                       \
        .meaning = "height above the sea, for the pressure of the standard atmosphere"                       \
    }

struct air {
    double dry_k, humidity_ratio, pressure_pa;
};

static double pressure_of(struct formula_call *call)
{
    if (formula_given(call, "pressure"))
        return formula_number(call, "pressure");
    return psychrometrics_standard_pa(formula_number(call, "altitude"), &call->clamp_count);
}

/* Whether KEY is one of the formula's and given; counts. */
static bool has(const struct formula_call *call, const char *key, int *count)
{
    bool given = formula_key_place(call->formula, key) >= 0 && formula_given(call, key);
    *count += given;
    return given;
}

/* The state of the air from its pressure and the one measure of moisture that is given. */
static bool read_air(struct formula_call *call, struct air *air)
{
    int count = 0, *clamps = &call->clamp_count;
    bool relative = has(call, "relative-humidity", &count), wet = has(call, "wet-bulb", &count);
    bool dew = has(call, "dew-point", &count), ratio = has(call, "humidity-ratio", &count);
    const char *first = call->formula->keys[0].name;
    if (count != 1)
        return formula_fail(call, first,
                            count ? "the moisture of the air is given in %d ways, one is enough"
                                  : "the moisture of the air is missing: relative-humidity, wet-bulb, "
                                    "dew-point or humidity-ratio",
                            count);
    bool dry = has(call, "dry-bulb", &count);
    if (!dry && (relative || wet))
        return formula_fail(call, first, "the dry-bulb is missing");
    air->pressure_pa = pressure_of(call);
    air->dry_k = dry ? formula_number(call, "dry-bulb") : 0;
    if (relative)
        air->humidity_ratio = psychrometrics_humidity_from_relative(
            air->dry_k, formula_number(call, "relative-humidity"), air->pressure_pa, clamps);
    else if (wet)
        air->humidity_ratio = psychrometrics_humidity_from_wet_bulb(
            air->dry_k, formula_number(call, "wet-bulb"), air->pressure_pa, clamps);
    else if (dew)
        air->humidity_ratio = psychrometrics_humidity_from_dew_point(formula_number(call, "dew-point"),
                                                                     air->pressure_pa, clamps);
    else if (ratio)
        air->humidity_ratio = formula_number(call, "humidity-ratio");
    return true;
}

static bool wet_bulb(struct formula_call *call)
{
    struct air air;
    if (!read_air(call, &air))
        return false;
    formula_put(
        call, "wet-bulb",
        psychrometrics_wet_bulb_k(air.dry_k, air.humidity_ratio, air.pressure_pa, &call->clamp_count));
    return true;
}

static bool dew_point(struct formula_call *call)
{
    struct air air;
    if (!read_air(call, &air))
        return false;
    formula_put(call, "dew-point",
                psychrometrics_dew_point_k(air.humidity_ratio, air.pressure_pa, &call->clamp_count));
    return true;
}

static bool humidity_ratio(struct formula_call *call)
{
    struct air air;
    if (!read_air(call, &air))
        return false;
    formula_put(call, "humidity-ratio", air.humidity_ratio);
    return true;
}

static bool enthalpy(struct formula_call *call)
{
    struct air air;
    if (!read_air(call, &air))
        return false;
    formula_put(call, "enthalpy", psychrometrics_enthalpy_j_kg(air.dry_k, air.humidity_ratio));
    return true;
}

static bool air_density(struct formula_call *call)
{
    struct air air;
    if (!read_air(call, &air))
        return false;
    formula_put(call, "air-density",
                psychrometrics_density_kg_m3(air.dry_k, air.humidity_ratio, air.pressure_pa));
    formula_put(call, "specific-volume",
                psychrometrics_specific_volume_m3_kg(air.dry_k, air.humidity_ratio, air.pressure_pa));
    return true;
}

static bool saturation_pressure(struct formula_call *call)
{
    formula_put(call, "saturation-pressure",
                psychrometrics_saturation_pa(formula_number(call, "temperature"), &call->clamp_count));
    return true;
}

static bool station_pressure(struct formula_call *call)
{
    formula_put(call, "station-pressure",
                psychrometrics_standard_pa(formula_number(call, "altitude"), &call->clamp_count));
    return true;
}

static const struct formula_key wet_bulb_keys[] = {DRY_BULB, RELATIVE, DEW_POINT, HUMIDITY,
                                                   PRESSURE, ALTITUDE, {0}};
static const struct formula_key dew_point_keys[] = {
    {.name = "dry-bulb",
     .unit = "degC",
     .fallback = "",
     .low = -100,
     .high = 80,
     .hourly = HOURLY_DRY_BULB_K + 1,
     .meaning = "temperature of the air; not needed with humidity-ratio"},
    RELATIVE,
    WET_BULB,
    HUMIDITY,
    PRESSURE,
    ALTITUDE,
    {0}};
static const struct formula_key ratio_keys[] = {
    {.name = "dry-bulb",
     .unit = "degC",
     .fallback = "",
     .low = -100,
     .high = 80,
     .hourly = HOURLY_DRY_BULB_K + 1,
     .meaning = "temperature of the air; not needed with dew-point"},
    RELATIVE,
    WET_BULB,
    DEW_POINT,
    PRESSURE,
    ALTITUDE,
    {0}};
static const struct formula_key state_keys[] = {DRY_BULB, RELATIVE, WET_BULB, DEW_POINT,
                                                HUMIDITY, PRESSURE, ALTITUDE, {0}};
static const struct formula_key saturation_keys[] = {{.name = "temperature",
                                                      .unit = "degC",
                                                      .low = -100,
                                                      .high = 200,
                                                      .hourly = HOURLY_DRY_BULB_K + 1,
                                                      .meaning = "temperature; over ice below 0 degC"},
                                                     {0}};
static const struct formula_key station_keys[] = {
    {.name = "altitude", .unit = "m", .low = -5000, .high = 11000, .meaning = "height above the sea"}, {0}};

static const struct formula_output wet_bulb_out[] = {{"wet-bulb", "degC", "thermodynamic wet bulb"}, {0}};
static const struct formula_output dew_point_out[] = {{"dew-point", "degC", "temperature of saturation"},
                                                      {0}};
static const struct formula_output ratio_out[] = {{"humidity-ratio", "", "kg of water per kg of dry air"},
                                                  {0}};
static const struct formula_output enthalpy_out[] = {
    {"enthalpy", "kJ/kg", "of moist air per kg of dry air, 0 at 0 degC dry"}, {0}};
static const struct formula_output density_out[] = {{"air-density", "kg/m3", "mass of moist air per volume"},
                                                    {"specific-volume", "m3/kg", "volume per kg of dry air"},
                                                    {0}};
static const struct formula_output saturation_out[] = {
    {"saturation-pressure", "Pa", "vapour pressure at saturation"}, {0}};
static const struct formula_output station_out[] = {
    {"station-pressure", "Pa", "pressure of the standard atmosphere"}, {0}};

const struct formula formula_air[] = {
    {.name = "wet-bulb",
     .summary = "thermodynamic wet bulb of moist air, solved exactly",
     .equation = "W(t, tw, p) = W, by Halley steps to 1e-5 K; over ice below 0 degC",
     .source = ASHRAE ", eq. 33 and 35",
     .keys = wet_bulb_keys,
     .outputs = wet_bulb_out,
     .work = wet_bulb,
     .hourly = true},
    {.name = "dew-point",
     .summary = "temperature at which this air saturates",
     .equation = "ps(td) = p W / (0.621945 + W)",
     .source = ASHRAE,
     .keys = dew_point_keys,
     .outputs = dew_point_out,
     .work = dew_point,
     .hourly = true},
    {.name = "humidity-ratio",
     .summary = "kg of water per kg of dry air",
     .equation = "W = 0.621945 pv / (p - pv)",
     .source = ASHRAE ", eq. 20, 33, 35",
     .keys = ratio_keys,
     .outputs = ratio_out,
     .work = humidity_ratio,
     .hourly = true},
    {.name = "enthalpy",
     .summary = "heat content of moist air per kg of dry air",
     .equation = "h = 1.006 t + W (2501 + 1.86 t) kJ/kg, t in degC",
     .source = ASHRAE ", eq. 30",
     .keys = state_keys,
     .outputs = enthalpy_out,
     .work = enthalpy,
     .hourly = true},
    {.name = "saturation-pressure",
     .summary = "vapour pressure at saturation over ice or water",
     .equation = "ln ps = C1/T + C2 + C3 T + C4 T^2 + ... (two sets of coefficients, T in K)",
     .source = ASHRAE ", eq. 5 and 6",
     .keys = saturation_keys,
     .outputs = saturation_out,
     .work = saturation_pressure,
     .sweep = {"temperature=-20C:50C:5K"},
     .hourly = true},
    {.name = "air-density",
     .summary = "mass of moist air per volume",
     .equation = "rho = (1 + W) / v, v = 287.042 T (1 + 1.607858 W) / p",
     .source = ASHRAE ", eq. 26",
     .keys = state_keys,
     .outputs = density_out,
     .work = air_density,
     .hourly = true},
    {.name = "station-pressure",
     .summary = "pressure of the standard atmosphere at an altitude",
     .equation = "p = 101325 (1 - 2.25577e-5 z)^5.2559 Pa, z in m",
     .source = ASHRAE ", eq. 3",
     .keys = station_keys,
     .outputs = station_out,
     .work = station_pressure,
     .sweep = {"altitude=0m:4000m:500m"}},
    {0},
};
