/* SPDX-License-Identifier: Apache-2.0 */
/*
 * power_types - the catalogue kinds <transformer-type> and <ups-type>.
 */
#ifndef POWER_POWER_TYPES_H
#define POWER_POWER_TYPES_H

#include "physics/loss_sheet.h"
#include "plan/record.h"

enum {
    TRANSFORMER_TYPE_RATING,
    TRANSFORMER_TYPE_NO_LOAD_LOSS,
    TRANSFORMER_TYPE_LOAD_LOSS,
    TRANSFORMER_TYPE_FAILURE_RATE,
    TRANSFORMER_TYPE_REPAIR,
    TRANSFORMER_TYPE_NO_LOAD_LOSS_FACTOR,
    TRANSFORMER_TYPE_LOAD_LOSS_FACTOR,
    TRANSFORMER_TYPE_DERATE,
    TRANSFORMER_TYPE_DERATE_ABOVE,
    TRANSFORMER_TYPE_FIELD_COUNT
};

enum {
    UPS_TYPE_LOSS_FIXED,
    UPS_TYPE_LOSS_LINEAR,
    UPS_TYPE_LOSS_SQUARE,
    UPS_TYPE_POINTS,
    UPS_TYPE_OUTPUT,
    UPS_TYPE_NO_LOAD_LOSS_FACTOR,
    UPS_TYPE_LOAD_LOSS_FACTOR,
    UPS_TYPE_FIELD_COUNT
};

enum { UPS_TYPE_AC, UPS_TYPE_800VDC }; /* its output */

extern const struct kind power_transformer_type_kind;
extern const struct kind power_ups_type_kind;

/* Losses of a transformer-type at no load, and its load loss at rated load, as metered: by its factors. */
double power_types_no_load_w(const struct record *transformer);
double power_types_load_w(const struct record *transformer);

/* Tells points that no UPS can have; false after errors. */
bool power_types_check(const struct plan *plan, struct diag *diag);

/* The points of an ups-type with any, as physics/loss_sheet.h takes them, by its factors. */
struct loss_sheet power_types_sheet(const struct record *ups);

#endif
