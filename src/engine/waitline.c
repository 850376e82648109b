/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/waitline.h"

#include <assert.h>

enum { FIRST_ROOM = 64 };

struct waiting {
    int64_t customer;
    int64_t since;
};

/* Those waiting are ring[first], ring[first + 1] ... modulo capacity, a power of two. */
struct waitline {
    struct sim *sim;
    struct waitline_rule rule;
    int64_t busy_count, waiting_count;
    struct waiting *ring;
    size_t first, capacity;
    struct arena *arena;
    struct waitline_statistics statistics;
};

struct waitline *waitline_new(struct arena *arena, struct sim *sim, const struct waitline_rule *rule)
{
    assert(rule->servers > 0 && rule->room >= rule->servers && rule->service);
    struct waitline *line = arena_alloc(arena, sizeof *line);
    line->sim = sim;
    line->rule = *rule;
    line->arena = arena;
    line->capacity = FIRST_ROOM;
    line->ring = arena_array(arena, line->capacity, sizeof *line->ring);
    waitline_reset(line);
    return line;
}

void waitline_reset(struct waitline *line)
{
    line->busy_count = line->waiting_count = 0;
    line->first = 0;
    waitline_restart_statistics(line);
}

static void grow(struct waitline *line)
{
    struct waiting *ring = arena_array(line->arena, line->capacity * 2, sizeof *ring);
    for (size_t i = 0; i < line->capacity; i++)
        ring[i] = line->ring[(line->first + i) & (line->capacity - 1)];
    line->ring = ring;
    line->first = 0;
    line->capacity *= 2;
}

static void serve(struct waitline *line, int64_t customer, int64_t since);

static void leave(struct sim *sim, void *subject, int64_t customer)
{
    struct waitline *line = subject;
    line->statistics.served_count++;
    if (line->waiting_count > 0) {
        struct waiting next = line->ring[line->first];
        line->first = (line->first + 1) & (line->capacity - 1);
        line->waiting_count--;
        tally_level_set(&line->statistics.waiting, sim_now(sim), (double)line->waiting_count);
        serve(line, next.customer, next.since);
    } else {
        line->busy_count--;
        tally_level_set(&line->statistics.busy, sim_now(sim), (double)line->busy_count);
    }
    if (line->rule.served)
        line->rule.served(sim, line->rule.subject, customer);
}

static void serve(struct waitline *line, int64_t customer, int64_t since)
{
    int64_t now = sim_now(line->sim);
    tally_add(&line->statistics.wait_ticks, (double)(now - since));
    int64_t service = line->rule.service(line->rule.subject, customer);
    sim_schedule(line->sim, now + service, line->rule.priority, leave, line, customer);
}

bool waitline_arrive(struct waitline *line, int64_t customer)
{
    int64_t now = sim_now(line->sim);
    line->statistics.arrived_count++;
    if (line->busy_count + line->waiting_count >= line->rule.room) {
        line->statistics.refused_count++;
        return false;
    }
    if (line->busy_count < line->rule.servers) {
        line->busy_count++;
        tally_level_set(&line->statistics.busy, now, (double)line->busy_count);
        serve(line, customer, now);
        return true;
    }
    if ((size_t)line->waiting_count == line->capacity)
        grow(line);
    size_t last = (line->first + (size_t)line->waiting_count) & (line->capacity - 1);
    line->ring[last] = (struct waiting){customer, now};
    line->waiting_count++;
    tally_level_set(&line->statistics.waiting, now, (double)line->waiting_count);
    return true;
}

int64_t waitline_waiting_count(const struct waitline *line)
{
    return line->waiting_count;
}

int64_t waitline_busy_count(const struct waitline *line)
{
    return line->busy_count;
}

const struct waitline_statistics *waitline_statistics(const struct waitline *line)
{
    return &line->statistics;
}

void waitline_restart_statistics(struct waitline *line)
{
    int64_t now = sim_now(line->sim);
    line->statistics = (struct waitline_statistics){0};
    tally_level_start(&line->statistics.waiting, now, (double)line->waiting_count);
    tally_level_start(&line->statistics.busy, now, (double)line->busy_count);
}
