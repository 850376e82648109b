/* SPDX-License-Identifier: Apache-2.0 */
#include "store/results_study.h"

#include "store/row.h"
#include "store/schema.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { CELLS_MAX = 16 };

/* Fills in row INDEX of a table. */
typedef void fill_fn(union cell *row, const struct results_study *study, int index, struct arena *arena);

static void fill_study(union cell *row, const struct results_study *study, int index, struct arena *arena)
{
    (void)index, (void)arena;
    row[CELL_STUDY_NAME].text = study->name;
    row[CELL_STUDY_LABEL].text = study->label;
    row[CELL_STUDY_START].integer = study->start;
    row[CELL_STUDY_END].integer = study->end;
    row[CELL_STUDY_SEED].integer = (int64_t)study->seed;
    row[CELL_STUDY_REPLICATIONS].integer = study->replications;
    row[CELL_STUDY_POINTS].integer = study->points;
    row[CELL_STUDY_OPTIONS].text = study->options;
    row[CELL_STUDY_SHA256].text = study->sha256;
    row[CELL_STUDY_RESOLVED_XML].text = study->resolved_xml;
    row[CELL_STUDY_VERSION].text = study->version;
    row[CELL_STUDY_ARITHMETIC].text = study->arithmetic;
    row[CELL_STUDY_FINISHED].integer = 0;
}

static void fill_file(union cell *row, const struct results_study *study, int index, struct arena *arena)
{
    (void)arena;
    row[CELL_FILE_PATH].text = study->files[index].path;
    row[CELL_FILE_SHA256].text = study->files[index].sha256;
}

static void fill_override(union cell *row, const struct results_study *study, int index, struct arena *arena)
{
    (void)arena;
    row[CELL_OVERRIDE_PLACE].integer = index;
    row[CELL_OVERRIDE_TEXT].text = study->overrides[index];
}

static void fill_record(union cell *row, const struct results_study *study, int index, struct arena *arena)
{
    (void)arena;
    const struct results_record *record = &study->records[index];
    row[CELL_RECORD_NUMBER].integer = index;
    row[CELL_RECORD_KIND].text = record->kind;
    row[CELL_RECORD_ID].text = record->id;
    row[CELL_RECORD_LABEL].text = record->label;
    row[CELL_RECORD_SITE].text = record->site;
}

static void fill_observation(union cell *row, const struct results_study *study, int index,
                             struct arena *arena)
{
    (void)arena;
    row[CELL_OBSERVATION_RECORD].integer = study->observations[index].record;
    row[CELL_OBSERVATION_TICK].integer = study->observations[index].tick;
}

static void fill_metric(union cell *row, const struct results_study *study, int index, struct arena *arena)
{
    const struct series_metric *metric = &study->layout->metrics[index];
    row[CELL_METRIC_ID].integer = index;
    row[CELL_METRIC_NAME].text = metric->name;
    row[CELL_METRIC_UNIT].text = metric->unit;
    row[CELL_METRIC_SORT].text = metric->sort;
    row[CELL_METRIC_SCOPE].text = series_scopes[metric->owner];
    row[CELL_METRIC_CAMPUS].integer = series_has(metric, SERIES_CAMPUS);
    row[CELL_METRIC_COLUMN].text = series_column_name(metric, arena);
    row[CELL_METRIC_MEANING].text = metric->meaning;
}

static void fill_entity(union cell *row, const struct results_study *study, int index, struct arena *arena)
{
    (void)arena;
    row[CELL_ENTITY_ID].integer = index;
    row[CELL_ENTITY_SCOPE].text = series_scopes[study->entities[index].scope];
    row[CELL_ENTITY_NAME].text = study->entities[index].id;
    row[CELL_ENTITY_LABEL].text = study->entities[index].label;
}

static void fill_token_demand(union cell *row, const struct results_study *study, int index,
                              struct arena *arena)
{
    (void)arena;
    const struct results_token_demand *demand = &study->token_demands[index];
    row[CELL_TOKEN_DEMAND_RECORD].integer = demand->record;
    row[CELL_TOKEN_DEMAND_CLASS].text = demand->class_id;
    row[CELL_TOKEN_DEMAND_QUEUEING].text = demand->queueing;
    row[CELL_TOKEN_DEMAND_TIER].text = demand->tier;
    row[CELL_TOKEN_DEMAND_RANK].integer = demand->tier_rank;
    row[CELL_TOKEN_DEMAND_CHANNEL].text = demand->channel;
    row[CELL_TOKEN_DEMAND_CACHED].real = demand->cached_percent;
}

static void fill_token_rate(union cell *row, const struct results_study *study, int index,
                            struct arena *arena)
{
    (void)arena;
    const struct results_token_rate *rate = &study->token_rates[index];
    row[CELL_TOKEN_RATE_RECORD].integer = rate->record;
    row[CELL_TOKEN_RATE_SYSTEM].text = rate->system;
    row[CELL_TOKEN_RATE_CLASS].text = rate->class_id;
    row[CELL_TOKEN_RATE_TIER].text = rate->tier;
    row[CELL_TOKEN_RATE_USED].integer = rate->used;
    row[CELL_TOKEN_RATE_RACK].real = rate->rack_token_s;
    row[CELL_TOKEN_RATE_USER].real = rate->user_token_s;
    row[CELL_TOKEN_RATE_POWER].real = rate->rack_kw;
    row[CELL_TOKEN_RATE_PROXY].integer = rate->proxy;
    row[CELL_TOKEN_RATE_BASIS].text = rate->basis;
    row[CELL_TOKEN_RATE_SOURCE].text = rate->source;
    row[CELL_TOKEN_RATE_DATE].text = rate->date;
    row[CELL_TOKEN_RATE_GRADE].text = rate->grade;
}

static bool write_table(struct sql *sql, enum result_table_name name, int count, fill_fn *fill,
                        const struct results_study *study, struct arena *arena, struct diag *diag)
{
    sqlite3_stmt *insert = sql_prepare(sql, schema_insert_sql(&result_tables[name], arena), false, diag);
    bool good = insert != NULL;
    for (int i = 0; good && i < count; i++) {
        union cell row[CELLS_MAX] = {{0}};
        fill(row, study, i, arena);
        good = row_insert(sql, insert, &result_tables[name], row, diag);
    }
    sqlite3_finalize(insert);
    return good;
}

static bool document_columns(struct sql *sql, sqlite3_stmt *insert, const char *table,
                             const struct result_column *columns, int count, struct diag *diag)
{
    for (int i = 0; i < count; i++) {
        const union cell row[CELL_DOCUMENTATION_COUNT] = {[CELL_DOCUMENTATION_TABLE].text = table,
                                                          [CELL_DOCUMENTATION_COLUMN].text = columns[i].name,
                                                          [CELL_DOCUMENTATION_UNIT].text = columns[i].unit,
                                                          [CELL_DOCUMENTATION_MEANING].text =
                                                              columns[i].meaning};
        if (!row_insert(sql, insert, &result_tables[TABLE_DOCUMENTATION], row, diag))
            return false;
    }
    return true;
}

/* The columns of metrics are documented by the table metric. */
static bool write_documentation(struct sql *sql, struct arena *arena, struct diag *diag)
{
    sqlite3_stmt *insert =
        sql_prepare(sql, schema_insert_sql(&result_tables[TABLE_DOCUMENTATION], arena), false, diag);
    bool good = insert != NULL;
    for (int i = 0; good && i < TABLE_COUNT; i++) {
        const struct result_column whole = {"", COLUMN_TEXT, NULL, result_tables[i].meaning, false};
        good = document_columns(sql, insert, result_tables[i].name, &whole, 1, diag) &&
               document_columns(sql, insert, result_tables[i].name, result_tables[i].columns,
                                result_tables[i].column_count, diag);
    }
    for (enum series i = 0; good && i < SERIES_COUNT; i++)
        good = document_columns(sql, insert, series_tables[i], series_key_columns, SERIES_KEY_COUNT, diag);
    sqlite3_finalize(insert);
    return good;
}

bool results_study_write(struct sql *sql, const struct results_study *study, struct arena *arena,
                         struct diag *diag)
{
    const struct {
        enum result_table_name name;
        int count;
        fill_fn *fill;
    } parts[] = {
        {TABLE_STUDY, 1, fill_study},
        {TABLE_FILE, study->file_count, fill_file},
        {TABLE_OVERRIDE, study->override_count, fill_override},
        {TABLE_RECORD, study->record_count, fill_record},
        {TABLE_METRIC, study->layout->metric_count, fill_metric},
        {TABLE_ENTITY, study->entity_count, fill_entity},
        {TABLE_OBSERVATION, study->observation_count, fill_observation},
        {TABLE_TOKEN_DEMAND, study->token_demand_count, fill_token_demand},
        {TABLE_TOKEN_RATE, study->token_rate_count, fill_token_rate},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!write_table(sql, parts[i].name, parts[i].count, parts[i].fill, study, arena, diag))
            return false;
    return write_documentation(sql, arena, diag);
}

/* What the file says of one thing beside what is wanted now. */
struct difference {
    const char *what, *stored, *wanted;
};

static void note_difference(struct diag *diag, const struct difference *difference)
{
    diag_note(diag, "%s: '%s' in the file, '%s' now", difference->what,
              difference->stored ? difference->stored : "", difference->wanted ? difference->wanted : "");
}

static const char *text_of(sqlite3_stmt *row, int column, struct arena *arena)
{
    const char *text = (const char *)sqlite3_column_text(row, column);
    return arena_strdup(arena, text ? text : "");
}

static const char *number_text(int64_t number, struct arena *arena)
{
    return arena_printf(arena, "%" PRId64, number);
}

/* The metrics as one text, which is equal when the columns of the series are. */
static const char *metrics_text(const struct series_layout *layout, struct arena *arena)
{
    const char *text = "";
    for (int i = 0; i < layout->metric_count; i++) {
        const struct series_metric *metric = &layout->metrics[i];
        text = arena_printf(arena, "%s%s %s %s %d\n", text, metric->name, metric->unit ? metric->unit : "",
                            series_scopes[metric->owner], series_has(metric, SERIES_CAMPUS));
    }
    return text;
}

static const char *stored_metrics_text(struct sql *sql, struct arena *arena, struct diag *diag)
{
    sqlite3_stmt *row =
        sql_prepare(sql, "SELECT name, unit, scope, campus FROM metric ORDER BY metric_id", false, diag);
    const char *text = "";
    while (row && sqlite3_step(row) == SQLITE_ROW)
        text = arena_printf(arena, "%s%s %s %s %s\n", text, text_of(row, 0, arena), text_of(row, 1, arena),
                            text_of(row, 2, arena), text_of(row, 3, arena));
    sqlite3_finalize(row);
    return text;
}

static bool differs(const struct difference *difference)
{
    return strcmp(difference->stored, difference->wanted ? difference->wanted : "") != 0;
}

/* Compares the study row; records the failure with the first difference. */
static bool compare(struct sql *sql, sqlite3_stmt *row, const struct results_study *study,
                    struct arena *arena, struct diag *diag)
{
    const struct difference texts[] = {
        {"plan (SHA-256)", text_of(row, 0, arena), study->sha256},
        {"seed", text_of(row, 1, arena), number_text((int64_t)study->seed, arena)},
        {"design points", text_of(row, 2, arena), number_text(study->points, arena)},
        {"options", text_of(row, 3, arena), study->options},
        {"version of gigaplan", text_of(row, 4, arena), study->version},
        {"mathematical library", text_of(row, 5, arena), study->arithmetic},
    };
    bool fewer = study->replications < sqlite3_column_int64(row, 6);
    bool metrics = strcmp(stored_metrics_text(sql, arena, diag), metrics_text(study->layout, arena)) != 0;
    size_t count = sizeof texts / sizeof *texts, equal = 0;
    for (size_t i = 0; i < count; i++)
        equal += !differs(&texts[i]);
    if (equal == count && !fewer && !metrics)
        return true;
    diag_fail(diag, DIAG_INPUT, "cannot resume '%s': it was made %s", sql->path,
              equal == count && !metrics ? "for more replications" : "by another run");
    for (size_t i = 0; i < count; i++)
        if (differs(&texts[i]))
            note_difference(diag, &texts[i]);
    if (fewer)
        diag_note(diag, "replications: %s in the file, only %" PRId64 " now", text_of(row, 6, arena),
                  study->replications);
    if (metrics)
        diag_note(diag, "the metrics kept as series differ");
    diag_note(diag, "resume with the same scenario and options, with as many replications or more, or start "
                    "anew with --replace");
    return false;
}

bool results_study_matches(struct sql *sql, const struct results_study *study, struct diag *diag)
{
    sqlite3_stmt *row =
        sql_prepare(sql, "SELECT sha256, seed, points, options, version, arithmetic, replications FROM study",
                    false, diag);
    if (!row)
        return false;
    struct arena *arena = arena_new();
    bool good = sqlite3_step(row) == SQLITE_ROW ? compare(sql, row, study, arena, diag) : sql_fail(sql, diag);
    sqlite3_finalize(row);
    arena_free(arena);
    return good;
}

int64_t results_study_replications(struct sql *sql, struct diag *diag)
{
    sqlite3_stmt *row = sql_prepare(sql, "SELECT replications FROM study", false, diag);
    int64_t count = -1;
    if (row && sqlite3_step(row) == SQLITE_ROW)
        count = sqlite3_column_int64(row, 0);
    else if (row)
        sql_fail(sql, diag);
    sqlite3_finalize(row);
    return count;
}

bool results_study_extend(struct sql *sql, const struct results_study *study, struct diag *diag)
{
    sqlite3_stmt *update = sql_prepare(
        sql, "UPDATE study SET replications = ?1, finished = 0 WHERE replications < ?1", false, diag);
    if (!update)
        return false;
    sqlite3_bind_int64(update, 1, study->replications);
    bool good = sql_step_done(sql, update, diag);
    sqlite3_finalize(update);
    return good;
}
