/* SPDX-License-Identifier: Apache-2.0 */
/*
 * scenario_kinds - a small language of its own for the tests of the reader, with every type of field.
 */
#ifndef SCENARIO_KINDS_H
#define SCENARIO_KINDS_H

#include "base/arena.h"
#include "base/diag.h"
#include "plan/record.h"

enum {
    HALL_IT_CAPACITY,
    HALL_POSITIONS,
    HALL_REDUNDANCY,
    HALL_LOSS,
    HALL_SUPPLY,
    HALL_NEEDS,
    HALL_SPARE,
    HALL_SHAPE,
    HALL_RAMP,
    HALL_WEATHER,
    HALL_NOTE,
    HALL_FIELD_COUNT
};
enum { STAGE_CAPACITY, STAGE_FIELD_COUNT };
enum { ACTIVITY_SITE, ACTIVITY_DURATION, ACTIVITY_COST, ACTIVITY_START, ACTIVITY_LAG, ACTIVITY_FIELD_COUNT };
enum { AFTER_REF, AFTER_FIELD_COUNT };
enum { TRANCHE_AMOUNT, TRANCHE_WHEN, TRANCHE_FIELD_COUNT };
enum { SYSTEM_POWER, SYSTEM_FIELD_COUNT };
enum { ORDER_SYSTEM, ORDER_COUNT, ORDER_PLACE, ORDER_LEAD, ORDER_FIELD_COUNT };

extern const struct kind scenario_hall_kind;
extern const struct kind scenario_stage_kind;
extern const struct kind scenario_activity_kind;
extern const struct kind scenario_after_kind;
extern const struct kind scenario_equity_kind;
extern const struct kind scenario_tranche_kind;
extern const struct kind scenario_system_kind;
extern const struct kind scenario_order_kind;
extern const struct kind_list scenario_kinds;

/* What one reading gave. */
struct scenario_try {
    struct arena *arena;
    struct diag *diag;
    struct plan *plan;
};

/*
 * Reads BODY as lines 3 and following of the file try.xml, a scenario of 2026 to 2029 with the party
 * cloud, the climate dry and the region grid.  The caller ends it with scenario_try_free.
 */
struct scenario_try scenario_try_body(const char *body);

/* The same for a whole text. */
struct scenario_try scenario_try_text(const char *text);

void scenario_try_free(struct scenario_try *attempt);

/* Everything that the diag has to say, as users see it; lies in the arena. */
const char *scenario_try_messages(struct scenario_try *attempt);

#endif
