/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whole replications: milliseconds of thread time each (median), events and arena bytes, and what
 * reading and compiling costs.  Arguments, when given, are scenarios; otherwise those of the project.
 */
#include "base/numeric.h"
#include "scenario/scenario.h"
#include "tables.h"
#include "world/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { REPLICATIONS = 41 };

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static struct kind_list all_kinds(void)
{
    struct kind_list list = {.kinds = table_kinds, .metrics = table_metrics};
    while (list.kinds[list.count])
        list.count++;
    while (list.metrics[list.metric_table_count])
        list.metric_table_count++;
    return list;
}

/* Reads and compiles PATH with END, when it is not NULL, as its last day and as that of its targets. */
static const struct world_plan *compile(const char *path, const char *end, struct arena *arena)
{
    static const char *const folders[] = {BENCH_DATA};
    struct kind_list *kinds = arena_alloc(arena, sizeof *kinds); /* the plan keeps it */
    *kinds = all_kinds();
    const char *sets[2] = {NULL};
    if (end) {
        sets[0] = arena_printf(arena, "/scenario/@end=%s", end);
        sets[1] = arena_printf(arena, "//target/@by=%s", end);
    }
    struct scenario_request request = {.path = path,
                                       .kinds = kinds,
                                       .overrides = sets,
                                       .override_count = end ? 2 : 0,
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

/* Median milliseconds of a replication. */
static double replications_ms(const struct world_plan *plan, int count)
{
    double ms[REPLICATIONS];
    struct world *world = world_new(plan, 0);
    struct arena *arena = arena_new();
    for (int i = 0; i < count; i++) {
        arena_reset(arena);
        double start = now_s();
        struct batch *batch = batch_new(world_series(plan), i, arena);
        world_run(world, 1, (uint32_t)i, batch);
        ms[i] = 1e3 * (now_s() - start);
    }
    arena_free(arena);
    world_free(world);
    qsort(ms, (size_t)count, sizeof *ms, ascending);
    return ms[count / 2];
}

static void bench(const char *path, const char *end)
{
    struct arena *arena = arena_new();
    double start = now_s();
    const struct world_plan *plan = compile(path, end, arena);
    double compile_ms = 1e3 * (now_s() - start);
    const char *slash = strrchr(path, '/');
    printf("%-22s %-10s %7.2f ms a replication, %6.1f ms to read and compile\n", slash ? slash + 1 : path,
           end ? end : "", replications_ms(plan, REPLICATIONS), compile_ms);
    arena_free(arena);
}

int main(int argc, char **argv)
{
    static const char *const ends[] = {"2027-01-01", "2029-01-01", "2031-01-01", NULL};
    numeric_start();
    for (int i = 1; i < argc; i++)
        bench(argv[i], NULL);
    if (argc > 1)
        return 0;
    bench(BENCH_SCENARIOS "/minimal.xml", NULL);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        bench(BENCH_SCENARIOS "/azure-1gw.xml", ends[i]);
    return 0;
}
