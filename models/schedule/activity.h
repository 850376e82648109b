/* SPDX-License-Identifier: Apache-2.0 */
/*
 * activity - the kinds of work: activity and permit, what they follow, who does them, what delays them.
 */
#ifndef SCHEDULE_ACTIVITY_H
#define SCHEDULE_ACTIVITY_H

#include "plan/field.h"

enum {
    ACTIVITY_DURATION,
    ACTIVITY_COST,
    ACTIVITY_PAYER,
    ACTIVITY_PAYEE,
    ACTIVITY_CREW,
    ACTIVITY_CREW_COUNT,
    ACTIVITY_PRIORITY,
    ACTIVITY_NOT_BEFORE,
    ACTIVITY_NEEDS,
    ACTIVITY_WHEN,
    ACTIVITY_ACTUAL_START,
    ACTIVITY_ACTUAL_FINISH,
    ACTIVITY_REMAINING,
    ACTIVITY_BOOKED_AS,
    ACTIVITY_FIELD_COUNT
};

enum {
    PERMIT_DURATION,
    PERMIT_NOT_BEFORE,
    PERMIT_NEEDS,
    PERMIT_WHEN,
    PERMIT_ACTUAL_START,
    PERMIT_ACTUAL_FINISH,
    PERMIT_REMAINING,
    PERMIT_FIELD_COUNT
};

/* Where the cost of an activity stands in its payer's books; the choices of ACTIVITY_BOOKED_AS in this order.
 */
enum activity_booking { BOOKED_AS_WORKS, BOOKED_AS_COMPUTE, BOOKED_AS_FEES };

/* How a piece of work is tied to the one it follows; the choices of AFTER_TYPE in this order. */
enum after_type { AFTER_FS, AFTER_SS, AFTER_FF, AFTER_SF };

enum { AFTER_REF, AFTER_TYPE, AFTER_LAG, AFTER_FIELD_COUNT };
enum { CREW_COUNT, CREW_FIELD_COUNT };
enum { RISK_PROBABILITY, RISK_DELAY, RISK_ON, RISK_FIELD_COUNT };

extern const struct kind schedule_activity_kind;
extern const struct kind schedule_permit_kind;
extern const struct kind schedule_after_kind;
extern const struct kind schedule_crew_kind;
extern const struct kind schedule_risk_kind;

#endif
