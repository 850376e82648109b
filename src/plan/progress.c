/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/progress.h"

struct listening {
    struct progress_listener listener;
    struct listening *next;
};

struct progress {
    struct sim *sim;
    struct arena *arena;
    int64_t *done;            /* by record number */
    struct listening **first; /* by record number, in order of listening */
    struct listening **last;
    struct bell *bell;
};

struct progress *progress_new(const struct plan *plan, struct sim *sim, struct arena *arena)
{
    struct progress *progress = arena_alloc(arena, sizeof *progress);
    size_t count = (size_t)plan->record_count;
    progress->sim = sim;
    progress->arena = arena;
    progress->done = arena_array(arena, count, sizeof *progress->done);
    progress->first = arena_array(arena, count, sizeof(struct listening *));
    progress->last = arena_array(arena, count, sizeof(struct listening *));
    for (size_t i = 0; i < count; i++)
        progress->done[i] = PROGRESS_NEVER;
    return progress;
}

int64_t progress_tick(const struct progress *progress, const struct record *record)
{
    return progress->done[record->number];
}

bool progress_done(const struct progress *progress, const struct record *record)
{
    return progress->done[record->number] != PROGRESS_NEVER;
}

static void tell(struct progress *progress, const struct progress_listener *listener)
{
    sim_schedule(progress->sim, sim_now(progress->sim), listener->phase, listener->handler, listener->subject,
                 listener->argument);
}

void progress_mark_past(struct progress *progress, const struct record *record, int64_t tick)
{
    if (progress_done(progress, record))
        return;
    progress->done[record->number] = tick;
    bell_ring(progress->bell);
    for (struct listening *at = progress->first[record->number]; at; at = at->next)
        tell(progress, &at->listener);
}

void progress_mark(struct progress *progress, const struct record *record)
{
    progress_mark_past(progress, record, sim_now(progress->sim));
}

void progress_listen(struct progress *progress, const struct record *record,
                     const struct progress_listener *listener)
{
    if (progress_done(progress, record)) {
        tell(progress, listener);
        return;
    }
    struct listening *listening = arena_alloc(progress->arena, sizeof *listening);
    listening->listener = *listener;
    if (progress->last[record->number])
        progress->last[record->number]->next = listening;
    else
        progress->first[record->number] = listening;
    progress->last[record->number] = listening;
}

void progress_set_bell(struct progress *progress, struct bell *bell)
{
    progress->bell = bell;
}
