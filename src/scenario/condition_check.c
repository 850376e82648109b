/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/condition_check.h"

#include "base/calendar.h"
#include "base/quantity.h"
#include "plan/condition.h"

#include <string.h>

/* Larger trees and longer chains than anybody writes are not searched to the end. */
enum { PAIRS_MAX = 1000, CHAIN_MAX = 1000 };

/* Leaves that must all hold for the tree to hold. */
struct demands {
    const struct condition **leaves;
    size_t count, capacity;
    struct arena *arena;
};

/* Nodes of which every child is needed; "any" of one is like "all". */
static bool needs_all(const struct condition *node)
{
    return node->op == CONDITION_ALL || (node->op == CONDITION_ANY && node->child_count == 1) ||
           (node->op == CONDITION_AT_LEAST && node->k == node->child_count);
}

static void collect(struct demands *demands, const struct condition *node)
{
    if (needs_all(node)) {
        for (int i = 0; i < node->child_count; i++)
            collect(demands, node->children[i]);
        return;
    }
    demands->leaves = arena_grow(demands->arena, demands->leaves, demands->count, &demands->capacity,
                                 sizeof *demands->leaves);
    demands->leaves[demands->count++] = node;
}

static const char *threshold_text(const struct condition *leaf, struct arena *arena)
{
    const char *unit = leaf->metric->unit;
    return unit && unit[0] ? quantity_format(arena, leaf->threshold, unit, 6)
                           : arena_printf(arena, "%g", leaf->threshold);
}

static void check_pair(const struct build *build, const struct condition *a, const struct condition *b)
{
    const struct condition *least = a->at_most ? b : a, *most = a->at_most ? a : b;
    if (a->op != CONDITION_METRIC || b->op != CONDITION_METRIC || a->at_most == b->at_most ||
        strcmp(a->metric_name, b->metric_name) != 0 || least->threshold <= most->threshold)
        return;
    diag_error(build->diag, b->span, "this can never hold: '%s' at least %s and at most %s", a->metric_name,
               threshold_text(least, build->arena), threshold_text(most, build->arena));
    diag_note(build->diag, "the other half is at %s:%d:%d", a->span.file, a->span.line, a->span.column);
}

/* A date or chance that comes after the end: a warning, since the end may have been moved for a try. */
static void check_date(const struct build *build, const struct condition *leaf)
{
    bool dated = leaf->op == CONDITION_DATE || leaf->op == CONDITION_CHANCE;
    if (!dated || build->end == 0 || leaf->date < build->end)
        return;
    char date[CALENDAR_DATE_SIZE];
    diag_warn(build->diag, leaf->span, "this does not hold before the scenario ends on %s",
              calendar_format_date(build->end, date));
}

static void check_leaf(const struct build *build, const struct condition *leaf)
{
    check_date(build, leaf);
    if (leaf->op == CONDITION_CHANCE && leaf->probability <= 0)
        diag_error(build->diag, leaf->span, "this can never hold: its probability is 0");
    if (leaf->op == CONDITION_METRIC && leaf->at_most && leaf->threshold < 0 &&
        leaf->metric->sort == METRIC_COUNTER)
        diag_error(build->diag, leaf->span, "this can never hold: '%s' is counted from 0 upwards",
                   leaf->metric_name);
    if (leaf->op == CONDITION_NOT && leaf->children[0]->op == CONDITION_SIGNED)
        diag_error(build->diag, leaf->span, "this can never hold: it is signed from the start");
}

static void check_tree(const struct build *build, const struct condition *root)
{
    struct demands demands = {.arena = build->arena};
    collect(&demands, root);
    for (size_t i = 0; i < demands.count; i++) {
        check_leaf(build, demands.leaves[i]);
        for (size_t j = 0; j < i && i < PAIRS_MAX; j++)
            check_pair(build, demands.leaves[j], demands.leaves[i]);
        for (int c = 0; demands.leaves[i]->op != CONDITION_NOT && c < demands.leaves[i]->child_count; c++)
            check_tree(build, demands.leaves[i]->children[c]);
    }
}

/* The condition that marks RECORD done, or NULL: of a milestone its only one. */
static const struct condition *condition_of(const struct record *record)
{
    if (!(record->kind->flags & KIND_MILESTONE) || strcmp(record->kind->family, "milestone") != 0)
        return NULL;
    for (int i = 0; i < record->kind->field_count; i++)
        if (record->kind->fields[i].type == FIELD_CONDITION && record->given[i])
            return record->values[i].condition;
    return NULL;
}

/* A walk along what milestones wait for: 0 new, 1 on the way, 2 done, by record number. */
struct walk {
    const struct build *build;
    unsigned char *seen;
    const struct record **path;
    size_t length;
};

static void tell_circle(const struct walk *walk, const struct record *again, struct span span)
{
    diag_error(walk->build->diag, span, "this can never hold: milestone '%s' waits for itself", again->id);
    size_t i = walk->length;
    while (i > 0 && walk->path[--i] != again)
        diag_note(walk->build->diag, "by way of '%s'", walk->path[i]->id);
}

static void follow(struct walk *walk, const struct record *record)
{
    const struct condition *condition = condition_of(record);
    if (!condition || walk->seen[record->number] || walk->length == CHAIN_MAX)
        return;
    walk->seen[record->number] = 1;
    walk->path[walk->length++] = record;
    struct demands demands = {.arena = walk->build->arena};
    collect(&demands, condition);
    for (size_t i = 0; i < demands.count; i++) {
        const struct condition *leaf = demands.leaves[i];
        if (leaf->op != CONDITION_MILESTONE)
            continue;
        if (walk->seen[leaf->milestone->number] == 1)
            tell_circle(walk, leaf->milestone, leaf->span);
        else
            follow(walk, leaf->milestone);
    }
    walk->length--;
    walk->seen[record->number] = 2;
}

void condition_check_all(const struct build *build)
{
    struct walk walk = {.build = build};
    walk.seen = arena_array(build->arena, build->count, sizeof *walk.seen);
    walk.path = arena_array(build->arena, CHAIN_MAX, sizeof *walk.path);
    for (size_t i = 0; i < build->count; i++) {
        const struct record *record = &build->drafts[i]->record;
        for (int f = 0; f < record->kind->field_count; f++)
            if (record->kind->fields[f].type == FIELD_CONDITION && record->given[f])
                check_tree(build, record->values[f].condition);
        follow(&walk, record);
    }
}
