/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bell - "look at this later in this tick": rung often, heard once.
 *
 * Whoever changes something rings; whoever looks after it gets one event in its own phase of the
 * same tick.  So publishing never calls anyone, and ten changes cost one look.  Ringing again after
 * it was heard starts a new round; rounds in a tick are counted, so that two conditions that chase
 * each other for ever are found.
 */
#ifndef PLAN_BELL_H
#define PLAN_BELL_H

#include "engine/sim.h"
#include "plan/phase.h"

#include <stdbool.h>

struct bell {
    struct sim *sim;
    enum phase phase;
    sim_handler_fn *handler; /* called with (subject, 0); it calls bell_heard first */
    void *subject;
    bool rung;
    int64_t tick; /* of the last ring */
    int rounds;   /* heard in that tick */
    int most;     /* heard in any tick */
};

/* Asks for a look; nothing when it is already asked for, or when the bell has no handler. */
void bell_ring(struct bell *bell);

/* The look begins: later rings ask for another.  False when the tick has had too many rounds. */
bool bell_heard(struct bell *bell);

#endif
