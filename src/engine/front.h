/* SPDX-License-Identifier: Apache-2.0 */
/*
 * front - the nearest keys of the event queue, sorted, the first of all last in the array.
 *
 * Times and orders lie apart: halves move through registers, where a key of 128 bits would be stored
 * in two and loaded as one before the stores are done.  And what loops over a few keys stores to
 * places known beforehand, so that nothing behind it has to wait for the comparison.
 *
 * A value of queue.c, inline as it is in the path of every event.
 */
#ifndef ENGINE_FRONT_H
#define ENGINE_FRONT_H

#include "engine/keylist.h"

#include <assert.h>
#include <string.h>

enum {
    FRONT = 40,
    FEW_FROM = 2, /* keys among which to insert without a branch ... */
    FEW_TO = 10,  /* ... up to this many */
};

struct front {
    size_t count; /* wide, as it is half of an address on the way from event to event */
    uint64_t times[FRONT];
    uint64_t orders[FRONT];
};

static inline struct key front_key(const struct front *front, size_t place)
{
    return key_of(front->times[place], front->orders[place]);
}

static inline void front_set(struct front *front, size_t place, struct key key)
{
    front->times[place] = key_time(key);
    front->orders[place] = key_order(key);
}

/* The nearest key; there must be one. */
static inline struct key front_first(const struct front *front)
{
    return front_key(front, front->count - 1);
}

/* Counts the keys it goes behind and moves the others, without a branch on any key. */
static inline void front_insert_few(struct front *front, struct key key, uint32_t count)
{
    uint32_t place = 0;
    for (uint32_t i = 0; i < count; i++)
        place += key_before(key, front_key(front, i));
    for (uint32_t i = count; i > 0; i--) {
        uint32_t from = i - (i > place);
        front->times[i] = front->times[from];
        front->orders[i] = front->orders[from];
    }
    front_set(front, place, key);
}

/*
 * Where a new key belongs cannot be foreseen.  Among a few keys the missed branch costs more than
 * touching them all; among more it does not; and with one or two it helps to foresee which handler
 * is called next.
 */
static inline void front_insert(struct front *front, struct key key)
{
    size_t place = front->count++;
    if (place >= FEW_FROM && place <= FEW_TO) {
        front_insert_few(front, key, (uint32_t)place);
        return;
    }
    for (; place > 0 && key_before(front_key(front, place - 1), key); place--) {
        front->times[place] = front->times[place - 1];
        front->orders[place] = front->orders[place - 1];
    }
    front_set(front, place, key);
}

/* Closes the gap of the key of ORDER, without a branch where it cannot be foreseen. */
static inline void front_drop(struct front *front, uint64_t order)
{
    size_t count = front->count, place = 0;
    for (size_t i = 1; i < count; i++)
        place = front->orders[i] == order ? i : place;
    assert(front->orders[place] == order);
    front->count = --count;
    if (count <= FEW_TO) {
        for (size_t i = 0; i < count; i++)
            front_set(front, i, front_key(front, i + (i >= place)));
        return;
    }
    memmove(front->times + place, front->times + place + 1, (count - place) * sizeof *front->times);
    memmove(front->orders + place, front->orders + place + 1, (count - place) * sizeof *front->orders);
}

/* Leaves the nearest COUNT keys. */
static inline void front_keep(struct front *front, uint32_t count)
{
    uint32_t moved = front->count - count;
    memmove(front->times, front->times + moved, count * sizeof *front->times);
    memmove(front->orders, front->orders + moved, count * sizeof *front->orders);
    front->count = count;
}

#endif
