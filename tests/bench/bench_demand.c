/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Demand alone: nanoseconds of thread time per hour of demand_serve (new days and weekly books included),
 * over the seven years of azure-1gw, by the length of the blocks.  No rack for two years, then a ramp of 18
 * months.
 */
#include "base/lanes.h"
#include "base/numeric.h"
#include "scenario/scenario.h"
#include "tables.h"
#include "world/world_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
    ROUNDS = 21,
    HOUR_S = 3600,
    WEEK_S = 7 * 86400,
    FULL_RACKS = 1800,
    ROOM = DEMAND_BLOCK_MAX + LANES_COUNT
};

struct rows {
    int64_t tick[DEMAND_BLOCK_MAX];
    LANES_ALIGNED double seconds[ROOM], busy[DEMAND_POOLS_MAX][ROOM];
    double *racks; /* by hour of all years */
};

static double now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static const struct world_plan *compile(struct arena *arena)
{
    static const char *const folders[] = {BENCH_DATA};
    struct kind_list kinds = {.kinds = table_kinds, .metrics = table_metrics};
    while (kinds.kinds[kinds.count])
        kinds.count++;
    while (kinds.metrics[kinds.metric_table_count])
        kinds.metric_table_count++;
    struct scenario_request request = {.path = BENCH_SCENARIOS "/azure-1gw.xml",
                                       .kinds = &kinds,
                                       .catalogue_paths = folders,
                                       .catalogue_path_count = 1,
                                       .arena = arena};
    struct diag *diag = diag_new(arena);
    const struct plan *plan = scenario_read(&request, diag);
    const struct world_plan *world = plan ? world_compile(plan, NULL, arena, diag) : NULL;
    if (!world) {
        diag_flush(diag, stderr);
        exit(4);
    }
    return world;
}

static struct rows *new_rows(const int64_t span[2], struct arena *arena)
{
    struct rows *rows = arena_alloc(arena, sizeof *rows);
    int hours = (int)((span[1] - span[0]) / HOUR_S);
    rows->racks = arena_array(arena, (size_t)(hours + LANES_COUNT), sizeof *rows->racks);
    for (int i = 0; i < hours; i++) {
        double months = i / (30 * 24.0) - 24;
        rows->racks[i] = months < 0 ? 0 : months < 18 ? FULL_RACKS * months / 18 : FULL_RACKS;
    }
    return rows;
}

/* The hours of SPAN in blocks of at most LENGTH; every pool has the RACKS of the hour. */
static void serve(struct demand *demand, int pool_count, const int64_t span[2], int length, struct rows *rows)
{
    struct demand_block block = {.tick = rows->tick, .seconds = rows->seconds};
    for (int p = 0; p < pool_count; p++)
        block.busy[p] = rows->busy[p];
    for (int64_t at = span[0], next_look = at + WEEK_S; at < span[1]; at += (int64_t)block.n * HOUR_S) {
        if (at == next_look) {
            demand_publish(demand);
            next_look += WEEK_S;
        }
        int64_t left = ((next_look < span[1] ? next_look : span[1]) - at) / HOUR_S;
        block.n = left < length ? (int)left : length;
        block.low = (int)(at / HOUR_S % LANES_COUNT);
        for (int i = 0; i < (block.low + block.n + LANES_COUNT - 1) / LANES_COUNT * LANES_COUNT; i++)
            rows->seconds[i] = i >= block.low && i < block.low + block.n ? HOUR_S : 0;
        for (int i = 0; i < block.n; i++)
            rows->tick[i] = at + (int64_t)i * HOUR_S;
        for (int p = 0; p < pool_count; p++)
            block.racks[p] = rows->racks + (at - span[0]) / HOUR_S - block.low;
        demand_serve(demand, &block);
    }
}

static void bench(const struct world_plan *world, int length)
{
    const struct plan *plan = world->plan;
    int64_t span[2] = {plan->start, plan->end};
    double ns[ROUNDS];
    struct arena *row_arena = arena_new(), *arena = arena_new();
    struct rows *rows = new_rows(span, row_arena);
    for (int r = 0; r < ROUNDS; r++) {
        arena_reset(arena);
        struct run run = {.plan = plan, .arena = arena, .draw = {.seed = 1, .replication = (uint32_t)r}};
        run.board = metric_board_new(plan->layout, arena);
        double start = now_ns();
        struct demand *demand = demand_start(world->cast->demand, &run);
        serve(demand, world->cast->pool_count, span, length, rows);
        ns[r] = now_ns() - start;
    }
    arena_free(arena);
    arena_free(row_arena);
    qsort(ns, ROUNDS, sizeof *ns, ascending);
    double hours = (double)(span[1] - span[0]) / HOUR_S;
    printf("blocks of %3d h %6.1f ns an hour, %5.2f ms a replication\n", length, ns[ROUNDS / 2] / hours,
           1e-6 * ns[ROUNDS / 2]);
}

int main(void)
{
    static const int lengths[] = {1, 8, 24, DEMAND_BLOCK_MAX};
    struct arena *arena = arena_new();
    numeric_start();
    const struct world_plan *world = compile(arena);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        bench(world, lengths[i]);
    arena_free(arena);
    return 0;
}
