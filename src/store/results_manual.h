/* SPDX-License-Identifier: Apache-2.0 */
/*
 * results_manual - the manual page gigaplan-results(5), from the tables themselves.
 */
#ifndef STORE_RESULTS_MANUAL_H
#define STORE_RESULTS_MANUAL_H

#include "base/arena.h"

/* The whole page as mdoc(7) source. */
const char *results_manual(struct arena *arena);

#endif
