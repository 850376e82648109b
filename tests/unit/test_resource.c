/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "engine/resource.h"
#include "engine/stream.h"
#include "engine/waitline.h"

#include <string.h>

enum { LOG_ROOM = 4000, GRANTS = 40 };

static struct arena *arena;
static struct sim *sim;
static struct resource *crew;

/* Letters of the claims in order of their grants. */
static char granted[LOG_ROOM];
static int granted_count;

static void open_sim(void)
{
    arena = arena_new();
    sim = sim_new(arena, 0);
    crew = resource_new(arena, sim, 10, GRANTS, false);
    granted_count = 0;
    memset(granted, 0, sizeof granted);
}

static void close_sim(void)
{
    arena_free(arena);
}

static void note_grant(struct sim *at, void *subject, int64_t argument)
{
    (void)at;
    (void)subject;
    granted[granted_count++] = (char)argument;
}

static struct claim claim_of(char letter, int64_t amount, int priority)
{
    return (struct claim){.priority = priority,
                          .id = (uint64_t)letter,
                          .amount = amount,
                          .granted = note_grant,
                          .argument = letter};
}

START_TEST(claims_of_one_tick_are_granted_by_priority_then_id_not_by_order_of_events)
{
    struct claim c = claim_of('c', 3, 1), b = claim_of('b', 3, 1), a = claim_of('a', 3, 2),
                 d = claim_of('d', 3, 0);
    resource_claim(crew, &c);
    resource_claim(crew, &a);
    resource_claim(crew, &b);
    resource_claim(crew, &d);
    ck_assert_int_eq(granted_count, 0);
    sim_run_until(sim, 0);
    ck_assert_str_eq(granted, "dbc");
    ck_assert_int_eq(resource_used(crew), 9);
    ck_assert_ptr_eq(resource_head(crew), &a);
    ck_assert_int_eq(a.state, CLAIM_WAITING);
}
END_TEST

START_TEST(earlier_claims_go_before_later_ones_of_the_same_priority)
{
    struct claim all = claim_of('x', 10, 0), z = claim_of('z', 5, 0), a = claim_of('a', 5, 0);
    resource_claim(crew, &all);
    sim_run_until(sim, 10);
    resource_claim(crew, &z);
    sim_run_until(sim, 20);
    resource_claim(crew, &a);
    sim_run_until(sim, 30);
    resource_release(crew, &all);
    sim_run_until(sim, 30);
    ck_assert_str_eq(granted, "xza");
    ck_assert_int_eq(z.since, 30);
    const struct resource_statistics *statistics = resource_statistics(crew);
    ck_assert_int_eq(statistics->granted_count, 3);
    ck_assert(statistics->wait_ticks.mean == 10.0 && statistics->wait_ticks.most == 20.0);
    ck_assert(tally_level_mean(&statistics->waiting, 30) == 1.0);
    ck_assert(tally_level_mean(&statistics->used, 30) == 10.0);
}
END_TEST

START_TEST(without_overtaking_a_large_claim_at_the_head_holds_the_others)
{
    struct claim large = claim_of('l', 9, 0), small = claim_of('s', 2, 0), first = claim_of('f', 5, 0);
    resource_claim(crew, &first);
    sim_run_until(sim, 1);
    resource_claim(crew, &large);
    sim_run_until(sim, 2);
    resource_claim(crew, &small);
    sim_run_until(sim, 3);
    ck_assert_str_eq(granted, "f");
    resource_withdraw(crew, &large);
    ck_assert_int_eq(large.state, CLAIM_IDLE);
    sim_run_until(sim, 3);
    ck_assert_str_eq(granted, "fs");
}
END_TEST

START_TEST(with_overtaking_the_first_that_fits_is_granted)
{
    struct resource *open = resource_new(arena, sim, 10, GRANTS, true);
    struct claim first = claim_of('f', 5, 0), large = claim_of('l', 9, 0), small = claim_of('s', 2, 0);
    resource_claim(open, &first);
    sim_run_until(sim, 1);
    resource_claim(open, &large);
    sim_run_until(sim, 2);
    resource_claim(open, &small);
    sim_run_until(sim, 3);
    ck_assert_str_eq(granted, "fs");
    resource_release(open, &first);
    resource_release(open, &small);
    sim_run_until(sim, 3);
    ck_assert_str_eq(granted, "fsl");
}
END_TEST

START_TEST(a_capacity_may_grow_and_shrink_under_way)
{
    struct claim a = claim_of('a', 8, 0), b = claim_of('b', 8, 0), c = claim_of('c', 1, 0);
    resource_claim(crew, &a);
    resource_claim(crew, &b);
    sim_run_until(sim, 1);
    ck_assert_str_eq(granted, "a");
    resource_set_capacity(crew, 16);
    sim_run_until(sim, 1);
    ck_assert_str_eq(granted, "ab");
    resource_set_capacity(crew, 4); /* 16 in use: nothing is taken back */
    resource_claim(crew, &c);
    resource_release(crew, &a);
    sim_run_until(sim, 2);
    ck_assert_str_eq(granted, "ab");
    ck_assert_int_eq(resource_used(crew), 8);
    resource_release(crew, &b);
    sim_run_until(sim, 3);
    ck_assert_str_eq(granted, "abc");
}
END_TEST

START_TEST(a_claim_larger_than_the_capacity_waits_for_it_to_grow)
{
    struct claim a = claim_of('a', 11, 0);
    resource_claim(crew, &a);
    sim_run_until(sim, 100);
    ck_assert_int_eq(a.state, CLAIM_WAITING);
    resource_set_capacity(crew, 11);
    sim_run_until(sim, 100);
    ck_assert_int_eq(a.state, CLAIM_GRANTED);
}
END_TEST

/* Workers who claim, hold for a while, and claim again, some of them changing their mind. */
struct worker {
    struct claim claim;
    struct stream stream;
    int rounds;
};

static int64_t held; /* sum of granted amounts, kept beside the resource */

static void go_home(struct sim *at, void *subject, int64_t argument);

static void start_work(struct sim *at, void *subject, int64_t argument)
{
    struct worker *worker = subject;
    held += worker->claim.amount;
    if (held > resource_capacity(crew))
        ck_abort_msg("more granted than there is");
    granted[granted_count++ % LOG_ROOM] = (char)('A' + argument);
    sim_schedule(at, sim_now(at) + (int64_t)stream_below(&worker->stream, 10), 0, go_home, worker, argument);
}

static void come(struct sim *at, void *subject, int64_t argument)
{
    struct worker *worker = subject;
    if (worker->claim.state == CLAIM_WAITING && stream_below(&worker->stream, 4) == 0)
        resource_withdraw(crew, &worker->claim);
    if (worker->claim.state == CLAIM_IDLE && worker->rounds-- > 0) {
        worker->claim.amount = 1 + (int64_t)stream_below(&worker->stream, 10);
        resource_claim(crew, &worker->claim);
    }
    if (worker->rounds > 0)
        sim_schedule(at, sim_now(at) + 1 + (int64_t)stream_below(&worker->stream, 20), 0, come, worker,
                     argument);
}

static void go_home(struct sim *at, void *subject, int64_t argument)
{
    (void)at;
    (void)argument;
    struct worker *worker = subject;
    held -= worker->claim.amount;
    resource_release(crew, &worker->claim);
}

START_TEST(capacity_is_never_exceeded_and_every_claim_is_served_in_the_end)
{
    enum { WORKERS = 25 };
    static struct worker workers[WORKERS];
    memset(workers, 0, sizeof workers);
    crew = resource_new(arena, sim, 10, GRANTS, _i != 0);
    held = 0;
    for (int i = 0; i < WORKERS; i++) {
        workers[i].claim = (struct claim){.priority = i % 3,
                                          .id = (uint64_t)i,
                                          .granted = start_work,
                                          .subject = &workers[i],
                                          .argument = i};
        workers[i].stream = stream_named(1, 0, 0, (uint64_t)i);
        workers[i].rounds = 300;
        sim_schedule(sim, i % 4, 0, come, &workers[i], i);
    }
    sim_run_until(sim, QUEUE_FOREVER);
    ck_assert_int_eq(held, 0);
    ck_assert_int_eq(resource_used(crew), 0);
    ck_assert_int_eq(resource_waiting_count(crew), 0);
    ck_assert_int_gt(granted_count, 1000);
    ck_assert_int_eq(resource_statistics(crew)->granted_count, granted_count);
}
END_TEST

static int64_t five_ticks(void *subject, int64_t customer)
{
    (void)subject;
    (void)customer;
    return 5;
}

START_TEST(a_waitline_serves_in_order_and_counts)
{
    struct waitline_rule rule = {
        .servers = 2, .room = 4, .service = five_ticks, .served = note_grant, .subject = NULL};
    struct waitline *line = waitline_new(arena, sim, &rule);
    for (int i = 0; i < 5; i++)
        ck_assert_int_eq(waitline_arrive(line, 'a' + i), i < 4);
    ck_assert_int_eq(waitline_busy_count(line), 2);
    ck_assert_int_eq(waitline_waiting_count(line), 2);
    sim_run_until(sim, 20);
    ck_assert_str_eq(granted, "abcd");
    const struct waitline_statistics *statistics = waitline_statistics(line);
    ck_assert_int_eq(statistics->arrived_count, 5);
    ck_assert_int_eq(statistics->refused_count, 1);
    ck_assert_int_eq(statistics->served_count, 4);
    ck_assert(statistics->wait_ticks.mean == 2.5);
    ck_assert(tally_level_mean(&statistics->waiting, 20) == 0.5);
    ck_assert(tally_level_mean(&statistics->busy, 20) == 1.0);
    sim_reset(sim, 0);
    waitline_reset(line);
    ck_assert_int_eq(waitline_statistics(line)->arrived_count, 0);
    ck_assert_int_eq(waitline_busy_count(line), 0);
}
END_TEST

START_TEST(a_waitline_may_be_long)
{
    struct waitline_rule rule = {
        .servers = 1, .room = INT64_MAX, .service = five_ticks, .served = note_grant};
    struct waitline *line = waitline_new(arena, sim, &rule);
    for (int i = 0; i < 3000; i++) {
        waitline_arrive(line, 'a' + i % 26);
        sim_run_until(sim, i);
    }
    sim_run_until(sim, QUEUE_FOREVER);
    ck_assert_int_eq(granted_count, 3000);
    for (int i = 0; i < 3000; i++)
        if (granted[i] != 'a' + i % 26)
            ck_abort_msg("out of order");
}
END_TEST

Suite *test_resource_suite(void)
{
    Suite *suite = suite_create("resource");
    TCase *cases = tcase_create("resource");
    tcase_add_checked_fixture(cases, open_sim, close_sim);
    tcase_add_test(cases, claims_of_one_tick_are_granted_by_priority_then_id_not_by_order_of_events);
    tcase_add_test(cases, earlier_claims_go_before_later_ones_of_the_same_priority);
    tcase_add_test(cases, without_overtaking_a_large_claim_at_the_head_holds_the_others);
    tcase_add_test(cases, with_overtaking_the_first_that_fits_is_granted);
    tcase_add_test(cases, a_capacity_may_grow_and_shrink_under_way);
    tcase_add_test(cases, a_claim_larger_than_the_capacity_waits_for_it_to_grow);
    tcase_add_loop_test(cases, capacity_is_never_exceeded_and_every_claim_is_served_in_the_end, 0, 2);
    tcase_add_test(cases, a_waitline_serves_in_order_and_counts);
    tcase_add_test(cases, a_waitline_may_be_long);
    suite_add_tcase(suite, cases);
    return suite;
}
