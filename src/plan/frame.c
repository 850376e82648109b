/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/frame.h"

static const struct field scenario_fields[SCENARIO_FIELD_COUNT] = {
    [SCENARIO_NAME] = {.name = "name", .type = FIELD_TEXT, .meaning = "short name, used for files"},
    [SCENARIO_START] = {.name = "start", .type = FIELD_DATE, .meaning = "first day that is simulated"},
    [SCENARIO_END] = {.name = "end",
                      .type = FIELD_DATE,
                      .meaning = "first day that is no longer simulated, at most 60 years after the start"},
    [SCENARIO_CURRENCY] = {.name = "currency",
                           .type = FIELD_ENUM,
                           .fallback = "USD",
                           .choices = "USD",
                           .meaning = "currency of all money"},
    [SCENARIO_STATUS_DATE] = {.name = "status-date",
                              .type = FIELD_DATE,
                              .fallback = "",
                              .meaning = "date up to which actuals are known; drawn as today's line"},
    [SCENARIO_SEED] = {.name = "seed",
                       .type = FIELD_COUNT,
                       .fallback = "1",
                       .low = 0,
                       .high = 9007199254740992.0,
                       .meaning = "seed of all random numbers unless --seed is given"},
    [SCENARIO_SAMPLE] = {.name = "sample",
                         .type = FIELD_ENUM,
                         .fallback = "week",
                         .choices = "week|month|day",
                         .meaning = "step of the sampled series"},
    [SCENARIO_DESCRIPTION] = {.name = "description",
                              .type = FIELD_TEXT,
                              .fallback = "",
                              .meaning = "what this scenario is about"},
};

const struct kind frame_scenario_kind = {
    .name = "scenario",
    .family = "frame",
    .parents = "",
    .fields = scenario_fields,
    .field_count = SCENARIO_FIELD_COUNT,
    .flags = KIND_NO_ID,
    .meaning = "the whole plan: from when to when, and everything in it",
};

static const struct field party_fields[PARTY_FIELD_COUNT] = {
    [PARTY_ROLE] = {.name = "role",
                    .type = FIELD_ENUM,
                    .choices = "lab|cloud|landlord|vendor|lender|investor|utility|contractor|customer",
                    .meaning = "what the party is in the deal; lenders and investors call capital unless "
                               "`capital` says otherwise"},
    [PARTY_CASH] = {.name = "cash",
                    .type = FIELD_QUANTITY,
                    .unit = "MUSD",
                    .fallback = "0 MUSD",
                    .high = 5e7,
                    .meaning = "unencumbered cash at the start of the scenario; a limit only for parties "
                               "that do not call capital"},
    [PARTY_CAPITAL] =
        {.name = "capital",
         .type = FIELD_ENUM,
         .fallback = "",
         .choices = "called|cash",
         .meaning = "called: brings new money from outside whenever it must pay, without limit, as lenders "
                    "and investors do when nothing is stated; cash: gives what it has, as all others"},
};

const struct kind frame_party_kind = {
    .name = "party",
    .family = "party",
    .parents = "scenario",
    .fields = party_fields,
    .field_count = PARTY_FIELD_COUNT,
    .meaning = "somebody who owns, owes, pays or invests; keeps double-entry books",
};

static const struct field site_fields[SITE_FIELD_COUNT] = {
    [SITE_OWNER] = {.name = "owner",
                    .type = FIELD_REF,
                    .target = "party",
                    .meaning = "who owns the site and everything built on it"},
    [SITE_CLIMATE] = {.name = "climate",
                      .type = FIELD_REF,
                      .target = "climate",
                      .meaning = "weather of the site"},
    [SITE_REGION] = {.name = "region",
                     .type = FIELD_REF,
                     .target = "region",
                     .meaning = "grid region: price and carbon of energy"},
    [SITE_OVERHEAD] = {.name = "overhead",
                       .type = FIELD_QUANTITY,
                       .unit = "%",
                       .fallback = "0.5 %",
                       .high = 20,
                       .meaning = "lighting, offices and security, as a share of commissioned IT capacity",
                       .source = "facilities.md equation 2, 2026-11, grade I"},
};

const struct kind frame_site_kind = {
    .name = "site",
    .family = "site",
    .parents = "scenario",
    .fields = site_fields,
    .field_count = SITE_FIELD_COUNT,
    .meaning = "one campus: feeds, substations, halls and racks behind one meter",
};

static const struct field phase_fields[PHASE_FIELD_COUNT] = {
    [PHASE_DATE] = {.name = "date", .type = FIELD_DATE, .meaning = "when this step is wanted"},
    [PHASE_IT_CAPACITY] = {.name = "it-capacity",
                           .type = FIELD_QUANTITY,
                           .unit = "MW",
                           .low = 0,
                           .high = 1e5,
                           .meaning = "IT load that this step adds to what is wanted at the site"},
};

const struct kind frame_phase_kind = {
    .name = "phase",
    .family = "frame",
    .parents = "site",
    .fields = phase_fields,
    .field_count = PHASE_FIELD_COUNT,
    .flags = KIND_NO_ID,
    .meaning = "one dated step of the wanted buildout; limits are measured against the sum of the steps",
};

static const struct field factor_fields[FACTOR_FIELD_COUNT] = {
    [FACTOR_MEANING] = {.name = "meaning",
                        .type = FIELD_TEXT,
                        .fallback = "",
                        .meaning = "what moves together, for people"},
};

const struct kind frame_factor_kind = {
    .name = "factor",
    .family = "frame",
    .parents = "scenario",
    .fields = factor_fields,
    .field_count = FACTOR_FIELD_COUNT,
    .meaning = "a shared market factor: a standard normal that several uncertain values load on",
};

static const struct field milestone_fields[MILESTONE_FIELD_COUNT] = {
    [MILESTONE_WHEN] = {.name = "when",
                        .type = FIELD_CONDITION,
                        .meaning = "the milestone is reached when this first holds"},
    [MILESTONE_OBSERVED] = {.name = "observed",
                            .type = FIELD_DATE,
                            .fallback = "",
                            .meaning = "when it really happened, for a replay: compared by `report replay`, "
                                       "never used by the simulation"},
};

const struct kind frame_milestone_kind = {
    .name = "milestone",
    .family = "milestone",
    .parents = "scenario|site",
    .fields = milestone_fields,
    .field_count = MILESTONE_FIELD_COUNT,
    .flags = KIND_MILESTONE,
    .meaning = "a named point of the plan, reached when its condition first holds",
};

static const struct field target_fields[TARGET_FIELD_COUNT] = {
    [TARGET_METRIC] =
        {.name = "metric",
         .type = FIELD_TEXT,
         .meaning = "metric that must reach a value: a state on that date, a counter since the start, a "
                    "mean over the last whole month before"},
    [TARGET_AT_LEAST] = {.name = "at-least",
                         .type = FIELD_TEXT,
                         .fallback = "",
                         .meaning = "smallest good value, in a unit of the metric"},
    [TARGET_AT_MOST] = {.name = "at-most",
                        .type = FIELD_TEXT,
                        .fallback = "",
                        .meaning = "largest good value, in a unit of the metric"},
    [TARGET_BY] = {.name = "by", .type = FIELD_DATE, .meaning = "date by which it must hold"},
    [TARGET_CONFIDENCE] = {.name = "confidence",
                           .type = FIELD_QUANTITY,
                           .unit = "%",
                           .fallback = "50 %",
                           .low = 0,
                           .high = 100,
                           .meaning = "share of replications in which it must hold"},
};

const struct kind frame_target_kind = {
    .name = "target",
    .family = "frame",
    .parents = "scenario",
    .fields = target_fields,
    .field_count = TARGET_FIELD_COUNT,
    .flags = KIND_NO_ID,
    .meaning = "what the plan must reach; the run's exit code is 1 when it does not",
};
