/* SPDX-License-Identifier: Apache-2.0 */
#include "report/compare_answer.h"

#include "base/calendar.h"
#include "report/compare_pairs.h"
#include "report/compare_targets.h"
#include "report/compare_words.h"
#include "report/report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Fewer pairs that differ are never told from chance: 2 * 0.5^5 is more than 5 %. */
enum { PAIRS_OF_TEST = 6 };

/* Smaller differences are told in the table alone. */
static const double least_ratio = 0.001, least_s = CALENDAR_DAY_S;

/* How two figures stand to each other. */
enum verdict { EQUAL, UNTOLD, LESS, MORE };

/* Texts joined by commas or semicolons, and by "and" before the last. */
struct list {
    const char *head, *last;
};

struct answer {
    const struct compare *compare;
    struct arena *arena;
    struct table *table;
    struct list told;                 /* what B does otherwise */
    struct list untold, slight, same; /* subjects of which no more is said */
};

/* Of the whole campus; those with a VERB stand in the sentence, as "draws more money in 9 of 9". */
static const struct figure {
    const char *metric, *label, *verb, *more, *less, *object;
} figures[] = {
    {"funding.capex", "capital spent", "spends", "more", "less", "on capital"},
    {"funding.drawn", "money drawn from instruments", "draws", "more", "less", "money"},
    {"tokens.served", "tokens served", "serves", "more", "fewer", "tokens"},
    {"tokens.revenue", "revenue from tokens", NULL, NULL, NULL, NULL},
    {"economics.spill_cost", "paid to other clouds", NULL, NULL, NULL, NULL},
};

static void list_add(struct list *list, const char *text, const char *joint, struct arena *arena)
{
    if (list->last)
        list->head = list->head ? arena_printf(arena, "%s%s %s", list->head, joint, list->last) : list->last;
    list->last = text;
}

/* LAST stands before the "and". */
static const char *list_text(const struct list *list, const char *last, struct arena *arena)
{
    return list->head ? arena_printf(arena, "%s%s and %s", list->head, last, list->last) : list->last;
}

static enum verdict verdict_of(const struct compare_difference *difference, int pairs)
{
    if (difference->told)
        return difference->more > difference->less ? MORE : LESS;
    return difference->equal == pairs ? EQUAL : UNTOLD;
}

/* MORE and LESS are B's own words. */
static void put_verdict(struct table *table, enum verdict verdict, const char *more, const char *less)
{
    switch (verdict) {
    case EQUAL: table_put_text(table, "equal"); return;
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
    table_put_integer(table, difference->less);
    table_put_integer(table, difference->equal);
    table_put_integer(table, difference->more);
    put_bounded(table, difference->median / scale);
    put_bounded(table, difference->mean / scale);
    put_bounded(table, difference->low / scale);
    put_bounded(table, difference->high / scale);
    table_put_text(table, unit);
}

/* A subject that the sentence has nothing to tell of. */
static void add_subject(struct answer *answer, enum verdict verdict, const char *subject)
{
    struct list *list = verdict == EQUAL    ? &answer->same
                        : verdict == UNTOLD ? &answer->untold
                                            : &answer->slight;
    list_add(list, subject, ",", answer->arena);
}

static enum verdict put_target(struct answer *answer, const struct compare_target *target)
{
    int count = answer->compare->count;
    struct sample_interval interval =
        sample_paired_interval(target->only_a, target->only_b, count, REPORT_CONFIDENCE);
    struct compare_difference difference = {.median = NAN,
                                            .mean = 100.0 * (target->only_b - target->only_a) / count,
                                            .low = 100 * interval.low,
                                            .high = 100 * interval.high,
                                            .less = target->only_a,
                                            .equal = count - target->only_a - target->only_b,
                                            .more = target->only_b,
                                            .told = compare_told(target->only_a, target->only_b)};
    enum verdict verdict = verdict_of(&difference, count);
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
                 ";", answer->arena);
    else if (count)
        add_subject(answer, all, "targets");
}

/* The milestone that moved farthest to one side. */
struct mover {
    const char *label;
    struct compare_difference difference;
    double moved_s; /* summed over the pairs; at least, where one file never reaches it */
    int lost;       /* pairs in which one file alone reaches it, net and when more than chance */
};

static struct mover mover_of(const struct compare *compare, const char *label,
                             const struct compare_pairs *pairs, struct arena *arena)
{
    struct mover mover = {.label = label, .difference = compare_pairs_difference(pairs, arena)};
    double end = fmax((double)compare->a->study->end, (double)compare->b->study->end);
    for (int i = 0; i < pairs->count; i++)
        if (!isnan(pairs->difference[i]))
            mover.moved_s += fmin(pairs->b[i], end) - fmin(pairs->a[i], end);
    if (compare_told(mover.difference.only_a, mover.difference.only_b))
        mover.lost = mover.difference.only_a - mover.difference.only_b;
    return mover;
}

/* Never is farther than any date. */
static bool is_farther(const struct mover *mover, const struct mover *than)
{
    if (abs(mover->lost) != abs(than->lost))
        return abs(mover->lost) > abs(than->lost);
    return fabs(mover->moved_s) > fabs(than->moved_s);
}

static void add_mover(struct answer *answer, const struct mover *mover)
{
    static const struct compare_words words = {"later", "earlier", "", "days", CALENDAR_DAY_S};
    const char *text = compare_words_told(&mover->difference, answer->compare->count, &words, answer->arena);
    list_add(&answer->told, arena_printf(answer->arena, "reaches '%s' %s", mover->label, text), ";",
             answer->arena);
}

static enum verdict put_milestone(struct answer *answer, const char *label, const struct compare_pairs *pairs,
                                  const struct compare_difference *difference)
{
    struct table *table = answer->table;
    enum verdict verdict = verdict_of(difference, pairs->count);
    table_add_row(table);
    table_put_text(table, label);
    put_verdict(table, verdict, "B later", "B earlier");
    report_put_date(table, compare_median(pairs->a, pairs->count, answer->arena));
    report_put_date(table, compare_median(pairs->b, pairs->count, answer->arena));
    put_figures(table, difference, CALENDAR_DAY_S, "d");
    return verdict;
}

/* Of the milestones that move, those that move farthest speak for all: one each way. */
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
        struct mover mover = mover_of(compare, label, &pairs, answer->arena);
        enum verdict verdict = put_milestone(answer, label, &pairs, &mover.difference);
        struct mover *most = verdict == MORE ? &later : &earlier;
        all = verdict > all ? verdict : all;
        any = true;
        if (compare_words_material(&mover.difference, least_s) && (!most->label || is_farther(&mover, most)))
            *most = mover;
    }
    if (later.label)
        add_mover(answer, &later);
    if (earlier.label)
        add_mover(answer, &earlier);
    if (any && !later.label && !earlier.label)
        add_subject(answer, all, "milestones");
}

static void add_figure(struct answer *answer, const struct figure *figure, const struct compare_pairs *pairs,
                       const char *unit)
{
    struct table *table = answer->table;
    struct arena *arena = answer->arena;
    struct compare_difference difference = compare_pairs_difference(pairs, arena);
    enum verdict verdict = verdict_of(&difference, pairs->count);
    double a = compare_median(pairs->a, pairs->count, arena),
           b = compare_median(pairs->b, pairs->count, arena);
    table_add_row(table);
    table_put_text(table, figure->label);
    put_verdict(table, verdict, "B more", "B less");
    table_put_number(table, a);
    table_put_number(table, b);
    put_figures(table, &difference, 1, unit);
    if (!figure->verb)
        return;
    struct compare_words words = {figure->more, figure->less, figure->object, unit, 1};
    if (compare_words_material(&difference, least_ratio * fmax(fabs(a), fabs(b))))
        list_add(&answer->told,
                 arena_printf(arena, "%s %s", figure->verb,
                              compare_words_told(&difference, pairs->count, &words, arena)),
                 ";", arena);
    else
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
    const char *text = "B does as A does.";
    if (answer->told.last)
        text = arena_printf(arena, "B %s.", list_text(&answer->told, ";", arena));
    else if (answer->slight.last)
        text = "B does nearly as A does.";
    else if (answer->untold.last)
        text = "No difference is told from chance.";
    if (answer->untold.last)
        text = arena_printf(arena, "%s What differs may be chance in: %s.", text,
                            list_text(&answer->untold, "", arena));
    if (answer->slight.last)
        text = arena_printf(arena, "%s By less than a day or a thousandth: %s.", text,
                            list_text(&answer->slight, "", arena));
    if (answer->same.last)
        text =
            arena_printf(arena, "%s The same in all pairs: %s.", text, list_text(&answer->same, "", arena));
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
        {.name = "what", .heading = "What", .max_width = 32},
        {.name = "verdict", .heading = "Verdict"},
        FIGURE("a", "A"),
        FIGURE("b", "B"),
        {.name = "b_less", .heading = "B less", .align = TABLE_RIGHT},
        {.name = "equal", .heading = "Equal", .align = TABLE_RIGHT},
        {.name = "b_more", .heading = "B more", .align = TABLE_RIGHT},
        FIGURE("difference", "B - A, median"),
        FIGURE("difference_mean", "Mean"),
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
    table_add_note(
        table, "A, B: of targets the share of pairs that met them, of the rest medians; figures are of the "
               "whole campus and time");
    table_add_note(table,
                   "B less, equal, B more: pairs; an earlier date is less, one that is reached in A only is "
                   "more, a target that is met in A only is less");
    table_add_note(
        table,
        "a verdict is an exact two-sided sign test at 5 %% of the pairs that differ, which takes %d "
        "of them at least; may be chance: some differ, and the test does not reject; each "
        "stands alone; the sentence leaves out what is below a day or a thousandth",
        PAIRS_OF_TEST);
    table_add_note(
        table,
        "B - A: within pairs; 95 %%: of the median of all pairs, of targets of the mean, and on the safe "
        "side; a blank: too few pairs, or never reached; means are over the pairs in which both files "
        "reached it");
    if (pairs < PAIRS_OF_TEST)
        table_add_note(table, "nothing can be told by fewer than %d pairs", PAIRS_OF_TEST);
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
