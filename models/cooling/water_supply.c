/* SPDX-License-Identifier: Apache-2.0 */
#include "cooling/water_supply.h"

static const double water_kg_m3 = 1000.0;

static const struct field water_supply_fields[WATER_SUPPLY_FIELD_COUNT] = {
    [WATER_SUPPLY_FLOW] = {.name = "flow",
                           .type = FIELD_QUANTITY,
                           .unit = "m3/day",
                           .low = 0.01,
                           .high = 1e7,
                           .meaning = "make-up water that may be taken, held in every hour; pads and towers "
                                      "share it by the IT capacity behind them"},
};

const struct kind cooling_water_supply_kind = {
    .name = "water-supply",
    .family = "cooling",
    .parents = "site",
    .fields = water_supply_fields,
    .field_count = WATER_SUPPLY_FIELD_COUNT,
    .meaning = "water that a site may take; without one it takes what it wants",
};

double water_supply_kg_s(const struct plan *plan, const struct record *site)
{
    struct record_list supplies = plan_list(plan, &cooling_water_supply_kind);
    double sum = 0;
    for (int i = 0; i < supplies.count; i++)
        if (supplies.items[i]->site == site)
            sum += record_number(supplies.items[i], WATER_SUPPLY_FLOW) * water_kg_m3;
    return sum;
}
