/* SPDX-License-Identifier: Apache-2.0 */
/*
 * settle - the first of a month: what was used and served becomes charges, rent and revenue.
 */
#ifndef WORLD_SETTLE_H
#define WORLD_SETTLE_H

#include "world/operate.h"

struct settle;

/* For the replication of CAST, with nothing settled yet, in ARENA; CAST is borrowed. */
struct settle *settle_start(struct cast *cast, struct arena *arena);

/* Books the month that ends now; OPERATE has been run up to now and begins a new month. */
void settle_month(struct settle *settle, struct operate *operate);

#endif
