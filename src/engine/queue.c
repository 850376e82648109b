/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/queue.h"

#include "engine/front.h"
#include "engine/radix.h"

#include <assert.h>

enum {
    KEEP = FRONT / 2, /* keys left in the front after an overflow */
    SLOT_BITS = 22,
    MOVES = 16,          /* that may wait for their slots */
    FRESH = 4,           /* of these, the latest, whose slots are probably still on their way */
    NEAR_SLOTS = 16384,  /* half a megabyte of slots, which the processor keeps at hand by itself */
    SWEEP_AT_LEAST = 64, /* dead keys below which a sweep is not worth it */
    PRIORITY_SHIFT = 64 - RADIX_PRIORITY_BITS,
};

#define SLOT_MASK (((uint64_t)1 << SLOT_BITS) - 1)
#define NO_SLOT   SLOT_MASK
#define ONE_STEP  ((uint64_t)1 << SLOT_BITS)

static_assert(QUEUE_PRIORITIES == 1 << RADIX_PRIORITY_BITS, "priorities fill their bits");
static_assert((int)RADIX_GATHER <= (int)FRONT, "what is gathered fits into the front");

/* Half a cache line: whoever asks whether a key still has its event usually wants the event next. */
struct slot {
    uint64_t order; /* of the event here; while free, the next free slot */
    struct event event;
};

/* An event that has another order than its slot says, whose memory is still on its way. */
struct move {
    uint64_t from;
    uint64_t to;
};

/*
 * A key's time is the tick as an unsigned number; its order is priority, sequence and slot from the
 * highest bit down.  Keys up to `edge` are in the front, latest first, and all others in `far`.
 */
struct queue {
    uint32_t free_slot;
    uint64_t now;
    uint64_t sequence; /* of the next event, in its place above the slot bits */
    size_t live_count; /* events pending */
    size_t dead_count; /* keys without event */
    struct slot *slots;
    struct key edge;
    struct front front;
    struct radix *far;
    struct arena *arena;
    size_t slot_capacity;
    uint32_t slot_count; /* slots used since the reset */
    uint32_t move_count;
    uint64_t moving; /* bit i: a slot whose index ends in i may be among these */
    struct move moves[MOVES];
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
    assert(queue->slot_count < SLOT_MASK && "too many pending events");
    queue->slots = arena_grow(queue->arena, queue->slots, queue->slot_count, &queue->slot_capacity,
                              sizeof *queue->slots);
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
    queue->front.count = 0;
    queue->edge = key_of(UINT64_MAX, UINT64_MAX);
    queue->free_slot = NO_SLOT;
    queue->slot_count = 0;
    queue->live_count = queue->dead_count = 0;
    queue->move_count = 0;
    queue->moving = 0;
    queue->sequence = ONE_STEP;
    queue->now = time_of(now);
}

static inline void free_slot(struct queue *queue, uint32_t index)
{
    queue->slots[index].order = queue->free_slot;
    queue->free_slot = index;
    queue->live_count--;
}

static inline bool may_move(const struct queue *queue, uint64_t index)
{
    return queue->moving >> (index & 63) & 1;
}

/* Tells the slots of all moves but the latest KEPT, in their order, as one event may move twice. */
__attribute__((noinline)) static void settle(struct queue *queue, uint32_t kept)
{
    uint32_t count = queue->move_count - kept;
    for (uint32_t i = 0; i < count; i++) {
        const struct move *move = &queue->moves[i];
        uint64_t *order = &queue->slots[move->to & SLOT_MASK].order;
        assert(*order == move->from && "only a pending event can be moved");
        *order = move->to;
    }
    queue->move_count = kept;
    queue->moving = 0;
    for (uint32_t i = 0; i < kept; i++) {
        queue->moves[i] = queue->moves[i + count];
        queue->moving |= (uint64_t)1 << (queue->moves[i].to & 63);
    }
}

/* Order of the event in slot INDEX. */
static inline uint64_t order_at(const struct queue *queue, uint64_t index)
{
    if (may_move(queue, index))
        for (uint32_t i = queue->move_count; i > 0; i--)
            if ((queue->moves[i - 1].to & SLOT_MASK) == index)
                return queue->moves[i - 1].to;
    return queue->slots[index].order;
}

static bool key_live(const void *owner, struct key key)
{
    return order_at(owner, key_order(key) & SLOT_MASK) == key_order(key);
}

/* Keeps live keys without a branch, which could not be foreseen. */
static void sweep_front(struct queue *queue)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < queue->front.count; i++) {
        struct key key = front_key(&queue->front, i);
        front_set(&queue->front, kept, key);
        kept += key_live(queue, key);
    }
    queue->dead_count -= queue->front.count - kept;
    queue->front.count = kept;
}

/* Moves the later keys of a full front out, latest first as radix_prepend wants them. */
static void spill(struct queue *queue)
{
    if (radix_empty(queue->far))
        radix_start(queue->far, queue->now);
    uint32_t moved = queue->front.count - KEEP;
    for (uint32_t i = 0; i < moved; i++)
        radix_prepend(queue->far, front_key(&queue->front, i));
    front_keep(&queue->front, KEEP);
    queue->edge = front_key(&queue->front, 0);
}

/* Out of line and last in its callers, so that the common path saves no registers. */
__attribute__((noinline)) static struct ticket insert_far(struct queue *queue, struct key key)
{
    if (!key_before(queue->edge, key)) {
        sweep_front(queue);
        if (queue->front.count > KEEP + KEEP / 2)
            spill(queue);
    }
    if (key_before(queue->edge, key))
        radix_append(queue->far, key);
    else
        front_insert(&queue->front, key);
    return (struct ticket){key_order(key)};
}

static inline struct ticket insert(struct queue *queue, struct key key)
{
    if (queue->front.count == FRONT || key_before(queue->edge, key))
        return insert_far(queue, key);
    front_insert(&queue->front, key);
    return (struct ticket){key_order(key)};
}

/* Out of line and last in its caller, as insert_far. */
__attribute__((noinline)) static struct ticket push_growing(struct queue *queue, int64_t tick, int priority,
                                                            sim_handler_fn *handler, void *subject,
                                                            int64_t argument)
{
    grow_slots(queue);
    return queue_push(queue, tick, priority, handler, subject, argument);
}

struct ticket queue_push(struct queue *queue, int64_t tick, int priority, sim_handler_fn *handler,
                         void *subject, int64_t argument)
{
    uint64_t time = time_of(tick);
    assert(time >= queue->now && "an event cannot be scheduled in the past");
    assert(priority >= 0 && priority < QUEUE_PRIORITIES);
    assert(queue->sequence >> PRIORITY_SHIFT == 0 && "too many events in one replication");
    uint32_t index = queue->free_slot;
    if (index != NO_SLOT)
        queue->free_slot = (uint32_t)queue->slots[index].order;
    else if (queue->slot_count < queue->slot_capacity)
        index = queue->slot_count++;
    else
        return push_growing(queue, tick, priority, handler, subject, argument);
    uint64_t order = (uint64_t)priority << PRIORITY_SHIFT | queue->sequence | index;
    queue->sequence += ONE_STEP;
    struct slot *slot = &queue->slots[index];
    slot->order = order;
    slot->event.handler = handler;
    slot->event.subject = subject;
    slot->event.argument = argument;
    queue->live_count++;
    return insert(queue, key_of(time, order));
}

static inline const struct slot *slot_of(const struct queue *queue, struct key key)
{
    return &queue->slots[key_order(key) & SLOT_MASK];
}

/* Fetches what the events of the front happen to: their handlers will want it. */
static void fetch_subjects(const struct queue *queue)
{
    for (uint32_t i = 0; i < queue->front.count; i++)
        __builtin_prefetch(slot_of(queue, front_key(&queue->front, i))->event.subject);
}

/*
 * Fetches the slots of what the next refill will bring, while the events of this one go on: memory far away
 * answers in the time of several events.
 */
static void fetch_coming(const struct queue *queue)
{
    struct key coming[RADIX_GATHER];
    uint32_t count = radix_coming(queue->far, coming);
    for (uint32_t i = 0; i < count; i++)
        __builtin_prefetch(slot_of(queue, coming[i]));
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
            __builtin_prefetch(slot_of(queue, near[i]));
            front_set(&queue->front, count - 1 - i, near[i]);
        }
        queue->front.count = count;
        if (queue->slot_count > NEAR_SLOTS)
            fetch_coming(queue);
        if (queue->dead_count > 0)
            sweep_front(queue);
        if (queue->slot_count > NEAR_SLOTS)
            fetch_subjects(queue);
    } while (queue->front.count == 0);
    return true;
}

/* Takes KEY, the last of the front, whose event is pending. */
static inline const struct event *take(struct queue *queue, struct key key, int64_t *now)
{
    uint32_t index = (uint32_t)(key_order(key) & SLOT_MASK);
    queue->front.count--;
    free_slot(queue, index);
    queue->now = key_time(key);
    *now = tick_of(key_time(key));
    return &queue->slots[index].event;
}

__attribute__((noinline)) static const struct event *pop_slowly(struct queue *queue, int64_t limit,
                                                                int64_t *now)
{
    uint64_t last = time_of(limit);
    if (queue->move_count > FRESH)
        settle(queue, FRESH);
    while (queue->front.count > 0 || refill(queue, last)) {
        struct key key = front_first(&queue->front);
        if (key_time(key) > last)
            break;
        if (key_live(queue, key)) {
            if (may_move(queue, key_order(key) & SLOT_MASK))
                settle(queue, 0);
            return take(queue, key, now);
        }
        queue->front.count--;
        queue->dead_count--;
    }
    if (limit != QUEUE_FOREVER && last > queue->now) {
        queue->now = last;
        *now = limit;
    }
    return NULL;
}

const struct event *queue_pop(struct queue *queue, int64_t limit, int64_t *now)
{
    if (queue->front.count > 0) {
        struct key key = front_first(&queue->front);
        uint64_t index = key_order(key) & SLOT_MASK;
        if (key_time(key) <= time_of(limit) && !may_move(queue, index) &&
            queue->slots[index].order == key_order(key))
            return take(queue, key, now);
    }
    return pop_slowly(queue, limit, now);
}

bool queue_pending(const struct queue *queue, struct ticket ticket)
{
    uint64_t index = ticket.order & SLOT_MASK;
    return ticket.order >= ONE_STEP && index < queue->slot_count && order_at(queue, index) == ticket.order;
}

/* Whether every key is in the front; otherwise nobody knows where the key of an event is. */
static inline bool all_in_front(const struct queue *queue)
{
    return queue->front.count == queue->live_count + queue->dead_count;
}

/* A key without event stays behind somewhere; when such keys outnumber the events, out with them. */
static inline void bury(struct queue *queue)
{
    queue->dead_count++;
    if (__builtin_expect(queue->dead_count <= queue->live_count + SWEEP_AT_LEAST, 1))
        return;
    settle(queue, 0);
    sweep_front(queue);
    queue->dead_count -= radix_sweep(queue->far, key_live, queue);
    assert(queue->dead_count == 0);
}

bool queue_cancel(struct queue *queue, struct ticket ticket)
{
    if (!queue_pending(queue, ticket))
        return false;
    uint32_t index = (uint32_t)(ticket.order & SLOT_MASK);
    bool in_front = all_in_front(queue);
    if (may_move(queue, index))
        settle(queue, 0);
    free_slot(queue, index);
    if (in_front)
        front_drop(&queue->front, ticket.order);
    else
        bury(queue);
    return true;
}

/* Gives the event of order FROM the order TO; a slot far away is told when its memory has come. */
static inline void reorder(struct queue *queue, uint64_t from, uint64_t to)
{
    uint64_t index = to & SLOT_MASK;
    if (queue->slot_count <= NEAR_SLOTS) {
        assert(queue->slots[index].order == from && "only a pending event can be moved");
        queue->slots[index].order = to;
        return;
    }
    __builtin_prefetch(&queue->slots[index], 1);
    if (queue->move_count == MOVES)
        settle(queue, FRESH);
    queue->moves[queue->move_count++] = (struct move){from, to};
    queue->moving |= (uint64_t)1 << (index & 63);
}

struct ticket queue_move(struct queue *queue, struct ticket ticket, int64_t tick)
{
    uint64_t time = time_of(tick);
    assert(time >= queue->now && "an event cannot be moved into the past");
    assert(ticket.order >= ONE_STEP && (ticket.order & SLOT_MASK) < queue->slot_count);
    assert(queue->sequence >> PRIORITY_SHIFT == 0 && "too many events in one replication");
    uint64_t priority = ticket.order >> PRIORITY_SHIFT << PRIORITY_SHIFT;
    uint64_t order = priority | queue->sequence | (ticket.order & SLOT_MASK);
    queue->sequence += ONE_STEP;
    reorder(queue, ticket.order, order);
    if (all_in_front(queue))
        front_drop(&queue->front, ticket.order);
    else
        bury(queue);
    return insert(queue, key_of(time, order));
}

bool queue_next(struct queue *queue, int64_t *tick)
{
    while (queue->front.count > 0) {
        struct key key = front_first(&queue->front);
        if (key_live(queue, key)) {
            *tick = tick_of(key_time(key));
            return true;
        }
        queue->front.count--;
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
