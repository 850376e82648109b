/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yard - what a site does with delivered racks: gate, dock, install, burn-in, acceptance, mending.
 *
 * Inside of racks only.
 */
#ifndef RACKS_YARD_H
#define RACKS_YARD_H

#include "racks/state.h"

/* COUNT racks of ORDER stand at the gate of its site. */
void yard_arrive(struct racks *racks, int order, int64_t count);

/* Positions at SITE have become free or ready: it works again from the next midnight on. */
void yard_free(struct racks *racks, int site);

/* Racks of SITE changed their state: its metrics are set anew in this tick. */
void yard_changed(struct racks *racks, int site);

/* The stranded racks so far, up to now; called before they are read. */
void yard_settle(struct racks *racks, int site);

#endif
