/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a study costs around the simulation: reading and compiling the scenario, making the file,
 * storing each replication, finishing the file and its digest.  Thread CPU time; an argument, when
 * given, is another scenario.
 */
#define _XOPEN_SOURCE 700
#include "base/numeric.h"
#include "engine/quantile.h"
#include "scenario/scenario.h"
#include "store/results_digest.h"
#include "tables.h"
#include "weather/weather.h"
#include "world/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { REPLICATIONS = 120, DETAIL = 0, POINTS = 20 };

struct bench {
    struct arena *arena;
    struct diag *diag;
    const char *path, *output;
};

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

static void must(const struct bench *bench, bool good)
{
    if (good)
        return;
    diag_flush(bench->diag, stderr);
    exit(4);
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

static const struct plan *read_plan(const struct bench *bench, struct quantile_shapes *shapes,
                                    struct arena *arena)
{
    static const char *const folders[] = {BENCH_DATA};
    static struct kind_list kinds;
    kinds = all_kinds();
    struct scenario_request request = {.path = bench->path,
                                       .kinds = &kinds,
                                       .catalogue_paths = folders,
                                       .catalogue_path_count = 1,
                                       .shapes = shapes,
                                       .arena = arena};
    const struct plan *plan = scenario_read(&request, bench->diag);
    must(bench, plan != NULL);
    return plan;
}

/*
 * Reading and compiling design points one after the other, without what a study keeps and with uncertain
 * values and climates that it has seen.
 */
static void compile_points(const struct bench *bench)
{
    double read = 0, known = 0, cold = 0, cached = 0;
    struct weather_cache *cache = weather_cache_new(bench->arena);
    struct quantile_shapes *shapes = quantile_shapes_new(bench->arena);
    must(bench,
         world_compile(read_plan(bench, shapes, bench->arena), cache, bench->arena, bench->diag) != NULL);
    for (int i = 0; i < POINTS; i++) {
        struct arena *arena = arena_new();
        double start = now_ms();
        const struct plan *plan = read_plan(bench, NULL, arena);
        double again = now_ms();
        read_plan(bench, shapes, arena);
        double middle = now_ms();
        must(bench, world_compile(plan, NULL, arena, bench->diag) != NULL);
        double compiled = now_ms();
        must(bench, world_compile(plan, cache, arena, bench->diag) != NULL);
        read += again - start;
        known += middle - again;
        cold += compiled - middle;
        cached += now_ms() - compiled;
        arena_free(arena);
    }
    printf("  reading       %8.2f ms a design point, %.2f with its uncertain values tabulated\n",
           read / POINTS, known / POINTS);
    printf("  compiling     %8.2f ms a design point, %.2f with its weather cached\n", cold / POINTS,
           cached / POINTS);
}

static struct results *create(const struct bench *bench, const struct world_plan *world)
{
    struct results_study study = {.replications = REPLICATIONS, .points = 1};
    world_describe(world, &study, bench->arena);
    struct results *results = results_create(bench->output, &study, true, bench->diag);
    must(bench, results != NULL);
    return results;
}

/* Milliseconds of all replications. */
struct costs {
    double simulate, seal, store;
};

/* Simulates the replications from FIRST on and stores them in one transaction. */
static void replicate(const struct bench *bench, struct world *world, const struct world_plan *plan,
                      struct results *results, int first, int count, struct costs *costs)
{
    static struct arena *arenas[RESULTS_TOGETHER];
    struct batch *batches[RESULTS_TOGETHER];
    for (int i = 0; i < count; i++) {
        if (!arenas[i])
            arenas[i] = arena_new();
        arena_reset(arenas[i]);
        double start = now_ms();
        batches[i] = batch_new(world_series(plan), first + i, arenas[i]);
        world_run(world, 1, (uint32_t)(first + i), batches[i]);
        double middle = now_ms();
        batch_seal(batches[i]);
        costs->simulate += middle - start;
        costs->seal += now_ms() - middle;
    }
    double start = now_ms();
    must(bench, results_write_all(results, batches, count, bench->diag));
    costs->store += now_ms() - start;
}

/* Half of the replications are stored one by one, as by few threads, half together, as by many. */
static void replicate_all(const struct bench *bench, const struct world_plan *plan, struct results *results)
{
    struct world *world = world_new(plan, DETAIL);
    struct costs single = {0}, together = {0};
    for (int i = 0; i < REPLICATIONS / 2; i++)
        replicate(bench, world, plan, results, i, 1, &single);
    for (int i = REPLICATIONS / 2; i < REPLICATIONS; i += RESULTS_TOGETHER)
        replicate(bench, world, plan, results, i, RESULTS_TOGETHER, &together);
    printf("  simulating    %8.2f ms a replication\n", (single.simulate + together.simulate) / REPLICATIONS);
    printf("  sealing       %8.2f ms a replication, by whoever simulated\n",
           (single.seal + together.seal) / REPLICATIONS);
    printf("  storing       %8.2f ms a replication, one at a time; %.2f with %d in a transaction\n",
           single.store / (REPLICATIONS / 2), together.store / (REPLICATIONS / 2), RESULTS_TOGETHER);
    world_free(world);
}

static void run(const struct bench *bench)
{
    double start = now_ms();
    const struct plan *plan = read_plan(bench, NULL, bench->arena);
    double read = now_ms();
    const struct world_plan *world = world_compile(plan, NULL, bench->arena, bench->diag);
    must(bench, world != NULL);
    double compile = now_ms();
    struct results *results = create(bench, world);
    double made = now_ms();
    const char *slash = strrchr(bench->path, '/');
    printf("study: %s, %d replications\n", slash ? slash + 1 : bench->path, REPLICATIONS);
    printf("  reading       %8.2f ms, the first time\n", read - start);
    printf("  compiling     %8.2f ms, the first time\n", compile - read);
    printf("  making a file %8.2f ms\n", made - compile);
    compile_points(bench);
    replicate_all(bench, world, results);
    start = now_ms();
    must(bench, results_finish(results, bench->diag));
    results_close(results);
    double finished = now_ms();
    char digest[DIGEST_TEXT_SIZE];
    must(bench, results_digest(bench->output, digest, bench->diag));
    double digested = now_ms();
    struct stat status;
    stat(bench->output, &status);
    printf("  finishing     %8.2f ms a replication\n", (finished - start) / REPLICATIONS);
    printf("  digest        %8.2f ms a replication\n", (digested - finished) / REPLICATIONS);
    printf("  file          %8.1f kB a replication\n", 1e-3 * (double)status.st_size / REPLICATIONS);
}

int main(int argc, char **argv)
{
    char folder[] = "/tmp/gigaplan-bench.XXXXXX";
    numeric_start();
    if (!mkdtemp(folder))
        return 4;
    struct bench bench = {.arena = arena_new(),
                          .path = argc > 1 ? argv[1] : BENCH_SCENARIOS "/azure-1gw.xml"};
    bench.diag = diag_new(bench.arena);
    bench.output = arena_printf(bench.arena, "%s/study.db", folder);
    run(&bench);
    unlink(bench.output);
    rmdir(folder);
    arena_free(bench.arena);
    return 0;
}
