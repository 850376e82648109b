/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/queue.h"

#include "engine/radix.h"

#include <assert.h>
#include <string.h>

enum {
    FRONT = 32,
    KEEP = FRONT / 2, /* keys left in the front after an overflow */
    SLOT_BITS = 22,
    FIRST_SLOTS = 64,
    SWEEP_AT_LEAST = 64, /* dead keys below which a sweep is not worth it */
    PRIORITY_SHIFT = 64 - RADIX_PRIORITY_BITS,
};

#define SLOT_MASK (((uint64_t)1 << SLOT_BITS) - 1)
#define NO_SLOT   UINT32_MAX
#define ONE_STEP  ((uint64_t)1 << SLOT_BITS)

static_assert(QUEUE_PRIORITIES == 1 << RADIX_PRIORITY_BITS, "priorities fill their bits");
static_assert((int)RADIX_GATHER <= (int)FRONT, "what is gathered fits into the front");

struct slot {
    uint64_t order; /* of the event that lives here, 0 when free */
    sim_handler_fn *handler;
    void *subject;
    int64_t argument; /* when free: the next free slot */
};

/*
 * A key's time is the tick as an unsigned number; its order is priority, sequence and slot from the
 * highest bit down.  Keys up to `edge` are in the front, latest first, and all others in `far`.
 */
struct queue {
    uint32_t front_count;
    uint32_t free_slot;
    uint64_t now;
    uint64_t sequence; /* of the next event, in its place above the slot bits */
    size_t live_count; /* events pending */
    size_t dead_count; /* keys without event */
    struct slot *slots;
    struct key edge;
    struct key front[FRONT];
    struct radix *far;
    struct arena *arena;
    size_t slot_capacity;
    uint32_t slot_count; /* slots used since the reset */
};

static inline uint64_t time_of(int64_t tick)
{
    return (uint64_t)tick ^ (uint64_t)1 << 63;
}

static inline int64_t tick_of(uint64_t time)
{
    return (int64_t)(time ^ (uint64_t)1 << 63);
}

struct queue *queue_new(struct arena *arena, int64_t now)
{
    struct queue *queue = arena_alloc(arena, sizeof *queue);
    queue->arena = arena;
    queue->far = radix_new(arena);
    queue->slots = arena_grow(arena, NULL, FIRST_SLOTS - 1, &queue->slot_capacity, sizeof *queue->slots);
    queue_reset(queue, now);
    return queue;
}

void queue_reset(struct queue *queue, int64_t now)
{
    radix_clear(queue->far);
    queue->front_count = 0;
    queue->edge = key_of(UINT64_MAX, UINT64_MAX);
    queue->free_slot = NO_SLOT;
    queue->slot_count = 0;
    queue->live_count = queue->dead_count = 0;
    queue->sequence = ONE_STEP;
    queue->now = time_of(now);
}

__attribute__((noinline)) static uint32_t add_slot(struct queue *queue)
{
    queue->slots = arena_grow(queue->arena, queue->slots, queue->slot_count, &queue->slot_capacity,
                              sizeof *queue->slots);
    uint32_t index = queue->slot_count++;
    assert(index < SLOT_MASK && "too many pending events");
    queue->slots[index].argument = NO_SLOT;
    return index;
}

static inline void free_slot(struct queue *queue, uint32_t index)
{
    queue->slots[index].order = 0;
    queue->slots[index].argument = queue->free_slot;
    queue->free_slot = index;
    queue->live_count--;
}

static bool key_live(const void *owner, struct key key)
{
    const struct queue *queue = owner;
    return queue->slots[key_order(key) & SLOT_MASK].order == key_order(key);
}

/* Drops dead keys without a branch, which could not be foreseen. */
static uint32_t keep_live(struct queue *queue, struct key *keys, uint32_t count)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct key key = keys[i];
        keys[kept] = key;
        kept += key_live(queue, key);
    }
    queue->dead_count -= count - kept;
    return kept;
}

static void sweep_front(struct queue *queue)
{
    queue->front_count = keep_live(queue, queue->front, queue->front_count);
}

/* Moves the later keys of a full front out, latest first as radix_prepend wants them. */
static void spill(struct queue *queue)
{
    if (radix_empty(queue->far))
        radix_start(queue->far, queue->now);
    uint32_t moved = queue->front_count - KEEP;
    for (uint32_t i = 0; i < moved; i++)
        radix_prepend(queue->far, queue->front[i]);
    memmove(queue->front, queue->front + moved, KEEP * sizeof *queue->front);
    queue->front_count = KEEP;
    queue->edge = queue->front[0];
}

static inline void insert_in_front(struct queue *queue, struct key key)
{
    uint32_t place = queue->front_count++;
    for (; place > 0 && key_before(queue->front[place - 1], key); place--)
        queue->front[place] = queue->front[place - 1];
    queue->front[place] = key;
}

/* Out of line and last in its callers, so that the common path saves no registers. */
__attribute__((noinline)) static struct ticket insert_far(struct queue *queue, struct key key)
{
    if (!key_before(queue->edge, key)) {
        sweep_front(queue);
        if (queue->front_count > KEEP + KEEP / 2)
            spill(queue);
    }
    if (key_before(queue->edge, key))
        radix_append(queue->far, key);
    else
        insert_in_front(queue, key);
    return (struct ticket){key_order(key)};
}

static inline struct ticket insert(struct queue *queue, struct key key)
{
    if (queue->front_count == FRONT || key_before(queue->edge, key))
        return insert_far(queue, key);
    insert_in_front(queue, key);
    return (struct ticket){key_order(key)};
}

struct ticket queue_push(struct queue *queue, int64_t tick, int priority, sim_handler_fn *handler,
                         void *subject, int64_t argument)
{
    uint64_t time = time_of(tick);
    assert(time >= queue->now && "an event cannot be scheduled in the past");
    assert(priority >= 0 && priority < QUEUE_PRIORITIES);
    assert(queue->sequence >> PRIORITY_SHIFT == 0 && "too many events in one replication");
    if (queue->free_slot == NO_SLOT)
        queue->free_slot = add_slot(queue);
    uint32_t index = queue->free_slot;
    struct slot *slot = &queue->slots[index];
    queue->free_slot = (uint32_t)slot->argument;
    uint64_t order = (uint64_t)priority << PRIORITY_SHIFT | queue->sequence | index;
    queue->sequence += ONE_STEP;
    slot->order = order;
    slot->handler = handler;
    slot->subject = subject;
    slot->argument = argument;
    queue->live_count++;
    return insert(queue, key_of(time, order));
}

/* Fills an empty front with the nearest keys that have an event due at LIMIT or before. */
static bool refill(struct queue *queue, uint64_t limit)
{
    struct key near[RADIX_GATHER];
    struct key edge;
    uint32_t count;
    do {
        count = radix_gather(queue->far, limit, near, &edge);
        if (count > 0 || radix_empty(queue->far))
            queue->edge = edge;
        if (count == 0)
            return false;
        if (queue->dead_count > 0)
            count = keep_live(queue, near, count);
    } while (count == 0);
    for (uint32_t i = 0; i < count; i++) {
        struct key key = near[count - 1 - i];
        __builtin_prefetch(&queue->slots[key_order(key) & SLOT_MASK]);
        queue->front[i] = key;
    }
    queue->front_count = count;
    return true;
}

/* Takes the last key of the front; false when its event is no more. */
static inline bool take(struct queue *queue, struct key key, struct event *event)
{
    queue->front_count--;
    uint32_t index = (uint32_t)(key_order(key) & SLOT_MASK);
    const struct slot *slot = &queue->slots[index];
    if (slot->order != key_order(key)) {
        queue->dead_count--;
        return false;
    }
    event->tick = tick_of(key_time(key));
    event->handler = slot->handler;
    event->subject = slot->subject;
    event->argument = slot->argument;
    free_slot(queue, index);
    queue->now = key_time(key);
    return true;
}

__attribute__((noinline)) static bool pop_slowly(struct queue *queue, int64_t limit, struct event *event)
{
    uint64_t last = time_of(limit);
    while (queue->front_count > 0 || refill(queue, last)) {
        struct key key = queue->front[queue->front_count - 1];
        if (key_time(key) > last)
            break;
        if (take(queue, key, event))
            return true;
    }
    if (limit != QUEUE_FOREVER && last > queue->now)
        queue->now = last;
    return false;
}

bool queue_pop(struct queue *queue, int64_t limit, struct event *event)
{
    if (queue->front_count > 0) {
        struct key key = queue->front[queue->front_count - 1];
        if (key_time(key) <= time_of(limit) && take(queue, key, event))
            return true;
    }
    return pop_slowly(queue, limit, event);
}

bool queue_pending(const struct queue *queue, struct ticket ticket)
{
    uint64_t index = ticket.order & SLOT_MASK;
    return ticket.order != 0 && index < queue->slot_count && queue->slots[index].order == ticket.order;
}

static void bury(struct queue *queue)
{
    queue->dead_count++;
    if (queue->dead_count <= queue->live_count + SWEEP_AT_LEAST)
        return;
    sweep_front(queue);
    queue->dead_count -= radix_sweep(queue->far, key_live, queue);
    assert(queue->dead_count == 0);
}

bool queue_cancel(struct queue *queue, struct ticket ticket)
{
    if (!queue_pending(queue, ticket))
        return false;
    free_slot(queue, (uint32_t)(ticket.order & SLOT_MASK));
    bury(queue);
    return true;
}

struct ticket queue_move(struct queue *queue, struct ticket ticket, int64_t tick)
{
    assert(queue_pending(queue, ticket));
    uint64_t time = time_of(tick);
    assert(time >= queue->now && "an event cannot be moved into the past");
    assert(queue->sequence >> PRIORITY_SHIFT == 0 && "too many events in one replication");
    uint64_t priority = ticket.order >> PRIORITY_SHIFT << PRIORITY_SHIFT;
    uint64_t order = priority | queue->sequence | (ticket.order & SLOT_MASK);
    queue->sequence += ONE_STEP;
    queue->slots[ticket.order & SLOT_MASK].order = order;
    bury(queue);
    return insert(queue, key_of(time, order));
}

bool queue_next(struct queue *queue, int64_t *tick)
{
    while (queue->front_count > 0) {
        struct key key = queue->front[queue->front_count - 1];
        if (key_live(queue, key)) {
            *tick = tick_of(key_time(key));
            return true;
        }
        queue->front_count--;
        queue->dead_count--;
    }
    uint64_t time;
    if (!radix_next(queue->far, key_live, queue, &queue->dead_count, &time))
        return false;
    *tick = tick_of(time);
    return true;
}

size_t queue_count(const struct queue *queue)
{
    return queue->live_count;
}
