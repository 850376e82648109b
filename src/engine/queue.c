/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/queue.h"

#include "engine/radix.h"

#include <assert.h>
#include <string.h>

enum {
    FRONT = 40,
    FEW_FROM = 2,     /* keys in the front among which to insert without a branch ... */
    FEW_TO = 10,      /* ... up to this many */
    KEEP = FRONT / 2, /* keys left in the front after an overflow */
    SLOT_BITS = 22,
    FIRST_SLOTS = 64,
    SWEEP_AT_LEAST = 64, /* dead keys below which a sweep is not worth it */
    PRIORITY_SHIFT = 64 - RADIX_PRIORITY_BITS,
};

#define SLOT_MASK (((uint64_t)1 << SLOT_BITS) - 1)
#define NO_SLOT   SLOT_MASK
#define ONE_STEP  ((uint64_t)1 << SLOT_BITS)

static_assert(QUEUE_PRIORITIES == 1 << RADIX_PRIORITY_BITS, "priorities fill their bits");
static_assert((int)RADIX_GATHER <= (int)FRONT, "what is gathered fits into the front");

/*
 * A key's time is the tick as an unsigned number; its order is priority, sequence and slot from the
 * highest bit down.  Keys up to `edge` are in the front, latest first, and all others in `far`.
 */
struct queue {
    uint32_t front_count;
    uint32_t free_slot;
    uint64_t now;
    uint64_t sequence;    /* of the next event, in its place above the slot bits */
    size_t live_count;    /* events pending */
    size_t dead_count;    /* keys without event */
    uint64_t *owners;     /* by slot: order of the event there; when free, the next free slot */
    struct event *events; /* by slot; apart from the owners, which are looked at far more often */
    struct key edge;
    uint64_t times[FRONT]; /* the keys of the front in two halves, which move through registers */
    uint64_t orders[FRONT];
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

__attribute__((noinline)) static void grow_slots(struct queue *queue)
{
    size_t count = queue->slot_count, capacity = queue->slot_capacity;
    assert(count < SLOT_MASK && "too many pending events");
    queue->owners =
        arena_grow(queue->arena, queue->owners, count, &queue->slot_capacity, sizeof *queue->owners);
    queue->events = arena_grow(queue->arena, queue->events, count, &capacity, sizeof *queue->events);
}

struct queue *queue_new(struct arena *arena, int64_t now)
{
    struct queue *queue = arena_alloc(arena, sizeof *queue);
    queue->arena = arena;
    queue->far = radix_new(arena);
    grow_slots(queue);
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

/* Index of a slot that holds no event, taken off the free list or never used since the reset. */
static inline uint32_t take_slot(struct queue *queue)
{
    uint32_t index = queue->free_slot;
    if (index != NO_SLOT) {
        queue->free_slot = (uint32_t)queue->owners[index];
        return index;
    }
    if (queue->slot_count == queue->slot_capacity)
        grow_slots(queue);
    return queue->slot_count++;
}

static inline void free_slot(struct queue *queue, uint32_t index)
{
    queue->owners[index] = queue->free_slot;
    queue->free_slot = index;
    queue->live_count--;
}

static bool key_live(const void *owner, struct key key)
{
    const struct queue *queue = owner;
    return queue->owners[key_order(key) & SLOT_MASK] == key_order(key);
}

static inline struct key front_key(const struct queue *queue, uint32_t place)
{
    return key_of(queue->times[place], queue->orders[place]);
}

static inline void set_front_key(struct queue *queue, uint32_t place, struct key key)
{
    queue->times[place] = key_time(key);
    queue->orders[place] = key_order(key);
}

/* Keeps live keys without a branch, which could not be foreseen. */
static void sweep_front(struct queue *queue)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < queue->front_count; i++) {
        struct key key = front_key(queue, i);
        set_front_key(queue, kept, key);
        kept += key_live(queue, key);
    }
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
        radix_prepend(queue->far, front_key(queue, i));
    memmove(queue->times, queue->times + moved, KEEP * sizeof *queue->times);
    memmove(queue->orders, queue->orders + moved, KEEP * sizeof *queue->orders);
    queue->front_count = KEEP;
    queue->edge = front_key(queue, 0);
}

/* Counts the keys it goes behind and moves the others, without a branch on any key. */
static inline void insert_among_few(struct queue *queue, struct key key, uint32_t count)
{
    uint32_t place = 0;
    for (uint32_t i = 0; i < count; i++)
        place += key_before(key, front_key(queue, i));
    for (uint32_t i = count; i > 0; i--) {
        uint32_t from = i - (i > place);
        queue->times[i] = queue->times[from];
        queue->orders[i] = queue->orders[from];
    }
    set_front_key(queue, place, key);
}

/*
 * Where a new key belongs cannot be foreseen.  Among a few keys the missed branch costs more than
 * touching them all; among more it does not; and with one or two it helps to foresee which handler
 * is called next.
 */
static inline void insert_in_front(struct queue *queue, struct key key)
{
    uint32_t place = queue->front_count++;
    if (place >= FEW_FROM && place <= FEW_TO) {
        insert_among_few(queue, key, place);
        return;
    }
    for (; place > 0 && key_before(front_key(queue, place - 1), key); place--) {
        queue->times[place] = queue->times[place - 1];
        queue->orders[place] = queue->orders[place - 1];
    }
    set_front_key(queue, place, key);
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
    uint32_t index = take_slot(queue);
    uint64_t order = (uint64_t)priority << PRIORITY_SHIFT | queue->sequence | index;
    queue->sequence += ONE_STEP;
    queue->owners[index] = order;
    struct event *event = &queue->events[index];
    event->handler = handler;
    event->subject = subject;
    event->argument = argument;
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
        for (uint32_t i = 0; i < count; i++) {
            __builtin_prefetch(&queue->owners[key_order(near[i]) & SLOT_MASK]);
            __builtin_prefetch(&queue->events[key_order(near[i]) & SLOT_MASK]);
            set_front_key(queue, count - 1 - i, near[i]);
        }
        queue->front_count = count;
        if (queue->dead_count > 0)
            sweep_front(queue);
    } while (queue->front_count == 0);
    return true;
}

/* Takes the last key of the front; NULL when its event is no more. */
static inline const struct event *take(struct queue *queue, struct key key, int64_t *now)
{
    queue->front_count--;
    uint32_t index = (uint32_t)(key_order(key) & SLOT_MASK);
    if (queue->owners[index] != key_order(key)) {
        queue->dead_count--;
        return NULL;
    }
    free_slot(queue, index);
    queue->now = key_time(key);
    *now = tick_of(key_time(key));
    return &queue->events[index];
}

__attribute__((noinline)) static const struct event *pop_slowly(struct queue *queue, int64_t limit,
                                                                int64_t *now)
{
    uint64_t last = time_of(limit);
    while (queue->front_count > 0 || refill(queue, last)) {
        struct key key = front_key(queue, queue->front_count - 1);
        if (key_time(key) > last)
            break;
        const struct event *event = take(queue, key, now);
        if (event)
            return event;
    }
    if (limit != QUEUE_FOREVER && last > queue->now) {
        queue->now = last;
        *now = limit;
    }
    return NULL;
}

const struct event *queue_pop(struct queue *queue, int64_t limit, int64_t *now)
{
    if (queue->front_count > 0) {
        struct key key = front_key(queue, queue->front_count - 1);
        if (key_time(key) <= time_of(limit)) {
            const struct event *event = take(queue, key, now);
            if (event)
                return event;
        }
    }
    return pop_slowly(queue, limit, now);
}

bool queue_pending(const struct queue *queue, struct ticket ticket)
{
    uint64_t index = ticket.order & SLOT_MASK;
    return ticket.order >= ONE_STEP && index < queue->slot_count && queue->owners[index] == ticket.order;
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
    queue->owners[ticket.order & SLOT_MASK] = order;
    bury(queue);
    return insert(queue, key_of(time, order));
}

bool queue_next(struct queue *queue, int64_t *tick)
{
    while (queue->front_count > 0) {
        struct key key = front_key(queue, queue->front_count - 1);
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
