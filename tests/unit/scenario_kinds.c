/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario_kinds.h"

#include "plan/frame.h"
#include "scenario/scenario.h"

#include <stdio.h>
#include <stdlib.h>

static const struct field hall_fields[HALL_FIELD_COUNT] = {
    [HALL_IT_CAPACITY] = {.name = "it-capacity",
                          .type = FIELD_QUANTITY,
                          .unit = "MW",
                          .low = 1,
                          .high = 1000,
                          .meaning = "IT load that the hall can carry"},
    [HALL_POSITIONS] = {.name = "positions",
                        .type = FIELD_COUNT,
                        .fallback = "100",
                        .low = 1,
                        .high = 1e6,
                        .meaning = "places for racks"},
    [HALL_REDUNDANCY] = {.name = "redundancy",
                         .type = FIELD_ENUM,
                         .fallback = "N+1",
                         .choices = "N|N+1|2N",
                         .meaning = "redundancy of the UPS"},
    [HALL_LOSS] = {.name = "loss",
                   .type = FIELD_QUANTITY,
                   .unit = "%",
                   .fallback = "2 %",
                   .low = 0,
                   .high = 90,
                   .meaning = "loss of distribution"},
    [HALL_SUPPLY] = {.name = "supply",
                     .type = FIELD_QUANTITY,
                     .unit = "degC",
                     .fallback = "40 degC",
                     .low = 15,
                     .high = 60,
                     .meaning = "temperature of supply"},
    [HALL_NEEDS] = {.name = "needs",
                    .type = FIELD_REFS,
                    .target = "*done",
                    .fallback = "",
                    .meaning = "what must be done before the hall is ready"},
    [HALL_SPARE] = {.name = "spare",
                    .type = FIELD_FLAG,
                    .fallback = "no",
                    .meaning = "whether it is a spare"},
    [HALL_SHAPE] = {.name = "shape",
                    .type = FIELD_SERIES,
                    .unit = "degC",
                    .length = 4,
                    .fallback = "",
                    .meaning = "temperature by quarter"},
    [HALL_RAMP] = {.name = "ramp",
                   .type = FIELD_CURVE,
                   .unit = "d",
                   .unit_y = "%",
                   .fallback = "",
                   .meaning = "share in use after the start"},
    [HALL_WEATHER] = {.name = "weather",
                      .type = FIELD_HOURLY,
                      .choices = "dry-bulb|dew-point|pressure",
                      .fallback = "",
                      .meaning = "hourly file"},
    [HALL_NOTE] = {.name = "note", .type = FIELD_TEXT, .fallback = "", .meaning = "words for people"},
};
const struct kind scenario_hall_kind = {.name = "hall",
                                        .family = "hall",
                                        .parents = "site",
                                        .fields = hall_fields,
                                        .field_count = HALL_FIELD_COUNT,
                                        .flags = KIND_MILESTONE,
                                        .meaning = "a hall"};

static const struct field stage_fields[STAGE_FIELD_COUNT] = {
    [STAGE_CAPACITY] = {.name = "capacity",
                        .type = FIELD_QUANTITY,
                        .unit = "MW",
                        .meaning = "power of the stage"},
};
const struct kind scenario_stage_kind = {.name = "stage",
                                         .family = "stage",
                                         .parents = "hall",
                                         .fields = stage_fields,
                                         .field_count = STAGE_FIELD_COUNT,
                                         .flags = KIND_NO_ID | KIND_MILESTONE,
                                         .meaning = "a stage"};

static const struct field activity_fields[ACTIVITY_FIELD_COUNT] = {
    [ACTIVITY_SITE] =
        {.name = "site", .type = FIELD_REF, .target = "site", .fallback = "", .meaning = "where it happens"},
    [ACTIVITY_DURATION] = {.name = "duration",
                           .type = FIELD_DISTRIBUTION,
                           .unit = "d",
                           .low = 0,
                           .high = 10000,
                           .meaning = "how long it takes"},
    [ACTIVITY_COST] = {.name = "cost",
                       .type = FIELD_QUANTITY,
                       .unit = "MUSD",
                       .fallback = "0 MUSD",
                       .meaning = "what it costs"},
    [ACTIVITY_START] = {.name = "not-before",
                        .type = FIELD_DATE,
                        .fallback = "",
                        .meaning = "earliest start"},
    [ACTIVITY_LAG] = {.name = "lag", .type = FIELD_DURATION, .fallback = "0 d", .meaning = "wait before it"},
};
const struct kind scenario_activity_kind = {.name = "activity",
                                            .family = "schedule",
                                            .parents = "scenario|site",
                                            .fields = activity_fields,
                                            .field_count = ACTIVITY_FIELD_COUNT,
                                            .flags = KIND_MILESTONE,
                                            .meaning = "work"};

static const struct field after_fields[AFTER_FIELD_COUNT] = {
    [AFTER_REF] = {.name = "ref", .type = FIELD_REF, .target = "*done", .meaning = "what comes before"},
};
const struct kind scenario_after_kind = {.name = "after",
                                         .family = "link",
                                         .parents = "activity",
                                         .fields = after_fields,
                                         .field_count = AFTER_FIELD_COUNT,
                                         .flags = KIND_NO_ID,
                                         .meaning = "a predecessor"};

const struct kind scenario_equity_kind = {.name = "equity",
                                          .family = "instrument",
                                          .parents = "scenario",
                                          .fields = NULL,
                                          .field_count = 0,
                                          .meaning = "money for shares"};

static const struct field tranche_fields[TRANCHE_FIELD_COUNT] = {
    [TRANCHE_AMOUNT] = {.name = "amount", .type = FIELD_QUANTITY, .unit = "MUSD", .meaning = "how much"},
    [TRANCHE_WHEN] = {.name = "when",
                      .type = FIELD_CONDITION,
                      .fallback = "",
                      .meaning = "what it waits for"},
};
const struct kind scenario_tranche_kind = {.name = "tranche",
                                           .family = "tranche",
                                           .parents = "equity",
                                           .fields = tranche_fields,
                                           .field_count = TRANCHE_FIELD_COUNT,
                                           .flags = KIND_MILESTONE,
                                           .meaning = "a part of an instrument"};

static const struct field system_fields[SYSTEM_FIELD_COUNT] = {
    [SYSTEM_POWER] = {.name = "power", .type = FIELD_QUANTITY, .unit = "kW", .meaning = "power of a rack"},
};
const struct kind scenario_system_kind = {.name = "rack-system",
                                          .family = "system",
                                          .parents = "scenario",
                                          .fields = system_fields,
                                          .field_count = SYSTEM_FIELD_COUNT,
                                          .flags = KIND_CATALOGUE | KIND_GLOBAL,
                                          .meaning = "a type of rack"};

static const struct field order_fields[ORDER_FIELD_COUNT] = {
    [ORDER_SYSTEM] = {.name = "system",
                      .type = FIELD_REF,
                      .target = "rack-system",
                      .meaning = "what is ordered"},
    [ORDER_COUNT] =
        {.name = "count", .type = FIELD_COUNT, .low = 1, .high = 1e6, .meaning = "how many racks"},
    [ORDER_PLACE] = {.name = "place", .type = FIELD_DATE, .meaning = "when it is placed"},
    [ORDER_LEAD] = {.name = "lead",
                    .type = FIELD_DISTRIBUTION,
                    .unit = "weeks",
                    .fallback = "20 weeks",
                    .meaning = "time to the first delivery"},
};
const struct kind scenario_order_kind = {.name = "rack-order",
                                         .family = "order",
                                         .parents = "scenario|site",
                                         .fields = order_fields,
                                         .field_count = ORDER_FIELD_COUNT,
                                         .flags = KIND_MILESTONE,
                                         .meaning = "an order"};

static const struct kind climate_kind = {.name = "climate",
                                         .family = "climate",
                                         .parents = "scenario",
                                         .flags = KIND_CATALOGUE | KIND_GLOBAL,
                                         .meaning = "weather"};
static const struct kind region_kind = {.name = "region",
                                        .family = "region",
                                        .parents = "scenario",
                                        .flags = KIND_CATALOGUE | KIND_GLOBAL,
                                        .meaning = "a grid"};

static const struct kind *const kinds[] = {
    &climate_kind,        &region_kind,          &frame_scenario_kind,   &frame_party_kind,
    &frame_site_kind,     &frame_phase_kind,     &frame_factor_kind,     &frame_milestone_kind,
    &frame_target_kind,   &scenario_hall_kind,   &scenario_stage_kind,   &scenario_activity_kind,
    &scenario_after_kind, &scenario_equity_kind, &scenario_tranche_kind, &scenario_system_kind,
    &scenario_order_kind,
};
static const struct metric_def defs[] = {
    {"power.it_energised", "MW", METRIC_STATE, JOIN_SUM, SCOPE_SITE, "IT capacity with power"},
    {"power.pue", "", METRIC_MEAN, JOIN_SUM, SCOPE_SITE, "power usage effectiveness"},
    {"power.worst", "%", METRIC_STATE, JOIN_NONE, SCOPE_SITE, "worst share"},
    {"funding.cash", "MUSD", METRIC_STATE, JOIN_SUM, SCOPE_PARTY, "cash of a party"},
    {"tokens.served", "Mtoken", METRIC_COUNTER, JOIN_SUM, SCOPE_CAMPUS, "tokens served"},
};
static const struct metric_table table = {defs, sizeof defs / sizeof *defs};
static const struct metric_table *const tables[] = {&table};
const struct kind_list scenario_kinds = {kinds, sizeof kinds / sizeof *kinds, tables, 1};

static struct scenario_try read_in(struct arena *arena, const char *text)
{
    struct scenario_try attempt = {.arena = arena, .diag = diag_new(arena)};
    const struct scenario_request request = {.path = "try.xml", .kinds = &scenario_kinds, .arena = arena};
    attempt.plan = scenario_read_text(&request, text, attempt.diag);
    return attempt;
}

struct scenario_try scenario_try_text(const char *text)
{
    return read_in(arena_new(), text);
}

struct scenario_try scenario_try_body(const char *body)
{
    struct arena *arena = arena_new();
    return read_in(
        arena, arena_printf(arena,
                            "<scenario name=\"try\" start=\"2026-01-01\" end=\"2030-01-01\">\n"
                            "<party id=\"cloud\" role=\"cloud\"/><climate id=\"dry\"/><region id=\"grid\"/>\n"
                            "%s\n</scenario>\n",
                            body));
}

void scenario_try_free(struct scenario_try *attempt)
{
    arena_free(attempt->arena);
}

const char *scenario_try_messages(struct scenario_try *attempt)
{
    char *bytes = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&bytes, &size);
    diag_flush(attempt->diag, stream);
    fclose(stream);
    const char *copy = arena_strdup(attempt->arena, bytes);
    free(bytes);
    return copy;
}
