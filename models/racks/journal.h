/* SPDX-License-Identifier: Apache-2.0 */
/*
 * journal - which share of each fleet's packages works, midnight by midnight.
 *
 * Inside of racks only; others read it through racks_days (racks.h).
 */
#ifndef RACKS_JOURNAL_H
#define RACKS_JOURNAL_H

#include "racks/state.h"

/* The fleets as they are now hold from now on. */
void journal_add(struct racks *racks);

#endif
