/* SPDX-License-Identifier: Apache-2.0 */
#include "study/event_profile.h"

#include "engine/profile.h"

#include <stdlib.h>
#include <time.h>

static const struct table_column columns[] = {
    {.name = "event"},
    {.name = "count", .align = TABLE_RIGHT, .decimals = 1, .grouped = true},
    {.name = "time_ms", .heading = "time", .unit = "ms", .align = TABLE_RIGHT, .decimals = 3},
    {.name = "share", .heading = "share", .unit = "%", .align = TABLE_RIGHT, .decimals = 1},
    {.name = "ns_each", .heading = "each", .unit = "ns", .align = TABLE_RIGHT, .grouped = true},
};
enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

/* One row of the table: a named event, or all that have no name. */
struct line {
    const char *event;
    double count, ns;
};

static double now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return 1e9 * (double)now.tv_sec + (double)now.tv_nsec;
}

/* Returns the nanoseconds of all replications; what happened in their events goes to PROFILE. */
static double simulate(const struct world_plan *plan, uint64_t seed, int count, int64_t detail_count,
                       struct profile *profile)
{
    struct world *world = world_new(plan, detail_count);
    struct arena *arena = arena_new();
    double start = now_ns();
    world_profile(world, profile);
    for (int i = 0; i < count; i++) {
        arena_reset(arena);
        world_run(world, seed, (uint32_t)i, batch_new(world_series(plan), i, arena));
    }
    double taken = now_ns() - start;
    arena_free(arena);
    world_free(world);
    return taken;
}

static int longest_first(const void *left, const void *right)
{
    const struct line *a = left, *b = right;
    if (a->ns != b->ns)
        return a->ns < b->ns ? 1 : -1;
    return (a > b) - (a < b);
}

/* LINES has room for each row and one more; returns how many there are, and their sum in *IN_NS. */
static size_t sum_up(struct line *lines, const struct profile *profile, double *in_ns)
{
    size_t row_count, count = 1;
    const struct profile_row *rows = profile_rows(profile, &row_count);
    lines[0] = (struct line){"events of the models", 0, 0};
    for (size_t i = 0; i < row_count; i++) {
        struct line *line = &lines[0];
        if (rows[i].name) {
            line = &lines[count++];
            *line = (struct line){rows[i].name, 0, 0};
        }
        line->count += (double)rows[i].count;
        line->ns += (double)rows[i].own_ns;
        *in_ns += (double)rows[i].own_ns;
    }
    qsort(lines, count, sizeof *lines, longest_first);
    return count;
}

static void put_line(struct table *table, const struct line *line, int replications, double all_ns)
{
    table_put_text(table, line->event);
    if (line->count)
        table_put_number(table, line->count / replications);
    else
        table_put_blank(table);
    table_put_number(table, 1e-6 * line->ns / replications);
    table_put_number(table, 100 * line->ns / all_ns);
    if (line->count)
        table_put_number(table, line->ns / line->count);
}

struct table *event_profile(const struct world_plan *plan, uint64_t seed, int count, int64_t detail_count,
                            struct arena *arena)
{
    struct profile *profile = profile_new(arena);
    double in_ns = 0, all_ns = simulate(plan, seed, count, detail_count, profile);
    size_t row_count;
    profile_rows(profile, &row_count);
    struct line *lines = arena_array(arena, row_count + 1, sizeof *lines);
    size_t line_count = sum_up(lines, profile, &in_ns);
    struct table *table = table_new(arena, "profile", "Events of a replication", columns, COLUMN_COUNT);
    struct line all = {"all", 0, all_ns};
    for (size_t i = 0; i < line_count; i++) {
        all.count += lines[i].count;
        if (!lines[i].count)
            continue;
        table_add_row(table);
        put_line(table, &lines[i], count, all_ns);
    }
    table_add_row(table);
    put_line(table, &(struct line){"starting the models, gathering the results", 0, all_ns - in_ns}, count,
             all_ns);
    table_add_total(table);
    put_line(table, &all, count, all_ns);
    table_add_note(table,
                   "mean of the first %d replications, simulated once more in one thread without being "
                   "stored; times include reading the clock twice for each event",
                   count);
    return table;
}
