/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "engine/profile.h"
#include "engine/sim.h"
#include "engine/stream.h"

enum { LOG_ROOM = 100 };

struct log {
    int64_t ticks[LOG_ROOM];
    int64_t arguments[LOG_ROOM];
    int count;
};

static struct arena *arena;
static struct sim *sim;
static struct log history;

static void open_sim(void)
{
    arena = arena_new();
    sim = sim_new(arena, 1000);
    history.count = 0;
}

static void close_sim(void)
{
    arena_free(arena);
}

static void note(struct sim *at, void *subject, int64_t argument)
{
    struct log *log = subject;
    log->ticks[log->count] = sim_now(at);
    log->arguments[log->count++] = argument;
}

static void note_and_repeat(struct sim *at, void *subject, int64_t argument)
{
    note(at, subject, argument);
    if (argument > 0)
        sim_schedule(at, sim_now(at), 0, note_and_repeat, subject, argument - 1);
}

static void note_and_stop(struct sim *at, void *subject, int64_t argument)
{
    note(at, subject, argument);
    sim_stop(at);
}

START_TEST(running_fires_what_is_due_and_moves_the_clock_to_the_end)
{
    sim_schedule(sim, 1010, 0, note, &history, 1);
    sim_schedule(sim, 1020, 0, note, &history, 2);
    sim_schedule(sim, 1021, 0, note, &history, 3);
    ck_assert(sim_run_until(sim, 1020));
    ck_assert_int_eq(history.count, 2);
    ck_assert_int_eq(history.ticks[1], 1020);
    ck_assert_int_eq(sim_now(sim), 1020);
    ck_assert_uint_eq(sim_fired_count(sim), 2);
    ck_assert_uint_eq(sim_pending_count(sim), 1);
    ck_assert(sim_run_until(sim, 5000));
    ck_assert_int_eq(sim_now(sim), 5000);
}
END_TEST

START_TEST(running_forever_leaves_the_clock_at_the_last_event)
{
    sim_schedule(sim, 1234, 0, note, &history, 1);
    ck_assert(sim_run_until(sim, QUEUE_FOREVER));
    ck_assert_int_eq(sim_now(sim), 1234);
    ck_assert(!sim_step(sim, QUEUE_FOREVER));
    ck_assert_int_eq(sim_now(sim), 1234);
}
END_TEST

START_TEST(events_scheduled_for_now_fire_in_the_same_run)
{
    sim_schedule(sim, 1000, 0, note_and_repeat, &history, 9);
    ck_assert(sim_run_until(sim, 1000));
    ck_assert_int_eq(history.count, 10);
    ck_assert_int_eq(sim_now(sim), 1000);
}
END_TEST

START_TEST(a_stopped_run_goes_on_where_it_stopped)
{
    sim_schedule(sim, 1010, 0, note_and_stop, &history, 1);
    sim_schedule(sim, 1010, 0, note, &history, 2);
    ck_assert(!sim_run_until(sim, 2000));
    ck_assert_int_eq(history.count, 1);
    ck_assert_int_eq(sim_now(sim), 1010);
    ck_assert(sim_run_until(sim, 2000));
    ck_assert_int_eq(history.count, 2);
    ck_assert_int_eq(sim_now(sim), 2000);
}
END_TEST

START_TEST(a_cancelled_event_never_fires)
{
    struct ticket ticket = sim_schedule(sim, 1010, 0, note, &history, 1);
    ck_assert(sim_pending(sim, ticket));
    ck_assert(sim_cancel(sim, ticket));
    ck_assert(!sim_pending(sim, ticket));
    sim_run_until(sim, 2000);
    ck_assert_int_eq(history.count, 0);
}
END_TEST

START_TEST(a_rescheduled_event_fires_once_at_its_new_tick)
{
    struct ticket early = sim_schedule(sim, 1500, 3, note, &history, 1);
    struct ticket late = sim_schedule(sim, 1010, 3, note, &history, 2);
    early = sim_reschedule(sim, early, 1005);
    late = sim_reschedule(sim, late, 1600);
    sim_run_until(sim, 1700);
    ck_assert_int_eq(history.count, 2);
    ck_assert_int_eq(history.ticks[0], 1005);
    ck_assert_int_eq(history.ticks[1], 1600);
    ck_assert(!sim_pending(sim, early) && !sim_pending(sim, late));
}
END_TEST

START_TEST(looking_at_the_next_event_changes_nothing)
{
    int64_t tick;
    ck_assert(!sim_next(sim, &tick));
    sim_schedule(sim, 1010, 0, note, &history, 1);
    ck_assert(sim_next(sim, &tick));
    ck_assert_int_eq(tick, 1010);
    ck_assert_int_eq(sim_now(sim), 1000);
    sim_schedule(sim, 1002, 0, note, &history, 2);
    sim_run_until(sim, 1020);
    ck_assert_int_eq(history.arguments[0], 2);
}
END_TEST

/* A walk that schedules, moves and draws; returns a hash of all that happened. */
struct walk {
    struct stream stream;
    struct ticket ticket;
    uint64_t hash;
    int left;
};

static void wander(struct sim *at, void *subject, int64_t argument)
{
    struct walk *walk = subject;
    walk->hash = (walk->hash ^ (uint64_t)(sim_now(at) + argument)) * 0x100000001b3u;
    if (walk->left-- <= 0)
        return;
    int64_t tick = sim_now(at) + (int64_t)stream_below(&walk->stream, 50);
    struct ticket ticket = sim_schedule(at, tick, walk->left % 3, wander, walk, walk->left);
    if (sim_pending(at, walk->ticket))
        walk->ticket = sim_reschedule(at, walk->ticket, tick + 10);
    else
        walk->ticket = ticket;
}

static uint64_t wander_once(struct sim *at, uint64_t replication)
{
    struct walk walk = {.stream = stream_named(1, replication, 2, 3), .left = 2000};
    sim_reset(at, 0);
    for (int i = 0; i < 20; i++)
        sim_schedule(at, i, 0, wander, &walk, i);
    sim_run_until(at, QUEUE_FOREVER);
    return walk.hash;
}

START_TEST(a_profile_counts_and_changes_nothing)
{
    uint64_t plain = wander_once(sim, 5);
    uint64_t fired = sim_fired_count(sim);
    struct profile *profile = profile_new(arena);
    profile_name(profile, wander, "test.wander");
    sim_set_profile(sim, profile);
    ck_assert_uint_eq(wander_once(sim, 5), plain);
    size_t count;
    const struct profile_row *rows = profile_rows(profile, &count);
    ck_assert_uint_eq(count, 1);
    ck_assert_uint_eq(rows[0].count, fired);
    ck_assert_str_eq(rows[0].name, "test.wander");
}
END_TEST

START_TEST(replications_give_the_same_in_any_order_in_any_memory)
{
    enum { REPLICATIONS = 50 };
    uint64_t hashes[REPLICATIONS];
    for (int i = 0; i < REPLICATIONS; i++)
        hashes[i] = wander_once(sim, (uint64_t)i);
    for (int i = 0; i < REPLICATIONS; i++) {
        int other = i * 17 % REPLICATIONS; /* 17 and 50 have no common divisor: all of them */
        ck_assert_uint_eq(wander_once(sim, (uint64_t)other), hashes[other]);
        struct arena *elsewhere = arena_new();
        arena_alloc(elsewhere, (size_t)i * 100 + 8);
        struct sim *fresh = sim_new(elsewhere, 77);
        ck_assert_uint_eq(wander_once(fresh, (uint64_t)i), hashes[i]);
        arena_free(elsewhere);
    }
}
END_TEST

Suite *test_sim_suite(void)
{
    Suite *suite = suite_create("sim");
    TCase *cases = tcase_create("sim");
    tcase_add_checked_fixture(cases, open_sim, close_sim);
    tcase_add_test(cases, running_fires_what_is_due_and_moves_the_clock_to_the_end);
    tcase_add_test(cases, running_forever_leaves_the_clock_at_the_last_event);
    tcase_add_test(cases, events_scheduled_for_now_fire_in_the_same_run);
    tcase_add_test(cases, a_stopped_run_goes_on_where_it_stopped);
    tcase_add_test(cases, a_cancelled_event_never_fires);
    tcase_add_test(cases, a_rescheduled_event_fires_once_at_its_new_tick);
    tcase_add_test(cases, looking_at_the_next_event_changes_nothing);
    tcase_add_test(cases, a_profile_counts_and_changes_nothing);
    tcase_add_test(cases, replications_give_the_same_in_any_order_in_any_memory);
    suite_add_tcase(suite, cases);
    return suite;
}
