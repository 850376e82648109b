/* SPDX-License-Identifier: Apache-2.0 */
/*
 * site_load - what the groups of halls of a site draw and lose at given IT loads, hour by hour.
 *
 * The losses of a group's chain heat its halls; its cooling carries that and the IT heat.  Sums over the
 * groups in their order.  Pure: sized groups in, arrays out.
 */
#ifndef WORLD_SITE_LOAD_H
#define WORLD_SITE_LOAD_H

#include "cooling/cooling.h"
#include "halls/halls.h"
#include "power/chain.h"
#include "weather/weather.h"

enum { SITE_LOAD_CHUNK = 128 }; /* hours at most in one call: all scratch stays in the first-level cache */

/* Sums over the groups of a site. */
enum site_part {
    PART_IT,
    PART_DISTRIBUTION, /* losses: cables, UPS, unit transformers */
    PART_UPS,
    PART_UNIT_TRANSFORMER,
    PART_FAN, /* cooling: outdoor fans, chillers, pumps and CDUs, hall fans */
    PART_CHILLER,
    PART_PUMP,
    PART_AIR_FAN,
    PART_WATER,       /* kg/s */
    PART_LIQUID_HEAT, /* given away by the warm and the cold loops */
    PART_AIR_HEAT,
    PART_LIQUID_CHILLER, /* of the chillers, those of the warm loops */
    PART_LOAD,           /* W at the site's bus: all of the above and the overhead */
    PART_SUPPLY,         /* K, warmest facility supply */
    PART_RAISED,         /* K, of a supply above its set point, the most */
    PART_COUNT
};

/* One group in force. */
struct load_group {
    struct hall_group halls;
    double liquid_ratio, rack_supply_k; /* of the racks that stand there */
    double water_most_kg_s;             /* make-up water to be had; 0: all it can use */
    bool stale;
    struct chain chain;
    struct cooling_plant cooling;
    struct cooling_duty duty; /* it was sized for */
};

struct load_hours {
    int count; /* at most SITE_LOAD_CHUNK */
    const double *dry_bulb_k, *wet_bulb_k;
    const double *const *it_w; /* by group; hour 0 of this call stands at [AT] */
    int at;
    double *part[PART_COUNT]; /* [count], filled */
};

/* The power chain of HALLS. */
struct chain load_chain(const struct hall_group *halls);

/* Sizes chain and cooling of GROUP for its halls, its racks and the extremes of AIR. */
void load_group_size(struct load_group *group, const struct weather_site *air);

/* Runs GROUP_COUNT groups; those without capacity draw nothing. */
void site_load_run(const struct load_group *groups, int group_count, double overhead_w,
                   const struct load_hours *hours);

#endif
