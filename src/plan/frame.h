/* SPDX-License-Identifier: Apache-2.0 */
/*
 * frame - the kinds every scenario stands on: who, where, when, and what is wanted.
 */
#ifndef PLAN_FRAME_H
#define PLAN_FRAME_H

#include "plan/field.h"

enum {
    SCENARIO_NAME,
    SCENARIO_START,
    SCENARIO_END,
    SCENARIO_CURRENCY,
    SCENARIO_STATUS_DATE,
    SCENARIO_SEED,
    SCENARIO_SAMPLE,
    SCENARIO_DESCRIPTION,
    SCENARIO_FIELD_COUNT
};

/*
 * Longer than any building, bond or power contract lasts.  Every hour of it is simulated and stored in
 * months, days and samples: sixty years are 0.2 s and 6 MB for one hall, 0.4 s and 13 MB for azure-1gw.
 */
enum { SCENARIO_YEARS_MAX = 60 };

enum { PARTY_ROLE, PARTY_CASH, PARTY_CAPITAL, PARTY_FIELD_COUNT };
enum party_capital { CAPITAL_CALLED, CAPITAL_CASH };
enum { SITE_OWNER, SITE_CLIMATE, SITE_REGION, SITE_OVERHEAD, SITE_FIELD_COUNT };
enum { PHASE_DATE, PHASE_IT_CAPACITY, PHASE_FIELD_COUNT };
enum { FACTOR_MEANING, FACTOR_FIELD_COUNT };
enum { MILESTONE_WHEN, MILESTONE_OBSERVED, MILESTONE_FIELD_COUNT };
enum { TARGET_METRIC, TARGET_AT_LEAST, TARGET_AT_MOST, TARGET_BY, TARGET_CONFIDENCE, TARGET_FIELD_COUNT };

enum sample_step { SAMPLE_WEEK, SAMPLE_MONTH, SAMPLE_DAY };

extern const struct kind frame_scenario_kind;
extern const struct kind frame_party_kind;
extern const struct kind frame_site_kind;
extern const struct kind frame_phase_kind;
extern const struct kind frame_factor_kind;
extern const struct kind frame_milestone_kind;
extern const struct kind frame_target_kind;

#endif
