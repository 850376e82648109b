/* SPDX-License-Identifier: Apache-2.0 */
#include "racks/lot.h"

#include <assert.h>

void lot_put(struct lot_queue *queue, const struct lot *lot, int64_t count, struct arena *arena)
{
    struct lot *last = queue->last;
    assert(count >= 0);
    if (count == 0)
        return;
    queue->racks += count;
    if (last && last->order == lot->order && last->hall == lot->hall && last->since == lot->since) {
        last->count += count;
        return;
    }
    struct lot *more = arena_alloc(arena, sizeof *more);
    *more = *lot;
    more->count = count;
    more->next = NULL;
    if (last)
        last->next = more;
    else
        queue->first = more;
    queue->last = more;
}

void lot_take(struct lot_queue *queue, struct lot *lot, struct lot *before, int64_t count)
{
    assert(count <= lot->count);
    lot->count -= count;
    queue->racks -= count;
    if (lot->count > 0)
        return;
    if (before)
        before->next = lot->next;
    else
        queue->first = lot->next;
    if (queue->last == lot)
        queue->last = before;
}

int64_t lot_count(const struct lot_queue *queue)
{
    int64_t racks = 0;
    for (const struct lot *lot = queue->first; lot; lot = lot->next)
        racks += lot->count;
    return racks;
}
