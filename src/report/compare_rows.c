/* SPDX-License-Identifier: Apache-2.0 */
#include "report/compare_rows.h"

#include "base/calendar.h"
#include "report/compare_pairs.h"
#include "report/report.h"

#include <math.h>
#include <string.h>

static double finite_or_blank(double value)
{
    return isfinite(value) ? value : NAN;
}

/* Median, mean, interval of the median, and a mark when the sign test tells a difference; SCALE divides. */
static struct compare_difference put_difference(struct table *table, const struct compare_pairs *pairs,
                                                double scale)
{
    struct compare_difference difference = compare_pairs_difference(pairs, table->arena);
    table_put_number(table, finite_or_blank(difference.median / scale));
    table_put_number(table, finite_or_blank(difference.mean / scale));
    table_put_number(table, finite_or_blank(difference.low / scale));
    table_put_number(table, finite_or_blank(difference.high / scale));
    table_put_text(table, difference.told ? "*" : NULL);
    return difference;
}

static void note_marks(struct table *table)
{
    table_add_note(
        table, "differences are B less A within pairs; *: more than chance, by an exact two-sided sign test "
               "at 5 %% of the pairs that differ; 95 %%: of the median of all pairs; a blank end: too few "
               "pairs, or reached in one file only; means are over the pairs in which both files reached it");
}

#define FIGURE(NAME, HEADING)                                                                                \
    {                                                                                                        \
        .name = NAME, .heading = HEADING, .align = TABLE_RIGHT, .decimals = TABLE_DECIMALS_AUTO,             \
        .grouped = true                                                                                      \
    }

static void put_kpi(struct table *table, const char *whose, const struct reader_metric *metric,
                    const struct compare_pairs *pairs)
{
    table_add_row(table);
    table_put_text(table, whose);
    table_put_text(table, metric->name);
    table_put_number(table, compare_median(pairs->a, pairs->count, table->arena));
    table_put_number(table, compare_median(pairs->b, pairs->count, table->arena));
    put_difference(table, pairs, 1);
    table_put_text(table, metric->unit && *metric->unit ? metric->unit : "1");
}

struct table *compare_kpis(const struct compare *compare, struct arena *arena)
{
    static const struct table_column columns[] = {
        {.name = "whose", .heading = "Whose"},
        {.name = "metric", .heading = "Metric"},
        FIGURE("a", "A, median"),
        FIGURE("b", "B, median"),
        FIGURE("difference", "Difference, median"),
        FIGURE("difference_mean", "Mean"),
        FIGURE("difference_low", "95 %: from"),
        FIGURE("difference_high", "to"),
        {.name = "marked", .heading = " "},
        {.name = "unit", .heading = "Unit"},
    };
    struct table *table = table_new(arena, "figures", "Figures of the whole time", columns, 10);
    int entity_count, metric_count, equal = 0;
    const struct reader_entity *entities = reader_entities(compare->a->reader, &entity_count);
    const struct reader_metric *metrics = reader_metrics(compare->a->reader, &metric_count);
    for (int entity = 0; entity < entity_count; entity++)
        for (int i = 0; i < metric_count; i++) {
            if (!compare_same_unit(&metrics[i], source_metric(compare->b, metrics[i].name)))
                continue;
            const double *a = source_kpi(compare->a, metrics[i].name, entity);
            const double *b = source_kpi(compare->b, metrics[i].name,
                                         reader_entity_id(compare->b->reader, entities[entity].id));
            if (!a || !b)
                continue;
            struct compare_pairs pairs = compare_pairs_of(compare, a, b, arena);
            if (compare_pairs_equal(&pairs))
                equal++;
            else
                put_kpi(table, source_entity_label(compare->a, entity), &metrics[i], &pairs);
        }
    note_marks(table);
    table_add_note(table, "%d figures are equal in all pairs and not shown", equal);
    return table;
}

/* Dates of one record in both files. */
struct dated {
    const struct source_record *record;
    const char *label;
    struct compare_pairs pairs;
};

static void put_dated(struct table *table, const struct dated *dated)
{
    table_add_row(table);
    table_put_text(table, dated->label);
    table_put_text(table, dated->record->id);
    report_put_date(table, compare_median(dated->pairs.a, dated->pairs.count, table->arena));
    report_put_date(table, compare_median(dated->pairs.b, dated->pairs.count, table->arena));
    struct compare_difference difference = put_difference(table, &dated->pairs, CALENDAR_DAY_S);
    report_put_share(table, difference.only_a, dated->pairs.count);
    report_put_share(table, difference.only_b, dated->pairs.count);
}

#define DAYS(NAME, HEADING)                                                                                  \
    {                                                                                                        \
        .name = NAME, .heading = HEADING, .unit = "d", .align = TABLE_RIGHT, .decimals = 1                   \
    }

static const struct table_column date_columns[] = {
    {.name = "label", .heading = "What", .max_width = 36},
    {.name = "id", .heading = "Id"},
    {.name = "a_50", .heading = "A, 50 % by"},
    {.name = "b_50", .heading = "B, 50 % by"},
    DAYS("later", "Later by, median"),
    DAYS("later_mean", "Mean"),
    DAYS("later_low", "95 %: from"),
    DAYS("later_high", "to"),
    {.name = "marked", .heading = " "},
    {.name = "only_a", .heading = "In A only", .align = TABLE_RIGHT},
    {.name = "only_b", .heading = "In B only", .align = TABLE_RIGHT},
};
enum { DATE_COLUMNS = sizeof date_columns / sizeof *date_columns };

static bool is_work(const struct source_record *record)
{
    return !strcmp(record->kind, "activity") || !strcmp(record->kind, "equipment-order");
}

/* Says which records of HERE, in the file called NAME, the other file does not know. */
static void note_only(struct table *table, const char *name, const struct compare_side *here,
                      const struct compare_side *there)
{
    const char *names = "";
    for (int i = 0; i < here->count; i++) {
        const struct source_record *record = &here->source->records[here->dates[i].record];
        if (!is_work(record) && !compare_side_find(there, record))
            names = arena_printf(table->arena, "%s%s%s", names, *names ? ", " : "", record->id);
    }
    if (*names)
        table_add_note(table, "only in %s: %s", name, names);
}

/* Of the records that QUERY dates, all but activities and orders of equipment. */
static void put_dates(const struct compare *compare, struct table *table, const char *query)
{
    int equal = 0;
    struct compare_side a = compare_side_of(compare->a, query), b = compare_side_of(compare->b, query);
    for (int i = 0; i < a.count; i++) {
        const struct source_record *record = &compare->a->records[a.dates[i].record];
        const struct source_dates *other = is_work(record) ? NULL : compare_side_find(&b, record);
        if (!other)
            continue;
        struct dated dated = {record, source_record_label(compare->a, a.dates[i].record),
                              compare_pairs_of(compare, a.dates[i].tick, other->tick, table->arena)};
        if (compare_pairs_equal(&dated.pairs))
            equal++;
        else
            put_dated(table, &dated);
    }
    note_marks(table);
    table_add_note(table, "%d have the same date in all pairs and are not shown", equal);
    note_only(table, "A", &a, &b);
    note_only(table, "B", &b, &a);
}

struct table *compare_milestones(const struct compare *compare, struct arena *arena)
{
    struct table *table = table_new(arena, "milestones", "Milestones", date_columns, DATE_COLUMNS);
    put_dates(compare, table, "SELECT run_id, record, done FROM milestone WHERE " SOURCE_CHOSEN);
    return table;
}

struct table *compare_tranche_dates(const struct compare *compare, struct arena *arena)
{
    struct table *table =
        table_new(arena, "tranche_dates", "Tranches and loans: available", date_columns, DATE_COLUMNS);
    put_dates(compare, table, "SELECT run_id, record, available FROM tranche WHERE " SOURCE_CHOSEN);
    return table;
}

struct table *compare_tranche_amounts(const struct compare *compare, struct arena *arena)
{
    static const struct table_column columns[] = {
        {.name = "label", .heading = "What", .max_width = 36},
        {.name = "id", .heading = "Id"},
        FIGURE("a", "A, mean"),
        FIGURE("b", "B, mean"),
        FIGURE("difference", "Difference, median"),
        FIGURE("difference_mean", "Mean"),
        FIGURE("difference_low", "95 %: from"),
        FIGURE("difference_high", "to"),
        {.name = "marked", .heading = " "},
        {.name = "unit", .heading = "Unit"},
    };
    static const char query[] = "SELECT run_id, record, drawn_cents FROM tranche WHERE " SOURCE_CHOSEN;
    struct table *table = table_new(arena, "tranche_amounts", "Tranches and loans: drawn", columns, 10);
    struct compare_side a = compare_side_of(compare->a, query), b = compare_side_of(compare->b, query);
    for (int i = 0; i < a.count; i++) {
        const struct source_record *record = &compare->a->records[a.dates[i].record];
        const struct source_dates *other = compare_side_find(&b, record);
        if (!other)
            continue;
        struct compare_pairs pairs = compare_pairs_of(compare, a.dates[i].tick, other->tick, arena);
        struct sample sample_a = sample_of(pairs.a, pairs.count, arena);
        struct sample sample_b = sample_of(pairs.b, pairs.count, arena);
        table_add_row(table);
        table_put_text(table, source_record_label(compare->a, a.dates[i].record));
        table_put_text(table, record->id);
        table_put_number(table, sample_mean(&sample_a) / 1e8);
        table_put_number(table, sample_mean(&sample_b) / 1e8);
        put_difference(table, &pairs, 1e8);
        table_put_text(table, "MUSD");
    }
    note_marks(table);
    note_only(table, "A", &a, &b);
    note_only(table, "B", &b, &a);
    return table;
}
