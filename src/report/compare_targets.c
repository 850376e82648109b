/* SPDX-License-Identifier: Apache-2.0 */
#include "report/compare_targets.h"

#include "report/compare_pairs.h"
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

static struct compare_target target_of(const struct compare *compare, const struct source_dates *a,
                                       const struct source_dates *b)
{
    struct compare_target target = {.label = source_record_label(compare->a, a->record),
                                    .other = source_record_label(compare->b, b->record)};
    for (int i = 0; i < compare->count; i++) {
        bool met_a = a->tick[compare->place_a[i]] == 1, met_b = b->tick[compare->place_b[i]] == 1;
        target.both += met_a && met_b;
        target.only_a += met_a && !met_b;
        target.only_b += met_b && !met_a;
    }
    return target;
}

const struct compare_target *compare_target_list(const struct compare *compare, struct arena *arena,
                                                 int *count)
{
    struct compare_side a = compare_side_of(compare->a, query), b = compare_side_of(compare->b, query);
    struct compare_target *targets = arena_array(arena, (size_t)a.count, sizeof *targets);
    *count = 0;
    for (int i = 0; i < a.count; i++) {
        const struct source_dates *other = compare_side_find(&b, &compare->a->records[a.dates[i].record]);
        if (other)
            targets[(*count)++] = target_of(compare, &a.dates[i], other);
    }
    return targets;
}

static void put_met(struct table *table, int hits, int count)
{
    table_put_text(table, arena_printf(table->arena, "%d of %d", hits, count));
}

static void put_target(struct table *table, const struct compare_target *target, int count)
{
    table_add_row(table);
    table_put_text(table, target->label);
    put_met(table, target->both + target->only_a, count);
    put_met(table, target->both + target->only_b, count);
    report_put_share(table, target->only_a, count);
    report_put_share(table, target->only_b, count);
    if (strcmp(target->label, target->other) != 0)
        table_add_note(table, "in B this target is another one: %s", target->other);
}

struct table *compare_targets(const struct compare *compare, struct arena *arena)
{
    int count;
    const struct compare_target *targets = compare_target_list(compare, arena, &count);
    if (!count)
        return NULL;
    struct table *table = table_new(arena, "targets", "Targets", columns, sizeof columns / sizeof *columns);
    for (int i = 0; i < count; i++)
        put_target(table, &targets[i], compare->count);
    return table;
}
