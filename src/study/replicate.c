/* SPDX-License-Identifier: Apache-2.0 */
#include "study/replicate.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

enum { SLOTS_PER_JOB = 2, JOBS_MAX = 256 };

/* One replication on its way from a worker to the writer, with the memory it lies in. */
struct slot {
    struct arena *arena;
    struct batch *batch;
    bool stopped;
    struct slot *next;
};

struct pool {
    const struct replicate *replicate;
    const bool *done; /* by replication: in the results before we began */
    atomic_int_fast64_t next;
    atomic_bool halt;
    pthread_mutex_t lock;
    pthread_cond_t filled_or_idle, emptied;
    struct slot *empty, *filled, **filled_tail;
    int working; /* workers that may still fill a slot */
};

static struct slot *take_empty(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    while (!pool->empty && !atomic_load(&pool->halt))
        pthread_cond_wait(&pool->emptied, &pool->lock);
    struct slot *slot = pool->empty;
    if (slot)
        pool->empty = slot->next;
    pthread_mutex_unlock(&pool->lock);
    return slot;
}

static void put_empty(struct pool *pool, struct slot *slot)
{
    pthread_mutex_lock(&pool->lock);
    slot->next = pool->empty;
    pool->empty = slot;
    pthread_cond_signal(&pool->emptied);
    pthread_mutex_unlock(&pool->lock);
}

static void put_filled(struct pool *pool, struct slot *slot)
{
    pthread_mutex_lock(&pool->lock);
    slot->next = NULL;
    *pool->filled_tail = slot;
    pool->filled_tail = &slot->next;
    pthread_cond_signal(&pool->filled_or_idle);
    pthread_mutex_unlock(&pool->lock);
}

/* The next filled slot, or NULL when no worker will fill another. */
static struct slot *take_filled(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    while (!pool->filled && pool->working)
        pthread_cond_wait(&pool->filled_or_idle, &pool->lock);
    struct slot *slot = pool->filled;
    if (slot) {
        pool->filled = slot->next;
        if (!pool->filled)
            pool->filled_tail = &pool->filled;
    }
    pthread_mutex_unlock(&pool->lock);
    return slot;
}

static void halt(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    atomic_store(&pool->halt, true);
    pthread_cond_broadcast(&pool->emptied);
    pthread_mutex_unlock(&pool->lock);
}

static void *work(void *argument)
{
    struct pool *pool = argument;
    const struct replicate *replicate = pool->replicate;
    struct world *world = world_new(replicate->plan, replicate->detail_count);
    for (;;) {
        int64_t number = atomic_fetch_add(&pool->next, 1);
        if (number >= replicate->replications || atomic_load(&pool->halt))
            break;
        if (pool->done[number])
            continue;
        struct slot *slot = take_empty(pool);
        if (!slot)
            break;
        arena_reset(slot->arena);
        slot->batch = batch_new(world_series(replicate->plan), number, slot->arena);
        slot->stopped = !world_run(world, replicate->seed, (uint32_t)number, slot->batch);
        put_filled(pool, slot);
    }
    world_free(world);
    pthread_mutex_lock(&pool->lock);
    pool->working--;
    pthread_cond_signal(&pool->filled_or_idle);
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

/* Writes what comes until the workers are done; false after a failed write. */
static bool write_all(struct pool *pool, struct diag *diag)
{
    const struct replicate *replicate = pool->replicate;
    struct replicate_progress progress = {.done = results_done_count(replicate->results),
                                          .wanted = replicate->replications};
    bool good = true;
    for (struct slot *slot; (slot = take_filled(pool));) {
        good = good && results_write(replicate->results, slot->batch, diag);
        progress.done++;
        progress.stopped += slot->stopped;
        put_empty(pool, slot);
        if (good && replicate->progress)
            replicate->progress(&progress, replicate->context);
        if (!good || (replicate->interrupt && *replicate->interrupt))
            halt(pool);
    }
    return good;
}

static void start_pool(struct pool *pool, const struct replicate *replicate, const bool *done,
                       struct slot *slots, int slot_count)
{
    memset(pool, 0, sizeof *pool);
    pool->replicate = replicate;
    pool->done = done;
    atomic_init(&pool->next, 0);
    atomic_init(&pool->halt, false);
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->filled_or_idle, NULL);
    pthread_cond_init(&pool->emptied, NULL);
    pool->filled_tail = &pool->filled;
    for (int i = 0; i < slot_count; i++) {
        slots[i].arena = arena_new();
        slots[i].next = pool->empty;
        pool->empty = &slots[i];
    }
}

static void end_pool(struct pool *pool, struct slot *slots, int slot_count)
{
    for (int i = 0; i < slot_count; i++)
        arena_free(slots[i].arena);
    pthread_cond_destroy(&pool->emptied);
    pthread_cond_destroy(&pool->filled_or_idle);
    pthread_mutex_destroy(&pool->lock);
}

/* Asked before the workers start, since the results belong to this thread. */
static const bool *done_flags(const struct replicate *replicate, struct arena *arena)
{
    bool *done = arena_array(arena, (size_t)replicate->replications, sizeof *done);
    for (int64_t i = 0; i < replicate->replications; i++)
        done[i] = results_done(replicate->results, i);
    return done;
}

enum replicate_end replicate_run(const struct replicate *replicate, struct diag *diag)
{
    pthread_t threads[JOBS_MAX];
    struct slot slots[JOBS_MAX * SLOTS_PER_JOB] = {0};
    int jobs = replicate->jobs < JOBS_MAX ? replicate->jobs : JOBS_MAX;
    struct pool pool;
    struct arena *arena = arena_new();
    start_pool(&pool, replicate, done_flags(replicate, arena), slots, jobs * SLOTS_PER_JOB);
    int started = 0;
    pool.working = jobs;
    while (started < jobs && pthread_create(&threads[started], NULL, work, &pool) == 0)
        started++;
    pthread_mutex_lock(&pool.lock);
    pool.working -= jobs - started;
    pthread_mutex_unlock(&pool.lock);
    bool good = started > 0 || diag_fail(diag, DIAG_OUTSIDE, "no thread could be started");
    if (started)
        good = write_all(&pool, diag);
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    end_pool(&pool, slots, jobs * SLOTS_PER_JOB);
    arena_free(arena);
    if (!good)
        return REPLICATE_FAILED;
    return results_done_count(replicate->results) >= replicate->replications ? REPLICATE_DONE
                                                                             : REPLICATE_INTERRUPTED;
}
