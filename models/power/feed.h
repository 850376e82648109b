/* SPDX-License-Identifier: Apache-2.0 */
/*
 * feed - the kinds <feed> and <stage>: utility supply of a site, energised at once or in stages.
 */
#ifndef POWER_FEED_H
#define POWER_FEED_H

#include "plan/record.h"

enum {
    FEED_CAPACITY,
    FEED_SUPPLY,
    FEED_INTERRUPTIBLE_HOURS,
    FEED_FAILURE_RATE,
    FEED_REPAIR,
    FEED_NEEDS,
    FEED_INTERRUPTION_LENGTH,
    FEED_INTERRUPTIBLE_CAP,
    FEED_NOTICE,
    FEED_FIRM_NEEDS,
    FEED_FAULT_RATE,
    FEED_DIPS,
    FEED_DIP_GAP,
    FEED_LOCK_OUT_DIPS,
    FEED_LOCK_OUT_WINDOW,
    FEED_MANUAL_RETURN,
    FEED_FIELD_COUNT
};
enum feed_supply { FEED_FIRM, FEED_INTERRUPTIBLE };

enum { STAGE_CAPACITY, STAGE_NEEDS, STAGE_FIELD_COUNT };

extern const struct kind power_feed_kind;
extern const struct kind power_stage_kind;

/*
 * Warns of a feed that is done, as its own needs are, before any of its stages can give power: whoever waits
 * for the feed goes on too early then.
 */
void feed_check(const struct plan *plan, struct diag *diag);

#endif
