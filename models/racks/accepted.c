/* SPDX-License-Identifier: Apache-2.0 */
#include "racks/accepted.h"

void accepted_add(struct accepted *accepted, const struct accepted_lot *lot, struct arena *arena)
{
    accepted->lots =
        arena_grow(arena, accepted->lots, accepted->count, &accepted->capacity, sizeof *accepted->lots);
    accepted->lots[accepted->count++] = *lot;
}

const struct accepted_lot *accepted_at(const struct accepted *accepted, int64_t tick)
{
    size_t low = 0, high = accepted->count; /* the first later than TICK lies in low .. high */
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (accepted->lots[middle].tick <= tick)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && accepted->lots[low - 1].tick == tick ? &accepted->lots[low - 1] : NULL;
}
