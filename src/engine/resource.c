/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/resource.h"

#include <assert.h>

struct resource {
    struct sim *sim;
    int64_t capacity, used, waiting_count;
    struct claim *head, *tail; /* those waiting, in the order of granting */
    int priority;
    bool overtaking;
    struct ticket round; /* the event that will grant */
    struct resource_statistics statistics;
};

struct resource *resource_new(struct arena *arena, struct sim *sim, int64_t capacity, int priority,
                              bool overtaking)
{
    struct resource *resource = arena_alloc(arena, sizeof *resource);
    resource->sim = sim;
    resource->priority = priority;
    resource->overtaking = overtaking;
    resource_reset(resource, capacity);
    return resource;
}

void resource_reset(struct resource *resource, int64_t capacity)
{
    assert(capacity >= 0);
    resource->capacity = capacity;
    resource->used = resource->waiting_count = 0;
    resource->head = resource->tail = NULL;
    resource->round = (struct ticket){0};
    resource_restart_statistics(resource);
}

static bool claim_before(const struct claim *a, const struct claim *b)
{
    if (a->priority != b->priority)
        return a->priority < b->priority;
    if (a->since != b->since)
        return a->since < b->since;
    return a->id < b->id;
}

static void set_waiting_count(struct resource *resource, int64_t count)
{
    resource->waiting_count = count;
    tally_level_set(&resource->statistics.waiting, sim_now(resource->sim), (double)count);
}

static void set_used(struct resource *resource, int64_t used)
{
    resource->used = used;
    tally_level_set(&resource->statistics.used, sim_now(resource->sim), (double)used);
}

/* Most claims come last, so the search starts there. */
static void link_claim(struct resource *resource, struct claim *claim)
{
    struct claim *before = resource->tail;
    while (before && claim_before(claim, before))
        before = before->before;
    claim->before = before;
    claim->behind = before ? before->behind : resource->head;
    *(claim->before ? &claim->before->behind : &resource->head) = claim;
    *(claim->behind ? &claim->behind->before : &resource->tail) = claim;
    set_waiting_count(resource, resource->waiting_count + 1);
}

static void unlink_claim(struct resource *resource, struct claim *claim)
{
    *(claim->before ? &claim->before->behind : &resource->head) = claim->behind;
    *(claim->behind ? &claim->behind->before : &resource->tail) = claim->before;
    claim->before = claim->behind = NULL;
    set_waiting_count(resource, resource->waiting_count - 1);
}

static struct claim *next_to_grant(const struct resource *resource)
{
    int64_t free = resource->capacity - resource->used;
    struct claim *claim = resource->head;
    if (resource->overtaking)
        while (claim && claim->amount > free)
            claim = claim->behind;
    return claim && claim->amount <= free ? claim : NULL;
}

/* Handlers may claim, release and withdraw, so each search starts anew. */
static void grant_round(struct sim *sim, void *subject, int64_t argument)
{
    (void)argument;
    struct resource *resource = subject;
    for (struct claim *claim; (claim = next_to_grant(resource)) != NULL;) {
        unlink_claim(resource, claim);
        tally_add(&resource->statistics.wait_ticks, (double)(sim_now(sim) - claim->since));
        resource->statistics.granted_count++;
        claim->state = CLAIM_GRANTED;
        claim->since = sim_now(sim);
        set_used(resource, resource->used + claim->amount);
        claim->granted(sim, claim->subject, claim->argument);
    }
}

static void plan_round(struct resource *resource)
{
    if (resource->head && !sim_pending(resource->sim, resource->round))
        resource->round =
            sim_schedule(resource->sim, sim_now(resource->sim), resource->priority, grant_round, resource, 0);
}

void resource_claim(struct resource *resource, struct claim *claim)
{
    assert(claim->state == CLAIM_IDLE && claim->amount > 0 && claim->granted);
    claim->state = CLAIM_WAITING;
    claim->since = sim_now(resource->sim);
    link_claim(resource, claim);
    plan_round(resource);
}

void resource_release(struct resource *resource, struct claim *claim)
{
    assert(claim->state == CLAIM_GRANTED);
    claim->state = CLAIM_IDLE;
    set_used(resource, resource->used - claim->amount);
    plan_round(resource);
}

void resource_withdraw(struct resource *resource, struct claim *claim)
{
    if (claim->state == CLAIM_GRANTED)
        resource_release(resource, claim);
    if (claim->state != CLAIM_WAITING)
        return;
    claim->state = CLAIM_IDLE;
    unlink_claim(resource, claim);
    plan_round(resource); /* the head may have kept others waiting */
}

void resource_set_capacity(struct resource *resource, int64_t capacity)
{
    assert(capacity >= 0);
    resource->capacity = capacity;
    plan_round(resource);
}

int64_t resource_capacity(const struct resource *resource)
{
    return resource->capacity;
}

int64_t resource_used(const struct resource *resource)
{
    return resource->used;
}

int64_t resource_waiting_count(const struct resource *resource)
{
    return resource->waiting_count;
}

const struct claim *resource_head(const struct resource *resource)
{
    return resource->head;
}

const struct resource_statistics *resource_statistics(const struct resource *resource)
{
    return &resource->statistics;
}

void resource_restart_statistics(struct resource *resource)
{
    int64_t now = sim_now(resource->sim);
    resource->statistics = (struct resource_statistics){0};
    tally_level_start(&resource->statistics.waiting, now, (double)resource->waiting_count);
    tally_level_start(&resource->statistics.used, now, (double)resource->used);
}
