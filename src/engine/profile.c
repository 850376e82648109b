/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/profile.h"

#include <time.h>

struct profile {
    struct arena *arena;
    struct profile_row *rows;
    size_t count;
    size_t capacity;
    size_t latest; /* row found last; the same one often fires again */
    uint64_t started_ns;
};

struct profile *profile_new(struct arena *arena)
{
    struct profile *profile = arena_alloc(arena, sizeof *profile);
    profile->arena = arena;
    return profile;
}

static uint64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static struct profile_row *find_row(struct profile *profile, sim_handler_fn *handler)
{
    if (profile->latest < profile->count && profile->rows[profile->latest].handler == handler)
        return &profile->rows[profile->latest];
    size_t i = 0;
    while (i < profile->count && profile->rows[i].handler != handler)
        i++;
    if (i == profile->count) {
        profile->rows = arena_grow(profile->arena, profile->rows, profile->count, &profile->capacity,
                                   sizeof *profile->rows);
        profile->rows[profile->count++] = (struct profile_row){.handler = handler};
    }
    profile->latest = i;
    return &profile->rows[i];
}

void profile_name(struct profile *profile, sim_handler_fn *handler, const char *name)
{
    find_row(profile, handler)->name = name;
}

void profile_start(struct profile *profile)
{
    profile->started_ns = now_ns();
}

void profile_stop(struct profile *profile, sim_handler_fn *handler)
{
    struct profile_row *row = find_row(profile, handler);
    row->count++;
    row->own_ns += now_ns() - profile->started_ns;
}

const struct profile_row *profile_rows(const struct profile *profile, size_t *count)
{
    *count = profile->count;
    return profile->rows;
}
