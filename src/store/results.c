/* SPDX-License-Identifier: Apache-2.0 */
/* realpath() */
#define _XOPEN_SOURCE 700

#include "store/results.h"

#include "store/results_file.h"
#include "store/results_study.h"
#include "store/row.h"
#include "store/schema.h"
#include "store/sql.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* The schemas under which the batches that are being written can be read. */
static const char *const image_names[RESULTS_TOGETHER] = {"image_0", "image_1", "image_2", "image_3"};

struct results {
    struct arena *arena;
    struct sql sql;
    const struct series_layout *layout;
    sqlite3_stmt *insert[TABLE_COUNT];
    sqlite3_stmt *copy_samples[RESULTS_TOGETHER][SERIES_COUNT];
    struct batch *none; /* a batch without samples */
    bool *done;         /* by run id */
    int64_t run_count, done_count;
    bool failed;
};

/* What the file lives under, so that --replace follows a symbolic link instead of breaking it. */
static const char *real_path(const char *path, struct arena *arena)
{
    char *real = realpath(path, NULL);
    if (!real)
        return path;
    path = arena_strdup(arena, real);
    free(real);
    return path;
}

/* The new file is small and nobody knows it yet: no journal, all synchronised before it is named. */
static bool make_file(const char *new_name, const char *path, const struct results_study *study,
                      struct arena *arena, struct diag *diag)
{
    struct sql sql;
    if (!sql_open(&sql, new_name, diag))
        return false;
    sql.path = path;
    const char *pragmas =
        arena_printf(arena,
                     "PRAGMA page_size=16384; PRAGMA application_id=%d; PRAGMA user_version=%d;"
                     "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=FULL; BEGIN",
                     SCHEMA_APPLICATION_ID, SCHEMA_MAJOR);
    bool good = sql_run(&sql, pragmas, diag) &&
                sql_run(&sql, schema_create_sql(study->layout, arena), diag) &&
                results_study_write(&sql, study, arena, diag) && sql_run(&sql, "COMMIT", diag);
    sql_close(&sql);
    return good;
}

/* The samples of each batch are copied from an image; at other times an image without any stands there. */
static bool prepare_copy(struct results *results, int place, struct diag *diag)
{
    struct sql *sql = &results->sql;
    const char *name = image_names[place];
    if (!sql_run(sql, arena_printf(results->arena, "ATTACH ':memory:' AS %s", name), diag) ||
        !sql_show_image(sql, name, results->none->image, results->none->image_size, diag))
        return false;
    for (enum series i = 0; i < SERIES_COUNT; i++) {
        const char *text = schema_copy_series_sql(name, i, results->arena);
        if (!(results->copy_samples[place][i] = sql_prepare(sql, text, true, diag)))
            return false;
    }
    return true;
}

static bool prepare_copies(struct results *results, struct diag *diag)
{
    results->none = batch_new(results->layout, 0, results->arena);
    batch_seal(results->none);
    bool good = true;
    for (int place = 0; place < RESULTS_TOGETHER && good; place++)
        good = prepare_copy(results, place, diag);
    return good;
}

/* Bytes and their sequence are safe with NORMAL in WAL; a power cut may lose the last replications. */
static bool open_for_writing(struct results *results, const char *path, struct diag *diag)
{
    struct sql *sql = &results->sql;
    if (!sql_open(sql, path, diag) ||
        !sql_run(sql,
                 "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                 "PRAGMA cache_size=-64000; PRAGMA wal_autocheckpoint=4000; BEGIN IMMEDIATE; COMMIT",
                 diag))
        return false;
    for (int i = 0; i < TABLE_COUNT; i++) {
        const char *text = schema_insert_sql(&result_tables[i], results->arena);
        if (!(results->insert[i] = sql_prepare(sql, text, true, diag)))
            return false;
    }
    return prepare_copies(results, diag);
}

static bool load_done(struct results *results, struct diag *diag)
{
    sqlite3_stmt *query = sql_prepare(&results->sql, "SELECT run_id FROM run", false, diag);
    if (!query)
        return false;
    int code;
    while ((code = sqlite3_step(query)) == SQLITE_ROW) {
        int64_t run_id = sqlite3_column_int64(query, 0);
        if (run_id >= 0 && run_id < results->run_count)
            results->done[run_id] = true;
        results->done_count++;
    }
    sqlite3_finalize(query);
    return code == SQLITE_DONE || sql_fail(&results->sql, diag);
}

static struct results *results_new(const struct results_study *study)
{
    struct arena *arena = arena_new();
    struct results *results = arena_alloc(arena, sizeof *results);
    results->arena = arena;
    results->layout = study->layout;
    results->run_count = study->replications * study->points;
    results->done = arena_array(arena, (size_t)results->run_count, sizeof *results->done);
    return results;
}

static struct results *close_failed(struct results *results)
{
    results_close(results);
    return NULL;
}

struct results *results_create(const char *path, const struct results_study *study, bool replace,
                               struct diag *diag)
{
    if (!results_file_may_create(path, replace, diag))
        return NULL;
    struct results *results = results_new(study);
    const char *real = real_path(path, results->arena);
    const char *new_name = results_file_begin(real, results->arena, diag);
    if (!new_name)
        return close_failed(results);
    if (!make_file(new_name, path, study, results->arena, diag)) {
        results_file_give_up(new_name);
        return close_failed(results);
    }
    if (!results_file_publish(new_name, real, replace, diag) ||
        !open_for_writing(results, arena_strdup(results->arena, path), diag))
        return close_failed(results);
    return results;
}

/* A finished file has indexes, with which rows are not copied whole. */
static bool make_room(struct results *results, struct diag *diag)
{
    return results->done_count == results->run_count ||
           sql_run(&results->sql, schema_drop_index_sql(results->arena), diag);
}

struct results *results_resume(const char *path, const struct results_study *study, struct diag *diag)
{
    int major;
    if (results_file_look(path, &major) == RESULTS_FILE_ABSENT)
        return results_create(path, study, false, diag);
    if (!results_file_is_usable(path, diag))
        return NULL;
    struct results *results = results_new(study);
    struct sql check;
    path = arena_strdup(results->arena, path);
    bool good = sql_open(&check, path, diag) && results_study_matches(&check, study, diag);
    sql_close(&check);
    if (!good || !open_for_writing(results, path, diag) || !load_done(results, diag) ||
        !results_study_extend(&results->sql, study, diag) || !make_room(results, diag))
        return close_failed(results);
    results_file_unlink_new(real_path(path, results->arena));
    return results;
}

int64_t results_replications(const char *path, struct diag *diag)
{
    int major;
    struct sql sql;
    if (results_file_look(path, &major) == RESULTS_FILE_ABSENT)
        return 0;
    if (!results_file_is_usable(path, diag))
        return -1;
    int64_t count = sql_open(&sql, path, diag) ? results_study_replications(&sql, diag) : -1;
    sql_close(&sql);
    return count;
}

bool results_done(const struct results *results, int64_t run_id)
{
    assert(run_id >= 0 && run_id < results->run_count);
    return results->done[run_id];
}

int64_t results_done_count(const struct results *results)
{
    return results->done_count;
}

static bool write_rows(struct results *results, const struct batch *batch, enum result_table_name name,
                       struct diag *diag)
{
    const struct result_table *table = &result_tables[name];
    for (const struct batch_chunk *chunk = batch->rows[name].first; chunk; chunk = chunk->next)
        for (int row = 0; row < chunk->count; row++) {
            const union cell *cells = &chunk->cells[row * table->column_count];
            if (!row_insert(&results->sql, results->insert[name], table, cells, diag))
                return false;
        }
    return true;
}

/* BATCH has been shown as the image PLACE. */
static bool write_batch(struct results *results, const struct batch *batch, int place, struct diag *diag)
{
    for (int i = TABLE_RUN; i < TABLE_COUNT; i++)
        if (!write_rows(results, batch, i, diag))
            return false;
    for (enum series i = 0; i < SERIES_COUNT; i++)
        if (batch->samples[i].count && !sql_step_done(&results->sql, results->copy_samples[place][i], diag))
            return false;
    return true;
}

/* After a failure the connection may have rolled back by itself; a second ROLLBACK does no harm. */
static bool give_up(struct results *results)
{
    sqlite3_exec(results->sql.db, "ROLLBACK", NULL, NULL, NULL);
    results->failed = true;
    return false;
}

static bool show_all(struct results *results, struct batch *const *batches, int count, struct diag *diag)
{
    bool good = true;
    for (int i = 0; i < count && good; i++) {
        struct batch *batch = batches[i];
        assert(batch->rows[TABLE_RUN].count == 1 && !results_done(results, batch->run_id));
        assert(!memcmp(batch->layout->columns, results->layout->columns, sizeof results->layout->columns));
        batch_seal(batch);
        good = sql_show_image(&results->sql, image_names[i], batch->image, batch->image_size, diag);
    }
    return good;
}

/* The batches go before the connection does, which may look at any image when it compiles a statement. */
static bool hide_all(struct results *results, int count, struct diag *diag)
{
    const struct batch *none = results->none;
    bool good = true;
    for (int i = 0; i < count; i++)
        good = sql_show_image(&results->sql, image_names[i], none->image, none->image_size, diag) && good;
    return good;
}

bool results_write_all(struct results *results, struct batch *const *batches, int count, struct diag *diag)
{
    assert(count >= 1 && count <= RESULTS_TOGETHER);
    if (results->failed)
        return false;
    bool good = show_all(results, batches, count, diag) && sql_run(&results->sql, "BEGIN", diag);
    for (int i = 0; i < count && good; i++)
        good = write_batch(results, batches[i], i, diag);
    good = good && sql_run(&results->sql, "COMMIT", diag);
    if (!good)
        give_up(results);
    if (!hide_all(results, count, diag) || !good)
        return false;
    for (int i = 0; i < count; i++)
        results->done[batches[i]->run_id] = true;
    results->done_count += count;
    return true;
}

bool results_write(struct results *results, struct batch *batch, struct diag *diag)
{
    return results_write_all(results, &batch, 1, diag);
}

bool results_note(struct results *results, const char *name, const char *value, struct diag *diag)
{
    sqlite3_stmt *insert =
        sql_prepare(&results->sql, "INSERT OR REPLACE INTO provenance VALUES(?,?)", false, diag);
    if (!insert)
        return false;
    sqlite3_bind_text(insert, 1, name, -1, SQLITE_STATIC);
    sqlite3_bind_text(insert, 2, value, -1, SQLITE_STATIC);
    bool good = sql_step_done(&results->sql, insert, diag);
    sqlite3_finalize(insert);
    return good;
}

static void forget_statements(struct results *results)
{
    for (int i = 0; i < TABLE_COUNT; i++) {
        sqlite3_finalize(results->insert[i]);
        results->insert[i] = NULL;
    }
    for (int place = 0; place < RESULTS_TOGETHER; place++)
        for (int i = 0; i < SERIES_COUNT; i++) {
            sqlite3_finalize(results->copy_samples[place][i]);
            results->copy_samples[place][i] = NULL;
        }
}

static bool detach_images(struct results *results, struct diag *diag)
{
    bool good = true;
    for (int place = 0; place < RESULTS_TOGETHER && good; place++)
        good = sql_run(&results->sql, arena_printf(results->arena, "DETACH %s", image_names[place]), diag);
    return good;
}

/* Leaving WAL needs the lock that writing held, and gives it back. */
bool results_finish(struct results *results, struct diag *diag)
{
    assert(results->done_count == results->run_count);
    if (results->failed)
        return false;
    forget_statements(results);
    const char *statements = arena_printf(
        results->arena,
        "BEGIN; %s UPDATE study SET finished = 1; COMMIT; PRAGMA analysis_limit=1000; ANALYZE;"
        "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA locking_mode=NORMAL; PRAGMA journal_mode=DELETE",
        schema_index_sql(results->arena));
    return (detach_images(results, diag) && sql_run(&results->sql, statements, diag)) || give_up(results);
}

void results_close(struct results *results)
{
    if (!results)
        return;
    forget_statements(results);
    sql_close(&results->sql);
    arena_free(results->arena);
}
