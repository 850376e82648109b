/* SPDX-License-Identifier: Apache-2.0 */
#include "report/source.h"

#include "base/calendar.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

struct cursor *source_query(const struct source *source, const char *query)
{
    return reader_query(source->reader, source->diag, query, "ii", source->point, source->only);
}

static const char *kept(const struct source *source, const struct cursor *row, int column)
{
    const char *text = cursor_text(row, column);
    return text ? arena_strdup(source->arena, text) : NULL;
}

static void load_runs(struct source *source)
{
    struct cursor *row =
        source_query(source, "SELECT run_id FROM run WHERE " SOURCE_CHOSEN " ORDER BY run_id");
    int64_t *runs = NULL;
    size_t capacity = 0;
    while (cursor_next(row, source->diag)) {
        runs = arena_grow(source->arena, runs, (size_t)source->run_count, &capacity, sizeof *runs);
        runs[source->run_count++] = cursor_integer(row, 0);
    }
    source->runs = runs;
}

static void load_records(struct source *source)
{
    struct cursor *row = reader_query(source->reader, source->diag,
                                      "SELECT kind, id, label, site FROM record ORDER BY number", "");
    struct source_record *records = NULL;
    size_t capacity = 0;
    while (cursor_next(row, source->diag)) {
        records =
            arena_grow(source->arena, records, (size_t)source->record_count, &capacity, sizeof *records);
        struct source_record *record = &records[source->record_count++];
        *record = (struct source_record){kept(source, row, 0), kept(source, row, 1), kept(source, row, 2),
                                         kept(source, row, 3)};
        record->kind = record->kind ? record->kind : "";
        record->id = record->id ? record->id : "";
    }
    source->records = records;
}

static bool refuse_empty(const struct source *source, const char *path)
{
    struct diag *diag = source->diag;
    if (source->only >= 0)
        diag_fail(diag, DIAG_INPUT, "'%s' has no replication %" PRId64, path, source->only);
    else if (source->point > 0)
        diag_fail(diag, DIAG_INPUT, "'%s' has no design point %" PRId64, path, source->point);
    else
        diag_fail(diag, DIAG_INPUT, "'%s' has no replication yet", path);
    diag_note(diag, "it holds %" PRId64 " replications of %" PRId64 " design points, numbered from 0",
              source->study->run_count, source->study->points);
    return false;
}

bool source_open(struct source *source, const char *path, struct source_choice choice, struct arena *arena,
                 struct diag *diag)
{
    int errors = diag_error_count(diag);
    *source =
        (struct source){.arena = arena, .diag = diag, .point = choice.point, .only = choice.replication};
    source->reader = reader_open(path, diag);
    if (!source->reader)
        return false;
    source->study = reader_study(source->reader);
    load_runs(source);
    load_records(source);
    bool good = diag_error_count(diag) == errors && (source->run_count > 0 || refuse_empty(source, path));
    if (!good)
        source_close(source);
    return good;
}

void source_close(struct source *source)
{
    reader_close(source->reader);
    source->reader = NULL;
}

int source_place(const struct source *source, int64_t run_id)
{
    int low = 0, high = source->run_count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (source->runs[middle] < run_id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < source->run_count && source->runs[low] == run_id ? low : -1;
}

double *source_figures(const struct source *source, double value)
{
    double *figures = arena_array(source->arena, (size_t)source->run_count, sizeof *figures);
    for (int i = 0; i < source->run_count; i++)
        figures[i] = value;
    return figures;
}

const struct reader_metric *source_metric(const struct source *source, const char *name)
{
    int count;
    int64_t id = reader_metric_id(source->reader, name);
    return id < 0 ? NULL : &reader_metrics(source->reader, &count)[id];
}

double *source_kpi(const struct source *source, const char *name, int64_t entity)
{
    int64_t metric = reader_metric_id(source->reader, name);
    if (metric < 0 || entity < 0)
        return NULL;
    struct cursor *row = reader_query(source->reader, source->diag,
                                      "SELECT run_id, value FROM kpi WHERE " SOURCE_CHOSEN
                                      " AND metric_id = ?3 AND entity_id = ?4",
                                      "iiii", source->point, source->only, metric, entity);
    double *figures = NULL;
    while (cursor_next(row, source->diag)) {
        int place = source_place(source, cursor_integer(row, 0));
        if (!figures)
            figures = source_figures(source, NAN);
        if (place >= 0)
            figures[place] = cursor_real(row, 1);
    }
    return figures;
}

const struct source_dates *source_query_dates(const struct source *source, const char *query, int *count)
{
    double **ticks = arena_array(source->arena, (size_t)source->record_count + 1, sizeof *ticks);
    struct cursor *row = source_query(source, query);
    while (cursor_next(row, source->diag)) {
        int place = source_place(source, cursor_integer(row, 0));
        int64_t record = cursor_integer(row, 1);
        if (place < 0 || record < 0 || record >= source->record_count)
            continue;
        if (!ticks[record])
            ticks[record] = source_figures(source, NAN);
        ticks[record][place] = cursor_is_missing(row, 2) ? INFINITY : (double)cursor_integer(row, 2);
    }
    struct source_dates *dates = arena_array(source->arena, (size_t)source->record_count + 1, sizeof *dates);
    *count = 0;
    for (int i = 0; i < source->record_count; i++)
        if (ticks[i])
            dates[(*count)++] = (struct source_dates){i, ticks[i]};
    return dates;
}

const struct source_dates *source_dates(const struct source *source, int *count)
{
    return source_query_dates(source, "SELECT run_id, record, done FROM milestone WHERE " SOURCE_CHOSEN,
                              count);
}

const int64_t *source_entities(const struct source *source, const char *scope, int *count)
{
    int all;
    const struct reader_entity *entities = reader_entities(source->reader, &all);
    int64_t *found = arena_array(source->arena, (size_t)all, sizeof *found);
    *count = 0;
    for (int i = 0; i < all; i++)
        if (entities[i].scope && !strcmp(entities[i].scope, scope))
            found[(*count)++] = i;
    return found;
}

static const char *label_or_id(const char *label, const char *id)
{
    return label && *label ? label : id ? id : "";
}

const char *source_entity_label(const struct source *source, int64_t entity)
{
    int count;
    const struct reader_entity *entities = reader_entities(source->reader, &count);
    return entity >= 0 && entity < count ? label_or_id(entities[entity].label, entities[entity].id) : "";
}

const char *source_record_label(const struct source *source, int64_t record)
{
    return record >= 0 && record < source->record_count
               ? label_or_id(source->records[record].label, source->records[record].id)
               : "";
}

double source_status(const struct source *source)
{
    /* The writer of the resolved scenario puts all attributes of the root into its first tag. */
    static const char name[] = " status-date=\"";
    const char *xml = reader_resolved_xml(source->reader, source->diag);
    const char *tag = xml ? strstr(xml, "<scenario") : NULL, *end = tag ? strchr(tag, '>') : NULL;
    const char *at = tag ? strstr(tag, name) : NULL;
    int64_t tick;
    if (!at || !end || at > end)
        return NAN;
    at += strlen(name);
    const char *date = arena_strndup(source->arena, at, strcspn(at, "\""));
    return calendar_parse(&tick, date, (struct span){0}, diag_new(source->arena)) ? (double)tick : NAN;
}

const char *source_basis(const struct source *source)
{
    if (source->only >= 0)
        return arena_printf(source->arena, "replication %" PRId64 " alone", source->only);
    if (source->run_count == 1)
        return "one replication";
    return arena_printf(source->arena, "%d replications", source->run_count);
}
