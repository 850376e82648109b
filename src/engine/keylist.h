/* SPDX-License-Identifier: Apache-2.0 */
/*
 * keylist - a double-ended list of event keys in chunks, the bucket of the event queue.
 *
 * Appending, prepending and taking the first are a store and a count; chunks come from a pool
 * shared by all lists of a queue and go back to it, so that a list of a million keys leaves no
 * vector behind that keeps its peak.  A list knows a lower bound of its times.
 *
 * Owns: the pool's arena owns the chunks; a list is a value inside its queue.
 */
#ifndef ENGINE_KEYLIST_H
#define ENGINE_KEYLIST_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

enum { KEYLIST_CHUNK = 64 };

/*
 * What orders one event among all: time in the high half, order (see queue.h) in the low one.  One
 * 128-bit number, since compilers keep it in registers where they would pass two through memory.
 */
struct key {
    unsigned __int128 rank;
};

struct keychunk {
    struct keychunk *next;
    struct key keys[KEYLIST_CHUNK];
};

/* Chunks not in use, most recently used first. */
struct keypool {
    struct arena *arena;
    struct keychunk *spare;
};

/* Keys run from HEAD's index BEGIN to NEXT in TAIL, exclusive.  A cache line, as keys go to any list. */
struct keylist {
    _Alignas(64) struct key *next; /* where the next key goes */
    struct key *end;               /* of the room in TAIL */
    uint64_t least;                /* no key has a smaller time; exact until keys are taken */
    struct keychunk *head;
    struct keychunk *tail;
    uint32_t begin;
    uint32_t before; /* room in all chunks but TAIL */
};

static inline struct key key_of(uint64_t time, uint64_t order)
{
    return (struct key){(unsigned __int128)time << 64 | order};
}

static inline uint64_t key_time(struct key key)
{
    return (uint64_t)(key.rank >> 64);
}

static inline uint64_t key_order(struct key key)
{
    return (uint64_t)key.rank;
}

/* Whether A comes before B. */
static inline bool key_before(struct key a, struct key b)
{
    return a.rank < b.rank;
}

/* Makes LIST empty without giving chunks back: for a new list. */
static inline void keylist_clear(struct keylist *list)
{
    *list = (struct keylist){.least = UINT64_MAX};
}

static inline uint32_t keylist_count(const struct keylist *list)
{
    return list->tail ? list->before + (uint32_t)(list->next - list->tail->keys) - list->begin : 0;
}

/* Adds an empty chunk behind the last one; keylist_append calls it. */
void keylist_extend(struct keylist *list, struct keypool *pool);

/* Whether a key can be added behind all others without a new chunk. */
static inline bool keylist_has_room(const struct keylist *list)
{
    return list->next != list->end;
}

/* Adds KEY behind all others; there must be room. */
static inline void keylist_put(struct keylist *list, struct key key)
{
    *list->next++ = key;
    list->least = key_time(key) < list->least ? key_time(key) : list->least; /* no branch to foresee */
}

/* Adds KEY behind all others. */
static inline void keylist_append(struct keylist *list, struct keypool *pool, struct key key)
{
    if (!keylist_has_room(list))
        keylist_extend(list, pool);
    keylist_put(list, key);
}

/* Adds KEY in front of all others. */
void keylist_prepend(struct keylist *list, struct keypool *pool, struct key key);

/* Copies the first COUNT keys (at most all) to KEYS, in order, and takes them away. */
void keylist_take(struct keylist *list, struct keypool *pool, struct key *keys, uint32_t count);

/*
 * All keys in order: where they are, if that is one piece, else as COPIES, which must have room.  Good
 * until LIST changes.
 */
const struct key *keylist_all(const struct keylist *list, struct key *copies);

/*
 * Hands every key in order to VISIT with CONTEXT and leaves LIST empty.  VISIT may append to any
 * list of the same pool, to LIST too: such keys are not visited again.
 */
static inline void keylist_drain(struct keylist *list, struct keypool *pool,
                                 void (*visit)(void *context, struct key key), void *context)
{
    struct keylist old = *list;
    keylist_clear(list);
    uint32_t begin = old.begin;
    for (struct keychunk *chunk = old.head, *next; chunk; chunk = next) {
        next = chunk->next;
        uint32_t end = next ? (uint32_t)KEYLIST_CHUNK : (uint32_t)(old.next - chunk->keys);
        const struct keychunk *ahead = next ? next : chunk;
        for (uint32_t i = begin; i < end; i++) {
            __builtin_prefetch(&ahead->keys[i]);
            visit(context, chunk->keys[i]);
        }
        begin = 0;
        chunk->next = pool->spare;
        pool->spare = chunk;
    }
}

/* Copies the keys of the first chunk to KEYS and returns their number; or only has memory fetch them. */
uint32_t keylist_peek(const struct keylist *list, struct key *keys);
void keylist_fetch(const struct keylist *list);

/* Gives the chunks of LIST back to POOL and leaves it empty. */
void keylist_release(struct keylist *list, struct keypool *pool);

#endif
