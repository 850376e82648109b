/* SPDX-License-Identifier: Apache-2.0 */
#include "schedule/crew.h"

#include <assert.h>
#include <string.h>

void crew_start(struct crew *crew, int count, int capacity, struct arena *arena)
{
    *crew = (struct crew){.count = count};
    crew->queue = arena_array(arena, (size_t)capacity, sizeof *crew->queue);
}

static bool goes_before(const struct crew_claim *a, const struct crew_claim *b)
{
    if (a->priority != b->priority)
        return a->priority < b->priority;
    if (a->asked != b->asked)
        return a->asked < b->asked;
    return a->task < b->task;
}

void crew_wait(struct crew *crew, struct crew_claim claim)
{
    int place = crew->waiting_count++;
    for (; place > 0 && goes_before(&claim, &crew->queue[place - 1]); place--)
        crew->queue[place] = crew->queue[place - 1];
    crew->queue[place] = claim;
}

bool crew_serve(struct crew *crew, int *task)
{
    if (crew->waiting_count == 0 || crew->busy + crew->queue[0].count > crew->count)
        return false;
    *task = crew->queue[0].task;
    crew->busy += crew->queue[0].count;
    memmove(crew->queue, crew->queue + 1, (size_t)--crew->waiting_count * sizeof *crew->queue);
    return true;
}

void crew_take(struct crew *crew, int count)
{
    crew->busy += count;
}

void crew_release(struct crew *crew, int count)
{
    assert(count <= crew->busy);
    crew->busy -= count;
}
