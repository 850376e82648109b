/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/condition_check.h"

#include "base/calendar.h"
#include "base/quantity.h"
#include "plan/condition.h"

#include <string.h>

/* Larger trees and longer chains than anybody writes are not searched to the end. */
enum { PAIRS_MAX = 1000, CHAIN_MAX = 1000 };

/* A fact, or its contrary, without which a tree does not hold. */
struct literal {
    const struct condition *leaf;
    bool contrary;    /* it must not hold */
    struct span span; /* of the leaf, or of the <not> before it */
};

/* What must all be so for the tree to hold. */
struct demands {
    struct literal *literals;
    size_t count, capacity;
    struct arena *arena;
};

/* Nodes of which every child is needed; "any" of one is like "all". */
static bool needs_all(const struct condition *node)
{
    return node->op == CONDITION_ALL || (node->op == CONDITION_ANY && node->child_count == 1) ||
           (node->op == CONDITION_AT_LEAST && node->k == node->child_count);
}

/* Nodes that are refuted only by refuting every child. */
static bool needs_none(const struct condition *node)
{
    return node->op == CONDITION_ANY || (node->op == CONDITION_ALL && node->child_count == 1) ||
           (node->op == CONDITION_AT_LEAST && node->k == 1);
}

static void collect(struct demands *demands, const struct condition *node, bool contrary, struct span span)
{
    if (node->op == CONDITION_NOT) {
        collect(demands, node->children[0], !contrary, node->span);
        return;
    }
    if (contrary ? needs_none(node) : needs_all(node)) {
        for (int i = 0; i < node->child_count; i++)
            collect(demands, node->children[i], contrary, contrary ? span : node->children[i]->span);
        return;
    }
    demands->literals = arena_grow(demands->arena, demands->literals, demands->count, &demands->capacity,
                                   sizeof *demands->literals);
    demands->literals[demands->count++] = (struct literal){node, contrary, span};
}

static const char *threshold_text(const struct condition *leaf, struct arena *arena)
{
    const char *unit = leaf->metric->unit;
    return unit && unit[0] ? quantity_format(arena, leaf->threshold, unit, 6)
                           : arena_printf(arena, "%g", leaf->threshold);
}

/* "at least 5 MW", "not at most 3 MW" */
static const char *side_text(struct literal literal, struct arena *arena)
{
    return arena_printf(arena, "%s%s %s", literal.contrary ? "not " : "",
                        literal.leaf->at_most ? "at most" : "at least", threshold_text(literal.leaf, arena));
}

static bool is_most(struct literal literal)
{
    return literal.leaf->at_most != literal.contrary;
}

/* Why A and B never hold together, or NULL. */
static const char *clash(struct literal a, struct literal b, struct arena *arena)
{
    if (a.leaf->op != b.leaf->op)
        return NULL;
    if (a.leaf->op == CONDITION_MILESTONE && a.leaf->milestone == b.leaf->milestone &&
        a.contrary != b.contrary)
        return arena_printf(arena, "'%s' done and not done", a.leaf->milestone->id);
    if (a.leaf->op == CONDITION_DATE && a.contrary != b.contrary) {
        struct literal from = a.contrary ? b : a, before = a.contrary ? a : b;
        char first[CALENDAR_DATE_SIZE], last[CALENDAR_DATE_SIZE];
        if (from.leaf->date < before.leaf->date)
            return NULL;
        return arena_printf(arena, "from %s on, and not from %s on",
                            calendar_format_date(from.leaf->date, first),
                            calendar_format_date(before.leaf->date, last));
    }
    if (a.leaf->op != CONDITION_METRIC || strcmp(a.leaf->metric_name, b.leaf->metric_name) != 0 ||
        is_most(a) == is_most(b))
        return NULL;
    struct literal least = is_most(a) ? b : a, most = is_most(a) ? a : b;
    double low = least.leaf->threshold, high = most.leaf->threshold;
    bool strict = least.contrary || most.contrary;
    if (low < high || (low == high && !strict))
        return NULL;
    return arena_printf(arena, "'%s' %s and %s", a.leaf->metric_name, side_text(least, arena),
                        side_text(most, arena));
}

static void check_pair(const struct build *build, struct literal a, struct literal b)
{
    const char *why = clash(a, b, build->arena);
    if (!why)
        return;
    diag_error(build->diag, b.span, "this can never hold: %s", why);
    diag_note(build->diag, "the other half is at %s:%d:%d", a.span.file, a.span.line, a.span.column);
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

/* The same of the contrary of a date that comes no later than the start. */
static void check_contrary(const struct build *build, struct literal literal)
{
    char date[CALENDAR_DATE_SIZE];
    if (literal.leaf->op == CONDITION_SIGNED)
        diag_error(build->diag, literal.span, "this can never hold: it is signed from the start");
    if (literal.leaf->op == CONDITION_DATE && build->start != 0 && literal.leaf->date <= build->start)
        diag_warn(build->diag, literal.span,
                  "this never holds: its date has come when the scenario starts on %s",
                  calendar_format_date(build->start, date));
}

static void check_literal(const struct build *build, struct literal literal)
{
    const struct condition *leaf = literal.leaf;
    if (literal.contrary) {
        check_contrary(build, literal);
        return;
    }
    check_date(build, leaf);
    if (leaf->op == CONDITION_CHANCE && leaf->probability <= 0)
        diag_error(build->diag, leaf->span, "this can never hold: its probability is 0");
    if (leaf->op == CONDITION_METRIC && leaf->at_most && leaf->threshold < 0 &&
        leaf->metric->sort == METRIC_COUNTER)
        diag_error(build->diag, leaf->span, "this can never hold: '%s' is counted from 0 upwards",
                   leaf->metric_name);
}

static void check_tree(const struct build *build, const struct condition *root)
{
    struct demands demands = {.arena = build->arena};
    collect(&demands, root, false, root->span);
    for (size_t i = 0; i < demands.count; i++) {
        struct literal literal = demands.literals[i];
        check_literal(build, literal);
        for (size_t j = 0; j < i && i < PAIRS_MAX; j++)
            check_pair(build, demands.literals[j], literal);
        for (int c = 0; !literal.contrary && c < literal.leaf->child_count; c++)
            check_tree(build, literal.leaf->children[c]);
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

/* RECORD waits for nothing but that OTHER is not done, and OTHER for the contrary of RECORD. */
static void tell_exclusion(const struct build *build, const struct record *record, const struct record *other,
                           struct span span)
{
    diag_warn(build->diag, span,
              "milestone '%s' holds from the start, and so '%s' never, or the other way round", record->id,
              other->id);
    diag_note(build->diag,
              "they exclude each other, and which is tested first decides; give both a further condition, "
              "then the first whose condition holds is done");
}

/* Whether RECORD waits for OTHER's not being done; COUNT gets how many things it waits for. */
static bool excludes(const struct build *build, const struct record *record, const struct record *other,
                     size_t *count)
{
    const struct condition *condition = condition_of(record);
    struct demands demands = {.arena = build->arena};
    bool found = false;
    *count = 0;
    if (!condition)
        return false;
    collect(&demands, condition, false, condition->span);
    *count = demands.count;
    for (size_t i = 0; i < demands.count && !found; i++)
        found = demands.literals[i].contrary && demands.literals[i].leaf->milestone == other;
    return found;
}

/*
 * Milestones stay done.  One that must not be done to become done decides nothing; where one of two that
 * exclude each other waits for nothing else, it is no race, and the order of the tests decides.
 */
static void check_contraries(const struct build *build, const struct record *record,
                             const struct demands *demands)
{
    for (size_t i = 0; i < demands->count; i++) {
        struct literal literal = demands->literals[i];
        size_t count;
        if (literal.leaf->op != CONDITION_MILESTONE || !literal.contrary)
            continue;
        const struct record *other = literal.leaf->milestone;
        if (other == record) {
            diag_error(build->diag, literal.span, "milestone '%s' waits for its own contrary", record->id);
            diag_note(build->diag, "what is done stays done: name another milestone, or leave the <not> out");
        } else if (demands->count == 1 && excludes(build, other, record, &count) &&
                   (count > 1 || record->number < other->number)) {
            tell_exclusion(build, record, other, literal.span);
        }
    }
}

static void follow(struct walk *walk, const struct record *record)
{
    const struct condition *condition = condition_of(record);
    if (!condition || walk->seen[record->number] || walk->length == CHAIN_MAX)
        return;
    walk->seen[record->number] = 1;
    walk->path[walk->length++] = record;
    struct demands demands = {.arena = walk->build->arena};
    collect(&demands, condition, false, condition->span);
    check_contraries(walk->build, record, &demands);
    for (size_t i = 0; i < demands.count; i++) {
        const struct condition *leaf = demands.literals[i].leaf;
        if (leaf->op != CONDITION_MILESTONE || demands.literals[i].contrary)
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
