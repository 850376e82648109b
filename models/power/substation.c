/* SPDX-License-Identifier: Apache-2.0 */
#include "power/substation.h"

static const struct field substation_fields[SUBSTATION_FIELD_COUNT] = {
    [SUBSTATION_REDUNDANCY] = {.name = "redundancy",
                               .type = FIELD_ENUM,
                               .fallback = "N+1",
                               .choices = "N|N+1|N+2|2N",
                               .meaning = "transformers whose loss must not reduce the load that is carried"},
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
