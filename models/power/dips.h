/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dips - whether a fault on the network locks the UPS out.
 *
 * A fault is felt as a number of voltage dips (geometric), with exponential times between them.  UPS that see
 * as many as their limit within a window stay away from the grid until somebody returns them by hand.
 */
#ifndef POWER_DIPS_H
#define POWER_DIPS_H

#include "engine/stream.h"
#include "plan/record.h"

#include <stdbool.h>

/* Draws one fault of FEED from STREAM; true when it locks the UPS out. */
bool dips_lock_out(const struct record *feed, struct stream *stream);

#endif
