/* SPDX-License-Identifier: Apache-2.0 */
#include "base/unit_table.h"

#include <assert.h>
#include <string.h>

/* clang-format off */
#define DIM(...)  {.power = {__VA_ARGS__}}
#define M         [DIMENSION_METRE]
#define KG        [DIMENSION_KILOGRAM]
#define S         [DIMENSION_SECOND]

#define PLAIN     DIM(0)
#define LENGTH    DIM(M = 1)
#define AREA      DIM(M = 2)
#define VOLUME    DIM(M = 3)
#define MASS      DIM(KG = 1)
#define TIME      DIM(S = 1)
#define RATE      DIM(S = -1)
#define HEAT      DIM([DIMENSION_KELVIN] = 1)
#define FLOW      DIM(M = 3, S = -1)
#define PRESSURE  DIM(M = -1, KG = 1, S = -2)
#define ENERGY    DIM(M = 2, KG = 1, S = -2)
#define POWER     DIM(M = 2, KG = 1, S = -3)
#define CURRENT   DIM([DIMENSION_AMPERE] = 1)
#define VOLTAGE   DIM([DIMENSION_VOLT_AMPERE] = 1, [DIMENSION_AMPERE] = -1)
#define APPARENT  DIM([DIMENSION_VOLT_AMPERE] = 1)
#define MONEY     DIM([DIMENSION_USD] = 1)
#define TOKENS    DIM([DIMENSION_TOKEN] = 1)
#define RACKS     DIM([DIMENSION_RACK] = 1)
#define GPUS      DIM([DIMENSION_GPU] = 1)
#define BITS      DIM([DIMENSION_BIT] = 1)

#define BTU_J     1055.05585262
#define DAY_S     86400.0
#define YEAR_S    (365.25 * DAY_S)

static const struct unit units[] = {
    {"W", {0}, "watt", POWER, 1, 1, 0, false, 1},
    {"kW", {0}, "kilowatt", POWER, 1e3, 1, 0, false, 1},
    {"MW", {0}, "megawatt", POWER, 1e6, 1, 0, false, 1},
    {"GW", {0}, "gigawatt", POWER, 1e9, 1, 0, false, 1},
    {"TW", {0}, "terawatt", POWER, 1e12, 1, 0, false, 1},
    {"tonR", {0}, "ton of refrigeration, 12,000 BTU/h", POWER, 12000 * BTU_J, 3600, 0, false, 0},

    {"J", {0}, "joule", ENERGY, 1, 1, 0, false, 1},
    {"kJ", {0}, "kilojoule", ENERGY, 1e3, 1, 0, false, 1},
    {"MJ", {0}, "megajoule", ENERGY, 1e6, 1, 0, false, 1},
    {"GJ", {0}, "gigajoule", ENERGY, 1e9, 1, 0, false, 1},
    {"TJ", {0}, "terajoule", ENERGY, 1e12, 1, 0, false, 1},
    {"Wh", {0}, "watt-hour", ENERGY, 3600, 1, 0, false, 1},
    {"kWh", {0}, "kilowatt-hour", ENERGY, 3600e3, 1, 0, false, 1},
    {"MWh", {0}, "megawatt-hour", ENERGY, 3600e6, 1, 0, false, 1},
    {"GWh", {0}, "gigawatt-hour", ENERGY, 3600e9, 1, 0, false, 1},
    {"TWh", {0}, "terawatt-hour", ENERGY, 3600e12, 1, 0, false, 1},
    {"BTU", {"Btu"}, "British thermal unit (international table)", ENERGY, BTU_J, 1, 0, false, 0},
    {"MMBtu", {"MMBTU"}, "million BTU", ENERGY, BTU_J * 1e6, 1, 0, false, 0},

    {"VA", {0}, "volt-ampere", APPARENT, 1, 1, 0, false, 1},
    {"kVA", {0}, "kilovolt-ampere", APPARENT, 1e3, 1, 0, false, 1},
    {"MVA", {0}, "megavolt-ampere", APPARENT, 1e6, 1, 0, false, 1},
    {"GVA", {0}, "gigavolt-ampere", APPARENT, 1e9, 1, 0, false, 1},
    {"var", {0}, "reactive volt-ampere", APPARENT, 1, 1, 0, false, 0},
    {"kvar", {"kVAr"}, "kilovar", APPARENT, 1e3, 1, 0, false, 0},
    {"Mvar", {"MVAr", "MVAR"}, "megavar", APPARENT, 1e6, 1, 0, false, 0},
    {"V", {0}, "volt", VOLTAGE, 1, 1, 0, false, 1},
    {"kV", {0}, "kilovolt", VOLTAGE, 1e3, 1, 0, false, 1},
    {"A", {0}, "ampere", CURRENT, 1, 1, 0, false, 1},
    {"kA", {0}, "kiloampere", CURRENT, 1e3, 1, 0, false, 1},

    {"ms", {0}, "millisecond", TIME, 1, 1e3, 0, false, 1},
    {"s", {"second", "seconds"}, "second", TIME, 1, 1, 0, false, 1},
    {"min", {"minute", "minutes"}, "minute", TIME, 60, 1, 0, false, 1},
    {"h", {"hour", "hours"}, "hour", TIME, 3600, 1, 0, false, 1},
    {"d", {"day", "days"}, "day of 24 h", TIME, DAY_S, 1, 0, false, 2},
    {"week", {"weeks", "wk"}, "7 days", TIME, 7 * DAY_S, 1, 0, false, 0},
    {"month", {"months"}, "mean month, a twelfth of a year", TIME, YEAR_S / 12, 1, 0, false, 0},
    {"year", {"years", "yr"}, "mean year of 365.25 days", TIME, YEAR_S, 1, 0, false, 2},
    {"Hz", {0}, "hertz", RATE, 1, 1, 0, false, 1},
    {"rpm", {0}, "revolutions per minute", RATE, 1, 60, 0, false, 0},

    {"mm", {0}, "millimetre", LENGTH, 1, 1e3, 0, false, 1},
    {"cm", {0}, "centimetre", LENGTH, 1, 100, 0, false, 0},
    {"m", {0}, "metre", LENGTH, 1, 1, 0, false, 1},
    {"km", {0}, "kilometre", LENGTH, 1e3, 1, 0, false, 1},
    {"in", {0}, "inch", LENGTH, 0.0254, 1, 0, false, 0},
    {"ft", {0}, "foot", LENGTH, 0.3048, 1, 0, false, 0},
    {"mile", {"miles"}, "statute mile", LENGTH, 1609.344, 1, 0, false, 0},
    {"m2", {"m\xc2\xb2"}, "square metre", AREA, 1, 1, 0, false, 0},
    {"ft2", {"sqft"}, "square foot", AREA, 0.3048 * 0.3048, 1, 0, false, 0},
    {"ha", {0}, "hectare", AREA, 1e4, 1, 0, false, 0},
    {"acre", {"acres"}, "international acre", AREA, 4046.8564224, 1, 0, false, 0},
    {"m3", {"m\xc2\xb3"}, "cubic metre", VOLUME, 1, 1, 0, false, 0},
    {"L", {"l", "litre", "litres"}, "litre", VOLUME, 1, 1e3, 0, false, 1},
    {"ML", {0}, "megalitre", VOLUME, 1e3, 1, 0, false, 1},
    {"ft3", {0}, "cubic foot", VOLUME, 0.028316846592, 1, 0, false, 0},
    {"gal", {0}, "US gallon", VOLUME, 3.785411784, 1e3, 0, false, 0},
    {"kgal", {0}, "thousand US gallons", VOLUME, 3.785411784, 1, 0, false, 0},
    {"Mgal", {0}, "million US gallons", VOLUME, 3785.411784, 1, 0, false, 0},
    {"gpm", {0}, "US gallons per minute", FLOW, 3.785411784, 60e3, 0, false, 0},
    {"CFM", {"cfm"}, "cubic feet per minute", FLOW, 0.028316846592, 60, 0, false, 0},

    {"g", {0}, "gram", MASS, 1, 1e3, 0, false, 1},
    {"kg", {0}, "kilogram", MASS, 1, 1, 0, false, 1},
    {"t", {"tonne", "tonnes"}, "metric ton", MASS, 1e3, 1, 0, false, 1},
    {"lb", {0}, "avoirdupois pound", MASS, 0.45359237, 1, 0, false, 0},
    {"gCO2", {"gCO2e"}, "gram of carbon dioxide equivalent", MASS, 1, 1e3, 0, false, 1},
    {"kgCO2", {"kgCO2e"}, "kilogram of carbon dioxide equivalent", MASS, 1, 1, 0, false, 1},
    {"tCO2", {"tCO2e"}, "metric ton of carbon dioxide equivalent", MASS, 1e3, 1, 0, false, 1},

    {"Pa", {0}, "pascal", PRESSURE, 1, 1, 0, false, 1},
    {"kPa", {0}, "kilopascal", PRESSURE, 1e3, 1, 0, false, 1},
    {"MPa", {0}, "megapascal", PRESSURE, 1e6, 1, 0, false, 1},
    {"bar", {0}, "bar", PRESSURE, 1e5, 1, 0, false, 0},
    {"psi", {0}, "pound-force per square inch", PRESSURE, 6894.757293168361, 1, 0, false, 0},

    {"K", {"delta_degC", "delta_K"}, "kelvin: a difference, or an absolute temperature", HEAT, 1, 1, 0, false, 0},
    {"delta_degF", {0}, "difference of one Fahrenheit degree", HEAT, 5, 9, 0, false, 0},
    {"degC", {"\xc2\xb0" "C"}, "temperature in Celsius", HEAT, 1, 1, 273.15, true, 0},
    {"degF", {"\xc2\xb0" "F"}, "temperature in Fahrenheit", HEAT, 5, 9, 459.67 * 5 / 9, true, 0},

    {"cent", {"cents"}, "hundredth of a US dollar", MONEY, 1, 100, 0, false, 0},
    {"USD", {0}, "US dollar", MONEY, 1, 1, 0, false, 1},
    {"kUSD", {0}, "thousand US dollars", MONEY, 1e3, 1, 0, false, 1},
    {"MUSD", {"mnUSD"}, "million US dollars", MONEY, 1e6, 1, 0, false, 1},
    {"BUSD", {"bnUSD"}, "billion (1e9) US dollars", MONEY, 1e9, 1, 0, false, 1},

    {"token", {"tokens"}, "token", TOKENS, 1, 1, 0, false, 1},
    {"ktoken", {"ktokens"}, "thousand tokens", TOKENS, 1e3, 1, 0, false, 1},
    {"Mtoken", {"Mtokens"}, "million tokens", TOKENS, 1e6, 1, 0, false, 1},
    {"Gtoken", {"Gtokens"}, "1e9 tokens", TOKENS, 1e9, 1, 0, false, 1},
    {"Ttoken", {"Ttokens"}, "1e12 tokens", TOKENS, 1e12, 1, 0, false, 1},
    {"rack", {"racks"}, "rack", RACKS, 1, 1, 0, false, 0},
    {"gpu", {"gpus", "GPU", "GPUs"}, "accelerator as its maker counts them", GPUS, 1, 1, 0, false, 0},
    {"package", {"packages"}, "accelerator package, the same as gpu", GPUS, 1, 1, 0, false, 0},
    {"bit", {"bits"}, "bit", BITS, 1, 1, 0, false, 0},
    {"Gbit", {0}, "1e9 bits", BITS, 1e9, 1, 0, false, 0},
    {"Tbit", {0}, "1e12 bits", BITS, 1e12, 1, 0, false, 0},
    {"byte", {"bytes"}, "8 bits", BITS, 8, 1, 0, false, 1},
    {"GB", {0}, "1e9 bytes", BITS, 8e9, 1, 0, false, 1},
    {"TB", {0}, "1e12 bytes", BITS, 8e12, 1, 0, false, 1},
    {"PB", {0}, "1e15 bytes", BITS, 8e15, 1, 0, false, 1},

    {"%", {"percent"}, "hundredth", PLAIN, 1, 100, 0, false, 0},
    {"bp", {0}, "basis point, a hundredth of a percent", PLAIN, 1, 1e4, 0, false, 0},
    {"ppm", {0}, "millionth", PLAIN, 1, 1e6, 0, false, 0},
};

static const struct {
    const char *word;
    const char *advice;
} advices[] = {
    {"$", "money is written in USD, kUSD, MUSD or BUSD, after the number"},
    {"M$", "money is written in USD, kUSD, MUSD or BUSD, after the number"},
    {"EUR", "money is in USD; convert other currencies first"},
    {"TR", "a ton of refrigeration is written tonR"},
    {"RT", "a ton of refrigeration is written tonR"},
    {"ton", "write t for a metric ton, tonR for a ton of refrigeration"},
    {"tons", "write t for a metric ton, tonR for a ton of refrigeration"},
    {"C", "write degC for a temperature, K for a difference"},
    {"F", "write degF for a temperature, delta_degF for a difference"},
    {"mW", "write MW for megawatt; milliwatts are not known"},
    {"mo", "write month; 'm' is the metre and 'min' the minute"},
    {"B", "write byte, or BUSD for billions of dollars"},
    {"Gb", "write GB for bytes or Gbit for bits"},
    {"MB", "write GB (0.001 GB is a megabyte)"},
    {"M", "a million needs its unit: MUSD, Mtoken, or write 1e6"},
    {"k", "a thousand needs its unit: kW, kUSD, or write 1e3"},
};
/* clang-format on */

static bool spelt(const char *name, const char *word, size_t length)
{
    return *name == *word && strncmp(name, word, length) == 0 && name[length] == '\0';
}

size_t unit_table_count(void)
{
    return sizeof units / sizeof *units;
}

const struct unit *unit_table_at(size_t index)
{
    assert(index < unit_table_count());
    return &units[index];
}

const struct unit *unit_table_find(const char *word, size_t length)
{
    for (size_t i = 0; i < unit_table_count(); i++) {
        if (spelt(units[i].name, word, length)) {
            return &units[i];
        }
        for (int j = 0; j < UNIT_TABLE_ALIASES && units[i].alias[j]; j++) {
            if (spelt(units[i].alias[j], word, length)) {
                return &units[i];
            }
        }
    }
    return NULL;
}

const char *unit_table_advice(const char *word, size_t length)
{
    for (size_t i = 0; i < sizeof advices / sizeof *advices; i++) {
        if (spelt(advices[i].word, word, length)) {
            return advices[i].advice;
        }
    }
    return NULL;
}
