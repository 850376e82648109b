/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "engine/queue.h"
#include "engine/stream.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* The oracle: all pending events in one plainly sorted array, the next one last. */
struct entry {
    int64_t tick;
    int priority;
    uint64_t sequence;
    int64_t name;
    struct ticket ticket;
};

struct oracle {
    struct entry *entries;
    size_t count;
    uint64_t sequence;
    int64_t now;
    int64_t next_name;
};

enum { ORACLE_ROOM = 6000 };

#define GOLDEN_ORDER 17043876888619127184u

static struct arena *arena;
static struct queue *queue;
static struct stream stream;
static struct oracle oracle;

static void open_queue(void)
{
    arena = arena_new();
    queue = queue_new(arena, 0);
    stream = stream_named(1, 0, stream_id("test of queue"), 0);
    oracle = (struct oracle){.entries = calloc(ORACLE_ROOM, sizeof(struct entry))};
}

static void close_queue(void)
{
    free(oracle.entries);
    arena_free(arena);
}

/* ck_assert writes to a file each time, too slow for millions. */
static void require(bool good)
{
    if (!good)
        ck_abort_msg("queue and oracle differ");
}

/* An event with its tick; false when none is due. */
struct popped {
    int64_t tick;
    int64_t argument;
};

static bool pop_event(int64_t limit, struct popped *popped)
{
    const struct event *event = queue_pop(queue, limit, &popped->tick);
    if (event)
        popped->argument = event->argument;
    return event != NULL;
}

static int entry_before(const struct entry *a, const struct entry *b)
{
    if (a->tick != b->tick)
        return a->tick < b->tick;
    if (a->priority != b->priority)
        return a->priority < b->priority;
    return a->sequence < b->sequence;
}

static void oracle_insert(struct entry entry)
{
    size_t low = 0, high = oracle.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (entry_before(&entry, &oracle.entries[middle]))
            low = middle + 1;
        else
            high = middle;
    }
    memmove(&oracle.entries[low + 1], &oracle.entries[low], (oracle.count - low) * sizeof entry);
    oracle.entries[low] = entry;
    oracle.count++;
}

static struct entry oracle_remove(size_t index)
{
    struct entry entry = oracle.entries[index];
    oracle.count--;
    memmove(&oracle.entries[index], &oracle.entries[index + 1], (oracle.count - index) * sizeof entry);
    return entry;
}

static void push(int64_t tick, int priority)
{
    if (oracle.count == ORACLE_ROOM)
        return;
    struct entry entry = {tick, priority, oracle.sequence++, oracle.next_name++, {0}};
    entry.ticket = queue_push(queue, tick, priority, NULL, NULL, entry.name);
    oracle_insert(entry);
}

static void cancel_any(void)
{
    if (oracle.count == 0)
        return;
    struct entry entry = oracle_remove(stream_below(&stream, oracle.count));
    require(queue_cancel(queue, entry.ticket));
    require(!queue_cancel(queue, entry.ticket));
}

static void move_any(int64_t tick)
{
    if (oracle.count == 0)
        return;
    struct entry entry = oracle_remove(stream_below(&stream, oracle.count));
    struct ticket old = entry.ticket;
    entry.ticket = queue_move(queue, old, tick);
    require(!queue_pending(queue, old));
    entry.tick = tick;
    entry.sequence = oracle.sequence++;
    oracle_insert(entry);
}

static uint64_t hash_of(uint64_t hash, int64_t tick, int64_t name)
{
    return (hash ^ (uint64_t)tick ^ (uint64_t)name << 20) * 0x100000001b3u + 1;
}

/* Pops up to COUNT events due by LIMIT from both and compares. */
static uint64_t pop(int count, int64_t limit, uint64_t hash)
{
    for (int i = 0; i < count; i++) {
        struct popped event;
        bool due = oracle.count > 0 && oracle.entries[oracle.count - 1].tick <= limit;
        require(pop_event(limit, &event) == due);
        if (!due) {
            if (limit != QUEUE_FOREVER && limit > oracle.now)
                oracle.now = limit;
            return hash;
        }
        struct entry entry = oracle.entries[--oracle.count];
        require(event.tick == entry.tick);
        require(event.argument == entry.name);
        require(!queue_pending(queue, entry.ticket));
        oracle.now = entry.tick;
        hash = hash_of(hash, event.tick, event.argument);
    }
    return hash;
}

static void look_ahead(void)
{
    int64_t tick = -1;
    require(queue_next(queue, &tick) == (oracle.count > 0));
    if (oracle.count > 0)
        require(tick == oracle.entries[oracle.count - 1].tick);
    require(queue_count(queue) == oracle.count);
}

/* A delay of a size that changes widely: none, ties, near, far and very far. */
static int64_t any_delay(int spread)
{
    int bits = (int)stream_below(&stream, (uint64_t)spread + 1);
    return bits == 0 ? 0 : (int64_t)(stream_bits(&stream) >> (64 - bits));
}

struct mix {
    const char *name;
    int steps;
    size_t most;                       /* events pending, about */
    int spread;                        /* bits of the largest delay */
    int priorities;                    /* number in use */
    int moves, cancels, looks, limits; /* per cent */
};

static const struct mix mixes[] = {
    {"few", 300000, 5, 20, 1, 10, 10, 10, 10},
    {"around the switch", 400000, 34, 20, 3, 10, 10, 5, 10},
    {"around the switch, all ties", 300000, 40, 1, 4, 10, 10, 5, 10},
    {"some hundred", 400000, 300, 30, 8, 5, 5, 2, 10},
    {"some hundred, few ticks", 300000, 500, 3, 64, 5, 5, 2, 10},
    {"thousands", 300000, 5000, 40, 4, 2, 2, 1, 3},
    {"thousands, few ticks", 200000, 5000, 4, 8, 2, 2, 1, 3},
    {"whole range", 200000, 200, 58, 2, 5, 5, 2, 5},
    {"mostly rescheduled", 200000, 100, 24, 2, 60, 10, 5, 5},
    {"mostly cancelled", 200000, 200, 24, 2, 5, 60, 5, 5},
    {"always looking", 200000, 100, 16, 2, 10, 10, 90, 30},
};

static uint64_t run_mix(const struct mix *mix)
{
    uint64_t hash = 0;
    bool growing = true;
    for (int i = 0; i < mix->steps; i++) {
        int64_t tick = oracle.now + any_delay(mix->spread);
        if (stream_below(&stream, 100) < (growing ? 60u : 30u))
            push(tick, (int)stream_below(&stream, (uint64_t)mix->priorities));
        else if (stream_below(&stream, 100) < (uint64_t)mix->limits)
            hash = pop(3, oracle.now + any_delay(mix->spread / 2), hash);
        else
            hash = pop(1, QUEUE_FOREVER, hash);
        if (stream_below(&stream, 100) < (uint64_t)mix->moves)
            move_any(oracle.now + any_delay(mix->spread));
        if (stream_below(&stream, 100) < (uint64_t)mix->cancels)
            cancel_any();
        if (stream_below(&stream, 100) < (uint64_t)mix->looks)
            look_ahead();
        if (oracle.count >= mix->most)
            growing = false;
        else if (oracle.count <= mix->most / 8)
            growing = true;
        if (oracle.now > INT64_MAX / 4)
            break;
    }
    return pop(ORACLE_ROOM + 1, QUEUE_FOREVER, hash);
}

START_TEST(events_come_out_as_a_naive_sorted_list_gives_them)
{
    run_mix(&mixes[_i]);
    ck_assert_uint_eq(queue_count(queue), 0);
}
END_TEST

/* A few events close together in a wide empty time differ in bits that sorting a bucket does not look at. */
START_TEST(far_clusters_come_out_in_order)
{
    for (int cluster = 1; cluster <= 60; cluster++)
        for (int i = 0; i < 24; i++)
            push(((int64_t)cluster << (20 + cluster % 30)) + (int64_t)stream_below(&stream, 200),
                 (int)stream_below(&stream, 3));
    pop(ORACLE_ROOM + 1, QUEUE_FOREVER, 0);
    ck_assert_uint_eq(queue_count(queue), 0);
}
END_TEST

START_TEST(a_reset_queue_repeats_itself_exactly)
{
    uint64_t hashes[3];
    for (int round = 0; round < 3; round++) {
        queue_reset(queue, 0);
        stream = stream_named(7, 0, 0, 0);
        oracle = (struct oracle){.entries = oracle.entries};
        hashes[round] = run_mix(&mixes[3]);
        for (int i = 0; i < 100 * round; i++) /* leave something behind for the reset */
            push(oracle.now + any_delay(30), 0);
    }
    ck_assert_uint_eq(hashes[0], hashes[1]);
    ck_assert_uint_eq(hashes[0], hashes[2]);
}
END_TEST

/* Whatever the compiler, its options and the layout of memory: the hash is of integers only. */
START_TEST(the_order_is_the_same_in_every_build)
{
    stream = stream_named(8, 0, 0, 0);
    ck_assert_uint_eq(run_mix(&mixes[5]), GOLDEN_ORDER);
}
END_TEST

START_TEST(a_reset_keeps_the_memory)
{
    size_t used = 0;
    for (int round = 0; round < 5; round++) {
        queue_reset(queue, 0);
        stream = stream_named(3, 0, 0, 0);
        for (int i = 0; i < 20000; i++)
            queue_push(queue, (int64_t)stream_below(&stream, 1000000), i % 5, NULL, NULL, i);
        for (struct popped event; pop_event(QUEUE_FOREVER, &event);)
            continue;
        if (round == 0)
            used = arena_used(arena);
        ck_assert_uint_eq(arena_used(arena), used);
    }
}
END_TEST

START_TEST(a_million_events_may_be_pending)
{
    enum { MILLION = 1000000 };
    for (int i = 0; i < MILLION; i++)
        queue_push(queue, (int64_t)stream_below(&stream, 1000000000), 0, NULL, NULL, i);
    ck_assert_uint_eq(queue_count(queue), MILLION);
    int64_t previous = 0;
    struct popped event;
    for (int i = 0; i < MILLION; i++) {
        require(pop_event(QUEUE_FOREVER, &event));
        require(event.tick >= previous);
        previous = event.tick;
    }
    ck_assert(!pop_event(QUEUE_FOREVER, &event));
}
END_TEST

/* An event among so many that their slots are fetched ahead: what it was given last. */
struct known {
    int64_t tick;
    int64_t sequence;
    struct ticket ticket;
    bool pending;
};

enum { MANY = 40000 };

static struct known known[MANY];

static void move_one_of_many(int64_t now, int64_t *sequence)
{
    struct known *one = &known[stream_below(&stream, MANY)];
    require(queue_pending(queue, one->ticket) == one->pending);
    if (!one->pending)
        return;
    if (stream_below(&stream, 8) == 0) {
        one->pending = false;
        require(queue_cancel(queue, one->ticket));
        require(!queue_pending(queue, one->ticket));
        return;
    }
    for (uint64_t times = 1 + stream_below(&stream, 3); times > 0; times--) {
        struct ticket old = one->ticket;
        one->tick = now + any_delay(20);
        one->sequence = (*sequence)++;
        one->ticket = queue_move(queue, old, one->tick);
        require(!queue_pending(queue, old));
    }
}

/* Nothing is scheduled before what fired last, so that rising order throughout is the exact order. */
START_TEST(many_that_move_often_come_out_in_order)
{
    int64_t sequence = 0, tick = 0, last_sequence = -1;
    for (int i = 0; i < MANY; i++) {
        int64_t first = any_delay(20);
        known[i] =
            (struct known){first, sequence++, queue_push(queue, first, 0, NULL, NULL, i), .pending = true};
    }
    for (struct popped event; pop_event(QUEUE_FOREVER, &event);) {
        struct known *one = &known[event.argument];
        require(one->pending && one->tick == event.tick);
        require(event.tick > tick || (event.tick == tick && one->sequence > last_sequence));
        one->pending = false;
        tick = event.tick;
        last_sequence = one->sequence;
        for (uint64_t moves = stream_below(&stream, 3); moves > 0; moves--)
            move_one_of_many(tick, &sequence);
    }
    for (int i = 0; i < MANY; i++)
        require(!known[i].pending);
}
END_TEST

START_TEST(within_a_tick_priority_goes_before_sequence)
{
    static const int priorities[] = {5, 0, 63, 5, 1, 0};
    static const int64_t expected[] = {1, 5, 4, 0, 3, 2};
    for (int i = 0; i < 6; i++)
        queue_push(queue, 10, priorities[i], NULL, NULL, i);
    for (int i = 0; i < 6; i++) {
        struct popped event;
        ck_assert(pop_event(10, &event));
        ck_assert_int_eq(event.argument, expected[i]);
    }
}
END_TEST

START_TEST(an_event_for_the_current_tick_still_fires_in_it_by_priority)
{
    struct popped event;
    for (int i = 0; i < 100; i++)
        queue_push(queue, 10, 4, NULL, NULL, i);
    ck_assert(pop_event(QUEUE_FOREVER, &event));
    queue_push(queue, 10, 4, NULL, NULL, 100);
    queue_push(queue, 10, 3, NULL, NULL, 200);
    ck_assert(pop_event(QUEUE_FOREVER, &event));
    ck_assert_int_eq(event.argument, 200);
    for (int i = 1; i <= 100; i++) {
        ck_assert(pop_event(10, &event));
        ck_assert_int_eq(event.argument, i);
    }
}
END_TEST

START_TEST(looking_far_ahead_leaves_room_for_nearer_events)
{
    for (int i = 0; i < 1000; i++)
        queue_push(queue, 1000000 + i, 0, NULL, NULL, 1000 + i);
    int64_t tick;
    struct popped event;
    ck_assert(queue_next(queue, &tick));
    ck_assert(!pop_event(10, &event));
    for (int i = 0; i < 1000; i++)
        queue_push(queue, 20 + i, 0, NULL, NULL, i);
    for (int i = 0; i < 2000; i++) {
        ck_assert(pop_event(QUEUE_FOREVER, &event));
        ck_assert_int_eq(event.argument, i);
    }
}
END_TEST

START_TEST(ticks_before_1970_and_at_the_ends_are_in_order)
{
    queue_reset(queue, INT64_MIN);
    static const int64_t ticks[] = {0, INT64_MAX, -1, INT64_MIN, 1, -1000000, INT64_MAX - 1};
    static const int64_t order[] = {3, 5, 2, 0, 4, 6, 1};
    for (int i = 0; i < 7; i++)
        for (int copy = 0; copy < 20; copy++)
            queue_push(queue, ticks[i], 0, NULL, NULL, i);
    for (int i = 0; i < 7 * 20; i++) {
        struct popped event;
        ck_assert(pop_event(QUEUE_FOREVER, &event));
        ck_assert_int_eq(event.argument, order[i / 20]);
    }
}
END_TEST

START_TEST(memory_does_not_grow_with_rescheduling)
{
    struct ticket far = queue_push(queue, 1000000000, 0, NULL, NULL, 0);
    for (int i = 0; i < 50; i++)
        queue_push(queue, 2000000000 + i, 0, NULL, NULL, i);
    size_t used = arena_used(arena);
    for (int i = 0; i < 200000; i++)
        far = queue_move(queue, far, 1000000000 + i);
    ck_assert_uint_le(arena_used(arena), used + 16 * 1100);
    ck_assert_uint_eq(queue_count(queue), 51);
}
END_TEST

START_TEST(an_empty_ticket_names_nothing)
{
    queue_push(queue, 5, 0, NULL, NULL, 0);
    ck_assert(!queue_pending(queue, (struct ticket){0}));
    ck_assert(!queue_cancel(queue, (struct ticket){0}));
}
END_TEST

START_TEST(a_ticket_does_not_name_the_next_event_in_its_slot)
{
    struct ticket first = queue_push(queue, 5, 0, NULL, NULL, 0);
    ck_assert(queue_cancel(queue, first));
    struct ticket second = queue_push(queue, 5, 0, NULL, NULL, 1);
    ck_assert(!queue_pending(queue, first));
    ck_assert(!queue_cancel(queue, first));
    ck_assert(queue_pending(queue, second));
}
END_TEST

START_TEST(what_is_not_pending_does_not_move)
{
    struct ticket gone = queue_push(queue, 5, 0, NULL, NULL, 0);
    queue_push(queue, 6, 0, NULL, NULL, 0);
    queue_cancel(queue, gone);
    queue_move(queue, gone, 7);
}
END_TEST

START_TEST(the_past_is_closed)
{
    struct popped event;
    pop_event(100, &event);
    queue_push(queue, 99, 0, NULL, NULL, 0);
}
END_TEST

Suite *test_queue_suite(void)
{
    Suite *suite = suite_create("queue");
    TCase *cases = tcase_create("queue");
    tcase_set_timeout(cases, 60);
    tcase_add_checked_fixture(cases, open_queue, close_queue);
    tcase_add_loop_test(cases, events_come_out_as_a_naive_sorted_list_gives_them, 0,
                        (int)(sizeof mixes / sizeof *mixes));
    tcase_add_test(cases, far_clusters_come_out_in_order);
    tcase_add_test(cases, a_reset_queue_repeats_itself_exactly);
    tcase_add_test(cases, the_order_is_the_same_in_every_build);
    tcase_add_test(cases, a_reset_keeps_the_memory);
    tcase_add_test(cases, a_million_events_may_be_pending);
    tcase_add_test(cases, many_that_move_often_come_out_in_order);
    tcase_add_test(cases, within_a_tick_priority_goes_before_sequence);
    tcase_add_test(cases, an_event_for_the_current_tick_still_fires_in_it_by_priority);
    tcase_add_test(cases, looking_far_ahead_leaves_room_for_nearer_events);
    tcase_add_test(cases, ticks_before_1970_and_at_the_ends_are_in_order);
    tcase_add_test(cases, memory_does_not_grow_with_rescheduling);
    tcase_add_test(cases, an_empty_ticket_names_nothing);
    tcase_add_test(cases, a_ticket_does_not_name_the_next_event_in_its_slot);
#ifndef NDEBUG
    tcase_add_test_raise_signal(cases, what_is_not_pending_does_not_move, SIGABRT);
    tcase_add_test_raise_signal(cases, the_past_is_closed, SIGABRT);
#endif
    suite_add_tcase(suite, cases);
    return suite;
}
