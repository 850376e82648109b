/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kinds - what a scenario says about demand for tokens and what racks make of them.
 *
 * No bare tokens: a demand names its class (how it behaves), tier (which size of model) and channel
 * (how it is sold); a throughput names the system, class and tier it was measured or inferred for.
 */
#ifndef DEMAND_KINDS_H
#define DEMAND_KINDS_H

#include "plan/field.h"

enum { TIER_RANK, TIER_FIELD_COUNT };
enum { CHANNEL_SHARE, CHANNEL_FIELD_COUNT };
enum { CLASS_QUEUEING, CLASS_WEEKDAY, CLASS_WEEKEND, CLASS_MAX_WAIT, CLASS_SPILL, CLASS_FIELD_COUNT };
enum queueing { QUEUEING_INTERACTIVE, QUEUEING_BATCH };
enum {
    DEMAND_CLASS,
    DEMAND_TIER,
    DEMAND_CHANNEL,
    DEMAND_SELLER,
    DEMAND_VOLUME,
    DEMAND_AS_OF,
    DEMAND_GROWTH,
    DEMAND_HALF_LIFE,
    DEMAND_PRICE,
    DEMAND_PRICE_DRIFT,
    DEMAND_CACHED,
    DEMAND_PRIORITY,
    DEMAND_FIELD_COUNT
};
enum {
    THROUGHPUT_SYSTEM,
    THROUGHPUT_CLASS,
    THROUGHPUT_TIER,
    THROUGHPUT_RATE,
    THROUGHPUT_INTERACTIVITY,
    THROUGHPUT_BASIS,
    THROUGHPUT_FIELD_COUNT
};
enum { GAIN_SYSTEMS, GAIN_FACTOR, GAIN_TIME_CONSTANT, GAIN_SINCE, GAIN_FIELD_COUNT };
enum { SPILL_PRICE, SPILL_PAYER, SPILL_FIELD_COUNT };

extern const struct kind demand_tier_kind;
extern const struct kind demand_channel_kind;
extern const struct kind demand_class_kind;
extern const struct kind demand_demand_kind;
extern const struct kind demand_throughput_kind;
extern const struct kind demand_software_gain_kind;
extern const struct kind demand_spill_kind;

#endif
