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
    queue->edge = (struct key){UINT64_MAX, UINT64_MAX};
    queue->free_slot = NO_SLOT;
    queue->slot_count = 0;
    queue->live_count = queue->dead_count = 0;
    queue->sequence = ONE_STEP;
    queue->now = time_of(now);
}

static uint32_t add_slot(struct queue *queue)
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
    return queue->slots[key.order & SLOT_MASK].order == key.order;
}

static void sweep_front(struct queue *queue)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < queue->front_count; i++)
        if (key_live(queue, queue->front[i]))
            queue->front[kept++] = queue->front[i];
    queue->dead_count -= queue->front_count - kept;
    queue->front_count = kept;
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

static void insert(struct queue *queue, struct key key)
{
    if (queue->front_count == FRONT && !key_before(queue->edge, key)) {
        sweep_front(queue);
        if (queue->front_count > KEEP + KEEP / 2)
            spill(queue);
    }
    if (key_before(queue->edge, key)) {
        radix_append(queue->far, key);
        return;
    }
    uint32_t place = queue->front_count++;
    for (; place > 0 && key_before(queue->front[place - 1], key); place--)
        queue->front[place] = queue->front[place - 1];
    queue->front[place] = key;
}

struct ticket queue_push(struct queue *queue, int64_t tick, int priority, sim_handler_fn *handler,
                         void *subject, int64_t argument)
{
    uint64_t time = time_of(tick);
    assert(time >= queue->now && "an event cannot be scheduled in the past");
    assert(priority >= 0 && priority < QUEUE_PRIORITIES);
    assert(queue->sequence >> PRIORITY_SHIFT == 0 && "too many events in one replication");
    uint32_t index = queue->free_slot;
    if (index == NO_SLOT)
        index = add_slot(queue);
    struct slot *slot = &queue->slots[index];
    queue->free_slot = (uint32_t)slot->argument;
    uint64_t order = (uint64_t)priority << PRIORITY_SHIFT | queue->sequence | index;
    queue->sequence += ONE_STEP;
    *slot = (struct slot){order, handler, subject, argument};
    queue->live_count++;
    insert(queue, (struct key){time, order});
    return (struct ticket){order};
}

static bool refill(struct queue *queue, uint64_t limit)
{
    struct key near[RADIX_GATHER];
    struct key edge;
    uint32_t count = radix_gather(queue->far, limit, near, &edge);
    if (count > 0 || radix_empty(queue->far))
        queue->edge = edge;
    for (uint32_t i = 0; i < count; i++)
        queue->front[i] = near[count - 1 - i];
    queue->front_count = count;
    return count > 0;
}

bool queue_pop(struct queue *queue, int64_t limit, struct event *event)
{
    uint64_t last = time_of(limit);
    while (queue->front_count > 0 || refill(queue, last)) {
        struct key key = queue->front[queue->front_count - 1];
        if (key.time > last)
            break;
        queue->front_count--;
        uint32_t index = (uint32_t)(key.order & SLOT_MASK);
        const struct slot *slot = &queue->slots[index];
        if (slot->order != key.order) {
            queue->dead_count--;
            continue;
        }
        *event = (struct event){tick_of(key.time), slot->handler, slot->subject, slot->argument};
        free_slot(queue, index);
        queue->now = key.time;
        return true;
    }
    if (limit != QUEUE_FOREVER && last > queue->now)
        queue->now = last;
    return false;
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
    insert(queue, (struct key){time, order});
    return (struct ticket){order};
}

bool queue_next(struct queue *queue, int64_t *tick)
{
    while (queue->front_count > 0) {
        struct key key = queue->front[queue->front_count - 1];
        if (key_live(queue, key)) {
            *tick = tick_of(key.time);
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
