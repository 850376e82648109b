/* SPDX-License-Identifier: Apache-2.0 */
#include "store/reader.h"

#include "store/results_file.h"
#include "store/sql.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

struct reader {
    struct arena *arena;
    struct sql sql;
    struct reader_study study;
    struct reader_metric *metrics;
    struct reader_entity *entities;
    int metric_count, entity_count;
};

static const char *kept_text(struct reader *reader, const struct cursor *row, int column)
{
    const char *text = cursor_text(row, column);
    return arena_strdup(reader->arena, text ? text : "");
}

static bool load_study(struct reader *reader, struct diag *diag)
{
    struct cursor *row = reader_query(reader, diag,
                                      "SELECT name, label, start, finish, seed, replications, points,"
                                      " options, sha256, version, arithmetic, finished,"
                                      " (SELECT count(*) FROM run) FROM study",
                                      "");
    if (!cursor_next(row, diag))
        return row && diag_fail(diag, DIAG_INPUT, "'%s' holds no study", reader->sql.path);
    reader->study = (struct reader_study){
        .name = kept_text(reader, row, 0),
        .label = kept_text(reader, row, 1),
        .start = cursor_integer(row, 2),
        .end = cursor_integer(row, 3),
        .seed = cursor_integer(row, 4),
        .replications = cursor_integer(row, 5),
        .points = cursor_integer(row, 6),
        .options = kept_text(reader, row, 7),
        .sha256 = kept_text(reader, row, 8),
        .version = kept_text(reader, row, 9),
        .arithmetic = kept_text(reader, row, 10),
        .finished = cursor_integer(row, 11) == 1,
        .run_count = cursor_integer(row, 12),
    };
    cursor_close(row);
    return true;
}

/* A damaged or doctored file must not bring SQL into a query by the name of a column. */
static bool is_column_name(const char *name)
{
    size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    return length > 0 && name[length] == '\0';
}

static bool load_metrics(struct reader *reader, struct diag *diag)
{
    struct cursor *row = reader_query(reader, diag,
                                      "SELECT name, unit, sort, meaning, scope, column_name, campus"
                                      " FROM metric ORDER BY metric_id",
                                      "");
    size_t capacity = 0;
    while (cursor_next(row, diag)) {
        reader->metrics = arena_grow(reader->arena, reader->metrics, (size_t)reader->metric_count, &capacity,
                                     sizeof *reader->metrics);
        struct reader_metric *metric = &reader->metrics[reader->metric_count++];
        *metric = (struct reader_metric){
            .name = kept_text(reader, row, 0),
            .unit = kept_text(reader, row, 1),
            .sort = kept_text(reader, row, 2),
            .meaning = kept_text(reader, row, 3),
            .scope = kept_text(reader, row, 4),
            .column = kept_text(reader, row, 5),
            .campus = cursor_integer(row, 6) == 1,
        };
        if (!is_column_name(metric->column) || !is_column_name(metric->scope))
            return diag_fail(diag, DIAG_INPUT, "'%s' is damaged: metric '%s' has no proper column",
                             reader->sql.path, metric->name);
    }
    return true;
}

static void load_entities(struct reader *reader, struct diag *diag)
{
    struct cursor *row =
        reader_query(reader, diag, "SELECT scope, id, label FROM entity ORDER BY entity_id", "");
    size_t capacity = 0;
    while (cursor_next(row, diag)) {
        reader->entities = arena_grow(reader->arena, reader->entities, (size_t)reader->entity_count,
                                      &capacity, sizeof *reader->entities);
        struct reader_entity *entity = &reader->entities[reader->entity_count++];
        *entity = (struct reader_entity){kept_text(reader, row, 0), kept_text(reader, row, 1),
                                         kept_text(reader, row, 2)};
        if (!is_column_name(entity->scope))
            diag_fail(diag, DIAG_INPUT, "'%s' is damaged: entity '%s' has no proper scope", reader->sql.path,
                      entity->id);
    }
}

static void warn_unfinished(const struct reader *reader, struct diag *diag)
{
    const struct reader_study *study = &reader->study;
    if (study->finished)
        return;
    diag_warn(diag, (struct span){0}, "'%s' is unfinished: %" PRId64 " of %" PRId64 " replications are there",
              reader->sql.path, study->run_count, study->replications * study->points);
    diag_note(diag, "run --resume finishes it");
}

struct reader *reader_open(const char *path, struct diag *diag)
{
    if (!results_file_is_usable(path, diag))
        return NULL;
    struct arena *arena = arena_new();
    struct reader *reader = arena_alloc(arena, sizeof *reader);
    reader->arena = arena;
    int errors = diag_error_count(diag);
    bool good = sql_open(&reader->sql, arena_strdup(arena, path), diag) &&
                sql_run(&reader->sql, "PRAGMA query_only=ON", diag) && load_study(reader, diag) &&
                load_metrics(reader, diag);
    if (good)
        load_entities(reader, diag);
    if (diag_error_count(diag) > errors) {
        reader_close(reader);
        return NULL;
    }
    warn_unfinished(reader, diag);
    return reader;
}

void reader_close(struct reader *reader)
{
    if (!reader)
        return;
    sqlite3_stmt *open;
    while (reader->sql.db && (open = sqlite3_next_stmt(reader->sql.db, NULL)))
        sqlite3_finalize(open);
    sql_close(&reader->sql);
    arena_free(reader->arena);
}

const struct reader_study *reader_study(const struct reader *reader)
{
    return &reader->study;
}

const struct reader_metric *reader_metrics(const struct reader *reader, int *count)
{
    *count = reader->metric_count;
    return reader->metrics;
}

const struct reader_entity *reader_entities(const struct reader *reader, int *count)
{
    *count = reader->entity_count;
    return reader->entities;
}

int64_t reader_metric_id(const struct reader *reader, const char *name)
{
    for (int i = 0; i < reader->metric_count; i++)
        if (!strcmp(reader->metrics[i].name, name))
            return i;
    return -1;
}

int64_t reader_entity_id(const struct reader *reader, const char *id)
{
    for (int i = 0; i < reader->entity_count; i++)
        if (!strcmp(reader->entities[i].id, id))
            return i;
    return -1;
}

const char *reader_resolved_xml(struct reader *reader, struct diag *diag)
{
    struct cursor *row = reader_query(reader, diag, "SELECT resolved_xml FROM study", "");
    if (!cursor_next(row, diag))
        return NULL;
    const char *text = kept_text(reader, row, 0);
    cursor_close(row);
    return text;
}

struct cursor *reader_query(struct reader *reader, struct diag *diag, const char *query, const char *types,
                            ...)
{
    va_list args;
    va_start(args, types);
    struct cursor *cursor = cursor_open(&reader->sql, reader->arena, diag, query, types, args);
    va_end(args);
    return cursor;
}

struct cursor *reader_samples(struct reader *reader, int64_t metric_id, int64_t entity_id, struct diag *diag)
{
    assert(metric_id >= 0 && metric_id < reader->metric_count);
    assert(entity_id >= 0 && entity_id < reader->entity_count);
    const struct reader_metric *metric = &reader->metrics[metric_id];
    const struct reader_entity *entity = &reader->entities[entity_id];
    if (strcmp(metric->scope, entity->scope) && !(metric->campus && !strcmp(entity->scope, "campus"))) {
        diag_fail(diag, DIAG_INPUT, "'%s' is not kept for '%s'", metric->name, entity->id);
        diag_note(diag, "it is a number of each %s", metric->scope);
        return NULL;
    }
    const char *query = arena_printf(
        reader->arena, "SELECT t, run_id, %s FROM series_%s WHERE entity_id = ?1 ORDER BY t, run_id",
        metric->column, entity->scope);
    return reader_query(reader, diag, query, "i", entity_id);
}

int64_t reader_number(struct reader *reader, struct diag *diag, const char *query)
{
    struct cursor *row = reader_query(reader, diag, query, "");
    if (!cursor_next(row, diag))
        return CELL_NONE;
    int64_t number = cursor_integer(row, 0);
    cursor_close(row);
    return number;
}
