/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/opening.h"

struct opening {
    const struct condition *condition;
    int64_t *since; /* by part in reading order: since when it holds, or NOT_YET */
    int count;
    struct arena *arena;
};

static const int64_t NOT_YET = INT64_MAX;

static bool is_part(const struct condition *condition)
{
    return condition->op != CONDITION_ALL && condition->op != CONDITION_ANY &&
           condition->op != CONDITION_AT_LEAST;
}

static int count_parts(const struct condition *condition)
{
    int count = is_part(condition);
    for (int i = 0; !is_part(condition) && i < condition->child_count; i++)
        count += count_parts(condition->children[i]);
    return count;
}

struct opening *opening_new(const struct condition *condition, struct arena *arena)
{
    struct opening *opening = arena_alloc(arena, sizeof *opening);
    *opening = (struct opening){.condition = condition, .arena = arena};
    if (!condition)
        return opening;
    opening->count = count_parts(condition);
    opening->since = arena_array(arena, (size_t)opening->count, sizeof *opening->since);
    for (int i = 0; i < opening->count; i++)
        opening->since[i] = NOT_YET;
    return opening;
}

static bool needs_test_date(const struct condition *condition)
{
    if (condition->op == CONDITION_METRIC)
        return condition->metric->sort != METRIC_STATE;
    for (int i = 0; i < condition->child_count; i++)
        if (needs_test_date(condition->children[i]))
            return true;
    return false;
}

/* Returns the place behind the parts of CONDITION. */
static int look(struct opening *opening, const struct condition *condition, int place,
                const struct condition_view *view)
{
    if (!is_part(condition)) {
        for (int i = 0; i < condition->child_count; i++)
            place = look(opening, condition->children[i], place, view);
        return place;
    }
    if (!view->test_date && needs_test_date(condition))
        return place + 1;
    bool holds = condition_holds(condition, view);
    if (!holds)
        opening->since[place] = NOT_YET;
    else if (opening->since[place] == NOT_YET)
        opening->since[place] = view->now;
    return place + 1;
}

void opening_look(struct opening *opening, const struct condition_view *view)
{
    if (opening->count > 1)
        look(opening, opening->condition, 0, view);
}

/* A part and since when it holds. */
struct came {
    const struct condition *part;
    int64_t since;
};

/* How many of the COUNT came before PLACE; those of one tick in reading order. */
static int rank_of(const struct came *came, int count, int place)
{
    int rank = 0;
    for (int i = 0; i < count; i++)
        rank += came[i].since < came[place].since || (came[i].since == came[place].since && i < place);
    return rank;
}

/* The one of COUNT children that let CONDITION hold. */
static struct came decisive(const struct condition *condition, const struct came *children, int count)
{
    int wanted = condition->op == CONDITION_AT_LEAST && condition->k > 0 ? condition->k - 1 : 0;
    struct came last = {NULL, NOT_YET};
    for (int i = 0; i < count; i++) {
        bool later = !last.part || children[i].since > last.since;
        if (condition->op == CONDITION_ALL ? later : rank_of(children, count, i) == wanted)
            last = children[i];
    }
    return last;
}

static struct came came_of(const struct opening *opening, const struct condition *condition, int *place)
{
    if (is_part(condition)) {
        int64_t since = opening->since[(*place)++];
        return (struct came){condition, since};
    }
    size_t count = (size_t)condition->child_count;
    struct came *children = arena_array(opening->arena, count, sizeof *children);
    for (size_t i = 0; i < count; i++)
        children[i] = came_of(opening, condition->children[i], place);
    return decisive(condition, children, condition->child_count);
}

/* The only part of CONDITION. */
static const struct condition *part_of(const struct condition *condition)
{
    for (int i = 0; !is_part(condition); i = 0) {
        while (count_parts(condition->children[i]) == 0)
            i++;
        condition = condition->children[i];
    }
    return condition;
}

const struct condition *opening_last(const struct opening *opening)
{
    int place = 0;
    if (opening->count < 2)
        return opening->count == 1 ? part_of(opening->condition) : NULL;
    struct came last = came_of(opening, opening->condition, &place);
    return last.since == NOT_YET ? NULL : last.part;
}
