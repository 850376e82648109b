/* SPDX-License-Identifier: Apache-2.0 */
#include "base/dimension.h"

#include <stddef.h>
#include <string.h>

#define M   [DIMENSION_METRE]
#define KG  [DIMENSION_KILOGRAM]
#define S   [DIMENSION_SECOND]
#define K   [DIMENSION_KELVIN]
#define USD [DIMENSION_USD]

static const struct {
    struct dimension dimension;
    const char *name;
} names[] = {
    {{{0}}, "plain number"},
    {{{M = 1}}, "length"},
    {{{M = 2}}, "area"},
    {{{M = 3}}, "volume"},
    {{{KG = 1}}, "mass"},
    {{{S = 1}}, "time"},
    {{{S = -1}}, "frequency or rate"},
    {{{K = 1}}, "temperature"},
    {{{M = 1, S = -1}}, "speed"},
    {{{M = 3, S = -1}}, "volume flow"},
    {{{KG = 1, S = -1}}, "mass flow"},
    {{{M = -1, KG = 1, S = -2}}, "pressure"},
    {{{M = 2, KG = 1, S = -2}}, "energy"},
    {{{M = 2, KG = 1, S = -3}}, "power"},
    {{{[DIMENSION_AMPERE] = 1}}, "current"},
    {{{[DIMENSION_AMPERE] = -1, [DIMENSION_VOLT_AMPERE] = 1}}, "voltage"},
    {{{[DIMENSION_VOLT_AMPERE] = 1}}, "apparent power"},
    {{{USD = 1}}, "sum of money"},
    {{{USD = 1, S = -1}}, "flow of money"},
    {{{M = -2, KG = -1, S = 2, USD = 1}}, "price of energy"},
    {{{M = -2, KG = -1, S = 3, USD = 1}}, "price of power"},
    {{{USD = 1, [DIMENSION_TOKEN] = -1}}, "price of tokens"},
    {{{[DIMENSION_TOKEN] = 1}}, "number of tokens"},
    {{{[DIMENSION_TOKEN] = 1, S = -1}}, "flow of tokens"},
    {{{[DIMENSION_RACK] = 1}}, "number of racks"},
    {{{[DIMENSION_RACK] = 1, S = -1}}, "rate of racks"},
    {{{[DIMENSION_GPU] = 1}}, "number of accelerators"},
    {{{[DIMENSION_BIT] = 1}}, "amount of data"},
    {{{[DIMENSION_BIT] = 1, S = -1}}, "data rate"},
};

bool dimension_equal(struct dimension a, struct dimension b)
{
    return memcmp(a.power, b.power, sizeof a.power) == 0;
}

struct dimension dimension_times_power(struct dimension a, struct dimension b, int exponent)
{
    for (int i = 0; i < DIMENSION_COUNT; i++) {
        a.power[i] = (signed char)(a.power[i] + exponent * b.power[i]);
    }
    return a;
}

const char *dimension_name(struct dimension dimension)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (dimension_equal(names[i].dimension, dimension)) {
            return names[i].name;
        }
    }
    return NULL;
}
