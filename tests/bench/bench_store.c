/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values per second that the results writer takes, against a bare loop over one prepared statement
 * into the same wide table with the same settings; and the speed of the digest.  Thread CPU time,
 * medians over several passes that take turns.
 */
#define _XOPEN_SOURCE 700
#include "store/batch.h"
#include "store/results.h"
#include "store/results_digest.h"
#include "store/schema.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { METRICS = 40, RUNS = 100, SITES = 2, WEEKS = 364, PASSES = 7 };

static struct series_metric metrics[METRICS];
static struct series_layout layout;
static struct results_entity sites[SITES] = {{SERIES_SITE, "tx", "tx"}, {SERIES_SITE, "ga", "ga"}};

static double now_s(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void fail(const char *what)
{
    fprintf(stderr, "bench_store: %s\n", what);
    exit(4);
}

static void make_metrics(struct arena *arena)
{
    for (int i = 0; i < METRICS; i++)
        metrics[i] = (struct series_metric){
            arena_printf(arena, "bench.metric_%02d", i), "MW", "state", SERIES_SITE, false, "a number"};
    layout = series_layout_of(metrics, METRICS);
}

/* A quarter of the metrics are whole numbers, the others have all their digits. */
static double value_of(int run, int site, int week, int metric)
{
    double value = run * 1000.0 + site * 100 + week + metric;
    return metric % 4 == 0 ? value : value / 3;
}

/* What the bare loop writes, in its order. */
static double plain[RUNS * WEEKS * SITES * METRICS];

static void make_plain(void)
{
    double *to = plain;
    for (int run = 0; run < RUNS; run++)
        for (int week = 0; week < WEEKS; week++)
            for (int site = 0; site < SITES; site++)
                for (int i = 0; i < METRICS; i++)
                    *to++ = value_of(run, site, week, i);
}

static struct batch *make_batch(int run, struct arena *arena)
{
    struct batch *batch = batch_new(&layout, run, arena);
    batch_row(batch, TABLE_RUN)[CELL_RUN_STATUS].text = "completed";
    for (int week = 0; week < WEEKS; week++)
        for (int site = 0; site < SITES; site++) {
            double *values = batch_sample(batch, SERIES_SITE, site, week * 604800L);
            for (int i = 0; i < METRICS; i++)
                values[i] = value_of(run, site, week, i);
        }
    return batch;
}

static double write_by_results(const char *path, struct batch *const *batches, struct diag *diag)
{
    struct results_study study = {.name = "bench",
                                  .replications = RUNS,
                                  .points = 1,
                                  .layout = &layout,
                                  .entities = sites,
                                  .entity_count = SITES};
    struct results *results = results_create(path, &study, true, diag);
    if (!results)
        fail(diag_error_text(diag, 0));
    double start = now_s(CLOCK_THREAD_CPUTIME_ID);
    for (int run = 0; run < RUNS; run++)
        if (!results_write(results, batches[run], diag))
            fail(diag_error_text(diag, 0));
    double seconds = now_s(CLOCK_THREAD_CPUTIME_ID) - start;
    if (!results_finish(results, diag))
        fail(diag_error_text(diag, 0));
    results_close(results);
    return seconds;
}

static void must(sqlite3 *db, const char *statements)
{
    if (sqlite3_exec(db, statements, NULL, NULL, NULL) != SQLITE_OK)
        fail(sqlite3_errmsg(db));
}

static double write_bare(const char *path, struct arena *arena)
{
    sqlite3 *db;
    sqlite3_stmt *insert;
    unlink(path);
    sqlite3_open(path, &db);
    must(db, "PRAGMA page_size=16384; PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL;"
             "PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000");
    must(db, schema_create_sql(&layout, arena));
    const char *text = arena_printf(arena, "INSERT INTO %s VALUES(?,?,?", series_tables[SERIES_SITE]);
    for (int i = 0; i < METRICS; i++)
        text = arena_printf(arena, "%s,?", text);
    sqlite3_prepare_v2(db, arena_printf(arena, "%s)", text), -1, &insert, NULL);
    const double *values = plain;
    double start = now_s(CLOCK_THREAD_CPUTIME_ID);
    for (int run = 0; run < RUNS; run++) {
        must(db, "BEGIN");
        for (int week = 0; week < WEEKS; week++)
            for (int site = 0; site < SITES; site++) {
                sqlite3_bind_int64(insert, 1, run);
                sqlite3_bind_int64(insert, 2, site);
                sqlite3_bind_int64(insert, 3, week * 604800L);
                for (int i = 0; i < METRICS; i++)
                    sqlite3_bind_double(insert, 4 + i, *values++);
                sqlite3_step(insert);
                sqlite3_reset(insert);
            }
        must(db, "COMMIT");
    }
    double seconds = now_s(CLOCK_THREAD_CPUTIME_ID) - start;
    sqlite3_finalize(insert);
    sqlite3_close(db);
    return seconds;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *passes)
{
    qsort(passes, PASSES, sizeof *passes, ascending);
    return passes[PASSES / 2];
}

int main(void)
{
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    char folder[] = "/tmp/gigaplan-bench.XXXXXX", digest[DIGEST_TEXT_SIZE];
    if (!mkdtemp(folder))
        fail("cannot make a folder in /tmp");
    const char *path = arena_printf(arena, "%s/results.db", folder);
    const char *bare_path = arena_printf(arena, "%s/bare.db", folder);
    make_metrics(arena);
    make_plain();
    struct batch *batches[RUNS];
    double fill = now_s(CLOCK_THREAD_CPUTIME_ID), ours[PASSES], bare[PASSES], digests[PASSES];
    for (int run = 0; run < RUNS; run++)
        batches[run] = make_batch(run, arena);
    double seal = now_s(CLOCK_THREAD_CPUTIME_ID);
    fill = seal - fill;
    for (int run = 0; run < RUNS; run++)
        batch_seal(batches[run]);
    seal = now_s(CLOCK_THREAD_CPUTIME_ID) - seal;
    for (int pass = 0; pass < PASSES; pass++) {
        bare[pass] = write_bare(bare_path, arena);
        ours[pass] = write_by_results(path, batches, diag);
        digests[pass] = now_s(CLOCK_THREAD_CPUTIME_ID);
        if (!results_digest(path, digest, diag))
            fail(diag_error_text(diag, 0));
        digests[pass] = now_s(CLOCK_THREAD_CPUTIME_ID) - digests[pass];
    }
    double values = 1e-6 * RUNS * SITES * WEEKS * METRICS;
    double ours_s = median(ours), bare_s = median(bare);
    printf("store: %d runs x %d sites x %d weeks x %d metrics\n", RUNS, SITES, WEEKS, METRICS);
    printf("  bare statement    %7.2f million values/s\n", values / bare_s);
    printf("  results_write     %7.2f million values/s\n", values / ours_s);
    printf("  ratio             %7.0f %%  (wanted: at least 60 %%), %.0f %% with sealing\n",
           100 * bare_s / ours_s, 100 * bare_s / (ours_s + seal));
    printf("  filling a batch   %7.2f million values/s\n", values / fill);
    printf("  sealing a batch   %7.2f million values/s\n", values / seal);
    printf("  results_digest    %7.2f million values/s\n", values / median(digests));
    unlink(path);
    unlink(bare_path);
    rmdir(folder);
    arena_free(arena);
    return 0;
}
