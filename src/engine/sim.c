/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/sim.h"

#include "engine/profile.h"

struct sim *sim_new(struct arena *arena, int64_t now)
{
    struct sim *sim = arena_alloc(arena, sizeof *sim);
    sim->now = now;
    sim->queue = queue_new(arena, now);
    return sim;
}

void sim_reset(struct sim *sim, int64_t now)
{
    sim->now = now;
    queue_reset(sim->queue, now);
    sim->fired_count = 0;
    sim->stopping = false;
}

/* The slot of the event may be taken again while its handler runs, hence the copy. */
static void fire_profiled(struct sim *sim, struct event event)
{
    profile_start(sim->profile);
    event.handler(sim, event.subject, event.argument);
    profile_stop(sim->profile, event.handler);
}

/* Fires the next event if one is due by TICK; PROFILED is constant in both loops below. */
static inline bool step(struct sim *sim, int64_t tick, bool profiled)
{
    const struct event *event = queue_pop(sim->queue, tick, &sim->now);
    if (!event)
        return false;
    sim->fired_count++;
    if (profiled)
        fire_profiled(sim, *event);
    else
        event->handler(sim, event->subject, event->argument);
    return true;
}

bool sim_run_until(struct sim *sim, int64_t tick)
{
    sim->stopping = false;
    if (sim->profile)
        while (!sim->stopping && step(sim, tick, true))
            ;
    else
        while (!sim->stopping && step(sim, tick, false))
            ;
    return !sim->stopping;
}

bool sim_step(struct sim *sim, int64_t tick)
{
    return step(sim, tick, sim->profile != NULL);
}

void sim_stop(struct sim *sim)
{
    sim->stopping = true;
}

void sim_set_profile(struct sim *sim, struct profile *profile)
{
    sim->profile = profile;
}
