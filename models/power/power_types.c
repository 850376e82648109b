/* SPDX-License-Identifier: Apache-2.0 */
#include "power/power_types.h"

#include "base/curve.h"

static const struct field transformer_type_fields[TRANSFORMER_TYPE_FIELD_COUNT] = {
    [TRANSFORMER_TYPE_RATING] = {.name = "rating",
                                 .type = FIELD_QUANTITY,
                                 .unit = "MVA",
                                 .low = 0.01,
                                 .high = 2000,
                                 .meaning = "rated apparent power"},
    [TRANSFORMER_TYPE_NO_LOAD_LOSS] = {.name = "no-load-loss",
                                       .type = FIELD_QUANTITY,
                                       .unit = "kW",
                                       .low = 0,
                                       .high = 5000,
                                       .meaning = "iron loss, whenever energised"},
    [TRANSFORMER_TYPE_LOAD_LOSS] = {.name = "load-loss",
                                    .type = FIELD_QUANTITY,
                                    .unit = "kW",
                                    .low = 0,
                                    .high = 20000,
                                    .meaning = "copper loss at rated load, with the square of the load"},
    [TRANSFORMER_TYPE_FAILURE_RATE] = {.name = "failure-rate",
                                       .type = FIELD_QUANTITY,
                                       .unit = "1/year",
                                       .fallback = "0.0153 1/year",
                                       .low = 0,
                                       .high = 100,
                                       .meaning = "failures per year in service",
                                       .source = "IEEE 493, above 10 MVA; grade R"},
    [TRANSFORMER_TYPE_REPAIR] = {.name = "repair",
                                 .type = FIELD_DISTRIBUTION,
                                 .unit = "h",
                                 .fallback = "1178 h",
                                 .low = 0,
                                 .draw = DRAW_REPEATED,
                                 .meaning = "time until it is back in service",
                                 .source = "IEEE 493, above 10 MVA; grade R"},
    [TRANSFORMER_TYPE_NO_LOAD_LOSS_FACTOR] =
        {.name = "no-load-loss-factor",
         .type = FIELD_QUANTITY,
         .unit = "",
         .fallback = "1",
         .low = 0.1,
         .high = 10,
         .meaning = "no-load loss as metered over the one stated; fitted by calibrate"},
    [TRANSFORMER_TYPE_LOAD_LOSS_FACTOR] =
        {.name = "load-loss-factor",
         .type = FIELD_QUANTITY,
         .unit = "",
         .fallback = "1",
         .low = 0.1,
         .high = 10,
         .meaning = "load loss as metered over the one stated; fitted by calibrate"},
    [TRANSFORMER_TYPE_DERATE] =
        {.name = "derate",
         .type = FIELD_QUANTITY,
         .unit = "%/K",
         .fallback = "1 %/K",
         .low = 0,
         .high = 10,
         .meaning = "rating of a main transformer lost for each kelvin of outdoor air above derate-above; "
                    "those of halls keep theirs",
         .source = "IEEE C57.91-2011, quick approximation: 1 % per kelvin with forced air, "
                   "recalled; grade R"},
    [TRANSFORMER_TYPE_DERATE_ABOVE] =
        {.name = "derate-above",
         .type = FIELD_QUANTITY,
         .unit = "degC",
         .fallback = "40 degC",
         .low = -50,
         .high = 80,
         .meaning = "outdoor air of an hour up to which the full rating is given",
         .source = "IEEE C57.12.00-2021, usual service: 40 degC at most, 30 degC daily mean, recalled; "
                   "grade R"},
};

const struct kind power_transformer_type_kind = {
    .name = "transformer-type",
    .family = "power",
    .parents = "scenario",
    .fields = transformer_type_fields,
    .field_count = TRANSFORMER_TYPE_FIELD_COUNT,
    .flags = KIND_CATALOGUE,
    .meaning = "rating, losses and reliability of a transformer: P0 + (S / Sr)^2 Pk",
};

#define UPS_SOURCE "modern double conversion, tuned to 97.5 % at best (Eaton 9395XR); grade I"

static const struct field ups_type_fields[UPS_TYPE_FIELD_COUNT] = {
    [UPS_TYPE_LOSS_FIXED] = {.name = "loss-fixed",
                             .type = FIELD_QUANTITY,
                             .unit = "%",
                             .fallback = "0.6 %",
                             .low = 0,
                             .high = 20,
                             .meaning = "loss without load, of the rating",
                             .source = UPS_SOURCE},
    [UPS_TYPE_LOSS_LINEAR] = {.name = "loss-linear",
                              .type = FIELD_QUANTITY,
                              .unit = "%",
                              .fallback = "0.9 %",
                              .low = 0,
                              .high = 20,
                              .meaning = "loss in proportion to the load, of the rating at full load",
                              .source = UPS_SOURCE},
    [UPS_TYPE_LOSS_SQUARE] = {.name = "loss-square",
                              .type = FIELD_QUANTITY,
                              .unit = "%",
                              .fallback = "1.1 %",
                              .low = 0,
                              .high = 20,
                              .meaning = "loss with the square of the load, of the rating at full load",
                              .source = UPS_SOURCE},
    [UPS_TYPE_POINTS] = {.name = "points",
                         .type = FIELD_CURVE,
                         .unit = "%",
                         .unit_y = "%",
                         .fallback = "",
                         .meaning =
                             "data sheet in place of the three losses, load:efficiency, such as 25:95.8 "
                             "50:97 75:97.3 100:97.4; between the points losses go in straight lines"},
    [UPS_TYPE_OUTPUT] = {.name = "output",
                         .type = FIELD_ENUM,
                         .fallback = "ac",
                         .choices = "ac|800vdc",
                         .meaning = "what it gives to the busway: a UPS alternating current, for racks with "
                                    "power shelves; a rectifier or solid-state transformer 800 V direct "
                                    "current, for racks with DC/DC converters"},
    [UPS_TYPE_NO_LOAD_LOSS_FACTOR] =
        {.name = "no-load-loss-factor",
         .type = FIELD_QUANTITY,
         .unit = "",
         .fallback = "1",
         .low = 0.1,
         .high = 10,
         .meaning = "loss without load as metered over the one stated; fitted by calibrate"},
    [UPS_TYPE_LOAD_LOSS_FACTOR] = {.name = "load-loss-factor",
                                   .type = FIELD_QUANTITY,
                                   .unit = "",
                                   .fallback = "1",
                                   .low = 0.1,
                                   .high = 10,
                                   .meaning =
                                       "losses with load as metered over those stated; fitted by calibrate"},
};

const struct kind power_ups_type_kind = {
    .name = "ups-type",
    .family = "power",
    .parents = "scenario",
    .fields = ups_type_fields,
    .field_count = UPS_TYPE_FIELD_COUNT,
    .flags = KIND_CATALOGUE,
    .meaning =
        "losses of an uninterruptible supply, rectifier or solid-state transformer: a + b x + c x^2 of "
        "its rating",
};

double power_types_no_load_w(const struct record *transformer)
{
    return record_number(transformer, TRANSFORMER_TYPE_NO_LOAD_LOSS) *
           record_number(transformer, TRANSFORMER_TYPE_NO_LOAD_LOSS_FACTOR);
}

double power_types_load_w(const struct record *transformer)
{
    return record_number(transformer, TRANSFORMER_TYPE_LOAD_LOSS) *
           record_number(transformer, TRANSFORMER_TYPE_LOAD_LOSS_FACTOR);
}

static bool check_points(const struct record *ups, struct diag *diag)
{
    const struct curve *points = record_curve(ups, UPS_TYPE_POINTS);
    bool good = points->count <= LOSS_SHEET_POINTS && points->x[0] > 0;
    for (int i = 0; i < points->count; i++)
        good = good && points->x[i] <= 1.5 && points->y[i] > 0.5 && points->y[i] <= 1;
    if (good)
        return true;
    diag_error(diag, ups->span, "ups-type '%s': these points are not of a UPS", ups->id);
    diag_note(diag,
              "1 to %d points, loads above 0 and up to 150 %%, efficiencies above 50 %% and up to 100 %%",
              (int)LOSS_SHEET_POINTS);
    return false;
}

bool power_types_check(const struct plan *plan, struct diag *diag)
{
    struct record_list types = plan_list(plan, &power_ups_type_kind);
    bool good = true;
    for (int i = 0; i < types.count; i++)
        if (record_has(types.items[i], UPS_TYPE_POINTS))
            good = check_points(types.items[i], diag) && good;
    return good;
}

struct loss_sheet power_types_sheet(const struct record *ups)
{
    const struct curve *points = record_curve(ups, UPS_TYPE_POINTS);
    struct loss_sheet sheet = loss_sheet_of(points->x, points->y, points->count);
    sheet.base_ratio *= record_number(ups, UPS_TYPE_NO_LOAD_LOSS_FACTOR);
    for (int i = 0; i < sheet.count; i++)
        sheet.slope[i] *= record_number(ups, UPS_TYPE_LOAD_LOSS_FACTOR);
    return sheet;
}
