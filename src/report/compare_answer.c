/* SPDX-License-Identifier: Apache-2.0 */
#include "report/compare_answer.h"

#include "base/calendar.h"
#include "report/compare_pairs.h"
#include "report/compare_targets.h"
#include "report/report.h"

#include <math.h>
#include <string.h>

/* Fewer pairs bound no interval of 95 %: of medians, and of shares of pairs. */
enum { PAIRS_OF_MEDIAN = 6, PAIRS_OF_SHARE = 7 };

/* How two figures stand to each other; EVEN is the same in most pairs. */
enum verdict { EQUAL, EVEN, UNTOLD, LESS, MORE };

/* Texts joined by commas, and by "and" before the last. */
struct list {
    const char *head, *last;
};

struct answer {
    const struct compare *compare;
    struct arena *arena;
    struct table *table;
    struct list told, untold, same; /* what B does otherwise; subjects of which no more can be said */
};

/* Of the whole campus; those with a VERB stand in the sentence. */
static const struct figure {
    const char *metric, *label, *verb, *more, *less;
} figures[] = {
    {"funding.capex", "capital spent", "spends", "more on capital", "less on capital"},
    {"funding.drawn", "money drawn from instruments", "draws", "more money", "less money"},
    {"tokens.served", "tokens served", "serves", "more", "fewer"},
    {"tokens.revenue", "revenue from tokens", NULL, NULL, NULL},
    {"economics.spill_cost", "paid to other clouds", NULL, NULL, NULL},
};

static void list_add(struct list *list, const char *text, struct arena *arena)
{
    if (list->last)
        list->head = list->head ? arena_printf(arena, "%s, %s", list->head, list->last) : list->last;
    list->last = text;
}

static const char *list_text(const struct list *list, struct arena *arena)
{
    return list->head ? arena_printf(arena, "%s and %s", list->head, list->last) : list->last;
}

static enum verdict verdict_of(const struct compare_difference *difference)
{
    if (difference->told)
        return difference->median > 0 ? MORE : LESS;
    return difference->low == 0 && difference->high == 0 ? EVEN : UNTOLD;
}

/* MORE and LESS are B's own words. */
static void put_verdict(struct table *table, enum verdict verdict, const char *more, const char *less)
{
    switch (verdict) {
    case EQUAL: table_put_text(table, "equal"); return;
    case EVEN: table_put_text(table, "mostly equal"); return;
    case UNTOLD: table_put_text(table, "may be chance"); return;
    case LESS: table_put_text(table, less); return;
    case MORE: table_put_text(table, more); return;
    }
}

static void put_bounded(struct table *table, double value)
{
    table_put_number(table, isfinite(value) ? value : NAN);
}

static void put_figures(struct table *table, const struct compare_difference *difference, double scale,
                        const char *unit)
{
    put_bounded(table, difference->median / scale);
    put_bounded(table, difference->low / scale);
    put_bounded(table, difference->high / scale);
    table_put_text(table, unit);
}

/* A subject that the sentence has nothing to tell of. */
static void add_subject(struct answer *answer, enum verdict verdict, const char *subject)
{
    list_add(verdict == UNTOLD ? &answer->untold : &answer->same, subject, answer->arena);
}

/* Two digits, or all before the point, with commas. */
static const char *number_text(double value, struct arena *arena)
{
    if (value < 9.5)
        return arena_printf(arena, "%.2g", value);
    const char *text = arena_printf(arena, "%.0f", value);
    const char *rest = "";
    size_t length = strlen(text);
    for (; length > 3; length -= 3)
        rest = arena_printf(arena, ",%.3s%s", text + length - 3, rest);
    return arena_printf(arena, "%.*s%s", (int)length, text, rest);
}

/* The interval of a told difference, without its sign. */
static const char *range_text(const struct compare_difference *difference, double scale, struct arena *arena)
{
    double near = fabs(difference->median > 0 ? difference->low : difference->high) / scale;
    double far = fabs(difference->median > 0 ? difference->high : difference->low) / scale;
    if (!isfinite(far))
        return arena_printf(arena, "95 %%: at least %s", number_text(near, arena));
    return arena_printf(arena, "95 %%: %s to %s", number_text(near, arena), number_text(far, arena));
}

static enum verdict put_target(struct answer *answer, const struct compare_target *target)
{
    int count = answer->compare->count;
    struct sample_interval interval =
        sample_paired_interval(target->only_a, target->only_b, count, REPORT_CONFIDENCE);
    struct compare_difference difference = {.median = 100.0 * (target->only_b - target->only_a) / count,
                                            .low = 100 * interval.low,
                                            .high = 100 * interval.high,
                                            .told = interval.low > 0 || interval.high < 0};
    enum verdict verdict = target->only_a + target->only_b ? verdict_of(&difference) : EQUAL;
    table_add_row(answer->table);
    table_put_text(answer->table, target->label);
    put_verdict(answer->table, verdict, "B more often", "B less often");
    table_put_number(answer->table, 100.0 * (target->both + target->only_a) / count);
    table_put_number(answer->table, 100.0 * (target->both + target->only_b) / count);
    put_figures(answer->table, &difference, 1, "% of pairs");
    if (strcmp(target->label, target->other) != 0)
        table_add_note(answer->table, "in B the target '%s' is another one: %s", target->label,
                       target->other);
    return verdict;
}

/* Of the targets that differ, the one that differs most often speaks for all. */
static void add_targets(struct answer *answer)
{
    int count, most = 0, pairs = answer->compare->count;
    enum verdict all = EQUAL;
    const struct compare_target *best = NULL;
    const struct compare_target *targets = compare_target_list(answer->compare, answer->arena, &count);
    for (int i = 0; i < count; i++) {
        int away = targets[i].only_b - targets[i].only_a;
        enum verdict verdict = put_target(answer, &targets[i]);
        all = verdict > all ? verdict : all;
        if (verdict < LESS || (away < 0 ? -away : away) <= most)
            continue;
        most = away < 0 ? -away : away;
        best = &targets[i];
    }
    if (best)
        list_add(&answer->told,
                 arena_printf(answer->arena, "meets '%s' %s often, in %d of %d instead of %d", best->label,
                              best->only_b > best->only_a ? "more" : "less", best->both + best->only_b, pairs,
                              best->both + best->only_a),
                 answer->arena);
    else if (count)
        add_subject(answer, all, "targets");
}

/* The milestone that moved farthest to one side. */
struct mover {
    const char *label;
    struct compare_difference difference;
};

static void add_mover(struct answer *answer, const struct mover *mover, const char *way)
{
    const struct compare_difference *difference = &mover->difference;
    struct arena *arena = answer->arena;
    const char *text;
    if (isfinite(difference->median))
        text = arena_printf(arena, "reaches '%s' %s days %s (%s)", mover->label,
                            number_text(fabs(difference->median) / CALENDAR_DAY_S, arena), way,
                            range_text(difference, CALENDAR_DAY_S, arena));
    else
        text = arena_printf(arena,
                            difference->median > 0 ? "mostly never reaches '%s' where A does"
                                                   : "mostly reaches '%s' where A never does",
                            mover->label);
    list_add(&answer->told, text, arena);
}

static enum verdict put_milestone(struct answer *answer, const char *label, const struct compare_pairs *pairs,
                                  const struct compare_difference *difference)
{
    struct table *table = answer->table;
    enum verdict verdict = compare_pairs_equal(pairs) ? EQUAL : verdict_of(difference);
    table_add_row(table);
    table_put_text(table, label);
    put_verdict(table, verdict, "B later", "B earlier");
    report_put_date(table, compare_median(pairs->a, pairs->count, answer->arena));
    report_put_date(table, compare_median(pairs->b, pairs->count, answer->arena));
    put_figures(table, difference, CALENDAR_DAY_S, "d");
    return verdict;
}

static void add_milestones(struct answer *answer)
{
    static const char query[] = "SELECT run_id, record, done FROM milestone WHERE " SOURCE_CHOSEN;
    const struct compare *compare = answer->compare;
    struct compare_side a = compare_side_of(compare->a, query), b = compare_side_of(compare->b, query);
    struct mover later = {0}, earlier = {0};
    enum verdict all = EQUAL;
    bool any = false;
    for (int i = 0; i < a.count; i++) {
        const struct source_record *record = &compare->a->records[a.dates[i].record];
        const struct source_dates *other =
            strcmp(record->kind, "milestone") ? NULL : compare_side_find(&b, record);
        if (!other)
            continue;
        const char *label = source_record_label(compare->a, a.dates[i].record);
        struct compare_pairs pairs = compare_pairs_of(compare, a.dates[i].tick, other->tick, answer->arena);
        struct mover mover = {label, compare_pairs_difference(&pairs, answer->arena)};
        enum verdict verdict = put_milestone(answer, label, &pairs, &mover.difference);
        all = verdict > all ? verdict : all;
        any = true;
        if (verdict == MORE && (!later.label || mover.difference.median > later.difference.median))
            later = mover;
        if (verdict == LESS && (!earlier.label || mover.difference.median < earlier.difference.median))
            earlier = mover;
    }
    if (later.label)
        add_mover(answer, &later, "later");
    if (earlier.label)
        add_mover(answer, &earlier, "earlier");
    if (any && all < LESS)
        add_subject(answer, all, "milestones");
}

static void add_figure(struct answer *answer, const struct figure *figure, const struct compare_pairs *pairs,
                       const char *unit)
{
    struct table *table = answer->table;
    struct arena *arena = answer->arena;
    struct compare_difference difference = compare_pairs_difference(pairs, arena);
    enum verdict verdict = compare_pairs_equal(pairs) ? EQUAL : verdict_of(&difference);
    table_add_row(table);
    table_put_text(table, figure->label);
    put_verdict(table, verdict, "B more", "B less");
    table_put_number(table, compare_median(pairs->a, pairs->count, arena));
    table_put_number(table, compare_median(pairs->b, pairs->count, arena));
    put_figures(table, &difference, 1, unit);
    if (figure->verb && verdict >= LESS)
        list_add(&answer->told,
                 arena_printf(
                     arena, "%s %s %s %s (%s)", figure->verb, number_text(fabs(difference.median), arena),
                     unit, verdict == MORE ? figure->more : figure->less, range_text(&difference, 1, arena)),
                 arena);
    else if (figure->verb)
        add_subject(answer, verdict, figure->label);
}

static void add_figures(struct answer *answer)
{
    const struct source *a = answer->compare->a, *b = answer->compare->b;
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        const char *name = figures[i].metric;
        const struct reader_metric *metric = source_metric(a, name);
        if (!compare_same_unit(metric, source_metric(b, name)))
            continue;
        const double *in_a = source_kpi(a, name, reader_entity_id(a->reader, "campus"));
        const double *in_b = source_kpi(b, name, reader_entity_id(b->reader, "campus"));
        if (!in_a || !in_b)
            continue;
        struct compare_pairs pairs = compare_pairs_of(answer->compare, in_a, in_b, answer->arena);
        add_figure(answer, &figures[i], &pairs, metric->unit ? metric->unit : "");
    }
}

static const char *sentence(const struct answer *answer)
{
    struct arena *arena = answer->arena;
    const char *text = "No difference is told from chance.";
    if (answer->told.last)
        text = arena_printf(arena, "B %s.", list_text(&answer->told, arena));
    else if (!answer->untold.last)
        text = "B does as A does.";
    if (answer->untold.last)
        text = arena_printf(arena, "%s What differs may be chance in: %s.", text,
                            list_text(&answer->untold, arena));
    if (answer->same.last)
        text = arena_printf(arena, "%s The same in most or all pairs: %s.", text,
                            list_text(&answer->same, arena));
    return text;
}

static const char *title_of(const struct compare *compare, struct arena *arena)
{
    const char *a = compare->a->study->name, *b = compare->b->study->name;
    if (!a || !b || !strcmp(a, b))
        return "B against A";
    return arena_printf(arena, "B (%s) against A (%s)", b, a);
}

#define FIGURE(NAME, HEADING)                                                                                \
    {                                                                                                        \
        .name = NAME, .heading = HEADING, .align = TABLE_RIGHT, .decimals = TABLE_DECIMALS_AUTO,             \
        .grouped = true                                                                                      \
    }

static struct table *verdicts_table(const struct compare *compare, struct arena *arena)
{
    static const struct table_column columns[] = {
        {.name = "what", .heading = "What", .max_width = 40},
        {.name = "verdict", .heading = "Verdict"},
        FIGURE("a", "A"),
        FIGURE("b", "B"),
        FIGURE("difference", "B less A"),
        FIGURE("difference_low", "95 %: from"),
        FIGURE("difference_high", "to"),
        {.name = "unit", .heading = "Unit"},
    };
    const char *title = arena_printf(arena, "What that rests on (%d pair%s of replications)", compare->count,
                                     compare->count == 1 ? "" : "s");
    return table_new(arena, "verdicts", title, columns, sizeof columns / sizeof *columns);
}

static void add_notes(struct table *table, int pairs)
{
    table_add_note(table,
                   "targets: pairs that met them; the rest: medians, and the median of the differences "
                   "within pairs; figures are of the whole campus and time");
    table_add_note(table, "may be chance: the 95 %% interval holds zero; each "
                          "interval stands alone; a blank end: too few pairs, or never reached");
    if (pairs < PAIRS_OF_SHARE)
        table_add_note(table, "nothing can be told of medians by fewer than %d pairs, of targets by %d",
                       PAIRS_OF_MEDIAN, PAIRS_OF_SHARE);
}

void compare_answer(const struct compare *compare, struct arena *arena, const struct table **answer,
                    const struct table **verdicts)
{
    static const struct table_column columns[] = {{.name = "answer", .heading = "Answer", .max_width = 100}};
    struct answer found = {.compare = compare, .arena = arena, .table = verdicts_table(compare, arena)};
    add_targets(&found);
    add_milestones(&found);
    add_figures(&found);
    add_notes(found.table, compare->count);
    struct table *head = table_new(arena, "answer", title_of(compare, arena), columns, 1);
    table_add_row(head);
    table_put_text(head, sentence(&found));
    *answer = head;
    *verdicts = found.table;
}
