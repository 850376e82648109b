/* SPDX-License-Identifier: Apache-2.0 */
#include "study/replicate.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

enum { SLOTS_PER_JOB = 2, JOBS_MAX = 256 };

/* One replication on its way from a world to the file, with the memory it lies in. */
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
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t emptied;
    struct slot *empty, *filled, **filled_tail;
    bool writing; /* one worker is; what belongs to it is read and written by nobody else */
    /* the writer's */
    struct replicate_progress progress;
    struct diag *diag;
    bool good;
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

/* True when nobody writes: then the caller is the writer until take_filled has given it none. */
static bool put_filled(struct pool *pool, struct slot *slot)
{
    pthread_mutex_lock(&pool->lock);
    slot->next = NULL;
    *pool->filled_tail = slot;
    pool->filled_tail = &slot->next;
    bool mine = !pool->writing;
    pool->writing = true;
    pthread_mutex_unlock(&pool->lock);
    return mine;
}

/* Gives back WRITTEN slots and takes the next ones; 0 when none waits, which ends the writing. */
static int take_filled(struct pool *pool, struct slot *slots[RESULTS_TOGETHER], int written)
{
    pthread_mutex_lock(&pool->lock);
    for (int i = 0; i < written; i++) {
        slots[i]->next = pool->empty;
        pool->empty = slots[i];
        pthread_cond_signal(&pool->emptied);
    }
    int count = 0;
    for (; pool->filled && count < RESULTS_TOGETHER; count++) {
        slots[count] = pool->filled;
        pool->filled = pool->filled->next;
    }
    if (!pool->filled)
        pool->filled_tail = &pool->filled;
    pool->writing = count > 0;
    pthread_mutex_unlock(&pool->lock);
    return count;
}

static void halt(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    atomic_store(&pool->halt, true);
    pthread_cond_broadcast(&pool->emptied);
    pthread_mutex_unlock(&pool->lock);
}

/* After a failed write nothing more is written, but slots still come back. */
static void write_slots(struct pool *pool, struct slot *const *slots, int count)
{
    const struct replicate *replicate = pool->replicate;
    struct batch *batches[RESULTS_TOGETHER];
    for (int i = 0; i < count; i++)
        batches[i] = slots[i]->batch;
    pool->good = pool->good && results_write_all(replicate->results, batches, count, pool->diag);
    for (int i = 0; i < count; i++) {
        pool->progress.done++;
        pool->progress.stopped += slots[i]->stopped;
        if (pool->good && replicate->progress)
            replicate->progress(&pool->progress, replicate->context);
    }
    if (!pool->good || (replicate->interrupt && *replicate->interrupt))
        halt(pool);
}

/* Writes what waits, its own and others', so that no processor is kept for writing alone. */
static void hand_over(struct pool *pool, struct slot *slot)
{
    if (!put_filled(pool, slot))
        return;
    struct slot *slots[RESULTS_TOGETHER];
    int count = 0;
    while ((count = take_filled(pool, slots, count)) > 0)
        write_slots(pool, slots, count);
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
        batch_seal(slot->batch);
        hand_over(pool, slot);
    }
    world_free(world);
    return NULL;
}

static void start_pool(struct pool *pool, struct slot *slots, int slot_count)
{
    atomic_init(&pool->next, 0);
    atomic_init(&pool->halt, false);
    pthread_mutex_init(&pool->lock, NULL);
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
    pthread_mutex_destroy(&pool->lock);
}

/* Asked before the workers start, since the results belong to the one who writes. */
static const bool *done_flags(const struct replicate *replicate, struct arena *arena)
{
    bool *done = arena_array(arena, (size_t)replicate->replications, sizeof *done);
    for (int64_t i = 0; i < replicate->replications; i++)
        done[i] = results_done(replicate->results, i);
    return done;
}

/* The calling thread works too; where fewer threads can be had than wanted, the work takes longer. */
static void work_all(struct pool *pool, int jobs)
{
    pthread_t threads[JOBS_MAX];
    int started = 0;
    while (started < jobs - 1 && pthread_create(&threads[started], NULL, work, pool) == 0)
        started++;
    work(pool);
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
}

enum replicate_end replicate_run(const struct replicate *replicate, struct diag *diag)
{
    struct slot slots[JOBS_MAX * SLOTS_PER_JOB] = {0};
    int jobs = replicate->jobs < JOBS_MAX ? replicate->jobs : JOBS_MAX;
    struct arena *arena = arena_new();
    struct pool pool = {
        .replicate = replicate, .done = done_flags(replicate, arena), .diag = diag, .good = true};
    pool.progress.done = results_done_count(replicate->results);
    pool.progress.wanted = replicate->replications;
    start_pool(&pool, slots, jobs * SLOTS_PER_JOB);
    work_all(&pool, jobs);
    end_pool(&pool, slots, jobs * SLOTS_PER_JOB);
    arena_free(arena);
    if (!pool.good)
        return REPLICATE_FAILED;
    return results_done_count(replicate->results) >= replicate->replications ? REPLICATE_DONE
                                                                             : REPLICATE_INTERRUPTED;
}
