/* SPDX-License-Identifier: Apache-2.0 */
#include "schedule/circle.h"

#include "plan/condition.h"
#include "schedule/activity.h"

#include <string.h>

/* "RECORD waits for TO", written in WHERE. */
struct wait {
    int to; /* record number */
    const struct record *where;
    int next; /* of the same record, or -1 */
};

enum colour { WHITE, GREY, BLACK };

struct search {
    const struct plan *plan;
    struct arena *arena;
    struct diag *diag;
    struct wait *waits;
    size_t wait_count, wait_capacity;
    int *first, *last; /* by record number, -1 without */
    enum colour *colour;
    int *path;  /* records on the way down */
    int *taken; /* by depth: the wait that led on from path[depth] */
    int depth;
    bool found;
};

static void add_wait(struct search *search, const struct record *from, const struct record *to,
                     const struct record *where)
{
    search->waits = arena_grow(search->arena, search->waits, search->wait_count, &search->wait_capacity,
                               sizeof *search->waits);
    int place = (int)search->wait_count++;
    search->waits[place] = (struct wait){to->number, where, -1};
    if (search->first[from->number] < 0)
        search->first[from->number] = place;
    else
        search->waits[search->last[from->number]].next = place;
    search->last[from->number] = place;
}

/* Milestones that must be done before CONDITION can hold: those joined by `all`. */
static void add_condition(struct search *search, const struct record *record,
                          const struct condition *condition)
{
    if (condition->op == CONDITION_MILESTONE)
        add_wait(search, record, condition->milestone, record);
    for (int i = 0; condition->op == CONDITION_ALL && i < condition->child_count; i++)
        add_condition(search, record, condition->children[i]);
}

static void collect_record(struct search *search, const struct record *record)
{
    if (record->kind == &schedule_after_kind) {
        add_wait(search, record->parent, record_ref(record, AFTER_REF), record);
        return;
    }
    for (int f = 0; f < record->kind->field_count; f++) {
        const struct field *field = &record->kind->fields[f];
        if (!record_has(record, f))
            continue;
        if (field->type == FIELD_CONDITION && record->kind->flags & KIND_MILESTONE)
            add_condition(search, record, record_condition(record, f));
        if (field->type != FIELD_REFS || strcmp(field->name, "needs") != 0)
            continue;
        struct record_list list = record_refs(record, f);
        for (int i = 0; i < list.count; i++)
            add_wait(search, record, list.items[i], record);
    }
}

static void collect(struct search *search)
{
    const struct plan *plan = search->plan;
    for (int i = 0; i < plan->record_count; i++)
        search->first[i] = -1;
    for (int i = 0; i < plan->record_count; i++)
        collect_record(search, plan->records[i]);
}

static const char *sort_of(const struct record *where)
{
    static const char *const names[] = {
        [AFTER_FS] = "FS", [AFTER_SS] = "SS", [AFTER_FF] = "FF", [AFTER_SF] = "SF"};
    return where->kind == &schedule_after_kind ? names[record_choice(where, AFTER_TYPE)] : "needs or when";
}

/* The circle runs from path[FROM] to path[depth] and back by the waits taken. */
static void tell(struct search *search, int from)
{
    const struct record *at = search->waits[search->taken[search->depth]].where;
    const char *text = search->plan->records[search->path[from]]->id;
    for (int i = from; i <= search->depth; i++) {
        const struct wait *wait = &search->waits[search->taken[i]];
        text = arena_printf(search->arena, "%s -> %s", text, search->plan->records[wait->to]->id);
        if (at->kind != &schedule_after_kind && wait->where->kind == &schedule_after_kind)
            at = wait->where;
    }
    search->found = true;
    diag_error(search->diag, at->span, "these wait for each other in a circle: %s", text);
    for (int i = from; i <= search->depth; i++) {
        const struct wait *wait = &search->waits[search->taken[i]];
        diag_note(search->diag, "'%s' waits for '%s' (%s, line %d)",
                  search->plan->records[search->path[i]]->id, search->plan->records[wait->to]->id,
                  sort_of(wait->where), wait->where->span.line);
    }
}

static void step(struct search *search, int *next)
{
    int number = search->path[search->depth];
    if (*next < 0) {
        search->colour[number] = BLACK;
        search->depth--;
        return;
    }
    int place = *next;
    int to = search->waits[place].to;
    search->taken[search->depth] = place;
    *next = search->waits[place].next;
    if (search->colour[to] == WHITE) {
        search->colour[to] = GREY;
        search->path[++search->depth] = to;
    } else if (search->colour[to] == GREY) {
        int from = search->depth;
        while (search->path[from] != to)
            from--;
        tell(search, from);
    }
}

/* Depth first without recursion, so that a long chain cannot exhaust the stack. */
static void walk(struct search *search, int root, int *next)
{
    search->colour[root] = GREY;
    search->depth = 0;
    search->path[0] = root;
    while (search->depth >= 0)
        step(search, &next[search->path[search->depth]]);
}

bool circle_check(const struct plan *plan, struct arena *arena, struct diag *diag)
{
    size_t count = (size_t)plan->record_count;
    struct search search = {.plan = plan, .arena = arena, .diag = diag};
    search.first = arena_array(arena, count, sizeof *search.first);
    search.last = arena_array(arena, count, sizeof *search.last);
    search.colour = arena_array(arena, count, sizeof *search.colour);
    search.path = arena_array(arena, count, sizeof *search.path);
    search.taken = arena_array(arena, count, sizeof *search.taken);
    collect(&search);
    int *next = arena_array(arena, count, sizeof *next);
    memcpy(next, search.first, count * sizeof *next);
    for (int i = 0; i < plan->record_count; i++)
        if (search.colour[i] == WHITE)
            walk(&search, i, next);
    return !search.found;
}
