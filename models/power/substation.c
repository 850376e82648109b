/* SPDX-License-Identifier: Apache-2.0 */
#include "power/substation.h"

#include "physics/redundancy.h"

static const struct field substation_fields[SUBSTATION_FIELD_COUNT] = {
    [SUBSTATION_REDUNDANCY] = {.name = "redundancy",
                               .type = FIELD_ENUM,
                               .fallback = "N+1",
                               .choices = REDUNDANCY_CHOICES,
                               .meaning = "transformers whose loss must not reduce the load that is carried: "
                                          "none, one, two, half, one of three, one of four, or one that "
                                          "stands by for all"},
    [SUBSTATION_POWER_FACTOR] = {.name = "power-factor",
                                 .type = FIELD_QUANTITY,
                                 .unit = "",
                                 .fallback = "0.98",
                                 .low = 0.5,
                                 .high = 1,
                                 .meaning = "real over apparent power of the load",
                                 .source = "active rectifiers; engineering judgement, grade I"},
    [SUBSTATION_NEEDS] = {.name = "needs",
                          .type = FIELD_REFS,
                          .fallback = "",
                          .target = "*done",
                          .meaning = "what must be done before any of its transformers is energised"},
    [SUBSTATION_COMMON_CAUSE] = {.name = "common-cause",
                                 .type = FIELD_QUANTITY,
                                 .unit = "%",
                                 .fallback = "1 %",
                                 .low = 0,
                                 .high = 100,
                                 .meaning = "beta: failures that take all its transformers off (bus, "
                                            "protection), over the failures of one",
                                 .source = "engineering judgement; grade I"},
    [SUBSTATION_COMMON_REPAIR] = {.name = "common-repair",
                                  .type = FIELD_DISTRIBUTION,
                                  .unit = "h",
                                  .fallback = "24 h",
                                  .low = 0,
                                  .draw = DRAW_REPEATED,
                                  .meaning = "time until the common part is back",
                                  .source = "bus duct 35 h, breaker with spare parts less; grade I"},
    [SUBSTATION_MAINTENANCE] = {.name = "maintenance",
                                .type = FIELD_QUANTITY,
                                .unit = "h/year",
                                .fallback = "0 h/year",
                                .low = 0,
                                .high = 2000,
                                .meaning =
                                    "planned work on each transformer, one after the other; put off by a "
                                    "week while another one is out"},
    [SUBSTATION_MAINTENANCE_MONTH] = {.name = "maintenance-month",
                                      .type = FIELD_COUNT,
                                      .fallback = "4",
                                      .low = 1,
                                      .high = 12,
                                      .meaning = "month in which the planned work begins"},
};

const struct kind power_substation_kind = {
    .name = "substation",
    .family = "power",
    .parents = "site",
    .fields = substation_fields,
    .field_count = SUBSTATION_FIELD_COUNT,
    .flags = KIND_MILESTONE,
    .meaning = "main transformers on a common bus; done when its needs are met",
};

static const struct field transformer_fields[TRANSFORMER_FIELD_COUNT] = {
    [TRANSFORMER_TYPE] = {.name = "type",
                          .type = FIELD_REF,
                          .target = "transformer-type",
                          .meaning = "its rating, losses and reliability"},
    [TRANSFORMER_NEEDS] = {.name = "needs",
                           .type = FIELD_REFS,
                           .fallback = "",
                           .target = "*done",
                           .meaning =
                               "what must be done before it is energised, besides its substation's needs"},
};

const struct kind power_transformer_kind = {
    .name = "transformer",
    .family = "power",
    .parents = "substation",
    .fields = transformer_fields,
    .field_count = TRANSFORMER_FIELD_COUNT,
    .flags = KIND_NO_ID | KIND_MILESTONE,
    .meaning = "one named main transformer; fails and is repaired by events; done when first energised",
};
