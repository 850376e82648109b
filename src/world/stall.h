/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stall - what stands still at the end, and whether money waits for work that waits for money.
 */
#ifndef WORLD_STALL_H
#define WORLD_STALL_H

#include "world/cast.h"

/* The cycle in words, or NULL; the text lies in ARENA. */
const char *stall_find(const struct cast *cast, struct arena *arena);

#endif
