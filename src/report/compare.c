/* SPDX-License-Identifier: Apache-2.0 */
#include "report/compare.h"

#include "report/compare_answer.h"
#include "report/compare_rows.h"
#include "report/compare_targets.h"

#include <inttypes.h>
#include <string.h>

static bool refuse_seeds(const struct source *a, const struct source *b, struct diag *diag)
{
    diag_fail(diag, DIAG_INPUT, "the files have different seeds, %" PRId64 " and %" PRId64, a->study->seed,
              b->study->seed);
    diag_note(diag, "differences would show the luck of the draw: run both with the same --seed");
    return false;
}

bool compare_open(struct compare *compare, const struct source *a, const struct source *b, struct diag *diag)
{
    if (a->study->seed != b->study->seed)
        return refuse_seeds(a, b, diag);
    int *place_a = arena_array(a->arena, (size_t)a->run_count, sizeof *place_a);
    int *place_b = arena_array(a->arena, (size_t)a->run_count, sizeof *place_b);
    *compare = (struct compare){.a = a, .b = b, .place_a = place_a, .place_b = place_b};
    for (int i = 0; i < a->run_count; i++) {
        int place = source_place(b, a->runs[i]);
        if (place < 0)
            continue;
        place_a[compare->count] = i;
        place_b[compare->count++] = place;
    }
    if (compare->count)
        return true;
    return diag_fail(diag, DIAG_INPUT, "no replication is in both files");
}

static void put_study(struct table *table, const char *name, const struct source *source)
{
    const struct reader_study *study = source->study;
    table_add_row(table);
    table_put_text(table, name);
    table_put_text(table, study->name);
    table_put_text(table, study->label && strcmp(study->label, study->name) != 0 ? study->label : NULL);
    table_put_date(table, study->start);
    table_put_date(table, study->end);
    table_put_integer(table, source->run_count);
    table_put_text(table, arena_strndup(table->arena, study->sha256 ? study->sha256 : "", 12));
}

/* What the command line changed: the scenarios of two files are often the same but for this. */
static void note_overrides(struct table *table, const char *name, const struct source *source)
{
    struct cursor *row =
        reader_query(source->reader, source->diag, "SELECT text FROM override ORDER BY place", "");
    while (cursor_next(row, source->diag)) {
        const char *text = cursor_text(row, 0);
        table_add_note(table, "%s has --set \"%s\"", name, text ? text : "");
    }
}

static struct table *studies_table(const struct compare *compare, struct arena *arena)
{
    static const struct table_column columns[] = {
        {.name = "file", .heading = "File"},
        {.name = "scenario", .heading = "Scenario"},
        {.name = "label", .heading = "What", .max_width = 36},
        {.name = "start", .heading = "From"},
        {.name = "end", .heading = "To"},
        {.name = "replications", .heading = "Replications", .align = TABLE_RIGHT},
        {.name = "plan", .heading = "Plan"},
    };
    struct table *table = table_new(arena, "files", "Compared", columns, 7);
    put_study(table, "A", compare->a);
    put_study(table, "B", compare->b);
    note_overrides(table, "A", compare->a);
    note_overrides(table, "B", compare->b);
    table_add_note(table, "%d pairs of replications of seed %" PRId64, compare->count,
                   compare->a->study->seed);
    return table;
}

const struct table *const *compare_tables(const struct compare *compare, struct arena *arena, size_t *count)
{
    enum { TABLES = 8 };
    const struct table **tables = arena_array(arena, TABLES, sizeof *tables);
    compare_answer(compare, arena, &tables[0], &tables[1]);
    *count = 2;
    tables[(*count)++] = studies_table(compare, arena);
    const struct table *targets = compare_targets(compare, arena);
    if (targets)
        tables[(*count)++] = targets;
    tables[(*count)++] = compare_kpis(compare, arena);
    tables[(*count)++] = compare_milestones(compare, arena);
    tables[(*count)++] = compare_tranche_dates(compare, arena);
    tables[(*count)++] = compare_tranche_amounts(compare, arena);
    return tables;
}
