/* SPDX-License-Identifier: Apache-2.0 */
#include "power/feed.h"

static const struct field feed_fields[FEED_FIELD_COUNT] = {
    [FEED_CAPACITY] = {.name = "capacity",
                       .type = FIELD_QUANTITY,
                       .unit = "MW",
                       .low = 0,
                       .high = 20000,
                       .meaning = "contracted real power at the meter; with stages, never more than this"},
    [FEED_SUPPLY] = {.name = "supply",
                     .type = FIELD_ENUM,
                     .fallback = "firm",
                     .choices = "firm|interruptible",
                     .meaning = "whether the utility may interrupt it"},
    [FEED_INTERRUPTIBLE_HOURS] =
        {.name = "interruptible-hours",
         .type = FIELD_QUANTITY,
         .unit = "h/year",
         .fallback = "22 h/year",
         .low = 0,
         .high = 4000,
         .meaning = "mean interrupted hours of an interruptible feed, in events of 2 h on average",
         .source = "Norris et al. (Duke University) 2025: 0.25 % of the year, events of 2 h; grade S2"},
    [FEED_FAILURE_RATE] = {.name = "failure-rate",
                           .type = FIELD_QUANTITY,
                           .unit = "1/year",
                           .fallback = "0.312 1/year",
                           .low = 0,
                           .high = 100,
                           .meaning = "losses of the whole feed per year in service",
                           .source = "IEEE 493-1997, double circuit, both lost; grade R"},
    [FEED_REPAIR] = {.name = "repair",
                     .type = FIELD_DISTRIBUTION,
                     .unit = "h",
                     .fallback = "0.52 h",
                     .low = 0,
                     .draw = DRAW_REPEATED,
                     .meaning = "time until it is back",
                     .source = "IEEE 493-1997, double circuit, both lost; grade R"},
    [FEED_NEEDS] = {.name = "needs",
                    .type = FIELD_REFS,
                    .fallback = "",
                    .target = "*done",
                    .meaning = "what must be done before it is energised"},
};

const struct kind power_feed_kind = {
    .name = "feed",
    .family = "power",
    .parents = "site",
    .fields = feed_fields,
    .field_count = FEED_FIELD_COUNT,
    .flags = KIND_MILESTONE,
    .meaning = "utility supply at the point of interconnection; done when first energised",
};

static const struct field stage_fields[STAGE_FIELD_COUNT] = {
    [STAGE_CAPACITY] = {.name = "capacity",
                        .type = FIELD_QUANTITY,
                        .unit = "MW",
                        .low = 0,
                        .high = 20000,
                        .meaning = "real power that this stage adds"},
    [STAGE_NEEDS] = {.name = "needs",
                     .type = FIELD_REFS,
                     .fallback = "",
                     .target = "*done",
                     .meaning =
                         "what must be done before the stage is energised, besides the feed's own needs"},
};

const struct kind power_stage_kind = {
    .name = "stage",
    .family = "power",
    .parents = "feed",
    .fields = stage_fields,
    .field_count = STAGE_FIELD_COUNT,
    .flags = KIND_NO_ID | KIND_MILESTONE,
    .meaning = "one step of a feed's energisation; a feed with stages has the sum of those energised",
};
