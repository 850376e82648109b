/* SPDX-License-Identifier: Apache-2.0 */
#include "report/compare_targets.h"

#include "report/report.h"

#include <string.h>

static const char query[] = "SELECT run_id, record, met FROM target WHERE " SOURCE_CHOSEN;

static const struct table_column columns[] = {
    {.name = "target", .heading = "Target", .max_width = 56},
    {.name = "a_met", .heading = "A, met in"},
    {.name = "b_met", .heading = "B, met in"},
    {.name = "a_only", .heading = "In A only", .align = TABLE_RIGHT},
    {.name = "b_only", .heading = "In B only", .align = TABLE_RIGHT},
};

/* The target of SOURCE called ID among COUNT in MET, or NULL. */
static const struct source_dates *find(const struct source *source, const struct source_dates *met, int count,
                                       const char *id)
{
    for (int i = 0; i < count; i++)
        if (!strcmp(source->records[met[i].record].id, id))
            return &met[i];
    return NULL;
}

static void put_met(struct table *table, int hits, int count)
{
    table_put_text(table, arena_printf(table->arena, "%d of %d", hits, count));
}

static void put_target(const struct compare *compare, struct table *table, const struct source_dates *a,
                       const struct source_dates *b)
{
    int both = 0, only_a = 0, only_b = 0;
    for (int i = 0; i < compare->count; i++) {
        bool met_a = a->tick[compare->place_a[i]] == 1, met_b = b->tick[compare->place_b[i]] == 1;
        both += met_a && met_b;
        only_a += met_a && !met_b;
        only_b += met_b && !met_a;
    }
    const char *label = source_record_label(compare->a, a->record);
    const char *other = source_record_label(compare->b, b->record);
    table_add_row(table);
    table_put_text(table, label);
    put_met(table, both + only_a, compare->count);
    put_met(table, both + only_b, compare->count);
    report_put_share(table, only_a, compare->count);
    report_put_share(table, only_b, compare->count);
    if (strcmp(label, other) != 0)
        table_add_note(table, "in B this target is another one: %s", other);
}

struct table *compare_targets(const struct compare *compare, struct arena *arena)
{
    struct table *table = NULL;
    int count_a, count_b;
    const struct source_dates *met_a = source_query_dates(compare->a, query, &count_a);
    const struct source_dates *met_b = source_query_dates(compare->b, query, &count_b);
    for (int i = 0; i < count_a; i++) {
        const struct source_dates *b =
            find(compare->b, met_b, count_b, compare->a->records[met_a[i].record].id);
        if (!b)
            continue;
        if (!table)
            table = table_new(arena, "targets", "Targets", columns, sizeof columns / sizeof *columns);
        put_target(compare, table, &met_a[i], b);
    }
    return table;
}
