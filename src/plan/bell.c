/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/bell.h"

void bell_ring(struct bell *bell)
{
    if (!bell || bell->rung || !bell->handler)
        return;
    int64_t now = sim_now(bell->sim);
    if (bell->tick != now)
        bell->rounds = 0;
    bell->tick = now;
    bell->rung = true;
    sim_schedule(bell->sim, now, bell->phase, bell->handler, bell->subject, 0);
}

bool bell_heard(struct bell *bell)
{
    bell->rung = false;
    if (bell->rounds >= bell->most)
        bell->most = bell->rounds + 1;
    return ++bell->rounds <= PHASE_ROUNDS_MAX;
}
