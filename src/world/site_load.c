/* SPDX-License-Identifier: Apache-2.0 */
#include "world/site_load.h"

#include "base/lanes.h"
#include "base/wide.h"

#include <assert.h>
#include <string.h>

enum { CHUNK = SITE_LOAD_CHUNK, LANES = 8 };

struct chain load_chain(const struct hall_group *halls)
{
    return chain_make(&(struct chain_build){
        .it_capacity_w = halls->it_capacity_w,
        .distribution_loss_ratio = halls->distribution_loss_ratio,
        .ups = halls->ups,
        .transformer = halls->transformer,
        .ups_w = halls->ups_w,
        .transformers = halls->transformers,
        .power_factor_ratio = halls->power_factor_ratio,
    });
}

void load_group_size(struct load_group *group, const struct weather_site *air)
{
    const struct hall_group *h = &group->halls;
    group->chain = load_chain(h);
    group->duty = (struct cooling_duty){
        .type = h->cooling,
        .it_w = h->it_capacity_w,
        .loss_w = h->loss_heat_ratio * chain_loss_w(&group->chain, h->it_capacity_w),
        .liquid_ratio = h->liquid_ratio,
        .rack_supply_k = h->rack_supply_k,
        .used_liquid_ratio = group->liquid_ratio,
        .used_rack_supply_k = group->rack_supply_k,
        .extreme_dry_bulb_k = air->extreme_dry_bulb_k,
        .extreme_wet_bulb_k = air->extreme_wet_bulb_k,
        .water_most_kg_s = group->water_most_kg_s,
    };
    group->cooling = cooling_size(&group->duty);
}

/* Two chunks, whole lanes of them: what lies beyond the hours in use is not looked at. */
static inline __attribute__((always_inline)) void add(double *restrict sum, const double *restrict part,
                                                      int count)
{
    int lanes = count / LANES * LANES;
    for (int at = 0; at < lanes; at += LANES)
        for (int i = 0; i < LANES; i++)
            sum[at + i] += part[at + i];
    for (int i = lanes; i < count; i++)
        sum[i] += part[i];
}

static inline __attribute__((always_inline)) void keep_most(double *restrict most,
                                                            const double *restrict part, int count)
{
    int lanes = count / LANES * LANES;
    for (int at = 0; at < lanes; at += LANES)
        for (int i = at; i < at + LANES; i++)
            most[i] = part[i] > most[i] ? part[i] : most[i];
    for (int i = lanes; i < count; i++)
        most[i] = part[i] > most[i] ? part[i] : most[i];
}

/* One group into the arrays PART; PART_IT is left alone. */
static void run_group(const struct load_group *group, const struct load_hours *hours, const double *it_w,
                      double *const part[PART_COUNT])
{
    LANES_ALIGNED double input[CHUNK];
    struct chain_hours chain = {
        hours->count, it_w, part[PART_DISTRIBUTION], part[PART_UPS], part[PART_UNIT_TRANSFORMER], input};
    struct cooling_hours cooling = {.count = hours->count,
                                    .dry_bulb_k = hours->dry_bulb_k,
                                    .wet_bulb_k = hours->wet_bulb_k,
                                    .it_w = it_w,
                                    .input_w = input,
                                    .loss_heat_ratio = group->halls.loss_heat_ratio,
                                    .load_w = part[PART_LOAD],
                                    .fan_w = part[PART_FAN],
                                    .chiller_w = part[PART_CHILLER],
                                    .pump_w = part[PART_PUMP],
                                    .air_fan_w = part[PART_AIR_FAN],
                                    .water_kg_s = part[PART_WATER],
                                    .supply_k = part[PART_SUPPLY],
                                    .liquid_heat_w = part[PART_LIQUID_HEAT],
                                    .air_heat_w = part[PART_AIR_HEAT],
                                    .liquid_chiller_w = part[PART_LIQUID_CHILLER],
                                    .raised_k = part[PART_RAISED]};
    chain_block(&group->chain, &chain);
    cooling_block(&group->cooling, &cooling);
}

/* Another group on top of what stands in PART. */
WIDE static void add_group(const struct load_group *group, const struct load_hours *hours, const double *it_w,
                           double *const part[PART_COUNT])
{
    LANES_ALIGNED double own[PART_COUNT][CHUNK];
    double *to[PART_COUNT];
    for (int p = 0; p < PART_COUNT; p++)
        to[p] = own[p];
    run_group(group, hours, it_w, to);
    add(part[PART_IT], it_w, hours->count);
    for (int p = PART_IT + 1; p <= PART_LOAD; p++)
        add(part[p], own[p], hours->count);
    keep_most(part[PART_SUPPLY], own[PART_SUPPLY], hours->count);
    keep_most(part[PART_RAISED], own[PART_RAISED], hours->count);
}

WIDE static void raise(double *restrict row, double by, int count)
{
    int lanes = count / LANES * LANES;
    for (int at = 0; at < lanes; at += LANES)
        for (int i = 0; i < LANES; i++)
            row[at + i] += by;
    for (int i = lanes; i < count; i++)
        row[i] += by;
}

void site_load_run(const struct load_group *groups, int group_count, double overhead_w,
                   const struct load_hours *hours)
{
    size_t size = (size_t)hours->count * sizeof(double);
    bool first = true;
    assert(hours->count <= CHUNK);
    for (int g = 0; g < group_count; g++) {
        const double *it_w = hours->it_w[g] + hours->at;
        if (!(groups[g].halls.it_capacity_w > 0))
            continue;
        if (first) {
            memcpy(hours->part[PART_IT], it_w, size);
            run_group(&groups[g], hours, it_w, hours->part);
        } else {
            add_group(&groups[g], hours, it_w, hours->part);
        }
        first = false;
    }
    for (int p = 0; first && p < PART_COUNT; p++)
        memset(hours->part[p], 0, size);
    if (overhead_w != 0)
        raise(hours->part[PART_LOAD], overhead_w, hours->count);
}
